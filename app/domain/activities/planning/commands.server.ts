import { createHash } from 'node:crypto'
import { tell } from '#app/domain/history/commands.server.ts'
import { idFrom } from '#app/platform/crypto.server.ts'
import type { Sql, Tx } from '#app/platform/db.server.ts'
import { announce, promoteWaiting, takeTurn } from '../sign-ups/commands.server.ts'
import { type Change as CalendarChange, calendarChanges, type CalendarFacts } from '../sign-ups/rules.ts'
import { changedSince, choicesFor, workpiece, type Workpiece } from './queries.server.ts'
import {
  cancellingRefused, type Change, changes, type Choices, type Plan, type PlanRead, publicPoint, publishingRefused, readPlan, type Refusal, slugOf, unpublishingRefused,
} from './rules.ts'
import { nextWeekly, type Problem } from './when.ts'

/** Who plans, for which organisation: what the gate has proved. */
export interface Planner { organisationId: string; personId: string }
export type Drafted = { ok: true; id: string } | Misread | Overtaken
/** What a form brings: its fields as typed, pictures it may refer to, and what was wrong with it before it came here. */
export interface Sent { typed: Record<string, string>; pictures?: string[]; problems?: Record<string, Problem>; now: Date }
/** The form has mistakes: each at its field. */
export interface Misread { ok: false; reason: 'wrong'; errors: Record<string, Problem> }
/** Somebody saved in between: what they changed, who did, and how it stands. */
export interface Overtaken { ok: false; reason: 'overtaken'; id: string; changes: Change[]; who: string[]; now: Workpiece }
export type Edited = { ok: true; changes: Change[] } | Misread | Overtaken | { ok: false; reason: 'not_found' }
export type Done = { ok: true } | { ok: false; reason: Refusal | 'not_found' }

/**
 * Writes a new activity down as a draft. `key` comes with the form: sending one form twice makes one draft, and when
 * its words differ the second time, edits it.
 */
export async function draftActivity(
  tx: Tx,
  sql: Sql,
  { organisationId, personId, key, ...sent }: Planner & Sent & { key: string },
): Promise<Drafted> {
  const id = idOf('activity', organisationId, personId, key)
  await takeTurn(sql, id)
  if (await workpiece(tx, organisationId, id)) {
    const again = await editActivity(tx, sql, { organisationId, personId, activityId: id, version: 1, ...sent })
    if (again.ok) return { ok: true, id }
    if (again.reason === 'not_found') throw new Error('a draft vanished under its own lock')
    return again
  }
  const choices = await choicesFor(tx, sql, organisationId)
  const read = readSent(sent, choices)
  if (!read.ok) return { ok: false, reason: 'wrong', errors: read.errors }
  await write(tx, sql, { id, organisationId, personId, plan: read.plan, now: sent.now })
  await tell(sql, { organisationId, subject: ['activity', id], event: 'activity.drafted' })
  return { ok: true, id }
}

/**
 * Changes an activity. `version` is the one the form was filled from: when somebody else has saved since, nothing is
 * written and the answer says what they changed. Calendars hear about what concerns them; more places move the line.
 */
export async function editActivity(
  tx: Tx,
  sql: Sql,
  { organisationId, activityId, version, ...sent }: Planner & Sent & { activityId: string; version: number },
): Promise<Edited> {
  await takeTurn(sql, activityId)
  const before = await workpiece(tx, organisationId, activityId)
  if (!before) return { ok: false, reason: 'not_found' }
  const choices = await choicesFor(tx, sql, organisationId, before)
  const read = readSent(sent, choices, before)
  if (!read.ok) return { ok: false, reason: 'wrong', errors: read.errors }
  const { now } = sent
  const { plan } = read
  const changed = changes(before, plan)
  if (changed.length === 0) return { ok: true, changes: [] }
  if (version !== before.version) {
    return { ok: false, reason: 'overtaken', id: activityId, ...(await changedSince(sql, activityId, version)), now: before }
  }
  // What is changed for one date alone stays as it is when the series changes.
  const own = before.seriesId && before.publishedAt ? [...new Set([...before.own, ...changed])] : before.own
  const news = await rewriteActivity(tx, sql, before, plan, { changed, own, now })
  if (before.publishedAt && !before.cancelledAt) {
    if (news.length > 0) await announce(sql, activityId, { reason: 'changed', changes: news }, now)
    else if (changed.includes('host')) await announce(sql, activityId, { reason: 'host-changed', formerHostId: before.hostId }, now)
    if (changed.includes('places')) await promoteWaiting(sql, activityId, now)
  }
  return { ok: true, changes: changed }
}

