import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { SetupError } from '#app/platform/env.server.ts'
import { openDatabase } from './connection.ts'

/**
 * The app connects with a login that owns nothing and cannot pass row-level security: one per database, a member of the
 * group role samkraft_app that the policies name. Its password is made here and kept in a table only the owner reads,
 * so every process that is given the owner's DATABASE_URL can find it, and nobody has to invent or carry it.
 */
const group = 'samkraft_app'

/** A role's name holds for the whole server and may have 63 bytes. */
export function loginOf(database: string) {
  const plain = `${group}_${database}`
  return /^[a-z0-9_]{1,63}$/.test(plain) ? plain : `${group}_${createHash('sha256').update(database).digest('hex').slice(0, 24)}`
}

export async function prepareAppLogin(client: pg.Client) {
  const { rows } = await client.query<{ database: string }>('SELECT current_database() AS database')
  const role = loginOf(rows[0]!.database)
  try {
    await client.query('BEGIN')
    await client.query('CREATE SCHEMA IF NOT EXISTS owner_only')
    await client.query('CREATE TABLE IF NOT EXISTS owner_only.app_login (role text PRIMARY KEY, password text NOT NULL)')
    const { rows: found } = await client.query<{ kept: boolean; exists: boolean }>(
      `SELECT EXISTS (SELECT FROM owner_only.app_login WHERE role = $1) AS kept, EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS exists`,
      [role],
    )
    const { kept, exists } = found[0]!
    if (!kept || !exists) {
      // The same name with another password: the database was restored, or its copy was set up before.
      const password = randomBytes(24).toString('hex')
      await client.query(`${exists ? 'ALTER' : 'CREATE'} ROLE ${client.escapeIdentifier(role)} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '${password}'`)
      await client.query('DELETE FROM owner_only.app_login')
      await client.query('INSERT INTO owner_only.app_login (role, password) VALUES ($1, $2)', [role, password])
    }
    const { rows: membership } = await client.query<{ member: boolean }>(`SELECT pg_has_role($1, $2, 'USAGE') AS member`, [role, group])
    if (!membership[0]!.member) await client.query(`GRANT ${group} TO ${client.escapeIdentifier(role)}`)
    await client.query(`GRANT CONNECT ON DATABASE ${client.escapeIdentifier(rows[0]!.database)} TO ${group}`)
    await client.query(`GRANT SELECT ON _prisma_migrations TO ${group}`)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    if ((error as { code?: string }).code !== '42501') throw error
    throw new SetupError(
      `The role in DATABASE_URL may not create the app's login ${role} (${(error as Error).message}): give it CREATEROLE, and ADMIN OPTION on ${group} if that role exists already. docs/operations.md shows how.`,
    )
  }
}

/**
 * The address the app connects with. An owner's address becomes the one of the app's login; one that is restricted
 * already stays as it is.
 * @throws SetupError for a role that could pass row-level security with no login to use instead.
 */
export async function appUrl(url: string): Promise<string> {
  const client = await openDatabase(url)
  try {
    const { rows } = await client.query<{ role: string; mighty: boolean; member: boolean; database: string; ready: boolean }>(`
      SELECT current_user AS role, current_database() AS database,
        EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'owner_only' AND c.relname = 'app_login') AS ready,
        me.rolsuper OR me.rolbypassrls OR me.rolcreaterole OR EXISTS (
          SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname IN ('public', 'owner_only', 'pgboss') AND pg_has_role(c.relowner, 'MEMBER'))
          OR pg_has_role((SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER') AS mighty,
        EXISTS (SELECT FROM pg_roles WHERE rolname = '${group}' AND pg_has_role(oid, 'USAGE')) AS member
      FROM pg_roles me WHERE me.rolname = current_user`)
    const { role, mighty, member, database, ready } = rows[0]!
    const unprepared = new SetupError(`The database ${database} has not been set up for Samkraft: run npm run db -- migrate, or start with MIGRATE=1.`)
    if (!mighty) {
      if (member) return url
      throw new SetupError(`The role ${role} in DATABASE_URL has no rights in the database ${database}: use its owner, or a member of ${group}.`)
    }
    if (!ready) throw unprepared
    const { rows: logins } = await client.query<{ role: string; password: string }>(
      'SELECT l.role, l.password FROM owner_only.app_login l JOIN pg_roles r ON r.rolname = l.role WHERE NOT r.rolsuper AND NOT r.rolbypassrls',
    )
    if (!logins[0]) throw unprepared
    const address = new URL(url)
    address.username = encodeURIComponent(logins[0].role)
    address.password = logins[0].password
    return address.href
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new SetupError('The role in DATABASE_URL can pass row-level security but may not read the app\'s login: use the owner of the database.')
  } finally {
    await client.end()
  }
}
