import { beforeAll, describe, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { makePairing, type MadeRequest, makeRequest, type MadeVolunteer, makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'

/** The second lock by itself: who asks, what is avoided, and what was decided about two. */
const database = useDatabase({ connected: false })
const as = (who: { id: string }, text: string, values: unknown[] = []) => database.asActor(person(who.id), text, values)
const refused = /row-level security|permission denied|not open|participant's|violates/

let house: MadeOrganisation, request: MadeRequest, volunteer: MadeVolunteer
let coordinator: MadePerson, organiser: MadePerson, administrator: MadePerson, foreign: MadePerson, stranger: MadePerson, asking: MadePerson, giving: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database)
  const neighbour = await makeOrganisation(database)
  coordinator = await makeMember(database, house, 'coordinator')
  organiser = await makeMember(database, house, 'organiser')
  administrator = await makeMember(database, house, 'administrator')
  foreign = await makeMember(database, neighbour, ['organiser', 'coordinator', 'administrator'])
  stranger = await makePerson(database)
  // Coordinators themselves, who ask and give time in their own house.
  asking = await makeMember(database, house, 'coordinator')
  giving = await makeMember(database, house, 'coordinator')
  request = await makeRequest(database, { organisation: house, person: asking })
  volunteer = await makeVolunteer(database, { organisation: house, person: giving })
  await database.owner(`INSERT INTO match_avoids (organisation_id, person_id, sealed, changed_at) VALUES ($1, $2, 'k1.x', now())`, [house.id, asking.id])
  await database.owner(`INSERT INTO match_holds (request_id, volunteer_id, organisation_id, kind, set_by, set_at) VALUES ($1, $2, $3, 'forbid', $4, now())`, [request.id, volunteer.id, house.id, coordinator.id])
  await database.owner(`INSERT INTO match_proposals (request_id, volunteer_id, organisation_id, proposed_at) VALUES ($1, $2, $3, now())`, [request.id, volunteer.id, house.id])
  await database.owner(`INSERT INTO match_weights VALUES ($1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, NULL, now())`, [house.id])
})
const nobody = () => [organiser, administrator, foreign, stranger, volunteer.person].filter((who) => who.id !== giving.id)

describe('who sees', () => {
  test('that somebody asks: they themselves and the coordinators', async () => {
    for (const who of [asking, coordinator, giving]) expect(await as(who, 'SELECT id FROM companion_requests')).toHaveLength(1)
    for (const who of nobody()) expect(await as(who, 'SELECT id FROM companion_requests'), who.id).toEqual([])
    for (const actor of ['visitor', '', 'system:mail', 'system:announce']) expect(await database.asActor(actor, 'SELECT id FROM companion_requests'), actor).toEqual([])
  })

  test('what they keep away from: they and the coordinators, no one else at all, not even the program', async () => {
    for (const who of [asking, coordinator, giving]) expect(await as(who, 'SELECT sealed FROM match_avoids')).toHaveLength(1)
    for (const who of nobody()) expect(await as(who, 'SELECT sealed FROM match_avoids'), who.id).toEqual([])
    for (const actor of ['visitor', '', 'system:companions', 'system:mail']) expect(await database.asActor(actor, 'SELECT sealed FROM match_avoids'), actor).toEqual([])
  })

  test('what was decided and proposed about two: coordinators who are neither of them', async () => {
    for (const table of ['match_holds', 'match_proposals']) {
      expect(await as(coordinator, `SELECT request_id FROM ${table}`), table).toHaveLength(1)
      for (const who of [asking, giving, ...nobody()]) expect(await as(who, `SELECT request_id FROM ${table}`), table).toEqual([])
      for (const actor of ['visitor', '', 'system:companions']) expect(await database.asActor(actor, `SELECT request_id FROM ${table}`), table).toEqual([])
    }
  })

  test('that somebody asks again, where they are and what they avoid: never a coordinator who is or was their companion there', async () => {
    const again = await makeRequest(database, { organisation: house })
    await database.owner(`INSERT INTO match_avoids (organisation_id, person_id, sealed, changed_at) VALUES ($1, $2, 'k1.x', now())`, [house.id, again.person.id])
    const pairing = await makePairing(database, { request: again, volunteer, state: 'active' })
    for (const state of ['active', 'ended']) {
      if (state === 'ended') await database.owner(`UPDATE pairings SET state = 'ended', ended_at = now(), ended_because = 'rematch' WHERE id = $1`, [pairing.id])
      await database.owner(`UPDATE companion_requests SET state = $2 WHERE id = $1`, [again.id, state === 'ended' ? 'waiting' : 'paired'])
      const seen = async (who: MadePerson) => [
        await as(who, 'SELECT id FROM companion_requests WHERE id = $1', [again.id]), await as(who, 'SELECT sealed FROM match_avoids WHERE person_id = $1', [again.person.id]),
        await as(who, `UPDATE companion_requests SET state = state WHERE id = $1 RETURNING id`, [again.id]), await as(who, 'SELECT 1 WHERE coordinates_request($1)', [again.id]),
      ].map((rows) => rows.length)
      expect(await seen(giving), state).toEqual([0, 0, 0, 0])
      expect(await seen(coordinator), state).toEqual([1, 1, 1, 1])
    }
    await database.owner('DELETE FROM companion_requests WHERE id = $1', [again.id])
    await database.owner('DELETE FROM match_avoids WHERE person_id = $1', [again.person.id])
    await database.owner(`UPDATE volunteers SET state = 'ready' WHERE id = $1`, [volunteer.id])
  })

  test('how it is weighed: coordinators', async () => {
    for (const who of [coordinator, asking, giving]) expect(await as(who, 'SELECT age FROM match_weights')).toHaveLength(1)
    for (const who of nobody()) expect(await as(who, 'SELECT age FROM match_weights')).toEqual([])
  })

  test('who looks for somebody, by name: whoever has asked', async () => {
    expect(await as(asking, 'SELECT name FROM coordinators_for($1)', [request.id])).toHaveLength(2)
    for (const who of [coordinator, ...nobody()]) expect(await as(who, 'SELECT name FROM coordinators_for($1)', [request.id])).toEqual([])
    expect(await database.asActor('visitor', 'SELECT name FROM coordinators_for($1)', [request.id])).toEqual([])
  })
})

