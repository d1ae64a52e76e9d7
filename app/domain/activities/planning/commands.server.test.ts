import { DateTime } from 'luxon'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { joinActivity } from '#app/domain/activities/sign-ups/commands.server.ts'
import { person, visitor } from '#app/platform/actor.ts'
import { lean, transaction } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { cancelActivity, discardDraft, draftActivity, duplicateActivity, editActivity, publishActivity, unpublishActivity } from './commands.server.ts'
import { choicesFor, deedsOf, maySeeWhoComes, workday, workpiece } from './queries.server.ts'
import { typedPlan } from './rules.ts'

const db = useDatabase()
const zone = 'Europe/Oslo'
const now = DateTime.fromISO('2026-11-24T10:10', { zone }).toJSDate()
const id = (of: string, number: number) => `${of.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`
const fjord = id('a', 1), by = id('a', 2)
const kari = id('b', 1), ola = id('b', 2), anna = id('b', 3), vidar = id('b', 4), per = id('b', 5), pia = id('b', 6)
const walk = id('c', 1), swedishWalk = id('c', 2), house = id('d', 1)

beforeAll(async () => {
  await db.owner(`INSERT INTO organisations (id, slug, name, country, language, zone) VALUES
    ('${fjord}', 'fjord', 'Fjord', 'NO', 'nb', 'Europe/Oslo'), ('${by}', 'by', 'By', 'SE', 'sv', 'Europe/Stockholm')`)
  await db.owner(`INSERT INTO people (id, email, name) VALUES ('${kari}', 'kari@example.org', 'Kari'), ('${ola}', 'ola@example.org', 'Ola'), ('${anna}', 'anna@example.org', 'Anna'),
    ('${vidar}', 'vidar@example.org', 'Vidar'), ('${per}', 'per@example.org', 'Per'), ('${pia}', 'pia@example.org', 'Pia')`)
  await db.owner(`INSERT INTO memberships (organisation_id, person_id, role) VALUES ('${fjord}', '${kari}', 'organiser'), ('${fjord}', '${ola}', 'coordinator'),
    ('${by}', '${anna}', 'organiser'), ('${fjord}', '${vidar}', 'volunteer'), ('${fjord}', '${per}', 'participant')`)
  await db.owner(`INSERT INTO activity_kinds (id, organisation_id, slug, names) VALUES ('${walk}', '${fjord}', 'tur', '{"nb":"Tur"}'), ('${swedishWalk}', '${by}', 'tur', '{"sv":"Tur"}')`)
  await db.owner(`INSERT INTO places (id, organisation_id, name, address, lat, lon) VALUES ('${house}', '${fjord}', 'Huset', 'Langgata 1', 58.8524, 5.7352)`)
})
beforeEach(async () => void (await db.owner('DELETE FROM activities')))

const form = {
  title: 'Tur på Årøya', kindId: walk, language: 'nb', startDate: '27.11.2026', startTime: '18', endTime: '20', zone, area: 'Sandnes', shownTo: 'everyone', visibility: 'public',
  description: 'Vi går **rolig**.',
}
const as = (personId: string, organisationId = fjord) => ({ organisationId, personId })
const draft = (given: Record<string, string> = {}, who = as(kari), key = crypto.randomUUID()) =>
  transaction(person(who.personId), (tx, sql) => draftActivity(tx, sql, { ...who, key, typed: { ...form, ...given }, now }))
const drafted = async (given: Record<string, string> = {}) => {
  const made = await draft(given)
  if (!made.ok) throw new Error(JSON.stringify(made))
  return made.id
}
const published = async (given: Record<string, string> = {}) => {
  const activityId = await drafted(given)
  await transaction(person(kari), (tx, sql) => publishActivity(tx, sql, { ...as(kari), activityId, now }))
  await db.owner('DELETE FROM mails')
  return activityId
}
const edit = (activityId: string, version: number, given: Record<string, string>, who = as(kari)) =>
  transaction(person(who.personId), async (tx, sql) => {
    const before = await workpiece(tx, who.organisationId, activityId)
    const filled = before ? typedPlan(before, (await choicesFor(tx, sql, who.organisationId, before)).places) : form
    return editActivity(tx, sql, { ...who, activityId, version, typed: { ...filled, ...given }, now })
  })
const join = (activityId: string, personId: string) => lean(person(personId), (sql) => joinActivity(sql, { activityId, personId, now }))
const row = async (activityId: string) => (await db.owner('SELECT * FROM activities WHERE id = $1', [activityId]))[0]!
const mails = () => db.owner<{ to: string; template: string; facts: Record<string, any> }>(`SELECT split_part(address, '@', 1) AS "to", template, facts FROM mails ORDER BY number`)
const read = (personId: string, activityId: string, organisationId = fjord) => transaction(person(personId), (tx) => workpiece(tx, organisationId, activityId))

