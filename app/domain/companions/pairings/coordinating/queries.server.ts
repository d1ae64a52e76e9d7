import type { Sql } from '#app/platform/db.server.ts'
import type { MyPairing } from '../queries.server.ts'

export interface CoordinatedPairing {
  id: string
  state: MyPairing['state']
  participant: string
  companion: string
  startsOn: string
  expectedEnd: string
  endedOn: string | null
  endedBecause: MyPairing['endedBecause']
  metOn: string | null
  trialAskedOn: string | null
  trialDays: number
  trialUntil: string | null
  releasedOn: string | null
}

/** Everybody who walks together, and the last who did. A coordinator who is one of the two does not find themselves here. */
export const pairingsAtWork = (sql: Sql, { organisationId, zone, now, id = null }: { organisationId: string; zone: string; now: Date; id?: string | null }) => sql<CoordinatedPairing>`
  SELECT p.id, p.state, n.participant, n.companion, p.starts_on AS "startsOn", p.expected_end AS "expectedEnd", (p.ended_at AT TIME ZONE ${zone})::date AS "endedOn", p.ended_because AS "endedBecause",
    CASE WHEN p.state = 'trial' THEN trial_met_on(p.id, ${now}::timestamptz) END AS "metOn", coalesce(trial_days_of(p.id), 10) AS "trialDays", p.trial_until AS "trialUntil", (p.trial_asked_at AT TIME ZONE ${zone})::date AS "trialAskedOn", r.released_on AS "releasedOn"
  FROM pairings p CROSS JOIN LATERAL names_in(p.id) n LEFT JOIN companion_requests r ON r.id = p.request_id
  WHERE p.organisation_id = ${organisationId}::uuid AND coordinates_pairing(p.id) AND (${id}::uuid IS NULL OR p.id = ${id}::uuid)
  ORDER BY p.state = 'ended', p.ended_at DESC, p.starts_on, p.id LIMIT 300`

export const pairingAtWork = async (sql: Sql, asked: { organisationId: string; zone: string; now: Date; id: string }): Promise<CoordinatedPairing | null> => (await pairingsAtWork(sql, asked))[0] ?? null
