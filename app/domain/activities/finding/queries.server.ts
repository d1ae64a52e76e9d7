import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { type KnownPlace, type Point, resolvePlace, type ResolvedPlace, searchWords } from './rules.ts'
import { daysOf, type Filters } from './schema.ts'

export type Names = Partial<Record<Language, string>>

/** An activity as lists show it. */
export interface Listed {
  id: string
  slug: string
  title: string
  /** The language of the title and price, which may not be the reader's. */
  textLanguage: Language
  price: string
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  area: string
  lat: number | null
  lon: number | null
  places: number | null
  joined: number
  waiting: number
  /** Places held by open offers to some who wait. */
  offered: number
  cancelledAt: Date | null
  organisation: { slug: string; name: string }
  kind: { slug: string; names: Names }
  /** Kilometres from the place asked about. */
  km: number | null
}

export interface Search {
  language: Language
  words: string[]
  /** Ids of the kinds and of the organisation meant; empty: nothing is. */
  kinds: string[] | null
  organisations: string[] | null
  from: Date | null
  until: Date | null
  near: Point | null
  within: number | null
  /** Where there is no point: areas of these names. */
  areas: string[] | null
  now: Date
  limit: number
  offset: number
  /** The last one of the page before, for those who walk through everything. */
  after?: { startsAt: Date; id: string }
}

const day = 86_400_000

/**
 * The activities of one page in order, as a query named `chosen`. Each combination of filters is a statement of its own, so
 * that the planner sees which indexes serve it; all were explained on 100,000 activities (docs/performance.md).
 */
function choosing(search: Search): { text: string; values: unknown[] } {
  const values: unknown[] = []
  const $ = (value: unknown, type: string) => `$${values.push(value)}::${type}`
  const searching = search.words.length > 0
  const now = $(search.now, 'timestamptz')
  const conditions: string[] = []
  if (!searching) {
    // Whatever began more than a day ago is not listed: an index on the start can then serve, and nobody joins it now.
    conditions.push(`a.published_at IS NOT NULL`, `a.visibility = 'public'`, `a.ends_at > ${now}`, `a.starts_at > ${$(new Date(+search.now - day), 'timestamptz')}`)
  }
  if (search.kinds) conditions.push(`a.kind_id = ANY (${$(search.kinds, 'uuid[]')})`)
  if (search.organisations) conditions.push(`a.organisation_id = ANY (${$(search.organisations, 'uuid[]')})`)
  if (search.from) conditions.push(`a.ends_at > ${$(search.from, 'timestamptz')}`, `a.starts_at >= ${$(new Date(+search.from - day), 'timestamptz')}`)
  if (search.until) conditions.push(`a.starts_at < ${$(search.until, 'timestamptz')}`)
  if (search.areas) conditions.push(`a.area = ANY (${$(search.areas, 'text[]')})`)
  if (search.after) conditions.push(`(a.starts_at, a.id) > (${$(search.after.startsAt, 'timestamptz')}, ${$(search.after.id, 'uuid')})`)
  const far = search.near ? `on_globe(a.lat, a.lon) <-> on_globe(${$(search.near.lat, 'float8')}, ${$(search.near.lon, 'float8')})` : 'NULL::float8'
  const source = searching ? `find_public(${$(search.words, 'text[]')}, ${$(search.language, 'text')}, ${now})` : 'activities'
  // An organisation's activities lie together, perhaps far away: to sort them all is less work than to walk there from near.
  const byDistance = search.organisations ? `(${far}) + 0` : far
  const order = [search.near && byDistance, searching && !search.after && 'a.closeness', 'a.starts_at', 'a.id'].filter(Boolean).join(', ')
  const text = `
    WITH chosen AS MATERIALIZED (
      SELECT page.*, row_number() OVER () AS n FROM (
        SELECT a.id, ${far} AS far FROM ${source} a ${conditions.length ? `WHERE ${conditions.join(' AND ')}` : ''}
        ORDER BY ${order} LIMIT ${$(search.limit, 'int')} OFFSET ${$(search.offset, 'int')}) page
    )`
  return { text, values }
}

