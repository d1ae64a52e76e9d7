import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { SetupError } from '#app/platform/env.server.ts'
import { run } from './sentences.ts'
import { isAlive } from './processes.ts'

export const root = path.resolve(import.meta.dirname, '..')
const folder = path.join(root, 'build')
const stamp = path.join(folder, 'sources')

/** Everything the built site is made of; tests are not. */
const ingredients = ['app', 'emails', 'public', 'vite.config.ts', 'vite.islands.config.ts', 'remix.config.js', 'tsconfig.json', 'package.json', 'package-lock.json', 'scripts/build.ts']

export function sourcesHash(): string {
  const hash = createHash('sha256')
  const files = ingredients.flatMap((name) => {
    const entry = path.join(root, name)
    if (!fs.existsSync(entry)) return []
    if (!fs.statSync(entry).isDirectory()) return [entry]
    return fs
      .readdirSync(entry, { recursive: true, withFileTypes: true })
      .filter((found) => found.isFile() && !/\.test\.tsx?$/.test(found.name))
      .map((found) => path.join(found.parentPath, found.name))
  })
  for (const file of files.sort()) hash.update(`${path.relative(root, file)}\0`).update(fs.readFileSync(file)).update('\0')
  return hash.digest('hex')
}

export const isBuilt = () => fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === sourcesHash()

/** Builds the site and the islands, unless what is there was built from the same sources. One build at a time. */
export async function build({ always = false, asked }: { always?: boolean; asked?: AbortSignal } = {}) {
  const release = await takeTurn(asked)
  try {
    if (!always && isBuilt()) return
    const hash = sourcesHash()
    fs.rmSync(stamp, { force: true })
    await tool('Remix', ['@remix-run/dev/dist/cli.js', 'vite:build', '--logLevel', 'warn'], asked)
    await tool('the islands', ['vite/bin/vite.js', 'build', '--config', 'vite.islands.config.ts', '--logLevel', 'warn'], asked)
    fs.writeFileSync(stamp, hash)
  } finally {
    release()
  }
}

function tool(what: string, [file, ...words]: string[], signal?: AbortSignal): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', file!), ...words], { cwd: root, env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'pipe'], signal })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
    child.once('error', failed)
    child.once('exit', (code) => {
      if (code === 0) return done()
      if (/ENOSPC/.test(printed)) return failed(new SetupError(`The disk that holds ${root} is full: make room and start again.`))
      console.error(printed)
      failed(new SetupError(`Building ${what} failed; the reason stands above.`))
    })
  })
}

/** A folder is made by one process only; one whose maker is gone is taken over. */
async function takeTurn(asked?: AbortSignal) {
  const turn = path.join(root, 'node_modules/.building')
  for (;;) {
    try {
      fs.mkdirSync(turn)
      fs.writeFileSync(path.join(turn, 'pid'), String(process.pid))
      return () => fs.rmSync(turn, { recursive: true, force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const made = fs.statSync(turn, { throwIfNoEntry: false })
      const pid = Number(fs.existsSync(path.join(turn, 'pid')) && fs.readFileSync(path.join(turn, 'pid'), 'utf8'))
      if (made && Date.now() - made.mtimeMs > 5_000 && !(pid && isAlive(pid))) fs.rmSync(turn, { recursive: true, force: true })
      await pause(200, undefined, { signal: asked })
    }
  }
}

if (import.meta.main) await run(() => build({ always: true }))
