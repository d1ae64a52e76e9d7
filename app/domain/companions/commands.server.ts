import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'

/** Something moved for somebody who gives time: whoever waits, waits anew, and reminders begin again. */
export async function beginWait(sql: Sql, { volunteerId, now }: { volunteerId: string; now: Date }): Promise<void> {
  await actingAs(sql, system('companions'), (sql) => sql`UPDATE volunteers SET reminded = 0, changed_at = ${now}::timestamptz WHERE id = ${volunteerId}::uuid AND state IN ('applied', 'talking', 'preparing')`)
}
