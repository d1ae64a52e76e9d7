import { DateTime } from 'luxon'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { journalOf } from '#app/domain/history/queries.server.ts'
import { deliverUpTo } from '#app/domain/notifications/jobs.server.ts'
import { person } from '#app/platform/actor.ts'
import { lean, transaction } from '#app/platform/db.server.ts'
import { calendarShows } from '#tests/support/calendar-client.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeKind, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { mailsTo } from '#tests/support/mailbox.ts'
import { cancelActivity, draftActivity, editActivity } from '../planning/commands.server.ts'
import { changedSince, choicesFor, workpiece } from '../planning/queries.server.ts'
import { typedPlan } from '../planning/rules.ts'
import { joinActivity, leaveActivity } from '../sign-ups/commands.server.ts'
import { makeComingDates } from './making/commands.server.ts'
import { changeFollowing } from './following/commands.server.ts'
import { endSeries, publishSeries, repeatDraft } from './planning/commands.server.ts'
import { readRepeats } from './rules.ts'
import { joinDates, joinSeries, leaveSeries, removeFromSeries } from './sign-ups/commands.server.ts'

const db = useDatabase()
const zone = 'Europe/Oslo'
const at = (text: string) => DateTime.fromISO(text, { zone }).toJSDate()
const start = at('2027-01-04T10:00')

let house: MadeOrganisation, kari: MadePerson, guests: MadePerson[], kind: { id: string }
beforeAll(async () => {
  house = await makeOrganisation(db)
  kari = await makeMember(db, house, 'organiser', { name: 'Kari' })
  kind = await makeKind(db, house, 'kafe')
})
beforeEach(async () => {
  await db.owner('DELETE FROM activities; DELETE FROM series; DELETE FROM mails; DELETE FROM mailbox')
  guests = await Promise.all(['Ada', 'Bo', 'Cato', 'Dina'].map((name) => makePerson(db, { name, openTitles: true })))
})

const form = () => ({ title: 'Kafé', kindId: kind.id, language: 'nb', startDate: '2027-01-07', startTime: '18:00', endTime: '20:00', zone, area: 'Sandnes', shownTo: 'everyone', visibility: 'public', places: '3' })
const who = () => ({ organisationId: house.id, personId: kari.id })

async function published(typed: Record<string, string> = {}, now = start) {
  const all = { ...form(), repeats: 'weekly', ...typed }
  return transaction(person(kari.id), async (tx, sql) => {
    const drafted = await draftActivity(tx, sql, { ...who(), key: crypto.randomUUID(), typed: all, now })
    if (!drafted.ok) throw new Error(JSON.stringify(drafted))
    await repeatDraft(tx, sql, { ...who(), activityId: drafted.id, repeats: readRepeats(all, now).repeats })
    const done = await publishSeries(tx, sql, { ...who(), activityId: drafted.id, now })
    if (!done.ok) throw new Error(done.reason)
    const [found] = await sql<{ id: string }>`SELECT series_id AS id FROM activities WHERE id = ${drafted.id}::uuid`
    return found!.id
  })
}
interface DateRow { id: string; day: string; starts_at: Date; joined_count: number; waiting_count: number; cancelled_at: Date | null; sequence: number; area: string; slug: string; version: number; rule_id: string }
const dates = (seriesId: string) => db.owner<DateRow>(`SELECT a.*, occurrence::text AS day FROM activities a WHERE series_id = $1 ORDER BY starts_at`, [seriesId])
const on = async (seriesId: string, day: string) => (await dates(seriesId)).find((date) => date.day === day)!
const joinAll = (seriesId: string, one: MadePerson, now = start) => lean(person(one.id), (sql) => joinSeries(sql, { seriesId, personId: one.id, now }))
const edited = (activityId: string, typed: Record<string, string>, scope: 'this' | 'following', now = start) =>
  transaction(person(kari.id), async (tx, sql) => {
    const before = (await workpiece(tx, house.id, activityId))!
    const filled = typedPlan(before, (await choicesFor(tx, sql, house.id, before)).places)
    const asked = { ...who(), activityId, version: before.version, typed: { ...filled, ...typed }, now }
    const done = await (scope === 'this' ? editActivity(tx, sql, asked) : changeFollowing(tx, sql, asked))
    if (!done.ok) throw new Error(JSON.stringify(done))
    return done
  })

