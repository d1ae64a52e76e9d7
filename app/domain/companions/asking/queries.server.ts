import type { Sql } from '#app/platform/db.server.ts'
import type { PairingState, RequestState, Wish } from '../schema.ts'
import { openAvoid, openWish } from '../sealing.server.ts'

export interface House { id: string; slug: string; name: string; country: string; zone: string; contactEmail: string | null }

export async function houseBySlug(sql: Sql, slug: string): Promise<House | null> {
  const [found] = await sql<House>`SELECT id, slug, name, country, zone, contact_email AS "contactEmail" FROM organisations WHERE slug = ${slug}`
  return found ?? null
}

/** Where one can ask, first where one belongs. */
export async function housesToAsk(sql: Sql, personId: string): Promise<(Pick<House, 'slug' | 'name'> & { belongs: boolean; state: RequestState | null })[]> {
  return sql`SELECT o.slug, o.name, EXISTS (SELECT FROM memberships m WHERE m.organisation_id = o.id AND m.person_id = ${personId}::uuid) AS belongs, r.state
    FROM organisations o LEFT JOIN companion_requests r ON r.organisation_id = o.id AND r.person_id = ${personId}::uuid ORDER BY 3 DESC, o.name LIMIT 200`
}

export interface MyRequest {
  id: string
  state: RequestState
  askedAt: Date
  changedAt: Date
  startsOn: string | null
  releasedOn: string | null
  wish: Wish | null
  avoids: string
  /** The pairing that came of it and has not ended. */
  pairing: { id: string; state: PairingState } | null
  /** Who looks for somebody. */
  coordinators: string[]
}

/** What one has asked for at one organisation, with everything one has told. */
export async function myRequest(sql: Sql, organisationId: string, personId: string): Promise<MyRequest | null> {
  const [found] = await sql<Omit<MyRequest, 'wish' | 'avoids' | 'coordinators'> & { sealed: string | null; avoids: string | null; coordinators: string[] }>`
    SELECT r.id, r.state, r.asked_at AS "askedAt", r.changed_at AS "changedAt", r.starts_on AS "startsOn", r.released_on AS "releasedOn", r.sealed, a.sealed AS avoids,
      (SELECT json_build_object('id', p.id, 'state', p.state) FROM pairings p WHERE p.request_id = r.id AND p.state <> 'ended') AS pairing,
      ARRAY(SELECT name FROM coordinators_for(r.id)) AS coordinators
    FROM companion_requests r LEFT JOIN match_avoids a ON a.organisation_id = r.organisation_id AND a.person_id = r.person_id
    WHERE r.organisation_id = ${organisationId}::uuid AND r.person_id = ${personId}::uuid`
  if (!found) return null
  const { sealed, avoids, ...rest } = found
  return { ...rest, wish: openWish({ id: found.id, organisationId }, sealed), avoids: avoids === null ? '' : openAvoid({ personId, organisationId }, avoids) }
}
