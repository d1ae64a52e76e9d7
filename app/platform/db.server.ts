import type { Socket } from 'node:net'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Prisma, PrismaClient } from '#app/generated/prisma/client.ts'
import { type Actor, actorSetting } from './actor.ts'

/**
 * Ways to the same database, each bound to an actor for exactly one transaction:
 * - `transaction`: Prisma, for commands and queries of ordinary traffic.
 * - `lean`: plain SQL, for what a public page, a session or a join does on every request; `glance` is its quickest form.
 * Both hand out `sql`, so that history, mails and queues are written by the same functions in either.
 * There is no way to ask the database anything without saying who asks.
 */
export interface Sql {
  <Row extends object = Record<string, unknown>>(strings: TemplateStringsArray, ...values: unknown[]): Promise<Row[]>
  /** The shape pg-boss takes as `db`. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: any[] }>
  readonly actor: Actor
}
export type Tx = Prisma.TransactionClient

// Calendar days stay text (a Date would move them by the process's zone), counts are numbers.
pg.types.setTypeParser(1082, (value) => value)
pg.types.setTypeParser(20, Number)

let current: { pool: pg.Pool; prisma: PrismaClient } | undefined

/** Opens the pool. `url` is the app's own role, which owns nothing and cannot bypass row-level security. */
export function connect(url: string, connections = 10) {
  if (current) throw new Error('the database is already open')
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    // Statements of one transaction may be sent without waiting for each other's answers.
    ...({ pipeline: true } as object),
    options: '-c statement_timeout=15000 -c lock_timeout=8000 -c idle_in_transaction_session_timeout=20000 -c timezone=UTC',
  })
  pool.on('error', () => {}) // an idle connection that dies is replaced on next use; /healthz tells
  current = { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) }
}

const leaning = new Set<() => Promise<void>>()
/** What rides on the connection (the job queue) is told before it closes. */
export const onDisconnect = (close: () => Promise<void>) => void leaning.add(close)

export async function disconnect() {
  const first = [...leaning]
  leaning.clear()
  for (const close of first) await close()
  const closing = current
  current = undefined
  await closing?.prisma.$disconnect()
  await closing?.pool.end().catch(() => {})
}

function open() {
  if (!current) throw new Error('the database is not open: call connect first')
  return current
}

/** The pool itself, for the job queue and health; ordinary code goes through `lean` or `transaction`. */
export const pool = () => open().pool

const names = new WeakMap<TemplateStringsArray, { name: string; text: string }>()
let counted = 0
function prepared(strings: TemplateStringsArray) {
  let known = names.get(strings)
  if (!known) names.set(strings, (known = { name: `s${++counted}`, text: strings.reduce((text, part, i) => `${text}$${i}${part}`) }))
  return known
}

// pg-boss sends the same few texts over and over: the server need plan each only once a connection.
const texts = new Map<string, string>()
function named(text: string) {
  let name = texts.get(text)
  if (!name && texts.size < 50) texts.set(text, (name = `t${texts.size}`))
  return name
}

type Ask = (query: pg.QueryConfig) => Promise<pg.QueryResult>
const plain = (actor: Actor, ask: Ask) =>
  Object.assign(async (strings: TemplateStringsArray, ...values: unknown[]) => (await ask({ ...prepared(strings), values })).rows, {
    executeSql: (text: string, values?: unknown[]) => ask({ name: named(text), text, values }),
    actor,
  }) as Sql
const begin = (client: pg.PoolClient, actor: Actor) => {
  // Sent with the work's first statement; if it fails, that statement fails too.
  client.query(`BEGIN; SELECT set_config('app.actor', '${actorSetting(actor)}', true)`).catch(() => {})
}

export async function lean<T>(actor: Actor, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await open().pool.connect()
  let broken: Error | undefined
  let over = false
  // A branch of the work that is still under way when another has failed must not reach the next user of the connection.
  const ask = async (query: pg.QueryConfig) => {
    if (over) throw new Error('this transaction is over')
    return client.query(query)
  }
  const sql = plain(actor, ask)
  try {
    begin(client, actor)
    const result = await work(sql)
    over = true
    await client.query('COMMIT')
    return result
  } catch (error) {
    over = true
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure))
    throw error
  } finally {
    client.release(broken)
  }
}

/**
 * A transaction whose statements do not wait for each other's answers: it travels to the database in one go, BEGIN and
 * COMMIT included. `work` must send all its statements before its first `await`; later ones are refused.
 */
export async function glance<T>(actor: Actor, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await open().pool.connect()
  let over = false
  const ask = async (query: pg.QueryConfig) => {
    if (over) throw new Error('a glance sends everything at once')
    return client.query(query)
  }
  const sql = plain(actor, ask)
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  let broken: Error | undefined
  try {
    let result: Promise<T>, ended: Promise<unknown>
    stream.cork()
    try {
      begin(client, actor)
      result = (async () => work(sql))() // so that work which throws at once is still followed by COMMIT
      over = true
      result.catch(() => {})
      // After a statement that failed, this ends the transaction without a trace.
      ended = client.query('COMMIT').catch((error: Error) => (broken = error))
    } finally {
      stream.uncork() // also when nothing was sent: a corked connection would never answer its next user
    }
    await ended
    return await result
  } finally {
    client.release(broken)
  }
}

export function transaction<T>(actor: Actor, work: (tx: Tx, sql: Sql) => Promise<T>): Promise<T> {
  return open().prisma.$transaction(
    async (tx) => {
      await tx.$executeRawUnsafe(`SELECT set_config('app.actor', '${actorSetting(actor)}', true)`)
      const sql = Object.assign((strings: TemplateStringsArray, ...values: unknown[]) => tx.$queryRaw(strings, ...values), {
        executeSql: async (text: string, values: unknown[] = []) => ({ rows: (await tx.$queryRawUnsafe(text, ...values)) as any[] }),
        actor,
      }) as unknown as Sql
      return work(tx, sql)
    },
    { timeout: 12_000, maxWait: 5_000 },
  )
}

/**
 * Lets the program do one narrow thing as itself inside a person's transaction (promote the next in line, address
 * those concerned) and then be that person again. If the work throws, the transaction must end: do not catch inside it.
 */
export async function actingAs<T>(sql: Sql, actor: Actor, work: (sql: Sql) => Promise<T>): Promise<T> {
  await sql`SELECT set_config('app.actor', ${actorSetting(actor)}, true)`
  const result = await work(Object.assign(((strings: TemplateStringsArray, ...values: unknown[]) => sql(strings, ...values)) as Sql, { executeSql: sql.executeSql, actor }))
  await sql`SELECT set_config('app.actor', ${actorSetting(sql.actor)}, true)`
  return result
}
