import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'

export interface OrganisationDetails { name: string; language: Language; zone: string; about: Partial<Record<Language,
  string>>; contactEmail: string | null; website: string | null }
export interface Kind { id: string; slug: string; names: Partial<Record<Language, string>>; archived: boolean; used: number }
export interface Place { id: string; name: string; address: string | null; lat: number | null; lon: number | null; archived: boolean }

export async function organisationDetails(sql: Sql, organisationId: string): Promise<OrganisationDetails> {
  const [found] = await sql<OrganisationDetails>`SELECT name, language, zone, about, contact_email AS "contactEmail", website FROM organisations
    WHERE id = ${organisationId}::uuid`
  return found!
}
/** In the organisation's own order, the archived ones last. */
export async function allKinds(sql: Sql, organisationId: string): Promise<Kind[]> {
  return sql<Kind>`SELECT k.id, k.slug, k.names, k.archived_at IS NOT NULL AS archived, (SELECT count(*)::int FROM activities a WHERE a.kind_id = k.id) AS used
    FROM activity_kinds k WHERE k.organisation_id = ${organisationId}::uuid ORDER BY k.archived_at IS NOT NULL, k.position, k.slug`
}
export async function allPlaces(sql: Sql, organisationId: string): Promise<Place[]> {
  return sql<Place>`SELECT id, name, address, lat, lon, archived_at IS NOT NULL AS archived FROM places
    WHERE organisation_id = ${organisationId}::uuid ORDER BY archived_at IS NOT NULL, lower(name), id`
}
