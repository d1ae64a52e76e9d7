import { tell } from '#app/domain/history/commands.server.ts'
import { owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import { part } from '../../together/commands.server.ts'
import { closed, freePlaces, type InLine, nextInLine, offerUntil, type Standing } from '../rules.ts'
import { addressesOf, tellCalendars } from '../telling/commands.server.ts'

/**
 * Makes joining, leaving, promoting, offering and changing the places of one activity take turns until the transaction ends.
 * Always a statement of its own: one that waited for the lock would still decide on what it saw before waiting.
 */
export async function takeTurn(sql: Sql, activityId: string): Promise<void> {
  await sql`SELECT take_turn(${activityId}::uuid)::text`
}

type Line = Omit<Standing, 'mine' | 'offeredUntil' | 'open'> & { organisationId: string; sequence: number; zone: string; offerHours: number | null }

/**
 * Gives free places to those who wait, strictly in order: offers them, or lets people in where there is no time to ask or
 * the organiser wants it so. Whatever frees a place calls it in the same transaction. Returns who got in.
 */
export async function promoteWaiting(sql: Sql, activityId: string, now: Date): Promise<string[]> {
  await takeTurn(sql, activityId)
  const [line] = await sql<{ waiting: number }>`SELECT waiting_count - CASE WHEN places IS NULL THEN 0 ELSE offered_count END AS waiting FROM activities WHERE id = ${activityId}::uuid`
  if (!line?.waiting) return []
  return actingAs(sql, system('waiting-list'), async (sql) => {
    const [activity] = await sql<Line>`
      SELECT published_at AS "publishedAt", cancelled_at AS "cancelledAt", starts_at AS "startsAt", ends_at AS "endsAt", zone, places,
        joined_count AS "joinedCount", waiting_count AS "waitingCount", offered_count AS "offeredCount", offer_hours AS "offerHours",
        organisation_id AS "organisationId", sequence
      FROM activities WHERE id = ${activityId}::uuid`
    if (!activity || closed(activity, now)) return []
    const free = freePlaces(activity)
    if (free === 0) return []
    // One more than there is room for, so that nobody is parted from whoever they come with.
    const waiting = await sql<InLine>`
      SELECT s.person_id AS "personId", t.id AS pair FROM sign_ups s
      LEFT JOIN together t ON t.activity_id = s.activity_id AND t.accepted_at IS NOT NULL AND t.ended_at IS NULL AND s.person_id IN (t.inviter_id, t.invited_id)
      WHERE s.activity_id = ${activityId}::uuid AND s.state = 'waiting' AND (s.offered_until IS NULL OR ${activity.places === null}::boolean)
      ORDER BY s.queue_number, s.id LIMIT ${Math.min(free, activity.waitingCount) + 1}::int`
    const next = nextInLine(waiting, free)
    if (next.length === 0) return []
    const until = offerUntil(now, activity)
    if (until) await offer(sql, activityId, activity, next, until, now)
    else await letIn(sql, activityId, activity, next, now)
    return until ? [] : next.map((one) => one.personId)
  })
}

async function letIn(sql: Sql, activityId: string, activity: Line, next: InLine[], now: Date) {
  const ids = next.map((one) => one.personId)
  await sql`UPDATE sign_ups SET state = 'joined', changed_at = ${now}::timestamptz WHERE activity_id = ${activityId}::uuid AND state = 'waiting'
    AND person_id IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(ids)}::text::json))`
  const people = await addressesOf(sql, ids)
  await tellCalendars(sql, people.map((one) => ({ ...one, dates: [activityId], method: 'REQUEST', reason: 'promoted' })))
  await tell(sql, { organisationId: activity.organisationId, subject: ['activity', activityId], event: 'sign-up.promoted', facts: { people: ids } })
}

async function offer(sql: Sql, activityId: string, activity: Line, next: InLine[], until: Date, now: Date) {
  const ids = next.map((one) => one.personId)
  await sql`UPDATE sign_ups SET offered_until = ${until}::timestamptz, changed_at = ${now}::timestamptz WHERE activity_id = ${activityId}::uuid AND state = 'waiting'
    AND person_id IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(ids)}::text::json))`
  const people = await addressesOf(sql, ids)
  const inPairs = new Set(next.filter((one) => one.pair !== null).map((one) => one.personId))
  await owe(sql, people.map((one) => ({
    personId: one.personId, address: one.email, language: one.language, template: 'waiting' as const, activityId,
    // Old news is not sent late: after `expiresAt` it is dropped.
    facts: { reason: 'offer', until: until.toISOString(), expiresAt: until.toISOString(), ...(inPairs.has(one.personId) ? { two: true } : {}) },
  })))
  await tell(sql, { organisationId: activity.organisationId, subject: ['activity', activityId], event: 'sign-up.offered', facts: { people: ids, until: until.toISOString() } })
}

/**
 * Ends the offers of one activity that have run out: whoever did not answer is out of the line, hears so kindly, and whoever
 * is next is asked, all in this transaction. A yes takes the same turn, so that only one of the two can happen.
 */
export async function lapseOffers(sql: Sql, activityId: string, now: Date): Promise<void> {
  await takeTurn(sql, activityId)
  const lapsed = await actingAs(sql, system('offers'), async (sql) => {
    const rows = await sql<{ personId: string; organisationId: string }>`
      UPDATE sign_ups s SET state = 'left', changed_at = ${now}::timestamptz FROM activities a
      WHERE a.id = s.activity_id AND a.id = ${activityId}::uuid AND s.offered_until IS NOT NULL AND a.cancelled_at IS NULL AND a.starts_at > ${now}::timestamptz
        AND offer_ends(s.offered_until, a.starts_at) <= ${now}::timestamptz
      RETURNING s.person_id AS "personId", a.organisation_id AS "organisationId"`
    if (rows.length === 0) return rows
    const people = await addressesOf(sql, rows.map((one) => one.personId))
    await owe(sql, people.map((one) => ({
      personId: one.personId, address: one.email, language: one.language, template: 'waiting' as const, activityId, facts: { reason: 'offer-passed' },
    })))
    await tell(sql, { organisationId: rows[0]!.organisationId, subject: ['activity', activityId], event: 'sign-up.lapsed', facts: { people: people.map((one) => one.personId) } })
    return rows
  })
  if (lapsed.length === 0) return
  await part(sql, { activityId, leaving: lapsed.map((one) => one.personId), now })
  await promoteWaiting(sql, activityId, now)
}
