import { cancelAppointment, makeAppointment, moveAppointment, type SayAppointment } from '#app/domain/appointments/commands.server.ts'
import { tell } from '#app/domain/history/commands.server.ts'
import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { supervisionTexts } from './messages.ts'
import { supervisionAtWork } from './queries.server.ts'
import { invitingRefused, mayRecord } from './rules.ts'
import { sealNote } from './sealing.server.ts'
import type { SupervisionForm } from './schema.ts'

interface By { organisation: { id: string; slug: string; name: string }; personId: string; now: Date }
interface Where { startsAt: Date; endsAt: Date; zone: string; place: string }

/** What the mail about it says; the calendar's entry leads to where its reader finds it. */
const say = ({ organisation, personId }: By, id: string, what: 'planned' | 'moved' | 'cancelled'): SayAppointment => (reader) => {
  const texts = supervisionTexts(reader.language)
  const page = reader.personId === personId ? `/manage/${organisation.slug}/supervision/${id}` : '/me/school#supervision'
  return { title: texts[`mail_${what}`], paragraphs: [texts[`mailText_${what}`](organisation.name)], buttons: what === 'cancelled' ? [] : [{ text: texts.mailButton, href: page, quiet: true }], page }
}

/** The coordinator invites to supervision: everybody has it in their calendar. `id` comes with the form: sent twice, it is one. */
export async function planSupervision(sql: Sql, by: By, { id, form, places, invited, ...where }: Where & { id: string; form: SupervisionForm; places: number; invited: string[] }): Promise<{ ok: true } | { ok: false; reason: 'nobody' | 'one_only' | 'too_many' }> {
  const { organisation, personId, now } = by
  const people = (await sql<{ id: string }>`SELECT v.person_id AS id FROM volunteers v
    WHERE v.organisation_id = ${organisation.id}::uuid AND v.person_id = ANY (${invited}::uuid[]) AND v.state IN ('ready', 'active') AND v.person_id <> ${personId}::uuid`).map((one) => one.id)
  const refused = invitingRefused({ form, places, invited: people.length })
  if (refused) return { ok: false, reason: refused }
  const { again } = await makeAppointment(sql, { id, organisationId: organisation.id, kind: 'supervision', people: [personId, ...people], by: personId, now, say: say(by, id, 'planned'), ...where })
  if (again) return { ok: true }
  await sql`INSERT INTO supervisions (appointment_id, organisation_id, form, places) VALUES (${id}::uuid, ${organisation.id}::uuid, ${form}, ${form === 'talk' ? 1 : places})`
  await tell(sql, { organisationId: organisation.id, subject: ['supervision', id], event: 'supervision.planned' })
  return { ok: true }
}

export async function moveSupervision(sql: Sql, by: By, { id, ...where }: Where & { id: string }): Promise<boolean> {
  const known = await supervisionAtWork(sql, by.organisation.id, id, by.now)
  if (!known || known.cancelledAt || known.recordedAt) return false
  if (+known.startsAt === +where.startsAt && +known.endsAt === +where.endsAt && known.place === where.place) return true
  const moved = await moveAppointment(sql, { id, organisationId: by.organisation.id, now: by.now, say: say(by, id, 'moved'), ...where })
  if (moved) await tell(sql, { organisationId: by.organisation.id, subject: ['supervision', id], event: 'supervision.moved' })
  return moved
}

/** It is called off, or was not held: asking twice is asking once. */
export async function callOffSupervision(sql: Sql, by: By, id: string): Promise<boolean> {
  const known = await supervisionAtWork(sql, by.organisation.id, id, by.now)
  if (!known || known.recordedAt) return false
  if (await cancelAppointment(sql, { id, by: by.personId, now: by.now, say: say(by, id, 'cancelled') })) await tell(sql, { organisationId: by.organisation.id, subject: ['supervision', id], event: 'supervision.cancelled' })
  return true
}

/**
 * It was held: who came, how long, and a note about the work. May be mended afterwards. Whoever a talk of two was with is
 * told when something is noted, because nothing is written about somebody behind their back.
 */
export async function recordSupervision(sql: Sql, { organisation, personId, now }: By, { id, came, minutes, note }: { id: string; came: string[]; minutes: number; note: string }): Promise<boolean> {
  await sql`SELECT 1 FROM supervisions WHERE appointment_id = ${id}::uuid FOR UPDATE`
  const known = await supervisionAtWork(sql, organisation.id, id, now)
  if (!known || !mayRecord(known, personId, now)) return false
  const there = known.invited.map((one) => one.personId).filter((one) => came.includes(one))
  await sql`UPDATE supervisions SET recorded_at = coalesce(recorded_at, ${now}::timestamptz), recorded_by = coalesce(recorded_by, ${personId}::uuid), minutes = ${minutes}::int WHERE appointment_id = ${id}::uuid`
  await sql`DELETE FROM supervision_attendance WHERE appointment_id = ${id}::uuid AND NOT (person_id = ANY (${there}::uuid[]))`
  await sql`INSERT INTO supervision_attendance (appointment_id, person_id) SELECT ${id}::uuid, person FROM unnest(${there}::uuid[]) AS person ON CONFLICT DO NOTHING`
  if (note !== known.note) {
    if (note === '') await sql`DELETE FROM supervision_notes WHERE appointment_id = ${id}::uuid`
    else {
      await sql`INSERT INTO supervision_notes (appointment_id, sealed, written_by, changed_at) VALUES (${id}::uuid, ${sealNote({ id, organisationId: organisation.id }, note)}, ${personId}::uuid, ${now}::timestamptz)
        ON CONFLICT (appointment_id) DO UPDATE SET sealed = excluded.sealed, written_by = excluded.written_by, changed_at = excluded.changed_at`
      if (known.form === 'talk') await tellOfNote(sql, known.invited.map((one) => one.personId))
    }
  }
  if (!known.recordedAt) await tell(sql, { organisationId: organisation.id, subject: ['supervision', id], event: 'supervision.recorded' })
  return true
}

async function tellOfNote(sql: Sql, people: string[]) {
  await actingAs(sql, system('companions'), async (sql) => {
    const readers = await sql<{ personId: string; email: string; language: Language }>`SELECT p.id AS "personId", p.email::text AS email, p.language FROM people p WHERE p.id = ANY (${people}::uuid[])`
    await owe(sql, readers.map((reader) => {
      const texts = supervisionTexts(reader.language)
      return letterTo(reader, { subject: texts.noteSubject, title: texts.noteTitle, paragraphs: [texts.noteText], buttons: [{ text: texts.noteButton, href: '/me/school#supervision' }] })
    }))
  })
}
