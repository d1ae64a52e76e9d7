import { expect, test } from 'vitest'
import type { Proposed } from '#app/domain/companions/matching/schema.ts'
import { makePool } from '#tests/support/pools.ts'
import { inWorker } from './worker.server.ts'

const file = '#app/domain/companions/matching/worker.ts'
const ask = (pool: unknown) => inWorker<Proposed>(file, { pool })

test('answers each question, also many at once, and the same as without a thread of its own', async () => {
  const pools = [1, 2, 3].map((seed) => makePool({ seekers: 20, places: 15, seed }))
  const { propose } = await import('#app/domain/companions/matching/proposing.ts')
  expect(await Promise.all(pools.map(ask))).toEqual(pools.map((pool) => propose({ pool })))
})

test('what goes wrong there is told, and the next question is answered', async () => {
  await expect(ask(null)).rejects.toThrow(TypeError)
  expect((await ask(makePool({ seekers: 3, places: 3 }))).proposals).toHaveLength(3)
})

test('this thread answers others meanwhile', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 5)
  await ask(makePool({ seekers: 1_200, places: 600 }))
  clearInterval(timer)
  expect(turns).toBeGreaterThan(10)
})
