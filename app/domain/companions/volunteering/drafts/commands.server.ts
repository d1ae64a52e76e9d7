import { networkPart } from '#app/domain/identity/rules.ts'
import { system } from '#app/platform/actor.ts'
import { hashOf, keyedHash } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { openDraft, sealDraft } from '../sealing.server.ts'

/**
 * What a stranger told before they signed in, sealed under a secret that only their browser holds, as applications for
 * openings do it (docs/decisions/openings.md): gone when it is sent or after an hour.
 */
export const draftHours = 1
/** A flood of drafts does not fill the disk; beyond this, a stranger signs in first and tells then. */
const mostDrafts = 5_000
/** Nor does one network take that place from everybody else; a whole house behind one address fits. */
const mostFromNetwork = 200

/** False: there is no place just now, and whoever asked says so instead of losing it. */
export async function keepDraft({ secret, organisationId, values, network, now }: { secret: string; organisationId: string; values: Record<string, string>; network: string; now: Date }): Promise<boolean> {
  const hash = hashOf(secret)
  const from = keyedHash('network', networkPart(network))
  const kept = await lean(system('companions'), (sql) => sql`
    INSERT INTO volunteer_drafts (secret_hash, organisation_id, sealed, expires_at, network)
    SELECT ${hash}, ${organisationId}::uuid, ${sealDraft(hash, values)}, ${new Date(+now + draftHours * 3_600_000)}::timestamptz, ${from}
    WHERE EXISTS (SELECT FROM volunteer_drafts WHERE secret_hash = ${hash}) OR ((SELECT count(*) FROM volunteer_drafts) < ${mostDrafts}::int
      AND (SELECT count(*) FROM volunteer_drafts d WHERE d.network = ${from} AND d.expires_at > ${now}::timestamptz) < ${mostFromNetwork}::int)
    ON CONFLICT (secret_hash) DO UPDATE SET organisation_id = excluded.organisation_id, sealed = excluded.sealed, expires_at = excluded.expires_at, network = excluded.network
    RETURNING secret_hash`)
  return kept.length > 0
}

export async function draftOf(secret: string | undefined, organisationId: string, now: Date): Promise<Record<string, string> | null> {
  if (!secret) return null
  const hash = hashOf(secret)
  const [found] = await lean(system('companions'), (sql) =>
    sql<{ sealed: string }>`SELECT sealed FROM volunteer_drafts WHERE secret_hash = ${hash} AND organisation_id = ${organisationId}::uuid AND expires_at > ${now}::timestamptz`)
  return found ? openDraft(hash, found.sealed) : null
}

export async function dropDraft(secret: string | undefined): Promise<void> {
  if (!secret) return
  const hash = hashOf(secret)
  await lean(system('companions'), (sql) => sql`DELETE FROM volunteer_drafts WHERE secret_hash = ${hash}`)
}
