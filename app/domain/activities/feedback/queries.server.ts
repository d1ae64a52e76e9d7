import { decrypt, hashOf } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Answer, Taps } from './rules.ts'

/** Binds the free sentence to its row and organisation. */
export const wordsContext = (organisationId: string, id: string) => `feedback.words ${organisationId} ${id}`

export interface Asked {
  activityId: string
  organisationId: string
  personId: string
  askedAt: Date
  title: string
  titleLanguage: Language
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  answered: boolean
  silent: boolean
}
/** What a link asks about; read as the program (`system('feedback')`): the token has proved who answers. */
export const asked = async (sql: Sql, requestId: string, token: string, language: Language): Promise<Asked | null> =>
  (
    await sql<Asked>`
      SELECT r.activity_id AS "activityId", a.organisation_id AS "organisationId", r.person_id AS "personId", r.asked_at AS "askedAt", t.title, t.language AS "titleLanguage",
        a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay",
        EXISTS (SELECT FROM spent_tokens u WHERE u.token_hash = ${hashOf(token)}) AS answered, EXISTS (SELECT FROM feedback_silences q WHERE q.person_id = r.person_id) AS silent
      FROM feedback_requests r JOIN activities a ON a.id = r.activity_id
      JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id
        ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
      WHERE r.id = ${requestId}::uuid`
  )[0] ?? null

/** What people answered, for those who lead the activity; others get nothing. Anonymous answers stand in no order that tells. */
export async function feedbackOf(sql: Sql, activityId: string): Promise<Answer[]> {
  const rows = await sql<Taps & { id: string; name: string | null; words: string | null; organisationId: string }>`
    SELECT f.id, f.how, f.welcome, f.again, f.words, p.name, a.organisation_id AS "organisationId"
    FROM feedback f JOIN activities a ON a.id = f.activity_id LEFT JOIN names_on_the_list(${activityId}::uuid) p ON p.person_id = f.person_id
    WHERE f.activity_id = ${activityId}::uuid AND leads(f.activity_id) AND (f.person_id IS NULL OR p.person_id IS NOT NULL) ORDER BY p.name, f.id`
  return rows.map(({ id, organisationId, words, ...answer }) => ({ ...answer, words: words && decrypt(words, wordsContext(organisationId, id)) }))
}

/** Whether the person of the transaction does not want to be asked how it was. */
export const isSilent = async (sql: Sql, personId: string): Promise<boolean> =>
  (await sql`SELECT FROM feedback_silences WHERE person_id = ${personId}::uuid`).length > 0
