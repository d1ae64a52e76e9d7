import type { Sql } from '#app/platform/db.server.ts'

/** A picture the actor may see: one that belongs to an activity they may see, or to an organisation they plan for. */
export async function pictureFor(sql: Sql, id: string): Promise<{ bytes: Uint8Array; width: number; height: number } | null> {
  const [picture] = await sql<{ bytes: Uint8Array; width: number; height: number }>`SELECT bytes, width, height FROM pictures WHERE id = ${id}::uuid`
  return picture ?? null
}

/** Its measures, when it is the organisation's own. */
export async function ownPicture(sql: Sql, organisationId: string, id: string): Promise<{ id: string; width: number; height: number } | null> {
  const [picture] = await sql<{ id: string; width: number; height: number }>`
    SELECT id, width, height FROM pictures WHERE id = ${id}::uuid AND organisation_id = ${organisationId}::uuid`
  return picture ?? null
}
