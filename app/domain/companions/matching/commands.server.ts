import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { tell } from '#app/domain/history/commands.server.ts'
import { type Actor, person as asPerson } from '#app/platform/actor.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { inWorker } from '#app/platform/worker.server.ts'
import { pairUp } from '../pairings/commands.server.ts'
import { giverOf, openPool, poolOf, seekerOf, type SealedPool, twoNow } from './queries.server.ts'
import type { Question } from './proposing.ts'
import { defaultWeights, type Proposed, type Two, type Weights } from './schema.ts'
import { giverSide, hindranceOf, seekerSide } from './scoring.ts'

interface House { id: string; zone: string }

/**
 * Proposes for everybody who waits, as things are now, in a thread of its own; what is proposed is remembered, so that the next time keeps to it where that costs little.
 * `about`: whom to explain, chosen once it is known who waits.
 */
export async function proposeFor(
  { organisation, personId, about, others, whatIf, now }: { organisation: House; personId: string; about: (sealed: SealedPool) => string[]; others?: number; whatIf?: Two; now: Date },
): Promise<{ sealed: SealedPool; proposed: Proposed }> {
  const actor = asPerson(personId)
  const sealed = await lean(actor, (sql) => poolOf(sql, { organisationId: organisation.id, personId }))
  const pool = await openPool(sealed, { zone: organisation.zone, now })
  const proposed = await inWorker<Proposed>('#app/domain/companions/matching/worker.ts', { pool, about: about(sealed), others, whatIf } satisfies Question)
  await remember(actor, { organisationId: organisation.id, before: sealed.last, pairs: proposed.pairs, now })
  return { sealed, proposed }
}

/** Of two coordinators who look at once, one is remembered. */
async function remember(actor: Actor, { organisationId, before, pairs, now }: { organisationId: string; before: Two[]; pairs: Two[]; now: Date }) {
  const key = ([requestId, volunteerId]: Two) => `${requestId} ${volunteerId}`
  const known = new Set(before.map(key))
  if (known.size === pairs.length && pairs.every((two) => known.has(key(two)))) return
  await lean(actor, async (sql) => {
    const [turn] = await sql<{ mine: boolean }>`SELECT pg_try_advisory_xact_lock(hashtextextended('match_proposals ' || ${organisationId}, 0)) AS mine`
    if (!turn?.mine) return
    const two = JSON.stringify(pairs.map(([request, volunteer]) => ({ request, volunteer })))
    await sql`DELETE FROM match_proposals m WHERE m.organisation_id = ${organisationId}::uuid
      AND NOT EXISTS (SELECT FROM json_to_recordset(${two}::text::json) AS now (request uuid, volunteer uuid) WHERE now.request = m.request_id AND now.volunteer = m.volunteer_id)`
    // Who has been paired or taken it back meanwhile is not written down again.
    await sql`INSERT INTO match_proposals (request_id, volunteer_id, organisation_id, proposed_at)
      SELECT now.request, now.volunteer, ${organisationId}::uuid, ${now}::timestamptz FROM json_to_recordset(${two}::text::json) AS now (request uuid, volunteer uuid)
      JOIN companion_requests r ON r.id = now.request AND r.state = 'waiting' JOIN volunteers v ON v.id = now.volunteer
      ON CONFLICT (request_id) DO NOTHING`
  })
}

interface Choice { organisationId: string; requestId: string; volunteerId: string; by: string; now: Date }
export type HoldRefusal = 'gone' | 'not_free' | 'full' | 'hindered' | 'forbidden'

/** The coordinator decides about two before any proposal: these two, or never these two. Asking twice is asking once; a later lock replaces an earlier one. */
export async function holdTwo(sql: Sql, { kind, ...choice }: Choice & { kind: 'lock' | 'forbid' }): Promise<{ ok: true } | { ok: false; reason: HoldRefusal }> {
  const { requestId, volunteerId, organisationId, by, now } = choice
  await takeTurn(sql, volunteerId)
  // Somebody may be accepting the same person at this moment.
  await sql`SELECT FROM companion_requests WHERE id = ${requestId}::uuid FOR UPDATE`
  const two = await twoNow(sql, choice)
  if (!two) return { ok: false, reason: 'gone' }
  if (kind === 'lock') {
    const refused = standsBetween(two, organisationId)
    if (refused) return { ok: false, reason: refused }
    await sql`DELETE FROM match_holds WHERE request_id = ${requestId}::uuid AND kind = 'lock'`
  }
  await sql`INSERT INTO match_holds (request_id, volunteer_id, organisation_id, kind, set_by, set_at)
    VALUES (${requestId}::uuid, ${volunteerId}::uuid, ${organisationId}::uuid, ${kind}, ${by}::uuid, ${now}::timestamptz)
    ON CONFLICT (request_id, volunteer_id) DO UPDATE SET kind = excluded.kind, set_by = excluded.set_by, set_at = excluded.set_at`
  return { ok: true }
}

