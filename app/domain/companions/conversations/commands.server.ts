import { randomUUID } from 'node:crypto'
import { cancelAppointment, makeAppointment, moveAppointment, type SayAppointment } from '#app/domain/appointments/commands.server.ts'
import { tell } from '#app/domain/history/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import { beginWait } from '../commands.server.ts'
import { tellVolunteer } from '../volunteering/telling/commands.server.ts'
import { conversationTexts } from './messages.ts'
import { type Span, spans } from './rules.ts'

const mostOpen = 200

interface Wanted { day: string; clock: string; minutes: number; place: string }

/** A coordinator offers times. Those who wait for one hear of it, once, when there were none before. */
export async function offerTimes(
  sql: Sql,
  { organisationId, personId, zone, wanted, now }: { organisationId: string; personId: string; zone: string; wanted: Wanted & { count: number }; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'day_unreadable' | 'past' | 'too_many' }> {
  const times = spans({ ...wanted, zone })
  if (!times) return { ok: false, reason: 'day_unreadable' }
  if (times[0]!.startsAt <= now) return { ok: false, reason: 'past' }
  await turnOf(sql, organisationId)
  const open = await sql`SELECT id FROM free_conversation_times(${organisationId}::uuid, ${now}::timestamptz)`
  if (open.length + times.length > mostOpen) return { ok: false, reason: 'too_many' }
  for (const { startsAt, endsAt } of times) {
    await sql`INSERT INTO conversation_times (id, organisation_id, offered_by, starts_at, ends_at, zone, place, created_at)
      VALUES (${randomUUID()}::uuid, ${organisationId}::uuid, ${personId}::uuid, ${startsAt}::timestamptz, ${endsAt}::timestamptz, ${zone}, ${wanted.place}, ${now}::timestamptz) ON CONFLICT (offered_by, starts_at) DO NOTHING`
  }
  if (open.length > 0) return { ok: true }
  const waiting = await sql<{ id: string }>`
    SELECT v.id FROM volunteers v WHERE v.organisation_id = ${organisationId}::uuid AND v.state = 'talking' AND v.person_id <> ${personId}::uuid
      AND NOT EXISTS (SELECT FROM conversation_times t WHERE t.volunteer_id = v.id) ORDER BY v.changed_at`
  for (const { id } of waiting) {
    await beginWait(sql, { volunteerId: id, now })
    await tellVolunteer(sql, id, { news: 'times' })
  }
  return { ok: true }
}

/** A time that nobody has taken is taken back. */
export async function takeBackTime(sql: Sql, { organisationId, timeId }: { organisationId: string; timeId: string }): Promise<boolean> {
  return (await sql`DELETE FROM conversation_times WHERE id = ${timeId}::uuid AND organisation_id = ${organisationId}::uuid AND volunteer_id IS NULL RETURNING id`).length > 0
}

interface Time { id: string; startsAt: Date; endsAt: Date; zone: string; place: string; offeredBy: string; volunteerId: string | null; appointmentId: string | null }
interface About { volunteerId: string; organisationId: string; personId: string; slug: string; organisation: string; name: string }

/**
 * The volunteer takes a time, or moves to another one. Of two who press at once one gets it; pressing twice is pressing
 * once. With the same coordinator the invitation moves; with another the old one is called off.
 */
export async function bookConversation(
  sql: Sql,
  { organisationId, personId, timeId, now }: { organisationId: string; personId: string; timeId: string; now: Date },
): Promise<{ ok: true; moved: boolean } | { ok: false; reason: 'taken' | 'moved' }> {
  const [mine] = await sql<{ id: string; state: string }>`SELECT id, state FROM volunteers WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid FOR UPDATE`
  if (mine?.state !== 'talking') return { ok: false, reason: 'moved' }
  const found = await actingAs(sql, system('companions'), async (sql) => {
    const [time] = await sql<Time>`
      SELECT id, starts_at AS "startsAt", ends_at AS "endsAt", zone, place, offered_by AS "offeredBy", volunteer_id AS "volunteerId", appointment_id AS "appointmentId" FROM conversation_times
      WHERE id = ${timeId}::uuid AND organisation_id = ${organisationId}::uuid AND starts_at > ${now}::timestamptz AND offered_by <> ${personId}::uuid AND coordinates_today(organisation_id, offered_by) FOR UPDATE`
    return { time, about: await aboutOf(sql, mine.id) }
  })
  const { time, about } = found
  if (!time || (time.volunteerId && time.volunteerId !== mine.id)) return { ok: false, reason: 'taken' }
  if (time.volunteerId === mine.id) return { ok: true, moved: false }
  const before = await comingOf(sql, mine.id, now)
  let appointmentId: string | null = null
  if (before) {
    await free(sql, before.id)
    if (before.offeredBy === time.offeredBy) {
      appointmentId = before.appointmentId
      await moveAppointment(sql, { ...time, id: appointmentId!, organisationId, now, say: saying(about, 'moved') })
    } else await cancelAppointment(sql, { id: before.appointmentId!, by: personId, now, say: saying(about, 'cancelled', { again: false, free: true }) })
  }
  if (!appointmentId) {
    const { startsAt, endsAt, zone, place } = time
    const made = await makeAppointment(sql, { organisationId, kind: 'conversation', people: [time.offeredBy, personId], by: personId, startsAt, endsAt, zone, place, now, say: saying(about, 'booked') })
    appointmentId = made.id
  }
  await actingAs(sql, system('companions'), (sql) => sql`UPDATE conversation_times SET volunteer_id = ${mine.id}::uuid, appointment_id = ${appointmentId}::uuid WHERE id = ${time.id}::uuid`)
  await beginWait(sql, { volunteerId: mine.id, now })
  await tell(sql, { organisationId, subject: ['volunteer', mine.id], event: 'volunteer.talk', facts: { moved: before !== undefined } })
  return { ok: true, moved: before !== undefined }
}

/** A coordinator moves an agreed conversation to another time or place. */
export async function moveConversation(
  sql: Sql,
  { organisationId, volunteerId, wanted, now }: { organisationId: string; volunteerId: string; wanted: Wanted; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'day_unreadable' | 'past' | 'busy' | 'gone' }> {
  await turnOf(sql, organisationId)
  await hold(sql, volunteerId)
  const booked = await comingOf(sql, volunteerId, now)
  if (!booked) return { ok: false, reason: 'gone' }
  const span: Span | undefined = spans({ ...wanted, count: 1, zone: booked.zone })?.[0]
  if (!span) return { ok: false, reason: 'day_unreadable' }
  if (span.startsAt <= now) return { ok: false, reason: 'past' }
  const { about, clash } = await actingAs(sql, system('companions'), async (sql) => {
    // An offered time at the same hour is this one now; what somebody has taken at that hour, here or elsewhere, stands.
    await sql`DELETE FROM conversation_times WHERE offered_by = ${booked.offeredBy}::uuid AND starts_at = ${span.startsAt}::timestamptz AND id <> ${booked.id}::uuid AND volunteer_id IS NULL`
    return { about: await aboutOf(sql, volunteerId), clash: await sql`SELECT 1 FROM conversation_times WHERE offered_by = ${booked.offeredBy}::uuid AND starts_at = ${span.startsAt}::timestamptz AND id <> ${booked.id}::uuid` }
  })
  if (clash.length > 0) return { ok: false, reason: 'busy' }
  await sql`UPDATE conversation_times SET starts_at = ${span.startsAt}::timestamptz, ends_at = ${span.endsAt}::timestamptz, place = ${wanted.place} WHERE id = ${booked.id}::uuid`
  await moveAppointment(sql, { id: booked.appointmentId!, organisationId, ...span, zone: booked.zone, place: wanted.place, now, say: saying(about, 'moved') })
  await beginWait(sql, { volunteerId, now })
  await tell(sql, { organisationId, subject: ['volunteer', volunteerId], event: 'volunteer.talk', facts: { moved: true } })
  return { ok: true }
}

/**
 * A conversation that is still to come is called off, by either. The time is free for others when the volunteer calls it
 * off; when a coordinator does, it is not, since they cannot. `over`: there is to be no other one either, and nobody is asked to
 * choose. Calling off nothing is fine.
 */
export async function callOffConversation(sql: Sql, { volunteerId, by, now, over = false }: { volunteerId: string; by: string; now: Date; over?: boolean }): Promise<boolean> {
  await hold(sql, volunteerId)
  const booked = await comingOf(sql, volunteerId, now)
  if (!booked) return false
  const about = await actingAs(sql, system('companions'), (sql) => aboutOf(sql, volunteerId))
  await cancelAppointment(sql, { id: booked.appointmentId!, by, now, say: saying(about, 'cancelled', { again: !over, free: by === about.personId }) })
  await free(sql, booked.id)
  if (by !== about.personId) await actingAs(sql, system('companions'), (sql) => sql`DELETE FROM conversation_times WHERE id = ${booked.id}::uuid`)
  await beginWait(sql, { volunteerId, now })
  await tell(sql, { organisationId: about.organisationId, subject: ['volunteer', volunteerId], event: 'volunteer.talk', facts: { cancelled: true } })
  return true
}

// ── in the same room ────────────────────────────────────────────────────────────────────────────────────────

/** Whoever offers and moves times in an organisation takes turns; then comes the volunteer's row. */
const turnOf = (sql: Sql, organisationId: string) => sql`SELECT pg_advisory_xact_lock(hashtextextended(${`conversations ${organisationId}`}, 0))::text`
/** Two who change one conversation take turns, as with choosing it. */
const hold = (sql: Sql, volunteerId: string) => sql`SELECT 1 FROM volunteers WHERE id = ${volunteerId}::uuid FOR UPDATE`

async function comingOf(sql: Sql, volunteerId: string, now: Date): Promise<Time | undefined> {
  const [found] = await sql<Time>`
    SELECT id, starts_at AS "startsAt", ends_at AS "endsAt", zone, place, offered_by AS "offeredBy", volunteer_id AS "volunteerId", appointment_id AS "appointmentId" FROM conversation_times
    WHERE volunteer_id = ${volunteerId}::uuid AND appointment_id IS NOT NULL AND ends_at > ${now}::timestamptz ORDER BY starts_at LIMIT 1`
  return found
}

const free = (sql: Sql, timeId: string) =>
  actingAs(sql, system('companions'), (sql) => sql`UPDATE conversation_times SET volunteer_id = NULL, appointment_id = NULL WHERE id = ${timeId}::uuid`)

async function aboutOf(sql: Sql, volunteerId: string): Promise<About> {
  const [found] = await sql<About>`
    SELECT v.id AS "volunteerId", v.organisation_id AS "organisationId", v.person_id AS "personId", o.slug, o.name AS organisation, p.name
    FROM volunteers v JOIN organisations o ON o.id = v.organisation_id JOIN people p ON p.id = v.person_id WHERE v.id = ${volunteerId}::uuid`
  return found!
}

/** Called off: `again`, the volunteer may choose another; `free`, others may choose this one. */
const saying = (about: About, what: 'booked' | 'moved' | 'cancelled', { again = false, free = false } = {}): SayAppointment => (reader) => {
  const texts = conversationTexts(reader.language)
  const own = reader.personId === about.personId
  const page = own ? `/me/volunteering/${about.slug}` : `/manage/${about.slug}/volunteers/${about.volunteerId}`
  const said = {
    booked: own ? [texts.bookedTitle, texts.bookedText(about.organisation), texts.bookedChange] : [texts.bookedTitleOther(about.name), texts.bookedTextOther],
    moved: [texts.movedTitle, own ? texts.movedText : texts.movedTextOther(about.name)],
    cancelled: [texts.cancelledTitle, ...(own ? (again ? [texts.cancelledText] : []) : [texts.cancelledTextOther(about.name, free)])],
  }[what]
  return { title: said[0]!, paragraphs: said.slice(1), page, buttons: [{ text: own ? texts.seeMine : texts.seeTheirs, href: page }] }
}
