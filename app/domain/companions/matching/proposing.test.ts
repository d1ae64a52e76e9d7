import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chance, makePool } from '#tests/support/pools.ts'
import { propose } from './proposing.ts'
import { defaultWeights, type Pool, type Two } from './schema.ts'
import { fitOf, giverSide, hindranceOf, loadPoints, loadScale, measure, scales, seekerSide, stayBonus, worthIt } from './scoring.ts'

/** What two are worth to the whole, worked out apart from the solver: the `before`-th place of somebody. */
function worthOf(pool: Pool) {
  const seekers = new Map(pool.seekers.map((one) => [one.id, seekerSide(one, pool.weights)]))
  const givers = new Map(pool.givers.map((one) => [one.id, giverSide(one)]))
  const points = new Float64Array(9)
  const scale = scales(pool.weights)
  return (requestId: string, volunteerId: string, before = 0) => {
    const [seeker, giver] = [seekers.get(requestId)!, givers.get(volunteerId)!]
    if (hindranceOf(seeker, giver) !== 0 || [...pool.forbids, ...pool.ended].some((two) => two[0] === requestId && two[1] === volunteerId)) return 0
    measure(seeker, giver, points)
    const stays = pool.last.some((two) => two[0] === requestId && two[1] === volunteerId) ? stayBonus : 0
    return Math.max(0, Math.round(fitOf(points, scale)) + Math.round(loadScale(scale) * loadPoints(giver, before)) - worthIt + seeker.urgency + stays)
  }
}
const free = ({ capacity, walking }: { capacity: number; walking: number }) => capacity - walking
const shuffled = <T>(list: T[], seed: number) => {
  const random = chance(seed)
  return list.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at).map(({ one }) => one)
}
const key = (two: Two) => two.join(' ')
const pairsOf = (pool: Pool) => propose({ pool, about: [] }).pairs

/** All pairs worth anything, the best first, each taken if it still can be: what anybody would do by hand. */
function greedy(pool: Pool) {
  const worth = worthOf(pool)
  const all = pool.seekers.flatMap(({ id }) => pool.givers.flatMap((giver) => Array.from({ length: free(giver) }, (_, before) => ({ id, giver: giver.id, before, worth: worth(id, giver.id, before) }))))
  const [served, taken] = [new Set<string>(), new Set<string>()]
  let total = 0
  for (const one of all.filter((candidate) => candidate.worth > 0).sort((a, b) => b.worth - a.worth)) {
    if (served.has(one.id) || taken.has(`${one.giver} ${one.before}`)) continue
    served.add(one.id)
    taken.add(`${one.giver} ${one.before}`)
    total += one.worth
  }
  return { total, served: served.size }
}