const mails = async (to: { email: string }) => {
  for (const { id } of await db.owner('SELECT id FROM mails WHERE address = $1 AND sent_at IS NULL AND failed_at IS NULL ORDER BY number DESC LIMIT 1', [to.email])) await deliverUpTo(id)
  return mailsTo(db, to.email)
}
/** What the person's calendar shows is what they come to: the promise of it all. */
async function expectCalendarRight(one: MadePerson, until = at('2027-06-30T00:00')) {
  const comes = await db.owner<{ starts_at: Date }>(
    `SELECT a.starts_at FROM sign_ups s JOIN activities a ON a.id = s.activity_id WHERE s.person_id = $1 AND s.state = 'joined' AND a.cancelled_at IS NULL AND a.starts_at <= $2 ORDER BY 1`, [one.id, until])
  expect(calendarShows(await mails(one), until), one.name).toEqual(comes.map((row) => row.starts_at.toISOString()))
}

describe('publishing', () => {
  test('makes the dates half a year ahead, at 18 in winter and summer; its maker has it all in one invitation', async () => {
    const series = await published()
    const made = await dates(series)
    expect(made).toHaveLength(26)
    expect([...new Set(made.map((date) => DateTime.fromJSDate(date.starts_at, { zone }).toFormat('ccc HH:mm')))]).toEqual(['Thu 18:00'])
    const got = await mails(kari)
    expect(got).toHaveLength(1)
    expect(got[0]!.plain).toContain('hver torsdag kl. 18.00–20.00')
    expect(calendarShows(got, at('2027-06-30T00:00'))).toEqual(made.filter((date) => date.starts_at < at('2027-06-30T00:00')).map((date) => date.starts_at.toISOString()))
  })
  test('an end is the end, also when the clock goes on', async () => {
    const series = await published({ repeats: 'fortnightly', repeatUntil: '2027-02-10' })
    await makeComingDates(at('2027-03-01T10:00'))
    expect((await dates(series)).map(({ day }) => day)).toEqual(['2027-01-07', '2027-01-21', '2027-02-04'])
  })
})

