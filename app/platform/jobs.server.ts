import { PgBoss } from 'pg-boss'
import { onDisconnect, pool } from './db.server.ts'

/**
 * The job queue in the same database. A command enqueues in its own transaction (`db: sql`), so a job exists exactly when
 * what it is about does. The tables belong to the migration's role; nothing here creates or alters them.
 */
const shared = { schema: 'pgboss', migrate: false, createSchema: false, schedule: false, reindex: false, monitorVacuum: false } as const

let enqueuing: Promise<PgBoss> | undefined
let working: PgBoss | undefined

/**
 * For enqueuing only; does no work. Starts by itself on first use, which is inside some command's transaction: so it has a
 * connection of its own (for reading what queues there are, once) rather than wait for one that those who wait for it hold.
 */
export function queue(): Promise<PgBoss> {
  return (enqueuing ??= (async () => {
    const boss = new PgBoss({
      ...shared,
      connectionString: pool().options.connectionString!,
      max: 1,
      queueCacheIntervalSeconds: 3600,
      supervise: false,
      registerInstance: false,
    })
    boss.on('error', () => {}) // what a command enqueues fails in the command itself
    onDisconnect(async () => {
      enqueuing = undefined
      await boss.stop({ graceful: false, close: true })
    })
    return boss.start()
  })().catch((error) => {
    enqueuing = undefined
    throw error
  }))
}

/** For a process that works: an own small pool with a listening connection, so that jobs begin when they are committed. */
export async function startJobs(url: string, report: (error: Error) => void = () => {}): Promise<PgBoss> {
  const boss = new PgBoss({
    ...shared,
    connectionString: url,
    max: 4,
    options: '-c timezone=UTC',
    useListenNotify: true,
    supervise: true,
    superviseIntervalSeconds: 20,
    monitorIntervalSeconds: 20,
    registerInstance: false,
  })
  boss.on('error', report)
  onDisconnect(stopJobs)
  await boss.start()
  working = boss
  return boss
}

/** Lets the jobs at hand finish, a few seconds at most; what is cut off is taken up again by its retry. */
export async function stopJobs() {
  const boss = working
  working = undefined
  await boss?.stop({ graceful: true, timeout: 5_000, close: true })
}

export const jobsRun = () => working !== undefined
