import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import { queues } from '#app/platform/queues.ts'

/**
 * pg-boss's own tables and our queues, made by the owner. The app's role may fill and empty them but owns nothing there,
 * so the app starts pg-boss with `migrate: false`.
 */
export async function prepareQueues(client: pg.Client, ownerUrl: string) {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 1, migrate: true, supervise: false, schedule: false, registerInstance: false })
  boss.on('error', () => {}) // what matters is thrown by the calls below
  await boss.start()
  try {
    for (const { name, policy, ...settings } of queues) {
      if (!(await boss.getQueue(name))) await boss.createQueue(name, { policy, ...settings })
      else {
        await boss.updateQueue(name, settings)
        // pg-boss keeps a queue's policy for life; ours share one table that has every policy's indexes, so it may change.
        await client.query('UPDATE pgboss.queue SET policy = $2 WHERE name = $1 AND policy IS DISTINCT FROM $2', [name, policy])
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
