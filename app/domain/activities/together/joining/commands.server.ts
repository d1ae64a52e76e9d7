import { tell } from '#app/domain/history/commands.server.ts'
import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import { sayDate } from '#app/platform/time.ts'
import { lapseOffers, promoteWaiting, takeTurn } from '../../sign-ups/line/commands.server.ts'
import { closed, type SignUpState, type Standing } from '../../sign-ups/rules.ts'
import { addressesOf, tellCalendars } from '../../sign-ups/telling/commands.server.ts'
import { takeBack } from '../commands.server.ts'
import { togetherTexts } from '../messages.ts'
import { invitationOf } from '../queries.server.ts'
import { decideTogether, firstNameOf } from '../rules.ts'

export type Answered = { ok: true; state: SignUpState } | { ok: false; reason: 'gone' | 'own' | 'paired' | 'not-open' }
interface Answering { invitationId: string; person: { id: string; name: string }; now: Date }

/**
 * The person of the transaction says yes: the two join as one, whoever of them is not in yet. Either both get a place, or both stand in
 * the line as one, where the last of them stands. Once; a second yes of the same person finds it done.
 */
export async function comeAlong(sql: Sql, { invitationId, person, now }: Answering): Promise<Answered> {
  const asked = await invitationOf(sql, invitationId, 'nb', now)
  if (!asked) return { ok: false, reason: 'gone' }
  const { activityId, inviterId } = asked
  await takeTurn(sql, activityId)
  await lapseOffers(sql, activityId, now)
  const invitation = await invitationOf(sql, invitationId, 'nb', now)
  const mine = () => sql<{ state: SignUpState }>`SELECT state FROM sign_ups WHERE activity_id = ${activityId}::uuid AND person_id = ${person.id}::uuid`
  if (invitation?.invitedId === person.id) return { ok: true, state: (await mine())[0]?.state ?? 'left' }
  if (!invitation?.open || closed(invitation, now)) return { ok: false, reason: 'gone' }
  if (inviterId === person.id) return { ok: false, reason: 'own' }
  const [facts] = await sql<Standing & { organisationId: string }>`
    SELECT a.places, a.joined_count AS "joinedCount", a.waiting_count AS "waitingCount", a.offered_count AS "offeredCount", a.organisation_id AS "organisationId",
      (a.visibility <> 'members' OR a.host_id = app_person() OR belongs_to(a.organisation_id)) IS TRUE AS open FROM activities a WHERE a.id = ${activityId}::uuid`
  const theirs = await actingAs(sql, system('together'), async (sql) => {
    const [found] = await sql<{ state: SignUpState | null; paired: boolean; may: boolean }>`
      SELECT (SELECT s.state FROM sign_ups s WHERE s.activity_id = ${activityId}::uuid AND s.person_id = ${inviterId}::uuid) AS state,
        may_be_taken_along(${activityId}::uuid, ${inviterId}::uuid) AS may,
        EXISTS (SELECT FROM together t WHERE t.activity_id = ${activityId}::uuid AND t.accepted_at IS NOT NULL AND t.ended_at IS NULL
          AND (t.inviter_id IN (${inviterId}::uuid, ${person.id}::uuid) OR t.invited_id IN (${inviterId}::uuid, ${person.id}::uuid))) AS paired`
    return found!
  })
  if (theirs.paired) return { ok: false, reason: 'paired' }
  if (!facts?.open || !theirs.may) return { ok: false, reason: 'not-open' }
  // Held until the end, so that nobody has entered for an invitation that works no more.
  const held = await actingAs(sql, system('together'), (sql) => sql`SELECT id FROM together WHERE id = ${invitationId}::uuid AND accepted_at IS NULL AND ended_at IS NULL FOR UPDATE`)
  if (held.length === 0) return { ok: false, reason: 'gone' }
  const own = (await mine())[0]?.state ?? null
  const state = decideTogether(facts, [own, theirs.state])
  const newcomers: string[] = []
  if (own === null || own === 'left') {
    newcomers.push(person.id)
    await enter(sql, { activityId, personId: person.id, state, was: own, now })
  }
  if (theirs.state === null || theirs.state === 'left') {
    newcomers.push(inviterId)
    await actingAs(sql, system('together'), (sql) => enter(sql, { activityId, personId: inviterId, state, was: theirs.state, now }))
  }
  await takeBack(sql, { activityId, inviterId: person.id, now })
  await actingAs(sql, system('together'), (sql) => sql`UPDATE together SET invited_id = ${person.id}::uuid, invited_name = ${firstNameOf(person.name)}, accepted_at = ${now}::timestamptz
    WHERE id = ${invitationId}::uuid`)
  for (const personId of newcomers) await tell(sql, { organisationId: facts.organisationId, subject: ['activity', activityId], event: `sign-up.${state}`, facts: { personId } })
  await actingAs(sql, system('announce'), async (sql) => {
    const people = await addressesOf(sql, [person.id, inviterId])
    const entered = people.filter((one) => newcomers.includes(one.personId))
    if (state === 'joined') await tellCalendars(sql, entered.map((one) => ({ ...one, dates: [activityId], method: 'REQUEST', reason: 'joined' })))
    else await owe(sql, entered.map((one) => ({ personId: one.personId, address: one.email, language: one.language, template: 'waiting' as const, activityId, facts: { reason: 'in-line' } })))
    const inviter = people.find((one) => one.personId === inviterId)!
    const texts = togetherTexts(inviter.language)
    const name = firstNameOf(person.name)
    await owe(sql, letterTo(inviter, {
      subject: texts.yesSubject(sayDate(invitation.startsAt, invitation.zone, inviter.language, now)), title: texts.yesTitle(name),
      paragraphs: [texts.yesText(name)], buttons: [{ text: texts.yesButton, href: `/activities/${invitation.slug}/together` }],
    }))
  })
  await promoteWaiting(sql, activityId, now)
  return { ok: true, state: (await mine())[0]?.state ?? state }
}

