import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { queue } from '#app/platform/jobs.server.ts'
import { isPushService, pushKeys, type Subscription } from '#app/platform/push.server.ts'
import { mostDevices } from './schema.ts'

/** A notification to one device: a reminder, or a try to see how one looks. */
export type PushJob =
  | { deviceId: string; about: 'reminder'; activityId: string; which: 'day-before' | 'two-hours'; startsAt: string }
  | { deviceId: string; about: 'appointment'; appointmentId: string; startsAt: string }
  | { deviceId: string; about: 'try' }

/** Notifications leave when the transaction commits; any number are one statement. */
export async function pushTo(sql: Sql, jobs: PushJob[]): Promise<void> {
  if (jobs.length === 0) return
  const boss = await queue()
  await boss.insert('push', jobs.map((data) => ({ data })), { db: sql })
}

/**
 * The person of the transaction gets notifications in the browser that sent these. A browser belongs to who used it last:
 * the endpoint in hand proves it.
 */
export async function addDevice(
  sql: Sql,
  { personId, sessionId, endpoint, p256dh, auth, name, now }: Subscription & { personId: string; sessionId: string; name: string; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'not-offered' | 'unknown-service' | 'too-many' }> {
  if (!pushKeys()) return { ok: false, reason: 'not-offered' }
  if (!isPushService(endpoint, env().PUSH_HOSTS)) return { ok: false, reason: 'unknown-service' }
  // Two tabs at once take turns, or they would both be the tenth.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('devices of ' || ${personId}::text, 0))::text`
  const others = await sql`SELECT id FROM push_devices WHERE person_id = ${personId}::uuid AND endpoint <> ${endpoint}`
  if (others.length >= mostDevices) return { ok: false, reason: 'too-many' }
  await actingAs(sql, system('reminders'), (sql) => sql`DELETE FROM push_devices WHERE endpoint = ${endpoint} AND person_id <> ${personId}::uuid`)
  await sql`INSERT INTO push_devices (person_id, endpoint, p256dh, auth, name, session_id, created_at)
    VALUES (${personId}::uuid, ${endpoint}, ${p256dh}, ${auth}, ${name.slice(0, 120)}, ${sessionId}, ${now}::timestamptz)
    ON CONFLICT (endpoint) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth, name = excluded.name, session_id = excluded.session_id`
  return { ok: true }
}

/** @returns whether it was the person's own. */
export const removeDevice = async (sql: Sql, { personId, deviceId }: { personId: string; deviceId: string }): Promise<boolean> =>
  (await sql`DELETE FROM push_devices WHERE id = ${deviceId}::uuid AND person_id = ${personId}::uuid RETURNING id`).length > 0

/** Shows on a device what a reminder looks like. However often it is pressed in a moment, it comes once. */
export async function tryDevice(sql: Sql, { personId, deviceId }: { personId: string; deviceId: string }): Promise<boolean> {
  const own = await sql`SELECT id FROM push_devices WHERE id = ${deviceId}::uuid AND person_id = ${personId}::uuid`
  if (own.length === 0) return false
  const boss = await queue()
  await boss.send('push', { deviceId, about: 'try' } satisfies PushJob, { db: sql, singletonKey: deviceId, singletonSeconds: 10 })
  return true
}

/** Signing in anew in the same browser is no reason to fall silent; the session before ends with its devices. */
export const keepDevices = (sql: Sql, { personId, from, to }: { personId: string; from: string; to: string }) =>
  sql`UPDATE push_devices SET session_id = ${to} WHERE session_id = ${from} AND person_id = ${personId}::uuid`
