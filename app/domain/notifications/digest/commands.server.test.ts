import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { person, system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeOrganisation, makePerson, makeSignUp, type MadePerson } from '#tests/support/factories.ts'
import { saveDigest, turnMails } from '../settings/commands.server.ts'
import type { DigestChoices } from '../settings/schema.ts'
import { sendDigests } from './commands.server.ts'
import type { DigestFacts } from './rules.ts'

const db = useDatabase()
const hour = 3_600_000
const day = 24 * hour
const now = new Date()
/** Past every Thursday at ten and every quiet hour. */
const later = new Date(+now + 8 * day)

beforeEach(async () => {
  for (const table of ['mails', 'activities', 'notification_settings']) await db.owner(`DELETE FROM ${table}`)
})
const wants = (who: MadePerson, choices: Partial<DigestChoices> = {}, at = now) =>
  lean(person(who.id), (sql) => saveDigest(sql, { personId: who.id, choices: { digest: 'weekly', kinds: [], place: '', within: 25, ...choices }, now: at }))
/** Published an hour after the question was asked. */
const made = async (given: Parameters<typeof makeActivity>[1] = {}, published = +now + hour) => {
  const activity = await makeActivity(db, { startsAt: new Date(+now + 20 * day), area: 'Sandnes', lat: 58.85, lon: 5.74, ...given })
  await db.owner('UPDATE activities SET published_at = $2 WHERE id = $1', [activity.id, new Date(published)])
  return activity
}
const told = async (who: MadePerson) =>
  (await db.owner<{ facts: DigestFacts }>(`SELECT facts FROM mails WHERE person_id = $1 AND template = 'digest' ORDER BY number`, [who.id])).map(({ facts }) => facts)
const titles = async (who: MadePerson) => (await told(who)).map(({ items }) => items.map(({ title }) => title))

describe('what somebody hears of', () => {
  test('is new, public, still to come, and not what they have joined', async () => {
    const who = await makePerson(db)
    await made({ title: 'Gammel' }, +now - hour)
    await wants(who)
    await made({ title: 'Ny' })
    await made({ title: 'For medlemmer', visibility: 'members' })
    await made({ title: 'Skjult', visibility: 'unlisted' })
    await made({ title: 'Avlyst', cancelled: { reason: 'x' } })
    await made({ title: 'Over', startsAt: new Date(+now + 2 * hour) })
    await makeSignUp(db, { activity: await made({ title: 'Med på' }), person: who })
    expect(await sendDigests(later)).toBe(1)
    expect(await titles(who)).toEqual([['Ny']])
    // Once told, it is not new.
    expect(await sendDigests(new Date(+later + 8 * day))).toBe(0)
  })
  test('fits: by kind, by distance, by the name of the place', async () => {
    const [walks, near, there, all] = await Promise.all(Array.from({ length: 4 }, () => makePerson(db)))
    const spots = [{ area: 'Sentrum, Sandnes', lat: 58.85, lon: 5.74 }, { area: 'Stavanger', lat: 58.97, lon: 5.73 }, { area: 'Tromsø', lat: 69.65, lon: 18.96 }]
    for (const spot of spots) await made({ ...spot }, +now - hour)
    expect(await wants(walks!, { kinds: ['tur'] })).toEqual({ ok: true })
    await wants(near!, { place: 'Sandnes', within: 25 })
    await wants(there!, { place: 'sandnes', within: null })
    await wants(all!)
    expect(await wants(all!, { place: 'Atlantis' })).toEqual({ ok: false, reason: 'unknown-place' })
    for (const [n, spot] of spots.entries()) await made({ ...spot, title: `Tur ${n}`, kind: n === 1 ? 'mat' : 'tur', startsAt: new Date(+now + (20 + n) * day) })
    await sendDigests(later)
    expect([await titles(walks!), await titles(near!), await titles(there!), await titles(all!)]).toEqual([[['Tur 0', 'Tur 2']], [['Tur 0', 'Tur 1']], [['Tur 0']], [['Tur 0', 'Tur 1', 'Tur 2']]])
  })
  test('is ten at most, soonest first, and where the rest is', async () => {
    const who = await makePerson(db)
    await made({ area: 'Sandnes' }, +now - hour)
    await wants(who, { kinds: ['tur'], place: 'Sandnes' })
    for (let n = 11; n >= 0; n--) await made({ title: `Tur ${n}`, startsAt: new Date(+now + (20 + n) * day) })
    await sendDigests(later)
    const [facts] = await told(who)
    expect(facts!.items.map(({ title }) => title)).toEqual(Array.from({ length: 10 }, (_, n) => `Tur ${n}`))
    expect(facts!.more).toBe('/activities?place=Sandnes&within=25&kind=tur')
  })
  test('of a series is one date, when the series is new', async () => {
    const [organisation, who] = [await makeOrganisation(db), await makePerson(db)]
    const series = async (dates: [title: string, published: number, inDays: number][]) => {
      const id = randomUUID()
      await db.owner('INSERT INTO series (id, organisation_id, slug) VALUES ($1, $2, $3)', [id, organisation.id, `serie-${id}`])
      for (const [title, published, inDays] of dates) {
        const activity = await made({ organisation, title, startsAt: new Date(+now + inDays * day) }, published)
        await db.owner('UPDATE activities SET series_id = $2 WHERE id = $1', [activity.id, id])
      }
    }
    await series([['Gammel rekke', +now - day, 1], ['Gammel rekke, ny dato', +now + hour, 30]])
    await series([['Ny rekke', +now + hour, 21], ['Ny rekke, neste', +now + hour, 28]])
    await wants(who)
    await sendDigests(later)
    expect(await titles(who)).toEqual([['Ny rekke']])
  })
})

