import type { Names } from '#app/domain/activities/finding/queries.server.ts'
import { knownPlaces } from '#app/domain/activities/finding/queries.server.ts'
import { type KnownPlace, type Point, resolvePlace, type ResolvedPlace, searchWords } from '#app/domain/activities/finding/rules.ts'
import type { Filters } from '#app/domain/activities/finding/schema.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { ClosedBecause } from '../rules.ts'
import { isKind, type Kind, type Texts, type Visibility } from '../schema.ts'

/** An opening as lists show it. */
export interface Listed {
  id: string
  slug: string
  kind: Kind
  title: string
  textLanguage: Language
  description: string
  hours: string
  pay: string
  percent: number | null
  places: number
  taken: number
  startsOn: string | null
  applyUntil: Date | null
  zone: string
  area: string
  lat: number | null
  lon: number | null
  visibility: Visibility
  publishedAt: Date
  updatedAt: Date
  closedAt: Date | null
  closedBecause: ClosedBecause | null
  organisation: { slug: string; name: string; country: string }
  /** Kilometres from the place asked about. */
  km: number | null
}

export interface Search {
  language: Language
  words: string[]
  /** null: all of them. An unknown one finds nothing. */
  kind: string | null
  organisation: string | null
  near: Point | null
  within: number | null
  /** Where there is no point: areas of these names. */
  areas: string[] | null
  now: Date
  limit: number
  offset: number
}

/** What the filters mean in this database. A place nobody knows is null: then everything is shown, with a word about it. */
export async function openingSearch(sql: Sql, filters: Filters, ask: { language: Language; now: Date; limit: number; offset?: number }): Promise<{ search: Search; place: ResolvedPlace | null }> {
  const place = filters.near || !filters.place ? null : resolvePlace(filters.place, await placesOfOpenings(sql))
  const near = filters.near ?? place?.point ?? null
  return {
    search: {
      language: ask.language, words: searchWords(filters.q), kind: filters.kind || null, organisation: filters.org || null, near, within: near ? filters.within : null,
      areas: place && !place.point ? place.areas : null, now: ask.now, limit: ask.limit, offset: ask.offset ?? 0,
    },
    place,
  }
}

/** Every area that public openings name, and the places that activities and organisations do. */
async function placesOfOpenings(sql: Sql): Promise<KnownPlace[]> {
  const [own, others] = await Promise.all([
    sql<KnownPlace & object>`SELECT DISTINCT area AS name, lat, lon FROM openings WHERE published_at IS NOT NULL AND visibility = 'public' AND area <> ''`,
    knownPlaces(sql),
  ])
  return [...own, ...others]
}

/** One page of open public openings: best match first, else nearest, else newest. Asks for one more, to know whether there is a next. */
export async function findOpenings(sql: Sql, search: Search): Promise<{ openings: Listed[]; more: boolean }> {
  if (search.kind !== null && !isKind(search.kind)) return { openings: [], more: false }
  const { near } = search
  const rows = await sql<Listed>`
    SELECT o.id, o.slug, o.kind, t.title, t.language AS "textLanguage", t.description, t.hours, t.pay, o.percent, o.places, o.taken_count AS taken, o.starts_on::text AS "startsOn",
      o.apply_until AS "applyUntil", o.zone, o.area, o.lat, o.lon, o.visibility, o.published_at AS "publishedAt", o.updated_at AS "updatedAt", o.closed_at AS "closedAt",
      o.closed_because AS "closedBecause", json_build_object('slug', house.slug, 'name', house.name, 'country', house.country) AS organisation, far.km
    FROM openings o JOIN organisations house ON house.id = o.organisation_id
    LEFT JOIN find_openings(${search.words}::text[], ${search.language}, ${search.now}::timestamptz) found ON found.id = o.id AND cardinality(${search.words}::text[]) > 0
    CROSS JOIN LATERAL (SELECT CASE WHEN o.lat IS NOT NULL AND o.lon IS NOT NULL AND ${near !== null}::boolean THEN
      12742 * asin(least(1, (on_globe(o.lat, o.lon) <-> on_globe(${near?.lat ?? null}::float8, ${near?.lon ?? null}::float8)) / 2)) END AS km) far
    JOIN LATERAL (SELECT text.* FROM opening_texts text WHERE text.opening_id = o.id
      ORDER BY text.language = ${search.language} DESC, text.language = o.language DESC LIMIT 1) t ON true
    WHERE o.published_at IS NOT NULL AND o.closed_at IS NULL AND o.visibility = 'public' AND (o.apply_until IS NULL OR o.apply_until > ${search.now}::timestamptz)
      AND (cardinality(${search.words}::text[]) = 0 OR found.id IS NOT NULL)
      AND (${search.kind}::text IS NULL OR o.kind = ${search.kind}) AND (${search.organisation}::text IS NULL OR house.slug = ${search.organisation})
      AND (${search.areas}::text[] IS NULL OR o.area = ANY (${search.areas}::text[]))
      AND (${search.within}::float8 IS NULL OR far.km <= ${search.within}::float8)
    ORDER BY far.km NULLS LAST, found.closeness NULLS LAST, o.published_at DESC, o.id
    LIMIT ${search.limit + 1}::int OFFSET ${search.offset}::int`
  return { openings: rows.slice(0, search.limit), more: rows.length > search.limit }
}

