import { system } from '#app/platform/actor.ts'
import { hashOf } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { inLanguage, type Language } from '#app/platform/language.ts'
import type { Role } from './schema.ts'

const identity = system('identity')

export type Joining = { slug: string; title: string }
export type Asked = { email: string; name: string | null; live: boolean; activityId: string | null; wholeSeries: boolean; joining: Joining | null }
type Row = { email: string; name: string | null; live: boolean; activityId: string | null; wholeSeries: boolean; slug: string | null; texts: Partial<Record<Language, string>> | null; here: boolean }

const joiningOf = (row: Row, language: Language): Joining | null =>
  row.slug ? { slug: row.slug, title: inLanguage(row.texts ?? {}, language) ?? '' } : null

/** What this browser asked for last, within the hour; so that the page for the code can say where the mail went. */
export async function lastAskedHere(browserSecret: string | undefined, language: Language, now: Date): Promise<Asked | null> {
  if (!browserSecret) return null
  const [row] = await lean(identity, (sql) => sql<Row>`
    SELECT r.email::text AS email, r.name, r.expires_at > ${now} AS live, r.activity_id AS "activityId", r.whole_series AS "wholeSeries", a.slug,
      (SELECT json_object_agg(t.language, t.title) FROM activity_texts t WHERE t.activity_id = a.id) AS texts
    FROM sign_in_requests r LEFT JOIN activities a ON a.id = r.activity_id
    WHERE r.browser_hash = ${hashOf(browserSecret)} AND r.consumed_at IS NULL AND r.created_at > ${now}::timestamptz - interval '1 hour'
    ORDER BY r.created_at DESC LIMIT 1`)
  return row ? { email: row.email, name: row.name, live: row.live, activityId: row.activityId, wholeSeries: row.wholeSeries, joining: joiningOf(row, language) } : null
}

/** What the button behind a link would do; null for a link that is used, too old or never was. Reading consumes nothing. */
export async function linkAsked(
  link: string, browserSecret: string | undefined, language: Language, now: Date,
): Promise<{ here: boolean; email: string | null; joining: Joining | null } | null> {
  const [row] = await lean(identity, (sql) => sql<Row>`
    SELECT r.email::text AS email, true AS live, a.slug,
      (SELECT json_object_agg(t.language, t.title) FROM activity_texts t WHERE t.activity_id = a.id) AS texts,
      EXISTS (SELECT FROM sign_in_requests own WHERE own.email = r.email AND own.browser_hash = ${hashOf(browserSecret ?? '')}
        AND own.expires_at > ${now}) AS here
    FROM sign_in_requests r LEFT JOIN activities a ON a.id = r.activity_id
    WHERE r.link_hash = ${hashOf(link)} AND r.consumed_at IS NULL AND r.expires_at > ${now}`)
  // Whose address it is shows only where it was typed in.
  return row ? { here: row.here, email: row.here ? row.email : null, joining: joiningOf(row, language) } : null
}

/** What a link that was used confirmed, so that pressing twice is no fright; null when it was not for joining. */
export async function linkConfirmed(link: string, language: Language): Promise<Joining | null> {
  const [row] = await lean(identity, (sql) => sql<Row>`
    SELECT a.slug, (SELECT json_object_agg(t.language, t.title) FROM activity_texts t WHERE t.activity_id = a.id) AS texts
    FROM sign_in_requests r JOIN activities a ON a.id = r.activity_id WHERE r.link_hash = ${hashOf(link)} AND r.consumed_at IS NOT NULL`)
  return row ? joiningOf(row, language) : null
}

/** Where the page of an activity is; for going there once one has joined. */
export async function slugOf(activityId: string): Promise<string | null> {
  const [row] = await lean(identity, (sql) => sql<{ slug: string }>`SELECT slug FROM activities WHERE id = ${activityId}::uuid`)
  return row?.slug ?? null
}

export type DemoPerson = { id: string; name: string; language: Language; works: { organisation: string; roles: Role[] }[]; telling: boolean }

// Who shows most of Samkraft: an administrator, an organiser, a participant, Sweden, a guest. The others are one tap further.
const telling = ['ingrid', 'sissel', 'nina', 'asa', 'vilde']

/** The named people of the demo, and what each is where. Only ever asked when DEMO=1. */
export const demoPeople = () =>
  lean(identity, (sql) => sql<DemoPerson>`
    SELECT p.id, p.name, p.language, array_position(${telling}::text[], split_part(p.email, '@', 1)) IS NOT NULL AS telling, coalesce(json_agg(json_build_object('organisation', w.name, 'roles', w.roles) ORDER BY w.name)
      FILTER (WHERE w.name IS NOT NULL), '[]') AS works
    FROM people p LEFT JOIN LATERAL (
      SELECT o.name, array_agg(DISTINCT m.role) AS roles FROM memberships m JOIN organisations o ON o.id = m.organisation_id
      WHERE m.person_id = p.id AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date)
      GROUP BY o.id) w ON true
    WHERE p.email LIKE '%@demo.samkraft.example' GROUP BY p.id
    ORDER BY array_position(${telling}::text[], split_part(p.email, '@', 1)), min(w.name) NULLS LAST, p.name`)

/** Whether this is one of them. */
export async function isDemoPerson(personId: string): Promise<boolean> {
  const found = await lean(identity, (sql) => sql`SELECT FROM people WHERE id = ${personId}::uuid AND email LIKE '%@demo.samkraft.example'`)
  return found.length > 0
}