describe('who may', () => {
  test('decide about two: a coordinator who is neither, in their own name, of one house', async () => {
    const [one, other] = [await makeRequest(database, { organisation: house }), await makeVolunteer(database, { organisation: house })]
    const elsewhere = await makeVolunteer(database, { organisation: await makeOrganisation(database) })
    const hold = (who: MadePerson, requestId: string, volunteerId: string, by = who.id) =>
      as(who, `INSERT INTO match_holds (request_id, volunteer_id, organisation_id, kind, set_by, set_at) VALUES ($1, $2, $3, 'forbid', $4, now())`, [requestId, volunteerId, house.id, by])
    const propose = (who: MadePerson, requestId: string, volunteerId: string) => as(who, `INSERT INTO match_proposals (request_id, volunteer_id, organisation_id, proposed_at) VALUES ($1, $2, $3, now())`, [requestId, volunteerId, house.id])
    for (const who of [organiser, administrator, foreign, stranger, one.person, other.person]) {
      await expect(hold(who, one.id, other.id)).rejects.toThrow(refused)
      await expect(propose(who, one.id, other.id)).rejects.toThrow(refused)
    }
    await expect(hold(coordinator, one.id, elsewhere.id)).rejects.toThrow(refused)
    await expect(hold(coordinator, one.id, other.id, organiser.id)).rejects.toThrow(refused)
    await expect(hold(asking, request.id, other.id)).rejects.toThrow(refused)
    await expect(hold(giving, one.id, volunteer.id)).rejects.toThrow(refused)
    await expect(propose(coordinator, one.id, elsewhere.id)).rejects.toThrow(refused)
    await hold(coordinator, one.id, other.id)
    expect(await as(giving, 'DELETE FROM match_holds WHERE request_id = $1 RETURNING request_id', [request.id])).toEqual([])
  })

  test('change what was asked: the person, who cannot say that somebody was found; a coordinator never the words', async () => {
    const one = await makeRequest(database, { organisation: house })
    await expect(as(one.person, `UPDATE companion_requests SET state = 'paired' WHERE id = $1`, [one.id])).rejects.toThrow(refused)
    await expect(as(coordinator, `UPDATE companion_requests SET sealed = 'k1.mine' WHERE id = $1`, [one.id])).rejects.toThrow(refused)
    await expect(as(coordinator, `UPDATE companion_requests SET state = 'withdrawn' WHERE id = $1`, [one.id])).rejects.toThrow(refused)
    for (const who of [organiser, administrator, foreign, stranger]) expect(await as(who, `UPDATE companion_requests SET state = 'paused' WHERE id = $1 RETURNING id`, [one.id])).toEqual([])
    for (const who of [coordinator, organiser, foreign]) {
      await expect(as(who, `INSERT INTO companion_requests (id, organisation_id, person_id, state, asked_at, changed_at) VALUES (gen_random_uuid(), $1, $2, 'waiting', now(), now())`, [house.id, stranger.id])).rejects.toThrow(refused)
      await expect(as(who, `INSERT INTO match_avoids (organisation_id, person_id, sealed, changed_at) VALUES ($1, $2, 'k1.x', now())`, [house.id, one.person.id])).rejects.toThrow(refused)
    }
    expect(await as(coordinator, `UPDATE match_avoids SET sealed = 'k1.y' RETURNING person_id`)).toEqual([])
    await as(one.person, `UPDATE companion_requests SET state = 'withdrawn', sealed = NULL WHERE id = $1`, [one.id])
    expect(await as(coordinator, 'SELECT id FROM companion_requests WHERE id = $1', [one.id])).toEqual([])
  })

  test('move in the line: nobody, but by asking anew; nor step out of it while two walk together', async () => {
    const one = await makeRequest(database, { organisation: house, releasedOn: '2100-01-01' })
    const set = (who: MadePerson, what: string) => as(who, `UPDATE companion_requests SET ${what} WHERE id = $1`, [one.id])
    const days = [`asked_at = asked_at - interval '1 year'`, `released_on = '2099-01-01'`, `starts_on = '2099-01-01'`]
    for (const change of days) await expect(set(coordinator, change), change).rejects.toThrow(refused)
    await expect(set(one.person, days[0]!)).rejects.toThrow(/asked_at/)
    await set(one.person, days[1]!)
    const pairing = await makePairing(database, { request: one, volunteer: await makeVolunteer(database, { organisation: house }) })
    for (const state of ['waiting', 'paused', 'withdrawn']) await expect(set(one.person, `state = '${state}'`), state).rejects.toThrow(/walk together/)
    await set(one.person, `sealed = 'k1.more'`)
    // Their names are known while they walk, and afterwards where the two stand, not beyond.
    const known = async () => (await as(coordinator, 'SELECT 1 FROM people WHERE id = $1', [one.person.id])).length
    await database.owner(`UPDATE pairings SET state = 'ended', ended_at = now(), ended_because = 'landed' WHERE id = $1`, [pairing.id])
    expect(await known()).toBe(1)
    await set(one.person, `state = 'withdrawn', sealed = NULL`)
    expect(await known()).toBe(0)
    expect(await as(coordinator, 'SELECT participant FROM names_in($1)', [pairing.id])).toEqual([{ participant: one.person.name }])
    await set(one.person, `state = 'waiting', asked_at = now()`)
  })

  test('weigh: coordinators, in their own name', async () => {
    for (const who of nobody()) expect(await as(who, 'UPDATE match_weights SET age = 9, changed_by = $1 RETURNING age', [who.id])).toEqual([])
    await expect(as(coordinator, 'UPDATE match_weights SET age = 9, changed_by = $1', [organiser.id])).rejects.toThrow(refused)
    await expect(as(coordinator, 'UPDATE match_weights SET age = 11, changed_by = $1', [coordinator.id])).rejects.toThrow(refused)
    expect(await as(coordinator, 'UPDATE match_weights SET age = 9, changed_by = $1 RETURNING age', [coordinator.id])).toEqual([{ age: 9 }])
  })
})