describe('drafting', () => {
  test('writes the whole plan down', async () => {
    const activityId = await drafted({ placeId: house, area: '', places: '12', hostId: vidar, title_en: 'A walk', price: 'Gratis' })
    expect(await read(kari, activityId)).toMatchObject({
      texts: { nb: { title: 'Tur på Årøya', price: 'Gratis' }, en: { title: 'A walk' } }, address: 'Langgata 1', lat: 58.8524, places: 12, hostId: vidar, createdBy: kari,
      version: 1, sequence: 0, publishedAt: null,
    })
    const { slug, uid } = await row(activityId)
    expect(slug).toMatch(/^tur-pa-aroya-[a-z0-9]{7}$/)
    expect(uid).toBe(`${activityId}@samkraft`)
  })
  test('sent twice at once makes one draft', async () => {
    const key = crypto.randomUUID()
    const all = await Promise.all(Array.from({ length: 6 }, () => draft({}, as(kari), key)))
    expect(new Set(all.map((made) => JSON.stringify(made))).size).toBe(1)
    expect(await db.owner('SELECT id FROM activities')).toHaveLength(1)
    expect((await row((all[0] as { id: string }).id)).version).toBe(1)
  })
  test('sent again with other words mends the draft; somebody else\'s key makes an activity of their own', async () => {
    const key = crypto.randomUUID()
    const first = await draft({}, as(kari), key)
    expect(await draft({ title: 'Kveldstur' }, as(kari), key)).toEqual(first)
    expect(await draft({}, as(ola), key)).not.toEqual(first)
    expect((await db.owner('SELECT title FROM activity_texts ORDER BY title')).map(({ title }) => title)).toEqual(['Kveldstur', 'Tur på Årøya'])
  })
  test('with mistakes writes nothing', async () => {
    expect(await draft({ title: '', places: '0', kindId: swedishWalk })).toEqual({
      ok: false, reason: 'wrong', errors: { title: ['title_missing'], places: ['places_zero'], kindId: ['kind_missing'] },
    })
    expect(await db.owner('SELECT id FROM activities')).toEqual([])
  })
  test('two of one name have addresses of their own', async () => {
    const [one, two] = [await drafted(), await drafted()]
    expect((await row(one)).slug).not.toBe((await row(two)).slug)
  })
})

describe('the exact address', () => {
  test('for those who joined: everyone else gets an area and about a kilometre', async () => {
    const activityId = await published({ area: 'Sandnes', address: 'Hjemvegen 2', lat: '58,85243', lon: '5,73521', shownTo: 'joined' })
    expect(await row(activityId)).toMatchObject({ lat: 58.85, lon: 5.74, area: 'Sandnes' })
    const address = (who: string) => db.asActor(who, 'SELECT address, lat FROM activity_addresses WHERE activity_id = $1', [activityId])
    expect(await address('visitor')).toEqual([])
    expect(await address(`person:${pia}`)).toEqual([])
    await join(activityId, pia)
    expect(await address(`person:${pia}`)).toEqual([{ address: 'Hjemvegen 2', lat: 58.85243 }])
    expect(await read(kari, activityId)).toMatchObject({ address: 'Hjemvegen 2', lat: 58.85243, shownTo: 'joined' })
  })
  test('opened again, the point is exact for everyone', async () => {
    const activityId = await published({ area: 'Sandnes', address: 'Hjemvegen 2', lat: '58,85243', lon: '5,73521', shownTo: 'joined' })
    await edit(activityId, 1, { shownTo: 'everyone' })
    expect(await row(activityId)).toMatchObject({ lat: 58.85243 })
    expect(await db.asActor('visitor', 'SELECT address FROM activity_addresses')).toEqual([{ address: 'Hjemvegen 2' }])
  })
})

