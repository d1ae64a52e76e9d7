import { DateTime } from 'luxon'
import { tell } from '#app/domain/history/commands.server.ts'
import { owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql, type Tx } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { type Misread, type Overtaken, type Planner, readSent, rewriteActivity, type Sent } from '../../planning/commands.server.ts'
import { changedSince, choicesFor, workpiece, type Workpiece } from '../../planning/queries.server.ts'
import { type Change, changes, type DatePlan, datePlanOf, type Plan } from '../../planning/rules.ts'
import { announce, promoteWaiting, takeTurn } from '../../sign-ups/commands.server.ts'
import type { Change as CalendarChange } from '../../sign-ups/rules.ts'
import { addRule, keepPlan, keptPlan } from '../making/commands.server.ts'
import { datesFrom } from '../planning/commands.server.ts'
import { type KeptRule, rulesOf } from '../queries.server.ts'
import { dayBefore, daysOf, horizon, momentOf, ruleFrom, type SeriesRule } from '../rules.ts'

export type Followed = { ok: true; changes: Change[]; dates: number } | Misread | Overtaken | { ok: false; reason: 'not_found' }

/**
 * Changes a date and all that follow it. What was changed before for one date alone stays. A changed time begins a new
 * rule from that date on (RFC 5545 has one rule an event), and each following date takes the next day of the new rule,
 * so that those who joined the third date are joined to the third. Everybody is told once.
 */
export async function changeFollowing(
  tx: Tx, sql: Sql, { organisationId, activityId, version, ...sent }: Planner & Sent & { activityId: string; version: number },
): Promise<Followed> {
  const { now } = sent
  const seen = await workpiece(tx, organisationId, activityId)
  if (!seen?.seriesId || !seen.ruleId || !seen.occurrence) return { ok: false, reason: 'not_found' }
  await takeTurn(sql, seen.seriesId)
  const following = await datesFrom(tx, sql, organisationId, seen, now)
  const chosen = following.find((date) => date.id === activityId)
  if (!chosen) return { ok: false, reason: 'not_found' }
  const choices = await choicesFor(tx, sql, organisationId, chosen)
  const read = readSent(sent, choices, chosen)
  if (!read.ok) return { ok: false, reason: 'wrong', errors: read.errors }
  const { plan } = read
  const changed = changes(chosen, plan)
  if (changed.length === 0) return { ok: true, changes: [], dates: 0 }
  if (version !== chosen.version) return { ok: false, reason: 'overtaken', id: activityId, ...(await changedSince(sql, activityId, version)), now: chosen }
  const most = Math.max(...following.filter((date) => !date.own.includes('places') || date.id === activityId).map((date) => date.joined + date.offered))
  if (plan.places !== null && plan.places < most) return { ok: false, reason: 'wrong', errors: { places: ['places_below_joined', most] } }

  const rules = await rulesOf(sql, chosen.seriesId!)
  const from = rules.find((rule) => rule.id === chosen.ruleId)!
  const moves = changed.includes('when')
  const rule = moves ? ruleFrom(from, chosen.occurrence!, plan) : from
  if (!rule) return { ok: false, reason: 'wrong', errors: { startDate: ['rule_of_calendar'] } }
  const onward = moves ? await beginRule(tx, sql, { rules, from, rule, chosen, following, now }) : null
  const news = new Set<CalendarChange>()
  const told: string[] = []
  for (const date of following) {
    const alone = date.own.filter((own) => date.id !== activityId || !changed.includes(own))
    const day = onward?.days.get(date.id)
    const { startsAt, endsAt, zone } = date.id === activityId ? plan : day && !alone.includes('when') ? { ...momentOf(rule, day), zone: rule.zone } : date
    const next = { ...changedPlan(date, plan, changed.filter((field) => !alone.includes(field))), startsAt, endsAt, zone }
    for (const change of await rewriteActivity(tx, sql, date, next, { changed: changes(date, next), own: alone, now, series: true })) {
      news.add(change)
      told.push(date.id)
    }
    if (day) await tx.activity.update({ where: { id: date.id }, data: { ruleId: onward!.ruleId, occurrence: new Date(`${day}T00:00:00Z`) }, select: { id: true } })
  }
  const kept = await keptPlan(tx, chosen.seriesId!)
  await keepPlan(tx, chosen.seriesId!, changedPlan(kept ?? plan, plan, changed))
  await tell(sql, { organisationId, subject: ['series', chosen.seriesId!], event: 'series.edited', facts: { changes: changed, from: activityId } })
  const said: CalendarChange[] = onward && !news.has('time') ? [...news, 'time'] : [...news]
  if (said.length > 0) await announce(sql, onward ? following.map(({ id }) => id) : [...new Set(told)], { reason: 'changed', changes: said }, now)
  else if (changed.includes('host')) await announce(sql, following.map(({ id }) => id), { reason: 'host-changed', formerHostId: chosen.hostId }, now)
  if (onward) await tellOfEnding(sql, onward.holders, activityId)
  if (changed.includes('places')) for (const date of following) await promoteWaiting(sql, date.id, now)
  return { ok: true, changes: changed, dates: following.length }
}

// ── in the same room ────────────────────────────────────────────────────────────────────────────────────────

