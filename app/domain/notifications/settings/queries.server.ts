import type { Sql } from '#app/platform/db.server.ts'
import type { HowOften } from '../digest/rules.ts'
import type { Channel } from '../reminders/rules.ts'

export interface NotificationSettings {
  dayBefore: Channel
  twoHours: Channel
  /** Reminders by mail were turned off from a mail: also the one that comes when no device is left. */
  mailRefused: boolean
  quietFrom: number
  quietTo: number
  zone: string
  digest: HowOften
  digestAt: Date | null
  kinds: string[]
  place: string
  within: number | null
}

/** What the person of the transaction has chosen, or what goes for those who have not. */
export const notificationSettings = async (sql: Sql, personId: string): Promise<NotificationSettings> =>
  (
    await sql<NotificationSettings>`
      SELECT c.day_before AS "dayBefore", c.two_hours AS "twoHours", c.quiet_from AS "quietFrom", c.quiet_to AS "quietTo", c.zone, c.mail_refused AS "mailRefused",
        coalesce(n.digest, 'off') AS digest, n.digest_at AS "digestAt", coalesce(n.kinds, '{}') AS kinds, coalesce(n.place, '') AS place, n.within
      FROM notification_choices c LEFT JOIN notification_settings n ON n.person_id = c.person_id WHERE c.person_id = ${personId}::uuid`
  )[0]!