describe('publishing and back', () => {
  test('host and organiser have it in their calendars; visitors see it', async () => {
    const activityId = await drafted({ hostId: vidar })
    expect(await db.asActor(visitor, 'SELECT id FROM activities')).toEqual([])
    expect(await transaction(person(kari), (tx, sql) => publishActivity(tx, sql, { ...as(kari), activityId, now }))).toEqual({ ok: true })
    expect(await db.asActor(visitor, 'SELECT id FROM activities')).toEqual([{ id: activityId }])
    expect((await mails()).map(({ to, facts }) => [to, facts.method, facts.reason])).toEqual([['kari', 'REQUEST', 'organising'], ['vidar', 'REQUEST', 'hosting']])
    expect(await transaction(person(kari), (tx, sql) => publishActivity(tx, sql, { ...as(kari), activityId, now }))).toEqual({ ok: false, reason: 'already_published' })
  })
  test('what has begun is not published', async () => {
    const activityId = await drafted()
    const late = DateTime.fromISO('2026-11-27T18:00', { zone }).toJSDate()
    expect(await transaction(person(kari), (tx, sql) => publishActivity(tx, sql, { ...as(kari), activityId, now: late }))).toEqual({ ok: false, reason: 'starts_in_past' })
  })
  test('taken back while nobody signed up; the number grows so that calendars believe it', async () => {
    const activityId = await published()
    expect(await transaction(person(kari), (tx, sql) => unpublishActivity(tx, sql, { ...as(kari), activityId, now }))).toEqual({ ok: true })
    expect((await mails()).map(({ to, facts }) => [to, facts.method])).toEqual([['kari', 'CANCEL']])
    await transaction(person(kari), (tx, sql) => publishActivity(tx, sql, { ...as(kari), activityId, now }))
    expect((await row(activityId)).sequence).toBe(2)
  })
  test('not taken back from people who signed up', async () => {
    const activityId = await published()
    await join(activityId, pia)
    expect(await transaction(person(kari), (tx, sql) => unpublishActivity(tx, sql, { ...as(kari), activityId, now }))).toEqual({ ok: false, reason: 'people_joined' })
    expect((await row(activityId)).published_at).not.toBeNull()
  })
})

describe('editing', () => {
  test('a new time reaches everyone who joined, once, with a higher number', async () => {
    const activityId = await published()
    await join(activityId, pia)
    await db.owner('DELETE FROM mails')
    expect(await edit(activityId, 1, { startTime: '17:30' })).toEqual({ ok: true, changes: ['when'] })
    expect(await row(activityId)).toMatchObject({ version: 2, sequence: 1 })
    const told = (await mails()).map(({ to, facts }) => [to, facts.reason, facts.changes]).sort()
    expect(told).toEqual([['kari', 'changed', ['time']], ['pia', 'changed', ['time']]])
  })
  test('a better description is nobody\'s interruption; the same again is no change at all', async () => {
    const activityId = await published()
    await edit(activityId, 1, { description: 'Vi går sakte.' })
    expect(await row(activityId)).toMatchObject({ version: 2, sequence: 0 })
    expect(await edit(activityId, 2, {})).toEqual({ ok: true, changes: [] })
    expect((await row(activityId)).version).toBe(2)
    expect(await mails()).toEqual([])
  })
  test('more places let in those who wait, in order', async () => {
    const activityId = await published({ places: '1' })
    for (const who of [pia, per, vidar]) await join(activityId, who)
    expect(await row(activityId)).toMatchObject({ joined_count: 1, waiting_count: 2 })
    await edit(activityId, 1, { places: '2' })
    expect(await db.owner(`SELECT person_id FROM sign_ups WHERE state = 'joined' ORDER BY queue_number`)).toEqual([{ person_id: pia }, { person_id: per }])
    await edit(activityId, 2, { places: '' })
    expect(await row(activityId)).toMatchObject({ joined_count: 3, waiting_count: 0 })
  })
  test('places are not lowered below those who joined', async () => {
    const activityId = await published({ places: '3' })
    for (const who of [pia, per]) await join(activityId, who)
    expect(await edit(activityId, 1, { places: '1' })).toEqual({ ok: false, reason: 'wrong', errors: { places: ['places_below_joined', 2] } })
    expect(await edit(activityId, 1, { places: '2' })).toEqual({ ok: true, changes: ['places'] })
  })
  test('lowering places while people join: never sold twice', async () => {
    const activityId = await published({ places: '4' })
    await Promise.all([join(activityId, pia), edit(activityId, 1, { places: '1' }), join(activityId, per), join(activityId, vidar)])
    const { places, joined_count } = await row(activityId)
    expect(joined_count).toBeLessThanOrEqual(places)
  })
  test('two tabs: the later is told what changed and by whom, and nothing is overwritten', async () => {
    const activityId = await drafted()
    await edit(activityId, 1, { title: 'Kveldstur', places: '8' }, as(ola))
    const later = await edit(activityId, 1, { description: 'Ta med matpakke.' })
    expect(later).toMatchObject({ ok: false, reason: 'overtaken', changes: ['title', 'places'], who: ['Ola'], now: { version: 2, places: 8 } })
    expect((await read(kari, activityId))?.texts.nb?.description).toBe('Vi går **rolig**.')
    expect(await edit(activityId, 2, { description: 'Ta med matpakke.' })).toMatchObject({ ok: true })
  })
  test('a language taken away is gone; the address stays for life', async () => {
    const activityId = await drafted({ title_sv: 'Tur' })
    const { slug } = await row(activityId)
    await edit(activityId, 1, { title_sv: '', title: 'Noe helt annet' })
    expect(Object.keys((await read(kari, activityId))!.texts)).toEqual(['nb'])
    expect((await row(activityId)).slug).toBe(slug)
  })
  test('a new host has it in the calendar, the former one no longer', async () => {
    const activityId = await published({ hostId: vidar })
    await edit(activityId, 1, { hostId: ola })
    expect((await mails()).map(({ to, facts }) => [to, facts.method, facts.reason]).sort()).toEqual([['ola', 'REQUEST', 'hosting'], ['vidar', 'CANCEL', 'not-hosting']])
  })
  test('a new host and a new time at once: one mail each', async () => {
    const activityId = await published({ hostId: vidar })
    await edit(activityId, 1, { hostId: ola, startTime: '17' })
    expect((await mails()).map(({ to, facts }) => [to, facts.method, facts.reason]).sort()).toEqual([
      ['kari', 'REQUEST', 'changed'], ['ola', 'REQUEST', 'hosting'], ['vidar', 'CANCEL', 'not-hosting'],
    ])
  })
})