const fieldsOf: Record<Exclude<Change, 'title' | 'words' | 'when'>, (keyof DatePlan)[]> = {
  language: ['language'], kind: ['kindId'], where: ['placeId', 'area', 'address', 'lat', 'lon'], shownTo: ['shownTo'], places: ['places'], offers: ['offerHours'],
  visibility: ['visibility'], host: ['hostId'], picture: ['pictureId'],
}

/** One plan with some fields of another. */
function changedPlan(date: DatePlan, to: DatePlan, fields: Change[]): DatePlan {
  const keys = fields.flatMap((field) => (field in fieldsOf ? fieldsOf[field as keyof typeof fieldsOf] : []))
  return { ...datePlanOf(date), ...Object.fromEntries(keys.map((key) => [key, to[key]])), texts: mergedTexts(date.texts, to.texts, fields) }
}

function mergedTexts(own: Plan['texts'], to: Plan['texts'], fields: Change[]): Plan['texts'] {
  const [title, words] = [fields.includes('title'), fields.includes('words')]
  if (!title && !words) return own
  if (title && words) return to
  const [from, over] = words ? [to, own] : [own, to]
  // The title of one and the other words of the other.
  return Object.fromEntries(Object.entries(from).map(([language, texts]) => [language, { ...texts, title: over[language as keyof typeof over]?.title ?? texts.title }]))
}

/** Somebody's calendar that holds dates under an event which ends, and the number it was last told. */
interface Holder { personId: string; email: string; language: Language; ruleId: string; sequence: number }

/**
 * Ends the rules that hold the following dates and begins the one they come under, telling which day each date takes.
 * Where nothing of the old rule is still to come, the new one takes over its event in calendars; else those who hold it
 * must hear that it ends.
 */
async function beginRule(
  tx: Tx, sql: Sql, { rules, from, rule, chosen, following, now }: { rules: KeptRule[]; from: KeptRule; rule: SeriesRule; chosen: Workpiece; following: Workpiece[]; now: Date },
): Promise<{ ruleId: string; days: Map<string, string>; holders: Holder[] }> {
  const earlier = await tx.activity.count({ where: { ruleId: from.id, occurrence: { lt: new Date(`${chosen.occurrence}T00:00:00Z`) }, endsAt: { gt: now }, cancelledAt: null } })
  const ending = rules.filter((old) => old.id === from.id || old.firstDay > from.firstDay)
  // Skipped dates count: the date after a holiday stays the date after the holiday.
  const meant = ending.flatMap((old) => daysOf(old, old.id === from.id ? chosen.occurrence! : old.firstDay, old.madeUntil))
  const far = DateTime.fromISO(horizon(now, rule.zone)).plus({ years: 2 }).toISODate()!
  const onward = daysOf({ ...rule, lastDay: null }, rule.firstDay, far)
  const days = new Map(following.map((date) => [date.id, onward[meant.indexOf(date.occurrence!)] ?? onward.at(-1)!]))
  const last = onward[meant.length - 1] ?? rule.firstDay
  const holders = await actingAs(sql, system('announce'), (sql) => sql<Holder>`
    SELECT p.id AS "personId", p.email, p.language, a.rule_id AS "ruleId", max(e.sequence) AS sequence
    FROM activities a JOIN calendar_entries e ON e.activity_id = a.id JOIN people p ON p.id = e.person_id
    WHERE a.rule_id IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(ending.filter((old) => earlier > 0 || old.id !== from.id).map(({ id }) => id))}::text::json))
    GROUP BY p.id, a.rule_id HAVING bool_or(e.method = 'REQUEST' AND a.occurrence >= ${chosen.occurrence}::date)`)
  for (const old of ending) {
    const ends = old.id === from.id && chosen.occurrence! > old.firstDay ? dayBefore(chosen.occurrence!) : old.firstDay
    await sql`UPDATE series_rules SET last_day = ${ends}::date WHERE id = ${old.id}::uuid`
  }
  if (earlier === 0) await sql`UPDATE series_rules SET uid = ${`${crypto.randomUUID()}@samkraft`} WHERE id = ${from.id}::uuid`
  const lastDay = rule.lastDay !== null && rule.lastDay < last ? last : rule.lastDay
  const ruleId = await addRule(sql, from.seriesId, { ...rule, lastDay }, last, earlier === 0 ? from.uid : undefined)
  return { ruleId, days, holders }
}

/** What is left of an event in a calendar that held dates which are under another event now; nothing, mostly. */
async function tellOfEnding(sql: Sql, holders: Holder[], activityId: string): Promise<void> {
  if (holders.length === 0) return
  const numbered = holders.map((holder) => ({ ...holder, sequence: holder.sequence + 1 }))
  // What is told next of the old event must carry a higher number than this.
  await actingAs(sql, system('announce'), (sql) => sql`
    UPDATE calendar_entries e SET sequence = h.sequence FROM activities a, json_to_recordset(${JSON.stringify(numbered)}::text::json) AS h ("personId" uuid, "ruleId" uuid, sequence int)
    WHERE a.rule_id = h."ruleId" AND e.activity_id = a.id AND e.person_id = h."personId"`)
  await owe(sql, numbered.map(({ personId, email, language, ruleId, sequence }) => ({
    personId, address: email, language, template: 'calendar' as const, activityId,
    facts: { method: 'CANCEL', sequence, reason: 'tidied', many: true, ruleId },
  })))
}
