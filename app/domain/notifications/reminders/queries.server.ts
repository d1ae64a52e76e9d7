import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { type Candidate, type DueReminder, earliestBefore, type Which } from './rules.ts'

/** Starts that somebody may have to be reminded of by now, each with the quiet hours of those who come. */
export const candidates = async (sql: Sql, now: Date): Promise<Candidate[]> =>
  (
    await sql<{ startsAt: Date; zone: string; from: number; to: number; own: string }>`
      SELECT DISTINCT a.starts_at AS "startsAt", a.zone, c.quiet_from AS "from", c.quiet_to AS "to", c.zone AS own
      FROM activities a JOIN sign_ups s ON s.activity_id = a.id AND s.state = 'joined' JOIN notification_choices c ON c.person_id = s.person_id
      WHERE a.published_at IS NOT NULL AND a.cancelled_at IS NULL AND a.starts_at > ${now}::timestamptz
        AND a.starts_at <= ${new Date(+now + earliestBefore)}::timestamptz`
  ).map(({ startsAt, zone, from, to, own }) => ({ startsAt, zone, quiet: { from, to, zone: own } }))

export interface Reminder {
  signUpId: string
  which: Which
  startsAt: Date
}

/** Whom the due reminders are for and who has not had them, in the order in which every process claims them. */
export const unclaimed = (sql: Sql, due: DueReminder[], { pushing }: { pushing: boolean }) =>
  sql<Reminder>`
    SELECT s.id AS "signUpId", d.which, a.starts_at AS "startsAt"
    FROM json_to_recordset(${JSON.stringify(due.map(({ quiet, ...start }) => ({ ...start, ...quiet, zone: start.zone, own: quiet.zone })))}::text::json)
      AS d (which text, "startsAt" timestamptz, zone text, "from" int, "to" int, own text, "joinedBy" timestamptz)
    -- What comes back from here has whole milliseconds.
    JOIN activities a ON a.starts_at >= d."startsAt" AND a.starts_at < d."startsAt" + interval '1 millisecond' AND a.zone = d.zone
      AND a.published_at IS NOT NULL AND a.cancelled_at IS NULL
    JOIN sign_ups s ON s.activity_id = a.id AND s.state = 'joined' AND s.changed_at <= d."joinedBy"
    JOIN notification_choices c ON c.person_id = s.person_id AND c.quiet_from = d."from" AND c.quiet_to = d."to" AND c.zone = d.own
    JOIN LATERAL (SELECT CASE d.which WHEN 'day-before' THEN c.day_before ELSE c.two_hours END AS chosen) channel ON channel.chosen <> 'off'
    WHERE (channel.chosen IN ('mail', 'both') OR (d.which = 'day-before' AND NOT c.mail_refused)
        OR (${pushing}::boolean AND EXISTS (SELECT FROM push_devices v WHERE v.person_id = s.person_id)))
      AND NOT EXISTS (SELECT FROM reminders_sent r
        WHERE r.activity_id = a.id AND r.person_id = s.person_id AND r.which = d.which AND r.starts_at = a.starts_at)
    ORDER BY a.id, s.person_id, d.which`

/** A reminder that is ours to send: by mail, to devices, or both. */
export interface Claimed {
  personId: string
  activityId: string
  which: Which
  startsAt: Date
  email: string
  language: Language
  mail: boolean
  devices: string[]
}

/**
 * Takes reminders for the transaction at hand; what somebody else has taken, or is no longer so, is left out. The key of
 * reminders_sent decides: whoever comes second waits for the first to commit and gets nothing.
 */
export const claim = (sql: Sql, reminders: Reminder[], { now, pushing }: { now: Date; pushing: boolean }) =>
  sql<Claimed>`
    WITH claimed AS (
      INSERT INTO reminders_sent (person_id, activity_id, which, starts_at, sent_at)
      SELECT s.person_id, a.id, d.which, a.starts_at, ${now}::timestamptz
      FROM json_to_recordset(${JSON.stringify(reminders)}::text::json) AS d ("signUpId" uuid, which text, "startsAt" timestamptz)
      JOIN sign_ups s ON s.id = d."signUpId" AND s.state = 'joined'
      JOIN activities a ON a.id = s.activity_id AND a.cancelled_at IS NULL AND a.published_at IS NOT NULL
        AND a.starts_at >= d."startsAt" AND a.starts_at < d."startsAt" + interval '1 millisecond'
      ORDER BY a.id, s.person_id, d.which
      ON CONFLICT DO NOTHING RETURNING person_id, activity_id, which, starts_at)
    SELECT claimed.person_id AS "personId", claimed.activity_id AS "activityId", claimed.which, claimed.starts_at AS "startsAt", c.email, c.language,
      -- Push was chosen and the last device is gone: the day before comes by mail rather than not at all.
      channel.chosen IN ('mail', 'both') OR (channel.chosen = 'push' AND claimed.which = 'day-before' AND to_devices.ids = '{}' AND NOT c.mail_refused) AS mail,
      to_devices.ids AS devices
    FROM claimed JOIN notification_choices c ON c.person_id = claimed.person_id
    JOIN LATERAL (SELECT CASE claimed.which WHEN 'day-before' THEN c.day_before ELSE c.two_hours END AS chosen) channel ON true
    JOIN LATERAL (SELECT CASE WHEN ${pushing}::boolean AND channel.chosen IN ('push', 'both')
      THEN ARRAY(SELECT v.id FROM push_devices v WHERE v.person_id = claimed.person_id) ELSE '{}' END AS ids) to_devices ON true`
