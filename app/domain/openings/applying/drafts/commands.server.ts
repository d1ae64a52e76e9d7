import { system } from '#app/platform/actor.ts'
import { hashOf } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { openDraft, sealDraft } from '../sealing.server.ts'

/**
 * What a stranger wrote before they signed in. It waits, sealed, under a secret that only their browser holds, and is
 * gone when it is sent or after an hour.
 */
export const draftHours = 1
/** A flood of drafts does not fill the disk; beyond this, a stranger signs in first and writes then. */
const mostDrafts = 5_000

export async function keepDraft({ secret, openingId, values, now }: { secret: string; openingId: string; values: Record<string, string>; now: Date }): Promise<void> {
  const hash = hashOf(secret)
  await lean(system('openings'), async (sql) => {
    await sql`
      INSERT INTO application_drafts (secret_hash, opening_id, sealed, expires_at)
      SELECT ${hash}, ${openingId}::uuid, ${sealDraft(hash, values)}, ${new Date(+now + draftHours * 3_600_000)}::timestamptz
      WHERE (SELECT count(*) FROM application_drafts) < ${mostDrafts}::int
      ON CONFLICT (secret_hash) DO UPDATE SET opening_id = excluded.opening_id, sealed = excluded.sealed, expires_at = excluded.expires_at`
  })
}

export async function draftOf(secret: string | undefined, openingId: string, now: Date): Promise<Record<string, string> | null> {
  if (!secret) return null
  const hash = hashOf(secret)
  const [found] = await lean(system('openings'), (sql) =>
    sql<{ sealed: string }>`SELECT sealed FROM application_drafts WHERE secret_hash = ${hash} AND opening_id = ${openingId}::uuid AND expires_at > ${now}::timestamptz`)
  return found ? openDraft(hash, found.sealed) : null
}

export async function dropDraft(secret: string | undefined): Promise<void> {
  if (!secret) return
  const hash = hashOf(secret)
  await lean(system('openings'), (sql) => sql`DELETE FROM application_drafts WHERE secret_hash = ${hash}`)
}
