import { randomUUID } from 'node:crypto'
import { discreetPlace } from '#app/domain/activities/discretion.ts'
import { firstNameOf } from '#app/domain/activities/together/rules.ts'
import { type Letter, letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import type { Language } from '#app/platform/language.ts'
import { sayDate, sayWhen } from '#app/platform/time.ts'
import { appointmentTexts } from './messages.ts'
import { openPlace, sealPlace } from './sealing.server.ts'

export type AppointmentKind = 'conversation' | 'meeting' | 'supervision'
export interface AppointmentReader { personId: string; name: string; email: string; language: Language }
/**
 * What the noun that makes an appointment writes about it, in the reader's language; when, where and who are added. The
 * mail leads to `page` when it has no buttons of its own; a calendar, which others may see, leads to the reader's own page.
 */
export type SayAppointment = (reader: AppointmentReader) => { title: string; paragraphs: string[]; buttons?: { text: string; href: string; quiet?: boolean }[]; about?: string; page: string }

interface Wanted { startsAt: Date; endsAt: Date; zone: string; place: string }

/**
 * A time that a few people have agreed on. Each gets a mail with an invitation for their calendar, whose title names only
 * the others. Row-level security decides who may make which kind. `id` makes it idempotent: a second form is the same one.
 */
export async function makeAppointment(
  sql: Sql,
  { id = randomUUID(), organisationId, kind, pairingId = null, people, by, now, say, ...wanted }: Wanted & { id?: string; organisationId: string; kind: AppointmentKind; pairingId?: string | null; people: string[]; by: string; now: Date; say: SayAppointment },
): Promise<{ id: string; again: boolean }> {
  const made = await sql`INSERT INTO appointments (id, organisation_id, kind, pairing_id, starts_at, ends_at, zone, sealed, uid, created_by, created_at, changed_at)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${kind}, ${pairingId}::uuid, ${wanted.startsAt}::timestamptz, ${wanted.endsAt}::timestamptz, ${wanted.zone},
      ${sealPlace({ id, organisationId }, wanted.place)}, ${`${id}@${new URL(env().APP_URL).hostname}`}, ${by}::uuid, ${now}::timestamptz, ${now}::timestamptz)
    ON CONFLICT (id) DO NOTHING RETURNING id`
  if (made.length === 0) return { id, again: true }
  await actingAs(sql, system('companions'), async (sql) => {
    await sql`INSERT INTO appointment_people (appointment_id, person_id, position)
      SELECT ${id}::uuid, person::uuid, n FROM unnest(${people}::text[]) WITH ORDINALITY AS given (person, n) ON CONFLICT DO NOTHING`
  })
  await tellPeople(sql, id, { method: 'REQUEST', now, say })
  return { id, again: false }
}

/** It is at another time or place: everybody's calendar moves it. False when it is not there or called off. */
export async function moveAppointment(sql: Sql, { id, organisationId, now, say, ...wanted }: Wanted & { id: string; organisationId: string; now: Date; say: SayAppointment }): Promise<boolean> {
  const moved = await sql`UPDATE appointments SET starts_at = ${wanted.startsAt}::timestamptz, ends_at = ${wanted.endsAt}::timestamptz, zone = ${wanted.zone}, sealed = ${sealPlace({ id, organisationId }, wanted.place)},
      sequence = sequence + 1, changed_at = ${now}::timestamptz WHERE id = ${id}::uuid AND organisation_id = ${organisationId}::uuid AND cancelled_at IS NULL RETURNING id`
  if (moved.length === 0) return false
  await tellPeople(sql, id, { method: 'REQUEST', now, say })
  return true
}

/** It does not happen: everybody's calendar takes it out. Asking twice is asking once. `by` null: the program. */
export async function cancelAppointment(sql: Sql, { id, by, now, say }: { id: string; by: string | null; now: Date; say: SayAppointment }): Promise<boolean> {
  const cancelled = await sql`UPDATE appointments SET cancelled_at = ${now}::timestamptz, cancelled_by = ${by}::uuid, sequence = sequence + 1, changed_at = ${now}::timestamptz
    WHERE id = ${id}::uuid AND cancelled_at IS NULL RETURNING id`
  if (cancelled.length === 0) return false
  await tellPeople(sql, id, { method: 'CANCEL', now, say })
  return true
}

/**
 * Somebody takes no part any more in what lies ahead of one kind: it leaves their calendar, told without where and with whom.
 * The others keep theirs; what would be left to one alone is called off. What they called together themselves stays.
 */
export async function leaveAppointments(sql: Sql, { organisationId, personId, kind, by, now }: { organisationId: string; personId: string; kind: AppointmentKind; by: string; now: Date }): Promise<void> {
  await actingAs(sql, system('companions'), async (sql) => {
    const ahead = await sql<{ id: string }>`
      SELECT a.id FROM appointments a WHERE a.organisation_id = ${organisationId}::uuid AND a.kind = ${kind} AND a.cancelled_at IS NULL AND a.ends_at > ${now}::timestamptz AND a.created_by IS DISTINCT FROM ${personId}::uuid
        AND EXISTS (SELECT FROM appointment_people p WHERE p.appointment_id = a.id AND p.person_id = ${personId}::uuid) ORDER BY a.id FOR UPDATE`
    for (const { id } of ahead) {
      const people = await sql`SELECT 1 FROM appointment_people WHERE appointment_id = ${id}::uuid`
      if (people.length <= 2) await cancelAppointment(sql, { id, by, now, say: (reader) => ({ title: appointmentTexts(reader.language).cancelledBare, paragraphs: [], page: '/me' }) })
      else {
        await sql`UPDATE appointments SET sequence = sequence + 1 WHERE id = ${id}::uuid`
        await tellPeople(sql, id, { method: 'CANCEL', now, only: personId, say: (reader) => ({ title: appointmentTexts(reader.language).takenOut, paragraphs: [], page: '/me' }) })
        await sql`DELETE FROM appointment_people WHERE appointment_id = ${id}::uuid AND person_id = ${personId}::uuid`
      }
    }
  })
}

/** `only`: told to one, who takes no part any more. */
async function tellPeople(sql: Sql, id: string, { method, now, say, only }: { method: 'REQUEST' | 'CANCEL'; now: Date; say: SayAppointment; only?: string }) {
  await actingAs(sql, system('companions'), async (sql) => {
    const [found] = await sql<{ organisationId: string; organisation: string; startsAt: Date; endsAt: Date; zone: string; sealed: string | null; uid: string; sequence: number }>`
      SELECT a.organisation_id AS "organisationId", o.name AS organisation, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.sealed, a.uid, a.sequence
      FROM appointments a JOIN organisations o ON o.id = a.organisation_id WHERE a.id = ${id}::uuid`
    if (!found || found.endsAt <= now) return
    const readers = await sql<AppointmentReader & { openTitles: boolean }>`
      SELECT p.id AS "personId", p.name, p.email::text AS email, p.language, p.open_titles AS "openTitles" FROM appointment_people a JOIN people p ON p.id = a.person_id WHERE a.appointment_id = ${id}::uuid ORDER BY a.position, p.name`
    const place = openPlace({ id, organisationId: found.organisationId }, found.sealed)
    await owe(sql, readers.filter(({ personId }) => !only || personId === only).map((reader) => {
      const texts = appointmentTexts(reader.language)
      const others = readers.filter((one) => one !== reader).map((one) => firstNameOf(one.name))
      const day = sayDate(found.startsAt, found.zone, reader.language, now)
      const { page, ...words } = say(reader)
      const letter: Letter = {
        subject: method === 'CANCEL' ? texts.cancelledSubject(day) : texts.subject(day),
        buttons: method === 'REQUEST' ? [{ text: texts.see, href: page }] : [],
        ...words,
        facts: [
          [texts.when, sayWhen(found.startsAt, found.endsAt, found.zone, reader.language, now, { absolute: true })],
          ...(place ? [[texts.where, place] as [string, string]] : []), ...(others.length > 0 ? [[texts.who, others.join(', ')] as [string, string]] : []),
        ],
        calendar: {
          method, attendee: reader.name,
          event: { uid: found.uid, sequence: found.sequence, title: texts.event(others), startsAt: found.startsAt.toISOString(), endsAt: found.endsAt.toISOString(), zone: found.zone, location: reader.openTitles ? place : discreetPlace(place, found.organisation), url: `${env().APP_URL}/me#appointment-${id}` },
        },
      }
      return letterTo(reader, only ? { ...letter, ...bareCancelling(letter, reader.language), title: words.title } : letter)
    }))
  })
}

/** A calling-off for somebody who may not know any more with whom and where it was: only that the time is free. */
export function bareCancelling(letter: Letter, language: Language): Partial<Letter> {
  const texts = appointmentTexts(language)
  return {
    title: texts.cancelledBare, paragraphs: [], buttons: [], facts: letter.facts?.filter(([term]) => term === texts.when),
    calendar: letter.calendar && { ...letter.calendar, event: { ...letter.calendar.event, title: texts.event([]), location: undefined, url: undefined } },
  }
}