/** Takes back what was decided about two. Nothing there is nothing to do. */
export async function letGo(sql: Sql, { kind, requestId, volunteerId, organisationId }: Omit<Choice, 'by' | 'now'> & { kind: 'lock' | 'forbid' }): Promise<void> {
  await sql`DELETE FROM match_holds WHERE request_id = ${requestId}::uuid AND volunteer_id = ${volunteerId}::uuid AND organisation_id = ${organisationId}::uuid AND kind = ${kind}`
}

/**
 * The coordinator accepts a proposal: the two begin with a trial meeting. What was proposed is looked at again, as things are at this moment: a wish may have become a must, somebody may have taken it back
 * or been given to another.
 */
export async function acceptMatch(
  sql: Sql,
  { startsOn, expectedEnd, ...choice }: Choice & { startsOn: string; expectedEnd: string },
): Promise<{ ok: true; pairingId: string } | { ok: false; reason: HoldRefusal | 'dates' }> {
  const { requestId, volunteerId, organisationId, by, now } = choice
  await takeTurn(sql, volunteerId)
  const two = await twoNow(sql, choice)
  if (!two) return { ok: false, reason: 'gone' }
  // Others' locks are plans, not people: they do not keep a coordinator from accepting.
  const refused = standsBetween({ ...two, volunteer: { ...two.volunteer, locked: 0 } }, organisationId)
  if (refused) return { ok: false, reason: refused === 'full' ? 'not_free' : refused }
  const paired = await pairUp(sql, { requestId, volunteerId, startsOn, expectedEnd, by, now })
  if (paired.ok) return { ok: true, pairingId: paired.id }
  return { ok: false, reason: refusals[paired.reason] }
}

const refusals = { not_found: 'gone', not_waiting: 'gone', full: 'not_free', ended: 'not_free', forbidden: 'forbidden', dates: 'dates' } as const

function standsBetween({ asker, volunteer, forbidden, ended }: NonNullable<Awaited<ReturnType<typeof twoNow>>>, organisationId: string): HoldRefusal | null {
  if (asker.state !== 'waiting') return 'gone'
  if (forbidden) return 'forbidden'
  if (volunteer.state !== 'ready' && volunteer.state !== 'active') return 'not_free'
  if (volunteer.walking + volunteer.locked >= volunteer.capacity) return volunteer.walking >= volunteer.capacity ? 'not_free' : 'full'
  const seeker = seekerOf(asker, { organisationId, today: 0, zone: 'UTC' })
  const giver = giverOf(volunteer, organisationId)
  if (!seeker) return 'gone'
  if (!giver) return 'not_free'
  return ended || hindranceOf(seekerSide(seeker, defaultWeights), giverSide(giver)) !== 0 ? 'hindered' : null
}

export async function saveWeights(sql: Sql, { organisationId, weights, by, now }: { organisationId: string; weights: Weights; by: string; now: Date }): Promise<void> {
  const { experience, gender, age, interests, language, distance, times, load, record, waiting } = weights
  await sql`INSERT INTO match_weights (organisation_id, experience, gender, age, interests, language, distance, times, load, record, waiting, changed_by, changed_at)
    VALUES (${organisationId}::uuid, ${experience}, ${gender}, ${age}, ${interests}, ${language}, ${distance}, ${times}, ${load}, ${record}, ${waiting}, ${by}::uuid, ${now}::timestamptz)
    ON CONFLICT (organisation_id) DO UPDATE SET experience = excluded.experience, gender = excluded.gender, age = excluded.age, interests = excluded.interests, language = excluded.language,
      distance = excluded.distance, times = excluded.times, load = excluded.load, record = excluded.record, waiting = excluded.waiting, changed_by = excluded.changed_by, changed_at = excluded.changed_at`
  await tell(sql, { organisationId, subject: ['organisation', organisationId], event: 'companion.weighed' })
}
