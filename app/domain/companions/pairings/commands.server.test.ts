import { expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { makePairing, makeRequest, makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { pairUp } from './commands.server.ts'

const database = useDatabase()
const now = new Date('2026-12-01T22:30:00Z')

async function house() {
  const organisation = await makeOrganisation(database)
  const coordinator = await makeMember(database, organisation, 'coordinator')
  const request = await makeRequest(database, { organisation, person: await makePerson(database, { name: 'Ada Moe' }) })
  const volunteer = await makeVolunteer(database, { organisation, person: await makePerson(database, { name: 'Bo Lie' }) })
  const pair = (given: Partial<Parameters<typeof pairUp>[1]> = {}, by = coordinator) =>
    lean(person(by.id), (sql) => pairUp(sql, { requestId: request.id, volunteerId: volunteer.id, by: by.id, now, ...given }))
  return { organisation, coordinator, request, volunteer, pair }
}

test('two try walking together: states move, and both hear with first names and a subject that says nothing', async () => {
  const { request, volunteer, pair } = await house()
  const made = await pair()
  if (!made.ok) throw new Error(made.reason)
  expect(await database.owner('SELECT state, starts_on, expected_end FROM pairings WHERE id = $1', [made.id])).toEqual([{ state: 'trial', starts_on: '2026-12-01', expected_end: '2027-09-01' }])
  expect(await database.owner('SELECT state FROM companion_requests WHERE id = $1 UNION ALL SELECT state FROM volunteers WHERE id = $2', [request.id, volunteer.id])).toEqual([{ state: 'paired' }, { state: 'active' }])
  for (const [reader, other] of [[request.person, 'Bo'], [volunteer.person, 'Ada']] as const) {
    const mails = await database.owner('SELECT facts FROM mails WHERE person_id = $1', [reader.id])
    expect(mails).toHaveLength(1)
    expect(mails[0]!.facts).toMatchObject({ subject: 'En melding fra Samkraft', title: `${other} og du kan gå et stykke vei sammen` })
    expect(JSON.stringify(mails)).not.toMatch(/Moe|Lie/)
  }
})

test('it can begin before somebody is out, and ends when it is said to', async () => {
  const { pair } = await house()
  const made = await pair({ startsOn: '2026-12-20', expectedEnd: '2027-06-20' })
  expect(await database.owner('SELECT starts_on, expected_end FROM pairings WHERE id = $1', [made.ok && made.id])).toEqual([{ starts_on: '2026-12-20', expected_end: '2027-06-20' }])
  expect(await (await house()).pair({ startsOn: '2026-12-20', expectedEnd: '2026-12-01' })).toEqual({ ok: false, reason: 'dates' })
})

test('what stands in the way is said with a word', async () => {
  const { organisation, coordinator, request, volunteer, pair } = await house()
  const neighbour = await makeMember(database, await makeOrganisation(database), 'coordinator')
  const organiser = await makeMember(database, organisation, ['organiser', 'administrator'])
  for (const other of [neighbour, organiser, request.person, volunteer.person]) expect(await pair({}, other)).toEqual({ ok: false, reason: 'not_found' })
  await database.owner(`INSERT INTO match_holds (request_id, volunteer_id, organisation_id, kind, set_at) VALUES ($1, $2, $3, 'forbid', now())`, [request.id, volunteer.id, organisation.id])
  expect(await pair()).toEqual({ ok: false, reason: 'forbidden' })
  const adviser = await makeVolunteer(database, { organisation, kinds: ['adviser'] })
  expect(await pair({ volunteerId: adviser.id })).toEqual({ ok: false, reason: 'forbidden' })
  const self = await makeVolunteer(database, { organisation, person: coordinator })
  expect(await pair({ volunteerId: self.id })).toEqual({ ok: false, reason: 'forbidden' })
  const same = await makeVolunteer(database, { organisation, person: request.person })
  expect(await pair({ volunteerId: same.id })).toEqual({ ok: false, reason: 'forbidden' })
  for (const state of ['preparing', 'paused', 'left'] as const) expect(await pair({ volunteerId: (await makeVolunteer(database, { organisation, state })).id })).toEqual({ ok: false, reason: 'ended' })
  const busy = await makeVolunteer(database, { organisation })
  await makePairing(database, { request: await makeRequest(database, { organisation }), volunteer: busy })
  expect(await pair({ volunteerId: busy.id })).toEqual({ ok: false, reason: 'full' })
  const resting = await makeRequest(database, { organisation, state: 'paused' })
  expect(await pair({ requestId: resting.id })).toEqual({ ok: false, reason: 'not_waiting' })
  const foreign = await makeVolunteer(database, { organisation: await makeOrganisation(database) })
  expect(await pair({ volunteerId: foreign.id })).toEqual({ ok: false, reason: 'not_found' })
})

test('of two coordinators who pair the same person at once, one is told that somebody was quicker', async () => {
  const { organisation, volunteer, pair } = await house()
  const other = await makeMember(database, organisation, 'coordinator')
  const second = await makeVolunteer(database, { organisation })
  const results = await Promise.all([pair({ volunteerId: volunteer.id }), pair({ volunteerId: second.id }, other)])
  expect(results.map((one) => (one.ok ? 'paired' : one.reason)).sort()).toEqual(['not_waiting', 'paired'])
  expect((await database.owner(`SELECT state FROM volunteers WHERE id = ANY ($1) ORDER BY state`, [[volunteer.id, second.id]])).map(({ state }) => state)).toEqual(['active', 'ready'])
})

/** Many coordinators give the same companion's only place away at once; how often it was given. */
async function race() {
  const { organisation, volunteer, coordinator } = await house()
  const requests = await Promise.all(Array.from({ length: 6 }, () => makeRequest(database, { organisation })))
  const results = await Promise.all(requests.map((request) => lean(person(coordinator.id), (sql) => pairUp(sql, { requestId: request.id, volunteerId: volunteer.id, by: coordinator.id, now }))))
  const [row] = await database.owner<{ given: number }>(`SELECT count(*)::int AS given FROM pairings WHERE volunteer_id = $1 AND state <> 'ended'`, [volunteer.id])
  expect(results.filter((one) => one.ok)).toHaveLength(row!.given)
  return row!.given
}

test("a companion's last place is given once, however many ask at the same moment", async () => {
  for (let round = 0; round < 4; round++) expect(await race()).toBe(1)
})

test('without turns it is given more than once (negative control)', async () => {
  const [{ definition }] = (await database.owner(`SELECT pg_get_functiondef('take_turn(uuid)'::regprocedure) AS definition`)) as [{ definition: string }]
  await database.owner(`CREATE OR REPLACE FUNCTION take_turn(activity uuid) RETURNS void LANGUAGE sql AS 'SELECT pg_sleep(0.05)'`)
  const given: number[] = []
  for (let round = 0; round < 4; round++) given.push(await race())
  await database.owner(definition)
  expect(Math.max(...given)).toBeGreaterThan(1)
})
