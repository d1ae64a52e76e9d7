import { expect, test } from 'vitest'
import { connect, disconnect } from '#app/platform/db.server.ts'
import { startJobs, stopJobs } from '#app/platform/jobs.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { loader } from './healthz.ts'

const database = useDatabase()

test('is well only while the database answers and jobs run', async () => {
  const health = async () => {
    const answer = await loader({} as never)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    return [answer.status, await answer.json()]
  }
  expect(await health()).toEqual([503, { status: 'failing', database: 'ok', jobs: 'failing' }])
  await startJobs(database.appUrl)
  expect(await health()).toEqual([200, { status: 'ok', database: 'ok', jobs: 'ok' }])
  await stopJobs()
  await disconnect()
  expect(await health()).toEqual([503, { status: 'failing', database: 'failing', jobs: 'failing' }])
  connect(database.appUrl)
})
