import type { Sql } from '#app/platform/db.server.ts'

/** The person's own standing in one activity; `position` is their place in the line when they wait. */
export interface MySignUp {
  state: 'joined' | 'waiting' | 'left'
  position: number | null
  visible: boolean
}
export async function mySignUp(sql: Sql, activityId: string, personId: string): Promise<MySignUp | null> {
  const [mine] = await sql<MySignUp>`
    SELECT state, visible_to_others AS visible, CASE WHEN state = 'waiting' THEN place_in_line(activity_id) END AS position
    FROM sign_ups WHERE activity_id = ${activityId}::uuid AND person_id = ${personId}::uuid`
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
}
export const whoComes = (sql: Sql, activityId: string) =>
  sql<Comer>`
    SELECT p.id AS "personId", p.name, p.email, s.state, s.visible_to_others AS visible, s.changed_at AS since
    FROM sign_ups s JOIN people p ON p.id = s.person_id
    WHERE s.activity_id = ${activityId}::uuid AND s.state <> 'left' AND leads(s.activity_id)
    ORDER BY s.state, s.queue_number`

/** Names of those who come and chose to be seen, for somebody who comes and chose the same. */
export const whoShows = (sql: Sql, activityId: string, personId: string) =>
  sql<{ name: string }>`
    SELECT p.name FROM sign_ups s JOIN people p ON p.id = s.person_id
    WHERE s.activity_id = ${activityId}::uuid AND s.state = 'joined' AND s.visible_to_others AND s.person_id <> ${personId}::uuid
      AND is_visible_in(s.activity_id)
    ORDER BY p.name`
