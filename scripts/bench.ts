import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { hashOf } from '#app/platform/crypto.server.ts'
import { appUrl, migrate } from '#prisma/migrate.ts'
import { fill } from '#tests/bench/fill.ts'
import { plantSeries } from '#tests/bench/series.ts'
import type { Load, Measured } from '#tests/bench/load.ts'
import { build, root } from './build.ts'
import { startCluster } from './embedded-postgres.ts'
import { run } from './sentences.ts'

/**
 * Measures the built server against limits measured beside it in the same run, in turns, so that a machine that is busy
 * with something else slows both. Prints a table; docs/performance.md keeps one.
 *
 * BENCH_SECONDS: how long each measurement lasts (3), BENCH_ROUNDS: how often each is repeated (3; the middle one counts).
 */
const seconds = Number(process.env.BENCH_SECONDS || 3)
const rounds = Number(process.env.BENCH_ROUNDS || 3)
const many = 100_000
const few = 100

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'samkraft-bench-'))
fs.chmodSync(folder, 0o755) // the database's own user must get in
const children: ChildProcess[] = []

interface Row {
  what: string
  here: string
  limit: string
  ratio: number
  target: string
  met: boolean
}

async function measureAll(server: string) {
  const big = await prepare(server, 'many', many)
  const small = await prepare(server, 'few', few)
  const reminded = await copied(server, 'many', 'reminded')
  const here = await startServer(big.ownerUrl)
  const there = await startServer(small.ownerUrl)
  const rows: Row[] = []

  say('pages for everyone')
  const list = await against(here.url, '/activities')
  rows.push({ what: 'list page, anonymous', ...compared(list.page, list.limit, 'static'), ...atLeast(list.page.rate / list.limit.rate, 0.5) })
  const activity = await against(here.url, `/activities/${big.slug}`)
  rows.push({ what: 'activity page, anonymous', ...compared(activity.page, activity.limit, 'static'), ...atLeast(activity.page.rate / activity.limit.rate, 0.5) })

  say('a page of one\'s own')
  const row = await limit('row', await appUrl(big.ownerUrl))
  const own = await inTurns(() => load({ url: `${here.url}/me`, connections: 50, seconds, headers: { cookie: big.cookies[0]! } }), () => load({ url: row.url, connections: 50, seconds }))
  await end(row.child)
  rows.push({ what: 'signed-in page (/me)', ...compared(own[0], own[1], 'node:http + one row'), ...atLeast(own[0].rate / own[1].rate, 0.1) })

  say('many activities')
  const uncached = (url: string) => load({ url: `${url}/activities`, connections: 1, seconds, headers: { cookie: 'uncached=1' } })
  const [crowded, quiet] = await inTurns(() => uncached(here.url), () => uncached(there.url))
  const times = quiet.rate / crowded.rate
  rows.push({ what: `list of ${many.toLocaleString('en')} against ${few}, not cached`, here: milliseconds(crowded), limit: `${milliseconds(quiet)} with ${few}`, ratio: times, target: '<= 1.3', met: times <= 1.3 })

  say('series')
  const bypassing = (address: string) => load({ url: here.url + address, connections: 1, seconds, headers: { cookie: 'uncached=1' } })
  const [series, single] = await inTurns(() => bypassing(big.series), () => bypassing(big.date))
  const longer = single.rate / series.rate
  rows.push({ what: 'a series of 26 dates, not cached', here: milliseconds(series), limit: `${milliseconds(single)} the page of one date`, ratio: longer, target: '<= 2.5', met: longer <= 2.5 })

  say('feed')
  const feed = await fetch(`${here.url}/activities.ics`).then((answer) => answer.text())
  const events = feed.split('BEGIN:VEVENT').length - 1
  const packed = path.join(folder, 'packed')
  fs.writeFileSync(packed, gzipSync(feed))
  const bare = await limit('static', packed, 'text/calendar')
  const asked = { connections: 50, seconds, headers: { 'accept-encoding': 'gzip' } }
  const [fed, fastest] = await inTurns(() => load({ url: `${here.url}/activities.ics`, ...asked }), () => load({ url: bare.url, ...asked }))
  await end(bare.child)
  rows.push({ what: `public feed of ${events} events`, ...compared(fed, fastest, 'static'), ratio: fed.rate / fastest.rate, target: '>= 1,000/s', met: fed.rate >= 1_000 && events >= 1_000 })

  say('searches')
  const searches: [string, string][] = []
  for (const query of ['?q=fotball', '?q=fottball', '?q=tur', '?q=yoga+sandnes', '?kind=mat', '?place=Stavanger', '?place=Stavanger&kind=mat&within=25', '?org=lag-3', '?from=2027-03-01&to=2027-03-07', '?page=50']) {
    searches.push([query, milliseconds(await load({ url: `${here.url}/activities${query}`, connections: 1, seconds: Math.min(seconds, 2), headers: { cookie: 'uncached=1' } }))])
  }

  say('joins')
  const joins = await measureJoins(here.url, big)
  rows.push({ what: `joins on one activity, exact (${joins.exact})`, here: perSecond(joins.http), limit: `${perSecond(joins.raw)} the same transaction without HTTP`, ...atLeast(joins.http / joins.raw, 0.4) })

  say('reminders')
  const dispatch = await measureReminders(reminded)
  rows.push({ what: `${dispatch.count.toLocaleString('en')} reminders due at once, claimed and owed`, here: perSecond(dispatch.here), limit: `${perSecond(dispatch.limit)} bare rows in mails`, ...atLeast(dispatch.here / dispatch.limit, 0.1) })

  say('matching')
  const matched = await heard('matching.ts', [])
  rows.push(...(matched.said as Row[]))
  await end(matched.child)

  say('start')
  await end(there.child)
  const starts: number[] = []
  for (let round = 0; round < Math.max(3, rounds); round++) {
    const started = await startServer(small.ownerUrl)
    starts.push(started.milliseconds)
    await end(started.child)
  }
  const start = middle(starts)
  rows.push({ what: 'start of the built app', here: `${(start / 1000).toFixed(2)} s`, limit: '', ratio: start / 1000, target: '< 2 s', met: start < 2_000 })

  print(rows, searches)
}

