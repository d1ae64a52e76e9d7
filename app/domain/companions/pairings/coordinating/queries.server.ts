import type { Sql } from '#app/platform/db.server.ts'
import { openOffer, openWish } from '../../sealing.server.ts'
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

export interface Contact { name: string; email: string; phone: string }
/** How the coordinator reaches the two while they walk together: their addresses, and the numbers they gave. */
export async function contactsOf(sql: Sql, pairingId: string): Promise<Contact[]> {
  const [found] = await sql<{ organisationId: string; request: { id: string; sealed: string | null; name: string; email: string }; volunteer: { id: string; sealed: string | null; name: string; email: string } }>`
    SELECT p.organisation_id AS "organisationId", json_build_object('id', r.id, 'sealed', r.sealed, 'name', a.name, 'email', a.email) AS request, json_build_object('id', v.id, 'sealed', v.sealed, 'name', b.name, 'email', b.email) AS volunteer
    FROM pairings p JOIN companion_requests r ON r.id = p.request_id JOIN volunteers v ON v.id = p.volunteer_id JOIN people a ON a.id = p.participant_id JOIN people b ON b.id = p.companion_id
    WHERE p.id = ${pairingId}::uuid AND p.state <> 'ended' AND coordinates_pairing(p.id)`
  if (!found) return []
  const { organisationId, request, volunteer } = found
  return [
    { name: request.name, email: request.email, phone: openWish({ id: request.id, organisationId }, request.sealed)?.phone ?? '' },
    { name: volunteer.name, email: volunteer.email, phone: openOffer({ id: volunteer.id, organisationId }, volunteer.sealed)?.phone ?? '' },
  ]
}
