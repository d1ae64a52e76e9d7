import { randomUUID } from 'node:crypto'
import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { tell } from '#app/domain/history/commands.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { calendarDay } from '#app/platform/time.ts'
import type { Kind, RequestState, VolunteerState } from '../schema.ts'
import { addMonths, mostMonths, type PairingRefusal, pairingRefused, usualTime } from './rules.ts'
import { tellPair } from './telling/commands.server.ts'

/**
 * A coordinator lets two try walking together: the request is `paired`, the pairing a `trial`, and both hear of it. Days are
 * calendar days (`2026-11-25`); without them it begins today, or when the person asked for, and is expected to last nine months.
 * Refused with a word: `not_found` (either is not there for the coordinator), `not_waiting` (the request is paired, resting or
 * withdrawn), `full` (the volunteer's last place is taken), `forbidden` (kept apart, not somebody who walks, or the coordinator
 * themselves), `ended` (the volunteer is not ready, away or gone), `dates`. Two at once take turns: one of them is refused.
 */
export async function pairUp(
  sql: Sql,
  { requestId, volunteerId, startsOn, expectedEnd, by, now }: { requestId: string; volunteerId: string; startsOn?: string | null; expectedEnd?: string | null; by: string; now: Date },
): Promise<{ ok: true; id: string } | { ok: false; reason: PairingRefusal }> {
  const [two] = await sql<{ organisationId: string; participantId: string; companionId: string; wished: string | null; zone: string }>`
    SELECT r.organisation_id AS "organisationId", r.person_id AS "participantId", v.person_id AS "companionId", r.starts_on AS wished, o.zone
    FROM companion_requests r JOIN volunteers v ON v.organisation_id = r.organisation_id JOIN organisations o ON o.id = r.organisation_id
    WHERE r.id = ${requestId}::uuid AND v.id = ${volunteerId}::uuid AND works_for(r.organisation_id, 'coordinator')`
  if (!two) return { ok: false, reason: 'not_found' }
  const { organisationId, participantId, companionId } = two
  if (participantId === companionId || participantId === by || companionId === by) return { ok: false, reason: 'forbidden' }
  const time = usualTime({ startsOn, expectedEnd, wished: two.wished, today: calendarDay(now, two.zone) })
  if (time.expectedEnd < time.startsOn || time.expectedEnd > addMonths(time.startsOn, mostMonths)) return { ok: false, reason: 'dates' }
  // Whoever gives the same volunteer to somebody else waits here; the request's own row is held below.
  await takeTurn(sql, volunteerId)
  const [request] = await sql<{ state: RequestState }>`SELECT state FROM companion_requests WHERE id = ${requestId}::uuid FOR UPDATE`
  if (!request) return { ok: false, reason: 'not_found' }
  const [volunteer] = await sql<{ state: VolunteerState; kinds: Kind[]; capacity: number; walksWith: number; forbidden: boolean }>`
    SELECT v.state, v.kinds, v.capacity, (SELECT count(*)::int FROM pairings p WHERE p.volunteer_id = v.id AND p.state <> 'ended') AS "walksWith",
      EXISTS (SELECT FROM match_holds h WHERE h.volunteer_id = v.id AND h.request_id = ${requestId}::uuid AND h.kind = 'forbid') AS forbidden
    FROM volunteers v WHERE v.id = ${volunteerId}::uuid`
  if (!volunteer) return { ok: false, reason: 'not_found' }
  const refused = pairingRefused({ requestState: request.state, volunteerState: volunteer.state, ...volunteer })
  if (refused) return { ok: false, reason: refused }
  // Somebody who goes on a pause at this moment has gone: nothing is written yet.
  const walking = await sql`UPDATE volunteers SET state = 'active', changed_at = ${now}::timestamptz WHERE id = ${volunteerId}::uuid AND state IN ('ready', 'active') RETURNING id`
  if (walking.length === 0) return { ok: false, reason: 'ended' }
  await sql`UPDATE companion_requests SET state = 'paired', changed_at = ${now}::timestamptz WHERE id = ${requestId}::uuid`
  const id = randomUUID()
  await sql`INSERT INTO pairings (id, organisation_id, request_id, volunteer_id, participant_id, companion_id, state, starts_on, expected_end, created_by, created_at)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${requestId}::uuid, ${volunteerId}::uuid, ${participantId}::uuid, ${companionId}::uuid, 'trial', ${time.startsOn}::date, ${time.expectedEnd}::date, ${by}::uuid, ${now}::timestamptz)`
  await tell(sql, { organisationId, subject: ['pairing', id], event: 'pairing.made' })
  await tellPair(sql, id, { news: 'made' })
  return { ok: true, id }
}