/**
 * Writes a changed plan down; whoever calls it tells calendars of what it answers. The version and the turn are the
 * caller's to check. `series`: one of many dates, whose change the journal tells once.
 */
export async function rewriteActivity(
  tx: Tx, sql: Sql, before: Workpiece, plan: Plan, { changed, own, now, series }: { changed: Change[]; own: Change[]; now: Date; series?: true },
): Promise<CalendarChange[]> {
  const allDay = before.allDay && !changed.includes('when')
  const news = calendarChanges(calendarFacts(before, before.allDay), calendarFacts(plan, allDay))
  await tx.activity.update({
    where: { id: before.id },
    data: { ...columns(plan), allDay, own, version: before.version + 1, sequence: before.sequence + (news.length > 0 ? 1 : 0), updatedAt: now },
    select: { id: true },
  })
  await writeTexts(tx, before.id, plan)
  await writeAddress(tx, before.id, plan)
  await tell(sql, { organisationId: before.organisationId, subject: ['activity', before.id], event: 'activity.edited', facts: { version: before.version + 1, changes: changed, series } })
  return news
}

/** From now on people find it, and its host and organiser have it in their calendars. */
export async function publishActivity(tx: Tx, sql: Sql, { organisationId, personId, activityId, now }: Planner & { activityId: string; now: Date }): Promise<Done> {
  await takeTurn(sql, activityId)
  const activity = await workpiece(tx, organisationId, activityId)
  if (!activity) return { ok: false, reason: 'not_found' }
  const refused = publishingRefused(activity, now)
  if (refused) return { ok: false, reason: refused }
  // Calendars that were told it was taken back need a higher number to believe that it is on again.
  const sequence = activity.sequence + (activity.sequence > 0 ? 1 : 0)
  await tx.activity.update({ where: { id: activityId }, data: { publishedAt: now, publishedBy: personId, sequence, updatedAt: now }, select: { id: true } })
  await tell(sql, { organisationId, subject: ['activity', activityId], event: 'activity.published' })
  await announce(sql, activityId, { reason: 'published' }, now)
  return { ok: true }
}

/** Back to a draft, while nobody has signed up; with people signed up it is cancelled instead, so that they are told why. */
export async function unpublishActivity(tx: Tx, sql: Sql, { organisationId, activityId, now }: Planner & { activityId: string; now: Date }): Promise<Done> {
  await takeTurn(sql, activityId)
  const activity = await workpiece(tx, organisationId, activityId)
  if (!activity) return { ok: false, reason: 'not_found' }
  const refused = unpublishingRefused(activity, now)
  if (refused) return { ok: false, reason: refused }
  await tx.activity.update({
    where: { id: activityId }, data: { publishedAt: null, publishedBy: null, sequence: activity.sequence + 1, updatedAt: now }, select: { id: true },
  })
  await tell(sql, { organisationId, subject: ['activity', activityId], event: 'activity.unpublished' })
  await announce(sql, activityId, { reason: 'unpublished' }, now)
  return { ok: true }
}

/** It will not happen; everyone who joined or waits hears so, with the reason, and so do their calendars. */
export async function cancelActivity(
  tx: Tx,
  sql: Sql,
  { organisationId, personId, activityId, reason, now }: Planner & { activityId: string; reason: string; now: Date },
): Promise<Done> {
  await takeTurn(sql, activityId)
  const activity = await workpiece(tx, organisationId, activityId)
  if (!activity) return { ok: false, reason: 'not_found' }
  const refused = cancellingRefused(activity, now)
  if (refused) return { ok: false, reason: refused }
  await tx.activity.update({
    where: { id: activityId },
    data: { cancelledAt: now, cancelledBy: personId, cancelReason: reason, sequence: activity.sequence + 1, updatedAt: now },
    select: { id: true },
  })
  await tell(sql, { organisationId, subject: ['activity', activityId], event: 'activity.cancelled' })
  await announce(sql, activityId, { reason: 'cancelled', note: reason }, now)
  return { ok: true }
}

/** A draft nobody will need is put away. */
export async function discardDraft(tx: Tx, sql: Sql, { organisationId, personId, activityId, now }: Planner & { activityId: string; now: Date }): Promise<Done> {
  await takeTurn(sql, activityId)
  const activity = await workpiece(tx, organisationId, activityId)
  if (!activity) return { ok: false, reason: 'not_found' }
  if (activity.publishedAt) return { ok: false, reason: 'already_published' }
  if (activity.cancelledAt) return { ok: true }
  await tx.activity.update({ where: { id: activityId }, data: { cancelledAt: now, cancelledBy: personId, updatedAt: now }, select: { id: true } })
  await tell(sql, { organisationId, subject: ['activity', activityId], event: 'activity.discarded' })
  return { ok: true }
}

