import type { Sql } from '#app/platform/db.server.ts'
import type { MemberState } from '../rules.ts'

export interface Host { id: string; called: string; name: string | null; shown: boolean; fromDay: string; toDay: string | null; mine: boolean }
/** Those who host and who have; the full name where the reader may know it. */
export const hostsOfGroup = (sql: Sql, groupId: string, personId: string) =>
  sql<Host>`
    SELECT h.id, h.called, p.name, h.shown, h.from_day::text AS "fromDay", h.to_day::text AS "toDay", h.person_id = ${personId}::uuid AS mine
    FROM group_hosts h LEFT JOIN people p ON p.id = h.person_id
    WHERE h.group_id = ${groupId}::uuid AND h.from_day IS NOT NULL ORDER BY h.to_day DESC NULLS FIRST, h.from_day, h.id`

/** People of the organisation whom the reader may know and who do not host it yet. */
export const hostChoices = (sql: Sql, groupId: string, organisationId: string) =>
  sql<{ id: string; name: string }>`
    SELECT DISTINCT p.id, p.name FROM people p JOIN memberships m ON m.person_id = p.id
    WHERE m.organisation_id = ${organisationId}::uuid AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date)
      AND NOT EXISTS (SELECT FROM group_hosts h WHERE h.group_id = ${groupId}::uuid AND h.person_id = p.id AND h.to_day IS NULL)
    ORDER BY p.name, p.id`

export interface Place { id: string; called: string; state: Exclude<MemberState, 'left'>; since: Date }
/** Who asks and who is in, for those who answer for the group; row-level security gives nobody else a row. */
export const placesIn = (sql: Sql, groupId: string) =>
  sql<Place>`
    SELECT m.id, m.called, m.state, m.changed_at AS since FROM group_members m
    WHERE m.group_id = ${groupId}::uuid AND m.state <> 'left' AND leads_group(m.group_id) ORDER BY m.state, m.changed_at, m.id`
