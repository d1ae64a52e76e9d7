import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { freePort, startBuiltServer } from '../support/server.ts'

/** How the commands begin, end and refuse (docs/operations.md). */
const root = path.resolve(import.meta.dirname, '../..')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'samkraft-start-'))
const database = useDatabase({ connected: false })
const keys = process.env.SECRET_KEYS!

beforeAll(() => fs.chmodSync(folder, 0o755))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

interface Running {
  child: ChildProcess
  printed(): string
  ended: Promise<number | null>
}

function command(script: string, variables: Record<string, string>, words: string[] = []): Running {
  const child = spawn(process.execPath, [path.join(root, 'scripts', script), ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, HOST: '127.0.0.1', ...variables } as unknown as NodeJS.ProcessEnv,
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
  return { child, printed: () => printed, ended: once(child, 'exit').then(([code]) => code as number | null) }
}

async function answers(running: Running, port: number) {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
    if (answer?.ok) return
    if (running.child.exitCode !== null) throw new Error(`ended:\n${running.printed()}`)
    await new Promise((done) => setTimeout(done, 50))
  }
}

/** Refusals are one line that says what to do, and no stack. */
async function refusal(running: Running) {
  expect(await running.ended, running.printed()).toBe(1)
  expect(running.printed().trim().split('\n'), running.printed()).toHaveLength(1)
  return running.printed().trim()
}

describe('npm start', () => {
  test('brings up a demo of its own, ends cleanly, and recovers from a kill', async () => {
    const port = await freePort()
    const variables = { DATA_DIR: path.join(folder, 'data'), PORT: String(port) }
    const first = command('start.ts', variables)
    await answers(first, port)
    expect(await (await fetch(`http://127.0.0.1:${port}/sign-in`)).text()).toContain('Ingrid Haugland')
    expect((await fetch(`http://127.0.0.1:${port}/mailbox`)).status).toBe(200)

    const other = await freePort()
    expect(await refusal(command('start.ts', { ...variables, PORT: String(other) }))).toMatch(/^Samkraft is already running with the data in /)
    expect(await refusal(command('start.ts', { ...variables, DATA_DIR: path.join(folder, 'other') }))).toMatch(new RegExp(`^Port ${port} is taken: stop what uses it`))

    first.child.kill('SIGINT')
    first.child.kill('SIGINT') // npm sends Ctrl-C on to those who got it already
    expect(await first.ended, first.printed()).toBe(0)
    expect(first.printed()).toContain(`http://localhost:${port}`)
    expect(first.printed()).toContain('Ingrid Haugland')
    expect(fs.existsSync(path.join(folder, 'data/postgres/postmaster.pid'))).toBe(false)

    const second = command('start.ts', variables)
    await answers(second, port)
    second.child.kill('SIGKILL')
    await second.ended
    const third = command('start.ts', variables)
    await answers(third, port)
    third.child.kill('SIGTERM')
    expect(await third.ended, third.printed()).toBe(0)
  }, 180_000)

  test('copies its database into a file and puts it back', async () => {
    const file = path.join(folder, 'copy.tar.gz')
    const backup = command('db.ts', { DATA_DIR: path.join(folder, 'data') }, ['backup', file])
    expect(await backup.ended, backup.printed()).toBe(0)
    expect(fs.statSync(file).mode & 0o077).toBe(0)
    const restored = { DATA_DIR: path.join(folder, 'restored') }
    const restore = command('db.ts', restored, ['restore', file])
    expect(await restore.ended, restore.printed()).toBe(0)
    const seed = command('db.ts', restored, ['seed'])
    expect(await seed.ended, seed.printed()).toBe(0)
    expect(seed.printed()).toContain('The demo is there already.')
    expect(await refusal(command('db.ts', restored, ['restore', file]))).toMatch(/holds a database already/)
  }, 120_000)
})

describe('npm run serve', () => {
  test('ends in order when asked to', async () => {
    const server = await startBuiltServer({ DATABASE_URL: database.ownerUrl, DEMO: '1', DEMO_ALLOW_EXTERNAL_DB: '1' })
    expect((await server.fetch('/activities')).status).toBe(200)
    expect(await server.stop('SIGTERM'), server.log()).toBe(0)
  })

  test('several of them run side by side on one database', async () => {
    const variables = { DATABASE_URL: database.ownerUrl, MIGRATE: '1', DEMO: '1', DEMO_ALLOW_EXTERNAL_DB: '1' }
    const servers = await Promise.all([startBuiltServer(variables), startBuiltServer(variables)])
    for (const server of servers) expect((await server.fetch('/healthz')).status).toBe(200)
    expect(await Promise.all(servers.map((server) => server.stop()))).toEqual([0, 0])
  })

  test('refuses in one sentence', async () => {
    const port = await freePort()
    const good = { DATABASE_URL: database.ownerUrl, SECRET_KEYS: keys, PORT: String(port), RESEND_API_KEY: 're_test', MAIL_FROM: 'Samkraft <post@samkraft.example>' }
    const { DATABASE_URL: _, ...homeless } = good
    const { SECRET_KEYS: __, ...keyless } = good
    expect(await refusal(command('serve.ts', homeless))).toMatch(/^DATABASE_URL must be set/)
    expect(await refusal(command('serve.ts', keyless))).toMatch(/^SECRET_KEYS must be set/)
    expect(await refusal(command('serve.ts', { ...good, VAPID_KEYS: 'secret' }))).toMatch(/^VAPID_KEYS must be public:private/)
    expect(await refusal(command('serve.ts', { ...good, PORT: 'many' }))).toMatch(/^PORT must be a number/)
    expect(await refusal(command('serve.ts', { ...good, DATABASE_URL: 'postgresql://x:y@127.0.0.1:1/z' }))).toMatch(/does not answer .*: start it, or correct DATABASE_URL/)
    expect(await refusal(command('serve.ts', { ...good, DEMO: '1' }))).toMatch(/^DEMO=1 lets anyone sign in as anyone, so it is refused together with DATABASE_URL/)

    const [kept] = await database.owner('DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations) RETURNING *')
    expect(await refusal(command('serve.ts', good))).toMatch(/^The database lacks 1 migration /)
    await database.owner('INSERT INTO _prisma_migrations SELECT * FROM jsonb_populate_record(NULL::_prisma_migrations, $1)', [JSON.stringify(kept)])

    const taken = createServer().listen(port, '127.0.0.1')
    await once(taken, 'listening')
    expect(await refusal(command('serve.ts', good))).toMatch(new RegExp(`^Port ${port} is taken`))
    await new Promise((done) => taken.close(done))
  }, 180_000)
})