/** A page in turns with a bare server that sends the same bytes. */
async function against(url: string, address: string) {
  const answer = await fetch(url + address, { headers: { 'accept-encoding': 'identity' } })
  if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`)
  const file = path.join(folder, 'bytes')
  fs.writeFileSync(file, Buffer.from(await answer.arrayBuffer()))
  const bare = await limit('static', file, answer.headers.get('content-type')!)
  const [page, fastest] = await inTurns(() => load({ url: url + address, connections: 100, seconds }), () => load({ url: bare.url, connections: 100, seconds }))
  await end(bare.child)
  return { page, limit: fastest }
}

async function measureJoins(url: string, { ownerUrl, people, cookies, hot }: Awaited<ReturnType<typeof prepare>>) {
  const joined = async (activity: string) => {
    const [counts] = await asOwner(ownerUrl, (owner) => owner.query(`SELECT joined_count, waiting_count, (SELECT count(*)::int FROM sign_ups WHERE activity_id = $1 AND state = 'joined') AS rows FROM activities WHERE id = $1`, [activity]))
    return counts as { joined_count: number; waiting_count: number; rows: number }
  }
  const http: number[] = []
  const raw: number[] = []
  let exact = ''
  const file = path.join(folder, 'people')
  for (let round = 0; round < rounds; round++) {
    const [byHttp, byHand] = [hot[round * 2]!, hot[round * 2 + 1]!]
    const measured = await load({ url: `${url}/activities/${byHttp.slug}/join`, method: 'POST', connections: 50, cookies, headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' } })
    const counts = await joined(byHttp.id)
    if (measured.failures > 0 || counts.joined_count !== 50 || counts.rows !== 50 || counts.waiting_count !== people.length - 50) {
      throw new Error(`joins were not exact: ${JSON.stringify({ ...measured, ...counts })}`)
    }
    await mailsSent(ownerUrl)
    exact = `${counts.rows} of ${people.length} got the 50 places`
    http.push(measured.rate)
    fs.writeFileSync(file, JSON.stringify(people))
    const { said, child } = await heard('limits.ts', ['joins', await appUrl(ownerUrl), byHand.id, file])
    raw.push((said as { rate: number }).rate)
    await end(child)
    await mailsSent(ownerUrl)
  }
  return { http: middle(http), raw: middle(raw), exact }
}

/**
 * Reminders for 10,000 people who come to 200 activities at the same hour, on a database with many others and no server that
 * would send the mails meanwhile; in turns with the bare rows of as many mails.
 */
async function measureReminders(ownerUrl: string) {
  const count = 10_000
  const here: number[] = []
  const limit: number[] = []
  await asOwner(ownerUrl, (owner) => owner.query(`INSERT INTO people (email, name) SELECT 'r' || n || '@example.org', 'Person ' || n FROM generate_series(1, $1::int) n`, [count]))
  for (let round = 0; round < rounds; round++) {
    // At noon, far from anybody's quiet hours; each round on a day of its own.
    const [at] = (await asOwner(ownerUrl, (owner) => owner.query<{ starts: Date; now: Date }>(
      `SELECT starts, starts - interval '24 hours' AS now FROM (SELECT date_trunc('day', now()) + make_interval(days => 400 + 3 * $1::int, hours => 11) AS starts) at`, [round]))) as [{ starts: Date; now: Date }]
    await asOwnerClient(ownerUrl, async (owner) => {
      await owner.query(`
        WITH chosen AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM (SELECT id FROM activities WHERE starts_at < now() + interval '390 days' ORDER BY id LIMIT 200 OFFSET 200 * $1::int) a),
          moved AS (UPDATE activities a SET starts_at = $2, ends_at = $2::timestamptz + interval '2 hours', places = NULL FROM chosen WHERE a.id = chosen.id),
          people AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM people WHERE email LIKE 'r%@example.org')
        INSERT INTO sign_ups (activity_id, person_id, state, changed_at) SELECT chosen.id, people.id, 'joined', now() FROM people JOIN chosen ON chosen.n = people.n % 200`, [round, at.starts])
      await owner.query('VACUUM ANALYZE sign_ups, activities, people, reminders_sent, mails')
    })
    const ours = await heard('limits.ts', ['reminders', await appUrl(ownerUrl), at.now.toISOString()])
    const said = ours.said as { count: number; rate: number }
    if (said.count !== count) throw new Error(`${said.count} reminders of ${count} were sent`)
    here.push(said.rate)
    await end(ours.child)
    const bare = await heard('limits.ts', ['mails', ownerUrl, String(count), '500'])
    limit.push((bare.said as { rate: number }).rate)
    await end(bare.child)
  }
  return { count, here: middle(here), limit: middle(limit) }
}

/** What a join owes is sent meanwhile; the next measurement begins when that is done. */
async function mailsSent(ownerUrl: string) {
  const until = Date.now() + 60_000
  while (Date.now() < until) {
    const [left] = (await asOwner(ownerUrl, (owner) => owner.query('SELECT count(*)::int AS mails FROM mails WHERE sent_at IS NULL AND failed_at IS NULL'))) as { mails: number }[]
    if (left!.mails === 0) return
    await pause(200)
  }
}

/** A migrated database with so many activities, some people who are signed in, and activities with 50 places to rush at. */
async function prepare(server: string, name: string, activities: number) {
  say(`a database with ${activities.toLocaleString('en')} activities`)
  const address = new URL(server)
  await asOwner(server, (owner) => owner.query(`CREATE DATABASE "${name}" TEMPLATE template0`))
  address.pathname = `/${name}`
  const ownerUrl = address.href
  await migrate(ownerUrl)
  return asOwnerClient(ownerUrl, async (owner) => {
    await fill(owner, activities)
    const planted = await plantSeries(owner, Math.max(1, activities / 200))
    const { rows: people } = await owner.query<{ id: string }>(`INSERT INTO people (email, name) SELECT 'p' || n || '@example.org', 'Person ' || n FROM generate_series(1, 400) n RETURNING id`)
    const secrets = people.map(() => randomBytes(30).toString('base64url'))
    await owner.query(`INSERT INTO sessions (id, person_id, expires_at, device) SELECT session, person, now() + interval '1 day', 'Bench' FROM unnest($1::text[], $2::uuid[]) AS s (session, person)`, [
      secrets.map(hashOf), people.map(({ id }) => id),
    ])
    const { rows: upcoming } = await owner.query<{ id: string; slug: string }>(`SELECT id, slug FROM activities WHERE starts_at > now() + interval '2 days' AND series_id IS NULL ORDER BY starts_at LIMIT 20`)
    await owner.query('UPDATE activities SET places = 50 WHERE id = ANY ($1)', [upcoming.map(({ id }) => id)])
    return { ownerUrl, ...planted, slug: upcoming[0]!.slug, people: people.map(({ id }) => id), cookies: secrets.map((secret) => `__Host-session=${secret}`), hot: upcoming.slice(1) }
  })
}

/** Another database like one that nobody is connected to. */
async function copied(server: string, from: string, name: string) {
  await asOwner(server, (owner) => owner.query(`CREATE DATABASE "${name}" TEMPLATE "${from}"`))
  const address = new URL(server)
  address.pathname = `/${name}`
  return address.href
}

async function startServer(databaseUrl: string) {
  const port = await freePort()
  const begun = performance.now()
  const child = spawn(process.execPath, [path.join(root, 'scripts/serve.ts')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    // As a demo, so that mails end in the database and nowhere else.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', DEMO: '1', DEMO_ALLOW_EXTERNAL_DB: '1', DATABASE_URL: databaseUrl, SECRET_KEYS: `k1:${randomBytes(32).toString('base64')}`, PORT: String(port), HOST: '127.0.0.1' },
  })
  children.push(child)
  const url = `http://127.0.0.1:${port}`
  const until = Date.now() + 30_000
  while (!(await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false))) {
    if (child.exitCode !== null || Date.now() > until) throw new Error('the server did not start')
    await pause(10)
  }
  return { url: `http://localhost:${port}`, child, milliseconds: performance.now() - begun }
}

