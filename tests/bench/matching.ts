import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { Question } from '#app/domain/companions/matching/proposing.ts'
import type { Pool, Proposed } from '#app/domain/companions/matching/schema.ts'
import { fitOf, giverSide, hindranceOf, loadPoints, loadScale, measure, scales, seekerSide, worthIt } from '#app/domain/companions/matching/scoring.ts'
import { inWorker } from '#app/platform/worker.server.ts'
import { makePool } from '#tests/support/pools.ts'

/**
 * Two thousand who wait and a thousand places: scored, solved, proved and explained in a thread of its own, everybody's explanation handed over. Beside it, in the same run and in turns, what anybody would do
 * by hand: the same scores sorted, the best pair first. Says rows for the table of scripts/bench.ts.
 */
const rounds = Number(process.env.BENCH_ROUNDS || 3)
const pool = makePool({ seekers: 2_000, places: 1_000, seed: 7 })
const middle = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!

const ask = () => inWorker<Proposed>('#app/domain/companions/matching/worker.ts', { pool } satisfies Question)
const exact: number[] = []
const byHand: number[] = []
const delays: number[] = []
const idle: number[] = []
let [total, greedyTotal, pairs, greedyPairs, explained] = [0, 0, 0, 0, 0]
await ask() // what is read and compiled once
for (let round = 0; round < rounds; round++) {
  idle.push(await heldUp(() => pause(800)))
  const begun = performance.now()
  delays.push(await heldUp(async () => {
    const proposed = await ask()
    ;[total, pairs, explained] = [proposed.total, proposed.pairs.length, proposed.proposals.filter(({ two, others }) => two || others.length).length]
  }))
  exact.push(performance.now() - begun)
}
const memory = process.resourceUsage().maxRSS / 1024
for (let round = 0; round < rounds; round++) {
  const begun = performance.now()
  ;[greedyTotal, greedyPairs] = greedy(pool)
  byHand.push(performance.now() - begun)
}

const [ours, theirs] = [middle(exact), middle(byHand)]
console.log(JSON.stringify([
  { what: `matching 2,000 x 1,000: ${pairs} pairs, ${explained} explained, exact and proved`, here: `${Math.round(ours)} ms`, limit: `${Math.round(theirs)} ms the best pair first`, ratio: ours / theirs, target: '<= 4', met: ours / theirs <= 4 },
  { what: 'the same against a second', here: `${Math.round(ours)} ms`, limit: '1,000 ms', ratio: ours / 1_000, target: '< 1', met: ours < 1_000 },
  { what: 'what the whole gains over the best pair first', here: `${total} points`, limit: `${greedyTotal} points, ${greedyPairs} pairs`, ratio: total / greedyTotal, target: '>= 1', met: total >= greedyTotal },
  { what: 'longest a request waited meanwhile', here: `${middle(delays).toFixed(0)} ms`, limit: `${middle(idle).toFixed(0)} ms idle`, ratio: middle(delays) / 100, target: '< 1 (100 ms)', met: middle(delays) < 100 },
  { what: 'memory of the process with the thread', here: `${Math.round(memory)} MB`, limit: '500 MB', ratio: memory / 500, target: '< 1', met: memory < 500 },
]))

/** The longest time, in milliseconds, that this thread could not turn to anything else during the work. */
async function heldUp(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 2 })
  delay.enable()
  await work()
  await pause(10)
  delay.disable()
  return delay.max / 1e6
}

function greedy({ seekers, givers, weights }: Pool): [number, number] {
  const [waiting, free] = [seekers.map((one) => seekerSide(one, weights)), givers.map(giverSide)]
  const scale = scales(weights)
  const points = new Float64Array(scale.length)
  const places = free.flatMap((giver) => Array.from({ length: giver.capacity - giver.walking }, (_, before) => ({ giver, load: Math.round(loadScale(scale) * loadPoints(giver, before)) })))
  // Worth and place in one number: sorting numbers is the quickest there is.
  const all = new Float64Array(waiting.length * places.length)
  let found = 0
  for (const [row, seeker] of waiting.entries()) {
    let last: unknown
    let fit = 0
    for (const [column, { giver, load }] of places.entries()) {
      if (giver !== last) {
        last = giver
        if (hindranceOf(seeker, giver) === 0) {
          measure(seeker, giver, points)
          fit = Math.round(fitOf(points, scale)) - worthIt + seeker.urgency
        } else fit = -worthIt * 10
      }
      if (fit + load > 0) all[found++] = (fit + load) * all.length + row * places.length + column
    }
  }
  const [served, taken] = [new Uint8Array(waiting.length), new Uint8Array(places.length)]
  let [sum, count] = [0, 0]
  for (const cell of all.subarray(0, found).sort().reverse()) {
    const at = cell % all.length
    const [row, column] = [Math.floor(at / places.length), at % places.length]
    if (served[row] || taken[column]) continue
    served[row] = taken[column] = 1
    sum += Math.floor(cell / all.length)
    count++
  }
  return [Math.round(sum / 10), count]
}
