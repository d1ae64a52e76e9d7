import { randomUUID } from 'node:crypto'
import { tell } from '#app/domain/history/commands.server.ts'
import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { encrypt } from '#app/platform/crypto.server.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { sayDate } from '#app/platform/time.ts'
import { closed } from '../sign-ups/rules.ts'
import { addressesOf, tellCalendars } from '../sign-ups/telling/commands.server.ts'
import { companyToken } from './answer.server.ts'
import { togetherTexts } from './messages.ts'
import { companyOf, meetingContext } from './queries.server.ts'
import { firstNameOf, invitationEnds, mostInvitations } from './rules.ts'

interface Inviter { id: string; name: string; email: string; language: Language }
export type Inviting = { ok: true } | { ok: false; reason: 'not-found' | 'closed' | 'paired' | 'own-address' | 'too-many' }

/**
 * Invites one other person to come along, by an address that works once; with `email` it is mailed too. An earlier
 * invitation that nobody answered is taken back.
 */
export async function inviteAlong(sql: Sql, { activityId, inviter, email, now }: { activityId: string; inviter: Inviter; email?: string; now: Date }): Promise<Inviting> {
  await sql`SELECT take_turn(${activityId}::uuid)::text`
  const [activity] = await sql<{ publishedAt: Date | null; cancelledAt: Date | null; startsAt: Date; endsAt: Date; zone: string }>`
    SELECT published_at AS "publishedAt", cancelled_at AS "cancelledAt", starts_at AS "startsAt", ends_at AS "endsAt", zone FROM activities WHERE id = ${activityId}::uuid`
  if (!activity) return { ok: false, reason: 'not-found' }
  if (closed(activity, now)) return { ok: false, reason: 'closed' }
  if (email?.toLowerCase() === inviter.email.toLowerCase()) return { ok: false, reason: 'own-address' }
  const [before] = await sql<{ paired: boolean; sent: number }>`
    SELECT coalesce(bool_or(activity_id = ${activityId}::uuid AND accepted_at IS NOT NULL AND ended_at IS NULL), false) AS paired,
      (count(*) FILTER (WHERE inviter_id = ${inviter.id}::uuid AND created_at > ${now}::timestamptz - interval '1 day'))::int AS sent
    FROM together WHERE ${inviter.id}::uuid IN (inviter_id, invited_id)`
  if (before!.paired) return { ok: false, reason: 'paired' }
  if (before!.sent >= mostInvitations) return { ok: false, reason: 'too-many' }
  await takeBack(sql, { activityId, inviterId: inviter.id, now })
  const id = randomUUID()
  const name = firstNameOf(inviter.name)
  await sql`INSERT INTO together (id, activity_id, inviter_id, inviter_name, created_at, expires_at)
    VALUES (${id}::uuid, ${activityId}::uuid, ${inviter.id}::uuid, ${name}, ${now}::timestamptz, ${invitationEnds(now, activity.startsAt)}::timestamptz)`
  if (email) {
    // What it is about stands on the page behind the button, not in a mail to an address somebody typed.
    const texts = togetherTexts(inviter.language)
    await owe(sql, letterTo({ personId: null, email, language: inviter.language }, {
      subject: texts.mailSubject(name), title: texts.mailTitle(name), paragraphs: [texts.mailText(name, sayDate(activity.startsAt, activity.zone, inviter.language, now)), texts.mailOnce],
      buttons: [{ text: texts.mailButton, href: `/together/${companyToken(id)}` }],
    }))
  }
  return { ok: true }
}

/** The person's unanswered invitation works no more. In its turn: a yes at the same moment is before it or after it. */
export async function takeBack(sql: Sql, { activityId, inviterId, now }: { activityId: string; inviterId: string; now: Date }): Promise<void> {
  await sql`SELECT take_turn(${activityId}::uuid)::text`
  await sql`UPDATE together SET ended_at = ${now}::timestamptz
    WHERE activity_id = ${activityId}::uuid AND inviter_id = ${inviterId}::uuid AND accepted_at IS NULL AND ended_at IS NULL`
}

/** From now on each comes by themselves. Both keep what they have: a place, or their place in the line. The other hears so. */
export async function partWays(sql: Sql, { activityId, personId, now }: { activityId: string; personId: string; now: Date }): Promise<void> {
  await sql`SELECT take_turn(${activityId}::uuid)::text`
  await part(sql, { activityId, leaving: [personId], stays: true, now })
}

/**
 * Ends the pairs of those who leave, and tells whoever stays. For commands that take somebody out, in their turn; what the two had arranged is forgotten.
 */
