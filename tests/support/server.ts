import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll } from 'vitest'
import type { TestDatabase } from './database.ts'

const root = path.resolve(import.meta.dirname, '../..')

export interface TestServer {
  readonly url: string
  /** What it has printed so far. */
  log(): string
  /** fetch from this server: relative addresses, redirects shown and not followed, forms posted with the site's own Origin. */
  fetch(address: string, init?: RequestInit & { form?: Record<string, string> | URLSearchParams }): Promise<Response>
  stop(signal?: NodeJS.Signals): Promise<number | null>
  /**
   * Moves the server's clock (with `clock: true`), from where it goes on; the database's own now() stays. Over when the
   * chores have done what is due at that time. @throws with what was printed when one of them failed.
   */
  setClock(date: Date): Promise<void>
}

/**
 * The built server (`npm run build` first) as a deployment runs it, on the file's own database, with the demo's mailbox open.
 * `env` adds variables or, with undefined, takes them away; `clock` lets `setClock` move its clock.
 */
export function useServer(database: TestDatabase, { env = {}, clock }: { env?: Record<string, string | undefined>; clock?: boolean } = {}): TestServer {
  let running: TestServer | undefined
  const server = () => {
    if (!running) throw new Error('the server is known once the tests begin')
    return running
  }
  beforeAll(async () => {
    running = await startBuiltServer({ DATABASE_URL: database.ownerUrl, DEMO: '1', DEMO_ALLOW_EXTERNAL_DB: '1', ...env }, { clock })
  }, 120_000)
  afterAll(async () => {
    await running?.stop()
  }, 60_000)
  return {
    get url() {
      return server().url
    },
    log: () => server().log(),
    fetch: (address, init) => server().fetch(address, init),
    stop: (signal) => server().stop(signal),
    setClock: (date) => server().setClock(date),
  }
}

export async function startBuiltServer(variables: Record<string, string | undefined>, { clock = false } = {}): Promise<TestServer> {
  const port = await freePort()
  const url = variables.APP_URL ?? `http://localhost:${port}`
  const preloaded = clock ? ['--import', pathToFileURL(path.join(import.meta.dirname, 'clock.ts')).href] : []
  const child = spawn(process.execPath, [...preloaded, path.join(root, 'scripts/serve.ts')], {
    cwd: root,
    stdio: clock ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    env: defined({
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TZ: process.env.TZ,
      SECRET_KEYS: process.env.SECRET_KEYS,
      PORT: String(port),
      HOST: '127.0.0.1',
      NODE_ENV: 'production',
      ...variables,
    }),
  })
  let printed = ''
  const keep = (chunk: Buffer) => (printed += chunk)
  child.stdout!.on('data', keep)
  child.stderr!.on('data', keep)
  const direct = `http://127.0.0.1:${port}`
  await answers(child, `${direct}/healthz`, () => printed)
  return {
    url,
    log: () => printed,
    async fetch(address, { form, ...init } = {}) {
      const target = new URL(address, url)
      const headers = new Headers(init.headers)
      if (form) {
        init.method ??= 'POST'
        init.body = new URLSearchParams(form)
        if (!headers.has('origin')) headers.set('origin', new URL(url).origin)
      }
      return fetch(target, { redirect: 'manual', ...init, headers })
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const ended = once(child, 'exit')
      child.kill(signal)
      const harder = setTimeout(() => child.kill('SIGKILL'), 20_000)
      await ended
      clearTimeout(harder)
      return child.exitCode
    },
    async setClock(date) {
      if (!clock) throw new Error('this server keeps the real clock: start it with { clock: true }')
      const before = printed.length
      const heard = new AbortController()
      const answered = Promise.race([once(child, 'message', heard).then(() => true), once(child, 'exit', heard).then(() => false)])
      child.send(date.getTime())
      const alive = await answered.finally(() => heard.abort())
      if (!alive) throw new Error(`the server ended:\n${printed}`)
      const failed = printed.slice(before).split('\n').find((line) => line.includes('chore failed'))
      if (failed) throw new Error(failed)
    },
  }
}

async function answers(child: ChildProcess, address: string, printed: () => string) {
  const until = Date.now() + 60_000
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${printed()}`)
    const answer = await fetch(address).catch(() => undefined)
    if (answer?.ok) return
    if (Date.now() > until) {
      child.kill('SIGKILL')
      throw new Error(`the server does not answer ${address} (${answer?.status}):\n${printed()}`)
    }
    await pause(50)
  }
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}

const defined = (variables: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(variables).filter((pair) => pair[1] !== undefined)) as NodeJS.ProcessEnv