/** The straight line through a globe of radius 1, as kilometres along the earth. */
const kilometres = 'CASE WHEN c.far IS NOT NULL THEN 12742 * asin(least(1, c.far / 2)) END'

const meansNothing = (search: Search) => search.kinds?.length === 0 || search.organisations?.length === 0

const inReadersLanguage = (reader: string) => `JOIN LATERAL (
  SELECT text.* FROM activity_texts text WHERE text.activity_id = a.id ORDER BY text.language = ${reader} DESC, text.language = a.language DESC LIMIT 1) t ON true`

/** One page of upcoming public activities; asks for one more than the page holds, to know whether there is a next. */
export async function findActivities(sql: Sql, search: Search): Promise<{ activities: Listed[]; more: boolean }> {
  if (meansNothing(search)) return { activities: [], more: false }
  const chosen = choosing({ ...search, limit: search.limit + 1 })
  const language = `$${chosen.values.push(search.language)}::text`
  const { rows } = await sql.executeSql(
    `${chosen.text}
     SELECT a.id, a.slug, t.title, t.language AS "textLanguage", t.price, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay",
       a.area, a.lat, a.lon, a.places, a.joined_count AS joined, a.waiting_count AS waiting, a.offered_count AS offered, a.cancelled_at AS "cancelledAt",
       json_build_object('slug', o.slug, 'name', o.name) AS organisation, json_build_object('slug', k.slug, 'names', k.names) AS kind,
       ${kilometres} AS km
     FROM chosen c JOIN activities a ON a.id = c.id ${inReadersLanguage(language)}
     JOIN organisations o ON o.id = a.organisation_id JOIN activity_kinds k ON k.id = a.kind_id ORDER BY c.n`,
    chosen.values,
  )
  // They come nearest first, so what is too far away is the rest.
  const { within } = search
  const near = (rows as Listed[]).filter((row) => within === null || (row.km !== null && row.km <= within))
  return { activities: near.slice(0, search.limit), more: near.length > search.limit }
}

/** What a calendar needs to know; the address only where everybody may know it. */
export interface Fed {
  slug: string
  uid: string
  sequence: number
  title: string
  price: string
  whoMeetsYou: string
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  area: string
  address: string | null
  lat: number | null
  lon: number | null
  cancelledAt: Date | null
  organisation: string
}

/** In a feed it also matters which one it is, in whose words, and when they were last true. */
export interface FedAnew extends Fed {
  id: string
  textLanguage: Language
  kind: { slug: string; names: Names }
  publishedAt: Date
  updatedAt: Date
}

export async function feedOf(sql: Sql, search: Search): Promise<FedAnew[]> {
  if (meansNothing(search)) return []
  const chosen = choosing(search)
  const language = `$${chosen.values.push(search.language)}::text`
  const { rows } = await sql.executeSql(
    `${chosen.text}
     SELECT a.id, a.slug, a.uid, a.sequence, t.title, t.language AS "textLanguage", t.price, t.who_meets_you AS "whoMeetsYou", a.starts_at AS "startsAt",
       a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay", a.area, d.address, a.lat, a.lon, a.cancelled_at AS "cancelledAt",
       a.published_at AS "publishedAt", a.updated_at AS "updatedAt", o.name AS organisation, json_build_object('slug', k.slug, 'names', k.names) AS kind,
       ${kilometres} AS km
     FROM chosen c JOIN activities a ON a.id = c.id ${inReadersLanguage(language)}
     JOIN organisations o ON o.id = a.organisation_id JOIN activity_kinds k ON k.id = a.kind_id
     LEFT JOIN activity_addresses d ON d.activity_id = a.id AND d.shown_to = 'everyone' ORDER BY a.starts_at, a.id`,
    chosen.values,
  )
  return (rows as (FedAnew & { km: number | null })[]).filter((row) => search.within === null || (row.km !== null && row.km <= search.within))
}

