import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { pushTo } from '#app/domain/notifications/devices/commands.server.ts'
import { type Channel, dueReminders, earliestBefore, type Which } from '#app/domain/notifications/reminders/rules.ts'
import { system } from '#app/platform/actor.ts'
import type { Chore } from '#app/platform/chores.server.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { pushKeys } from '#app/platform/push.server.ts'
import { sayWhen } from '#app/platform/time.ts'
import { appointmentTexts } from './messages.ts'
import { openPlace } from './sealing.server.ts'

/** That one was sent is kept as long as somebody may ask why it did not come. */
const kept = 30 * 24 * 3_600_000

/** Reminds of appointments as of activities: at the same times, by the same channels, never in quiet hours. */
export const appointmentReminders: Chore = {
  name: 'appointment-reminders',
  work: (now) => lean(system('reminders'), async (sql) => {
    await remind(sql, now)
    await sql`DELETE FROM appointment_reminders WHERE starts_at < ${new Date(+now - kept)}::timestamptz`
  }),
}

interface Invited {
  appointmentId: string
  personId: string
  email: string
  language: Language
  startsAt: Date
  endsAt: Date
  zone: string
  organisationId: string
  pairingId: string | null
  sealed: string | null
  others: string[]
  /** When they last heard of it: who has just been told need not be reminded. */
  toldAt: Date
  quiet: { from: number; to: number; zone: string }
  channels: Record<Which, Channel>
  mailRefused: boolean
  devices: string[]
}

async function remind(sql: Sql, now: Date): Promise<void> {
  const invited = await sql<Invited>`
    SELECT a.id AS "appointmentId", c.person_id AS "personId", c.email, c.language, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.organisation_id AS "organisationId", a.pairing_id AS "pairingId", a.sealed,
      a.changed_at AS "toldAt", json_build_object('from', c.quiet_from, 'to', c.quiet_to, 'zone', c.zone) AS quiet,
      json_build_object('day-before', c.day_before, 'two-hours', c.two_hours) AS channels, c.mail_refused AS "mailRefused",
      ARRAY(SELECT split_part(trim(w.name), ' ', 1) FROM appointment_people o JOIN people w ON w.id = o.person_id WHERE o.appointment_id = a.id AND o.person_id <> c.person_id ORDER BY o.position, w.name) AS others,
      CASE WHEN ${pushKeys() !== null}::boolean THEN ARRAY(SELECT v.id FROM push_devices v WHERE v.person_id = c.person_id) ELSE '{}' END AS devices
    FROM appointments a JOIN appointment_people i ON i.appointment_id = a.id JOIN notification_choices c ON c.person_id = i.person_id
    WHERE a.cancelled_at IS NULL AND a.starts_at > ${now}::timestamptz AND a.starts_at <= ${new Date(+now + earliestBefore)}::timestamptz`
  const due = invited.flatMap((one) => dueReminders([one], now).filter(({ joinedBy }) => one.toldAt <= joinedBy).map(({ which }) => ({ ...one, which, ...waysTo(one, which) })))
    .filter(({ mail, devices }) => mail || devices.length > 0)
  if (due.length === 0) return
  const claimed = await sql<{ appointmentId: string; personId: string; which: Which }>`
    INSERT INTO appointment_reminders (appointment_id, person_id, which, starts_at)
    SELECT d."appointmentId", d."personId", d.which, d."startsAt" FROM json_to_recordset(${JSON.stringify(due)}::text::json)
      AS d ("appointmentId" uuid, "personId" uuid, which text, "startsAt" timestamptz)
    ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING RETURNING appointment_id AS "appointmentId", person_id AS "personId", which`
  const ours = due.filter((one) => claimed.some((key) => key.appointmentId === one.appointmentId && key.personId === one.personId && key.which === one.which))
  await owe(sql, ours.filter(({ mail }) => mail).map((one) => {
    const texts = appointmentTexts(one.language)
    const when = sayWhen(one.startsAt, one.endsAt, one.zone, one.language, now)
    const place = openPlace({ id: one.appointmentId, organisationId: one.organisationId }, one.sealed)
    return letterTo(one, {
      subject: texts.reminderSubject(when), title: texts.event(one.others), paragraphs: [texts.reminderText], about: one.pairingId ?? undefined,
      facts: [[texts.when, when], ...(place ? [[texts.where, place] as [string, string]] : [])],
      buttons: [{ text: texts.see, href: `/me#appointment-${one.appointmentId}` }],
    })
  }))
  await pushTo(sql, ours.flatMap(({ devices, appointmentId, startsAt }) => devices.map((deviceId) => ({ deviceId, about: 'appointment' as const, appointmentId, startsAt: startsAt.toISOString() }))))
}

/** Push was chosen and the last device is gone: the day before comes by mail rather than not at all. */
function waysTo({ channels, mailRefused, devices }: Invited, which: Which): { mail: boolean; devices: string[] } {
  const chosen = channels[which]
  const pushed = chosen === 'push' || chosen === 'both' ? devices : []
  return { mail: chosen === 'mail' || chosen === 'both' || (chosen === 'push' && which === 'day-before' && pushed.length === 0 && !mailRefused), devices: pushed }
}
