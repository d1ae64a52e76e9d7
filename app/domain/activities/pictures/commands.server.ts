import type { Sql } from '#app/platform/db.server.ts'
import type { Reencoded } from './reencode.server.ts'

/**
 * Keeps a re-encoded picture for the organisation and gives its id; an activity's form then carries the id, so that a picture
 * survives a mistake in another field. Pictures no activity came to show, and no series will, are gone after a day.
 */
export async function keepPicture(
  sql: Sql,
  { organisationId, personId, picture, now }: { organisationId: string; personId: string; picture: Extract<Reencoded, { ok: true }>; now: Date },
): Promise<string> {
  await sql`DELETE FROM pictures p WHERE p.organisation_id = ${organisationId}::uuid AND p.created_at < ${now.toISOString()}::timestamptz - interval '1 day'
    AND NOT EXISTS (SELECT FROM activities a WHERE a.picture_id = p.id)
    AND NOT EXISTS (SELECT FROM series_plans s WHERE s.plan->>'pictureId' = p.id::text)`
  const [kept] = await sql<{ id: string }>`INSERT INTO pictures (organisation_id, bytes, width, height, created_by, created_at)
    VALUES (${organisationId}::uuid, ${picture.bytes}::bytea, ${picture.width}::int, ${picture.height}::int, ${personId}::uuid, ${now.toISOString()}::timestamptz)
    RETURNING id`
  return kept!.id
}
