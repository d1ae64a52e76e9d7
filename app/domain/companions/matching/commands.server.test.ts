import { beforeAll, describe, expect, test } from 'vitest'
import { askForCompanion, withdrawRequest } from '#app/domain/companions/asking/commands.server.ts'
import { myRequest } from '#app/domain/companions/asking/queries.server.ts'
import { journalOf } from '#app/domain/history/queries.server.ts'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { makePairing, makeRequest, makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation } from '#tests/support/factories.ts'
import { acceptMatch, holdTwo, letGo, proposeFor, saveWeights } from './commands.server.ts'
import { type Asker, weightsOf, wordsOf } from './queries.server.ts'
import { defaultWeights, type Two } from './schema.ts'

const database = useDatabase()
const now = new Date()
const days = { startsOn: '2100-01-01', expectedEnd: '2100-09-01' }
let coordinator: MadePerson, other: MadePerson, house: MadeOrganisation
beforeAll(async () => {
  house = await makeOrganisation(database)
  coordinator = await makeMember(database, house, 'coordinator')
  other = await makeMember(database, house, 'coordinator')
})
const fresh = async () => {
  const organisation = await makeOrganisation(database)
  const by = await makeMember(database, organisation, 'coordinator')
  return { organisation, by, propose: (whatIf?: Two) => proposeFor({ organisation, personId: by.id, about: ({ askers }) => askers.map(({ id }) => id), whatIf, now }) }
}
const choose = (two: { request: { id: string }; volunteer: { id: string }; organisation: { id: string }; by: { id: string } }) => ({ organisationId: two.organisation.id, requestId: two.request.id, volunteerId: two.volunteer.id, by: two.by.id, now })
const as = <T,>(who: { id: string }, work: Parameters<typeof lean<T>>[1]) => lean<T>(person(who.id), work)

