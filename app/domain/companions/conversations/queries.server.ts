import type { Sql } from '#app/platform/db.server.ts'

export interface FreeTime { id: string; startsAt: Date; endsAt: Date; zone: string; place: string; name: string; offeredBy: string }

/** Times that may be taken, the next first; row-level security decides for whom. One's own are not for oneself. */
export async function freeTimes(sql: Sql, { organisationId, personId, now }: { organisationId: string; personId: string | null; now: Date }): Promise<FreeTime[]> {
  return sql<FreeTime>`
    SELECT id, starts_at AS "startsAt", ends_at AS "endsAt", zone, place, name, offered_by AS "offeredBy" FROM free_conversation_times(${organisationId}::uuid, ${now}::timestamptz)
    WHERE offered_by IS DISTINCT FROM ${personId}::uuid LIMIT 100`
}

export interface OfferedTime extends FreeTime { volunteer: { id: string; name: string | null } | null }

/** What coordinators have offered from now on, taken or not. */
export async function offeredTimes(sql: Sql, { organisationId, now }: { organisationId: string; now: Date }): Promise<OfferedTime[]> {
  return sql<OfferedTime>`
    SELECT t.id, t.starts_at AS "startsAt", t.ends_at AS "endsAt", t.zone, t.place, conversation_with(t.id) AS name, t.offered_by AS "offeredBy",
      CASE WHEN v.id IS NOT NULL THEN json_build_object('id', v.id, 'name', p.name) END AS volunteer
    FROM conversation_times t LEFT JOIN volunteers v ON v.id = t.volunteer_id LEFT JOIN people p ON p.id = v.person_id
    WHERE t.organisation_id = ${organisationId}::uuid AND t.ends_at > ${now}::timestamptz ORDER BY t.starts_at, t.id LIMIT 200`
}
