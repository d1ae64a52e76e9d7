import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { SetupError } from '#app/platform/env.server.ts'
import { prepareAppLogin } from './app-role.ts'
import { openDatabase } from './connection.ts'
import { prepareQueues } from './queues.ts'

export { appUrl } from './app-role.ts'

/** The lock `prisma migrate deploy` takes, so that neither runs into the other. */
const prismaLock = 72707369
const folder = fileURLToPath(new URL('migrations/', import.meta.url))

interface Migration {
  name: string
  sql: string
  checksum: string
}

export function knownMigrations(): Migration[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const sql = fs.readFileSync(`${folder}${name}/migration.sql`, 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * Brings a database to the newest form: the migrations that are missing (one transaction each), the job queues, and the
 * login the app connects with. Safe to run from several processes at once; the second finds nothing left to do.
 */
export async function migrate(ownerUrl: string): Promise<{ applied: string[] }> {
  const client = await openDatabase(ownerUrl)
  try {
    await client.query(`SET lock_timeout = '5min'`)
    await client.query('SELECT pg_advisory_lock($1)', [prismaLock])
    await client.query(`SET lock_timeout = '30s'`)
    const missing = await missingMigrations(client)
    for (const migration of missing) await apply(client, migration)
    await prepareQueues(client, ownerUrl)
    await prepareAppLogin(client)
    return { applied: missing.map(({ name }) => name) }
  } finally {
    await client.end()
  }
}

/** Names of the migrations a database still needs. Also answered to the app's own role. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const client = await openDatabase(url)
  try {
    return (await missingMigrations(client)).map(({ name }) => name)
  } finally {
    await client.end()
  }
}

async function missingMigrations(client: pg.Client): Promise<Migration[]> {
  const { rows: tables } = await client.query(`SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there`)
  if (!tables[0].there) return knownMigrations()
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
    'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const applied = new Map(rows.map((row) => [row.migration_name, row]))
  return knownMigrations().filter((migration) => {
    const there = applied.get(migration.name)
    if (!there) return true
    if (!there.finished) throw new SetupError(`The migration ${migration.name} was begun and not finished: mend the database, then run npm run db -- migrate.`)
    if (there.checksum !== migration.checksum) {
      throw new SetupError(`The migration ${migration.name} was changed after it was applied: undo the change, or empty the database with npm run db -- reset.`)
    }
    return false
  })
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration) {
  // As `prisma migrate deploy` keeps it, so that Prisma's own tools find what they expect.
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
    logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`)
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), clock_timestamp(), 1)',
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    const { code, message } = error as { code?: string; message: string }
    if (code === '42501') {
      throw new SetupError(`The role in DATABASE_URL may not set up the database (${message}): it must own the database and be allowed to create roles. docs/operations.md shows how.`)
    }
    throw new Error(`The migration ${name} failed and was undone: ${message}`, { cause: error })
  }
}
