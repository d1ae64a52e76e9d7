import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { cancelAppointment } from '#app/domain/appointments/commands.server.ts'
import { tell } from '#app/domain/history/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import { addMonths, mostMonths } from '../pairings/rules.ts'
import { tellPair } from '../pairings/telling/commands.server.ts'
import { sealWalking } from '../walking/sealing.server.ts'
import { sayMeeting } from '../walking/meeting/commands.server.ts'
import type { EndReason, ReflectionWords } from './schema.ts'

/**
 * It is over, now and everywhere: from this transaction on the companion has no access (the policies ask the state), what lay
 * ahead is called off, what was owed about it is not sent, and the volunteer and the request are free again. In the
 * pairing's turn, so that whatever the two do at this moment comes before or is refused. `by` null: the program.
 * A trial that a coordinator ends reads like every other trial that ends. `companionGoes`: they leave the house and have a letter of their own
 * about that, so only the participant hears here. False: it had ended.
 */
export async function closePairing(sql: Sql, { pairingId, because, by, companionGoes = false, now }: { pairingId: string; because: EndReason | 'trial'; by: string | null; companionGoes?: boolean; now: Date }): Promise<boolean> {
  await takeTurn(sql, pairingId)
  const [found] = await actingAs(sql, system('companions'), (sql) => sql<{ state: string; organisationId: string; requestId: string; volunteerId: string; companionId: string }>`
    SELECT state, organisation_id AS "organisationId", request_id AS "requestId", volunteer_id AS "volunteerId", companion_id AS "companionId" FROM pairings WHERE id = ${pairingId}::uuid`)
  if (!found || found.state === 'ended') return false
  const { requestId, volunteerId } = found
  const reason = found.state === 'trial' ? 'trial' : because
  await takeTurn(sql, volunteerId)
  const ahead = await actingAs(sql, system('companions'), async (sql) => {
    await sql`UPDATE pairings SET state = 'ended', ended_at = ${now}::timestamptz, ended_by = ${by}::uuid, ended_because = ${reason} WHERE id = ${pairingId}::uuid`
    // Whoever is to be matched again waits since they first asked.
    await sql`UPDATE companion_requests SET state = ${reason === 'trial' || reason === 'rematch' ? 'waiting' : 'paused'}, changed_at = ${now}::timestamptz WHERE id = ${requestId}::uuid AND state = 'paired'`
    await sql`UPDATE volunteers SET state = CASE WHEN state = 'active' THEN 'ready' ELSE state END, resumes = CASE WHEN resumes = 'active' THEN 'ready' ELSE resumes END, changed_at = ${now}::timestamptz
      WHERE id = ${volunteerId}::uuid AND 'active' IN (state, resumes) AND NOT EXISTS (SELECT FROM pairings p WHERE p.volunteer_id = ${volunteerId}::uuid AND p.state <> 'ended')`
    await sql`UPDATE pairing_wishes SET handled_at = ${now}::timestamptz, handled_by = ${by}::uuid WHERE pairing_id = ${pairingId}::uuid AND handled_at IS NULL`
    const outings = await sql<{ id: string }>`SELECT together_id AS id FROM pairing_outings WHERE pairing_id = ${pairingId}::uuid`
    const meetings = await sql<{ id: string }>`SELECT id FROM appointments WHERE pairing_id = ${pairingId}::uuid AND cancelled_at IS NULL AND ends_at > ${now}::timestamptz ORDER BY starts_at`
    return { outings, meetings }
  })
  // An activity they were to go to as two: each keeps their place and comes alone, and that they were two is forgotten, as it would be the day after.
  if (ahead.outings.length > 0) await actingAs(sql, system('rides'), (sql) => sql`DELETE FROM together WHERE id IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(ahead.outings.map(({ id }) => id))}::text::json))`)
  // The mailer asks again before each mail; here goes what lies ready, so that it is not to be read either.
  await actingAs(sql, system('mail'), (sql) => sql`
    UPDATE mails SET failed_at = ${now}::timestamptz, failure = 'nothing to tell', facts = '{}', rendered = NULL
    WHERE person_id = ${found.companionId}::uuid AND sent_at IS NULL AND failed_at IS NULL AND facts->>'about' = ${pairingId} AND facts->'calendar'->>'method' IS DISTINCT FROM 'CANCEL'`)
  await actingAs(sql, system('companions'), async (sql) => {
    for (const { id } of ahead.meetings) await cancelAppointment(sql, { id, by: null, now, say: sayMeeting(pairingId, 'over') })
  })
  await tell(sql, { organisationId: found.organisationId, subject: ['pairing', pairingId], event: 'pairing.ended' })
  await tellPair(sql, pairingId, { news: `ended-${reason}`, to: companionGoes ? ['participant'] : undefined })
  return true
}