describe('proposing', () => {
  test('in a thread of its own, for who waits and who is free today, in the order of who is urgent', async () => {
    const { organisation, propose } = await fresh()
    const early = await makeRequest(database, { organisation, since: new Date(+now - 20 * 86_400_000), wishes: { interests: ['hiking'] } })
    const inside = await makeRequest(database, { organisation, releasedOn: '2100-01-01', wishes: { inside: 'prison', experienceWish: 'must' } })
    await makeRequest(database, { organisation, state: 'paused' })
    const peer = await makeVolunteer(database, { organisation, kinds: ['peer'], tells: { experiences: ['prison'] } })
    const friend = await makeVolunteer(database, { organisation, tells: { interests: ['hiking'] } })
    await makeVolunteer(database, { organisation, state: 'preparing' })
    await makeVolunteer(database, { organisation, kinds: ['adviser'] })
    const busy = await makeVolunteer(database, { organisation, state: 'active' })
    await makePairing(database, { request: await makeRequest(database, { organisation }), volunteer: busy })
    const { sealed, proposed } = await propose()
    expect(sealed.askers.map(({ id }) => id)).toEqual([inside.id, early.id])
    expect(sealed.volunteers.map(({ id }) => id).sort()).toEqual([peer.id, friend.id].sort())
    expect(new Map(proposed.pairs)).toEqual(new Map([[inside.id, peer.id], [early.id, friend.id]]))
    expect(proposed.proposals[0]!.two!.pros).toContainEqual({ key: 'release', from: 'prison' })
    // Remembered, so that the next time keeps to it.
    expect(await database.owner('SELECT request_id FROM match_proposals WHERE organisation_id = $1', [organisation.id])).toHaveLength(2)
    expect((await propose()).proposed.pairs).toEqual(proposed.pairs)
  })

  test('two who have walked together are not proposed again, and nobody is to themselves', async () => {
    const { organisation, propose } = await fresh()
    const [request, volunteer] = [await makeRequest(database, { organisation }), await makeVolunteer(database, { organisation })]
    await makePairing(database, { request, volunteer, state: 'ended' })
    await makeRequest(database, { organisation, person: volunteer.person })
    const { proposed } = await propose()
    expect(proposed.pairs).toEqual([])
    expect(proposed.proposals.map(({ hindered }) => hindered)).toEqual(expect.arrayContaining([{ ended: 1 }, { same: 1 }]))
  })

  test('a coordinator who gives time or asks is in nobody’s pool but the others’', async () => {
    const { organisation, by, propose } = await fresh()
    const second = await makeMember(database, organisation, 'coordinator')
    await makeVolunteer(database, { organisation, person: by })
    await makeRequest(database, { organisation })
    await makeRequest(database, { organisation, person: by })
    const { sealed } = await propose()
    expect([sealed.askers.length, sealed.volunteers.length]).toEqual([1, 0])
    const theirs = await proposeFor({ organisation, personId: second.id, about: () => [], now })
    expect([theirs.sealed.askers.length, theirs.sealed.volunteers.length, theirs.proposed.pairs.length]).toEqual([2, 1, 1])
  })

  test('a coordinator who walked with somebody meets no trace of their asking again: not on the board, nor what they avoid, nor in mails and the journal', async () => {
    const { organisation, by, propose } = await fresh()
    const second = await makeMember(database, organisation, 'coordinator')
    const request = await makeRequest(database, { organisation, wishes: { inside: 'prison', insideWhere: 'Åna' } })
    const former = await makeVolunteer(database, { organisation, person: by })
    const next = await makeVolunteer(database, { organisation })
    await makePairing(database, { request, volunteer: former, state: 'ended' })
    const at = { organisationId: organisation.id, personId: request.person.id, now }
    await as(request.person, (sql) => askForCompanion(sql, { ...at, told: { wish: {}, avoids: 'Ham' } }))
    const { sealed, proposed } = await propose()
    expect([sealed.askers, proposed.pairs]).toEqual([[], []])
    expect(await as(by, (sql) => acceptMatch(sql, { ...choose({ request, volunteer: next, organisation, by }), ...days }))).toEqual({ ok: false, reason: 'gone' })
    expect(await as(by, (sql) => holdTwo(sql, { ...choose({ request, volunteer: next, organisation, by }), kind: 'forbid' }))).toEqual({ ok: false, reason: 'gone' })
    const asker = { personId: request.person.id, id: request.id, sealed: (await database.owner('SELECT sealed FROM companion_requests WHERE id = $1', [request.id]))[0]!.sealed } as Asker
    const avoided = async (who: MadePerson) => (await as(who, (sql) => wordsOf(sql, organisation.id, [asker]))).get(request.id)?.avoids
    expect([await avoided(by), await avoided(second)]).toEqual(['', 'Ham'])

    await as(request.person, (sql) => withdrawRequest(sql, at))
    await as(request.person, (sql) => askForCompanion(sql, { ...at, told: { wish: { words: 'Igjen' } } }))
    const letters = (who: MadePerson) => database.owner('SELECT 1 FROM mails WHERE person_id = $1', [who.id])
    expect([(await letters(by)).length, (await letters(second)).length]).toEqual([0, 1])
    const journal = async (who: MadePerson) => (await as(who, (sql) => journalOf(sql, { organisationId: organisation.id, before: null, language: 'nb', now }))).deeds.map(({ event }) => event)
    expect([await journal(by), await journal(second)]).toEqual([[], ['companion.asked', 'companion.withdrawn']])
    expect((await as(request.person, (sql) => myRequest(sql, organisation.id, request.person.id)))!.coordinators).toEqual([second.name])
    // The others match as ever.
    expect((await proposeFor({ organisation, personId: second.id, about: () => [], now })).sealed.askers.map(({ id }) => id)).toEqual([request.id])
  })
})

