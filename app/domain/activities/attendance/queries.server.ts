import { decrypt } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Outcome } from './rules.ts'

/** Somebody on the list of those who lead an activity. */
export interface Listed {
  who: string
  /** null: a walk-in. */
  personId: string | null
  name: string
  /** Their sign-up; null when they came unannounced. */
  signUp: 'joined' | 'waiting' | 'left' | null
  /** What was marked last; who left, or said no, sent regrets without anybody marking it. */
  outcome: Outcome | null
  /** They checked themselves in at the door. */
  fromDoor: boolean
  markedAt: Date | null
}

/** Binds a walk-in's name to its row and organisation. */
export const firstNameContext = (organisationId: string, activityId: string, who: string) => `attendance.first_name ${organisationId} ${activityId} ${who}`

/** Everybody who was expected, said no, waited or came, by name, for those who lead the activity; for others nobody. */
export async function attendanceList(sql: Sql, activityId: string): Promise<Listed[]> {
  const rows = await sql<Omit<Listed, 'name'> & { name: string | null; sealed: string | null; organisationId: string }>`
    SELECT l.who, p.id AS "personId", p.name, t.first_name AS sealed, a.organisation_id AS "organisationId", s.state AS "signUp",
      coalesce(t.outcome, CASE WHEN s.state = 'left' THEN 'regrets' END) AS outcome, coalesce(t.from_door, false) AS "fromDoor", t.marked_at AS "markedAt"
    FROM (SELECT person_id AS who FROM sign_ups WHERE activity_id = ${activityId}::uuid UNION SELECT who FROM attendance WHERE activity_id = ${activityId}::uuid) l
    JOIN activities a ON a.id = ${activityId}::uuid
    LEFT JOIN people p ON p.id = l.who
    LEFT JOIN sign_ups s ON s.activity_id = a.id AND s.person_id = l.who
    LEFT JOIN attendance t ON t.activity_id = a.id AND t.who = l.who
    WHERE leads(a.id) AND (p.id IS NOT NULL OR t.first_name IS NOT NULL)`
  return rows
    .map(({ name, sealed, organisationId, ...one }) => ({ ...one, name: name ?? decrypt(sealed!, firstNameContext(organisationId, activityId, one.who)) }))
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
