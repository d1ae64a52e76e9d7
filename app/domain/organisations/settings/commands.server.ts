import { tell } from '#app/domain/history/commands.server.ts'
import { roles } from '#app/domain/identity/schema.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { type Language, languages } from '#app/platform/language.ts'
import { kindSlug } from '../rules.ts'
import type { OrganisationTexts } from '../schema.ts'

/** What administrators set up. Row-level security refuses everybody else. */
export type Saved = { ok: true } | { ok: false; reason: 'not_found' | 'name_taken' | 'last_kind' }
type Names = Record<Language, string>
const written = (texts: Record<string, string>) => JSON.stringify(Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')))
const about = (organisationId: string, event: string, facts: Record<string, unknown> = {}) =>
  ({ organisationId, subject: ['organisation', organisationId] as [string, string], event, facts })

export async function saveOrganisation(sql: Sql, organisationId: string, texts: OrganisationTexts): Promise<Saved> {
  const saved = await sql`UPDATE organisations
    SET name = ${texts.name}, language = ${texts.language}, zone = ${texts.zone}, about = ${written({ nb: texts.about_nb, sv: texts.about_sv, en: texts.about_en })}::jsonb,
    contact_email = ${texts.contactEmail || null}, website = ${texts.website || null} WHERE id = ${organisationId}::uuid RETURNING id`
  if (saved.length === 0) return { ok: false, reason: 'not_found' }
  await tell(sql, about(organisationId, 'organisation.edited'))
  return { ok: true }
}

export async function saveLabels(sql: Sql, organisationId: string, labels: Record<string, string>) {
  const rows = roles.flatMap((role) => languages.map((language) => ({ role, language, label: labels[`${role}_${language}`] ?? '' }))).filter(({ label }) => label !== '')
  await sql`DELETE FROM role_labels WHERE organisation_id = ${organisationId}::uuid`
  await sql`INSERT INTO role_labels (organisation_id, role, language, label) SELECT ${organisationId}::uuid, role, language, label
    FROM json_to_recordset(${JSON.stringify(rows)}::text::json) AS said (role text, language text, label text)`
  await tell(sql, about(organisationId, 'labels.edited'))
}

// ── kinds of activities ─────────────────────────────────────────────────────────────────────────────────────

const kindsTurn = (sql: Sql, organisationId: string) => sql`SELECT pg_advisory_xact_lock(hashtextextended(${`kinds ${organisationId}`}, 0))::text`

export async function saveKind(sql: Sql, organisationId: string, { kindId, names }: { kindId: string | null; names: Names }): Promise<Saved> {
  await kindsTurn(sql, organisationId)
  if (kindId) {
    const renamed = await sql`UPDATE activity_kinds SET names = ${written(names)}::jsonb WHERE id = ${kindId}::uuid
      AND organisation_id = ${organisationId}::uuid RETURNING id`
    if (renamed.length === 0) return { ok: false, reason: 'not_found' }
    await tell(sql, about(organisationId, 'kind.renamed', { kind: kindId }))
    return { ok: true }
  }
  const taken = await sql<{ slug: string }>`SELECT slug FROM activity_kinds WHERE organisation_id = ${organisationId}::uuid`
  const slug = kindSlug(names.nb || names.sv || names.en, taken.map((kind) => kind.slug))
  const [made] = await sql<{ id: string }>`INSERT INTO activity_kinds (organisation_id, slug, names, position)
    SELECT ${organisationId}::uuid, ${slug}, ${written(names)}::jsonb, coalesce(max(position), -1) + 1 FROM activity_kinds
      WHERE organisation_id = ${organisationId}::uuid RETURNING id`
  await tell(sql, about(organisationId, 'kind.added', { kind: made!.id }))
  return { ok: true }
}

/** One step up or down among those in use. */
export async function moveKind(sql: Sql, organisationId: string, { kindId, by }: { kindId: string; by: -1 | 1 }): Promise<Saved> {
  await kindsTurn(sql, organisationId)
  const order = (await sql<{ id: string }>`SELECT id FROM activity_kinds WHERE organisation_id = ${organisationId}::uuid AND archived_at IS NULL
    ORDER BY position, slug`).map(({ id }) => id)
  const from = order.indexOf(kindId)
  if (from < 0) return { ok: false, reason: 'not_found' }
  const to = Math.max(0, Math.min(order.length - 1, from + by))
  order.splice(to, 0, ...order.splice(from, 1))
  await sql`UPDATE activity_kinds k SET position = wanted.position
    FROM json_to_recordset(${JSON.stringify(order.map((id, position) => ({ id, position })))}::text::json) AS wanted (id uuid, position int)
    WHERE k.id = wanted.id AND k.position <> wanted.position`
  return { ok: true }
}

/** Out of use or back in use: activities that have the kind keep it. */
export async function archiveKind(sql: Sql, organisationId: string,
  { kindId, archived, now }: { kindId: string; archived: boolean; now: Date }): Promise<Saved> {
  await kindsTurn(sql, organisationId)
  if (archived) {
    const [left] = await sql<{ others: number }>`SELECT count(*)::int AS others FROM activity_kinds WHERE organisation_id = ${organisationId}::uuid
      AND archived_at IS NULL AND id <> ${kindId}::uuid`
    if (!left?.others) return { ok: false, reason: 'last_kind' }
  }
  const changed = await sql`UPDATE activity_kinds SET archived_at = ${archived ? now : null}::timestamptz WHERE id = ${kindId}::uuid
    AND organisation_id = ${organisationId}::uuid RETURNING id`
  if (changed.length === 0) return { ok: false, reason: 'not_found' }
  await tell(sql, about(organisationId, archived ? 'kind.archived' : 'kind.restored', { kind: kindId }))
  return { ok: true }
}

// ── places ──────────────────────────────────────────────────────────────────────────────────────────────────

export interface PlaceTexts { placeId: string | null; name: string; address: string; lat: number | null; lon: number | null }

export async function savePlace(sql: Sql, organisationId: string, { placeId, name, address, lat, lon }: PlaceTexts): Promise<Saved> {
  const [same] = await sql<{ id: string }>`SELECT id FROM places WHERE organisation_id = ${organisationId}::uuid AND name = ${name}`
  if (same && same.id !== placeId) return { ok: false, reason: 'name_taken' }
  const saved = placeId
    ? await sql<{ id: string }>`UPDATE places SET name = ${name}, address = ${address || null}, lat = ${lat}::float8, lon = ${lon}::float8
      WHERE id = ${placeId}::uuid AND organisation_id = ${organisationId}::uuid RETURNING id`
    : await sql<{ id: string }>`INSERT INTO places (organisation_id, name, address, lat, lon)
      VALUES (${organisationId}::uuid, ${name}, ${address || null}, ${lat}::float8, ${lon}::float8)
        ON CONFLICT (organisation_id, name) DO NOTHING RETURNING id`
  if (!saved[0]) return { ok: false, reason: placeId ? 'not_found' : 'name_taken' }
  await tell(sql, about(organisationId, placeId ? 'place.edited' : 'place.added', { place: saved[0].id }))
  return { ok: true }
}

export async function archivePlace(sql: Sql, organisationId: string,
  { placeId, archived, now }: { placeId: string; archived: boolean; now: Date }): Promise<Saved> {
  const changed = await sql`UPDATE places SET archived_at = ${archived ? now : null}::timestamptz WHERE id = ${placeId}::uuid
    AND organisation_id = ${organisationId}::uuid RETURNING id`
  if (changed.length === 0) return { ok: false, reason: 'not_found' }
  await tell(sql, about(organisationId, archived ? 'place.archived' : 'place.restored', { place: placeId }))
  return { ok: true }
}
