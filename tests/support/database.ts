import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { type Actor, actorSetting } from '#app/platform/actor.ts'
import { connect, disconnect } from '#app/platform/db.server.ts'
import { appUrl } from '#prisma/migrate.ts'
import { named } from './cluster.ts'

type Row = Record<string, any>

export interface TestDatabase {
  /** Addresses, known once the file's tests begin. */
  readonly ownerUrl: string
  readonly appUrl: string
  /** Plain SQL as the owner, who sees everything: to arrange and to check. */
  owner<R extends Row = Row>(text: string, values?: unknown[]): Promise<R[]>
  /** Plain SQL as the app's role in one transaction for an actor ('visitor', 'person:<uuid>', 'system:<purpose>'): to ask the second lock itself. */
  asActor<R extends Row = Row>(actor: Actor | string, text: string, values?: unknown[]): Promise<R[]>
}

/**
 * A database of its own for a test file, copied from the migrated template (a tenth of a second) and dropped afterwards.
 * The app's `lean` and `transaction` are connected to it, as the restricted role, unless `connected: false`.
 */
export function useDatabase({ connected = true } = {}): TestDatabase {
  const name = `${inject('template')}_${randomBytes(5).toString('hex')}`
  let ownerUrl = ''
  let restricted = ''
  let owner: pg.Pool
  let app: pg.Pool

  beforeAll(async () => {
    await administer(`CREATE DATABASE "${name}" TEMPLATE "${inject('template')}"`)
    ownerUrl = named(inject('server'), name)
    restricted = await appUrl(ownerUrl)
    owner = quiet(new pg.Pool({ connectionString: ownerUrl, max: 4, options: '-c timezone=UTC' }))
    app = quiet(new pg.Pool({ connectionString: restricted, max: 4, options: '-c timezone=UTC' }))
    if (connected) connect(restricted)
  }, 60_000)

  afterAll(async () => {
    if (connected) await disconnect()
    await owner?.end()
    await app?.end()
    await administer(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  }, 60_000)

  return {
    get ownerUrl() {
      return ownerUrl
    },
    get appUrl() {
      return restricted
    },
    async owner<R extends Row>(text: string, values: unknown[] = []) {
      return (await owner.query<R>(text, values)).rows
    },
    async asActor<R extends Row>(actor: Actor | string, text: string, values: unknown[] = []) {
      const client = await app.connect()
      try {
        await client.query('BEGIN')
        await client.query(`SELECT set_config('app.actor', $1, true)`, [typeof actor === 'string' ? actor : actorSetting(actor)])
        const { rows } = await client.query<R>(text, values)
        await client.query('COMMIT')
        return rows
      } catch (error) {
        await client.query('ROLLBACK')
        throw error
      } finally {
        client.release()
      }
    },
  }
}

/** Copies of one template must be made one after another; files that run side by side take turns. */
async function administer(statement: string) {
  const admin = new pg.Client(inject('server'))
  await admin.connect()
  try {
    await admin.query('SELECT pg_advisory_lock(72707371)')
    await admin.query(statement)
  } finally {
    await admin.end()
  }
}

function quiet(pool: pg.Pool) {
  pool.on('error', () => {}) // a server restarted by a test closes idle connections; the next query says what matters
  return pool
}
