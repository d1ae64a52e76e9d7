import { createHash } from 'node:crypto'
import { slugOf } from '#app/domain/activities/planning/rules.ts'
import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { tell } from '#app/domain/history/commands.server.ts'
import { idFrom } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { standingOf } from '../rules.ts'
import { changedSince, choicesForOpening, openingPlanned, type Workpiece } from './queries.server.ts'
import { type Change, changes, type Plan, type Problem, publishingRefused, readPlan, type Refusal } from './rules.ts'

/** Who plans, for which organisation: what the gate has proved. */
export interface Planner { organisation: { id: string; zone: string }; personId: string }
export interface Sent { typed: Record<string, string>; now: Date }
/** The form has mistakes: each at its field. */
export interface Misread { ok: false; reason: 'wrong'; errors: Record<string, Problem> }
/** Somebody saved in between: what they changed, who did, and how it stands. */
export interface Overtaken { ok: false; reason: 'overtaken'; id: string; changes: Change[]; who: string[]; now: Workpiece }
type Edited = { ok: true; changes: Change[] } | Misread | Overtaken | { ok: false; reason: 'not_found' }
type Done = { ok: true } | { ok: false; reason: Refusal | 'not_found' }

/**
 * Writes a new opening down as a draft. `key` comes with the form: sending one form twice makes one draft, and when its
 * words differ the second time, edits it.
 */
export async function draftOpening(sql: Sql, { organisation, personId, key, ...sent }: Planner & Sent & { key: string }): Promise<{ ok: true; id: string } | Misread | Overtaken> {
  const id = idOf('opening', organisation.id, personId, key)
  await takeTurn(sql, id)
  if (await openingPlanned(sql, organisation.id, id)) {
    const again = await editOpening(sql, { organisation, personId, openingId: id, version: 1, ...sent })
    if (again.ok) return { ok: true, id }
    if (again.reason === 'not_found') throw new Error('a draft vanished under its own lock')
    return again
  }
  const read = readPlan(sent.typed, await choicesForOpening(sql, organisation), sent.now)
  if (!read.ok) return { ok: false, reason: 'wrong', errors: read.errors }
  const { plan } = read
  const title = plan.texts[plan.language]?.title ?? ''
  // Somebody else's draft may hold the address unseen; another tail is found.
  for (let attempt = 0, written = 0; written === 0; attempt++) {
    if (attempt > 4) throw new Error('no address is free for this title')
    const made = await sql`
      INSERT INTO openings (id, organisation_id, slug, kind, language, percent, places, starts_on, apply_until, zone, place_id, area, lat, lon, visibility, contact_id, created_by, created_at, updated_at)
      VALUES (${id}::uuid, ${organisation.id}::uuid, ${slugOf(title, tailOf(id, attempt))}, ${plan.kind}, ${plan.language}, ${plan.percent}::int, ${plan.places}::int, ${plan.startsOn}::date,
        ${plan.applyUntil}::timestamptz, ${organisation.zone}, ${plan.placeId}::uuid, ${plan.area}, ${plan.lat}::float8, ${plan.lon}::float8, ${plan.visibility}, ${plan.contactId}::uuid,
        ${personId}::uuid, ${sent.now}::timestamptz, ${sent.now}::timestamptz)
      ON CONFLICT DO NOTHING RETURNING id`
    written = made.length
  }
  await writeTexts(sql, id, plan)
  await tell(sql, { organisationId: organisation.id, subject: ['opening', id], event: 'opening.drafted' })
  return { ok: true, id }
}

/**
 * Changes an opening. `version` is the one the form was filled from: when somebody else has saved since, nothing is
 * written and the answer says what they changed.
 */
export async function editOpening(sql: Sql, { organisation, openingId, version, ...sent }: Planner & Sent & { openingId: string; version: number }): Promise<Edited> {
  await takeTurn(sql, openingId)
  const before = await openingPlanned(sql, organisation.id, openingId)
  if (!before) return { ok: false, reason: 'not_found' }
  const read = readPlan(sent.typed, await choicesForOpening(sql, organisation, before), sent.now, before)
  if (!read.ok) return { ok: false, reason: 'wrong', errors: read.errors }
  const { plan } = read
  const changed = changes(before, plan)
  if (changed.length === 0) return { ok: true, changes: [] }
  if (version !== before.version) return { ok: false, reason: 'overtaken', id: openingId, ...(await changedSince(sql, openingId, version)), now: before }
  await sql`
    UPDATE openings SET kind = ${plan.kind}, language = ${plan.language}, percent = ${plan.percent}::int, places = ${plan.places}::int, starts_on = ${plan.startsOn}::date,
      apply_until = ${plan.applyUntil}::timestamptz, place_id = ${plan.placeId}::uuid, area = ${plan.area}, lat = ${plan.lat}::float8, lon = ${plan.lon}::float8,
      visibility = ${plan.visibility}, contact_id = ${plan.contactId}::uuid, version = ${before.version + 1}::int, updated_at = ${sent.now}::timestamptz
    WHERE id = ${openingId}::uuid`
  await writeTexts(sql, openingId, plan)
  await tell(sql, { organisationId: organisation.id, subject: ['opening', openingId], event: 'opening.edited', facts: { version: before.version + 1, changes: changed } })
  return { ok: true, changes: changed }
}

