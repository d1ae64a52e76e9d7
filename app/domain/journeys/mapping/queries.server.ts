import { sealOf } from '#app/domain/people/keys.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Part } from '../schema.ts'

export const partContext = (personId: string, part: Part) => `mapping_parts ${personId} ${part}`

/** What the person of the transaction has written so far, part by part. */
export async function myMapping(sql: Sql, personId: string): Promise<Partial<Record<Part, { words: string; changedAt: Date }>>> {
  const rows = await sql<{ part: Part; sealed: string; changedAt: Date }>`SELECT part, sealed, changed_at AS "changedAt" FROM mapping_parts WHERE person_id = ${personId}::uuid`
  if (rows.length === 0) return {}
  const { open } = await sealOf(sql, personId)
  return Object.fromEntries(rows.map(({ part, sealed, changedAt }) => [part, { words: open(sealed, partContext(personId, part)), changedAt }]))
}