/** What the filters mean in this database. A place nobody knows is null: then everything is shown, with a word about it. */
export async function searchOf(sql: Sql, filters: Filters, ask: { language: Language; now: Date; limit: number; offset?: number }): Promise<{ search: Search; place: ResolvedPlace | null }> {
  const place = filters.near || !filters.place ? null : resolvePlace(filters.place, await knownPlaces(sql))
  const near = filters.near ?? place?.point ?? null
  const search: Search = {
    language: ask.language,
    words: searchWords(filters.q),
    kinds: filters.kind ? (await sql<{ id: string }>`SELECT id FROM activity_kinds WHERE slug = ${filters.kind}`).map(({ id }) => id) : null,
    organisations: filters.org ? (await sql<{ id: string }>`SELECT id FROM organisations WHERE slug = ${filters.org}`).map(({ id }) => id) : null,
    ...daysOf(filters),
    near,
    within: near ? filters.within : null,
    areas: place && !place.point ? place.areas : null,
    now: ask.now,
    limit: ask.limit,
    offset: ask.offset ?? 0,
  }
  return { search, place }
}

/** Every area that public activities name, walked through the index from name to name, and the organisations' places. */
export async function knownPlaces(sql: Sql): Promise<KnownPlace[]> {
  const { rows } = await sql.executeSql(`
    WITH RECURSIVE known AS (
      (SELECT a.area, a.lat, a.lon FROM activities a WHERE a.published_at IS NOT NULL AND a.visibility = 'public' ORDER BY a.area LIMIT 1)
      UNION ALL
      SELECT next.* FROM known, LATERAL (SELECT a.area, a.lat, a.lon FROM activities a
        WHERE a.published_at IS NOT NULL AND a.visibility = 'public' AND a.area > known.area ORDER BY a.area LIMIT 1) next
    )
    SELECT area AS name, lat, lon FROM known WHERE area <> ''
    UNION ALL SELECT p.name, p.lat, p.lon FROM places p WHERE p.archived_at IS NULL
    UNION ALL SELECT p.address, p.lat, p.lon FROM places p WHERE p.archived_at IS NULL AND p.address <> ''`)
  return rows as KnownPlace[]
}

export interface Offered {
  kinds: { slug: string; names: Names }[]
  organisations: { slug: string; name: string }[]
  places: string[]
}
/** What the form offers to choose from. */
export async function offered(sql: Sql): Promise<Offered> {
  const [kinds, organisations, places] = await Promise.all([
    sql<{ slug: string; names: Names }>`
      SELECT slug, (array_agg(names ORDER BY position, id))[1] AS names FROM activity_kinds WHERE archived_at IS NULL
      GROUP BY slug ORDER BY min(position), slug LIMIT 40`,
    sql<{ slug: string; name: string }>`SELECT slug, name FROM organisations ORDER BY name LIMIT 200`,
    sql<{ name: string }>`SELECT DISTINCT name FROM places WHERE archived_at IS NULL ORDER BY name LIMIT 60`,
  ])
  return { kinds, organisations, places: places.map((place) => place.name) }
}

export interface ActivityPage {
  id: string
  slug: string
  version: number
  uid: string
  sequence: number
  language: Language
  languages: Language[]
  text: {
    language: Language
    title: string
    description: string
    whatToExpect: string
    whoMeetsYou: string
    price: string
    accessibility: string
    pictureAlt: string
  }
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  area: string
  lat: number | null
  lon: number | null
  visibility: 'public' | 'members' | 'unlisted'
  places: number | null
  joined: number
  waiting: number
  /** Places held by open offers to some who wait. */
  offered: number
  publishedAt: Date
  cancelledAt: Date | null
  cancelReason: string | null
  /** As far as this reader may see it. */
  address: { text: string; lat: number | null; lon: number | null; shownTo: 'everyone' | 'joined' } | null
  /** There is an address that only those who joined see. */
  addressKept: boolean
  picture: { id: string; width: number; height: number } | null
  kind: { slug: string; names: Names }
  organisation: { slug: string; name: string; country: string; website: string | null; contactEmail: string | null }
}

