import { sealOf } from '#app/domain/people/keys.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Part } from '../schema.ts'
import { partContext } from './queries.server.ts'

/**
 * Keeps a part of the mapping conversation as it stands; emptied, it is gone. `seen` is when what the form was filled with was written (null: nothing was
 * there): what another tab has written since is not overwritten unseen, but given back.
 */
export async function savePart(sql: Sql, { personId, part, words, seen, now }: { personId: string; part: Part; words: string; seen: Date | null; now: Date }): Promise<{ ok: true } | { ok: false; meanwhile: { words: string; changedAt: Date } }> {
  const [stored] = await sql<{ sealed: string; changedAt: Date }>`SELECT sealed, changed_at AS "changedAt" FROM mapping_parts WHERE person_id = ${personId}::uuid AND part = ${part} FOR UPDATE`
  if (stored && (!seen || stored.changedAt > seen)) {
    const meanwhile = { words: (await sealOf(sql, personId)).open(stored.sealed, partContext(personId, part)), changedAt: stored.changedAt }
    if (meanwhile.words !== words) return { ok: false, meanwhile }
  }
  if (words === '') {
    await sql`DELETE FROM mapping_parts WHERE person_id = ${personId}::uuid AND part = ${part}`
    return { ok: true }
  }
  const { seal } = await sealOf(sql, personId)
  await sql`INSERT INTO mapping_parts (person_id, part, sealed, changed_at) VALUES (${personId}::uuid, ${part}, ${seal(words, partContext(personId, part))}, ${now}::timestamptz)
    ON CONFLICT (person_id, part) DO UPDATE SET sealed = excluded.sealed, changed_at = excluded.changed_at`
  return { ok: true }
}
