import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCluster } from './embedded-postgres.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'samkraft-cluster-'))
const home = path.join(folder, 'data')
const pidFile = path.join(home, 'postgres/postmaster.pid')
const postgresPid = () => Number(fs.readFileSync(pidFile, 'utf8').split('\n')[0])
const start = () => startCluster({ folder: home, durable: false })

beforeAll(() => fs.chmodSync(folder, 0o755))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

async function ask(url: string, text: string) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Another process that runs the database until it is killed. */
async function startElsewhere(): Promise<ChildProcess> {
  const program = `const { startCluster } = await import(${JSON.stringify(path.join(import.meta.dirname, 'embedded-postgres.ts'))})
    await startCluster({ folder: ${JSON.stringify(home)}, durable: false }); console.log('ready'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

async function kill(child: ChildProcess) {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

describe('an embedded PostgreSQL', () => {
  test('keeps what is written, sorts and folds Norwegian, and is reached by its password alone', async () => {
    const first = await start()
    await ask(first.url, `CREATE TABLE kept AS SELECT 'ÆØÅ' AS word`)
    const open = new URL(first.url)
    open.password = ''
    await expect(ask(open.href, 'SELECT 1')).rejects.toThrow()
    await first.stop()
    expect(fs.existsSync(pidFile)).toBe(false)

    const second = await start()
    expect(await ask(second.url, 'SELECT lower(word) AS word FROM kept')).toEqual([{ word: 'æøå' }])
    expect(await ask(second.url, `SELECT string_agg(w, '' ORDER BY w COLLATE "nb-x-icu") AS sorted FROM unnest('{å,ø,z,æ,a}'::text[]) w`)).toEqual([{ sorted: 'azæøå' }])
    for (const name of ['database-password', 'postgres.log']) expect(fs.statSync(path.join(home, name)).mode & 0o077, name).toBe(0)
    await second.stop()
  })

  test('is held by one at a time, and the second is told so in a sentence', async () => {
    const cluster = await start()
    try {
      await expect(start()).rejects.toThrow(/^Samkraft is already running with the data in .*: stop it first, or choose another folder with DATA_DIR\.$/)
      expect(await ask(cluster.url, 'SELECT 1 AS answers')).toEqual([{ answers: 1 }])
    } finally {
      await cluster.stop()
    }
  })

  test('left behind by a killed process is taken over', async () => {
    const child = await startElsewhere()
    const orphan = postgresPid()
    await kill(child)
    process.kill(orphan, 0) // still there
    const cluster = await start()
    expect(postgresPid()).not.toBe(orphan)
    await cluster.stop()
  })

  test('killed together with everything else starts again with its data', async () => {
    const child = await startElsewhere()
    process.kill(postgresPid(), 'SIGKILL')
    await kill(child)
    const cluster = await start()
    expect(await ask(cluster.url, 'SELECT word FROM kept')).toEqual([{ word: 'ÆØÅ' }])
    await cluster.stop()
  })

  test('is not kept from starting by a lock file whose process number is somebody else’s now', async () => {
    fs.writeFileSync(pidFile, `${process.pid}\n${path.join(home, 'postgres')}\n1\n5432\n\n127.0.0.1\n\nready\n`)
    const cluster = await start()
    expect(postgresPid()).not.toBe(process.pid)
    await cluster.stop()
  })

  test('that ends by itself says so', async () => {
    const cluster = await start()
    process.kill(postgresPid(), 'SIGQUIT')
    await cluster.lost
    await cluster.stop()
    expect(fs.existsSync(path.join(home, 'postgres/PG_VERSION'))).toBe(true)
  })
})

test('a folder that cannot be written to is named in a sentence', async () => {
  await expect(startCluster({ folder: '/proc/samkraft' })).rejects.toThrow('The folder /proc/samkraft cannot be written to: choose another with DATA_DIR, or change who owns it.')
})
