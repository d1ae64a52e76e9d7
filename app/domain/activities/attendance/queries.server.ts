import { decrypt } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Held, Outcome } from './rules.ts'

/** Somebody on the list of those who lead an activity. */
export interface Listed {
  who: string
  /** null: a walk-in. */
  personId: string | null
  /** A dash for a walk-in whose name is forgotten. */
  name: string
  /** Their sign-up; `left`: had a place and gave it back. null when they came unannounced. */
  signUp: 'joined' | 'waiting' | 'left' | null
  /** What was marked last; who gave their place back sent regrets without anybody marking it. */
  outcome: Outcome | null
  /** They checked themselves in at the door. */
  fromDoor: boolean
  markedAt: Date | null
}

/** Binds a walk-in's name to its row and organisation. */
export const firstNameContext = (organisationId: string, activityId: string, who: string) => `attendance.first_name ${organisationId} ${activityId} ${who}`

/**
 * Everybody who was expected, said no, waited or came, by name, for those who lead the activity; for others nobody. Who left
 * the line, or let an offer run out, never had a place to give back and is not on it.
 */
export async function attendanceList(sql: Sql, activityId: string): Promise<Listed[]> {
  const rows = await sql<Omit<Listed, 'name'> & { name: string | null; sealed: string | null; organisationId: string }>`
    SELECT l.who, l.person_id AS "personId", l.name, t.first_name AS sealed, a.organisation_id AS "organisationId", s.state AS "signUp",
      coalesce(t.outcome, CASE WHEN s.state = 'left' THEN 'regrets' END) AS outcome, coalesce(t.from_door, false) AS "fromDoor", t.marked_at AS "markedAt"
    FROM (SELECT person_id AS who, person_id, name FROM names_on_the_list(${activityId}::uuid)
      UNION ALL SELECT who, NULL, NULL FROM attendance WHERE activity_id = ${activityId}::uuid AND person_id IS NULL AND (first_name IS NOT NULL OR outcome IS NOT NULL)) l
    JOIN activities a ON a.id = ${activityId}::uuid
    LEFT JOIN sign_ups s ON s.activity_id = a.id AND s.person_id = l.who AND (s.state <> 'left' OR s.had_place)
    LEFT JOIN attendance t ON t.activity_id = a.id AND t.who = l.who
    WHERE leads(a.id)`
  return rows
    .map(({ name, sealed, organisationId, ...one }) => ({ ...one, name: name ?? (sealed === null ? '–' : decrypt(sealed, firstNameContext(organisationId, activityId, one.who))) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'nb') || (a.who < b.who ? -1 : 1))
}

/**
 * How it went, for those who lead the activity (others get nothing): everybody on the list, `outcome` null where nothing
 * was marked. Names of walk-ins are decrypted. Not for anybody else's eyes: it tells who did not come.
 */
export async function attendanceOf(
  sql: Sql, activityId: string,
): Promise<{ personId: string | null; name: string; outcome: Outcome | null; walkIn: boolean; markedAt: Date | null }[]> {
  return (await attendanceList(sql, activityId)).map(({ personId, name, outcome, markedAt }) => ({ personId, name, outcome, walkIn: personId === null, markedAt }))
}

export interface Attended extends Held {
  id: string
  slug: string
  organisationId: string
  title: string
  titleLanguage: Language
  zone: string
  allDay: boolean
  hasDoor: boolean
}
/** The activity whose attendance is taken, when it is the organisation's and the actor leads it. */
export async function ledActivity(sql: Sql, organisationId: string, activityId: string, language: Language): Promise<Attended | null> {
  const [found] = await sql<Attended>`
    SELECT a.id, a.slug, a.organisation_id AS "organisationId", t.title, t.language AS "titleLanguage", a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay",
      a.published_at AS "publishedAt", a.cancelled_at AS "cancelledAt", EXISTS (SELECT FROM doors d WHERE d.activity_id = a.id) AS "hasDoor"
    FROM activities a JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id
      ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
    WHERE a.id = ${activityId}::uuid AND a.organisation_id = ${organisationId}::uuid AND leads(a.id)`
  return found ?? null
}

export type ToTake = Pick<Attended, 'id' | 'title' | 'titleLanguage' | 'startsAt' | 'endsAt' | 'zone' | 'allDay'>
/** Lists that are open and wait for a thumb: what is on now or was today, and what was never taken; newest first. */
export const attendanceToTake = (sql: Sql, organisationId: string, language: Language, now: Date) =>
  sql<ToTake>`
    SELECT a.id, t.title, t.language AS "titleLanguage", a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay"
    FROM activities a JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id
      ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
    WHERE a.organisation_id = ${organisationId}::uuid AND a.published_at IS NOT NULL AND a.cancelled_at IS NULL
      AND a.starts_at <= ${now}::timestamptz + interval '30 minutes' AND a.ends_at >= ${now}::timestamptz - interval '14 days' AND leads(a.id)
      AND (a.ends_at > ${now}::timestamptz - interval '12 hours'
        OR (a.joined_count > 0 AND NOT EXISTS (SELECT FROM attendance x WHERE x.activity_id = a.id AND NOT x.from_door)))
    ORDER BY a.starts_at DESC, a.id LIMIT 5`

export interface TookPart {
  id: string
  title: string
  titleLanguage: Language
  organisation: string
  startsAt: Date
  zone: string
}
/** What the person of the transaction came to, newest first. What they did not come to is not mentioned anywhere. */
export const tookPart = (sql: Sql, personId: string, language: Language, now: Date) =>
  sql<TookPart>`
    SELECT a.id, t.title, t.language AS "titleLanguage", o.name AS organisation, a.starts_at AS "startsAt", a.zone
    FROM attendance mine JOIN activities a ON a.id = mine.activity_id JOIN organisations o ON o.id = a.organisation_id
    JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id
      ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
    WHERE mine.person_id = ${personId}::uuid AND mine.outcome = 'came' AND a.ends_at <= ${now}::timestamptz
    ORDER BY a.starts_at DESC, a.id LIMIT 20`