describe('deciding about two', () => {
  test('a lock holds and can be taken back; a later one replaces it; never these two is kept', async () => {
    const { organisation, by, propose } = await fresh()
    const [request, one, two] = [await makeRequest(database, { organisation, wishes: { interests: ['hiking'] } }), await makeVolunteer(database, { organisation, tells: { interests: ['hiking'] } }), await makeVolunteer(database, { organisation, tells: { interests: ['art'] } })]
    const pair = (volunteer: typeof one) => choose({ request, volunteer, organisation, by })
    expect((await propose()).proposed.pairs).toEqual([[request.id, one.id]])
    for (let twice = 0; twice < 2; twice++) expect(await as(by, (sql) => holdTwo(sql, { ...pair(two), kind: 'lock' }))).toEqual({ ok: true })
    expect((await propose()).proposed).toMatchObject({ pairs: [[request.id, two.id]], proposals: [{ locked: true }] })
    await as(by, (sql) => holdTwo(sql, { ...pair(one), kind: 'lock' }))
    expect(await database.owner(`SELECT volunteer_id FROM match_holds WHERE request_id = $1`, [request.id])).toEqual([{ volunteer_id: one.id }])
    await as(by, (sql) => holdTwo(sql, { ...pair(one), kind: 'forbid' }))
    expect((await propose()).proposed).toMatchObject({ pairs: [[request.id, two.id]], proposals: [{ locked: false, hindered: { forbidden: 1 } }] })
    expect(await as(by, (sql) => holdTwo(sql, { ...pair(one), kind: 'lock' }))).toEqual({ ok: false, reason: 'forbidden' })
    expect(await as(by, (sql) => acceptMatch(sql, { ...pair(one), ...days }))).toEqual({ ok: false, reason: 'forbidden' })
    await as(by, (sql) => letGo(sql, { ...pair(one), kind: 'forbid' }))
    expect((await propose()).proposed.proposals[0]!.hindered).toEqual({})
  })

  test('nobody is locked to a place that another lock has', async () => {
    const { organisation, by } = await fresh()
    const volunteer = await makeVolunteer(database, { organisation })
    const requests = [await makeRequest(database, { organisation }), await makeRequest(database, { organisation })]
    const done = await Promise.all(requests.map((request) => as(by, (sql) => holdTwo(sql, { ...choose({ request, volunteer, organisation, by }), kind: 'lock' }))))
    expect(done.map((one) => (one.ok ? 'ok' : one.reason)).sort()).toEqual(['full', 'ok'])
    // Nor is anybody locked to two, whoever presses at once.
    const [free, asks] = [[await makeVolunteer(database, { organisation }), await makeVolunteer(database, { organisation })], await makeRequest(database, { organisation })]
    const both = await Promise.all(free.map((one) => as(by, (sql) => holdTwo(sql, { ...choose({ request: asks, volunteer: one, organisation, by }), kind: 'lock' }))))
    expect(both).toEqual([{ ok: true }, { ok: true }])
    expect(await database.owner(`SELECT 1 FROM match_holds WHERE request_id = $1`, [asks.id])).toHaveLength(1)
  })

  test('what the swap costs is worked out for all', async () => {
    const { organisation, propose } = await fresh()
    const [a, b] = [await makeRequest(database, { organisation, wishes: { interests: ['hiking'] } }), await makeRequest(database, { organisation, wishes: { interests: ['art'] } })]
    const [hiker, painter] = [await makeVolunteer(database, { organisation, tells: { interests: ['hiking'] } }), await makeVolunteer(database, { organisation, tells: { interests: ['art'] } })]
    const { proposed } = await propose([a.id, painter.id])
    expect(new Map(proposed.pairs)).toEqual(new Map([[a.id, hiker.id], [b.id, painter.id]]))
    const { whatIf } = proposed
    expect(whatIf).toMatchObject({ moves: expect.arrayContaining([{ requestId: a.id, from: hiker.id, to: painter.id }, { requestId: b.id, from: painter.id, to: hiker.id }]) })
    expect((whatIf as { difference: number }).difference).toBeLessThan(0)
  })
})

