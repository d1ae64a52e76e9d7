import type { PersonalActivity } from '#app/domain/activities/discretion.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Outgoing } from '#app/platform/mailer.server.ts'
import type { TemplateName } from './commands.server.ts'

/** A mail exactly as it is handed over: kept in the row so that every try sends the same bytes. */
export interface Rendered extends Outgoing {
  /** When it was first ready to go. */
  at: string
}

export interface PendingMail {
  id: string
  personId: string | null
  address: string
  language: Language
  template: TemplateName
  facts: Record<string, any>
  activityId: string | null
  rendered: Rendered | null
  createdAt: Date
}

/** What this address is owed up to and including one mail, oldest first. Empty once they are sent. */
export const pendingUpTo = (sql: Sql, mailId: string) =>
  sql<PendingMail>`
    SELECT m.id, m.person_id AS "personId", m.address, m.language, m.template, m.facts, m.activity_id AS "activityId", m.rendered, m.created_at AS "createdAt"
    FROM mails this JOIN mails m ON m.address = this.address AND m.number <= this.number
    WHERE this.id = ${mailId}::uuid AND m.sent_at IS NULL AND m.failed_at IS NULL ORDER BY m.number`

export interface ActivityForMail extends PersonalActivity {
  /** The rule of the series it is a date of. */
  ruleId: string | null
  shownTo: 'everyone' | 'joined' | null
  hostName: string | null
  whoMeets: Partial<Record<Language, string>>
  personName: string | null
  openTitles: boolean | null
  leads: boolean
  signUpId: string | null
  signUpState: 'joined' | 'waiting' | 'left' | null
}

export const activityForMail = async (sql: Sql, activityId: string, personId: string | null): Promise<ActivityForMail | null> =>
  (
    await sql<ActivityForMail>`
      SELECT a.id, a.slug, a.uid, a.rule_id AS "ruleId", k.slug AS kind, a.language, t.titles, t."whoMeets", a.area, d.address, coalesce(d.lat, a.lat) AS lat, coalesce(d.lon, a.lon) AS lon,
        d.shown_to AS "shownTo", a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay", a.cancelled_at AS "cancelledAt",
        o.name AS organisation, h.name AS "hostName", p.name AS "personName", p.open_titles AS "openTitles",
        (a.host_id = p.id OR a.created_by = p.id) IS TRUE AS leads, s.id AS "signUpId", s.state AS "signUpState"
      FROM activities a
      JOIN organisations o ON o.id = a.organisation_id
      JOIN activity_kinds k ON k.id = a.kind_id
      LEFT JOIN LATERAL (SELECT json_object_agg(language, title) AS titles, json_object_agg(language, who_meets_you) AS "whoMeets"
        FROM activity_texts WHERE activity_id = a.id) t ON true
      LEFT JOIN activity_addresses d ON d.activity_id = a.id
      LEFT JOIN people h ON h.id = a.host_id
      LEFT JOIN people p ON p.id = ${personId}::uuid
      LEFT JOIN sign_ups s ON s.activity_id = a.id AND s.person_id = ${personId}::uuid
      WHERE a.id = ${activityId}::uuid`
  )[0] ?? null

/** What has been sent to the person of the transaction, newest first. */
export const mailsToMe = (sql: Sql, personId: string) =>
  sql<{ id: string; template: TemplateName; language: Language; subject: string | null; createdAt: Date; sentAt: Date | null; failedAt: Date | null }>`
    SELECT id, template, language, rendered->>'subject' AS subject, created_at AS "createdAt", sent_at AS "sentAt", failed_at AS "failedAt"
    FROM mails WHERE person_id = ${personId}::uuid ORDER BY number DESC LIMIT 200`
