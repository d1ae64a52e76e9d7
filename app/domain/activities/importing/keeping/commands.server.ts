import type { Sql, Tx } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { workpiece } from '../../planning/queries.server.ts'
import { slugOf } from '../../planning/rules.ts'
import { addRule, keepPlan } from '../../series/making/commands.server.ts'
import { rulesOf } from '../../series/queries.server.ts'
import { dayBefore } from '../../series/rules.ts'
import type { Occurrence } from '../occurrence.ts'
import type { CalendarRead } from '../read.ts'

/** Which series and rule the dates of an event belong to, by its UID. */
export type KeptSeries = Map<string, { seriesId: string; ruleId: string }>

/**
 * The series behind what is taken in. One that is known follows its calendar: another end or another time of day changes
 * its rule as it stands; another kind of rule begins with the first date that is new.
 */
export async function keepSeries(
  tx: Tx, sql: Sql,
  { organisation, personId, read, create, now }: { organisation: { id: string; language: Language }; personId: string; read: CalendarRead; create: Occurrence[]; now: Date },
): Promise<KeptSeries> {
  const kept: KeptSeries = new Map()
  const reaches = read.until.toISOString().slice(0, 10)
  for (const [uid, rule] of read.repeating) {
    const [firstNew] = create.filter((one) => one.uid === uid)
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
        made_until = greatest(made_until, ${reaches}::date) WHERE id = ${last.id}::uuid`
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

/** What dates beyond the file are made from: the first of those to come. */
export async function keepSeriesPlans(tx: Tx, sql: Sql, { organisation, series }: { organisation: { id: string }; series: KeptSeries }): Promise<void> {
  for (const { seriesId, ruleId } of series.values()) {
    const [first] = await sql<{ id: string }>`SELECT id FROM activities WHERE rule_id = ${ruleId}::uuid AND cancelled_at IS NULL ORDER BY own <> '{}', starts_at LIMIT 1`
    const date = first && (await workpiece(tx, organisation.id, first.id))
    if (date) await keepPlan(tx, seriesId, date)
  }
}