describe('cancelling', () => {
  test('everyone hears, with the reason; a second time is refused', async () => {
    const activityId = await published({ places: '1' })
    for (const who of [pia, per]) await join(activityId, who)
    await db.owner('DELETE FROM mails')
    const cancel = () => transaction(person(kari), (tx, sql) => cancelActivity(tx, sql, { ...as(kari), activityId, reason: 'Det blåser for mye.', now }))
    expect(await cancel()).toEqual({ ok: true })
    expect(await row(activityId)).toMatchObject({ cancel_reason: 'Det blåser for mye.', cancelled_by: kari, sequence: 1 })
    expect((await mails()).map(({ to, template, facts }) => [to, template, facts.note]).sort()).toEqual([
      ['kari', 'calendar', 'Det blåser for mye.'], ['per', 'waiting', 'Det blåser for mye.'], ['pia', 'calendar', 'Det blåser for mye.'],
    ])
    expect(await cancel()).toEqual({ ok: false, reason: 'cancelled' })
    expect(await edit(activityId, 1, { places: '9' })).toEqual({ ok: false, reason: 'wrong', errors: { places: ['only_words_cancelled'] } })
  })
  test('a draft is put away instead', async () => {
    const activityId = await drafted()
    expect(await transaction(person(kari), (tx, sql) => cancelActivity(tx, sql, { ...as(kari), activityId, reason: 'x', now }))).toEqual({ ok: false, reason: 'not_published' })
    expect(await transaction(person(kari), (tx, sql) => discardDraft(tx, sql, { ...as(kari), activityId, now }))).toEqual({ ok: true })
    const day = await transaction(person(kari), (tx) => workday(tx, { organisationId: fjord, language: 'nb', now }))
    expect(day.drafts).toEqual([])
  })
})

test('a copy is a draft of its own in the week to come, made once', async () => {
  const activityId = await published({ hostId: vidar, title_sv: 'Tur' })
  const copy = () => transaction(person(kari), (tx, sql) => duplicateActivity(tx, sql, { ...as(kari), activityId, key: 'k', now }))
  const [first, second] = [await copy(), await copy()]
  expect(first).toEqual(second)
  const made = await read(kari, (first as { id: string }).id)
  expect(made).toMatchObject({ publishedAt: null, joined: 0, hostId: vidar, startsAt: DateTime.fromISO('2026-12-04T18:00', { zone }).toJSDate() })
  expect(Object.keys(made!.texts)).toEqual(['nb', 'sv'])
  expect((await row(made!.id)).uid).toBe(`${made!.id}@samkraft`)
})

