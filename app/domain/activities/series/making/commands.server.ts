import { randomBytes, randomUUID } from 'node:crypto'
import { tell, tellAll } from '#app/domain/history/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { lean, type Sql, transaction, type Tx } from '#app/platform/db.server.ts'
import { columns } from '../../planning/commands.server.ts'
import type { Language } from '#app/platform/language.ts'
import { calendarDay } from '#app/platform/time.ts'
import { type DatePlan, datePlanOf, slugOf } from '../../planning/rules.ts'
import { tellCalendars, takeTurn } from '../../sign-ups/commands.server.ts'
import { type KeptRule, ruleById } from '../queries.server.ts'
import { daysOf, horizon, momentOf, type SeriesRule, weeksAhead } from '../rules.ts'

/** What coming dates are made from; their times are the rule's. */
export async function keepPlan(tx: Tx, seriesId: string, plan: DatePlan): Promise<void> {
  const json = JSON.parse(JSON.stringify(datePlanOf(plan)))
  await tx.seriesPlan.upsert({ where: { seriesId }, create: { seriesId, plan: json }, update: { plan: json }, select: { seriesId: true } })
}
export async function keptPlan(tx: Tx, seriesId: string): Promise<DatePlan | null> {
  const found = await tx.seriesPlan.findUnique({ where: { seriesId } })
  return found ? (found.plan as unknown as DatePlan) : null
}

/** Who makes them; `importUid`: of which event of a calendar they are dates, so that importing it again finds them. */
export interface Making { organisationId: string; personId: string | null; importUid?: string | null; now: Date }
export interface NewDate { id: string; day: string }

