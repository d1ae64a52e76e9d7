import { tell } from '#app/domain/history/commands.server.ts'
import type { Sql, Tx } from '#app/platform/db.server.ts'
import type { Done, Planner } from '../../planning/commands.server.ts'
import { workpiece, type Workpiece } from '../../planning/queries.server.ts'
import { cancellingRefused, publishingRefused, slugOf } from '../../planning/rules.ts'
import { announce, takeTurn } from '../../sign-ups/commands.server.ts'
import { addRule, keepPlan, makeDates, writeRule } from '../making/commands.server.ts'
import { ruleById, rulesOf } from '../queries.server.ts'
import { clockOf, dayBefore, daysOf, horizon, type Repeats, rruleOf, ruleOfDraft } from '../rules.ts'

/**
 * Says of a draft that it repeats, how, or no longer. Until it is published the draft is the whole series: its dates are
 * made when it is, from the draft as it is then.
 */
export async function repeatDraft(tx: Tx, sql: Sql, { organisationId, personId, activityId, repeats }: Planner & { activityId: string; repeats: Repeats | null }): Promise<void> {
  await takeTurn(sql, activityId)
  const draft = await workpiece(tx, organisationId, activityId)
  if (!draft || draft.publishedAt || (!repeats && !draft.seriesId)) return
  // One of several dates (a calendar's, say) does not say how the others come about.
  if (draft.seriesId && (await tx.activity.count({ where: { seriesId: draft.seriesId, id: { not: activityId } } })) > 0) return
  if (!repeats) {
    await tx.activity.update({ where: { id: activityId }, data: { seriesId: null, ruleId: null, occurrence: null }, select: { id: true } })
    return
  }
  const { day, startTime, minutes } = clockOf(draft)
  const rule = { rule: rruleOf(repeats.repeating, day), firstDay: day, lastDay: repeats.lastDay, startTime, minutes, zone: draft.zone }
  if (draft.ruleId) return writeRule(sql, draft.ruleId, rule, day)
  const seriesId = crypto.randomUUID()
  const title = draft.texts[draft.language]?.title ?? ''
  await tx.series.createMany({ data: [{ id: seriesId, organisationId, slug: slugOf(title, seriesId.slice(-7)), createdBy: personId }] })
  const ruleId = await addRule(sql, seriesId, rule, day)
  await tx.activity.update({ where: { id: activityId }, data: { seriesId, ruleId, occurrence: new Date(`${day}T00:00:00Z`) }, select: { id: true } })
}

/** Publishes a draft that repeats: all its dates as far ahead as dates are made, and one event in host's and maker's calendars. */
export async function publishSeries(tx: Tx, sql: Sql, { organisationId, personId, activityId, now }: Planner & { activityId: string; now: Date }): Promise<Done> {
  const seen = await workpiece(tx, organisationId, activityId)
  if (!seen?.seriesId || !seen.ruleId) return { ok: false, reason: 'not_found' }
  await takeTurn(sql, seen.seriesId)
  await takeTurn(sql, activityId)
  const draft = await workpiece(tx, organisationId, activityId)
  const before = await ruleById(sql, seen.ruleId)
  if (!draft || !before) return { ok: false, reason: 'not_found' }
  const refused = publishingRefused(draft, now)
  if (refused) return { ok: false, reason: refused }
  // A series from a calendar has its dates already; its rule is the calendar's.
  const others = await tx.activity.findMany({ where: { seriesId: draft.seriesId, id: { not: activityId } }, select: { id: true, publishedAt: true, cancelledAt: true, startsAt: true } })
  const drafts = others.filter((date) => date.publishedAt === null && date.cancelledAt === null && date.startsAt > now)
  if (others.length > 0) return publishMade(tx, sql, { organisationId, personId, draft, ids: [activityId, ...drafts.map(({ id }) => id)], now })
  const rule = ruleOfDraft(before, draft)
  const day = rule.firstDay
  const until = horizon(now, rule.zone)
  await writeRule(sql, rule.id, rule, until > day ? until : day)
  await tx.activity.update({
    where: { id: activityId }, data: { publishedAt: now, publishedBy: personId, occurrence: new Date(`${day}T00:00:00Z`), updatedAt: now }, select: { id: true },
  })
  await keepPlan(tx, draft.seriesId!, draft)
  const days = daysOf(rule, day, until).slice(1)
  const dates = await makeDates(tx, { ...rule, seriesId: draft.seriesId! }, draft, days, { organisationId, personId, now })
  await tell(sql, { organisationId, subject: ['activity', activityId], event: 'activity.published', facts: { dates: dates.length + 1 } })
  await announce(sql, [activityId, ...dates.map(({ id }) => id)], { reason: 'published' }, now)
  return { ok: true }
}