async function limit(...words: string[]) {
  const { said, child } = await heard('limits.ts', words)
  return { url: `http://127.0.0.1:${(said as { port: number }).port}`, child }
}

async function load(wish: Load): Promise<Measured> {
  const { said, child } = await heard('load.ts', [JSON.stringify(wish)])
  await end(child)
  const measured = said as Measured
  if (measured.failures > 0) throw new Error(`${wish.url} failed ${measured.failures} times of ${measured.answers + measured.failures}`)
  return measured
}

/** Starts one of tests/bench and waits for the one line it says. */
async function heard(file: string, words: string[]) {
  const child = spawn(process.execPath, [path.join(root, 'tests/bench', file), ...words], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'production' } })
  children.push(child)
  for await (const line of createInterface({ input: child.stdout! })) return { said: JSON.parse(line) as unknown, child }
  throw new Error(`${file} ${words[0]} said nothing`)
}

/** Each of them, one after another, several times; the middle by rate. */
async function inTurns(...measurements: (() => Promise<Measured>)[]) {
  const found = measurements.map((): Measured[] => [])
  for (const measure of measurements) await measure() // warm
  for (let round = 0; round < rounds; round++) for (const [index, measure] of measurements.entries()) found[index]!.push(await measure())
  return found.map((several) => several.sort((a, b) => a.rate - b.rate)[Math.floor(several.length / 2)]!) as [Measured, Measured]
}

