import type { Sql } from '#app/platform/db.server.ts'

/**
 * Appends to the journal of what happened, in the transaction that made it happen. `facts` may hold ids and what
 * changed, never free text about a person. The actor is the transaction's.
 */
export async function tell(
  sql: Sql,
  event: { organisationId?: string | null; subject: [kind: string, id: string]; event: string; facts?: Record<string, unknown> },
) {
  await sql`INSERT INTO history (organisation_id, subject_kind, subject_id, event, facts)
    VALUES (${event.organisationId ?? null}::uuid, ${event.subject[0]}, ${event.subject[1]}, ${event.event}, ${JSON.stringify(event.facts ?? {})}::jsonb)`
}

/** The same for many things at once (an import), in one statement. */
export async function tellAll(
  sql: Sql,
  { organisationId, kind, event, subjects }: { organisationId: string; kind: string; event: string; subjects: { id: string; facts?: Record<string, unknown> }[] },
) {
  if (subjects.length === 0) return
  await sql`INSERT INTO history (organisation_id, subject_kind, subject_id, event, facts)
    SELECT ${organisationId}::uuid, ${kind}, id, ${event}, coalesce(facts, '{}')
      FROM json_to_recordset(${JSON.stringify(subjects)}::text::json) AS told (id text, facts jsonb)`
}
