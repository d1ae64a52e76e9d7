import type { LoaderFunctionArgs } from '@remix-run/node'
import { visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { jobsRun } from '#app/platform/jobs.server.ts'

/** For whoever watches over the server: 200 when the database answers and jobs run, else 503. */
export async function loader(_: LoaderFunctionArgs) {
  const database = await answers()
  const jobs = jobsRun()
  const well = database && jobs
  return Response.json(
    { status: well ? 'ok' : 'failing', database: database ? 'ok' : 'failing', jobs: jobs ? 'ok' : 'failing' },
    { status: well ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}

async function answers(): Promise<boolean> {
  const asked = lean(visitor, (sql) => sql`SELECT 1 AS one`).then(() => true, () => false)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((done) => (timer = setTimeout(done, 2_000, false)))
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}
