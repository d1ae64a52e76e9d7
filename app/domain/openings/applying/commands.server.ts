import { randomUUID } from 'node:crypto'
import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { tell } from '#app/domain/history/commands.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { acceptingRefused, applyingRefused, type ApplyRefusal, dueToClose, freePlaces, mayWithdraw, type OfferRefusal, standingOf, type Standing, stepsFrom } from '../rules.ts'
import type { State } from '../schema.ts'
import type { Answer, Written } from './schema.ts'
import { sealMessage, sealWords } from './sealing.server.ts'
import { closeByItself, tellAnswerers, tellApplicant } from './telling/commands.server.ts'

/** Whoever sends and withdraws without end does not fill anybody's mailbox. */
const mostMovesAnHour = 10

type Facts = Standing & { organisationId: string; belongs: boolean; answersItself: boolean; mine: { id: string; state: State; lookedAt: Date | null } | null }

/**
 * The person of the transaction applies, or changes what they wrote while nobody has read it. Asking twice is asking
 * once. Those who answer hear of a new one, and so does the person, who then has it in writing.
 */
export async function applyFor(
  sql: Sql,
  { openingId, personId, written, now }: { openingId: string; personId: string; written: Written; now: Date },
): Promise<{ ok: true; id: string; again: boolean } | { ok: false; reason: ApplyRefusal | 'too_often' | 'not_found' }> {
  await takeTurn(sql, openingId)
  const facts = await factsOf(sql, openingId, personId)
  if (!facts) return { ok: false, reason: 'not_found' }
  const { mine, organisationId } = facts
  const refused = applyingRefused({ open: standingOf(facts, now) === 'open', belongs: facts.belongs, answersItself: facts.answersItself, mine })
  if (refused) return { ok: false, reason: refused }
  const id = mine?.id ?? randomUUID()
  const sealed = sealWords({ applicationId: id, organisationId }, written)
  if (mine?.state === 'sent') {
    await sql`UPDATE applications SET sealed = ${sealed}, shares_email = ${written.email} WHERE id = ${id}::uuid`
    return { ok: true, id, again: true }
  }
  if (mine) {
    const [busy] = await sql<{ moves: number }>`SELECT count(*)::int AS moves FROM application_steps WHERE application_id = ${id}::uuid AND at > ${new Date(+now - 3_600_000)}::timestamptz`
    if (busy && busy.moves >= mostMovesAnHour) return { ok: false, reason: 'too_often' }
    await sql`UPDATE applications SET state = 'sent', sealed = ${sealed}, shares_email = ${written.email}, looked_at = NULL, looked_by = NULL, reminded = 0, changed_at = ${now}::timestamptz
      WHERE id = ${id}::uuid`
  } else {
    await sql`INSERT INTO applications (id, opening_id, person_id, state, sealed, shares_email, created_at, changed_at)
      VALUES (${id}::uuid, ${openingId}::uuid, ${personId}::uuid, 'sent', ${sealed}, ${written.email}, ${now}::timestamptz, ${now}::timestamptz)`
  }
  await writeDown(sql, { id, openingId, organisationId, personId, state: 'sent', now })
  await tellApplicant(sql, id, { state: 'sent' })
  await tellAnswerers(sql, openingId, { news: 'sent', applicationId: id })
  return { ok: true, id, again: false }
}

/** The person takes their application back; those who answer cannot read it any more. A place that was theirs is free again. */
export async function withdrawApplication(sql: Sql, { applicationId, personId, now }: { applicationId: string; personId: string; now: Date }): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'over' }> {
  const found = await ownTurn(sql, applicationId, personId)
  if (!found) return { ok: false, reason: 'not_found' }
  if (found.state === 'withdrawn') return { ok: true }
  if (!mayWithdraw(found.state)) return { ok: false, reason: 'over' }
  await move(sql, { ...found, state: 'withdrawn', personId, now })
  await tellApplicant(sql, applicationId, { state: 'withdrawn' })
  await tellAnswerers(sql, found.openingId, { news: found.state === 'accepted' ? 'withdrawn-place' : 'withdrawn', applicationId })
  return { ok: true }
}

/**
 * The person says yes or no to the offer they have. Yes takes a place, in turn: of two who say yes to the last one,
 * exactly one gets it. Taking the last place closes the opening in the same breath.
 */
export async function answerOffer(
  sql: Sql,
  { applicationId, personId, yes, now }: { applicationId: string; personId: string; yes: boolean; now: Date },
): Promise<{ ok: true } | { ok: false; reason: OfferRefusal | 'not_found' }> {
  const found = await ownTurn(sql, applicationId, personId)
  if (!found) return { ok: false, reason: 'not_found' }
  const { openingId, state } = found
  if (state === (yes ? 'accepted' : 'turned-down') || (yes && state === 'started')) return { ok: true }
  const facts = await factsOf(sql, openingId, personId)
  if (!facts) return { ok: false, reason: 'not_found' }
  const refused = yes ? acceptingRefused(state, facts) : state === 'offered' ? null : 'no_offer'
  if (refused) return { ok: false, reason: refused }
  await move(sql, { ...found, state: yes ? 'accepted' : 'turned-down', personId, now })
  await tellApplicant(sql, applicationId, { state: yes ? 'accepted' : 'turned-down' })
  await tellAnswerers(sql, openingId, { news: yes ? 'accepted' : 'turned-down', applicationId })
  if (yes && facts.publishedAt && !facts.closedAt && dueToClose({ ...facts, taken: facts.taken + 1 }, now) === 'filled') await closeByItself(sql, { openingId, because: 'filled', now })
  return { ok: true }
}

