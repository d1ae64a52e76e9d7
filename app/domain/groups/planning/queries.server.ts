import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { GroupPlan, GroupTexts } from '../schema.ts'

/** A group with everything those who plan it know of it. */
export interface GroupPiece extends GroupPlan {
  id: string
  slug: string
  version: number
  publishedAt: Date | null
  closedAt: Date | null
  hosts: number
  /** What the actor may do with it. */
  plans: boolean
  leads: boolean
  hosting: boolean
}
export async function groupPiece(sql: Sql, organisationId: string, id: string): Promise<GroupPiece | null> {
  const [found] = await sql<Omit<GroupPiece, 'texts'> & { texts: Partial<Record<Language, GroupTexts>> | null }>`
    SELECT g.id, g.slug, g.language, g.way_in AS "wayIn", g.visibility, g.place_id AS "placeId", g.area, g.version, g.published_at AS "publishedAt", g.closed_at AS "closedAt",
      plans_group(g.id) AS plans, leads_group(g.id) AS leads, hosts_group(g.id) AS hosting,
      (SELECT count(*)::int FROM group_hosts h WHERE h.group_id = g.id AND h.from_day IS NOT NULL AND h.to_day IS NULL AND may_host(g.id, h.person_id)) AS hosts,
      (SELECT json_object_agg(t.language, json_build_object('name', t.name, 'forWhom', t.for_whom, 'description', t.description, 'firstTime', t.first_time))
        FROM group_texts t WHERE t.group_id = g.id) AS texts
    FROM groups g WHERE g.id = ${id}::uuid AND g.organisation_id = ${organisationId}::uuid`
  return found ? { ...found, texts: found.texts ?? {} } : null
}

export interface ManagedGroup { id: string; name: string; textLanguage: Language; publishedAt: Date | null; closedAt: Date | null; hosts: string[]; waiting: number }
/** The organisation's groups that the actor plans or hosts; what waits for them is counted only for those who answer. */
export const managedGroups = (sql: Sql, organisationId: string, language: Language) =>
  sql<ManagedGroup>`
    SELECT g.id, t.name, t.language AS "textLanguage", g.published_at AS "publishedAt", g.closed_at AS "closedAt",
      coalesce((SELECT array_agg(h.called ORDER BY h.from_day, h.id) FROM group_hosts h WHERE h.group_id = g.id AND h.from_day IS NOT NULL AND h.to_day IS NULL), '{}') AS hosts,
      CASE WHEN leads_group(g.id) THEN (SELECT count(*)::int FROM group_members m WHERE m.group_id = g.id AND m.state = 'asked' AND m.person_id IS DISTINCT FROM app_person())
        + (SELECT count(DISTINCT r.post_id)::int FROM group_reports r WHERE r.group_id = g.id AND r.handled_at IS NULL AND NOT wrote_post(r.post_id)) ELSE 0 END AS waiting
    FROM groups g
    JOIN LATERAL (SELECT x.name, x.language FROM group_texts x WHERE x.group_id = g.id
      ORDER BY x.language = ${language} DESC, x.language = g.language DESC LIMIT 1) t ON true
    WHERE g.organisation_id = ${organisationId}::uuid AND plans_group(g.id) AND (g.closed_at IS NULL OR g.published_at IS NOT NULL)
    ORDER BY g.closed_at IS NOT NULL, t.name, g.id`

export const placesOf = (sql: Sql, organisationId: string) =>
  sql<{ id: string; name: string }>`SELECT id, name FROM places WHERE organisation_id = ${organisationId}::uuid AND archived_at IS NULL ORDER BY name`

/** What the organisation plans that a group may meet at: its series, and what stands alone; chosen ones say so. */
export interface MeetingChoice { kind: 'series' | 'activity'; id: string; title: string; startsAt: Date; endsAt: Date; zone: string; allDay: boolean; chosen: boolean }
export const meetingChoices = (sql: Sql, groupId: string, organisationId: string, { language, now }: { language: Language; now: Date }) =>
  sql<MeetingChoice>`
    SELECT DISTINCT ON (coalesce(a.series_id, a.id)) CASE WHEN a.series_id IS NULL THEN 'activity' ELSE 'series' END AS kind, coalesce(a.series_id, a.id) AS id,
      t.title, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay",
      EXISTS (SELECT FROM group_meetings m WHERE m.group_id = ${groupId}::uuid AND (m.activity_id = a.id OR m.series_id = a.series_id)) AS chosen
    FROM activities a
    JOIN LATERAL (SELECT x.title FROM activity_texts x WHERE x.activity_id = a.id
      ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
    WHERE a.organisation_id = ${organisationId}::uuid AND a.cancelled_at IS NULL AND a.ends_at > ${now}::timestamptz
    ORDER BY coalesce(a.series_id, a.id), a.starts_at LIMIT 300`
