import { beforeAll, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeActivity, makeActivity, makeMember, type MadeOrganisation, makeOrganisation, type MadePerson, makePerson, makeSignUp } from '#tests/support/factories.ts'
import { takeOutComers, takeOutPeriod } from './commands.server.ts'
import { readPeriod } from './rules.ts'

const database = useDatabase()
const hour = 3_600_000
const now = new Date()
let house: MadeOrganisation
let organiser: MadePerson, colleague: MadePerson
let over: MadeActivity
beforeAll(async () => {
  house = await makeOrganisation(database)
  organiser = await makeMember(database, house, 'organiser')
  colleague = await makeMember(database, house, 'organiser')
  over = await makeActivity(database, { organisation: house, title: 'Tur', createdBy: organiser, startsAt: new Date(+now - 3 * hour), endsAt: new Date(+now - hour) })
  const mark = (who: string, personId: string | null, outcome: string) =>
    database.owner(`INSERT INTO attendance (activity_id, who, person_id, outcome, key, device_at, marked_at) VALUES ($1, $2, $3, $4, gen_random_uuid(), now(), now())`, [over.id, who, personId, outcome])
  for (const [name, state, outcome] of [['Anna', 'joined', 'came'], ['Bo', 'joined', 'absent'], ['Cia', 'joined', null], ['Dag', 'left', null], ['Eli', null, 'came']] as const) {
    const guest = await makePerson(database, { name })
    if (state) await makeSignUp(database, { activity: over, person: guest, state })
    if (outcome) await mark(guest.id, guest.id, outcome)
  }
})

const takeOut = (who: MadePerson, at = now) => lean(person(who.id), (sql) => takeOutComers(sql, { organisationId: house.id, activityId: over.id, format: 'csv', language: 'nb', now: at }))

test('once it has begun the list tells how it went, with those who said no and those who just came', async () => {
  const taken = await takeOut(organiser)
  expect(taken?.sheet.columns.map((column) => column.name).at(-1)).toBe('Oppmøte')
  expect(taken?.sheet.rows.map((row) => [row[0], row[2], row.at(-1)])).toEqual([
    ['Anna', 'Påmeldt', 'Kom'], ['Bo', 'Påmeldt', 'Kom ikke'], ['Cia', 'Påmeldt', ''], ['Dag', null, 'Meldte avbud'], ['Eli', null, 'Kom uten påmelding'],
  ])
  expect((await takeOut(organiser, new Date(+over.startsAt - hour)))?.sheet.columns).toHaveLength(5)
  expect(await takeOut(colleague)).toBeNull()
})

test('figures tell how many came to those who lead, and nothing to their colleagues', async () => {
  const { period } = readPeriod({ from: null, to: null }, now, house.zone)
  const came = async (who: MadePerson) => (await lean(person(who.id), (sql) => takeOutPeriod(sql, { organisationId: house.id, zone: house.zone, period, format: 'xlsx', language: 'en' }))).sheet.rows[0]?.slice(-3)
  expect(await came(organiser)).toEqual([3, 0, 2])
  expect(await came(colleague)).toEqual([3, 0, null])
})

test('a period is read as days of the organisation, this year when nothing is said', () => {
  const read = (from: string | null, to: string | null) => readPeriod({ from, to }, new Date('2026-12-31T23:30:00Z'), 'Europe/Oslo')
  expect(read(null, null)).toEqual({ period: { from: '2027-01-01', to: '2027-12-31' }, problems: {} })
  expect(read('2026-02-30', '2026-03-01').problems).toEqual({ from: 'wrongFrom' })
  expect(read('2026-03-01', 'i dag').problems).toEqual({ to: 'wrongTo' })
  expect(read('2026-03-01', '2026-02-01').problems).toEqual({ to: 'wrongTo' })
  expect(read('2020-01-01', '2026-02-01').problems).toEqual({ to: 'tooLong' })
  expect(read('2026-01-01', '2026-01-01').problems).toEqual({})
})
