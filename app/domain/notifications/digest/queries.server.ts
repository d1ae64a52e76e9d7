import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { mostItems } from './rules.ts'

export interface DueDigest {
  personId: string
  email: string
  language: Language
  digest: 'weekly' | 'daily'
  quiet: { from: number; to: number; zone: string }
  since: Date
  kinds: string[]
  place: string
  within: number | null
}

/** Whose digest is due, a batch of them, each held until the transaction ends; whom another process holds is passed by. */
export const dueDigests = (sql: Sql, now: Date, limit: number) =>
  sql<DueDigest>`
    SELECT n.person_id AS "personId", p.email, p.language, n.digest, json_build_object('from', n.quiet_from, 'to', n.quiet_to, 'zone', n.zone) AS quiet,
      n.digest_since AS since, n.kinds, n.place, n.within
    FROM notification_settings n JOIN people p ON p.id = n.person_id
    WHERE n.digest <> 'off' AND n.digest_at <= ${now}::timestamptz ORDER BY n.digest_at LIMIT ${limit}::int FOR UPDATE OF n SKIP LOCKED`

export interface NewActivity {
  personId: string
  slug: string
  title: string
  titleLanguage: Language
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  area: string
  organisation: string
}

/**
 * What has been published since each of these people last heard, in their kinds and where they are, soonest first; one more
 * than a digest holds. The dates of a series are one, and are new only when the series is. One statement for all of them.
 */
export const newFor = (sql: Sql, people: string[], now: Date) =>
  sql<NewActivity>`
    SELECT n.person_id AS "personId", a.slug, t.title, t.language AS "titleLanguage", a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay",
      a.area, o.name AS organisation
    FROM notification_settings n
    JOIN people p ON p.id = n.person_id
    JOIN LATERAL (
      SELECT * FROM (
        SELECT DISTINCT ON (coalesce(a.series_id, a.id)) a.* FROM activities a JOIN activity_kinds k ON k.id = a.kind_id
        WHERE a.published_at > n.digest_since AND a.published_at <= ${now}::timestamptz AND a.visibility = 'public' AND a.cancelled_at IS NULL
          AND a.starts_at > ${now}::timestamptz
          AND (n.kinds = '{}' OR k.slug = ANY (n.kinds))
          AND (n.lat IS NULL OR 12742 * asin(least(1, (on_globe(a.lat, a.lon) <-> on_globe(n.lat, n.lon)) / 2)) <= n.within)
          AND (n.areas = '{}' OR a.area = ANY (n.areas))
          AND (a.series_id IS NULL OR NOT EXISTS (SELECT FROM activities b WHERE b.series_id = a.series_id AND b.published_at <= n.digest_since))
          AND NOT EXISTS (SELECT FROM sign_ups s WHERE s.activity_id = a.id AND s.person_id = n.person_id)
        ORDER BY coalesce(a.series_id, a.id), a.starts_at) one
      ORDER BY one.starts_at, one.id LIMIT ${mostItems + 1}::int) a ON true
    JOIN organisations o ON o.id = a.organisation_id
    JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id
      ORDER BY x.language = p.language DESC, x.language = a.language DESC LIMIT 1) t ON true
    WHERE n.person_id IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(people)}::text::json))
    ORDER BY n.person_id, a.starts_at, a.id`