describe('who may', () => {
  test('an organiser of another organisation neither finds nor changes it, through the commands', async () => {
    const draftId = await drafted(), openId = await published()
    for (const activityId of [draftId, openId]) {
      const other = as(anna, by)
      expect(await read(anna, activityId, by)).toBeNull()
      expect(await edit(activityId, 1, { title: 'x' }, other)).toEqual({ ok: false, reason: 'not_found' })
      expect(await transaction(person(anna), (tx, sql) => cancelActivity(tx, sql, { ...other, activityId, reason: 'x', now }))).toEqual({ ok: false, reason: 'not_found' })
      expect(await transaction(person(anna), (tx, sql) => duplicateActivity(tx, sql, { ...other, activityId, key: 'k', now }))).toEqual({ ok: false, reason: 'not_found' })
    }
  })
  test('nor when the first lock fails: the database itself refuses', async () => {
    const draftId = await drafted({ address: 'Hjemvegen 2', shownTo: 'joined' }), openId = await published()
    const outsiders = ['visitor', `person:${anna}`, `person:${per}`, `person:${vidar}`, 'system:identity', 'system:feed', '']
    for (const who of outsiders) {
      const seen = await db.asActor(who, 'SELECT id FROM activities WHERE published_at IS NULL')
      expect([who, seen]).toEqual([who, who === 'system:identity' ? [{ id: draftId }] : []])
      expect(await db.asActor(who, 'SELECT title FROM activity_texts WHERE activity_id = $1', [draftId])).toHaveLength(seen.length)
      expect(await db.asActor(who, 'SELECT address FROM activity_addresses')).toEqual([])
      expect(await db.asActor(who, `UPDATE activities SET cancelled_at = now() RETURNING id`)).toEqual([])
      expect(await db.asActor(who, `UPDATE activity_texts SET title = 'x' RETURNING activity_id`)).toEqual([])
      expect(await db.asActor(who, `DELETE FROM activity_addresses RETURNING activity_id`)).toEqual([])
      await expect(db.asActor(who, `INSERT INTO activities (organisation_id, slug, kind_id, language, starts_at, ends_at, zone, uid)
        VALUES ($1, 'x', $2, 'nb', now(), now() + interval '1 hour', 'UTC', 'x')`, [fjord, walk])).rejects.toThrow(/row-level security/)
      await expect(db.asActor(who, `INSERT INTO activity_texts (activity_id, language, title) VALUES ($1, 'en', 'x')`, [openId])).rejects.toThrow(/row-level security/)
    }
    await expect(db.asActor(`person:${kari}`, 'DELETE FROM activities')).rejects.toThrow(/permission denied/)
    await expect(db.asActor(`person:${kari}`, 'UPDATE activities SET joined_count = 0')).rejects.toThrow(/permission denied/)
  })
  test('a picture of a draft is its organisation\'s; of a published activity, everyone\'s', async () => {
    const activityId = await published()
    const [picture] = await db.owner(`INSERT INTO pictures (organisation_id, bytes, width, height) VALUES ($1, 'x', 1, 1) RETURNING id`, [fjord])
    const seen = async (who: string) => (await db.asActor(who, 'SELECT id FROM pictures')).length
    expect([await seen('visitor'), await seen(`person:${anna}`), await seen(`person:${kari}`)]).toEqual([0, 0, 1])
    await db.owner('UPDATE activities SET picture_id = $1 WHERE id = $2', [picture!.id, activityId])
    expect([await seen('visitor'), await seen(`person:${anna}`)]).toEqual([1, 1])
    await expect(db.asActor(`person:${anna}`, `INSERT INTO pictures (organisation_id, bytes, width, height) VALUES ($1, 'x', 1, 1)`, [fjord])).rejects.toThrow(/row-level security/)
  })
  test('who comes is for the maker, the host and coordinators; what was done is for those who plan', async () => {
    const activityId = await published({ hostId: vidar })
    await join(activityId, pia)
    const sees = (who: string) => lean(person(who), (sql) => maySeeWhoComes(sql, activityId))
    expect([await sees(kari), await sees(vidar), await sees(ola), await sees(per), await sees(anna)]).toEqual([true, true, true, false, false])
    const deeds = (who: string) => lean(person(who), async (sql) => (await deedsOf(sql, activityId)).map(({ event, who }) => `${event} ${who}`))
    expect(await deeds(ola)).toEqual(['activity.published Kari', 'activity.drafted Kari'])
    expect(await deeds(kari)).toEqual(['activity.published Kari', 'activity.drafted Kari'])
    expect(await deeds(anna)).toEqual([])
    expect(await deeds(pia)).toEqual([])
  })
  test('a volunteer\'s day is what they host; an organiser\'s is everything', async () => {
    const hosted = await published({ hostId: vidar })
    await published()
    await drafted({ hostId: vidar })
    const day = (who: string, onlyHostedBy?: string) => transaction(person(who), (tx) => workday(tx, { organisationId: fjord, onlyHostedBy, language: 'nb', now }))
    expect((await day(vidar, vidar)).upcoming.map((one) => one.id)).toEqual([hosted])
    expect((await day(vidar, vidar)).drafts).toEqual([])
    const all = await day(kari)
    expect([all.upcoming.length, all.drafts.length]).toEqual([2, 1])
  })
})
