import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Env, SetupError, readEnv } from '#app/platform/env.server.ts'
import { pendingMigrations } from '#prisma/migrate.ts'
import { root } from './build.ts'

export interface RunningServer {
  address: string
  close(): Promise<void>
}

/** Demo people can be picked without a password, so a database that may hold real ones must be named twice. */
export function refuseDemoWithRealDatabase(variables: NodeJS.ProcessEnv) {
  if (variables.DEMO !== '1' || !variables.DATABASE_URL || variables.DEMO_ALLOW_EXTERNAL_DB === '1') return
  throw new SetupError('DEMO=1 lets anyone sign in as anyone, so it is refused together with DATABASE_URL: leave DEMO out, or set DEMO_ALLOW_EXTERNAL_DB=1 for a database without real people.')
}

/** The environment as the server will read it. @throws SetupError naming the first variable that is missing or wrong. */
export const checkEnvironment = (): Env => readEnv(process.env)

/** Starts what `npm run build` made, in this process, as the app's restricted role. */
export async function startBuiltServer(databaseUrl: string): Promise<RunningServer> {
  const file = path.join(root, 'build/server/index.js')
  if (!fs.existsSync(file)) throw new SetupError('There is no built server: run npm run build first.')
  const pending = await pendingMigrations(databaseUrl)
  if (pending.length > 0) throw new SetupError(`The database lacks ${pending.length} migration${pending.length === 1 ? '' : 's'} (first ${pending[0]}): start with MIGRATE=1, or run npm run db -- migrate.`)
  const built = await import(pathToFileURL(file).href)
  return built.entry.module.startServer({ build: built, databaseUrl })
}
