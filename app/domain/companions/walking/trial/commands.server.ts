import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { tell } from '#app/domain/history/commands.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { calendarDay } from '#app/platform/time.ts'
import { closePairing } from '../../ending/commands.server.ts'
import { tellPair } from '../../pairings/telling/commands.server.ts'
import { addDays } from '../../pairings/rules.ts'
import { lastDayToAnswer, type TrialAnswer, type TrialFacts, trialOutcome } from './rules.ts'

/** The coordinator gives no more time at once than this. */
const mostDaysAhead = 60

export type AnswerRefusal = 'not_found' | 'over' | 'not_met'

/**
 * One of the two says yes or no, and may change it until both are told. Nothing else happens at this moment: what comes of it
 * comes by the clock.
 */
export async function answerTrial(sql: Sql, { pairingId, personId, yes, now }: { pairingId: string; personId: string; yes: boolean; now: Date }): Promise<{ ok: true } | { ok: false; reason: AnswerRefusal }> {
  await takeTurn(sql, pairingId)
  const [found] = await sql<{ state: string; walks: boolean; metOn: string | null }>`
    SELECT p.state, walks_now(p.id) AS walks, trial_met_on(p.id, ${now}::timestamptz) AS "metOn" FROM pairings p WHERE p.id = ${pairingId}::uuid`
  if (!found?.walks) return { ok: false, reason: 'not_found' }
  if (found.state !== 'trial') return { ok: false, reason: 'over' }
  if (!found.metOn) return { ok: false, reason: 'not_met' }
  await sql`INSERT INTO trial_answers (pairing_id, person_id, yes, at) VALUES (${pairingId}::uuid, ${personId}::uuid, ${yes}, ${now}::timestamptz)
    ON CONFLICT (pairing_id, person_id) DO UPDATE SET yes = excluded.yes, at = excluded.at`
  return { ok: true }
}

/** The coordinator gives the two more time to answer. False: not theirs, not in a trial, or a day that has been or is far away. */
export async function giveTime(sql: Sql, { pairingId, until, now }: { pairingId: string; until: string; now: Date }): Promise<boolean> {
  await takeTurn(sql, pairingId)
  const [found] = await sql<{ zone: string }>`SELECT o.zone FROM pairings p JOIN organisations o ON o.id = p.organisation_id WHERE p.id = ${pairingId}::uuid`
  const today = found && calendarDay(now, found.zone)
  if (!today || until < today || until > addDays(today, mostDaysAhead)) return false
  const given = await sql<{ organisationId: string }>`UPDATE pairings SET trial_until = ${until}::date WHERE id = ${pairingId}::uuid AND state = 'trial' AND coordinates_pairing(id)
    RETURNING organisation_id AS "organisationId"`
  if (given.length === 0) return false
  await tell(sql, { organisationId: given[0]!.organisationId, subject: ['pairing', pairingId], event: 'pairing.changed' })
  return true
}

export interface TrialAtHand extends TrialFacts { id: string; organisationId: string; answers: TrialAnswer[] }

/** A trial with what is decided by, for the program. */
export async function trialsAtHand(sql: Sql, now: Date, pairingId: string | null = null): Promise<TrialAtHand[]> {
  const rows = await sql<Omit<TrialAtHand, 'answers'> & { answers: { yes: boolean; at: string }[] }>`
    SELECT p.id, p.organisation_id AS "organisationId", trial_met_on(p.id, ${now}::timestamptz) AS "metOn", coalesce(trial_days_of(p.id), 10) AS days, p.trial_until AS until, (p.trial_asked_at AT TIME ZONE o.zone)::date AS "askedOn", o.zone,
      coalesce((SELECT json_agg(json_build_object('yes', a.yes, 'at', a.at)) FROM trial_answers a WHERE a.pairing_id = p.id), '[]') AS answers
    FROM pairings p JOIN organisations o ON o.id = p.organisation_id
    WHERE p.state = 'trial' AND (${pairingId}::uuid IS NULL OR p.id = ${pairingId}::uuid) ORDER BY p.id`
  return rows.map((row) => ({ ...row, answers: row.answers.map(({ yes, at }) => ({ yes, at: new Date(at) })) }))
}

/** What is decided by now is told to both at once. Looked at again in its turn: an answer may have come at this moment. */
export async function settleTrial(sql: Sql, pairingId: string, now: Date): Promise<void> {
  await takeTurn(sql, pairingId)
  const [trial] = await trialsAtHand(sql, now, pairingId)
  const outcome = trial && trialOutcome(trial, trial.answers, now)
  if (outcome === 'stop') await closePairing(sql, { pairingId, because: 'trial', by: null, now })
  if (outcome !== 'go-on') return
  await sql`UPDATE pairings SET state = 'active', began_at = ${now}::timestamptz WHERE id = ${pairingId}::uuid AND state = 'trial'`
  await tell(sql, { organisationId: trial!.organisationId, subject: ['pairing', pairingId], event: 'pairing.active' })
  await tellPair(sql, pairingId, { news: 'goes-on' })
}

/** Both are asked how it felt, once about a meeting, whoever has answered already. */
export async function askHowItFelt(sql: Sql, trial: TrialAtHand, now: Date): Promise<void> {
  const asked = await sql`UPDATE pairings SET trial_asked_at = ${now}::timestamptz WHERE id = ${trial.id}::uuid AND state = 'trial'
    AND (trial_asked_at IS NULL OR (trial_asked_at AT TIME ZONE ${trial.zone})::date <= ${trial.metOn}::date) RETURNING id`
  if (asked.length > 0) await tellPair(sql, trial.id, { news: 'how-was-it', day: lastDayToAnswer(trial, calendarDay(now, trial.zone))! })
}
