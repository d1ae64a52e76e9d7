import { tell } from '#app/domain/history/commands.server.ts'
import type { Role } from '#app/domain/identity/schema.ts'
import { owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { hashOf, randomSecret } from '#app/platform/crypto.server.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { labelOf, labelWithin } from '../labels.ts'
import { type Handler, ownsPlace, takeTurnWith } from '../members/commands.server.ts'
import { labelsOf } from '../members/queries.server.ts'
import { type InvitationState, invitationDays, mayHandle, standing, type Standing } from '../rules.ts'

export interface Inviter extends Handler { name: string; organisationName: string }
export type InviteRefusal = 'not_yours' | 'not_found' | 'too_many'
export type Invited = { ok: true; id: string } | { ok: false; reason: InviteRefusal }

/** More than anyone means to send in a day; less than somebody with a stolen session would like. */
const mostADay = 200
/** To one address in a day, however it comes about: sent, sent again, taken back and sent anew. */
const mostToOne = 5
const lifetime = invitationDays * 86_400_000

/**
 * Invites an address to a role by mail. Whether the address has an account here is neither asked nor told. Inviting
 * again is sending again: the earlier link dies.
 */
export async function inviteByMail(
  sql: Sql,
  inviter: Inviter,
  { email, role, language, placeId, home, now }: { email: string; role: Role; language: Language; placeId: string | null; home: string; now: Date },
): Promise<Invited> {
  const { organisationId } = inviter
  if (!mayHandle(inviter.roles).includes(role)) return { ok: false, reason: 'not_yours' }
  if (placeId && !(await ownsPlace(sql, organisationId, placeId))) return { ok: false, reason: 'not_found' }
  await takeTurnWith(sql, organisationId)
  const [sent] = await sql<{ today: number; toOne: number; same: string | null }>`
    SELECT count(*) FILTER (WHERE created_at > ${now}::timestamptz - interval '1 day')::int AS today,
      count(*) FILTER (WHERE created_at > ${now}::timestamptz - interval '1 day' AND email = ${email}::citext)::int AS "toOne",
      (array_agg(id) FILTER (WHERE email = ${email}::citext AND role = ${role} AND accepted_at IS NULL AND revoked_at IS NULL))[1] AS same
    FROM invitations WHERE organisation_id = ${organisationId}::uuid`
  if (sent?.same) return resendInvitation(sql, inviter, { invitationId: sent.same, home, now })
  if ((sent?.today ?? 0) >= mostADay || (sent?.toOne ?? 0) >= mostToOne) return { ok: false, reason: 'too_many' }
  const token = randomSecret()
  const [made] = await sql<{ id: string }>`INSERT INTO invitations (organisation_id, place_id, email, role, language, token_hash, invited_by, created_at, expires_at)
    VALUES (${organisationId}::uuid, ${placeId}::uuid, ${email}, ${role}, ${language}, ${hashOf(token)}, ${inviter.personId}::uuid, ${now}::timestamptz, ${new Date(now.getTime() + lifetime)}::timestamptz) RETURNING id`
  await mail(sql, inviter, { email, role, language, token, home })
  await tell(sql, { organisationId, subject: ['invitation', made!.id], event: 'invitation.sent', facts: { role } })
  return { ok: true, id: made!.id }
}

/** A new link, good for another two weeks; the one in the earlier mail no longer works. */
export async function resendInvitation(sql: Sql, inviter: Inviter,
  { invitationId, home, now }: { invitationId: string; home: string; now: Date }): Promise<Invited> {
  const open = await openFor(sql, inviter, invitationId)
  if (!open.ok) return open
  const [again] = await sql<{ today: number }>`SELECT count(*)::int AS today FROM history WHERE subject_kind = 'invitation' AND subject_id = ${invitationId}
    AND event IN ('invitation.sent', 'invitation.resent') AND at > ${now}::timestamptz - interval '1 day'`
  if ((again?.today ?? 0) >= mostToOne) return { ok: false, reason: 'too_many' }
  const token = randomSecret()
  await sql`UPDATE invitations SET token_hash = ${hashOf(token)}, created_at = ${now}::timestamptz, expires_at = ${new Date(now.getTime() + lifetime)}::timestamptz, invited_by = ${inviter.personId}::uuid WHERE id = ${invitationId}::uuid`
  await mail(sql, inviter, { ...open, token, home })
  await tell(sql, { organisationId: inviter.organisationId, subject: ['invitation', invitationId], event: 'invitation.resent', facts: { role: open.role } })
  return { ok: true, id: invitationId }
}

export async function revokeInvitation(sql: Sql, handler: Handler, { invitationId, now }: { invitationId: string; now: Date }): Promise<Invited> {
  const open = await openFor(sql, handler, invitationId)
  if (!open.ok) return open
  await sql`UPDATE invitations SET revoked_at = ${now}::timestamptz WHERE id = ${invitationId}::uuid`
  await tell(sql, { organisationId: handler.organisationId, subject: ['invitation', invitationId], event: 'invitation.revoked', facts: { role: open.role } })
  return { ok: true, id: invitationId }
}

async function openFor(sql: Sql, { organisationId, roles }: Handler, invitationId: string) {
  await takeTurnWith(sql, organisationId)
  const [found] = await sql<{ email: string; role: Role; language: Language }>`
    SELECT email::text AS email, role, language FROM invitations WHERE id = ${invitationId}::uuid AND organisation_id = ${organisationId}::uuid
      AND accepted_at IS NULL AND revoked_at IS NULL`
  if (!found) return { ok: false as const, reason: 'not_found' as const }
  if (!mayHandle(roles).includes(found.role)) return { ok: false as const, reason: 'not_yours' as const }
  return { ok: true as const, ...found }
}

async function mail(sql: Sql, { organisationId, organisationName, name }: Inviter,
  { email, role, language, token, home }: { email: string; role: Role; language: Language; token: string; home: string }) {
  const label = labelWithin(labelOf(role, await labelsOf(sql, organisationId), language))
  await owe(sql, { personId: null, address: email, language, template: 'organisation-invitation', facts: { link: `${home}/invitations/${token}`, organisation: organisationName, role: label, inviter: name } })
}

export type Accepted = { ok: true; slug: string; role: Role } | { ok: false; reason: 'not_found' | 'other_address' | Exclude<Standing, 'open'> }

/**
 * The signed-in person says yes. Only the invited address may: a forwarded link lets nobody in. Single use, decided under
 * the invitation's own row lock.
 */
export async function acceptInvitation(sql: Sql, { token, personId, now }: { token: string; personId: string; now: Date }): Promise<Accepted> {
  const [own] = await sql<{ email: string }>`SELECT lower(email::text) AS email FROM people WHERE id = ${personId}::uuid`
  const done = await actingAs(sql, system('invitation'), async (sql) => {
    const [found] = await sql<InvitationState & { id: string; email: string; role: Role; organisationId: string; placeId: string | null; invitedBy: string | null; slug: string }>`
      SELECT i.id, lower(i.email::text) AS email, i.role, i.organisation_id AS "organisationId", i.place_id AS "placeId", i.invited_by AS "invitedBy", i.expires_at AS "expiresAt", i.accepted_at AS "acceptedAt", i.revoked_at AS "revokedAt",
        (SELECT slug FROM organisations o WHERE o.id = i.organisation_id) AS slug
      FROM invitations i WHERE i.token_hash = ${hashOf(token)} FOR UPDATE OF i`
    if (!found) return { ok: false as const, reason: 'not_found' as const }
    if (found.email !== own?.email) return { ok: false as const, reason: 'other_address' as const }
    const state = standing(found, now)
    if (state !== 'open') return { ok: false as const, reason: state }
    await sql`UPDATE invitations SET accepted_at = ${now}::timestamptz, accepted_by = ${personId}::uuid WHERE id = ${found.id}::uuid`
    return { ok: true as const, ...found }
  })
  if (!done.ok) return done
  const held = await sql`SELECT FROM memberships WHERE organisation_id = ${done.organisationId}::uuid AND person_id = ${personId}::uuid
    AND role = ${done.role} AND valid_from <= current_date AND (valid_to IS NULL OR valid_to >= current_date)`
  if (held.length === 0) {
    await actingAs(sql, system('invitation'), (sql) => sql`INSERT INTO memberships (organisation_id, person_id, place_id, role, granted_by)
      VALUES (${done.organisationId}::uuid, ${personId}::uuid, ${done.placeId}::uuid, ${done.role}, ${done.invitedBy}::uuid)`)
  }
  await tell(sql, { organisationId: done.organisationId, subject: ['person', personId], event: 'invitation.accepted', facts: { role: done.role, invitation: done.id } })
  return { ok: true, slug: done.slug, role: done.role }
}