describe('how often', () => {
  test('nothing new is no mail, and the next is a week on', async () => {
    const who = await makePerson(db)
    await wants(who)
    expect(await sendDigests(later)).toBe(0)
    const [{ next }] = (await db.owner('SELECT digest_at AS next FROM notification_settings')) as [{ next: Date }]
    expect(+next).toBeGreaterThan(+later)
  })
  test('several processes tell everybody once', async () => {
    const people = await Promise.all(Array.from({ length: 120 }, () => makePerson(db)))
    for (const who of people) await wants(who)
    await made()
    const owed = await Promise.all([sendDigests(later), sendDigests(later), sendDigests(later)])
    expect(owed.reduce((sum, one) => sum + one)).toBe(120)
    expect(await db.owner('SELECT count(*)::int AS mails, count(DISTINCT person_id)::int AS people FROM mails')).toEqual([{ mails: 120, people: 120 }])
  })
  test('asking again for what one has makes it no sooner, and turning it off from a mail ends it', async () => {
    const who = await makePerson(db)
    await wants(who)
    await made()
    await wants(who, { kinds: ['tur'] }, new Date(+now + 2 * hour))
    await sendDigests(later)
    expect(await titles(who)).toHaveLength(1)
    await lean(person(who.id), (sql) => turnMails(sql, { personId: who.id, kind: 'digest', on: false, now: later }))
    await made({}, +later + hour)
    expect(await sendDigests(new Date(+later + 30 * day))).toBe(0)
  })
})

test('the digest reads what is public and who asked, and nothing more', async () => {
  const who = await makePerson(db)
  await wants(who)
  const hidden = await made({ visibility: 'members' })
  const shown = await made({ address: { text: 'Langgata 1', shownTo: 'joined' } })
  const digest = system('digest')
  expect(await db.asActor(digest, 'SELECT id FROM activities WHERE id = ANY ($1)', [[hidden.id, shown.id]])).toEqual([{ id: shown.id }])
  expect(await db.asActor(digest, 'SELECT FROM activity_addresses')).toEqual([])
  expect(await db.asActor(digest, 'UPDATE sign_ups SET visible_to_others = true RETURNING id')).toEqual([])
  await expect(db.asActor(digest, 'INSERT INTO notification_settings (person_id) VALUES ($1)', [who.id])).rejects.toThrow(/row-level security/)
})