type Deciding = Planner & { openingId: string; now: Date }

/** From now on people find it and may apply; also opens again what was closed. */
export async function publishOpening(sql: Sql, { organisation, personId, openingId, now }: Deciding): Promise<Done> {
  await takeTurn(sql, openingId)
  const opening = await openingPlanned(sql, organisation.id, openingId)
  if (!opening) return { ok: false, reason: 'not_found' }
  const refused = publishingRefused(opening, now)
  if (refused) return { ok: false, reason: refused }
  // Opened again, it is news again: it stands first, and feeds tell it.
  await sql`UPDATE openings SET published_at = ${now}::timestamptz, published_by = ${personId}::uuid, closed_at = NULL, closed_by = NULL, closed_because = NULL, updated_at = ${now}::timestamptz
    WHERE id = ${openingId}::uuid`
  await tell(sql, { organisationId: organisation.id, subject: ['opening', openingId], event: opening.publishedAt ? 'opening.reopened' : 'opening.published' })
  return { ok: true }
}

/** Nobody can apply any more; those who have applied are still answered. */
export async function closeOpening(sql: Sql, { organisation, personId, openingId, now }: Deciding): Promise<Done> {
  await takeTurn(sql, openingId)
  const opening = await openingPlanned(sql, organisation.id, openingId)
  if (!opening) return { ok: false, reason: 'not_found' }
  if (!opening.publishedAt) return { ok: false, reason: 'not_published' }
  if (opening.closedAt) return { ok: false, reason: 'closed' }
  await sql`UPDATE openings SET closed_at = ${now}::timestamptz, closed_by = ${personId}::uuid, closed_because = 'chosen', updated_at = ${now}::timestamptz WHERE id = ${openingId}::uuid`
  await tell(sql, { organisationId: organisation.id, subject: ['opening', openingId], event: 'opening.closed' })
  return { ok: true }
}

/** A draft nobody will need is put away. */
export async function discardOpening(sql: Sql, { organisation, personId, openingId, now }: Deciding): Promise<Done> {
  await takeTurn(sql, openingId)
  const opening = await openingPlanned(sql, organisation.id, openingId)
  if (!opening) return { ok: false, reason: 'not_found' }
  const standing = standingOf(opening, now)
  if (standing === 'discarded') return { ok: true }
  if (standing !== 'draft') return { ok: false, reason: 'already_published' }
  await sql`UPDATE openings SET closed_at = ${now}::timestamptz, closed_by = ${personId}::uuid, closed_because = 'chosen', updated_at = ${now}::timestamptz WHERE id = ${openingId}::uuid`
  await tell(sql, { organisationId: organisation.id, subject: ['opening', openingId], event: 'opening.discarded' })
  return { ok: true }
}

// ── in the same room ────────────────────────────────────────────────────────────────────────────────────────

async function writeTexts(sql: Sql, openingId: string, plan: Plan) {
  const written = Object.entries(plan.texts).map(([language, texts]) => ({ language, ...texts }))
  const kept = JSON.stringify(written)
  await sql`DELETE FROM opening_texts WHERE opening_id = ${openingId}::uuid AND language NOT IN (SELECT language FROM json_to_recordset(${kept}::text::json) AS given (language text))`
  await sql`
    INSERT INTO opening_texts (opening_id, language, title, description, tasks, learns, adjustments, pay, hours)
    SELECT ${openingId}::uuid, language, title, description, tasks, learns, adjustments, pay, hours FROM json_to_recordset(${kept}::text::json)
      AS given (language text, title text, description text, tasks text, learns text, adjustments text, pay text, hours text)
    ON CONFLICT (opening_id, language) DO UPDATE SET title = excluded.title, description = excluded.description, tasks = excluded.tasks, learns = excluded.learns,
      adjustments = excluded.adjustments, pay = excluded.pay, hours = excluded.hours`
}

/** One asking, one id: nobody can aim it at somebody else's opening, for who asks is part of it. */
const idOf = (...parts: string[]) => idFrom(parts.join('\n'))

const tailOf = (id: string, attempt: number) =>
  BigInt(`0x${createHash('sha256').update(`address\n${id}\n${attempt}`).digest('hex').slice(0, 16)}`).toString(36).padStart(13, '0').slice(-7)