export async function part(sql: Sql, { activityId, leaving, stays = false, now }: { activityId: string; leaving: string[]; stays?: boolean; now: Date }): Promise<void> {
  const ids = JSON.stringify(leaving)
  const ended = await actingAs(sql, system('together'), (sql) => sql<{ id: string; inviterId: string; inviterName: string; invitedId: string | null; invitedName: string | null }>`
    UPDATE together SET ended_at = ${now}::timestamptz WHERE activity_id = ${activityId}::uuid AND ended_at IS NULL AND (accepted_at IS NOT NULL OR ${!stays}::boolean)
      AND (inviter_id IN (SELECT value::uuid FROM json_array_elements_text(${ids}::text::json)) OR invited_id IN (SELECT value::uuid FROM json_array_elements_text(${ids}::text::json)))
    RETURNING id, inviter_id AS "inviterId", inviter_name AS "inviterName", invited_id AS "invitedId", invited_name AS "invitedName"`)
  const told = ended.flatMap(({ invitedId, invitedName, inviterId, inviterName }) => invitedId === null || invitedName === null ? [] : [
    { id: inviterId, other: invitedId, name: invitedName },
    { id: invitedId, other: inviterId, name: inviterName },
  ]).filter((one) => !leaving.includes(one.id) && leaving.includes(one.other))
  if (told.length === 0) return
  await actingAs(sql, system('announce'), async (sql) => {
    const [activity] = await sql<{ slug: string; startsAt: Date; zone: string }>`SELECT slug, starts_at AS "startsAt", zone FROM activities WHERE id = ${activityId}::uuid`
    const people = await addressesOf(sql, told.map((one) => one.id))
    await owe(sql, people.map((one) => {
      const texts = togetherTexts(one.language)
      const { name } = told.find(({ id }) => id === one.personId)!
      return letterTo(one, {
        subject: texts.partedSubject(sayDate(activity!.startsAt, activity!.zone, one.language, now)), title: texts.partedTitle(name),
        paragraphs: [stays ? texts.partedStays(name) : texts.partedLeft(name), texts.partedYours], buttons: [{ text: texts.seeActivity, href: `/activities/${activity!.slug}` }],
      })
    }))
  })
}

/** Who comes together with the person, if anybody. */
export async function companionOf(sql: Sql, activityId: string, personId: string): Promise<string | null> {
  const [pair] = await sql<{ id: string }>`SELECT CASE WHEN inviter_id = ${personId}::uuid THEN invited_id ELSE inviter_id END AS id FROM together
    WHERE activity_id = ${activityId}::uuid AND accepted_at IS NOT NULL AND ended_at IS NULL AND ${personId}::uuid IN (inviter_id, invited_id)`
  return pair?.id ?? null
}

/** The one who comes together with the person leaves too, and hears who said so and how to come back. For `leaveActivity`, in its turn. */
export async function leaveToo(sql: Sql, { activityId, companionId, now }: { activityId: string; companionId: string; now: Date }): Promise<void> {
  const [was] = await actingAs(sql, system('together'), async (sql) => {
    const before = await sql<{ state: string; offered: boolean; leads: boolean; organisationId: string }>`
      SELECT s.state, s.offered_until IS NOT NULL AS offered, (a.host_id = s.person_id OR a.created_by = s.person_id) IS TRUE AS leads, a.organisation_id AS "organisationId"
      FROM sign_ups s JOIN activities a ON a.id = s.activity_id WHERE s.activity_id = ${activityId}::uuid AND s.person_id = ${companionId}::uuid AND s.state <> 'left'`
    await sql`UPDATE sign_ups SET state = 'left', changed_at = ${now}::timestamptz WHERE activity_id = ${activityId}::uuid AND person_id = ${companionId}::uuid AND state <> 'left'`
    return before
  })
  if (!was) return
  await tell(sql, { organisationId: was.organisationId, subject: ['activity', activityId], event: was.offered ? 'sign-up.declined' : 'sign-up.left', facts: { personId: companionId } })
  await actingAs(sql, system('announce'), async (sql) => {
    const people = await addressesOf(sql, [companionId])
    // Whoever leads it goes on having it in their calendar.
    if (was.state === 'joined' && !was.leads) return tellCalendars(sql, people.map((one) => ({ ...one, dates: [activityId], method: 'CANCEL', reason: 'left-together' })))
    const [activity] = await sql<{ slug: string; startsAt: Date; zone: string }>`SELECT slug, starts_at AS "startsAt", zone FROM activities WHERE id = ${activityId}::uuid`
    await owe(sql, people.map((one) => {
      const texts = togetherTexts(one.language)
      return letterTo(one, {
        subject: texts.partedSubject(sayDate(activity!.startsAt, activity!.zone, one.language, now)), title: texts.bothLeftTitle, paragraphs: [was.state === 'joined' ? texts.bothLeftLeads : texts.bothLeftWaiting],
        buttons: [{ text: texts.seeActivity, href: `/activities/${activity!.slug}` }],
      })
    }))
  })
}

/** Where and when the two meet before it begins; either may say so, and both read it. Nobody else ever does. */
export async function arrangeMeeting(
  sql: Sql,
  { activityId, personId, place, at, now }: { activityId: string; personId: string; place: string; at: Date | null; now: Date },
): Promise<{ ok: boolean }> {
  const company = await companyOf(sql, activityId, personId, now)
  if (!company?.with) return { ok: false }
  if (place === '') await sql`DELETE FROM together_meetings WHERE together_id = ${company.id}::uuid`
  else {
    await sql`INSERT INTO together_meetings (together_id, place, at, changed_at) VALUES (${company.id}::uuid, ${encrypt(place, meetingContext(company.id))}, ${at}::timestamptz, ${now}::timestamptz)
      ON CONFLICT (together_id) DO UPDATE SET place = excluded.place, at = excluded.at, changed_at = excluded.changed_at`
  }
  return { ok: true }
}
