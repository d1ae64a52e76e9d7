import { tell } from '#app/domain/history/commands.server.ts'
import { owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { leaveRides } from '../rides/commands.server.ts'
import { companionOf, leaveToo, part } from '../together/commands.server.ts'
import { lapseOffers, promoteWaiting, takeTurn } from './line/commands.server.ts'
import { decideJoin, decideLeave, freePlaces, type Refusal, type Standing } from './rules.ts'
import { addressesOf, tellCalendars, tellOwnCalendar } from './telling/commands.server.ts'

export { promoteWaiting, takeTurn } from './line/commands.server.ts'
export { announce, type News, tellCalendars, type Told } from './telling/commands.server.ts'

export type Joining = { ok: true; state: 'joined' | 'waiting'; again: boolean } | { ok: false; reason: Refusal }

/**
 * The person of the transaction joins, says yes to the place they are offered, or takes a place in the line. Asking twice is
 * asking once; a yes that comes too late for its offer stands at the end of the line. `quiet`: whoever joins several dates at
 * once is told once, by the caller.
 */
export async function joinActivity(
  sql: Sql,
  { activityId, personId, visible, quiet, now }: { activityId: string; personId: string; visible?: boolean; quiet?: boolean; now: Date },
): Promise<Joining> {
  const [, facts] = await Promise.all([takeTurn(sql, activityId), standingOf(sql, activityId, personId, now)])
  if (!facts) return { ok: false, reason: 'not-found' }
  const decision = decideJoin(facts, now)
  if ('refuse' in decision) return { ok: false, reason: decision.refuse }
  if ('already' in decision) {
    if (visible !== undefined && visible !== facts.visible) await chooseVisible(sql, { activityId, personId, visible })
    return { ok: true, state: decision.already, again: true }
  }
  if ('late' in decision) {
    await lapseOffers(sql, activityId, now)
    return joinActivity(sql, { activityId, personId, visible, quiet, now })
  }
  if ('accept' in decision) return accept(sql, { activityId, personId, quiet, facts, now })
  const state = decision.join
  await Promise.all([
    facts.mine === 'left'
      ? sql`UPDATE sign_ups SET state = ${state}, visible_to_others = ${visible ?? false},
          changed_at = ${now}::timestamptz WHERE activity_id = ${activityId}::uuid AND person_id = ${personId}::uuid`
      : sql`INSERT INTO sign_ups (activity_id, person_id, state, visible_to_others, created_at, changed_at)
          VALUES (${activityId}::uuid, ${personId}::uuid, ${state}, ${visible ?? false}, ${now}::timestamptz, ${now}::timestamptz)`,
    tell(sql, { organisationId: facts.organisationId, subject: ['activity', activityId], event: `sign-up.${state}` }),
    quiet || facts.mailedEnough ? undefined : state === 'joined'
      ? tellOwnCalendar(sql, activityId, facts, { ...facts, personId, method: 'REQUEST', reason: 'joined' })
      : owe(sql, { personId, address: facts.email, language: facts.language, template: 'waiting', activityId, facts: { reason: 'in-line' } }),
  ])
  // Free places and a line at once cannot be left behind by any command here; should they ever be, the line moves now.
  if (state === 'waiting' && freePlaces(facts) > 0) {
    const promoted = await promoteWaiting(sql, activityId, now)
    if (promoted.includes(personId)) return { ok: true, state: 'joined', again: false }
  }
  return { ok: true, state, again: false }
}

/** The place that was held is theirs. Only the line lets people in, so it does. */
async function accept(sql: Sql, { activityId, personId, quiet, facts, now }: { activityId: string; personId: string; quiet?: boolean; facts: Facts; now: Date }): Promise<Joining> {
  // One of two who come together answers for both.
  const companionId = await companionOf(sql, activityId, personId)
  const companion = await actingAs(sql, system('waiting-list'), async (sql) => {
    const accepted = await sql<{ personId: string }>`UPDATE sign_ups SET state = 'joined', changed_at = ${now}::timestamptz WHERE activity_id = ${activityId}::uuid
      AND person_id IN (${personId}::uuid, ${companionId}::uuid) AND state = 'waiting' AND offered_until IS NOT NULL RETURNING person_id AS "personId"`
    return addressesOf(sql, accepted.map((one) => one.personId).filter((id) => id !== personId))
  })
  await tell(sql, { organisationId: facts.organisationId, subject: ['activity', activityId], event: 'sign-up.accepted' })
  for (const one of companion) await tell(sql, { organisationId: facts.organisationId, subject: ['activity', activityId], event: 'sign-up.accepted', facts: { personId: one.personId } })
  if (!quiet) await tellOwnCalendar(sql, activityId, facts, { ...facts, personId, method: 'REQUEST', reason: 'joined' })
  await actingAs(sql, system('announce'), (sql) => tellCalendars(sql, companion.map((one) => ({ ...one, dates: [activityId], method: 'REQUEST', reason: 'promoted' }))))
  return { ok: true, state: 'joined', again: false }
}

/**
 * The person of the transaction leaves, or leaves the line; whoever is next gets the place in the same breath. `both`: so does the one who
 * comes together with them.
 */
export async function leaveActivity(
  sql: Sql,
  { activityId, personId, quiet, both, now }: { activityId: string; personId: string; quiet?: boolean; both?: boolean; now: Date },
): Promise<{ ok: true; again: boolean } | { ok: false; reason: Refusal }> {
  const [, facts] = await Promise.all([takeTurn(sql, activityId), standingOf(sql, activityId, personId, now)])
  if (!facts) return { ok: false, reason: 'not-found' }
  const decision = decideLeave(facts, now)
  if ('refuse' in decision) return { ok: false, reason: decision.refuse }
  if ('already' in decision) return { ok: true, again: true }
  await Promise.all([
    sql`UPDATE sign_ups SET state = 'left', changed_at = ${now}::timestamptz WHERE activity_id = ${activityId}::uuid AND person_id = ${personId}::uuid`,
    tell(sql, { organisationId: facts.organisationId, subject: ['activity', activityId], event: facts.offeredUntil ? 'sign-up.declined' : 'sign-up.left' }),
    decision.leave === 'joined' && !quiet && !facts.leads && !facts.mailedEnough
      ? tellOwnCalendar(sql, activityId, facts, { ...facts, personId, method: 'CANCEL', reason: 'left' })
      : undefined,
  ])
  const companionId = both ? await companionOf(sql, activityId, personId) : null
  if (companionId) await leaveToo(sql, { activityId, companionId, now })
  const leaving = [personId, ...(companionId ? [companionId] : [])]
  await part(sql, { activityId, leaving, now })
  await leaveRides(sql, { activityId, leaving, now })
  await promoteWaiting(sql, activityId, now)
  return { ok: true, again: false }
}

/** An organiser, host or coordinator takes somebody out; the database lets nobody else. */
export async function removeFromActivity(
  sql: Sql,
  { activityId, personId, quiet, now }: { activityId: string; personId: string; quiet?: boolean; now: Date },
): Promise<{ ok: true; held: boolean } | { ok: false; reason: Refusal }> {
  await takeTurn(sql, activityId)
  const [found] = await sql<{ state: string; organisationId: string; sequence: number; isClosed: boolean }>`
    SELECT s.state, a.organisation_id AS "organisationId", a.sequence, a.starts_at <= ${now}::timestamptz AS "isClosed"
    FROM sign_ups s JOIN activities a ON a.id = s.activity_id
    WHERE s.activity_id = ${activityId}::uuid AND s.person_id = ${personId}::uuid AND s.state <> 'left'`
  if (!found) return { ok: false, reason: 'not-found' }
  if (found.isClosed) return { ok: false, reason: 'begun' }
  const changed = await sql`UPDATE sign_ups SET state = 'left', changed_at = ${now}::timestamptz
    WHERE activity_id = ${activityId}::uuid AND person_id = ${personId}::uuid AND leads(activity_id) RETURNING id`
  if (changed.length === 0) return { ok: false, reason: 'not-found' }
  await tell(sql, { organisationId: found.organisationId, subject: ['activity', activityId], event: 'sign-up.removed', facts: { personId } })
  if (!quiet) await actingAs(sql, system('announce'), async (sql) => {
    const people = await addressesOf(sql, [personId])
    await tellCalendars(sql, found.state === 'joined' ? people.map((one) => ({ ...one, dates: [activityId], method: 'CANCEL', reason: 'removed' })) : [])
  })
  await part(sql, { activityId, leaving: [personId], now })
  await leaveRides(sql, { activityId, leaving: [personId], now })
  await promoteWaiting(sql, activityId, now)
  return { ok: true, held: found.state === 'joined' }
}

/** Whether others who come, and chose the same, may see that this person comes. */
export async function chooseVisible(sql: Sql, { activityId, personId, visible }: { activityId: string; personId: string; visible: boolean }) {
  await sql`UPDATE sign_ups SET visible_to_others = ${visible} WHERE activity_id = ${activityId}::uuid AND person_id = ${personId}::uuid`
}

/**
 * Whoever joins and leaves without end gets no more mails about it than this, so that everybody else's still go out. Their
 * own pages stay right, and the next news of an activity brings their calendar up to date.
 */
export const mostMailsAnHour = 40

type Facts = Standing & { organisationId: string; sequence: number; visible: boolean | null; leads: boolean; mailedEnough: boolean; told: number | null; email: string; language: Language }
const standingOf = async (sql: Sql, activityId: string, personId: string, now: Date) =>
  (
    await sql<Facts>`
      SELECT a.published_at AS "publishedAt", a.cancelled_at AS "cancelledAt", a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.places,
        a.joined_count AS "joinedCount", a.waiting_count AS "waitingCount", a.offered_count AS "offeredCount", a.organisation_id AS "organisationId", a.sequence,
        s.state AS mine, offer_ends(s.offered_until, a.starts_at) AS "offeredUntil",
        s.visible_to_others AS visible, p.email, p.language,
        (a.host_id = p.id OR a.created_by = p.id) IS TRUE AS leads,
        CASE WHEN a.rule_id IS NULL THEN e.sequence ELSE (SELECT max(o.sequence) FROM activities b
          JOIN calendar_entries o ON o.activity_id = b.id AND o.person_id = p.id WHERE b.rule_id = a.rule_id) END AS told,
        (SELECT count(*) FROM mails m WHERE m.person_id = p.id AND m.created_at > ${now}::timestamptz - interval '1 hour') >= ${mostMailsAnHour}::int AS "mailedEnough",
        (a.visibility <> 'members' OR a.host_id = p.id OR belongs_to(a.organisation_id)) IS TRUE AS open
      FROM activities a JOIN people p ON p.id = ${personId}::uuid
      LEFT JOIN sign_ups s ON s.activity_id = a.id AND s.person_id = p.id
      LEFT JOIN calendar_entries e ON e.activity_id = a.id AND e.person_id = p.id
      WHERE a.id = ${activityId}::uuid`
  )[0]
