import type { Sql, Tx } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { workpiece } from '../../planning/queries.server.ts'
import { slugOf } from '../../planning/rules.ts'
import { addRule, keepPlan, keptPlan } from '../../series/making/commands.server.ts'
import { rulesOf } from '../../series/queries.server.ts'
import { dayBefore } from '../../series/rules.ts'
import type { Occurrence } from '../occurrence.ts'
import type { Part } from '../plan.ts'
import type { CalendarRead } from '../read.ts'

/** Which series and rule the dates of an event belong to, by its UID. */
export type KeptSeries = Map<string, { seriesId: string; ruleId: string }>

/**
 * The series behind what is taken in, and of nothing else: what was not chosen stays. One that is known follows its
 * calendar: another end or another time of day changes its rule as it stands; another kind of rule begins with the first
 * date that is new. `touched`: events of which dates are changed or cancelled.
 */
export async function keepSeries(
  tx: Tx, sql: Sql,
  { organisation, personId, read, create, touched, now }: {
    organisation: { id: string; language: Language }; personId: string; read: CalendarRead; create: Occurrence[]; touched: Set<string>; now: Date
  },
): Promise<KeptSeries> {
  const kept: KeptSeries = new Map()
  const reaches = read.until.toISOString().slice(0, 10)
  for (const [uid, rule] of read.repeating) {
    const [firstNew] = create.filter((one) => one.uid === uid)
    if (!firstNew && !touched.has(uid)) continue
    const known = await tx.series.findFirst({ where: { organisationId: organisation.id, importUid: uid }, select: { id: true } })
    if (!known) {
      if (!firstNew) continue
      const seriesId = crypto.randomUUID()
      await tx.series.createMany({ data: [{ id: seriesId, organisationId: organisation.id, slug: slugOf(firstNew.title, seriesId.slice(-7)), importUid: uid, createdBy: personId, createdAt: now }] })
      kept.set(uid, { seriesId, ruleId: await addRule(sql, seriesId, { ...rule, firstDay: dayOf(firstNew) }, reaches) })
      continue
    }
    const last = (await rulesOf(sql, known.id)).at(-1)
    if (!last) continue
    if (last.rule === rule.rule && last.zone === rule.zone) {
      const lastDay = rule.lastDay !== null && rule.lastDay < last.firstDay ? last.firstDay : rule.lastDay
      await sql`UPDATE series_rules SET last_day = ${lastDay}::date, start_time = ${rule.startTime}::time, minutes = ${rule.minutes}::int,
        made_until = CASE WHEN ${firstNew !== undefined}::boolean THEN greatest(made_until, ${reaches}::date) ELSE made_until END WHERE id = ${last.id}::uuid`
      kept.set(uid, { seriesId: known.id, ruleId: last.id })
    } else if (firstNew) {
      const begins = dayOf(firstNew)
      await sql`UPDATE series_rules SET last_day = greatest(first_day, ${dayBefore(begins)}::date) WHERE id = ${last.id}::uuid`
      kept.set(uid, { seriesId: known.id, ruleId: await addRule(sql, known.id, { ...rule, firstDay: begins, lastDay: rule.lastDay !== null && rule.lastDay < begins ? begins : rule.lastDay }, reaches) })
    }
  }
  return kept
}

/** The day a date was first meant for, as its key says (`20261209`). */
const dayOf = ({ occurrence }: Occurrence) => `${occurrence.slice(0, 4)}-${occurrence.slice(4, 6)}-${occurrence.slice(6, 8)}`

/**
 * What dates beyond the file are made from: the first of those to come, when the series is new here; later only what the
 * calendar says anew, for the rest is the organiser's.
 */
export async function keepSeriesPlans(
  tx: Tx, sql: Sql, { organisation, series, change, now }: { organisation: { id: string }; series: KeptSeries; change: { activity: { uid: string }; what: Part[] }[]; now: Date },
): Promise<void> {
  for (const [uid, { seriesId, ruleId }] of series) {
    const [next] = await sql<{ id: string }>`SELECT id FROM activities WHERE rule_id = ${ruleId}::uuid AND cancelled_at IS NULL
      ORDER BY starts_at <= ${now}::timestamptz, own <> '{}', starts_at LIMIT 1`
    const date = next && (await workpiece(tx, organisation.id, next.id))
    if (!date) continue
    const kept = await keptPlan(tx, seriesId)
    const anew = new Set(change.filter(({ activity }) => activity.uid === uid).flatMap(({ what }) => what))
    if (!kept) await keepPlan(tx, seriesId, date)
    else if (anew.size > 0) await keepPlan(tx, seriesId, { ...kept, ...(anew.has('title') || anew.has('description') ? { texts: date.texts } : {}),
      ...(anew.has('place') ? { placeId: date.placeId, area: date.area, address: date.address, lat: date.lat, lon: date.lon } : {}) })
  }
}
