import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'

/** The person's own standing in one activity; `position` is their place in the line when they wait. */
export interface MySignUp {
  state: 'joined' | 'waiting' | 'left'
  position: number | null
  visible: boolean
  id: string
  /** Until when a place is held for them, who wait. */
  offeredUntil: Date | null
}
export async function mySignUp(sql: Sql, activityId: string, personId: string): Promise<MySignUp | null> {
  const [mine] = await sql<MySignUp>`
    SELECT s.id, s.state, s.visible_to_others AS visible, CASE WHEN s.state = 'waiting' THEN place_in_line(s.activity_id) END AS position,
      offer_ends(s.offered_until, a.starts_at) AS "offeredUntil"
    FROM sign_ups s JOIN activities a ON a.id = s.activity_id WHERE s.activity_id = ${activityId}::uuid AND s.person_id = ${personId}::uuid`
  return mine ?? null
}

/** Who comes and who waits, in order, for those who lead the activity. Row-level security answers everybody else with less. */
export interface Comer {
  personId: string
  name: string
  email: string
  state: 'joined' | 'waiting'
  visible: boolean
  since: Date
  offeredUntil: Date | null
}
export const whoComes = (sql: Sql, activityId: string) =>
  sql<Comer>`
    SELECT p.id AS "personId", p.name, p.email, s.state, s.visible_to_others AS visible, s.changed_at AS since, offer_ends(s.offered_until, a.starts_at) AS "offeredUntil"
    FROM sign_ups s JOIN people p ON p.id = s.person_id JOIN activities a ON a.id = s.activity_id
    WHERE s.activity_id = ${activityId}::uuid AND s.state <> 'left' AND leads(s.activity_id)
    ORDER BY s.state, s.queue_number`

/** Names of those who come and chose to be seen, for somebody who comes and chose the same. */
export const whoShows = (sql: Sql, activityId: string, personId: string) =>
  sql<{ name: string }>`
    SELECT p.name FROM sign_ups s JOIN people p ON p.id = s.person_id
    WHERE s.activity_id = ${activityId}::uuid AND s.state = 'joined' AND s.visible_to_others AND s.person_id <> ${personId}::uuid
      AND is_visible_in(s.activity_id)
    ORDER BY p.name`

export interface ComingUp {
  id: string
  slug: string
  title: string
  titleLanguage: Language
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  area: string
  address: string | null
  organisation: string
  state: 'joined' | 'waiting' | null
  position: number | null
  signUpId: string | null
  offeredUntil: Date | null
  hosting: boolean
  cancelReason: string | null
  cancelled: boolean
  /** A date of a series stands for all of it that the person holds: `more` dates follow. */
  series: { slug: string; rule: string | null } | null
  more: number
}
/**
 * What lies ahead of the person of the transaction: what they joined, wait for and host; a series once, by its next date,
 * and once more for the dates they wait for; each offer by itself. One statement: it is on every visit.
 */
export const comingUp = (sql: Sql, personId: string, language: Language, now: Date) =>
  sql<ComingUp>`
    SELECT a.id, a.slug, t.title, t.language AS "titleLanguage", a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay", a.area,
      d.address, o.name AS organisation, mine.state, CASE WHEN mine.state = 'waiting' THEN place_in_line(a.id) END AS position,
      mine.sign_up_id AS "signUpId", offer_ends(mine.offered_until, a.starts_at) AS "offeredUntil",
      mine.hosting, a.cancelled_at IS NOT NULL AS cancelled, a.cancel_reason AS "cancelReason", mine.more,
      CASE WHEN line.id IS NOT NULL THEN json_build_object('slug', line.slug, 'rule', r.rule) END AS series
    FROM (SELECT held.*, row_number() OVER alike AS nth, (count(*) OVER (PARTITION BY held.series, held.hosting, held.cancelled, held.state = 'waiting'))::int - 1 AS more
      FROM (SELECT x.id, x.starts_at, s.id AS sign_up_id, s.offered_until, nullif(s.state, 'left') AS state, x.host_id IS NOT DISTINCT FROM ${personId}::uuid AS hosting,
          x.cancelled_at IS NOT NULL AS cancelled, CASE WHEN s.state = 'waiting' AND s.offered_until > ${now}::timestamptz THEN x.id ELSE coalesce(x.series_id, x.id) END AS series
        FROM (SELECT activity_id AS id FROM sign_ups WHERE person_id = ${personId}::uuid AND state <> 'left'
          UNION SELECT id FROM activities WHERE host_id = ${personId}::uuid) own
        JOIN activities x ON x.id = own.id AND x.published_at IS NOT NULL AND x.ends_at > ${now}::timestamptz
        LEFT JOIN sign_ups s ON s.activity_id = x.id AND s.person_id = ${personId}::uuid) held
      WINDOW alike AS (PARTITION BY held.series, held.hosting, held.cancelled, held.state = 'waiting' ORDER BY held.starts_at, held.id)) mine
    JOIN activities a ON a.id = mine.id
    JOIN organisations o ON o.id = a.organisation_id
    JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id
      ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
    LEFT JOIN activity_addresses d ON d.activity_id = a.id
    LEFT JOIN series line ON line.id = a.series_id
    LEFT JOIN series_rules r ON r.id = a.rule_id
    WHERE mine.nth = 1 ORDER BY a.starts_at, a.id LIMIT 50`