/** Makes and publishes the dates of a rule on these days, all alike. A day that has its date already is passed over. */
export async function makeDates(tx: Tx, rule: Pick<KeptRule, 'id' | 'seriesId' | 'startTime' | 'minutes' | 'zone'>, plan: DatePlan, days: string[], making: Making): Promise<NewDate[]> {
  const known = await tx.activity.findMany({ where: { ruleId: rule.id, occurrence: { in: days.map(dateOf) } }, select: { occurrence: true } })
  const there = new Set(known.map(({ occurrence }) => occurrence!.toISOString().slice(0, 10)))
  const dates = days.filter((day) => !there.has(day)).map((day) => ({ id: randomUUID(), day }))
  if (dates.length === 0) return []
  const { organisationId, personId, importUid, now } = making
  const title = plan.texts[plan.language]?.title ?? ''
  await tx.activity.createMany({
    data: dates.map(({ id, day }) => ({
      id, organisationId, slug: slugOf(title, tail()), uid: `${id}@samkraft`, ...columns({ ...plan, ...momentOf(rule, day), zone: rule.zone }), seriesId: rule.seriesId, ruleId: rule.id,
      occurrence: dateOf(day), createdBy: personId, createdAt: now, updatedAt: now, publishedAt: now, publishedBy: personId,
      ...(importUid ? { importUid, importOccurrence: day.replaceAll('-', '') } : {}),
    })),
  })
  await tx.activityText.createMany({ data: dates.flatMap(({ id }) => Object.entries(plan.texts).map(([language, texts]) => ({ activityId: id, language, ...texts }))) })
  const { address, lat, lon, shownTo } = plan
  if (address !== '' || lat !== null || shownTo === 'joined') {
    await tx.activityAddress.createMany({ data: dates.map(({ id }) => ({ activityId: id, address, lat, lon, shownTo })) })
  }
  return dates
}

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`)
const tail = () => BigInt(`0x${randomBytes(8).toString('hex')}`).toString(36).padStart(13, '0').slice(-7)

/**
 * Makes what is missing of all series up to the horizon (a chore): each rule in a transaction of its own. Whoever comes
 * to all of a series comes to its new dates, in the order in which they said so, as far as there are places.
 */
export async function makeComingDates(now: Date): Promise<void> {
  // A day past every zone's horizon would be made too early, never too late.
  const due = await lean(system('series'), (sql) => sql<{ id: string }>`
    SELECT r.id FROM series_rules r JOIN series s ON s.id = r.series_id
    WHERE s.ended_at IS NULL AND r.made_until < (${now}::timestamptz AT TIME ZONE r.zone)::date + ${weeksAhead * 7}::int AND (r.last_day IS NULL OR r.last_day > r.made_until)
      AND EXISTS (SELECT FROM activities a WHERE a.rule_id = r.id AND a.published_at IS NOT NULL)
    ORDER BY r.id LIMIT 500`)
  const failed: unknown[] = []
  // One that cannot be made keeps no other from its dates.
  for (const { id } of due) await transaction(system('series'), (tx, sql) => extend(tx, sql, id, now)).catch((error: unknown) => failed.push(error))
  if (failed.length > 0) throw failed[0]
}

async function extend(tx: Tx, sql: Sql, ruleId: string, now: Date): Promise<void> {
  const seen = await ruleById(sql, ruleId)
  if (!seen) return
  await takeTurn(sql, seen.seriesId)
  const rule = await ruleById(sql, ruleId)
  const plan = await keptPlan(tx, seen.seriesId)
  const [series] = await sql<{ organisationId: string; createdBy: string | null; importUid: string | null; endedAt: Date | null }>`
    SELECT organisation_id AS "organisationId", created_by AS "createdBy", import_uid AS "importUid", ended_at AS "endedAt" FROM series WHERE id = ${seen.seriesId}::uuid`
  const until = rule && horizon(now, rule.zone)
  if (!rule || !plan || !series || series.endedAt || !until || until <= rule.madeUntil) return
  const begins = calendarDay(now, rule.zone)
  const days = daysOf(rule, rule.madeUntil, until).filter((day) => day > rule.madeUntil && day >= begins)
  const [host] = await sql<{ id: string }>`SELECT id FROM people WHERE id = ${plan.hostId}::uuid`
  const making = { organisationId: series.organisationId, personId: series.createdBy, importUid: series.importUid, now }
  const dates = await makeDates(tx, rule, { ...plan, hostId: host?.id ?? null }, days, making)
  await sql`UPDATE series_rules SET made_until = ${until}::date WHERE id = ${rule.id}::uuid`
  if (dates.length === 0) return
  await tell(sql, { organisationId: series.organisationId, subject: ['series', rule.seriesId], event: 'series.extended', facts: { dates: dates.length } })
  await takeInRegulars(sql, rule, series.organisationId, dates, now)
}

interface Taken { activityId: string; personId: string; state: 'joined' | 'waiting'; email: string; language: Language; open: boolean }

/**
 * Those who come to all of it come to these dates; host and maker have them in their calendars. Calendars that hold the
 * open rule know already: only who finds a date full, or comes again after one that was, must hear.
 */
async function takeInRegulars(sql: Sql, rule: KeptRule, organisationId: string, dates: NewDate[], now: Date): Promise<void> {
  const sent = JSON.stringify(dates.map(({ id }) => id))
  const taken = await sql<Taken>`
    WITH taken AS (
      INSERT INTO sign_ups (activity_id, person_id, state, visible_to_others, created_at, changed_at)
      SELECT a.id, s.person_id, CASE WHEN a.places IS NULL OR row_number() OVER (PARTITION BY a.id ORDER BY s.queue_number) <= a.places THEN 'joined' ELSE 'waiting' END,
        s.visible_to_others, ${now}::timestamptz, ${now}::timestamptz
      FROM json_array_elements_text(${sent}::text::json) AS made JOIN activities a ON a.id = made::uuid
      JOIN series_sign_ups s ON s.series_id = a.series_id AND s.state = 'joined' AND (a.visibility <> 'members' OR still_belongs(a.organisation_id, s.person_id))
      ORDER BY a.id, s.queue_number
      RETURNING activity_id, person_id, state)
    SELECT t.activity_id AS "activityId", t.person_id AS "personId", t.state, p.email, p.language, EXISTS (
        SELECT FROM calendar_entries e WHERE e.person_id = p.id AND e.method = 'REQUEST' AND e.activity_id = (
          SELECT b.id FROM activities b WHERE b.rule_id = ${rule.id}::uuid AND b.occurrence < ${dates[0]!.day}::date AND b.cancelled_at IS NULL ORDER BY b.occurrence DESC LIMIT 1)) AS open
    FROM taken t JOIN people p ON p.id = t.person_id JOIN activities a ON a.id = t.activity_id ORDER BY a.starts_at`
  await sql`
    INSERT INTO calendar_entries (activity_id, person_id, sequence, method)
    SELECT a.id, p.id, coalesce((SELECT max(e.sequence) FROM activities b JOIN calendar_entries e ON e.activity_id = b.id AND e.person_id = p.id WHERE b.rule_id = a.rule_id), a.sequence), 'REQUEST'
    FROM json_array_elements_text(${sent}::text::json) AS made JOIN activities a ON a.id = made::uuid
    CROSS JOIN LATERAL (SELECT a.host_id AS id UNION SELECT a.created_by UNION SELECT s.person_id FROM sign_ups s WHERE s.activity_id = a.id AND s.state = 'joined') p
    WHERE p.id IS NOT NULL ON CONFLICT DO NOTHING`
  for (const state of ['joined', 'waiting'] as const) {
    const subjects = taken.filter((one) => one.state === state).map((one) => ({ id: one.activityId, facts: { personId: one.personId } }))
    await tellAll(sql, { organisationId, kind: 'activity', event: `sign-up.${state}`, subjects })
  }
  const news = Map.groupBy(taken.filter(({ state, open }) => (state === 'joined') !== open), ({ personId, state }) => `${personId} ${state}`)
  await tellCalendars(sql, [...news.values()].map((same) => {
    const { personId, email, language, state } = same[0]!
    return { personId, email, language, dates: same.map(({ activityId }) => activityId), ...(state === 'joined' ? { method: 'REQUEST', reason: 'joined' } as const : { method: 'CANCEL', reason: 'full-date' } as const) }
  }))
}

export async function addRule(sql: Sql, seriesId: string, rule: SeriesRule, madeUntil: string, uid?: string): Promise<string> {
  const id = crypto.randomUUID()
  await sql`INSERT INTO series_rules (id, series_id, uid, rule, first_day, last_day, start_time, minutes, zone, made_until)
    VALUES (${id}::uuid, ${seriesId}::uuid, ${uid ?? `${id}@samkraft`}, ${rule.rule}, ${rule.firstDay}::date, ${rule.lastDay}::date, ${rule.startTime}::time, ${rule.minutes}::int, ${rule.zone}, ${madeUntil}::date)`
  return id
}

export const writeRule = async (sql: Sql, id: string, rule: SeriesRule, madeUntil: string): Promise<void> => {
  await sql`UPDATE series_rules SET rule = ${rule.rule}, first_day = ${rule.firstDay}::date, last_day = ${rule.lastDay}::date, start_time = ${rule.startTime}::time,
    minutes = ${rule.minutes}::int, zone = ${rule.zone}, made_until = ${madeUntil}::date WHERE id = ${id}::uuid`
}
