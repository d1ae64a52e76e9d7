import type pg from 'pg'
import { PgBoss, policies } from 'pg-boss'

/**
 * pg-boss's own tables and our queues, made by the owner; the app's role may fill and empty them but owns nothing there,
 * so the app starts pg-boss with `migrate: false`.
 *
 * Mails go out one at a time and in order per recipient (key_strict_fifo, keyed by address). A job that fails for good
 * stays and holds back that person's later mails. It is also copied to `mail-failed`, whose worker records the failure
 * and clears the way: `boss.deleteJob('mail', job.sourceId)` with `includeMetadata: true`. Neither a delete nor a retry
 * that has become due notifies, so the workers must also poll (`notifyPollingIntervalSeconds`).
 */
export const mailQueue = 'mail'
export const failedMailQueue = 'mail-failed'

const queues = [
  { name: failedMailQueue, options: { policy: policies.standard, retryLimit: 5, retryDelay: 30, retryBackoff: true, notify: true } },
  {
    name: mailQueue,
    options: {
      policy: policies.key_strict_fifo,
      // 15 s, 30 s, 1 min … at most 10 min between tries: about two hours in all, well inside the 24 h an idempotency key lives.
      retryLimit: 15,
      retryDelay: 15,
      retryBackoff: true,
      retryDelayMax: 600,
      expireInSeconds: 120,
      deadLetter: failedMailQueue,
      notify: true,
    },
  },
] as const

export async function prepareQueues(client: pg.Client, ownerUrl: string) {
  // `schedule: false`, `supervise: false`: this only sets up; the servers do the rest.
  const boss = new PgBoss({ connectionString: ownerUrl, max: 1, migrate: true, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  try {
    for (const { name, options } of queues) {
      if (!(await boss.getQueue(name))) await boss.createQueue(name, options)
      else {
        const { policy: _, ...changeable } = options
        await boss.updateQueue(name, changeable)
      }
    }
  } finally {
    await boss.stop({ graceful: false })
  }
  await client.query(`
    GRANT USAGE ON SCHEMA pgboss TO samkraft_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO samkraft_app;
    REVOKE INSERT, DELETE ON pgboss.queue, pgboss.version FROM samkraft_app;
    REVOKE INSERT, UPDATE, DELETE ON pgboss.bam, pgboss.schedule, pgboss.subscription FROM samkraft_app;
  `)
}
