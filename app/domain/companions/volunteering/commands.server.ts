import { randomUUID } from 'node:crypto'
import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { leaveAppointments } from '#app/domain/appointments/commands.server.ts'
import { tell } from '#app/domain/history/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { callOffConversation } from '../conversations/commands.server.ts'
import { closePairing } from '../ending/commands.server.ts'
import { type Kind, offer, type VolunteerState } from '../schema.ts'
import { sealOffer } from '../sealing.server.ts'
import { volunteerStory } from './queries.server.ts'
import { type CoordinatorStep, coordinatorSteps, type Step } from './rules.ts'
import type { SignUp } from './schema.ts'
import { sealMessage } from './sealing.server.ts'
import { tellCoordinators, tellVolunteer } from './telling/commands.server.ts'

/** Whoever comes and goes without end fills nobody's mailbox; a pause is never refused, only not told again and again. */
const mostMovesAnHour = 10

interface Mine { id: string; organisationId: string; personId: string; state: VolunteerState; resumes: VolunteerState | null; kinds: Kind[] }

/** The person's own row, held until the transaction ends: two tabs take turns. */
async function ownHeld(sql: Sql, { organisationId, personId }: { organisationId: string; personId: string }): Promise<Mine | undefined> {
  const [mine] = await sql<Mine>`SELECT id, organisation_id AS "organisationId", person_id AS "personId", state, resumes, kinds FROM volunteers
    WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid FOR UPDATE`
  return mine
}

/**
 * The person of the transaction offers their time, comes back after having left, or changes what they told. Asking twice is
 * asking once. Kinds stay the coordinator's to change once the conversation is over, because they decide what is asked.
 */