describe('accepting', () => {
  test('pairs the two, and whoever presses later is told kindly', async () => {
    const { organisation, by } = await fresh()
    const second = await makeMember(database, organisation, 'coordinator')
    const [request, volunteer, third] = [await makeRequest(database, { organisation }), await makeVolunteer(database, { organisation }), await makeVolunteer(database, { organisation })]
    await as(by, (sql) => holdTwo(sql, { ...choose({ request, volunteer, organisation, by }), kind: 'lock' }))
    const both = await Promise.all([as(by, (sql) => acceptMatch(sql, { ...choose({ request, volunteer, organisation, by }), ...days })), as(second, (sql) => acceptMatch(sql, { ...choose({ request, volunteer: third, organisation, by: second }), ...days }))])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect(both.find((one) => !one.ok)).toEqual({ ok: false, reason: 'gone' })
    expect(await database.owner(`SELECT state FROM pairings WHERE request_id = $1`, [request.id])).toEqual([{ state: 'trial' }])
    // Nobody waits any more: neither lock nor proposal is left behind.
    expect(await database.owner(`SELECT request_id FROM match_holds WHERE request_id = $1 UNION SELECT request_id FROM match_proposals WHERE request_id = $1`, [request.id])).toEqual([])
  })

  test('looks again at what may have changed meanwhile', async () => {
    const { organisation, by } = await fresh()
    const volunteer = await makeVolunteer(database, { organisation, tells: { gender: 'man' } })
    const accept = (request: { id: string }, given = volunteer) => as(by, (sql) => acceptMatch(sql, { ...choose({ request, volunteer: given, organisation, by }), ...days }))
    const strict = await makeRequest(database, { organisation, wishes: { genderWish: 'woman', genderMust: true } })
    expect(await accept(strict)).toEqual({ ok: false, reason: 'hindered' })
    const withdrawn = await makeRequest(database, { organisation, state: 'withdrawn' })
    expect(await accept(withdrawn)).toEqual({ ok: false, reason: 'gone' })
    expect(await accept(await makeRequest(database, { organisation }), await makeVolunteer(database, { organisation, state: 'paused' }))).toEqual({ ok: false, reason: 'not_free' })
    const again = await makeRequest(database, { organisation })
    const before = await makeVolunteer(database, { organisation, tells: { gender: 'man' } })
    await makePairing(database, { request: again, volunteer: before, state: 'ended' })
    expect(await accept(again, before)).toEqual({ ok: false, reason: 'hindered' })
    expect(await accept(again)).toMatchObject({ ok: true })
    expect(await accept(await makeRequest(database, { organisation }))).toEqual({ ok: false, reason: 'not_free' })
  })

  test('is not for another house, nor for oneself', async () => {
    const [mine, theirs] = [await fresh(), await fresh()]
    const [request, volunteer] = [await makeRequest(database, { organisation: theirs.organisation }), await makeVolunteer(database, { organisation: theirs.organisation })]
    for (const organisation of [mine.organisation, theirs.organisation]) {
      expect(await as(mine.by, (sql) => acceptMatch(sql, { ...choose({ request, volunteer, organisation, by: mine.by }), ...days }))).toEqual({ ok: false, reason: 'gone' })
      expect(await as(mine.by, (sql) => holdTwo(sql, { ...choose({ request, volunteer, organisation, by: mine.by }), kind: 'forbid' }))).toEqual({ ok: false, reason: 'gone' })
    }
    const own = await makeVolunteer(database, { organisation: theirs.organisation, person: theirs.by })
    expect(await as(theirs.by, (sql) => acceptMatch(sql, { ...choose({ request, volunteer: own, organisation: theirs.organisation, by: theirs.by }), ...days }))).toEqual({ ok: false, reason: 'gone' })
  })
})

test('weights are the organisation’s own, and the defaults until somebody has changed them', async () => {
  expect(await as(coordinator, (sql) => weightsOf(sql, house.id))).toEqual(defaultWeights)
  for (const by of [coordinator, other]) await as(by, (sql) => saveWeights(sql, { organisationId: house.id, weights: { ...defaultWeights, age: 9 }, by: by.id, now }))
  expect(await as(coordinator, (sql) => weightsOf(sql, house.id))).toEqual({ ...defaultWeights, age: 9 })
})
