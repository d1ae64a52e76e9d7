import { tell } from '#app/domain/history/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { joinActivity, leaveActivity, mostMailsAnHour, removeFromActivity, takeTurn, tellCalendars, type Told } from '../../sign-ups/commands.server.ts'
import type { Refusal } from '../../sign-ups/rules.ts'

/** How it went: on how many dates the person now comes or waits. */
export type JoiningMany = { ok: true; joined: number; waiting: number } | { ok: false; reason: Refusal }
interface Comer { personId: string; visible?: boolean; now: Date }

/** The most dates that are joined at once: twice a week for a year, as calendars bring them, and then some. */
const mostDates = 150

/** The person of the transaction comes every time: to all dates there are, and to those still to be made. Asking twice is asking once. */
export async function joinSeries(sql: Sql, { seriesId, ...comer }: Comer & { seriesId: string }): Promise<JoiningMany> {
  const { personId, visible, now } = comer
  await takeTurn(sql, seriesId)
  const dates = await datesAhead(sql, seriesId, now)
  if (dates.length === 0) return { ok: false, reason: 'not-found' }
  const [mine] = await sql<{ state: string }>`SELECT state FROM series_sign_ups WHERE series_id = ${seriesId}::uuid AND person_id = ${personId}::uuid`
  if (mine?.state !== 'joined') {
    await (mine
      ? sql`UPDATE series_sign_ups SET state = 'joined', changed_at = ${now}::timestamptz, visible_to_others = ${visible ?? false}, declined_sequence = NULL WHERE series_id = ${seriesId}::uuid AND person_id = ${personId}::uuid`
      : sql`INSERT INTO series_sign_ups (series_id, person_id, state, visible_to_others, created_at, changed_at)
          VALUES (${seriesId}::uuid, ${personId}::uuid, 'joined', ${visible ?? false}, ${now}::timestamptz, ${now}::timestamptz)`)
    await tell(sql, { organisationId: dates[0]!.organisationId, subject: ['series', seriesId], event: 'sign-up.series-joined' })
  }
  return joinEach(sql, dates, comer, mine?.state !== 'joined')
}

/** What a mail was confirmed for: one activity, or every date of the series it belongs to; `series` is where its page is. */
export async function joinAsked(sql: Sql, { activityId, wholeSeries, ...comer }: Comer & { activityId: string; wholeSeries: boolean }): Promise<{ ok: boolean; series?: string }> {
  const [found] = wholeSeries ? await sql<{ id: string; slug: string }>`SELECT s.id, s.slug FROM activities a JOIN series s ON s.id = a.series_id WHERE a.id = ${activityId}::uuid` : []
  if (!found) return joinActivity(sql, { ...comer, activityId })
  const { ok } = await joinSeries(sql, { ...comer, seriesId: found.id })
  return { ok, series: found.slug }
}

/** The person of the transaction joins some dates of one series; others' dates and those that are over are passed over. */
export async function joinDates(sql: Sql, { seriesId, dates, ...comer }: Comer & { seriesId: string; dates: string[] }): Promise<JoiningMany> {
  await takeTurn(sql, seriesId)
  const chosen = (await datesAhead(sql, seriesId, comer.now)).filter(({ id }) => dates.includes(id))
  if (chosen.length === 0) return { ok: false, reason: 'not-found' }
  return joinEach(sql, chosen, comer, false)
}

/** The person of the transaction stops coming, without having to say why; each place goes to the next in line. */
export async function leaveSeries(sql: Sql, { seriesId, personId, now }: { seriesId: string; personId: string; now: Date }): Promise<{ ok: true; again: boolean }> {
  await takeTurn(sql, seriesId)
  const ended = await sql`UPDATE series_sign_ups SET state = 'left', changed_at = ${now}::timestamptz
    WHERE series_id = ${seriesId}::uuid AND person_id = ${personId}::uuid AND state = 'joined' RETURNING id`
  const dates = await datesAhead(sql, seriesId, now)
  const mine = await sql<{ id: string; state: string; leads: boolean }>`
    SELECT s.activity_id AS id, s.state, (a.host_id = s.person_id OR a.created_by = s.person_id) IS TRUE AS leads FROM sign_ups s JOIN activities a ON a.id = s.activity_id
    WHERE s.person_id = ${personId}::uuid AND s.state <> 'left' AND s.activity_id IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(dates.map(({ id }) => id))}::text::json))
    ORDER BY s.activity_id`
  for (const { id } of mine) await leaveActivity(sql, { activityId: id, personId, quiet: true, now })
  if (ended.length > 0 && dates[0]) await tell(sql, { organisationId: dates[0].organisationId, subject: ['series', seriesId], event: 'sign-up.series-left' })
  const held = byTime(dates, mine.filter((one) => one.state === 'joined' && !one.leads).map(({ id }) => id))
  if (held.length > 0) await tellMe(sql, personId, now, { method: 'CANCEL', reason: 'left', dates: held })
  return { ok: true, again: ended.length === 0 && mine.length === 0 }
}