/** Somebody who answers has opened it: from now on its words stand, and the person sees that they were read. */
export async function lookedAt(sql: Sql, { applicationId, personId, now }: { applicationId: string; personId: string; now: Date }) {
  await sql`UPDATE applications SET looked_at = ${now}::timestamptz, looked_by = ${personId}::uuid
    WHERE id = ${applicationId}::uuid AND looked_at IS NULL AND state <> 'withdrawn' AND person_id <> ${personId}::uuid AND hires(opening_id)`
}

export type AnswerRefusal = 'not_found' | 'full' | 'moved'

/** Those who answer take the next step, and the person hears of it in the words they were given. Asking twice is asking once. */
export async function answerApplication(
  sql: Sql,
  { applicationId, openingId, personId, answer, now }: { applicationId: string; openingId: string; personId: string; answer: Answer; now: Date },
): Promise<{ ok: true } | { ok: false; reason: AnswerRefusal }> {
  await takeTurn(sql, openingId)
  const [found] = await sql<{ id: string; openingId: string; organisationId: string; state: State; places: number; taken: number }>`
    SELECT a.id, a.opening_id AS "openingId", o.organisation_id AS "organisationId", a.state, o.places, o.taken_count AS taken
    FROM applications a JOIN openings o ON o.id = a.opening_id
    WHERE a.id = ${applicationId}::uuid AND a.opening_id = ${openingId}::uuid AND a.person_id <> ${personId}::uuid AND a.state <> 'withdrawn' AND hires(a.opening_id)`
  if (!found) return { ok: false, reason: 'not_found' }
  const { step } = answer
  if (found.state === step) return { ok: true }
  if (!stepsFrom(found.state).includes(step)) return { ok: false, reason: 'moved' }
  if (step === 'offered' && freePlaces(found) === 0) return { ok: false, reason: 'full' }
  await move(sql, { ...found, state: step, personId, message: answer.message, reason: step === 'ended' ? answer.reason : null, now })
  await tellApplicant(sql, applicationId, { state: step, message: answer.message })
  return { ok: true }
}

/** One kind answer to everybody who still waits for one. Returns how many got it. */
export async function declineRest(sql: Sql, { openingId, personId, message, now }: { openingId: string; personId: string; message: string; now: Date }): Promise<number> {
  const waiting = await sql<{ id: string }>`
    SELECT a.id FROM applications a JOIN openings o ON o.id = a.opening_id
    WHERE a.opening_id = ${openingId}::uuid AND (a.state IN ('sent', 'talking') OR (a.state = 'offered' AND o.taken_count >= o.places))
      AND a.person_id <> ${personId}::uuid AND hires(a.opening_id) ORDER BY a.changed_at`
  let answered = 0
  for (const { id } of waiting) {
    const done = await answerApplication(sql, { applicationId: id, openingId, personId, answer: { step: 'declined', message }, now })
    if (done.ok) answered++
  }
  return answered
}

// ── in the same room ────────────────────────────────────────────────────────────────────────────────────────

async function factsOf(sql: Sql, openingId: string, personId: string): Promise<Facts | undefined> {
  const [facts] = await sql<Facts>`
    SELECT o.organisation_id AS "organisationId", o.published_at AS "publishedAt", o.closed_at AS "closedAt", o.closed_because AS "closedBecause", o.apply_until AS "applyUntil",
      o.places, o.taken_count AS taken, hires(o.id) AS "answersItself", (o.visibility <> 'members' OR belongs_to(o.organisation_id)) AS belongs,
      CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'state', a.state, 'lookedAt', a.looked_at) END AS mine
    FROM openings o LEFT JOIN applications a ON a.opening_id = o.id AND a.person_id = ${personId}::uuid
    WHERE o.id = ${openingId}::uuid AND o.published_at IS NOT NULL`
  return facts
}

interface Found { id: string; openingId: string; organisationId: string; state: State }

/** The person's own application, with its opening's turn taken: first which it is, then the lock, then how it stands. */
async function ownTurn(sql: Sql, applicationId: string, personId: string): Promise<Found | undefined> {
  const own = () => sql<Found>`
    SELECT a.id, a.opening_id AS "openingId", o.organisation_id AS "organisationId", a.state FROM applications a JOIN openings o ON o.id = a.opening_id
    WHERE a.id = ${applicationId}::uuid AND a.person_id = ${personId}::uuid`
  const [first] = await own()
  if (!first) return undefined
  await takeTurn(sql, first.openingId)
  return (await own())[0]
}

interface Step { id: string; openingId: string; organisationId: string; personId: string; state: State; message?: string; reason?: string | null; now: Date }

async function move(sql: Sql, step: Step) {
  await sql`UPDATE applications SET state = ${step.state}, reminded = 0, changed_at = ${step.now}::timestamptz WHERE id = ${step.id}::uuid`
  await writeDown(sql, step)
}

async function writeDown(sql: Sql, { id, openingId, organisationId, personId, state, message = '', reason = null, now }: Step) {
  await sql`INSERT INTO application_steps (application_id, state, person_id, at, sealed, reason)
    VALUES (${id}::uuid, ${state}, ${personId}::uuid, ${now}::timestamptz, ${sealMessage({ applicationId: id, organisationId }, message)}, ${reason})`
  await tell(sql, { organisationId, subject: ['application', id], event: `application.${state}`, facts: { opening: openingId } })
}
