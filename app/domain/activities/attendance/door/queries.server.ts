import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Held } from '../rules.ts'

export interface AtDoor extends Held {
  id: string
  organisationId: string
  title: string
  titleLanguage: Language
  zone: string
  allDay: boolean
}
/** The activity whose door has a code; read as the program (`system('door')`): the token has proved where one stands. */
export const atDoor = async (sql: Sql, activityId: string, language: Language): Promise<AtDoor | null> =>
  (
    await sql<AtDoor>`
      SELECT a.id, a.organisation_id AS "organisationId", t.title, t.language AS "titleLanguage", a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay",
        a.published_at AS "publishedAt", a.cancelled_at AS "cancelledAt"
      FROM activities a JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id
        ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
      WHERE a.id = ${activityId}::uuid AND has_a_door(a.id)`
  )[0] ?? null

/** Whether the person of the transaction is already marked as here. */
export const isHere = async (sql: Sql, activityId: string, personId: string) =>
  (await sql`SELECT FROM attendance WHERE activity_id = ${activityId}::uuid AND person_id = ${personId}::uuid AND outcome = 'came'`).length > 0
