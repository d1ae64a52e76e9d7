import { randomUUID } from 'node:crypto'
import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { idFrom } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { type MilestoneKind, milestoneKinds } from '../schema.ts'
import { sealWalking } from '../sealing.server.ts'

/** More than anybody keeps in sight. */
const mostOwn = 20

const isUsual = (id: string): id is MilestoneKind => (milestoneKinds as readonly string[]).includes(id)
const walks = async (sql: Sql, pairingId: string) => {
  await takeTurn(sql, pairingId)
  const [found] = await sql<{ walks: boolean }>`SELECT walks_now(${pairingId}::uuid) AS walks`
  return found?.walks === true
}

/** Either marks a milestone as reached on a day, or takes that back (`null`). `id`: the row's, or a usual one's kind. */
export async function reachMilestone(sql: Sql, { pairingId, id, on, by, now }: { pairingId: string; id: string; on: string | null; by: string; now: Date }): Promise<boolean> {
  if (!(await walks(sql, pairingId))) return false
  if (isUsual(id)) {
    await sql`INSERT INTO milestones (id, pairing_id, kind, done_on, done_by, changed_at) VALUES (${randomUUID()}::uuid, ${pairingId}::uuid, ${id}, ${on}::date, ${by}::uuid, ${now}::timestamptz)
      ON CONFLICT (pairing_id, kind) WHERE kind <> 'own' DO UPDATE SET done_on = excluded.done_on, done_by = excluded.done_by, changed_at = excluded.changed_at`
    return true
  }
  return (await sql`UPDATE milestones SET done_on = ${on}::date, done_by = ${by}::uuid, changed_at = ${now}::timestamptz WHERE id = ${id}::uuid AND pairing_id = ${pairingId}::uuid RETURNING id`).length > 0
}

/** Either moves a milestone to another day. */
export async function moveMilestone(sql: Sql, { pairingId, id, to, now }: { pairingId: string; id: string; to: string; now: Date }): Promise<boolean> {
  if (!(await walks(sql, pairingId))) return false
  if (isUsual(id)) {
    await sql`INSERT INTO milestones (id, pairing_id, kind, due_on, changed_at) VALUES (${randomUUID()}::uuid, ${pairingId}::uuid, ${id}, ${to}::date, ${now}::timestamptz)
      ON CONFLICT (pairing_id, kind) WHERE kind <> 'own' DO UPDATE SET due_on = excluded.due_on, changed_at = excluded.changed_at`
    return true
  }
  return (await sql`UPDATE milestones SET due_on = ${to}::date, changed_at = ${now}::timestamptz WHERE id = ${id}::uuid AND pairing_id = ${pairingId}::uuid RETURNING id`).length > 0
}

/** One of their own. `key` names the form: sent twice, it is one. */
export async function addMilestone(sql: Sql, { pairingId, by, key, name, day, now }: { pairingId: string; by: string; key: string; name: string; day: string; now: Date }): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'many' }> {
  if (!(await walks(sql, pairingId))) return { ok: false, reason: 'not_found' }
  const [own] = await sql<{ count: number }>`SELECT count(*)::int AS count FROM milestones WHERE pairing_id = ${pairingId}::uuid AND kind = 'own'`
  if (own!.count >= mostOwn) return { ok: false, reason: 'many' }
  const id = idFrom(`milestone ${pairingId} ${by} ${key}`)
  await sql`INSERT INTO milestones (id, pairing_id, kind, sealed, due_on, changed_at) VALUES (${id}::uuid, ${pairingId}::uuid, 'own', ${sealWalking('milestones', { id, pairingId }, name)}, ${day}::date, ${now}::timestamptz)
    ON CONFLICT (id) DO NOTHING`
  return { ok: true }
}

/** One of their own is taken out of the plan. */
export async function removeMilestone(sql: Sql, { pairingId, id }: { pairingId: string; id: string }): Promise<boolean> {
  if (!(await walks(sql, pairingId))) return false
  await sql`DELETE FROM milestones WHERE id = ${id}::uuid AND pairing_id = ${pairingId}::uuid AND kind = 'own'`
  return true
}
