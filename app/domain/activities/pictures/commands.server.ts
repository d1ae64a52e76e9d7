import type { Sql } from '#app/platform/db.server.ts'
import { type PictureProblem, reencode } from './reencode.server.ts'

/**
 * Keeps a picture for the organisation and gives its id; an activity's form then carries the id, so that a picture
 * survives a mistake in another field. Pictures no activity came to show are gone after a day.
 */
export async function keepPicture(
  sql: Sql,
  { organisationId, personId, bytes, now }: { organisationId: string; personId: string; bytes: Uint8Array; now: Date },
): Promise<{ ok: true; id: string } | { ok: false; problem: PictureProblem }> {
  const picture = await reencode(bytes)
  if (!picture.ok) return picture
  await sql`DELETE FROM pictures p WHERE p.organisation_id = ${organisationId}::uuid AND p.created_at < ${now.toISOString()}::timestamptz - interval '1 day'
    AND NOT EXISTS (SELECT FROM activities a WHERE a.picture_id = p.id)`
  const [kept] = await sql<{ id: string }>`INSERT INTO pictures (organisation_id, bytes, width, height, created_by, created_at)
    VALUES (${organisationId}::uuid, ${picture.bytes}::bytea, ${picture.width}::int, ${picture.height}::int, ${personId}::uuid, ${now.toISOString()}::timestamptz)
    RETURNING id`
  return { ok: true, id: kept!.id }
}
