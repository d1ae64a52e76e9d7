import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { SetupError } from '#app/platform/env.server.ts'
import { openDatabase } from '#prisma/connection.ts'
import { migrate, pendingMigrations } from '#prisma/migrate.ts'
import { createOrganisation } from '#prisma/organisation.ts'
import { root } from './build.ts'
import { addDemo } from './demo.ts'
import { type Database, openOwnDatabase } from './own-database.ts'
import { run } from './sentences.ts'

/** The database from the command line: the one DATABASE_URL names, else the embedded one (which must not be running). */
const usage = `npm run db -- COMMAND
  migrate                    applies what is missing and prepares the app's login
  status                     what is applied, what is missing, and whether prisma/schema agrees
  reset                      empties the database and migrates it again (embedded: with the demo)
  seed                       adds the demo
  create-organisation SLUG --name NAME --country NO|SE --administrator MAIL [--administrator-name NAME]
  backup FILE                copies the whole embedded database, with its keys, into one file
  restore FILE               puts such a copy back
  new-migration NAME         writes the migration that prisma/schema asks for
  generate                   generates the client in app/generated/prisma`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { name: { type: 'string' }, country: { type: 'string' }, administrator: { type: 'string' }, 'administrator-name': { type: 'string' }, yes: { type: 'boolean' } },
})
const [command, subject] = positionals

const commands: Record<string, (database: Database) => Promise<void>> = {
  async migrate({ ownerUrl }) {
    const { applied } = await migrate(ownerUrl)
    console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'Nothing to apply.')
  },

  async status({ ownerUrl }) {
    const pending = await pendingMigrations(ownerUrl)
    console.log(pending.length > 0 ? `Missing: ${pending.join(', ')}.` : 'Every migration is applied.')
    if (pending.length > 0) return void (process.exitCode = 1)
    const { engineIsInstalled, lackingSql } = await import('#prisma/engine.ts')
    if (!engineIsInstalled()) return console.log('prisma/schema was not compared: the engine that can is a development package and not installed here.')
    const lacking = await lackingSql(ownerUrl)
    console.log(lacking ? `prisma/schema asks for more:\n${lacking}` : 'The database and prisma/schema agree.')
    if (lacking) process.exitCode = 1
  },

  async reset({ ownerUrl, embedded }) {
    const name = new URL(ownerUrl).pathname.slice(1)
    if (!embedded && !values.yes) throw new SetupError(`This deletes everything in the database ${name}: say so with npm run db -- reset --yes.`)
    const client = await openDatabase(ownerUrl)
    try {
      await client.query('DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA IF EXISTS owner_only CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    } finally {
      await client.end()
    }
    await migrate(ownerUrl)
    if (embedded) await loadDemo(ownerUrl)
    console.log(`The database ${name} is ${embedded ? 'as new, with the demo' : 'empty and migrated'}.`)
  },

  async seed({ ownerUrl, embedded }) {
    if (!embedded && process.env.DEMO_ALLOW_EXTERNAL_DB !== '1') throw new SetupError('The demo is for a database without real people: set DEMO_ALLOW_EXTERNAL_DB=1 to add it to the one DATABASE_URL names.')
    await migrate(ownerUrl)
    await loadDemo(ownerUrl)
  },

  async 'create-organisation'({ ownerUrl }) {
    if (!subject || !values.name || !values.country || !values.administrator) throw new SetupError(usage)
    const made = await createOrganisation(ownerUrl, {
      slug: subject,
      name: values.name,
      country: values.country.toUpperCase(),
      administrator: { email: values.administrator, name: values['administrator-name'] },
    })
    console.log(`${values.name} is at /o/${subject}; ${values.administrator} signs in by mail and manages it at /manage/${subject}${made.newPerson ? '' : ' (the person was known already)'}.`)
  },

  async 'new-migration'({ ownerUrl }) {
    if (!subject || !/^[a-z0-9_]+$/.test(subject)) throw new SetupError('Name the migration in lower case with underscores: npm run db -- new-migration add_groups')
    const { writeMigration } = await import('#prisma/engine.ts')
    const written = await writeMigration(ownerUrl, subject, new Date())
    console.log(written ? `${written}: add its policies and grants by hand, then npm run db -- migrate && npm run db -- generate.` : 'prisma/schema asks for nothing new.')
  },
}

async function loadDemo(ownerUrl: string) {
  const { organisations, people, activities } = await addDemo(ownerUrl)
  console.log(organisations ? `Added ${organisations} organisations, ${people} people and ${activities} activities.` : 'The demo is there already.')
}

/** Prisma's command line weighs 200 MB, so it is fetched when somebody changes the schema, at the adapter's version. */
function generate() {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  const version: string = lock.packages['node_modules/@prisma/adapter-pg'].version
  // It wants to download an engine that generating does not use; a binary that exists and fails keeps it from that.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/false' }
  const done = spawnSync('npx', ['--yes', `prisma@${version}`, 'generate', '--schema', 'prisma/schema'], { cwd: root, env, stdio: 'inherit' })
  if (done.status !== 0) throw new SetupError(`prisma@${version} could not generate the client; the reason stands above.`)
}

await run(async () => {
  if (command === 'generate') return generate()
  if (command === 'backup' || command === 'restore') {
    if (!subject) throw new SetupError(`Name the file: npm run db -- ${command} samkraft.tar.gz`)
    const copies = await import('./embedded-copy.ts')
    return copies[command](subject)
  }
  const chosen = command ? commands[command] : undefined
  if (!chosen) throw new SetupError(usage)
  const database = await openOwnDatabase()
  try {
    await chosen(database)
  } finally {
    await database.stop()
  }
})