/** An organisation's open openings; members also see what is for members. */
export async function openingsOf(sql: Sql, organisationId: string, { language, now }: { language: Language; now: Date }): Promise<Listed[]> {
  return sql<Listed>`
    SELECT o.id, o.slug, o.kind, t.title, t.language AS "textLanguage", t.description, t.hours, t.pay, o.percent, o.places, o.taken_count AS taken, o.starts_on::text AS "startsOn",
      o.apply_until AS "applyUntil", o.zone, o.area, o.lat, o.lon, o.visibility, o.published_at AS "publishedAt", o.updated_at AS "updatedAt", o.closed_at AS "closedAt",
      o.closed_because AS "closedBecause", json_build_object('slug', house.slug, 'name', house.name, 'country', house.country) AS organisation, NULL::float8 AS km
    FROM openings o JOIN organisations house ON house.id = o.organisation_id
    JOIN LATERAL (SELECT text.* FROM opening_texts text WHERE text.opening_id = o.id
      ORDER BY text.language = ${language} DESC, text.language = o.language DESC LIMIT 1) t ON true
    WHERE o.organisation_id = ${organisationId}::uuid AND o.published_at IS NOT NULL AND o.closed_at IS NULL AND o.visibility IN ('public', 'members')
      AND (o.apply_until IS NULL OR o.apply_until > ${now}::timestamptz)
    ORDER BY o.published_at DESC, o.id LIMIT 50`
}

/** What the form offers to choose from. */
export async function openingChoices(sql: Sql): Promise<{ organisations: { slug: string; name: string }[]; places: string[] }> {
  const [organisations, places] = await Promise.all([
    sql<{ slug: string; name: string }>`SELECT slug, name FROM organisations house WHERE EXISTS (
      SELECT FROM openings o WHERE o.organisation_id = house.id AND o.published_at IS NOT NULL AND o.closed_at IS NULL AND o.visibility = 'public') ORDER BY name LIMIT 200`,
    sql<{ name: string }>`SELECT DISTINCT area AS name FROM openings WHERE published_at IS NOT NULL AND closed_at IS NULL AND visibility = 'public' AND area <> '' ORDER BY name LIMIT 60`,
  ])
  return { organisations, places: places.map((place) => place.name) }
}

export interface OpeningPage extends Omit<Listed, 'title' | 'textLanguage' | 'description' | 'hours' | 'pay' | 'km' | 'organisation'> {
  language: Language
  languages: Language[]
  text: Texts & { language: Language }
  /** A place of the organisation stands with its address on public pages. */
  place: { name: string; address: string | null } | null
  contact: string | null
  organisation: { id: string; slug: string; name: string; country: string; website: string | null; contactEmail: string | null; about: Names }
}

/** Everything about one published opening that this reader may know, or null. */
export async function openingBySlug(sql: Sql, slug: string, language: Language): Promise<OpeningPage | null> {
  const [found] = await sql<OpeningPage>`
    SELECT o.id, o.slug, o.kind, o.language, ARRAY(SELECT text.language FROM opening_texts text WHERE text.opening_id = o.id ORDER BY 1) AS languages,
      json_build_object('language', t.language, 'title', t.title, 'description', t.description, 'tasks', t.tasks, 'learns', t.learns, 'adjustments', t.adjustments,
        'pay', t.pay, 'hours', t.hours) AS text,
      o.percent, o.places, o.taken_count AS taken, o.starts_on::text AS "startsOn", o.apply_until AS "applyUntil", o.zone, o.area, o.lat, o.lon, o.visibility,
      o.published_at AS "publishedAt", o.updated_at AS "updatedAt", o.closed_at AS "closedAt", o.closed_because AS "closedBecause",
      CASE WHEN p.id IS NOT NULL THEN json_build_object('name', p.name, 'address', p.address) END AS place, contact_name(o.id) AS contact,
      json_build_object('id', house.id, 'slug', house.slug, 'name', house.name, 'country', house.country, 'website', house.website, 'contactEmail', house.contact_email, 'about', house.about) AS organisation
    FROM openings o JOIN organisations house ON house.id = o.organisation_id LEFT JOIN places p ON p.id = o.place_id
    JOIN LATERAL (SELECT text.* FROM opening_texts text WHERE text.opening_id = o.id
      ORDER BY text.language = ${language} DESC, text.language = o.language DESC LIMIT 1) t ON true
    WHERE o.slug = ${slug} AND o.published_at IS NOT NULL`
  return found ?? null
}