describe('a proposal for everybody', () => {
  const small = fc.record({ seekers: fc.integer({ min: 0, max: 6 }), places: fc.integer({ min: 0, max: 6 }), seed: fc.integer({ min: 0, max: 100_000 }) })

  test('is the best there is: no other way of placing everybody is worth more', () => {
    fc.assert(fc.property(small, (size) => {
      const pool = makePool(size)
      const worth = worthOf(pool)
      const best = (at: number, taken: Map<string, number>): number => {
        const seeker = pool.seekers[at]
        if (!seeker) return 0
        let most = best(at + 1, taken)
        for (const giver of pool.givers) {
          const before = taken.get(giver.id) ?? 0
          if (before < free(giver)) most = Math.max(most, worth(seeker.id, giver.id, before) + best(at + 1, new Map(taken).set(giver.id, before + 1)))
        }
        return most
      }
      expect(propose({ pool }).total).toBe(Math.round(best(0, new Map()) / 10))
    }), { numRuns: 60 })
  })

  test('gives nobody two, nobody more than they can take, and no pair that is ruled out', () => {
    fc.assert(fc.property(fc.record({ seekers: fc.integer({ min: 1, max: 60 }), places: fc.integer({ min: 1, max: 60 }), seed: fc.nat(100_000) }), (size) => {
      const pool = makePool(size)
      pool.forbids = pairsOf(pool).slice(0, 3)
      pool.ended = pairsOf(pool).slice(0, 3)
      const worth = worthOf(pool)
      const pairs = pairsOf(pool)
      expect(new Set(pairs.map(([requestId]) => requestId)).size).toBe(pairs.length)
      for (const giver of pool.givers) expect(pairs.filter((two) => two[1] === giver.id).length).toBeLessThanOrEqual(free(giver))
      for (const two of pairs) expect(worth(...two)).toBeGreaterThan(0)
    }), { numRuns: 40 })
  })

  test('does not depend on the order in which people come', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const pool = makePool({ seekers: 80, places: 50, seed })
      const other = { ...pool, seekers: shuffled(pool.seekers, seed), givers: shuffled(pool.givers, seed + 1) }
      expect(pairsOf(other)).toEqual(pairsOf(pool))
    }
  })

  test('keeps what was proposed when that costs almost nothing, and not when it costs more', () => {
    let [kept, turned] = [0, 0]
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const pool = makePool({ seekers: 60, places: 40, seed })
      const before = pairsOf(pool)
      // One more person asks, one companion becomes a little busier.
      const [newcomer] = makePool({ seekers: 1, places: 1, seed: seed + 100 }).seekers
      const changed = { ...pool, seekers: [...pool.seekers, { ...newcomer!, id: 'r-new', personId: 's-new' }] }
      const same = (pairs: Two[]) => pairs.filter((two) => before.some((one) => key(one) === key(two))).length
      kept += same(pairsOf({ ...changed, last: before }))
      turned += same(pairsOf(changed))
      // The whole is never worse by more than the bonus of the pairs that stayed.
      const worth = worthOf(changed)
      const total = (pairs: Two[]) => pairs.reduce((sum, two) => sum + worth(...two), 0)
      expect(total(pairsOf(changed)) - total(pairsOf({ ...changed, last: before }))).toBeLessThanOrEqual(stayBonus * before.length)
    }
    expect(kept).toBeGreaterThan(turned)
    // Two who are exactly alike do not change places.
    const alike = makePool({ seekers: 1, places: 1, seed: 5 })
    const giver = { ...alike.givers[0]!, capacity: 1, walking: 0 }
    const pool = { ...alike, seekers: [{ ...alike.seekers[0]!, wish: { ...alike.seekers[0]!.wish, genderMust: false, experienceWish: 'no-matter' as const, speaks: ['nb' as const] } }], givers: ['a', 'b', 'c'].map((id) => ({ ...giver, id, personId: id, offer: { ...giver.offer, speaks: ['nb' as const] } })) }
    for (const id of ['a', 'b', 'c']) expect(pairsOf({ ...pool, last: [['r-00000', id]] })).toEqual([['r-00000', id]])
  })

  test('keeps to what the coordinator has locked, and says which locks cannot be kept', () => {
    const pool = makePool({ seekers: 30, places: 20, seed: 11 })
    const worth = worthOf(pool)
    const free = propose({ pool })
    const odd = pool.seekers.flatMap(({ id }) => pool.givers.map((giver): Two => [id, giver.id])).find((two) => worth(...two) > 0 && !free.pairs.some((one) => key(one) === key(two)))!
    const locked = propose({ pool: { ...pool, locks: [odd] } })
    expect(locked.pairs.map(key)).toContain(key(odd))
    expect(locked.total).toBeLessThanOrEqual(free.total)
    expect(locked.proposals.find(({ requestId }) => requestId === odd[0])).toMatchObject({ locked: true, two: { volunteerId: odd[1] } })
    expect(propose({ pool: { ...pool, locks: [odd], forbids: [odd] } }).broken).toEqual([odd])
    expect(propose({ pool: { ...pool, locks: [['r-gone', odd[1]]] } }).broken).toEqual([['r-gone', odd[1]]])
    // What if asks the same without deciding it.
    expect(propose({ pool, whatIf: odd })).toMatchObject({ total: free.total, whatIf: { total: locked.total } })
    expect(propose({ pool, whatIf: free.pairs[0]! }).whatIf).toEqual({ difference: 0, total: free.total, moves: [] })
    expect(propose({ pool: { ...pool, forbids: [odd] }, whatIf: odd }).whatIf).toEqual({ hindrance: 'forbidden' })
  })

  test('by hand, the best pair first, is clearly worse: it costs more, and leaves people alone who could have had somebody', () => {
    let [ours, theirs, alone, left] = [0, 0, 0, 0]
    for (const seed of [1, 2, 3, 4, 5]) {
      // As many places as people: where nobody need be left alone, taking the best first leaves those with few choices.
      const pool = makePool({ seekers: 200, places: 200, seed })
      const { total, pairs } = propose({ pool, about: [] })
      const byHand = greedy(pool)
      const cost = pool.seekers.reduce((sum, seeker) => sum + 1000 - worthIt + seekerSide(seeker, pool.weights).urgency, 0)
      ours += cost - total * 10
      theirs += cost - byHand.total
      alone += pool.seekers.length - pairs.length
      left += pool.seekers.length - byHand.served
    }
    expect(theirs / ours).toBeGreaterThan(1.1)
    expect(alone).toBeLessThan(10)
    expect(left).toBeGreaterThan(60)
  })
})

test('who is urgent comes first when there is not enough for all', () => {
  const [seeker] = makePool({ seekers: 1, places: 1, seed: 5 }).seekers
  const wish = { ...seeker!.wish, genderMust: false, experienceWish: 'no-matter' as const, speaks: ['nb' as const] }
  const pool = makePool({ seekers: 1, places: 1, seed: 5 })
  const giver = { ...pool.givers[0]!, capacity: 1, walking: 0, offer: { ...pool.givers[0]!.offer, speaks: ['nb' as const] } }
  const two = (a: object, b: object): Pool => ({ ...pool, givers: [giver], weights: { ...defaultWeights }, seekers: [{ ...seeker!, id: 'a', personId: 'a', wish, waitedDays: 3, releasedIn: null, ...a }, { ...seeker!, id: 'b', personId: 'b', wish, waitedDays: 3, releasedIn: null, ...b }] })
  expect(pairsOf(two({}, { waitedDays: 40 }))[0]![0]).toBe('b')
  expect(pairsOf(two({ waitedDays: 20 }, { releasedIn: 10 }))[0]![0]).toBe('b')
  expect(pairsOf({ ...two({ waitedDays: 90 }, {}), weights: { ...defaultWeights, waiting: 0 } })).toHaveLength(1)
})
