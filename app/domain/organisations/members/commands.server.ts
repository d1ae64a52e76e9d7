import { tell } from '#app/domain/history/commands.server.ts'
import type { Role } from '#app/domain/identity/schema.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { daysRefused, mayHandle } from '../rules.ts'
import { todayIn } from './queries.server.ts'

/** Who handles people, where, and as what: what the gate has proved. */
export interface Handler { organisationId: string; personId: string; roles: readonly Role[] }
export type RoleRefusal = 'not_found' | 'not_yours' | 'already' | 'last_administrator' | 'from_past' | 'to_past' | 'to_before_from'
export type RoleDone = { ok: true } | { ok: false; reason: RoleRefusal; field?: 'from' | 'to' | 'role' }

/** Gives a role to somebody the organisation already knows; others are invited. */
export async function grantRole(
  sql: Sql,
  { organisationId, personId: by, roles }: Handler,
  { personId, role, from, to, placeId }: { personId: string; role: Role; from: string | null; to: string | null; placeId: string | null },
): Promise<RoleDone> {
  if (!mayHandle(roles).includes(role)) return { ok: false, reason: 'not_yours', field: 'role' }
  const today = await todayIn(sql)
  const begins = from ?? today
  const refused = daysRefused({ from: begins, to, today })
  if (refused) return { ok: false, reason: refused.key, field: refused.field }
  await takeTurnWith(sql, organisationId)
  const known = await sql<{ role: Role; overlaps: boolean }>`
    SELECT role, (valid_to IS NULL OR valid_to >= ${begins}::date) AND (${to}::date IS NULL OR valid_from <= ${to}::date) AS overlaps
    FROM memberships WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid`
  if (known.length === 0) return { ok: false, reason: 'not_found' }
  if (known.some((held) => held.role === role && held.overlaps)) return { ok: false, reason: 'already', field: 'role' }
  if (placeId && !(await ownsPlace(sql, organisationId, placeId))) return { ok: false, reason: 'not_found' }
  const [made] = await sql<{ id: string }>`INSERT INTO memberships (organisation_id, person_id, place_id, role, valid_from, valid_to, granted_by)
    VALUES (${organisationId}::uuid, ${personId}::uuid, ${placeId}::uuid, ${role}, ${begins}::date, ${to}::date, ${by}::uuid) RETURNING id`
  await tell(sql, { organisationId, subject: ['person', personId], event: 'role.granted', facts: { role, from: begins, to, membership: made!.id } })
  return { ok: true }
}

/**
 * Ends a role: at once, or after a day to come. The last day counts, so what ends at once was held until yesterday.
 * The organisation keeps an administrator: without one nobody could ever make another.
 */
export async function endRole(sql: Sql, { organisationId, roles }: Handler,
  { membershipId, to }: { membershipId: string; to: string | null }): Promise<RoleDone> {
  await takeTurnWith(sql, organisationId)
  const today = await todayIn(sql)
  const [held] = await sql<{ role: Role; personId: string; over: boolean; from: string }>`
    SELECT role, person_id AS "personId", valid_to < current_date AS over, valid_from::text AS "from" FROM memberships
      WHERE id = ${membershipId}::uuid AND organisation_id = ${organisationId}::uuid`
  if (!held || held.over) return { ok: false, reason: 'not_found' }
  if (!mayHandle(roles).includes(held.role)) return { ok: false, reason: 'not_yours' }
  if (to !== null && to < today) return { ok: false, reason: 'to_past', field: 'to' }
  if (to !== null && to < held.from) return { ok: false, reason: 'to_before_from', field: 'to' }
  if (held.role === 'administrator') {
    const [others] = await sql<{ count: number }>`
      SELECT count(*)::int AS count FROM memberships WHERE organisation_id = ${organisationId}::uuid AND role = 'administrator'
        AND person_id <> ${held.personId}::uuid
        AND valid_from <= current_date AND valid_to IS NULL`
    if (!others?.count) return { ok: false, reason: 'last_administrator' }
  }
  if (to === null) {
    await sql`UPDATE memberships SET valid_from = least(valid_from, current_date - 1), valid_to = current_date - 1 WHERE id = ${membershipId}::uuid`
    // Whoever may no longer let people in has not let in those who have not come yet either.
    if (held.role === 'administrator' || held.role === 'coordinator') {
      await sql`UPDATE invitations SET revoked_at = now() WHERE organisation_id = ${organisationId}::uuid AND invited_by = ${held.personId}::uuid
        AND accepted_at IS NULL AND revoked_at IS NULL
        AND (role IN ('organiser', 'coordinator', 'administrator') OR NOT EXISTS (SELECT FROM memberships m
          WHERE m.organisation_id = invitations.organisation_id AND m.person_id = invitations.invited_by
          AND m.role IN ('coordinator', 'administrator') AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date)))`
    }
  } else await sql`UPDATE memberships SET valid_to = ${to}::date WHERE id = ${membershipId}::uuid`
  await tell(sql, { organisationId, subject: ['person', held.personId], event: 'role.ended', facts: { role: held.role, to: to ?? today, membership: membershipId } })
  return { ok: true }
}

/** Roles of one organisation change one after another: two administrators cannot each end the other's role. */
export async function takeTurnWith(sql: Sql, organisationId: string) {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`roles ${organisationId}`}, 0))::text`
}

export async function ownsPlace(sql: Sql, organisationId: string, placeId: string) {
  return (await sql`SELECT FROM places WHERE id = ${placeId}::uuid AND organisation_id = ${organisationId}::uuid AND archived_at IS NULL`).length > 0
}
