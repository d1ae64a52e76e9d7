import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Coming, Invited, Regular } from './rules.ts'

/** Which event of which calendar an answer is about; read as `system('replies')`. */
export const invitedTo = (sql: Sql, uid: string, address: string) =>
  sql<Invited>`
    SELECT person_id AS "personId", activity_id AS "activityId", occurrence, zone, told, starts_at AS "startsAt", of_series AS "ofSeries"
    FROM invited_to(${uid}, ${address}::citext)`

export interface Standing {
  state: 'joined' | 'waiting' | 'left' | null
  leads: boolean
  declined: boolean
  lastSaid: Date | null
  signUpId: string | null
}
/** How the person of the transaction stands in one activity, seen from the invitation with this SEQUENCE. Ask when it is their turn. */
export const standingIn = async (sql: Sql, activityId: string, personId: string, sequence: number): Promise<Standing | null> =>
  (
    await sql<Standing>`
      SELECT s.state, s.id AS "signUpId", (a.host_id = ${personId}::uuid OR a.created_by = ${personId}::uuid) IS TRUE AS leads,
        (r.answer = 'declined' AND r.sequence = ${sequence}::int AND s.changed_at <= r.applied_at) IS TRUE AS declined, r.said_at AS "lastSaid"
      FROM activities a LEFT JOIN sign_ups s ON s.activity_id = a.id AND s.person_id = ${personId}::uuid
      LEFT JOIN calendar_replies r ON r.activity_id = a.id AND r.person_id = ${personId}::uuid
      WHERE a.id = ${activityId}::uuid`
  )[0] ?? null

/** The coming dates of the event that a date belongs to, in the order in which turns are taken. Ask when it is the series' turn. */
export const comingOf = (sql: Sql, activityId: string, personId: string, sequence: number, now: Date) =>
  sql<Coming>`
    SELECT a.id AS "activityId", a.starts_at AS "startsAt", s.state, (e.method = 'REQUEST') IS TRUE AS holds,
      (r.answer = 'declined' AND r.sequence = ${sequence}::int AND s.changed_at <= r.applied_at) IS TRUE AS declined
    FROM activities named JOIN activities a ON a.rule_id = named.rule_id LEFT JOIN sign_ups s ON s.activity_id = a.id AND s.person_id = ${personId}::uuid
    LEFT JOIN calendar_entries e ON e.activity_id = a.id AND e.person_id = ${personId}::uuid
    LEFT JOIN calendar_replies r ON r.activity_id = a.id AND r.person_id = ${personId}::uuid
    WHERE named.id = ${activityId}::uuid AND a.published_at IS NOT NULL AND a.cancelled_at IS NULL AND a.starts_at > ${now}::timestamptz ORDER BY a.id`

/** Whether the event that a date belongs to is one they come to always. Where a later rule of the series goes on, this one's end is not the end. */
export const regularIn = async (sql: Sql, activityId: string, personId: string, sequence: number): Promise<Regular> =>
  (
    await sql<{ regular: Regular }>`
      SELECT CASE WHEN u.state = 'joined' THEN 'joined' WHEN u.declined_sequence = ${sequence}::int THEN 'declined' END AS regular
      FROM activities a JOIN series_sign_ups u ON u.series_id = a.series_id AND u.person_id = ${personId}::uuid
      WHERE a.id = ${activityId}::uuid
        AND NOT EXISTS (SELECT FROM series_rules r WHERE r.series_id = a.series_id AND r.id <> a.rule_id AND (r.last_day IS NULL OR r.last_day > r.made_until))`
  )[0]?.regular ?? null

export interface Named { title: string; titleLanguage: Language; startsAt: Date; endsAt: Date; zone: string; allDay: boolean; seriesSlug: string | null; email: string; language: Language; mailed: number }
/** What a letter about an activity names, and to whom. */
export const namedFor = async (sql: Sql, activityId: string, personId: string, now: Date): Promise<Named | null> =>
  (
    await sql<Named>`
      SELECT t.title, t.language AS "titleLanguage", a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay", s.slug AS "seriesSlug", p.email, p.language,
        (SELECT count(*)::int FROM mails m WHERE m.person_id = p.id AND m.created_at > ${now}::timestamptz - interval '1 hour') AS mailed
      FROM activities a JOIN people p ON p.id = ${personId}::uuid LEFT JOIN series s ON s.id = a.series_id
      JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id ORDER BY x.language = p.language DESC, x.language = a.language DESC LIMIT 1) t ON true
      WHERE a.id = ${activityId}::uuid`
  )[0] ?? null

/** Where the last word of the person of the transaction was maybe, for them alone. */
export const maybes = (sql: Sql, personId: string) =>
  sql<{ activityId: string }>`
    SELECT r.activity_id AS "activityId" FROM calendar_replies r JOIN sign_ups s ON s.activity_id = r.activity_id AND s.person_id = r.person_id
    WHERE r.person_id = ${personId}::uuid AND r.answer = 'tentative' AND s.state = 'joined' AND s.changed_at <= r.applied_at`