const middle = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
const perSecond = (rate: number) => `${Math.round(rate).toLocaleString('en')}/s`
const milliseconds = (measured: Measured) => `${(1000 / measured.rate).toFixed(1)} ms`
const compared = (page: Measured, fastest: Measured, name: string) => ({ here: perSecond(page.rate), limit: `${perSecond(fastest.rate)} ${name}` })
const atLeast = (ratio: number, target: number) => ({ ratio, target: `>= ${target}`, met: ratio >= target })
const say = (line: string) => process.stderr.write(`… ${line}\n`)

function print(rows: Row[], searches: [string, string][]) {
  const { model } = os.cpus()[0]!
  console.log(`\n${os.cpus().length} × ${model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.version}, PostgreSQL 18; ${rounds} rounds of ${seconds} s, the middle one\n`)
  const table = [['what', 'here', 'limit', 'ratio', 'target', ''], ...rows.map((row) => [row.what, row.here, row.limit, row.ratio.toFixed(2), row.target, row.met ? 'met' : 'missed'])]
  lines(table)
  console.log(`\nSearches among ${many.toLocaleString('en')}, not cached, a whole page each\n`)
  lines([['address', 'time'], ...searches.map(([query, time]) => [`/activities${query}`, time])])
}

function lines(table: string[][]) {
  const widths = table[0]!.map((_, column) => Math.max(...table.map((cells) => cells[column]!.length)))
  for (const [index, cells] of table.entries()) {
    console.log(`| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`)
    if (index === 0) console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`)
  }
}

async function asOwnerClient<T>(url: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client(url)
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}
const asOwner = async (url: string, work: (owner: pg.Client) => Promise<pg.QueryResult>) => (await asOwnerClient(url, work)).rows as unknown[]

async function end(child: ChildProcess) {
  const index = children.indexOf(child)
  if (index >= 0) children.splice(index, 1)
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const harder = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(harder)
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}

await run(async () => {
  await build()
  const cluster = await startCluster({ folder })
  try {
    await measureAll(cluster.url)
  } finally {
    for (const child of children.splice(0)) await end(child)
    await cluster.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
})
