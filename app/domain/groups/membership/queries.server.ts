import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { MemberState } from '../rules.ts'

/** How one person stands to one group: as a member, as a host, and what they may do there. */
export interface Standing {
  member: { state: MemberState; called: string; asksFirst: boolean; news: boolean } | null
  host: { called: string; shown: boolean; fromDay: string } | null
  askedToHost: boolean
  /** Reads and writes the board. */
  reads: boolean
  /** Answers for it: hosts and coordinators. */
  leads: boolean
  /** Writes its page. */
  plans: boolean
  /** How many of their own words stand on its board. */
  words: number
}
export async function standingIn(sql: Sql, groupId: string, personId: string): Promise<Standing> {
  const [found] = await sql<Standing>`
    SELECT reads_board(${groupId}::uuid) AS reads, leads_group(${groupId}::uuid) AS leads, plans_group(${groupId}::uuid) AS plans,
      (SELECT json_build_object('state', m.state, 'called', m.called, 'asksFirst', m.asks_first, 'news', m.news_since IS NOT NULL)
        FROM group_members m WHERE m.group_id = ${groupId}::uuid AND m.person_id = ${personId}::uuid) AS member,
      CASE WHEN hosts_group(${groupId}::uuid) THEN (SELECT json_build_object('called', h.called, 'shown', h.shown, 'fromDay', h.from_day::text)
        FROM group_hosts h WHERE h.group_id = ${groupId}::uuid AND h.person_id = ${personId}::uuid AND h.from_day IS NOT NULL AND h.to_day IS NULL) END AS host,
      EXISTS (SELECT FROM group_hosts h WHERE h.group_id = ${groupId}::uuid AND h.person_id = ${personId}::uuid AND h.from_day IS NULL AND h.to_day IS NULL) AS "askedToHost",
      (SELECT count(*)::int FROM group_posts p WHERE p.group_id = ${groupId}::uuid AND p.author_id = ${personId}::uuid AND p.erased_at IS NULL) AS words`
  return found!
}

export interface MyGroup {
  slug: string
  id: string
  name: string
  textLanguage: Language
  organisation: { slug: string; name: string; zone: string }
  closed: boolean
  state: Exclude<MemberState, 'left'> | null
  /** The first day of hosting. */
  hostSince: string | null
  askedToHost: boolean
  /** What waits for a host: people who asked, and reports. */
  waiting: number
}
/** The groups of the person of the transaction: where they have a place, what they host, where they are asked to. */
export const myGroups = (sql: Sql, personId: string, language: Language) =>
  sql<MyGroup>`
    SELECT g.id, g.slug, t.name, t.language AS "textLanguage", json_build_object('slug', o.slug, 'name', o.name, 'zone', o.zone) AS organisation,
      g.closed_at IS NOT NULL AS closed, m.state, h.from_day::text AS "hostSince", h.id IS NOT NULL AND h.from_day IS NULL AS "askedToHost",
      CASE WHEN h.from_day IS NULL THEN 0 ELSE
        (SELECT count(*)::int FROM group_members a WHERE a.group_id = g.id AND a.state = 'asked' AND a.person_id <> ${personId}::uuid)
        + (SELECT count(DISTINCT r.post_id)::int FROM group_reports r WHERE r.group_id = g.id AND r.handled_at IS NULL AND r.reporter_id IS DISTINCT FROM ${personId}::uuid) END AS waiting
    FROM groups g JOIN organisations o ON o.id = g.organisation_id
    JOIN LATERAL (SELECT x.name, x.language FROM group_texts x WHERE x.group_id = g.id
      ORDER BY x.language = ${language} DESC, x.language = g.language DESC LIMIT 1) t ON true
    LEFT JOIN group_members m ON m.group_id = g.id AND m.person_id = ${personId}::uuid AND m.state <> 'left'
    LEFT JOIN group_hosts h ON h.group_id = g.id AND h.person_id = ${personId}::uuid AND h.to_day IS NULL
      AND (h.from_day IS NULL OR belongs_to(g.organisation_id))
    WHERE m.id IS NOT NULL OR h.id IS NOT NULL ORDER BY g.closed_at IS NOT NULL, t.name, g.id`

/** In which of their groups the person of the transaction wants to hear that there is something new. */
export const newsChoices = (sql: Sql, personId: string, language: Language) =>
  sql<{ groupId: string; name: string; wanted: boolean }>`
    SELECT g.id AS "groupId", t.name, m.news_since IS NOT NULL AS wanted FROM group_members m JOIN groups g ON g.id = m.group_id AND g.closed_at IS NULL
    JOIN LATERAL (SELECT x.name FROM group_texts x WHERE x.group_id = g.id ORDER BY x.language = ${language} DESC, x.language = g.language DESC LIMIT 1) t ON true
    WHERE m.person_id = ${personId}::uuid AND m.state IN ('member', 'paused') ORDER BY t.name, g.id LIMIT 50`
