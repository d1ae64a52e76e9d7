import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { WayIn } from '../rules.ts'

/** A group as lists show it. Nothing here depends on who is in it. */
export interface ListedGroup {
  slug: string
  name: string
  textLanguage: Language
  forWhom: string
  area: string
  wayIn: WayIn
  organisation: { slug: string; name: string }
}

/**
 * Groups one can come to, by name; every word sought must stand somewhere in what is written about a group. Those for members
 * of an organisation are seen by them alone (row-level security).
 */
export const listedGroups = (sql: Sql, { language, words = [], organisationId = null }: { language: Language; words?: string[]; organisationId?: string | null }) =>
  sql<ListedGroup>`
    SELECT g.slug, t.name, t.language AS "textLanguage", t.for_whom AS "forWhom", coalesce(nullif(g.area, ''), p.name, '') AS area, g.way_in AS "wayIn",
      json_build_object('slug', o.slug, 'name', o.name) AS organisation
    FROM groups g JOIN organisations o ON o.id = g.organisation_id LEFT JOIN places p ON p.id = g.place_id
    JOIN LATERAL (SELECT x.name, x.language, x.for_whom FROM group_texts x WHERE x.group_id = g.id
      ORDER BY x.language = ${language} DESC, x.language = g.language DESC LIMIT 1) t ON true
    WHERE g.published_at IS NOT NULL AND g.closed_at IS NULL AND g.visibility <> 'unlisted' AND (g.visibility = 'public' OR belongs_to(g.organisation_id))
      AND (${organisationId}::uuid IS NULL OR g.organisation_id = ${organisationId}::uuid)
      AND NOT EXISTS (SELECT FROM unnest(${words}::text[]) AS word WHERE NOT EXISTS (
        SELECT FROM group_texts x WHERE x.group_id = g.id
          AND plain_text(concat_ws(' ', x.name, x.for_whom, x.description, g.area, p.name, o.name)) LIKE '%' || plain_text(word) || '%'))
    ORDER BY t.name, g.id LIMIT 200`

/** Everything a group's own page says to whoever may read it. */
export interface GroupPage {
  id: string
  organisationId: string
  slug: string
  wayIn: WayIn
  visibility: 'public' | 'members' | 'unlisted'
  publishedAt: Date | null
  closedAt: Date | null
  area: string
  place: { name: string; address: string | null } | null
  text: { name: string; language: Language; forWhom: string; description: string; firstTime: string }
  organisation: { slug: string; name: string; country: 'NO' | 'SE'; zone: string; contactEmail: string | null }
  /** First names of the hosts who chose to be shown. */
  hosts: string[]
}
export async function groupBySlug(sql: Sql, slug: string, language: Language): Promise<GroupPage | null> {
  const [found] = await sql<GroupPage>`
    SELECT g.id, g.organisation_id AS "organisationId", g.slug, g.way_in AS "wayIn", g.visibility, g.published_at AS "publishedAt", g.closed_at AS "closedAt", g.area,
      CASE WHEN p.id IS NOT NULL THEN json_build_object('name', p.name, 'address', p.address) END AS place,
      json_build_object('name', t.name, 'language', t.language, 'forWhom', t.for_whom, 'description', t.description, 'firstTime', t.first_time) AS text,
      json_build_object('slug', o.slug, 'name', o.name, 'country', o.country, 'zone', o.zone, 'contactEmail', o.contact_email) AS organisation,
      hosts_shown(g.id) AS hosts
    FROM groups g JOIN organisations o ON o.id = g.organisation_id LEFT JOIN places p ON p.id = g.place_id
    JOIN LATERAL (SELECT x.* FROM group_texts x WHERE x.group_id = g.id
      ORDER BY x.language = ${language} DESC, x.language = g.language DESC LIMIT 1) t ON true
    WHERE g.slug = ${slug}`
  return found ?? null
}

export interface Meeting {
  slug: string
  title: string
  titleLanguage: Language
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  area: string
  cancelled: boolean
  /** The series it is a date of, and how that repeats (RRULE). */
  series: { slug: string; rule: string } | null
}
/** The next dates at which the group meets, as far as the reader may see them. */
export const comingMeetings = (sql: Sql, groupId: string, { language, now }: { language: Language; now: Date }) =>
  sql<Meeting>`
    SELECT a.slug, t.title, t.language AS "titleLanguage", a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay", a.area,
      a.cancelled_at IS NOT NULL AS cancelled, CASE WHEN r.id IS NOT NULL THEN json_build_object('slug', s.slug, 'rule', r.rule) END AS series
    FROM activities a
    LEFT JOIN series_rules r ON r.id = a.rule_id LEFT JOIN series s ON s.id = a.series_id
    JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id
      ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
    WHERE a.published_at IS NOT NULL AND a.ends_at > ${now}::timestamptz AND EXISTS (
      SELECT FROM group_meetings m WHERE m.group_id = ${groupId}::uuid AND (m.activity_id = a.id OR m.series_id = a.series_id))
    ORDER BY a.starts_at, a.id LIMIT 6`
