import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, person, visitor } from '#app/platform/actor.ts'
import { makePairing, makeRequest, makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'

/** What the second lock shows of two who walk together, and to whom: asked in raw SQL. */
const database = useDatabase()
const tables = ['pairings', 'trial_answers', 'milestones', 'meeting_logs', 'meeting_ratings', 'meeting_lines', 'pairing_wishes', 'reflections', 'appointments', 'appointment_people', 'alarm_answers', 'pairing_outings'] as const

let ada: MadePerson, bo: MadePerson, coordinator: MadePerson, both: MadePerson
let pairing: string, organisation: { id: string }
const others: Record<string, Actor> = {}

/** Everything there can be about two: each wrote a line for every reader, a number, an answer, a wish and a look back. */
async function fill(id: string, two: MadePerson[]) {
  for (const who of two) {
    for (const shown of ['me', 'two', 'coordinator']) {
      const [log] = await database.owner(`INSERT INTO meeting_logs (id, pairing_id, person_id, kind, on_day, created_at) VALUES (gen_random_uuid(), $1, $2, 'met', current_date, now()) RETURNING id`, [id, who.id])
      await database.owner(`INSERT INTO meeting_ratings VALUES ($1, 4)`, [log!.id])
      await database.owner(`INSERT INTO meeting_lines VALUES ($1, $2, 'sealed')`, [log!.id, shown])
    }
    await database.owner(`INSERT INTO trial_answers VALUES ($1, $2, false, now())`, [id, who.id])
    await database.owner(`INSERT INTO pairing_wishes (id, pairing_id, person_id, kind, asked_at) VALUES (gen_random_uuid(), $1, $2, 'rematch', now())`, [id, who.id])
    await database.owner(`INSERT INTO reflections VALUES ($1, $2, 'sealed', $3, now())`, [id, who.id, who === two[0]])
  }
  await database.owner(`INSERT INTO milestones (id, pairing_id, kind, changed_at) VALUES (gen_random_uuid(), $1, 'halfway', now())`, [id])
  await database.owner(`INSERT INTO alarm_answers (pairing_id, kind, about, answered_at) VALUES ($1, 'silent', 'x', now())`, [id])
  const [meeting] = await database.owner(`INSERT INTO appointments (id, organisation_id, kind, pairing_id, starts_at, ends_at, zone, uid, created_by, created_at, changed_at)
    SELECT gen_random_uuid(), organisation_id, 'meeting', id, now() + interval '1 day', now() + interval '2 days', 'Europe/Oslo', gen_random_uuid()::text, $2, now(), now() FROM pairings WHERE id = $1 RETURNING id`, [id, two[1]!.id])
  for (const who of two) await database.owner(`INSERT INTO appointment_people VALUES ($1, $2)`, [meeting!.id, who.id])
}

beforeAll(async () => {
  const home = await makeOrganisation(database)
  organisation = home
  coordinator = await makeMember(database, home, 'coordinator')
  const request = await makeRequest(database, { organisation: home })
  const volunteer = await makeVolunteer(database, { organisation: home })
  pairing = (await makePairing(database, { request, volunteer, state: 'trial' })).id
  ;[ada, bo] = [request.person, volunteer.person]
  await fill(pairing, [ada, bo])
  // A companion whose pairing has ended, with all that was written in it.
  const former = await makeVolunteer(database, { organisation: home })
  const past = await makeRequest(database, { organisation: home })
  const over = await makePairing(database, { request: past, volunteer: former, state: 'ended' })
  await fill(over.id, [past.person, former.person])
  // A coordinator who walks with somebody themselves.
  both = await makeMember(database, home, 'coordinator')
  const walking = await makeVolunteer(database, { organisation: home, person: both })
  const theirs = await makeRequest(database, { organisation: home })
  await fill((await makePairing(database, { request: theirs, volunteer: walking, state: 'trial' })).id, [theirs.person, both])
  const neighbour = await makeOrganisation(database)
  Object.assign(others, {
    visitor, 'a stranger': person((await makePerson(database)).id), 'an unpaired companion': person((await makeVolunteer(database, { organisation: home })).person.id), 'a former companion': person(former.person.id),
    'a foreign coordinator': person((await makeMember(database, neighbour, ['coordinator', 'organiser', 'administrator'])).id), 'an organiser': person((await makeMember(database, home, 'organiser')).id), 'an administrator': person((await makeMember(database, home, 'administrator')).id),
  })
})

const count = async (actor: Actor, table: string, where = 'true') => (await database.asActor(actor, `SELECT * FROM ${table} WHERE ${where}`)).length

test('those who are not part of it get no row of anything', async () => {
  for (const [name, actor] of Object.entries(others)) {
    for (const table of tables) expect([name, table, await count(actor, table)]).toEqual([name, table, 0])
    for (const call of [`names_in('${pairing}')`, `pairing_pulses('${organisation.id}', 'Europe/Oslo', now())`]) expect([name, call, (await database.asActor(actor, `SELECT * FROM ${call}`)).length]).toEqual([name, call, 0])
    expect((await database.asActor(actor, `SELECT trial_met_on('${pairing}', now()) AS met, trial_days_of('${pairing}') AS days`))[0]).toEqual({ met: null, days: null })
  }
})

describe('each of the two', () => {
  test('sees that there was contact, their own numbers, answers, wishes and looks back, and not the other’s', async () => {
    for (const who of [ada, bo]) {
      const seen = Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await count(person(who.id), table)])))
      expect(seen).toMatchObject({ pairings: 1, trial_answers: 1, milestones: 1, meeting_logs: 6, meeting_ratings: 3, pairing_wishes: 1, reflections: 1, appointments: 1, appointment_people: 2, alarm_answers: 0, pairing_outings: 0 })
    }
  })

  test('the participant reads every line about them, the companion what is shown', async () => {
    const lines = async (who: MadePerson) => (await database.asActor(person(who.id), `SELECT l.person_id = '${ada.id}' AS ada, w.shown_to FROM meeting_lines w JOIN meeting_logs l ON l.id = w.log_id ORDER BY 1, 2`)).map(({ ada, shown_to }) => `${ada ? 'ada' : 'bo'} ${shown_to}`)
    expect(await lines(ada)).toEqual(['bo coordinator', 'bo me', 'bo two', 'ada coordinator', 'ada me', 'ada two'])
    expect(await lines(bo)).toEqual(['bo coordinator', 'bo me', 'bo two', 'ada coordinator', 'ada two'])
  })

  test('writes for themselves only, and changes nothing of the pairing', async () => {
    const tries = [
      `INSERT INTO trial_answers VALUES ('${pairing}', '${ada.id}', true, now()) ON CONFLICT DO NOTHING`,
      `INSERT INTO meeting_logs (id, pairing_id, person_id, kind, on_day, created_at) VALUES (gen_random_uuid(), '${pairing}', '${ada.id}', 'met', current_date, now())`,
      `INSERT INTO reflections VALUES ('${pairing}', '${ada.id}', 'x', true, now()) ON CONFLICT DO NOTHING`,
      `INSERT INTO pairing_wishes (id, pairing_id, person_id, kind, asked_at) VALUES (gen_random_uuid(), '${pairing}', '${ada.id}', 'end', now())`,
      `INSERT INTO alarm_answers (pairing_id, kind, about, answered_at) VALUES ('${pairing}', 'worse', 'x', now())`,
    ]
    for (const statement of tries) await expect(database.asActor(person(bo.id), statement), statement).rejects.toThrow(/row-level security|permission denied/)
    for (const statement of [`UPDATE pairings SET state = 'active' RETURNING id`, `UPDATE trial_answers SET yes = true WHERE person_id = '${ada.id}' RETURNING 1`, `UPDATE pairing_wishes SET handled_at = now() RETURNING 1`, `DELETE FROM meeting_logs WHERE person_id = '${ada.id}' RETURNING 1`]) {
      expect(await database.asActor(person(bo.id), statement), statement).toEqual([])
    }
  })
})