test('who does not wait any more, or has left, is neither locked nor proposed; who was ruled out stays so', async () => {
  const held = async () => {
    const [one, other] = [await makeRequest(database, { organisation: house }), await makeVolunteer(database, { organisation: house })]
    const third = await makeVolunteer(database, { organisation: house })
    await database.owner(`INSERT INTO match_holds (request_id, volunteer_id, organisation_id, kind, set_at) VALUES ($1, $2, $4, 'lock', now()), ($1, $3, $4, 'forbid', now())`, [one.id, other.id, third.id, house.id])
    await database.owner(`INSERT INTO match_proposals (request_id, volunteer_id, organisation_id, proposed_at) VALUES ($1, $2, $3, now())`, [one.id, other.id, house.id])
    return { one, other }
  }
  const left = async (id: string) => [await database.owner('SELECT kind FROM match_holds WHERE request_id = $1', [id]), await database.owner('SELECT 1 FROM match_proposals WHERE request_id = $1', [id])]
  const first = await held()
  await as(first.one.person, `UPDATE companion_requests SET state = 'withdrawn', sealed = NULL WHERE id = $1`, [first.one.id])
  expect(await left(first.one.id)).toEqual([[{ kind: 'forbid' }], []])
  const second = await held()
  await as(second.other.person, `UPDATE volunteers SET state = 'left' WHERE id = $1`, [second.other.id])
  expect(await left(second.one.id)).toEqual([[{ kind: 'forbid' }], []])
})