describe('joining', () => {
  test('one date, some, all: one entry in the calendar each time, and it shows just those', async () => {
    const series = await published({ places: '' })
    const [ada] = guests as [MadePerson]
    const [first, , third, fourth] = await dates(series)
    await lean(person(ada.id), (sql) => joinActivity(sql, { activityId: first!.id, personId: ada.id, now: start }))
    await expectCalendarRight(ada)
    await lean(person(ada.id), (sql) => joinDates(sql, { seriesId: series, personId: ada.id, dates: [third!.id, fourth!.id], now: start }))
    await expectCalendarRight(ada)
    expect(await joinAll(series, ada)).toEqual({ ok: true, joined: 26, waiting: 0 })
    await expectCalendarRight(ada)
    expect(await joinAll(series, ada)).toEqual({ ok: true, joined: 26, waiting: 0 })
    const got = await mails(ada)
    expect(got).toHaveLength(3)
    expect(new Set(got.map((mail) => /UID:(.*)/.exec(mail.attachments[0]!.text)![1])).size).toBe(1)
    expect(got.at(-1)!.attachments[0]!.text).toMatch(/RRULE:FREQ=WEEKLY;BYDAY=TH\r\n/)
    await lean(person(ada.id), (sql) => leaveActivity(sql, { activityId: third!.id, personId: ada.id, now: start }))
    await expectCalendarRight(ada)
    await lean(person(ada.id), (sql) => leaveSeries(sql, { seriesId: series, personId: ada.id, now: start }))
    await expectCalendarRight(ada)
    expect((await mails(ada)).at(-1)!.attachments[0]!.text).toContain('METHOD:CANCEL')
  })

  test('places and line are each date’s own; who leaves one date makes room on that one', async () => {
    const series = await published({ places: '3' })
    for (const guest of guests) await joinAll(series, guest)
    expect((await dates(series)).every((date) => date.joined_count === 3 && date.waiting_count === 1)).toBe(true)
    const [ada, , , dina] = guests as [MadePerson, MadePerson, MadePerson, MadePerson]
    const second = (await dates(series))[1]!
    await db.owner('UPDATE activities SET places = places WHERE series_id = $1', [series])
    await lean(person(ada.id), (sql) => leaveActivity(sql, { activityId: second.id, personId: ada.id, now: start }))
    for (const guest of guests) await expectCalendarRight(guest)
    expect(calendarShows(await mails(dina), at('2027-12-31T00:00'))).toEqual([second.starts_at.toISOString()])
  })

  test('whoever comes always comes to new dates too, silently; whoever finds one full hears so', async () => {
    const series = await published({ places: '3' })
    const [ada, bo, cato, dina] = guests as [MadePerson, MadePerson, MadePerson, MadePerson]
    for (const guest of guests) await joinAll(series, guest)
    const before = (await mails(ada)).length
    await makeComingDates(at('2027-02-01T10:00'))
    await makeComingDates(at('2027-02-01T10:00'))
    const made = await dates(series)
    expect(made).toHaveLength(30)
    expect(made.slice(26).every((date) => date.joined_count === 3 && date.waiting_count === 1)).toBe(true)
    expect(await mails(ada)).toHaveLength(before)
    for (const guest of [ada, bo, cato, dina, kari]) if (guest !== kari) await expectCalendarRight(guest, at('2027-07-28T00:00'))
    // Whoever waited for the last date too has nothing in the calendar that would be wrong: no mail a week.
    expect((await mails(dina)).filter((mail) => mail.attachments.length > 0)).toEqual([])
    // With one place less, the third in line finds the next dates full; with it back, the following ones are theirs again.
    await db.owner(`UPDATE series_plans SET plan = plan || '{"places": 2}' WHERE series_id = $1`, [series])
    await makeComingDates(at('2027-02-15T10:00'))
    for (const guest of [ada, cato]) await expectCalendarRight(guest, at('2027-08-11T00:00'))
    expect((await mails(cato)).at(-1)!.plain).toContain('Du er med hver gang')
    await db.owner(`UPDATE series_plans SET plan = plan || '{"places": 3}' WHERE series_id = $1`, [series])
    await makeComingDates(at('2027-03-01T10:00'))
    for (const guest of [ada, cato]) await expectCalendarRight(guest, at('2027-08-25T00:00'))
  })
})

test('whoever stops and comes back stands behind those who stayed; who is taken out of all of it does not come again by itself', async () => {
  const series = await published({ places: '1' })
  const [ada, bo] = guests as [MadePerson, MadePerson]
  await joinAll(series, ada)
  await joinAll(series, bo)
  await lean(person(ada.id), (sql) => leaveSeries(sql, { seriesId: series, personId: ada.id, now: start }))
  await joinAll(series, ada)
  await makeComingDates(at('2027-01-18T10:00'))
  const newest = (await dates(series)).at(-1)!
  const first = await db.owner(`SELECT person_id FROM sign_ups WHERE activity_id = $1 AND state = 'joined'`, [newest.id])
  expect(first).toEqual([{ person_id: bo.id }])
  expect(await lean(person(kari.id), (sql) => removeFromSeries(sql, { seriesId: series, personId: bo.id, now: start }))).toEqual({ ok: true })
  await makeComingDates(at('2027-02-01T10:00'))
  expect(await db.owner(`SELECT 1 FROM sign_ups WHERE person_id = $1 AND state <> 'left'`, [bo.id])).toEqual([])
  const neighbour = await makeMember(db, await makeOrganisation(db), ['organiser', 'coordinator'])
  expect(await lean(person(neighbour.id), (sql) => removeFromSeries(sql, { seriesId: series, personId: ada.id, now: start }))).toEqual({ ok: false })
})

test('one series that cannot be made keeps no other from its dates', async () => {
  const [broken, sound] = [await published(), await published()]
  await db.owner(`UPDATE series_plans SET plan = plan || '{"kindId": "00000000-0000-4000-8000-000000000000"}' WHERE series_id = $1`, [broken])
  await expect(makeComingDates(at('2027-02-01T10:00'))).rejects.toThrow()
  expect([(await dates(broken)).length, (await dates(sound)).length]).toEqual([26, 30])
})

