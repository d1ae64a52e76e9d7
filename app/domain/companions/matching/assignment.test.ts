import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chance } from '#tests/support/pools.ts'
import { assign, proves } from './assignment.ts'

/** The best of all ways, by trying every one. */
function bruteForce(benefit: number[][]): number {
  const columns = benefit[0]?.length ?? 0
  const from = (row: number, taken: number): number => {
    if (row === benefit.length) return 0
    let most = from(row + 1, taken)
    for (let column = 0; column < columns; column++) if (!(taken & (1 << column))) most = Math.max(most, benefit[row]![column]! + from(row + 1, taken | (1 << column)))
    return most
  }
  return from(0, 0)
}

/**
 * Another solver, by another way: the cheapest flow through a network, one augmenting path by Bellman and Ford after another until none gains. Knows nothing of potentials and takes
 * whatever comes, not only whole numbers.
 */
function cheapestFlow(benefit: number[][], capacities = benefit[0]?.map(() => 1) ?? []): number {
  const [rows, columns] = [benefit.length, capacities.length]
  const [source, sink] = [rows + columns, rows + columns + 1]
  const edges: { to: number; left: number; cost: number }[] = []
  const out: number[][] = Array.from({ length: rows + columns + 2 }, () => [])
  const connect = (from: number, to: number, left: number, cost: number) => {
    out[from]!.push(edges.push({ to, left, cost }) - 1)
    out[to]!.push(edges.push({ to: from, left: 0, cost: -cost }) - 1)
  }
  benefit.forEach((line, row) => line.forEach((value, column) => value > 0 && connect(row, rows + column, 1, -value)))
  for (let row = 0; row < rows; row++) connect(source, row, 1, 0)
  capacities.forEach((places, column) => connect(rows + column, sink, places, 0))
  for (let total = 0; ; ) {
    const cost = Array<number>(out.length).fill(Infinity)
    const by = Array<number>(out.length).fill(-1)
    cost[source] = 0
    const queue = [source]
    while (queue.length > 0) {
      const at = queue.shift()!
      for (const index of out[at]!) {
        const edge = edges[index]!
        if (edge.left > 0 && cost[at]! + edge.cost < cost[edge.to]! - 1e-9) {
          cost[edge.to] = cost[at]! + edge.cost
          by[edge.to] = index
          if (!queue.includes(edge.to)) queue.push(edge.to)
        }
      }
    }
    if (!(cost[sink]! < 0)) return total
    total -= cost[sink]!
    for (let at = sink; at !== source; ) {
      const index = by[at]!
      edges[index]!.left--
      edges[index ^ 1]!.left++
      at = edges[index ^ 1]!.to
    }
  }
}

const solve = (benefit: number[][]) => {
  const [rows, columns] = [benefit.length, benefit[0]?.length ?? 0]
  const table = Int16Array.from(benefit.flat())
  return { ...assign(table, rows, columns), proved: proves(assign(table, rows, columns), table, rows, columns) }
}
// Few different values make many ties, where such algorithms go wrong.
const table = (most: number) => fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 1200 })), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }))

describe('the best way over the whole', () => {
  test('is what trying every way finds, and proves itself', () => {
    fc.assert(fc.property(table(7), (benefit) => {
      const { total, columnOf, proved } = solve(benefit)
      expect(total).toBe(bruteForce(benefit))
      expect(proved).toBe(true)
      const taken = [...columnOf].filter((column) => column >= 0)
      expect(new Set(taken).size).toBe(taken.length)
      expect(columnOf.reduce((sum, column, row) => sum + (column < 0 ? 0 : benefit[row]![column]!), 0)).toBe(total)
    }), { numRuns: 400 })
  })

  test('is what another solver finds on larger ones', () => {
    fc.assert(fc.property(table(45), (benefit) => {
      const { total, proved } = solve(benefit)
      expect(total).toBe(cheapestFlow(benefit))
      expect(proved).toBe(true)
    }), { numRuns: 40 })
  })

  test('stays so with many repeated columns, as a companion with several places has', () => {
    const random = chance(3)
    for (let round = 0; round < 5; round++) {
      const capacities = Array.from({ length: 25 }, () => 1 + Math.floor(random() * 3))
      const single = Array.from({ length: 60 }, () => capacities.map(() => (random() < 0.4 ? 0 : Math.floor(random() * 900))))
      const repeated = single.map((line) => line.flatMap((value, column) => Array<number>(capacities[column]!).fill(value)))
      expect(solve(repeated).total).toBe(cheapestFlow(single, capacities))
    }
  })

  test('nothing to give, nobody to give to, nothing to gain', () => {
    expect([...assign(new Int16Array(0), 0, 5).columnOf]).toEqual([])
    expect([...assign(new Int16Array(0), 3, 0).columnOf]).toEqual([-1, -1, -1])
    expect([...assign(new Int16Array(6), 2, 3).columnOf]).toEqual([-1, -1])
    expect(() => assign(new Int16Array(5), 2, 3)).toThrow(RangeError)
  })

  test('a wrong answer does not prove itself', () => {
    const benefit = Int16Array.from([9, 8, 7, 1])
    const right = assign(benefit, 2, 2)
    expect(proves(right, benefit, 2, 2)).toBe(true)
    expect(proves({ ...right, total: 10 }, benefit, 2, 2)).toBe(false)
    const better = Int16Array.from([9, 8, 7, 30])
    expect(proves(right, better, 2, 2)).toBe(false)
  })
})