const enter = (sql: Sql, { activityId, personId, state, was, now }: { activityId: string; personId: string; state: SignUpState; was: SignUpState | null; now: Date }) =>
  was === 'left'
    ? sql`UPDATE sign_ups SET state = ${state}, visible_to_others = false, changed_at = ${now}::timestamptz WHERE activity_id = ${activityId}::uuid AND person_id = ${personId}::uuid`
    : sql`INSERT INTO sign_ups (activity_id, person_id, state, created_at, changed_at)
        VALUES (${activityId}::uuid, ${personId}::uuid, ${state}, ${now}::timestamptz, ${now}::timestamptz)`

/** No, thank you. Whoever holds the address may say so; whoever asked hears it, kindly and without a name that was not given. */
export async function stayAway(sql: Sql, { invitationId, now }: { invitationId: string; now: Date }): Promise<void> {
  const invitation = await invitationOf(sql, invitationId, 'nb', now)
  if (!invitation?.open) return
  await takeTurn(sql, invitation.activityId)
  const ended = await actingAs(sql, system('together'), (sql) => sql`UPDATE together SET ended_at = ${now}::timestamptz WHERE id = ${invitationId}::uuid AND accepted_at IS NULL AND ended_at IS NULL RETURNING id`)
  if (ended.length === 0) return
  await actingAs(sql, system('announce'), async (sql) => {
    await owe(sql, (await addressesOf(sql, [invitation.inviterId])).map((one) => {
      const texts = togetherTexts(one.language)
      return letterTo(one, {
        subject: texts.noSubject(sayDate(invitation.startsAt, invitation.zone, one.language, now)), title: texts.noTitle, paragraphs: [texts.noText],
        buttons: [{ text: texts.seeActivity, href: `/activities/${invitation.slug}` }],
      })
    }))
  })
}
