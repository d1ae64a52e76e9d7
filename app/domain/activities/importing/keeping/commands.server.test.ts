import { DateTime } from 'luxon'
import { beforeEach, expect, test } from 'vitest'
import { makeComingDates } from '#app/domain/activities/series/making/commands.server.ts'
import { publishSeries, repeatDraft } from '#app/domain/activities/series/planning/commands.server.ts'
import { joinSeries } from '#app/domain/activities/series/sign-ups/commands.server.ts'
import { person } from '#app/platform/actor.ts'
import { lean, transaction } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeKind, makeMember, makeOrganisation, makePerson, type MadeOrganisation, type MadePerson } from '#tests/support/factories.ts'
import { applyImport, type Choices } from '../commands.server.ts'

const database = useDatabase()
const zone = 'Europe/Oslo'
const start = DateTime.fromISO('2026-12-01T10:00', { zone }).toJSDate()
const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'X-WR-CALNAME:Huset', ...lines, 'END:VCALENDAR'].join('\r\n')
const weekly = ({ rule = 'FREQ=WEEKLY;BYDAY=TH', at = '18', more = [] as string[] } = {}) =>
  ['BEGIN:VEVENT', 'UID:weekly', 'SUMMARY:Kafé', 'LOCATION:Langgata 44\\, 4306 Sandnes', `DTSTART;TZID=Europe/Oslo:20261203T${at}0000`, 'DURATION:PT2H', `RRULE:${rule}`, ...more, 'END:VEVENT']

let organisation: MadeOrganisation, organiser: MadePerson
beforeEach(async () => {
  organisation = await makeOrganisation(database)
  organiser = await makeMember(database, organisation, 'organiser')
  await makeKind(database, organisation, 'tur')
})
const everything: Omit<Choices, 'publish'> = { create: 'all', change: 'all', cancel: 'all', reason: 'Tatt ut.' }
const run = (content: string, { publish = true, now = start, choices = everything } = {}) => transaction(person(organiser.id), (tx, sql) =>
  applyImport(tx, sql, { organisation, personId: organiser.id, content, now, choices: { ...choices, publish } }))
const rules = () => database.owner(`SELECT r.rule, r.first_day::text AS first, r.last_day::text AS last, left(r.start_time::text, 5) AS at, r.minutes FROM series_rules r JOIN series s ON s.id = r.series_id
  WHERE s.organisation_id = $1 ORDER BY r.first_day`, [organisation.id])
const dates = () => database.owner<{ id: string; starts_at: Date; day: string; series_id: string | null; published_at: Date | null; cancelled_at: Date | null }>(
  'SELECT *, occurrence::text AS day FROM activities WHERE organisation_id = $1 ORDER BY starts_at', [organisation.id])

test('a repeating event is one series: left-out days are not there, a moved one is, and it goes on after the file', async () => {
  const file = calendar(...weekly({ more: ['EXDATE;TZID=Europe/Oslo:20261224T180000,20261231T180000'] }),
    'BEGIN:VEVENT', 'UID:weekly', 'SUMMARY:Kafé', 'RECURRENCE-ID;TZID=Europe/Oslo:20261210T180000', 'DTSTART;TZID=Europe/Oslo:20261211T170000', 'DURATION:PT2H', 'END:VEVENT')
  const done = await run(file)
  expect(done).toMatchObject({ ok: true })
  expect(await rules()).toEqual([{ rule: 'FREQ=WEEKLY;BYDAY=TH', first: '2026-12-03', last: null, at: '18:00', minutes: 120 }])
  const made = await dates()
  expect(made.slice(0, 4).map(({ day }) => day)).toEqual(['2026-12-03', '2026-12-10', '2026-12-17', '2027-01-07'])
  expect(new Set(made.map(({ series_id }) => series_id)).size).toBe(1)
  // A year's dates came with the file; the next ones are made when they come within half a year, and the file still knows them.
  const later = DateTime.fromJSDate(start).plus({ months: 8 }).toJSDate()
  await makeComingDates(later)
  const after = await dates()
  expect(after.length).toBeGreaterThan(made.length)
  expect(DateTime.fromJSDate(after.at(-1)!.starts_at, { zone }).toFormat('ccc HH:mm')).toBe('Thu 18:00')
  expect(await run(file, { now: later })).toMatchObject({ created: expect.any(Number), changed: 0, cancelled: 0 })
  const days = (await dates()).map(({ day }) => day)
  expect(new Set(days).size).toBe(days.length)
  // joined as one, and the calendar shows it as one
  const guest = await makePerson(database)
  expect(await lean(person(guest.id), (sql) => joinSeries(sql, { seriesId: made[0]!.series_id!, personId: guest.id, now: start }))).toMatchObject({ ok: true })
})

