import type { Role } from '#app/domain/identity/schema.ts'
import { system } from '#app/platform/actor.ts'
import { hashOf } from '#app/platform/crypto.server.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Label } from '../labels.ts'
import { labelsOf } from '../members/queries.server.ts'
import { type InvitationState, standing, type Standing } from '../rules.ts'

export interface SentInvitation { id: string; email: string; role: Role; language: Language; place: string | null; sentAt: Date; expiresAt: Date; expired: boolean }

/** Invitations nobody has answered or taken back, newest first. */
export async function openInvitations(sql: Sql, organisationId: string, now: Date): Promise<SentInvitation[]> {
  return sql<SentInvitation>`
    SELECT i.id, i.email::text AS email, i.role, i.language, l.name AS place, i.created_at AS "sentAt", i.expires_at AS "expiresAt", i.expires_at <= ${now}::timestamptz AS expired
    FROM invitations i LEFT JOIN places l ON l.id = i.place_id
    WHERE i.organisation_id = ${organisationId}::uuid AND i.accepted_at IS NULL AND i.revoked_at IS NULL
      AND i.expires_at > ${now}::timestamptz - interval '60 days'
    ORDER BY i.created_at DESC, i.id`
}

export interface ReceivedInvitation {
  standing: Standing
  email: string
  role: Role
  organisation: { id: string; slug: string; name: string; language: Language }
  labels: Label[]
}

/** What the holder of an invitation's link is invited to; null when there is no such link. Changes nothing. */
export async function receivedInvitation(token: string, now: Date): Promise<ReceivedInvitation | null> {
  return lean(system('invitation'), async (sql) => {
    const [found] = await sql<InvitationState & { email: string; role: Role; id: string; slug: string; name: string; language: Language }>`
      SELECT i.email::text AS email, i.role, i.expires_at AS "expiresAt", i.accepted_at AS "acceptedAt", i.revoked_at AS "revokedAt", o.id, o.slug, o.name, o.language
      FROM invitations i JOIN organisations o ON o.id = i.organisation_id WHERE i.token_hash = ${hashOf(token)}`
    if (!found) return null
    const { email, role, id, slug, name, language } = found
    return { standing: standing(found, now), email, role, organisation: { id, slug, name, language }, labels: await labelsOf(sql, id) }
  })
}
