import { sealOf } from '#app/domain/people/keys.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Moment } from '../schema.ts'
import type { Happened } from './rules.ts'

export const momentContext = (id: string, personId: string) => `moments ${id} ${personId}`

/**
 * What has happened on the way of the person of the transaction, as far as they may see it themselves: from the rows of other nouns, never
 * written twice. Nothing about what one did not come to.
 */
export const happened = (sql: Sql, personId: string, language: Language, now: Date) =>
  sql<Happened>`
    SELECT 'came' AS kind, a.starts_at AS at, a.zone, t.title, t.language AS "titleLanguage", o.name AS organisation
      FROM attendance c JOIN activities a ON a.id = c.activity_id JOIN organisations o ON o.id = a.organisation_id
      JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
      WHERE c.person_id = ${personId}::uuid AND c.outcome = 'came'
    UNION ALL SELECT 'group', m.created_at, o.zone, t.name, t.language, o.name
      FROM group_members m JOIN groups g ON g.id = m.group_id JOIN organisations o ON o.id = g.organisation_id
      JOIN LATERAL (SELECT x.name, x.language FROM group_texts x WHERE x.group_id = g.id ORDER BY x.language = ${language} DESC, x.language = g.language DESC LIMIT 1) t ON true
      WHERE m.person_id = ${personId}::uuid AND m.state IN ('member', 'paused')
    UNION ALL SELECT 'hosted', h.from_day::timestamp AT TIME ZONE o.zone, o.zone, t.name, t.language, o.name
      FROM group_hosts h JOIN groups g ON g.id = h.group_id JOIN organisations o ON o.id = g.organisation_id
      JOIN LATERAL (SELECT x.name, x.language FROM group_texts x WHERE x.group_id = g.id ORDER BY x.language = ${language} DESC, x.language = g.language DESC LIMIT 1) t ON true
      WHERE h.person_id = ${personId}::uuid AND h.from_day IS NOT NULL
    UNION ALL SELECT 'hosted', a.starts_at, a.zone, t.title, t.language, o.name
      FROM activities a JOIN organisations o ON o.id = a.organisation_id
      JOIN LATERAL (SELECT x.title, x.language FROM activity_texts x WHERE x.activity_id = a.id ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
      WHERE a.host_id = ${personId}::uuid AND a.published_at IS NOT NULL AND a.cancelled_at IS NULL AND a.ends_at <= ${now}::timestamptz
    UNION ALL SELECT 'started', s.at, o.zone, t.title, t.language, house.name
      FROM applications p JOIN application_steps s ON s.application_id = p.id AND s.state = 'started' JOIN openings o ON o.id = p.opening_id JOIN organisations house ON house.id = o.organisation_id
      JOIN LATERAL (SELECT x.title, x.language FROM opening_texts x WHERE x.opening_id = o.id ORDER BY x.language = ${language} DESC, x.language = o.language DESC LIMIT 1) t ON true
      WHERE p.person_id = ${personId}::uuid
    UNION ALL SELECT 'walked', coalesce(w.began_at, w.created_at), o.zone, split_part(trim(n.companion), ' ', 1), NULL, o.name
      FROM pairings w JOIN organisations o ON o.id = w.organisation_id CROSS JOIN LATERAL names_in(w.id) n WHERE w.participant_id = ${personId}::uuid AND w.began_at IS NOT NULL
    UNION ALL SELECT 'volunteered', v.created_at, o.zone, o.name, NULL, o.name
      FROM volunteers v JOIN organisations o ON o.id = v.organisation_id WHERE v.person_id = ${personId}::uuid AND v.state <> 'left'
    ORDER BY 2`

/** What the person has put on their way themselves. */
export async function myMoments(sql: Sql, personId: string): Promise<Moment[]> {
  const rows = await sql<Omit<Moment, 'words'> & { sealed: string | null }>`SELECT id, on_day AS "onDay", kind, sealed FROM moments WHERE person_id = ${personId}::uuid ORDER BY on_day, created_at, id`
  if (rows.length === 0) return []
  const { open } = await sealOf(sql, personId)
  return rows.map(({ sealed, ...row }) => ({ ...row, words: sealed === null ? '' : open(sealed, momentContext(row.id, personId)) }))
}