describe('one date', () => {
  test('skipped, moved, elsewhere: everyone’s calendar follows, the rest stays', async () => {
    const series = await published({ places: '' })
    const [ada, bo] = guests as [MadePerson, MadePerson]
    await joinAll(series, ada)
    await lean(person(bo.id), async (sql) => joinDates(sql, { seriesId: series, personId: bo.id, dates: (await dates(series)).slice(2, 5).map(({ id }) => id), now: start }))
    const skip = await on(series, '2027-01-28'), move = await on(series, '2027-02-04'), other = await on(series, '2027-04-01')
    await transaction(person(kari.id), (tx, sql) => cancelActivity(tx, sql, { ...who(), activityId: skip.id, reason: 'Vinterferie', now: start }))
    await edited(move.id, { startDate: '2027-02-05', startTime: '17:30' }, 'this')
    await edited(other.id, { area: 'Ganddal' }, 'this')
    for (const guest of [ada, bo]) await expectCalendarRight(guest)
    const text = (await mails(ada)).at(-1)!.attachments[0]!.text
    expect(text).toContain('EXDATE;TZID=Europe/Oslo:20270128T180000')
    expect(text).toContain('RECURRENCE-ID;TZID=Europe/Oslo:20270204T180000')
    expect(text).toContain('RECURRENCE-ID;TZID=Europe/Oslo:20270401T180000')
  })
})

