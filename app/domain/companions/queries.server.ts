import type { Sql } from '#app/platform/db.server.ts'

export interface Waiting { volunteers: number; requests: number; words: number }
/** What waits for a coordinator among companions, for the workplace's first page. For everybody else nothing does. */
export async function waitingForCoordinators(sql: Sql, organisationId: string): Promise<Waiting> {
  const [found] = await sql<Waiting>`
    SELECT (SELECT count(*)::int FROM volunteers v WHERE v.organisation_id = ${organisationId}::uuid AND v.state = 'applied' AND v.person_id IS DISTINCT FROM app_person()) AS volunteers,
      (SELECT count(*)::int FROM companion_requests r WHERE r.organisation_id = ${organisationId}::uuid AND r.state = 'waiting' AND r.person_id IS DISTINCT FROM app_person()) AS requests,
      (SELECT count(*)::int FROM pairing_wishes w JOIN pairings p ON p.id = w.pairing_id WHERE p.organisation_id = ${organisationId}::uuid AND w.handled_at IS NULL AND w.person_id IS DISTINCT FROM app_person()) AS words
    WHERE works_for(${organisationId}::uuid, 'coordinator')`
  return found ?? { volunteers: 0, requests: 0, words: 0 }
}
