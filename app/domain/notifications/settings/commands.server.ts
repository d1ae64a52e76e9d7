import { knownPlaces } from '#app/domain/activities/finding/queries.server.ts'
import { resolvePlace } from '#app/domain/activities/finding/rules.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { nextDigest } from '../digest/rules.ts'
import type { NotificationSettings } from './queries.server.ts'
import { notificationSettings } from './queries.server.ts'
import type { DigestChoices, ReminderChoices } from './schema.ts'
import type { Unsubscribable } from './unsubscribe.server.ts'

/** The person of the transaction decides when and how they are reminded. */
export async function saveReminders(sql: Sql, { personId, choices, now }: { personId: string; choices: ReminderChoices; now: Date }): Promise<void> {
  const { dayBefore, twoHours, quietFrom, quietTo, zone } = choices
  await sql`INSERT INTO notification_settings AS n (person_id, day_before, two_hours, quiet_from, quiet_to, zone)
    VALUES (${personId}::uuid, ${dayBefore}, ${twoHours}, ${quietFrom}::int, ${quietTo}::int, ${zone})
    ON CONFLICT (person_id) DO UPDATE SET day_before = excluded.day_before, two_hours = excluded.two_hours,
      quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, zone = excluded.zone,
      mail_refused_at = CASE WHEN 'mail' IN (excluded.day_before, excluded.two_hours) OR 'both' IN (excluded.day_before, excluded.two_hours) THEN NULL ELSE n.mail_refused_at END`
  // The digest keeps to the same clock.
  const settings = await notificationSettings(sql, personId)
  if (settings.digest !== 'off') await sql`UPDATE notification_settings SET digest_at = ${nextOf(settings, settings.digest, now)}::timestamptz WHERE person_id = ${personId}::uuid`
}

/** What is new is told from now on; whoever asks again for what they have is not told sooner. */
export async function saveDigest(
  sql: Sql,
  { personId, choices: { digest, kinds, place, within }, now }: { personId: string; choices: DigestChoices; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'unknown-place' }> {
  const found = place ? resolvePlace(place, await knownPlaces(sql)) : null
  if (place && !found) return { ok: false, reason: 'unknown-place' }
  const around = found?.point && within ? { ...found.point, within } : null
  // About a hundred metres are near enough, and say less about where somebody lives.
  const near = (degrees: number) => Math.round(degrees * 1000) / 1000
  const before = await notificationSettings(sql, personId)
  const at = digest === 'off' ? null : nextOf(before, digest, now)
  await sql`INSERT INTO notification_settings AS n (person_id, digest, kinds, place, areas, lat, lon, within, digest_since, digest_at)
    VALUES (${personId}::uuid, ${digest}, ${kinds}::text[], ${place}, ${found && !around ? found.areas : []}::text[],
      ${around && near(around.lat)}::float8, ${around && near(around.lon)}::float8, ${around && around.within}::int, ${at && now}::timestamptz, ${at}::timestamptz)
    ON CONFLICT (person_id) DO UPDATE SET digest = excluded.digest, kinds = excluded.kinds, place = excluded.place, areas = excluded.areas, lat = excluded.lat,
      lon = excluded.lon, within = excluded.within, digest_at = excluded.digest_at,
      digest_since = CASE WHEN excluded.digest = 'off' THEN NULL WHEN n.digest = 'off' THEN excluded.digest_since ELSE n.digest_since END`
  return { ok: true }
}

const nextOf = ({ quietFrom, quietTo, zone }: NotificationSettings, digest: 'weekly' | 'daily', now: Date) => nextDigest(digest, { from: quietFrom, to: quietTo, zone }, now)

/** From a mail, signed out: no more mails of its kind, or after all some. Notifications on devices stay as they are. */
export async function turnMails(sql: Sql, { personId, kind, on, now }: { personId: string; kind: Unsubscribable; on: boolean; now: Date }): Promise<void> {
  const settings = await notificationSettings(sql, personId)
  if (kind === 'digest') {
    if (on === (settings.digest !== 'off')) return
    await saveDigestState(sql, personId, on ? nextOf(settings, 'weekly', now) : null, now)
  } else if (on) {
    await sql`INSERT INTO notification_settings AS n (person_id) VALUES (${personId}::uuid)
      ON CONFLICT (person_id) DO UPDATE SET mail_refused_at = NULL, day_before = CASE n.day_before WHEN 'off' THEN 'mail' WHEN 'push' THEN 'both' ELSE n.day_before END`
  } else {
    await sql`INSERT INTO notification_settings AS n (person_id, day_before, two_hours, mail_refused_at)
      VALUES (${personId}::uuid, 'off', 'push', ${now}::timestamptz)
      ON CONFLICT (person_id) DO UPDATE SET mail_refused_at = excluded.mail_refused_at,
        day_before = CASE n.day_before WHEN 'mail' THEN 'off' WHEN 'both' THEN 'push' ELSE n.day_before END,
        two_hours = CASE n.two_hours WHEN 'mail' THEN 'off' WHEN 'both' THEN 'push' ELSE n.two_hours END`
  }
}

const saveDigestState = (sql: Sql, personId: string, at: Date | null, now: Date) =>
  sql`UPDATE notification_settings SET digest = ${at ? 'weekly' : 'off'}, digest_at = ${at}::timestamptz, digest_since = ${at && now}::timestamptz WHERE person_id = ${personId}::uuid`

/** Whether mails of a kind are on, for the page that the mail's link leads to. */
export async function mailsAreOn(sql: Sql, personId: string, kind: Unsubscribable): Promise<boolean> {
  const settings = await notificationSettings(sql, personId)
  if (kind === 'digest') return settings.digest !== 'off'
  const { dayBefore, twoHours, mailRefused } = settings
  // Without a device, the day before is told by mail to whoever chose notifications; two hours before is not.
  return [dayBefore, twoHours].some((channel) => channel === 'mail' || channel === 'both') || (dayBefore === 'push' && !mailRefused)
}
