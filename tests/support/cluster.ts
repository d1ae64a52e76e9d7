import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '#prisma/migrate.ts'
import { loginOf } from '#prisma/app-role.ts'
import { startCluster } from '../../scripts/embedded-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's address with a role that may create databases, and the migrated database each file's own is copied from. */
    server: string
    template: string
  }
}

/**
 * Once per run: a PostgreSQL (an embedded one in a temporary folder, or the one DATABASE_URL names) with a migrated
 * template database. Everything made here is taken away again.
 */
export default async function setup(project: TestProject) {
  const given = process.env.DATABASE_URL
  const folder = given ? undefined : fs.mkdtempSync(path.join(os.tmpdir(), 'samkraft-test-'))
  if (folder) fs.chmodSync(folder, 0o755) // the database's own user must get in
  const cluster = folder ? await startCluster({ folder, durable: false }) : undefined
  const server = given || cluster!.url
  const template = `samkraft_test_${process.pid}`

  const admin = new pg.Client(server)
  await admin.connect()
  const { rows } = await admin.query(`SELECT FROM pg_roles WHERE rolname = 'samkraft_app'`)
  const hadGroup = rows.length > 0
  // template0: what somebody put into template1 of their server is not part of Samkraft.
  await admin.query(`CREATE DATABASE "${template}" TEMPLATE template0`)
  await migrate(named(server, template))
  // So that a role which is no superuser may see and end the app's connections, as tests about locks and losses do.
  await admin.query(`GRANT ${loginOf(template)} TO CURRENT_USER`)
  await admin.query(`ALTER DATABASE "${template}" WITH IS_TEMPLATE true`)
  project.provide('server', server)
  project.provide('template', template)

  return async () => {
    if (!cluster) {
      await admin.query(`ALTER DATABASE "${template}" WITH IS_TEMPLATE false`)
      const left = await admin.query('SELECT datname FROM pg_database WHERE datname = $1 OR datname LIKE $2', [template, `${template}\\_%`])
      for (const { datname } of left.rows) await admin.query(`DROP DATABASE "${datname}" WITH (FORCE)`)
      const logins = await admin.query('SELECT rolname FROM pg_roles WHERE rolname = $1 OR rolname LIKE $2', [loginOf(template), `${loginOf(template)}\\_%`])
      for (const { rolname } of logins.rows) await admin.query(`DROP ROLE "${rolname}"`)
      if (!hadGroup) await admin.query('DROP ROLE IF EXISTS samkraft_app')
    }
    await admin.end()
    await cluster?.stop()
    if (folder) fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** The same server, another database. */
export function named(url: string, database: string) {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}
