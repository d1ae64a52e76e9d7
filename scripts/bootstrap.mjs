/**
 * What has to happen before anything of ours can run: the packages of package-lock.json and the Node they bring along.
 * Plain JavaScript without packages, for any Node from 20 on.
 */
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const modules = path.join(root, 'node_modules')
const pinnedNode = path.join(modules, '.bin', 'node')

/**
 * Installs if needed, then runs a script of this folder on the pinned Node: in this process when it is that Node already.
 * @param {string} script
 */
export async function runOnPinnedNode(script) {
  try {
    const differences = differencesFromLock()
    if (differences.length > 0) install(differences)
    trim()
    const file = path.join(root, 'scripts', script)
    const wanted = lockedVersion('node_modules/node')
    if (process.version === `v${wanted}`) await import(new URL(script, import.meta.url).href)
    else process.exitCode = await handOver(file, wanted)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

/** Something the reader can mend; its message says how. */
class Refusal extends Error {}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

const lock = () => {
  const read = readJson(path.join(root, 'package-lock.json'))
  if (!read) throw new Refusal('package-lock.json is missing or damaged: get it back with git checkout package-lock.json.')
  return read
}

/** @param {string} place */
const lockedVersion = (place) => lock().packages[place]?.version

/** Packages whose installed version is not the lock's; those for other machines (or left out as optional) do not count. */
function differencesFromLock() {
  const installed = readJson(path.join(modules, '.package-lock.json'))?.packages ?? {}
  const differences = Object.entries(lock().packages).filter(([place, wanted]) => {
    if (place === '' || wanted.link) return false
    const there = installed[place]
    if (!there) return !wanted.optional
    return there.version !== wanted.version || !fs.existsSync(path.join(root, place, 'package.json'))
  })
  if (differences.length === 0 && !fs.existsSync(pinnedNode)) return ['node_modules/node']
  return differences.map(([place]) => place)
}

/**
 * `npm install --no-save` rather than `npm ci`: the lock was written where some packages for other systems are not
 * offered, and `npm ci` refuses such a lock. What it installed is compared with the lock afterwards.
 * @param {string[]} before
 */
function install(before) {
  const first = !fs.existsSync(path.join(modules, '.package-lock.json'))
  console.log(first ? 'Installing what package-lock.json names (a few minutes the first time) …' : `Installing ${before.length} changed package${before.length === 1 ? '' : 's'} …`)
  checkWritable()
  const words = ['install', '--no-save', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=error']
  // Without this, npm asks a registry that does not answer for each package, and again, for a quarter of an hour. Its cache may do.
  const answers = registryAnswers()
  if (!answers) words.push('--offline')
  npm(words, answers ? undefined : noNetwork)
  // Where install scripts are switched off, the runtime is still to be fetched; its script does that and nothing else.
  if (!fs.existsSync(path.join(modules, 'node/bin/node'))) {
    const setup = spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: path.join(modules, 'node'), encoding: 'utf8' })
    if (setup.status !== 0 || !fs.existsSync(path.join(modules, 'node/bin/node'))) throw new Refusal(whyNot(`${setup.stdout}${setup.stderr}`))
  }
  const after = differencesFromLock()
  if (after.length > 0) {
    throw new Refusal(`npm installed other versions than package-lock.json names (${after.slice(0, 3).join(', ')}${after.length > 3 ? ', …' : ''}): remove node_modules and start again.`)
  }
}

function checkWritable() {
  try {
    fs.mkdirSync(modules, { recursive: true })
    fs.accessSync(modules, fs.constants.W_OK)
  } catch (error) {
    if (error.code === 'ENOSPC') throw new Refusal(`The disk that holds ${root} is full: make room (about 700 MB) and start again.`)
    throw new Refusal(`${root} cannot be written to: start as the user it belongs to, or clone it to a folder of your own.`)
  }
}

function registryAnswers() {
  const asked = spawnSync('npm', ['ping', '--fetch-retries=0', '--fetch-timeout=20000', '--loglevel=error'], { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' })
  return asked.status === 0 || !unreachable.test(asked.stderr ?? '')
}

/**
 * @param {string[]} words
 * @param {string} [instead] what to say when it fails
 */
function npm(words, instead) {
  const lockBefore = fs.readFileSync(path.join(root, 'package-lock.json'))
  const done = spawnSync('npm', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'inherit', 'pipe'], shell: process.platform === 'win32' })
  // Older npm versions rewrite the lock in spite of --no-save.
  if (!fs.readFileSync(path.join(root, 'package-lock.json')).equals(lockBefore)) fs.writeFileSync(path.join(root, 'package-lock.json'), lockBefore)
  if (done.error) throw new Refusal('npm is not installed here: install Node.js with npm (nodejs.org) and start again.')
  if (done.status !== 0) throw new Refusal(instead ?? whyNot(done.stderr))
}

const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|EHOSTUNREACH|network/i
const noNetwork = 'The packages could not be fetched because the npm registry does not answer: connect to the network (or correct npm\'s registry and proxy settings) and start again.'

/** @param {string} output */
function whyNot(output) {
  if (unreachable.test(output)) return noNetwork
  if (/ENOSPC|no space left/i.test(output)) return `The disk that holds ${root} is full: make room (about 700 MB) and start again.`
  if (/EACCES|EPERM|EROFS/.test(output)) return `npm may not write to ${root}: start as the user it belongs to, or clone it to a folder of your own.`
  const reason = output.split('\n').find((line) => /npm (error|ERR!)/.test(line) && !/ code /.test(line))?.replace(/^npm (error|ERR!)\s*/, '')
  return `npm could not install the packages${reason ? ` (${reason.trim()})` : ''}: mend that and start again.`
}

/**
 * What packages bring along that nothing here reads: the runtime's C headers and manuals (67 MB), and the query compilers
 * of databases that are not PostgreSQL (60 MB).
 */
export function trim() {
  const runtime = path.join(modules, 'node/node_modules')
  for (const name of listed(runtime)) {
    if (!name.startsWith('node-')) continue
    for (const part of ['include', 'share']) fs.rmSync(path.join(runtime, name, part), { recursive: true, force: true })
  }
  const compilers = path.join(modules, '@prisma/client/runtime')
  for (const name of listed(compilers)) {
    if (/^query_compiler_.*[.](?!postgresql)[a-z]+[.](wasm-base64[.])?m?js$|[.]map$/.test(name)) fs.rmSync(path.join(compilers, name))
  }
}

/** @param {string} folder */
const listed = (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder) : [])

/**
 * npm hands a signal to the shell between it and us, which ends without passing it on: being left behind is being asked to end.
 * @param {() => void} told
 */
export function whenLeftAlone(told) {
  const parent = process.ppid
  if (!process.env.npm_lifecycle_event || parent === 1) return
  const looking = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(looking)
    told()
  }, 300)
  looking.unref()
}

/**
 * The rest happens in a child on the pinned Node. Signals go on to it; if this process is killed, the broken channel
 * tells the child to end.
 * @param {string} file
 * @param {string} wanted
 * @returns {Promise<number>}
 */
function handOver(file, wanted) {
  const version = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' })
  if (version.stdout?.trim() !== `v${wanted}`) {
    throw new Refusal(`The packaged Node ${wanted} does not run on this machine: install Node ${wanted.split('.')[0]} yourself (version ${wanted}) and start again.`)
  }
  const child = spawn(pinnedNode, [file, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => child.kill(name))
  whenLeftAlone(() => child.kill('SIGTERM'))
  return new Promise((done) => {
    child.once('error', () => done(1))
    child.once('exit', (code) => done(code ?? 1))
  })
}
