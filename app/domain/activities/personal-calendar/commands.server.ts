import { hashOf, randomSecret } from '#app/platform/crypto.server.ts'
import { tell } from '#app/domain/history/commands.server.ts'
import type { Sql } from '#app/platform/db.server.ts'

/**
 * Gives the person of the transaction a new secret calendar address and ends the one they had. The database keeps only a
 * hash, so this answer is the one time it can be shown.
 */
export async function makeCalendarAddress(sql: Sql, { personId, now }: { personId: string; now: Date }): Promise<string> {
  await revokeCalendarAddress(sql, { personId, now })
  const secret = randomSecret()
  await sql`INSERT INTO calendar_addresses (person_id, token_hash, created_at) VALUES (${personId}::uuid, ${hashOf(secret)}, ${now}::timestamptz)`
  await tell(sql, { subject: ['person', personId], event: 'calendar-address.made' })
  return secret
}

/** From the moment this commits, the address is one that never existed. */
export async function revokeCalendarAddress(sql: Sql, { personId, now }: { personId: string; now: Date }): Promise<void> {
  const ended = await sql`UPDATE calendar_addresses SET revoked_at = ${now}::timestamptz WHERE person_id = ${personId}::uuid AND revoked_at IS NULL RETURNING id`
  if (ended.length) await tell(sql, { subject: ['person', personId], event: 'calendar-address.revoked' })
}
