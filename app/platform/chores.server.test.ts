import { afterEach, expect, test } from 'vitest'
import { startChores, wakeChores } from './chores.server.ts'

let stop = async () => {}
afterEach(() => stop())

test('whoever wakes the chores waits for a round that began afterwards, also while one is under way', async () => {
  const begun: number[] = []
  let release = () => {}
  stop = startChores([{ name: 'slow', work: () => new Promise((done) => (begun.push(begun.length), (release = done))) }], () => {})
  const over: string[] = []
  const woken = wakeChores().then(() => over.push('woken'))
  expect(begun).toEqual([0])
  release()
  await expect.poll(() => begun).toEqual([0, 1])
  expect(over).toEqual([])
  release()
  await woken
  const again = wakeChores()
  await expect.poll(() => begun).toEqual([0, 1, 2])
  release()
  await again
})

test('a chore that fails is reported and keeps neither the others nor the waker', async () => {
  const done: string[] = []
  const failed: string[] = []
  const chores = [{ name: 'broken', work: async () => Promise.reject(new Error('no')) }, { name: 'sound', work: async () => void done.push('sound') }]
  stop = startChores(chores, (chore) => failed.push(chore))
  await wakeChores()
  expect(failed).toContain('broken')
  expect(done).toContain('sound')
})

test('a part that fails is reported under its chore’s name, and the other parts are done', async () => {
  const done: number[] = []
  const failed: string[] = []
  const parts = async (_: Date, report: (error: unknown) => void = () => {}) => {
    for (const part of [1, 2]) await (part === 1 ? Promise.reject(new Error('no')) : Promise.resolve(done.push(part))).catch(report)
  }
  stop = startChores([{ name: 'parts', work: parts }], (chore) => failed.push(chore))
  await wakeChores()
  expect(failed).toContain('parts')
  expect(done).toContain(2)
})

test('stopping lets the waker go', async () => {
  let rounds = 0
  const end = startChores([{ name: 'counted', work: async () => void rounds++ }], () => {})
  const woken = wakeChores()
  await end()
  await woken
  await wakeChores()
  expect(rounds).toBe(1)
})