export async function offerTime(
  sql: Sql,
  { organisationId, personId, signUp, now }: { organisationId: string; personId: string; signUp: SignUp; now: Date },
): Promise<{ ok: true; again: boolean } | { ok: false; reason: 'not_welcome' | 'too_often' }> {
  const { name, kinds, ...told } = signUp
  const sealedFor = (id: string) => sealOffer({ id, organisationId }, offer.parse(told))
  await sql`UPDATE people SET name = ${name} WHERE id = ${personId}::uuid AND name <> ${name}`
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`volunteers ${organisationId} ${personId}`}, 0))::text`
  const mine = await ownHeld(sql, { organisationId, personId })
  // What they chose stays open to them, also when the organisation has closed for others.
  const kept = mine && mine.state !== 'left' ? mine.kinds : []
  const chosen = mine && mine.state !== 'left' && mine.state !== 'applied' && mine.state !== 'talking' ? mine.kinds : kinds
  const fresh = chosen.filter((kind) => !kept.includes(kind))
  const [open] = await sql<{ count: number }>`SELECT count(*)::int AS count FROM volunteer_kinds WHERE organisation_id = ${organisationId}::uuid AND welcome AND kind = ANY (${fresh}::text[])`
  if (open?.count !== fresh.length) return { ok: false, reason: 'not_welcome' }
  if (mine && mine.state !== 'left') {
    await sql`UPDATE volunteers SET sealed = ${sealedFor(mine.id)}, kinds = ${chosen}::text[] WHERE id = ${mine.id}::uuid`
    return { ok: true, again: true }
  }
  const id = mine?.id ?? randomUUID()
  if (mine) {
    if (await movesMuch(sql, id, now)) return { ok: false, reason: 'too_often' }
    await sql`UPDATE volunteers SET state = 'applied', kinds = ${kinds}::text[], sealed = ${sealedFor(id)}, reminded = 0, changed_at = ${now}::timestamptz WHERE id = ${id}::uuid`
  } else {
    await sql`INSERT INTO volunteers (id, organisation_id, person_id, kinds, state, sealed, created_at, changed_at)
      VALUES (${id}::uuid, ${organisationId}::uuid, ${personId}::uuid, ${kinds}::text[], 'applied', ${sealedFor(id)}, ${now}::timestamptz, ${now}::timestamptz)`
  }
  await writeDown(sql, { id, organisationId, personId, step: 'applied', now })
  await tellVolunteer(sql, id, { news: 'applied' })
  await tellCoordinators(sql, { organisationId, volunteerId: id, news: 'applied' })
  return { ok: true, again: false }
}

/** A pause, for as long as one likes and without a word of why: nobody chases, nobody is matched. */
export async function pauseVolunteering(sql: Sql, { organisationId, personId, now }: { organisationId: string; personId: string; now: Date }): Promise<boolean> {
  const mine = await ownHeld(sql, { organisationId, personId })
  if (!mine || mine.state === 'left') return false
  if (mine.state === 'paused') return true
  const much = await movesMuch(sql, mine.id, now)
  await callOffConversation(sql, { volunteerId: mine.id, by: personId, now, over: true })
  await sql`UPDATE volunteers SET state = 'paused', resumes = state, reminded = 0, changed_at = ${now}::timestamptz WHERE id = ${mine.id}::uuid`
  await writeDown(sql, { ...mine, step: 'paused', now })
  if (!much) await tellCoordinators(sql, { organisationId, volunteerId: mine.id, news: 'paused' })
  return true
}

/** Back where the pause began. */
export async function resumeVolunteering(sql: Sql, { organisationId, personId, now }: { organisationId: string; personId: string; now: Date }): Promise<boolean> {
  const mine = await ownHeld(sql, { organisationId, personId })
  if (!mine || mine.state === 'left') return false
  if (mine.state !== 'paused') return true
  const much = await movesMuch(sql, mine.id, now)
  await sql`UPDATE volunteers SET state = resumes, resumes = NULL, reminded = 0, changed_at = ${now}::timestamptz WHERE id = ${mine.id}::uuid`
  await writeDown(sql, { ...mine, step: 'resumed', now })
  if (!much) await tellCoordinators(sql, { organisationId, volunteerId: mine.id, news: 'resumed' })
  return true
}

/** The person leaves, without explaining. What nobody needs any more is erased at once; the promise they signed stays. */
export async function leaveVolunteering(sql: Sql, { organisationId, personId, now }: { organisationId: string; personId: string; now: Date }): Promise<boolean> {
  const [own] = await sql<{ id: string }>`SELECT id FROM volunteers WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid`
  if (own) await partFromAll(sql, { volunteerId: own.id, by: personId, now })
  const mine = await ownHeld(sql, { organisationId, personId })
  if (!mine) return false
  if (mine.state === 'left') return true
  await endVolunteering(sql, { ...mine, by: personId, now })
  await writeDown(sql, { ...mine, step: 'left', now })
  await tellVolunteer(sql, mine.id, { news: 'left' })
  await tellCoordinators(sql, { organisationId, volunteerId: mine.id, news: 'left' })
  return true
}

export type MoveRefusal = 'not_found' | 'moved' | 'not_complete'

/**
 * A coordinator takes the next step with somebody, and the volunteer hears of it in the words they were given. Asking twice
 * is asking once. Nobody becomes ready before everything asked of them is there.
 */
export async function moveVolunteer(
  sql: Sql,
  { organisationId, volunteerId, personId, step, message, language, now }: { organisationId: string; volunteerId: string; personId: string; step: CoordinatorStep; message: string; language: Language; now: Date },
): Promise<{ ok: true } | { ok: false; reason: MoveRefusal }> {
  // Only of somebody they coordinate: parting comes before the row is held and everything else is asked.
  const [theirs] = step === 'thanked' ? await sql`SELECT 1 FROM volunteers WHERE id = ${volunteerId}::uuid AND organisation_id = ${organisationId}::uuid AND coordinates_volunteer(id)` : []
  if (theirs) await partFromAll(sql, { volunteerId, by: personId, now })
  const [held] = await sql<{ state: VolunteerState }>`SELECT state FROM volunteers WHERE id = ${volunteerId}::uuid AND organisation_id = ${organisationId}::uuid AND person_id <> ${personId}::uuid FOR UPDATE`
  const found = held && (await volunteerStory(sql, { organisationId, id: volunteerId, personId }, { now, language }))
  if (!found) return { ok: false, reason: 'not_found' }
  if (found.state === step || (step === 'thanked' && found.state === 'left')) return { ok: true }
  if (!coordinatorSteps(found.state).includes(step)) return { ok: false, reason: 'moved' }
  if (step === 'ready' && found.items.some((item) => !item.met)) return { ok: false, reason: 'not_complete' }
  const mine = { id: volunteerId, organisationId, personId: found.person.id }
  if (step === 'thanked') await endVolunteering(sql, { ...mine, by: personId, now })
  else {
    // A conversation that has not been held is not needed any more.
    if (step === 'preparing') await callOffConversation(sql, { volunteerId, by: personId, now, over: true })
    await sql`UPDATE volunteers SET state = ${step}, reminded = 0, changed_at = ${now}::timestamptz WHERE id = ${volunteerId}::uuid`
  }
  if (step === 'ready') await welcome(sql, { ...mine, by: personId })
  await writeDown(sql, { ...mine, personId, step, message, now })
  const times = step === 'talking' && (await sql`SELECT 1 FROM free_conversation_times(${organisationId}::uuid, ${now}::timestamptz) LIMIT 1`).length > 0
  await tellVolunteer(sql, volunteerId, { news: times ? 'talking-times' : step, message })
  return { ok: true }
}

/**
 * What somebody gives: the kinds they are asked things for, and how many they may walk with at a time. A kind that asks for more
 * than is there means getting ready again: whoever is ready goes back to that and is told; whoever walks with somebody does
 * not get it before everything is in place.
 */
export async function setVolunteer(
  sql: Sql,
  { organisationId, volunteerId, personId, kinds, capacity, language, now }: { organisationId: string; volunteerId: string; personId: string; kinds: Kind[]; capacity: number; language: Language; now: Date },
): Promise<{ ok: true } | { ok: false; reason: MoveRefusal }> {
  const [held] = await sql<{ state: VolunteerState; resumes: VolunteerState | null; kinds: Kind[] }>`
    SELECT state, resumes, kinds FROM volunteers WHERE id = ${volunteerId}::uuid AND organisation_id = ${organisationId}::uuid AND state <> 'left' AND person_id <> ${personId}::uuid FOR UPDATE`
  if (!held) return { ok: false, reason: 'not_found' }
  const at = held.resumes ?? held.state
  const adds = (at === 'ready' || at === 'active') && kinds.some((kind) => !held.kinds.includes(kind))
  const lacks = adds && (await volunteerStory(sql, { organisationId, id: volunteerId, personId, kinds }, { now, language }))?.items.some((item) => !item.met)
  if (lacks && at === 'active') return { ok: false, reason: 'not_complete' }
  await sql`UPDATE volunteers SET kinds = ${kinds}::text[], capacity = ${capacity}::int WHERE id = ${volunteerId}::uuid`
  await tell(sql, { organisationId, subject: ['volunteer', volunteerId], event: 'volunteer.set', facts: { kinds, capacity } })
  if (lacks) {
    await sql`UPDATE volunteers SET state = CASE WHEN resumes IS NULL THEN 'preparing' ELSE state END, resumes = CASE WHEN resumes IS NULL THEN NULL ELSE 'preparing' END, reminded = 0, changed_at = ${now}::timestamptz WHERE id = ${volunteerId}::uuid`
    await writeDown(sql, { id: volunteerId, organisationId, personId, step: 'preparing', now })
    if (held.state !== 'paused') await tellVolunteer(sql, volunteerId, { news: 'preparing' })
  }
  return { ok: true }
}

// ── in the same room ────────────────────────────────────────────────────────────────────────────────────────

async function movesMuch(sql: Sql, volunteerId: string, now: Date): Promise<boolean> {
  const [found] = await sql<{ moves: number }>`SELECT count(*)::int AS moves FROM volunteer_steps WHERE volunteer_id = ${volunteerId}::uuid AND at > ${new Date(+now - 3_600_000)}::timestamptz`
  return found !== undefined && found.moves >= mostMovesAnHour
}

async function writeDown(sql: Sql, { id, organisationId, personId, step, message = '', now }: { id: string; organisationId: string; personId: string; step: Step; message?: string; now: Date }) {
  await sql`INSERT INTO volunteer_steps (volunteer_id, step, person_id, at, sealed)
    VALUES (${id}::uuid, ${step}, ${personId}::uuid, ${now}::timestamptz, ${sealMessage({ volunteerId: id, organisationId }, message)})`
  await tell(sql, { organisationId, subject: ['volunteer', id], event: 'volunteer.moved', facts: { step } })
}

/** The role, from today, unless it is held. */
async function welcome(sql: Sql, { organisationId, personId, by }: { organisationId: string; personId: string; by: string }) {
  await sql`INSERT INTO memberships (organisation_id, person_id, role, valid_from, granted_by)
    SELECT ${organisationId}::uuid, ${personId}::uuid, 'volunteer', current_date, ${by}::uuid
    WHERE NOT EXISTS (SELECT FROM memberships m WHERE m.organisation_id = ${organisationId}::uuid AND m.person_id = ${personId}::uuid AND m.role = 'volunteer'
      AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date))`
}

/**
 * Whoever they walk with walks on without them and waits for somebody new, where they stood: each pairing ends as pairings end,
 * the other is told, and nothing is open to the one who left. Each pairing's turn comes before the volunteer's, and both before
 * the volunteer's row (docs/decisions/joining.md). Looked at again in the volunteer's turn: whoever was giving them to somebody
 * has done it by then, and whoever comes later finds them gone.
 */
async function partFromAll(sql: Sql, { volunteerId, by, now }: { volunteerId: string; by: string; now: Date }) {
  const open = () => actingAs(sql, system('companions'), (sql) => sql<{ id: string }>`SELECT id FROM pairings WHERE volunteer_id = ${volunteerId}::uuid AND state <> 'ended' ORDER BY id`)
  for (const { id } of await open()) await takeTurn(sql, id)
  await takeTurn(sql, volunteerId)
  for (const { id } of await open()) await closePairing(sql, { pairingId: id, because: 'rematch', by, companionGoes: true, now })
}

/** Access ends this moment; references, certificate dates and what was said go, the signature and the way so far stay. */
async function endVolunteering(sql: Sql, { id, organisationId, personId, by, now }: { id: string; organisationId: string; personId: string; by: string; now: Date }) {
  await callOffConversation(sql, { volunteerId: id, by, now, over: true })
  await leaveAppointments(sql, { organisationId, personId, kind: 'supervision', by, now })
  await sql`UPDATE volunteers SET state = 'left', resumes = NULL, reminded = 0, changed_at = ${now}::timestamptz WHERE id = ${id}::uuid`
  await actingAs(sql, system('companions'), async (sql) => {
    await sql`DELETE FROM volunteer_references WHERE volunteer_id = ${id}::uuid`
    await sql`DELETE FROM volunteer_marks WHERE volunteer_id = ${id}::uuid`
    await sql`UPDATE volunteer_steps SET sealed = NULL WHERE volunteer_id = ${id}::uuid AND sealed IS NOT NULL`
    // The last day counts, so what ends at once was held until yesterday.
    await sql`UPDATE memberships SET valid_from = least(valid_from, current_date - 1), valid_to = current_date - 1
      WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid AND role = 'volunteer' AND (valid_to IS NULL OR valid_to >= current_date)`
  })
}