/** A coordinator ends it. Asking twice is asking once. In a trial nobody is asked why; if it has gone on since, they are. */
export async function endPairing(sql: Sql, { pairingId, because, by, now }: { pairingId: string; because: EndReason | 'trial'; by: string; now: Date }): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'reason_missing' }> {
  await takeTurn(sql, pairingId)
  const [mine] = await sql<{ mine: boolean; state: string }>`SELECT coordinates_pairing(id) AS mine, state FROM pairings WHERE id = ${pairingId}::uuid`
  if (!mine?.mine) return { ok: false, reason: 'not_found' }
  if (because === 'trial' && mine.state === 'active') return { ok: false, reason: 'reason_missing' }
  await closePairing(sql, { pairingId, because, by, now })
  return { ok: true }
}

/** Looking back: sealed, one's own, shared with the coordinator only when one says so. Emptied, it is gone. */
export async function lookBack(sql: Sql, { pairingId, personId, words, shared, now }: { pairingId: string; personId: string; words: ReflectionWords; shared: boolean; now: Date }): Promise<boolean> {
  await takeTurn(sql, pairingId)
  const [walks] = await sql<{ walks: boolean }>`SELECT walks_in(${pairingId}::uuid) AS walks`
  if (!walks?.walks) return false
  if (Object.values(words).every((text) => text === '')) {
    await sql`DELETE FROM reflections WHERE pairing_id = ${pairingId}::uuid AND person_id = ${personId}::uuid`
    return true
  }
  const sealed = sealWalking('reflections', { id: personId, pairingId }, JSON.stringify(words))
  await sql`INSERT INTO reflections (pairing_id, person_id, sealed, shared, changed_at) VALUES (${pairingId}::uuid, ${personId}::uuid, ${sealed}, ${shared}, ${now}::timestamptz)
    ON CONFLICT (pairing_id, person_id) DO UPDATE SET sealed = excluded.sealed, shared = excluded.shared, changed_at = excluded.changed_at`
  return true
}

/** A coordinator moves the expected end; both hear of it. */
export async function extendPairing(sql: Sql, { pairingId, expectedEnd, today }: { pairingId: string; expectedEnd: string; today: string }): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'date_wrong' }> {
  await takeTurn(sql, pairingId)
  const [found] = await sql<{ organisationId: string; startsOn: string; expectedEnd: string }>`
    SELECT organisation_id AS "organisationId", starts_on AS "startsOn", expected_end AS "expectedEnd" FROM pairings WHERE id = ${pairingId}::uuid AND state <> 'ended' AND coordinates_pairing(id)`
  if (!found) return { ok: false, reason: 'not_found' }
  if (expectedEnd < today || expectedEnd < found.startsOn || expectedEnd > addMonths(found.startsOn, mostMonths)) return { ok: false, reason: 'date_wrong' }
  if (expectedEnd === found.expectedEnd) return { ok: true }
  await sql`UPDATE pairings SET expected_end = ${expectedEnd}::date, reflect_asked_at = NULL WHERE id = ${pairingId}::uuid`
  await tell(sql, { organisationId: found.organisationId, subject: ['pairing', pairingId], event: 'pairing.changed' })
  await tellPair(sql, pairingId, { news: 'extended', day: expectedEnd })
  return { ok: true }
}
