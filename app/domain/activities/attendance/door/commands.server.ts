import { networkPart } from '#app/domain/identity/rules.ts'
import { encrypt, keyedHash } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { firstNameContext } from '../queries.server.ts'
import { tooManyKnocks } from './rules.ts'

/** Somebody who leads puts a code at the door, or takes it away; the database lets nobody else. */
export async function openDoor(sql: Sql, { activityId, personId, now }: { activityId: string; personId: string; now: Date }) {
  await sql`INSERT INTO doors (activity_id, opened_at, opened_by) VALUES (${activityId}::uuid, ${now}::timestamptz, ${personId}::uuid) ON CONFLICT DO NOTHING`
}
export async function closeDoor(sql: Sql, activityId: string) {
  await sql`DELETE FROM doors WHERE activity_id = ${activityId}::uuid`
}

/** The person of the transaction is here. Saying so twice is saying it once. */
export async function arrive(sql: Sql, { activityId, personId, key, now }: { activityId: string; personId: string; key: string; now: Date }) {
  await sql`
    INSERT INTO attendance AS t (activity_id, who, person_id, outcome, from_door, key, device_at, marked_at, marked_by)
    VALUES (${activityId}::uuid, ${personId}::uuid, ${personId}::uuid, 'came', true, ${key}::uuid, ${now}::timestamptz, ${now}::timestamptz, ${personId}::uuid)
    ON CONFLICT (activity_id, who) DO UPDATE SET outcome = excluded.outcome, key = excluded.key, device_at = excluded.device_at, marked_at = excluded.marked_at, marked_by = excluded.marked_by
    WHERE t.outcome IS DISTINCT FROM 'came' AND (t.device_at, t.key) < (excluded.device_at, excluded.key)`
}

/**
 * Somebody who is not signed in writes their first name at the door (as `system('door')`); it counts once somebody who leads
 * has looked. `who` comes from the form, so that sending it twice is one name.
 */
export async function knock(
  sql: Sql,
  { activityId, organisationId, who, firstName, network, now }: { activityId: string; organisationId: string; who: string; firstName: string; network: string; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'busy' }> {
  const networkHash = keyedHash('network', networkPart(network))
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`door ${activityId}`}, 0))::text`
  await sql`DELETE FROM door_knocks WHERE at < ${now}::timestamptz - interval '1 hour'`
  const [knocks] = await sql<{ fromNetwork: number; atDoor: number }>`
    SELECT count(*) FILTER (WHERE network_hash = ${networkHash} AND at > ${now}::timestamptz - interval '10 minutes')::int AS "fromNetwork",
      count(*) FILTER (WHERE activity_id = ${activityId}::uuid)::int AS "atDoor"
    FROM door_knocks`
  if (tooManyKnocks(knocks!)) return { ok: false, reason: 'busy' }
  await sql`INSERT INTO door_knocks (activity_id, network_hash, at) VALUES (${activityId}::uuid, ${networkHash}, ${now}::timestamptz)`
  await sql`
    INSERT INTO attendance (activity_id, who, first_name, from_door, key, device_at, marked_at)
    VALUES (${activityId}::uuid, ${who}::uuid, ${encrypt(firstName, firstNameContext(organisationId, activityId, who))}, true, ${who}::uuid, ${now}::timestamptz, ${now}::timestamptz)
    ON CONFLICT DO NOTHING`
  return { ok: true }
}