/** A draft like it, the same weekday and time in the first week to come. Asking twice with one key makes one copy. */
export async function duplicateActivity(
  tx: Tx,
  sql: Sql,
  { organisationId, personId, activityId, key, now }: Planner & { activityId: string; key: string; now: Date },
): Promise<{ ok: true; id: string } | { ok: false; reason: 'not_found' }> {
  const id = idOf('copy', organisationId, personId, `${activityId} ${key}`)
  await takeTurn(sql, id)
  const original = await workpiece(tx, organisationId, activityId)
  if (!original) return { ok: false, reason: 'not_found' }
  if (await workpiece(tx, organisationId, id)) return { ok: true, id }
  const choices = await choicesFor(tx, sql, organisationId)
  const plan: Plan = {
    ...original, ...nextWeekly(original, now),
    hostId: choices.hosts.some((host) => host.id === original.hostId) ? original.hostId : null,
  }
  await write(tx, sql, { id, organisationId, personId, plan, allDay: original.allDay, now })
  await tell(sql, { organisationId, subject: ['activity', id], event: 'activity.drafted', facts: { copyOf: activityId } })
  return { ok: true, id }
}

// ── in the same room ────────────────────────────────────────────────────────────────────────────────────────

export function readSent({ typed, pictures = [], problems = {}, now }: Sent, choices: Choices, planned?: Workpiece): PlanRead {
  const read = readPlan(typed, { ...choices, pictures: [...choices.pictures, ...pictures] }, now, planned)
  if (Object.keys(problems).length === 0) return read
  return { ok: false, errors: { ...(read.ok ? {} : read.errors), ...problems } }
}

/** One asking, one id: nobody can aim it at somebody else's activity, for who asks is part of it. */
const idOf = (...parts: string[]) => idFrom(parts.join('\n'))

const tailOf = (id: string, attempt: number) =>
  BigInt(`0x${createHash('sha256').update(`address\n${id}\n${attempt}`).digest('hex').slice(0, 16)}`).toString(36).padStart(13, '0').slice(-7)

async function write(
  tx: Tx,
  sql: Sql,
  { id, organisationId, personId, plan, allDay = false, now }: Planner & { id: string; plan: Plan; allDay?: boolean; now: Date },
) {
  const title = plan.texts[plan.language]?.title ?? ''
  // Somebody else's draft may hold the address unseen; another tail is found.
  for (let attempt = 0, written = 0; written === 0; attempt++) {
    if (attempt > 4) throw new Error('no address is free for this title')
    const { count } = await tx.activity.createMany({
      data: [{
        id, organisationId, slug: slugOf(title, tailOf(id, attempt)), uid: `${id}@samkraft`, ...columns(plan), allDay, createdBy: personId, createdAt: now, updatedAt: now,
      }],
      skipDuplicates: true,
    })
    written = count
  }
  await writeTexts(tx, id, plan)
  await writeAddress(tx, id, plan)
}

export const columns = (plan: Plan) => ({
  kindId: plan.kindId, placeId: plan.placeId, pictureId: plan.pictureId, language: plan.language, startsAt: plan.startsAt, endsAt: plan.endsAt, zone: plan.zone,
  area: plan.area, ...publicPoint(plan), visibility: plan.visibility, places: plan.places, offerHours: plan.offerHours, hostId: plan.hostId,
})

async function writeTexts(tx: Tx, activityId: string, plan: Plan) {
  const written = Object.entries(plan.texts)
  await tx.activityText.deleteMany({ where: { activityId, language: { notIn: written.map(([language]) => language) } } })
  for (const [language, texts] of written) {
    await tx.activityText.upsert({
      where: { activityId_language: { activityId, language } }, create: { activityId, language, ...texts }, update: texts, select: { language: true },
    })
  }
}

async function writeAddress(tx: Tx, activityId: string, { address, lat, lon, shownTo }: Plan) {
  if (address === '' && lat === null && shownTo === 'everyone') await tx.activityAddress.deleteMany({ where: { activityId } })
  else await tx.activityAddress.upsert({ where: { activityId }, create: { activityId, address, lat, lon, shownTo }, update: { address, lat, lon, shownTo }, select: { activityId: true } })
}

const calendarFacts = (plan: Plan, allDay: boolean): CalendarFacts => ({
  titles: Object.fromEntries(Object.entries(plan.texts).map(([language, texts]) => [language, texts.title])),
  startsAt: plan.startsAt, endsAt: plan.endsAt, zone: plan.zone, allDay, area: `${plan.placeId ?? ''}\n${plan.area}`, ...publicPoint(plan), address: plan.address || null,
})
