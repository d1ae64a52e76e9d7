import { system } from '#app/platform/actor.ts'
import { decrypt } from '#app/platform/crypto.server.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'

/** The person's open invitation, or whom they come with. */
export interface Company {
  id: string
  /** Null: nobody has said yes yet. */
  with: string | null
  invited: boolean
  expiresAt: Date
  meeting: { place: string; at: Date | null } | null
}
export async function companyOf(sql: Sql, activityId: string, personId: string, now: Date): Promise<Company | null> {
  const [found] = await sql<{ id: string; with: string | null; invited: boolean; expiresAt: Date; place: string | null; at: Date | null }>`
    SELECT t.id, CASE WHEN t.inviter_id = ${personId}::uuid THEN t.invited_name ELSE t.inviter_name END AS with, t.invited_id IS NOT DISTINCT FROM ${personId}::uuid AS invited,
      t.expires_at AS "expiresAt", m.place, m.at
    FROM together t LEFT JOIN together_meetings m ON m.together_id = t.id
    WHERE t.activity_id = ${activityId}::uuid AND ${personId}::uuid IN (t.inviter_id, t.invited_id) AND t.ended_at IS NULL
      AND (t.accepted_at IS NOT NULL OR t.expires_at > ${now}::timestamptz)
    ORDER BY t.accepted_at NULLS LAST LIMIT 1`
  if (!found) return null
  const { place, at, ...company } = found
  return { ...company, meeting: place === null ? null : { place: decrypt(place, meetingContext(found.id)), at } }
}

export const meetingContext = (togetherId: string) => `together_meetings ${togetherId}`

export interface Invitation {
  id: string
  activityId: string
  inviterId: string
  inviterName: string
  invitedId: string | null
  open: boolean
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
}
/** What an invitation's address stands for, read as the program: the address has proved that it was given. */
export const invitationOf = async (sql: Sql, id: string, language: Language, now: Date): Promise<Invitation | null> =>
  actingAs(sql, system('together'), async (sql) =>
    (
      await sql<Invitation>`
        SELECT i.id, i.activity_id AS "activityId", i.inviter_id AS "inviterId", i.inviter_name AS "inviterName", i.invited_id AS "invitedId",
          i.accepted_at IS NULL AND i.ended_at IS NULL AND i.expires_at > ${now}::timestamptz AS open,
          a.slug, t.title, t.language AS "titleLanguage", a.area, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay",
          a.published_at AS "publishedAt", a.cancelled_at AS "cancelledAt"
        FROM together i JOIN activities a ON a.id = i.activity_id
        JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id
          ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
        WHERE i.id = ${id}::uuid`
    )[0] ?? null)