test('another end and another hour change the rule; another weekday begins a new one', async () => {
  await run(calendar(...weekly()))
  await run(calendar(...weekly({ rule: 'FREQ=WEEKLY;BYDAY=TH;UNTIL=20270401T170000Z', at: '19' })))
  expect(await rules()).toEqual([{ rule: 'FREQ=WEEKLY;BYDAY=TH', first: '2026-12-03', last: '2027-04-01', at: '19:00', minutes: 120 }])
  expect(new Set((await dates()).filter((date) => !date.cancelled_at).map((date) => DateTime.fromJSDate(date.starts_at, { zone }).hour))).toEqual(new Set([19]))
  await run(calendar('BEGIN:VEVENT', 'UID:weekly', 'SUMMARY:Kafé', 'DTSTART;TZID=Europe/Oslo:20261204T180000', 'DURATION:PT2H', 'RRULE:FREQ=WEEKLY', 'END:VEVENT'))
  expect((await rules()).map(({ rule, first, last }) => [rule, first, last])).toEqual([['FREQ=WEEKLY;BYDAY=TH', '2026-12-03', '2026-12-03'], ['FREQ=WEEKLY;BYDAY=FR', '2026-12-04', null]])
})

test('drafts from a calendar are published together, as one series', async () => {
  await run(calendar(...weekly({ rule: 'FREQ=WEEKLY;COUNT=5' })), { publish: false })
  const [first] = await dates()
  expect(await transaction(person(organiser.id), (tx, sql) => publishSeries(tx, sql, { organisationId: organisation.id, personId: organiser.id, activityId: first!.id, now: start }))).toEqual({ ok: true })
  expect((await dates()).every((date) => date.published_at !== null)).toBe(true)
  expect(await dates()).toHaveLength(5)
  expect((await rules())[0]).toMatchObject({ last: '2026-12-31' })
})

test.each([
  ['several rules', ['RRULE:FREQ=WEEKLY', 'RRULE:FREQ=MONTHLY']], ['added dates', ['RRULE:FREQ=WEEKLY', 'RDATE;TZID=Europe/Oslo:20261205T180000']],
  ['twice a day', ['RRULE:FREQ=WEEKLY;BYHOUR=10,18']],
])('%s stay single activities', async (_, more) => {
  const [begin, uid, title, place, at, length] = weekly()
  await run(calendar(begin!, uid!, title!, place!, at!, length!, ...more, 'END:VEVENT'))
  expect(await rules()).toEqual([])
  expect((await dates()).length).toBeGreaterThan(3)
})

test('what was not chosen stays as it is, its rule and what its dates are made from too', async () => {
  await run(calendar(...weekly()))
  const before = await rules()
  await database.owner(`UPDATE series_plans SET plan = plan || '{"places": 7}'`)
  await run(calendar(...weekly({ at: '19' })), { choices: { ...everything, create: new Set(), change: new Set(), cancel: new Set() } })
  expect(await rules()).toEqual(before)
  await run(calendar(...weekly({ at: '19' })))
  expect((await rules())[0]).toMatchObject({ at: '19:00' })
  expect((await database.owner('SELECT plan FROM series_plans'))[0]!.plan).toMatchObject({ places: 7 })
})

test('one draft of a calendar’s series says nothing of the others, edited or published', async () => {
  await run(calendar(...weekly({ rule: 'FREQ=WEEKLY;BYDAY=MO,TH' })))
  const made = await dates()
  const guest = await makePerson(database)
  await lean(person(guest.id), (sql) => joinSeries(sql, { seriesId: made[0]!.series_id!, personId: guest.id, now: start }))
  expect(await database.owner(`SELECT count(*)::int AS n FROM sign_ups WHERE person_id = $1 AND state = 'joined'`, [guest.id])).toEqual([{ n: made.length }])
  // A week later the file reaches a week further.
  const later = DateTime.fromJSDate(start).plus({ weeks: 1 }).toJSDate()
  await run(calendar(...weekly({ rule: 'FREQ=WEEKLY;BYDAY=MO,TH' })), { publish: false, now: later })
  const [draft, another] = (await dates()).filter((date) => date.published_at === null)
  const as = { organisationId: organisation.id, personId: organiser.id, activityId: draft!.id }
  await transaction(person(organiser.id), (tx, sql) => repeatDraft(tx, sql, { ...as, repeats: null }))
  await transaction(person(organiser.id), (tx, sql) => repeatDraft(tx, sql, { ...as, repeats: { repeating: 'weekly', lastDay: null } }))
  expect((await dates()).find(({ id }) => id === draft!.id)!.series_id).toBe(made[0]!.series_id)
  const before = await rules()
  expect(await transaction(person(organiser.id), (tx, sql) => publishSeries(tx, sql, { ...as, now: later }))).toEqual({ ok: true })
  expect(await rules()).toEqual(before)
  expect((await dates()).filter((date) => date.published_at === null)).toEqual([])
  expect(another).toBeDefined()
})
