import type { Sql } from '#app/platform/db.server.ts'
import type { Side } from './telling/messages.ts'

/** For whom a pairing that has ended is over; null while it goes on. For the mailer, at the last moment. */
export async function endedFor(sql: Sql, { pairingId, personId }: { pairingId: string; personId: string | null }): Promise<Side | null> {
  const [found] = await sql<{ side: Side | null }>`
    SELECT CASE WHEN state <> 'ended' THEN NULL WHEN participant_id = ${personId}::uuid THEN 'participant' ELSE 'companion' END AS side FROM pairings WHERE id = ${pairingId}::uuid`
  return found ? found.side : 'companion'
}

export interface MyPairing {
  id: string
  state: 'trial' | 'active' | 'ended'
  side: Side
  /** The other's first name. */
  other: string
  organisation: { id: string; slug: string; name: string; zone: string; contactEmail: string | null }
  startsOn: string
  expectedEnd: string
  createdAt: Date
  endedAt: Date | null
  endedBecause: 'trial' | 'landed' | 'rematch' | 'moved' | 'stopped' | null
  /** The day they first met. */
  metOn: string | null
  /** The day both were asked about it. */
  trialAskedOn: string | null
  trialDays: number
  trialUntil: string | null
  /** When the participant gets out; known to them and the coordinator. */
  releasedOn: string | null
}

/** The person's own pairings, those that go on first. A companion has none that has ended. */
export const myPairings = (sql: Sql, personId: string, now: Date, id: string | null = null) => sql<MyPairing>`
  SELECT p.id, p.state, CASE WHEN p.participant_id = ${personId}::uuid THEN 'participant' ELSE 'companion' END AS side,
    split_part(trim(CASE WHEN p.participant_id = ${personId}::uuid THEN n.companion ELSE n.participant END), ' ', 1) AS other,
    json_build_object('id', o.id, 'slug', o.slug, 'name', o.name, 'zone', o.zone, 'contactEmail', o.contact_email) AS organisation,
    p.starts_on AS "startsOn", p.expected_end AS "expectedEnd", p.created_at AS "createdAt", p.ended_at AS "endedAt", p.ended_because AS "endedBecause",
    trial_met_on(p.id, ${now}::timestamptz) AS "metOn", coalesce(trial_days_of(p.id), 10) AS "trialDays", p.trial_until AS "trialUntil", (p.trial_asked_at AT TIME ZONE o.zone)::date AS "trialAskedOn", r.released_on AS "releasedOn"
  FROM pairings p JOIN organisations o ON o.id = p.organisation_id CROSS JOIN LATERAL names_in(p.id) n
  LEFT JOIN companion_requests r ON r.id = p.request_id AND r.person_id = ${personId}::uuid
  WHERE ${personId}::uuid IN (p.participant_id, p.companion_id) AND (${id}::uuid IS NULL OR p.id = ${id}::uuid) ORDER BY p.state = 'ended', p.starts_on, p.id`

export const myPairing = async (sql: Sql, id: string, personId: string, now: Date): Promise<MyPairing | null> => (await myPairings(sql, personId, now, id))[0] ?? null