/** Everything about one published activity that this reader may know, or null. */
export async function activityBySlug(sql: Sql, slug: string, language: Language): Promise<ActivityPage | null> {
  const [found] = await sql<ActivityPage>`
    SELECT a.id, a.slug, a.version, a.uid, a.sequence, a.language, ARRAY(SELECT text.language FROM activity_texts text WHERE text.activity_id = a.id) AS languages,
      json_build_object('language', t.language, 'title', t.title, 'description', t.description, 'whatToExpect', t.what_to_expect, 'whoMeetsYou', t.who_meets_you,
        'price', t.price, 'accessibility', t.accessibility, 'pictureAlt', t.picture_alt) AS text,
      a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay", a.area, a.lat, a.lon, a.visibility, a.places,
      a.joined_count AS joined, a.waiting_count AS waiting, a.offered_count AS offered, a.published_at AS "publishedAt", a.cancelled_at AS "cancelledAt", a.cancel_reason AS "cancelReason",
      CASE WHEN d.activity_id IS NOT NULL THEN json_build_object('text', d.address, 'lat', d.lat, 'lon', d.lon, 'shownTo', d.shown_to) END AS address,
      address_is_kept(a.id) AS "addressKept",
      CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'width', p.width, 'height', p.height) END AS picture,
      json_build_object('slug', k.slug, 'names', k.names) AS kind,
      json_build_object('slug', o.slug, 'name', o.name, 'country', o.country, 'website', o.website, 'contactEmail', o.contact_email) AS organisation
    FROM activities a
    JOIN LATERAL (SELECT text.* FROM activity_texts text WHERE text.activity_id = a.id
      ORDER BY text.language = ${language} DESC, text.language = a.language DESC LIMIT 1) t ON true
    JOIN organisations o ON o.id = a.organisation_id JOIN activity_kinds k ON k.id = a.kind_id
    LEFT JOIN activity_addresses d ON d.activity_id = a.id LEFT JOIN pictures p ON p.id = a.picture_id
    WHERE a.slug = ${slug} AND a.published_at IS NOT NULL`
  return found ?? null
}

export interface OrganisationPage {
  id: string
  slug: string
  name: string
  about: Names
  country: string
  language: Language
  contactEmail: string | null
  website: string | null
  places: { name: string; address: string | null }[]
}
export async function organisationBySlug(sql: Sql, slug: string): Promise<OrganisationPage | null> {
  const [found] = await sql<OrganisationPage>`
    SELECT o.id, o.slug, o.name, o.about, o.country, o.language, o.contact_email AS "contactEmail", o.website,
      coalesce((SELECT json_agg(json_build_object('name', p.name, 'address', p.address) ORDER BY p.name) FROM places p
        WHERE p.organisation_id = o.id AND p.archived_at IS NULL), '[]') AS places
    FROM organisations o WHERE o.slug = ${slug}`
  return found ?? null
}

/** An organisation's upcoming activities; members also see what is for members. */
export async function activitiesOf(sql: Sql, organisationId: string, ask: { language: Language; now: Date; limit: number; offset: number }): Promise<{ activities: (Listed & { forMembers: boolean })[]; more: boolean }> {
  const rows = await sql<Listed & { forMembers: boolean }>`
    SELECT a.id, a.slug, t.title, t.language AS "textLanguage", t.price, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay",
      a.area, a.lat, a.lon, a.places, a.joined_count AS joined, a.waiting_count AS waiting, a.offered_count AS offered, a.cancelled_at AS "cancelledAt",
      json_build_object('slug', o.slug, 'name', o.name) AS organisation, json_build_object('slug', k.slug, 'names', k.names) AS kind,
      a.visibility = 'members' AS "forMembers", NULL::float8 AS km
    FROM (SELECT * FROM activities WHERE organisation_id = ${organisationId}::uuid AND published_at IS NOT NULL AND visibility IN ('public', 'members')
        AND starts_at > ${new Date(+ask.now - day)}::timestamptz AND ends_at > ${ask.now}::timestamptz
        ORDER BY starts_at, id LIMIT ${ask.limit + 1}::int OFFSET ${ask.offset}::int) a
    JOIN LATERAL (SELECT text.* FROM activity_texts text WHERE text.activity_id = a.id
      ORDER BY text.language = ${ask.language} DESC, text.language = a.language DESC LIMIT 1) t ON true
    JOIN organisations o ON o.id = a.organisation_id JOIN activity_kinds k ON k.id = a.kind_id
    ORDER BY a.starts_at, a.id`
  return { activities: rows.slice(0, ask.limit), more: rows.length > ask.limit }
}
