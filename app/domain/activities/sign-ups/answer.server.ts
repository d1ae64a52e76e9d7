import { signedId } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'

/**
 * The yes and no in a mail work without signing in: the address names the sign-up and proves that we made it. Whoever
 * holds it can answer for that one sign-up and see nothing but what the mail said.
 */
export const { write: answerToken, read: signUpOfToken } = signedId('answer')

export interface Answerable {
  activityId: string
  personId: string
  language: Language
  state: 'joined' | 'waiting' | 'left'
  offeredUntil: Date | null
  slug: string
  title: string
  titleLanguage: Language
  area: string
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  publishedAt: Date | null
  cancelledAt: Date | null
  waitingCount: number
}
/** The sign-up a token stands for, read as the program (`system('mail')`): the token has proved who answers. */
export const answerable = async (sql: Sql, signUpId: string): Promise<Answerable | null> =>
  (
    await sql<Answerable>`
      SELECT s.activity_id AS "activityId", s.person_id AS "personId", p.language, s.state, offer_ends(s.offered_until, a.starts_at) AS "offeredUntil", a.slug, t.title, t.language AS "titleLanguage", a.area,
        a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay", a.published_at AS "publishedAt", a.cancelled_at AS "cancelledAt",
        a.waiting_count AS "waitingCount"
      FROM sign_ups s JOIN people p ON p.id = s.person_id JOIN activities a ON a.id = s.activity_id
      JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id
        ORDER BY x.language = p.language DESC, x.language = a.language DESC LIMIT 1) t ON true
      WHERE s.id = ${signUpId}::uuid`
  )[0] ?? null