describe('this and following', () => {
  test('another weekday and time from March: earlier dates stay, third stays third, a skipped date stays skipped', async () => {
    const series = await published({ places: '' })
    const [ada, bo, cato] = guests as [MadePerson, MadePerson, MadePerson]
    await joinAll(series, ada)
    const all = await dates(series)
    await lean(person(bo.id), (sql) => joinDates(sql, { seriesId: series, personId: bo.id, dates: [all[1]!.id, all[10]!.id], now: start }))
    await lean(person(cato.id), (sql) => joinDates(sql, { seriesId: series, personId: cato.id, dates: [all[9]!.id, all[12]!.id], now: start }))
    await transaction(person(kari.id), (tx, sql) => cancelActivity(tx, sql, { ...who(), activityId: all[11]!.id, reason: 'Påske', now: start }))
    await edited(all[13]!.id, { startTime: '12:00', endTime: '14:00' }, 'this')
    expect(all[8]!.day).toBe('2027-03-04')
    const done = await edited(all[8]!.id, { startDate: '2027-03-02', startTime: '17:00', endTime: '19:00', area: 'Ganddal' }, 'following')
    expect(done).toMatchObject({ ok: true })
    const now = new Map((await dates(series)).map((date) => [date.id, date]))
    const shown = (index: number) => DateTime.fromJSDate(now.get(all[index]!.id)!.starts_at, { zone }).toFormat('yyyy-MM-dd HH:mm')
    expect([7, 8, 9, 10, 12].map(shown)).toEqual(['2027-02-25 18:00', '2027-03-02 17:00', '2027-03-09 17:00', '2027-03-16 17:00', '2027-03-30 17:00'])
    // what was moved for that date alone stays where it was moved to
    expect(shown(13)).toBe('2027-04-08 12:00')
    expect(now.get(all[13]!.id)!.area).toBe('Ganddal')
    for (const guest of [ada, bo, cato]) await expectCalendarRight(guest)
    await makeComingDates(at('2027-02-01T10:00'))
    const later = (await dates(series)).at(-1)!
    expect(DateTime.fromJSDate(later.starts_at, { zone }).toFormat('ccc HH:mm')).toBe('Tue 17:00')
    expect(later.area).toBe('Ganddal')
    await expectCalendarRight(ada, at('2027-07-25T00:00'))
    // and once more, further on: the rule between is replaced where it has nothing left
    await edited(all[16]!.id, { startTime: '19:00', endTime: '21:00' }, 'following')
    for (const guest of [ada, bo, cato]) await expectCalendarRight(guest)
    await edited(all[8]!.id, { startDate: '2027-03-03', startTime: '16:00', endTime: '18:00' }, 'following')
    for (const guest of [ada, bo, cato]) await expectCalendarRight(guest)
    await lean(person(ada.id), (sql) => leaveActivity(sql, { activityId: all[2]!.id, personId: ada.id, now: start }))
    for (const guest of [ada, bo]) {
      await lean(person(guest.id), (sql) => leaveSeries(sql, { seriesId: series, personId: guest.id, now: start }))
      await expectCalendarRight(guest)
    }
  })

  test('from the next date on, the same event in the calendar moves; words alone tell nobody', async () => {
    const series = await published({ places: '' })
    const [ada] = guests as [MadePerson]
    await joinAll(series, ada)
    const [first] = await dates(series)
    await edited(first!.id, { startTime: '19:00', endTime: '21:00' }, 'following')
    await expectCalendarRight(ada)
    const got = await mails(ada)
    expect(got).toHaveLength(2)
    expect(new Set(got.map((mail) => /UID:(.*)/.exec(mail.attachments[0]!.text)![1])).size).toBe(1)
    await edited(first!.id, { description: 'Ta med kopp' }, 'following')
    expect(await mails(ada)).toHaveLength(2)
    const texts = await db.owner(`SELECT count(*)::int AS n FROM activity_texts WHERE description = 'Ta med kopp'`)
    expect(texts[0]!.n).toBe(26)
  })

  test('the journal tells it once; each date still tells who changed it', async () => {
    const series = await published({ places: '' })
    const all = await dates(series)
    const ola = await makeMember(db, house, 'coordinator')
    await edited(all[3]!.id, { title: 'Kveldskafé', places: '5' }, 'following')
    await edited(all[1]!.id, { places: '7' }, 'this')
    await makeComingDates(at('2027-02-04T10:00'))
    const { deeds } = await lean(person(ola.id), (sql) => journalOf(sql, { organisationId: house.id, before: null, language: 'nb', now: at('2027-01-30T10:00') }))
    expect(deeds.slice(0, 4).map(({ event, who, byProgram, what }) => [event, who, byProgram, what])).toEqual([
      ['series.extended', null, true, 'Kveldskafé'], ['activity.edited', 'Kari', false, 'Kafé'], ['series.edited', 'Kari', false, 'Kveldskafé'], ['activity.published', 'Kari', false, 'Kafé'],
    ])
    expect(await lean(person(ola.id), (sql) => changedSince(sql, all[5]!.id, 1))).toEqual({ changes: ['title', 'places'], who: ['Kari'] })
  })

  test('a date that was moved past the chosen one stays where it is, under the rule it had', async () => {
    const series = await published({ places: '' })
    const [ada] = guests as [MadePerson]
    await joinAll(series, ada)
    const all = await dates(series)
    for (const index of [2, 3]) await edited(all[index]!.id, { startDate: `2027-03-${20 + index}` }, 'this')
    await edited(all[6]!.id, { startTime: '19:00', endTime: '21:00' }, 'following')
    const after = new Map((await dates(series)).map((date) => [date.id, date]))
    expect([2, 3].map((index) => after.get(all[index]!.id)!.day)).toEqual([all[2]!.day, all[3]!.day])
    await expectCalendarRight(ada)
  })

  test('fewer places than have joined any of them is refused at its field', async () => {
    const series = await published({ places: '3' })
    for (const guest of guests.slice(0, 2)) await joinAll(series, guest)
    const [first] = await dates(series)
    await expect(edited(first!.id, { places: '1' }, 'following')).rejects.toThrow('places_below_joined')
  })
})

test('it ends: everybody hears once, why, and nothing is left after', async () => {
  const series = await published({ places: '2' })
  const [ada, bo, cato] = guests as [MadePerson, MadePerson, MadePerson]
  for (const guest of [ada, bo, cato]) await joinAll(series, guest)
  const before = (await mails(ada)).length
  const from = (await dates(series))[4]!
  expect(await transaction(person(kari.id), (tx, sql) => endSeries(tx, sql, { ...who(), activityId: from.id, reason: 'Vi flytter', now: start }))).toEqual({ ok: true })
  const got = await mails(ada)
  expect(got).toHaveLength(before + 1)
  expect(got.at(-1)!.plain).toContain('Vi flytter')
  for (const guest of [ada, bo, cato]) await expectCalendarRight(guest)
  await makeComingDates(at('2027-03-01T10:00'))
  expect(await dates(series)).toHaveLength(26)
})

