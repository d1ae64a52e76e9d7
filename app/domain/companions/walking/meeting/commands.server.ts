import { DateTime } from 'luxon'
import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { companyToken } from '#app/domain/activities/together/answer.server.ts'
import { inviteAlong, type Inviting } from '#app/domain/activities/together/commands.server.ts'
import { companyOf } from '#app/domain/activities/together/queries.server.ts'
import { cancelAppointment, makeAppointment, moveAppointment, type SayAppointment } from '#app/domain/appointments/commands.server.ts'
import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { idFrom } from '#app/platform/crypto.server.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { pairOf } from '../../pairings/telling/commands.server.ts'
import { type MeetingNews, meetingLetters } from './messages.ts'

export interface MeetingTime { day: string; time: string; minutes: number; place: string }
export type MeetingRefusal = 'not_found' | 'past' | 'far' | 'many' | 'skipped' | 'been'

/** Whoever arranges without end does not fill anybody's calendar. */
const mostAhead = 10
const farthestDays = 366

/** What the mail about a meeting of two says; when, where and with whom are added to it. */
export const sayMeeting = (pairingId: string, news: MeetingNews): SayAppointment => ({ language }) => {
  const texts = meetingLetters(language)
  const page = `/me/pairings/${pairingId}`
  return { ...texts.said(news), about: pairingId, page, buttons: news === 'over' ? [] : [{ text: texts.open, href: page }] }
}

/** The instants a typed day and time mean in a zone; null in the hour that the clock skips in spring, which would be read as another one. */
function instants({ day, time, minutes }: MeetingTime, zone: string): { startsAt: Date; endsAt: Date } | null {
  const start = DateTime.fromISO(`${day}T${time.slice(0, 2)}:${time.slice(2)}`, { zone })
  if (start.toFormat('HHmm') !== time) return null
  return { startsAt: start.toJSDate(), endsAt: start.plus({ minutes }).toJSDate() }
}

function refused(startsAt: Date, now: Date): 'past' | 'far' | null {
  if (!(startsAt > now)) return 'past'
  return +startsAt - +now > farthestDays * 86_400_000 ? 'far' : null
}

interface Open { organisationId: string; zone: string; ahead: number }
/** The pairing while it goes on, for one of the two or its coordinator, in its turn. */
async function open(sql: Sql, pairingId: string, now: Date): Promise<Open | undefined> {
  await takeTurn(sql, pairingId)
  const [found] = await sql<Open>`
    SELECT p.organisation_id AS "organisationId", o.zone,
      (SELECT count(*)::int FROM appointments a WHERE a.pairing_id = p.id AND a.cancelled_at IS NULL AND a.ends_at > ${now}::timestamptz) AS ahead
    FROM pairings p JOIN organisations o ON o.id = p.organisation_id
    WHERE p.id = ${pairingId}::uuid AND p.state <> 'ended' AND (walks_now(p.id) OR coordinates_pairing(p.id))`
  return found
}

/** The two agree on a time, each gets it for their calendar. `key` names the form: sent twice, it is one meeting. */
export async function arrangeMeeting(sql: Sql, { pairingId, by, key, at, now }: { pairingId: string; by: string; key: string; at: MeetingTime; now: Date }): Promise<{ ok: true } | { ok: false; reason: MeetingRefusal }> {
  const pairing = await open(sql, pairingId, now)
  if (!pairing) return { ok: false, reason: 'not_found' }
  const { organisationId, zone } = pairing
  const when = instants(at, zone)
  if (!when) return { ok: false, reason: 'skipped' }
  const wrong = refused(when.startsAt, now) ?? (pairing.ahead >= mostAhead ? 'many' : null)
  if (wrong) return { ok: false, reason: wrong }
  const two = await pairOf(sql, pairingId)
  await makeAppointment(sql, { id: idFrom(`meeting ${pairingId} ${by} ${key} ${when.startsAt.toISOString()} ${at.place}`), organisationId, kind: 'meeting', pairingId, people: two.map(({ personId }) => personId), by, now, say: sayMeeting(pairingId, 'made'), ...when, zone, place: at.place })
  return { ok: true }
}

/** Why nothing can be done with a meeting any more. What has been, has been: the day they met stays, whatever form lay open. */
async function gone(sql: Sql, pairingId: string, id: string, now: Date): Promise<'not_found' | 'been' | null> {
  const [found] = await sql<{ endsAt: Date; off: boolean }>`SELECT ends_at AS "endsAt", cancelled_at IS NOT NULL AS off FROM appointments WHERE id = ${id}::uuid AND pairing_id = ${pairingId}::uuid`
  if (!found) return 'not_found'
  return found.endsAt <= now && !found.off ? 'been' : null
}

/** Either moves it: both calendars follow. */
export async function moveMeeting(sql: Sql, { pairingId, id, at, now }: { pairingId: string; id: string; at: MeetingTime; now: Date }): Promise<{ ok: true } | { ok: false; reason: MeetingRefusal }> {
  const pairing = await open(sql, pairingId, now)
  if (!pairing) return { ok: false, reason: 'not_found' }
  const reason = await gone(sql, pairingId, id, now)
  if (reason) return { ok: false, reason }
  const when = instants(at, pairing.zone)
  if (!when) return { ok: false, reason: 'skipped' }
  const wrong = refused(when.startsAt, now)
  if (wrong) return { ok: false, reason: wrong }
  const moved = await moveAppointment(sql, { id, organisationId: pairing.organisationId, now, say: sayMeeting(pairingId, 'moved'), ...when, zone: pairing.zone, place: at.place })
  return moved ? { ok: true } : { ok: false, reason: 'not_found' }
}

/** Either calls it off. Asking twice is asking once. */
export async function callOffMeeting(sql: Sql, { pairingId, id, by, now }: { pairingId: string; id: string; by: string; now: Date }): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'been' }> {
  if (!(await open(sql, pairingId, now))) return { ok: false, reason: 'not_found' }
  const reason = await gone(sql, pairingId, id, now)
  if (reason) return { ok: false, reason }
  await cancelAppointment(sql, { id, by, now, say: sayMeeting(pairingId, 'off') })
  return { ok: true }
}

/**
 * One asks the other along to an activity: an invitation to come as two, which the other is written about without anybody
 * typing an address. It ends with the pairing.
 */
export async function askAlong(sql: Sql, { pairingId, activityId, inviter, now }: { pairingId: string; activityId: string; inviter: { id: string; name: string; email: string; language: Language }; now: Date }): Promise<Inviting> {
  const pairing = await open(sql, pairingId, now)
  const other = (await pairOf(sql, pairingId)).find(({ personId }) => personId !== inviter.id)
  if (!pairing || !other) return { ok: false, reason: 'not-found' }
  const asked = await inviteAlong(sql, { activityId, inviter, now })
  if (!asked.ok) return asked
  const company = await companyOf(sql, activityId, inviter.id, now)
  await actingAs(sql, system('companions'), async (sql) => {
    await sql`INSERT INTO pairing_outings (together_id, pairing_id) VALUES (${company!.id}::uuid, ${pairingId}::uuid)`
    const texts = meetingLetters(other.language)
    await owe(sql, letterTo(other, { subject: texts.subject, ...texts.along(other.other), about: pairingId, buttons: [{ text: texts.seeAlong, href: `/together/${companyToken(company!.id)}` }] }))
  })
  return { ok: true }
}
