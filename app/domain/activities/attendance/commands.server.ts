import { tell } from '#app/domain/history/commands.server.ts'
import { encrypt, idFrom } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { firstNameContext } from './queries.server.ts'
import { attendanceClosed, type Closed, type Held, lastMarks, type Mark } from './rules.ts'

/**
 * Writes down what was marked, by somebody who leads the activity. Marks may come late, twice and in any order, from
 * several devices at once: for each person the last by the device's clock counts. Marks about people who are not on the
 * list are passed over. Nobody is told, and nothing else changes.
 */
export async function markAttendance(
  sql: Sql,
  { activityId, markedBy, marks, now }: { activityId: string; markedBy: string; marks: readonly Mark[]; now: Date },
): Promise<{ ok: true } | { ok: false; reason: Closed | 'not-found' }> {
  const [activity] = await sql<Held & { organisationId: string; taken: boolean }>`
    SELECT organisation_id AS "organisationId", starts_at AS "startsAt", ends_at AS "endsAt", published_at AS "publishedAt", cancelled_at AS "cancelledAt",
      EXISTS (SELECT FROM attendance t WHERE t.activity_id = a.id AND NOT t.from_door) AS taken
    FROM activities a WHERE a.id = ${activityId}::uuid AND leads(a.id)`
  if (!activity) return { ok: false, reason: 'not-found' }
  const reason = attendanceClosed(activity, now)
  if (reason) return { ok: false, reason }
  const listed = await sql<{ who: string; walkIn: boolean }>`
    SELECT person_id AS who, false AS "walkIn" FROM sign_ups WHERE activity_id = ${activityId}::uuid
    UNION SELECT who, person_id IS NULL FROM attendance WHERE activity_id = ${activityId}::uuid`
  const known = new Map(listed.map((one) => [one.who, one.walkIn]))
  const { organisationId } = activity
  const rows = lastMarks(marks.map((mark) => (mark.at > now ? { ...mark, at: now } : mark)))
    .filter((mark) => known.has(mark.who) || mark.firstName !== undefined)
    .map(({ key, at, who, outcome, firstName }) => {
      const walkIn = known.get(who) ?? true
      // A walk-in who was taken back leaves no name behind.
      const sealed = walkIn && outcome && firstName ? encrypt(firstName, firstNameContext(organisationId, activityId, who)) : null
      return { key, at, who, outcome, person: walkIn ? null : who, sealed }
    })
  if (rows.length === 0) return { ok: true }
  await sql`
    INSERT INTO attendance AS t (activity_id, who, person_id, first_name, outcome, key, device_at, marked_at, marked_by)
    SELECT ${activityId}::uuid, m.who, m.person, m.sealed, m.outcome, m.key, m.at, ${now}::timestamptz, ${markedBy}::uuid
      FROM json_to_recordset(${JSON.stringify(rows)}::text::json) AS m (key uuid, at timestamptz, who uuid, outcome text, person uuid, sealed text)
    ON CONFLICT (activity_id, who) DO UPDATE SET outcome = excluded.outcome, key = excluded.key, device_at = excluded.device_at, marked_at = excluded.marked_at,
      marked_by = excluded.marked_by, first_name = CASE WHEN excluded.outcome IS NOT NULL THEN coalesce(excluded.first_name, t.first_name) END
    WHERE (t.device_at, t.key) < (excluded.device_at, excluded.key)`
  if (!activity.taken) await tell(sql, { organisationId, subject: ['activity', activityId], event: 'attendance.taken' })
  return { ok: true }
}

/**
 * A walk-in's id from the form they were written in: sent twice it is one walk-in, and another name from the same form (one
 * went back, a friend uses the same phone) is another.
 */
export const walkInId = (form: string, firstName: string) => idFrom(`${form} ${firstName}`, '8')