test('the coordinator sees answers, numbers, wishes and what was shared; not the other lines, not where they meet', async () => {
  const seen = Object.fromEntries(await Promise.all(tables.slice(1).map(async (table) => [table, await count(person(coordinator.id), table, table.startsWith('meeting_r') || table === 'meeting_lines' ? `log_id IN (SELECT id FROM meeting_logs WHERE pairing_id = '${pairing}')` : table === 'appointment_people' ? 'true' : table === 'pairing_outings' ? 'true' : `pairing_id = '${pairing}'`)])))
  expect(seen).toEqual({ trial_answers: 2, milestones: 1, meeting_logs: 6, meeting_ratings: 6, meeting_lines: 2, pairing_wishes: 2, reflections: 1, appointments: 0, appointment_people: expect.any(Number), alarm_answers: 1, pairing_outings: 0 })
  await expect(database.asActor(person(coordinator.id), `INSERT INTO trial_answers VALUES ('${pairing}', '${coordinator.id}', true, now())`)).rejects.toThrow(/row-level security/)
})

test('a coordinator who is one of the two is not their own coordinator', async () => {
  const pulses = async (who: MadePerson) => (await database.asActor(person(who.id), `SELECT id FROM pairing_pulses('${organisation.id}', 'Europe/Oslo', now())`)).length
  expect([await pulses(both), await pulses(coordinator)]).toEqual([1, 2])
  const own = `pairing_id IN (SELECT id FROM pairings WHERE companion_id = '${both.id}')`
  expect(await count(person(both.id), 'trial_answers', own)).toBe(1)
  expect(await count(person(both.id), 'pairing_wishes', own)).toBe(1)
  expect(await count(person(both.id), 'reflections', own)).toBe(1)
  expect(await database.asActor(person(both.id), `UPDATE pairings SET state = 'ended', ended_at = now() WHERE companion_id = '${both.id}' RETURNING id`)).toEqual([])
})
