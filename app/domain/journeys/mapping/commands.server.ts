import { sealOf } from '#app/domain/people/keys.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Part } from '../schema.ts'
import { partContext } from './queries.server.ts'

/** Keeps a part of the mapping conversation as it stands; emptied, it is gone. */
export async function savePart(sql: Sql, { personId, part, words, now }: { personId: string; part: Part; words: string; now: Date }): Promise<void> {
  if (words === '') {
    await sql`DELETE FROM mapping_parts WHERE person_id = ${personId}::uuid AND part = ${part}`
    return
  }
  const { seal } = await sealOf(sql, personId)
  await sql`INSERT INTO mapping_parts (person_id, part, sealed, changed_at) VALUES (${personId}::uuid, ${part}, ${seal(words, partContext(personId, part))}, ${now}::timestamptz)
    ON CONFLICT (person_id, part) DO UPDATE SET sealed = excluded.sealed, changed_at = excluded.changed_at`
}