test('where it moved on the way, ending it is told once, and the other mail only tidies the calendar', async () => {
  const series = await published({ places: '' })
  const all = await dates(series)
  await edited(all[6]!.id, { startTime: '19:00', endTime: '21:00' }, 'following')
  await db.owner('DELETE FROM mails')
  await transaction(person(kari.id), (tx, sql) => endSeries(tx, sql, { ...who(), activityId: all[4]!.id, reason: 'Vi flytter', now: start }))
  const told = await db.owner(`SELECT facts->>'reason' AS reason, facts->>'note' AS note FROM mails WHERE address = $1 ORDER BY number`, [kari.email])
  expect(told).toEqual([{ reason: 'cancelled', note: 'Vi flytter' }, { reason: 'tidied', note: null }])
})

describe('the second lock', () => {
  test('who comes to all of it, what it is made from, and drafts are nobody else’s', async () => {
    const series = await published({ visibility: 'members' })
    const member = await makeMember(db, house, 'participant')
    await joinAll(series, member)
    const coordinator = await makeMember(db, house, 'coordinator'), administrator = await makeMember(db, house, 'administrator')
    const neighbour = await makeMember(db, await makeOrganisation(db), ['organiser', 'coordinator', 'administrator'])
    const other = await makeMember(db, house, 'organiser'), stranger = guests[0]!
    const count = async (actor: Parameters<typeof db.asActor>[0], table: string) => Number((await db.asActor(actor, `SELECT count(*) AS n FROM ${table}`))[0]!.n)
    const seen = async (actor: Parameters<typeof db.asActor>[0]) => [await count(actor, 'series'), await count(actor, 'series_rules'), await count(actor, 'series_plans'), await count(actor, 'series_sign_ups')]
    expect(await seen('visitor')).toEqual([0, 0, 0, 0])
    expect(await seen(person(stranger.id))).toEqual([0, 0, 0, 0])
    expect(await seen(person(neighbour.id))).toEqual([0, 0, 0, 0])
    expect(await seen(person(member.id))).toEqual([1, 1, 0, 1])
    expect(await seen(person(other.id))).toEqual([1, 1, 1, 0])
    expect(await seen(person(administrator.id))).toEqual([1, 1, 1, 0])
    expect(await seen(person(kari.id))).toEqual([1, 1, 1, 1])
    expect(await seen(person(coordinator.id))).toEqual([1, 1, 1, 1])
    // nobody joins for somebody else, nor what they may not see, nor makes dates of a neighbour's series
    const refused = (actor: MadePerson, text: string, values: unknown[]) => expect(db.asActor(person(actor.id), text, values)).rejects.toThrow(/row-level security|permission denied/)
    await refused(neighbour, `INSERT INTO series_sign_ups (series_id, person_id, state) VALUES ($1, $2, 'joined')`, [series, neighbour.id])
    await refused(member, `INSERT INTO series_sign_ups (series_id, person_id, state) VALUES ($1, $2, 'joined')`, [series, stranger.id])
    await refused(member, `INSERT INTO series_rules (series_id, uid, rule, first_day, start_time, minutes, zone, made_until) VALUES ($1, 'x', 'FREQ=DAILY', '2027-01-01', '10:00', 60, 'UTC', '2027-01-01')`, [series])
    const theirs = await makeKind(db, { id: (await db.owner(`SELECT organisation_id AS id FROM memberships WHERE person_id = $1`, [neighbour.id]))[0]!.id }, 'tur')
    await refused(neighbour, `INSERT INTO activities (organisation_id, slug, kind_id, language, starts_at, ends_at, zone, uid, created_by, series_id)
      SELECT organisation_id, 'x-1', $1, 'nb', now(), now() + interval '1 hour', 'UTC', 'x', $2, $3 FROM activity_kinds WHERE id = $1`, [theirs.id, neighbour.id, series])
    expect(await db.asActor(person(neighbour.id), 'UPDATE series_rules SET last_day = first_day RETURNING id')).toEqual([])
    expect(await db.asActor(person(member.id), 'UPDATE series_rules SET last_day = first_day RETURNING id')).toEqual([])
  })
})