async function publishMade(tx: Tx, sql: Sql, { organisationId, personId, draft, ids, now }: Planner & { draft: Workpiece; ids: string[]; now: Date }): Promise<Done> {
  await tx.activity.updateMany({ where: { id: { in: ids } }, data: { publishedAt: now, publishedBy: personId, updatedAt: now } })
  await keepPlan(tx, draft.seriesId!, draft)
  await tell(sql, { organisationId, subject: ['activity', draft.id], event: 'activity.published', facts: { dates: ids.length } })
  await announce(sql, ids, { reason: 'published' }, now)
  return { ok: true }
}

/** It ends before this date: this one and all that follow are cancelled with a reason, and everybody is told once. */
export async function endSeries(
  tx: Tx, sql: Sql, { organisationId, personId, activityId, reason, now }: Planner & { activityId: string; reason: string; now: Date },
): Promise<Done> {
  const seen = await workpiece(tx, organisationId, activityId)
  if (!seen?.seriesId) return { ok: false, reason: 'not_found' }
  await takeTurn(sql, seen.seriesId)
  const following = await datesFrom(tx, sql, organisationId, seen, now)
  const chosen = following.find((date) => date.id === activityId)
  if (!chosen) return { ok: false, reason: cancellingRefused(seen, now) ?? 'not_found' }
  const ids = following.map(({ id }) => id)
  await tx.activity.updateMany({
    where: { id: { in: ids } }, data: { cancelledAt: now, cancelledBy: personId, cancelReason: reason, sequence: { increment: 1 }, updatedAt: now },
  })
  for (const rule of await rulesOf(sql, seen.seriesId)) {
    const last = rule.id === chosen.ruleId && chosen.occurrence! > rule.firstDay ? dayBefore(chosen.occurrence!) : rule.firstDay
    if (rule.lastDay === null || rule.lastDay > last) await sql`UPDATE series_rules SET last_day = ${last}::date WHERE id = ${rule.id}::uuid AND (first_day >= ${chosen.occurrence}::date OR id = ${chosen.ruleId}::uuid)`
  }
  await sql`UPDATE series SET ended_at = ${now}::timestamptz, ended_by = ${personId}::uuid WHERE id = ${seen.seriesId}::uuid`
  await tell(sql, { organisationId, subject: ['series', seen.seriesId], event: 'series.ended', facts: { dates: ids.length } })
  await announce(sql, ids, { reason: 'cancelled', note: reason }, now)
  return { ok: true }
}

/** A date and those that were meant to follow it, as far as they can still be changed, each in its turn, in the order of time. */
export async function datesFrom(tx: Tx, sql: Sql, organisationId: string, { seriesId, occurrence }: Pick<Workpiece, 'seriesId' | 'occurrence'>, now: Date): Promise<Workpiece[]> {
  const found = await tx.activity.findMany({
    where: { organisationId, seriesId, occurrence: { gte: new Date(`${occurrence}T00:00:00Z`) }, publishedAt: { not: null }, cancelledAt: null, endsAt: { gt: now } },
    select: { id: true }, orderBy: { id: 'asc' },
  })
  // Whoever takes several turns takes them in the order of ids, after the series' own.
  for (const { id } of found) await takeTurn(sql, id)
  const dates = await Promise.all(found.map(({ id }) => workpiece(tx, organisationId, id)))
  return dates.filter((date): date is Workpiece => date !== null && date.cancelledAt === null).sort((a, b) => +a.startsAt - +b.startsAt)
}