/** Somebody who leads the series takes a person out of all that is to come of it; they are told once. */
export async function removeFromSeries(sql: Sql, { seriesId, personId, now }: { seriesId: string; personId: string; now: Date }): Promise<{ ok: boolean }> {
  await takeTurn(sql, seriesId)
  const dates = await datesAhead(sql, seriesId, now)
  const ended = await sql`UPDATE series_sign_ups SET state = 'left', changed_at = ${now}::timestamptz
    WHERE series_id = ${seriesId}::uuid AND person_id = ${personId}::uuid AND state = 'joined' AND leads_series(series_id) RETURNING id`
  const held: string[] = []
  let removed = ended.length
  for (const { id } of dates) {
    const done = await removeFromActivity(sql, { activityId: id, personId, quiet: true, now })
    if (done.ok) removed++
    if (done.ok && done.held) held.push(id)
  }
  if (ended.length > 0 && dates[0]) await tell(sql, { organisationId: dates[0].organisationId, subject: ['series', seriesId], event: 'sign-up.series-removed', facts: { personId } })
  if (held.length > 0) await actingAs(sql, system('announce'), async (sql) => {
    const [them] = await sql<{ email: string; language: Language }>`SELECT email, language FROM people WHERE id = ${personId}::uuid`
    if (them) await tellCalendars(sql, [{ personId, ...them, method: 'CANCEL', reason: 'removed', dates: byTime(dates, held) }])
  })
  return { ok: removed > 0 }
}

async function joinEach(sql: Sql, dates: Ahead[], { personId, visible, now }: Comer, always: boolean): Promise<JoiningMany> {
  const counts = { joined: 0, waiting: 0 }
  const held: string[] = []
  const news: { id: string; state: 'joined' | 'waiting' }[] = []
  let refused: Refusal | undefined
  for (const { id } of dates) {
    const joining = await joinActivity(sql, { activityId: id, personId, visible, quiet: true, now })
    if (!joining.ok) {
      refused ??= joining.reason
      continue
    }
    counts[joining.state]++
    if (joining.state === 'joined') held.push(id)
    if (!joining.again) news.push({ id, state: joining.state })
  }
  if (counts.joined + counts.waiting === 0) return { ok: false, reason: refused ?? 'not-found' }
  // Who says "always" after having joined each date has an open series in their calendar from now on.
  const added = byTime(dates, news.filter((one) => one.state === 'joined').map(({ id }) => id))
  const told = added.length > 0 || !always ? added : byTime(dates, held)
  if (told.length > 0) await tellMe(sql, personId, now, { method: 'REQUEST', reason: 'joined', dates: told })
  return { ok: true, ...counts }
}

interface Ahead { id: string; organisationId: string; startsAt: Date }

/** The nearest dates to come, in the order in which several turns are taken. */
const datesAhead = (sql: Sql, seriesId: string, now: Date) =>
  sql<Ahead>`SELECT * FROM (SELECT id, organisation_id AS "organisationId", starts_at AS "startsAt" FROM activities
    WHERE series_id = ${seriesId}::uuid AND published_at IS NOT NULL AND cancelled_at IS NULL AND starts_at > ${now}::timestamptz
    ORDER BY starts_at, id LIMIT ${mostDates}::int) nearest ORDER BY id`

const byTime = (dates: Ahead[], ids: string[]) =>
  dates.filter(({ id }) => ids.includes(id)).sort((a, b) => +a.startsAt - +b.startsAt).map(({ id }) => id)

/** One mail, as long as it is not the same person all the time. */
async function tellMe(sql: Sql, personId: string, now: Date, told: Pick<Told, 'method' | 'reason' | 'dates'>): Promise<void> {
  const [me] = await sql<{ email: string; language: Language; mailed: number }>`SELECT email, language,
    (SELECT count(*)::int FROM mails m WHERE m.person_id = p.id AND m.created_at > ${now}::timestamptz - interval '1 hour') AS mailed FROM people p WHERE id = ${personId}::uuid`
  if (me && me.mailed < mostMailsAnHour) await tellCalendars(sql, [{ personId, email: me.email, language: me.language, ...told }])
}
