import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { SetupError } from '#app/platform/env.server.ts'
import { startCluster } from './embedded-postgres.ts'
import { dataFolder } from './own-database.ts'

/**
 * The embedded database is copied cold: its folder, cleanly shut down, with the keys beside it, as one compressed tar
 * file. The packages it comes from carry no pg_dump. The same PostgreSQL major version reads it on the same kind of machine.
 */
const kept = ['database-password', 'secret-keys', 'vapid-keys']

export async function backup(file: string) {
  const home = notElsewhere()
  const target = path.resolve(file)
  if (!fs.existsSync(path.join(home, 'postgres'))) throw new SetupError(`There is no embedded database in ${home}.`)
  await settleDown(home)
  const coming = `${target}.${process.pid}`
  const files = kept.filter((name) => fs.existsSync(path.join(home, name)))
  // The data may be a link to where the database's own user reaches it.
  fs.closeSync(fs.openSync(coming, 'w', 0o600))
  tar(['-czhf', coming, '-C', home, 'postgres', ...files], target)
  fs.renameSync(coming, target)
  console.log(`${target} holds the whole database and its keys: keep it as safe as the data itself.`)
}

export async function restore(file: string) {
  const home = notElsewhere()
  const source = path.resolve(file)
  if (!fs.existsSync(source)) throw new SetupError(`There is no file ${source}.`)
  if (fs.existsSync(path.join(home, 'postgres'))) throw new SetupError(`${home} holds a database already: move it away first, or restore into another folder with DATA_DIR.`)
  fs.mkdirSync(home, { recursive: true })
  tar(['-xzf', source, '-C', home, '--no-same-owner'], source)
  await settleDown(home)
  console.log(`${home} holds the database of ${source}. Start it with npm start.`)
}

function notElsewhere() {
  if (process.env.DATABASE_URL) throw new SetupError('This copies the embedded database; for the one DATABASE_URL names use pg_dump and pg_restore (docs/operations.md).')
  return dataFolder()
}

/** Started and stopped once: refuses while somebody runs it, mends what a crash left, and ends cleanly shut down. */
async function settleDown(home: string) {
  const cluster = await startCluster({ folder: home })
  await cluster.stop()
}

function tar(words: string[], file: string) {
  const done = spawnSync('tar', words, { encoding: 'utf8' })
  if (done.status === 0) return
  if (/No space left/.test(done.stderr)) throw new SetupError(`The disk is full: make room and try again.`)
  throw new SetupError(`tar could not do it (${(done.error?.message ?? done.stderr).trim().split('\n').at(-1)}): ${file}.`)
}
