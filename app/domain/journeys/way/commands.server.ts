import { sealOf } from '#app/domain/people/keys.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { MomentKind } from '../schema.ts'
import { momentContext } from './queries.server.ts'

const mostMoments = 500

/** Puts something on one's own way. Sent twice it is there once. False when there are more than anybody has. */
export async function addMoment(sql: Sql, { id, personId, kind, onDay, words, now }: { id: string; personId: string; kind: MomentKind; onDay: string; words: string; now: Date }): Promise<boolean> {
  const { seal } = await sealOf(sql, personId)
  const added = await sql`INSERT INTO moments (id, person_id, on_day, kind, sealed, created_at)
    SELECT ${id}::uuid, ${personId}::uuid, ${onDay}::date, ${kind}, ${words === '' ? null : seal(words, momentContext(id, personId))}, ${now}::timestamptz
    WHERE (SELECT count(*) FROM moments WHERE person_id = ${personId}::uuid) < ${mostMoments}::int ON CONFLICT (id) DO NOTHING RETURNING id`
  return added.length > 0 || (await sql`SELECT FROM moments WHERE id = ${id}::uuid`).length > 0
}

export const removeMoment = (sql: Sql, { id, personId }: { id: string; personId: string }) => sql`DELETE FROM moments WHERE id = ${id}::uuid AND person_id = ${personId}::uuid`
