import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { useDatabase } from '#tests/support/database.ts'
import { named } from '#tests/support/cluster.ts'
import { loginOf } from './app-role.ts'
import { appUrl, knownMigrations, migrate, pendingMigrations } from './migrate.ts'

const database = useDatabase({ connected: false })

describe('migrations', () => {
  test('are recorded as Prisma records them, and applied once', async () => {
    expect(await migrate(database.ownerUrl)).toEqual({ applied: [] })
    const rows = await database.owner('SELECT migration_name AS name, checksum, applied_steps_count AS steps, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY 1')
    expect(rows).toEqual(knownMigrations().map(({ name, checksum }) => ({ name, checksum, steps: 1, finished: true })))
  })

  test('may be asked for by several processes at once', async () => {
    const name = `${inject('template')}_several`
    await database.owner(`CREATE DATABASE "${name}" TEMPLATE template0`)
    const url = named(database.ownerUrl, name)
    try {
      const done = await Promise.all([migrate(url), migrate(url), migrate(url)])
      expect(done.map(({ applied }) => applied.length).sort()).toEqual([0, 0, knownMigrations().length])
    } finally {
      await database.owner(`DROP DATABASE "${name}" WITH (FORCE)`)
      await database.owner(`DROP ROLE IF EXISTS ${loginOf(name)}`)
    }
  })

  test('changed after they were applied are refused in a sentence', async () => {
    await database.owner(`UPDATE _prisma_migrations SET checksum = 'other'`)
    try {
      await expect(migrate(database.ownerUrl)).rejects.toThrow(/was changed after it was applied: undo the change, or empty the database/)
    } finally {
      for (const { name, checksum } of knownMigrations()) await database.owner('UPDATE _prisma_migrations SET checksum = $2 WHERE migration_name = $1', [name, checksum])
    }
  })
})

describe("the app's login", () => {
  test('owns nothing and cannot pass row-level security', async () => {
    const [me] = await database.asActor('visitor', `
      SELECT current_user AS role, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication AS mighty,
        (SELECT count(*) FROM pg_class WHERE relowner = r.oid) AS owned, pg_has_role('samkraft_app', 'USAGE') AS member
      FROM pg_roles r WHERE rolname = current_user`)
    expect(me).toMatchObject({ role: loginOf(inject('template')), mighty: false, owned: 0, member: true })
    const unguarded = await database.owner(`
      SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations'
        AND NOT (relrowsecurity AND relforcerowsecurity)`)
    expect(unguarded).toEqual([])
  })

  test('may not read its own password, nor change what Prisma wrote down, nor make tables', async () => {
    await expect(database.asActor('visitor', 'SELECT * FROM owner_only.app_login')).rejects.toThrow(/permission denied/)
    await expect(database.asActor('visitor', 'DELETE FROM _prisma_migrations')).rejects.toThrow(/permission denied/)
    await expect(database.asActor('visitor', 'CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/)
    await expect(database.asActor('visitor', 'DELETE FROM pgboss.queue')).rejects.toThrow(/permission denied/)
  })

  test("is what an owner's address becomes; its own address stays, and it can see that nothing is pending", async () => {
    expect(new URL(database.appUrl).username).toBe(loginOf(inject('template')))
    expect(await appUrl(database.appUrl)).toBe(database.appUrl)
    expect(await pendingMigrations(database.appUrl)).toEqual([])
  })

  test('is the only way in: another role, or an owner without that login, is refused', async () => {
    const stranger = `${inject('template')}_stranger`
    await database.owner(`CREATE ROLE ${stranger} LOGIN PASSWORD 'x'`)
    try {
      const address = new URL(database.ownerUrl)
      address.username = stranger
      address.password = 'x'
      await expect(appUrl(address.href)).rejects.toThrow(/has no rights in the database/)
    } finally {
      await database.owner(`DROP ROLE ${stranger}`)
    }
    const [kept] = await database.owner('DELETE FROM owner_only.app_login RETURNING role, password')
    try {
      await expect(appUrl(database.ownerUrl)).rejects.toThrow(/has not been set up for Samkraft: run npm run db -- migrate/)
    } finally {
      await database.owner('INSERT INTO owner_only.app_login VALUES ($1, $2)', [kept!.role, kept!.password])
    }
  })

  test('gets a short name of its own for any database name', () => {
    expect(loginOf('samkraft')).toBe('samkraft_app_samkraft')
    expect(loginOf('Æ'.repeat(40))).toMatch(/^samkraft_app_[0-9a-f]{24}$/)
  })
})

test.each([
  // A user that does not exist rather than a wrong password: some servers ask for none.
  ['wrong user', (url: URL) => (url.username = 'nobody_here'), /refused the user nobody_here: correct the user or password in DATABASE_URL/],
  ['no such database', (url: URL) => (url.pathname = '/nowhere'), /There is no database named nowhere .*: create it, or correct DATABASE_URL/],
  ['nobody there', (url: URL) => (url.port = '1'), /does not answer .*: start it, or correct DATABASE_URL/],
])('a wrong address says so in one sentence: %s', async (_, spoil, sentence) => {
  const url = new URL(database.ownerUrl)
  spoil(url)
  await expect(migrate(url.href)).rejects.toThrow(sentence)
})

test('an owner who is no superuser can set everything up', async () => {
  const owner = `${inject('template')}_owner`
  const name = `${inject('template')}_owned`
  await database.owner(`CREATE ROLE ${owner} LOGIN CREATEROLE PASSWORD 'x'`)
  await database.owner(`GRANT ${owner} TO CURRENT_USER`)
  await database.owner(`GRANT samkraft_app TO ${owner} WITH ADMIN OPTION`)
  await database.owner(`CREATE DATABASE "${name}" TEMPLATE template0 OWNER ${owner}`)
  const address = new URL(named(database.ownerUrl, name))
  address.username = owner
  address.password = 'x'
  try {
    await migrate(address.href)
    const app = new pg.Client(await appUrl(address.href))
    await app.connect()
    expect((await app.query('SELECT current_user AS me')).rows[0].me).toBe(loginOf(name))
    expect((await app.query('SELECT count(*)::int AS lines FROM help_lines')).rows[0].lines).toBeGreaterThan(0)
    await app.end()
  } finally {
    await database.owner(`DROP DATABASE "${name}" WITH (FORCE)`)
    await database.owner(`DROP ROLE IF EXISTS ${loginOf(name)}`)
    await database.owner(`DROP ROLE ${owner}`)
  }
})
