import { system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { pushKeys } from '#app/platform/push.server.ts'
import { owe } from '../commands.server.ts'
import { pushTo } from '../devices/commands.server.ts'
import { candidates, claim, unclaimed } from './queries.server.ts'
import { dueReminders } from './rules.ts'

const reminders = system('reminders')

/** How many are claimed and owed in one transaction: long enough to be quick, short enough to hold nobody up. */
export const batch = 500
/** What has been sent says who was where; it is kept as long as somebody may ask why a reminder did not come. */
const kept = 30 * 24 * 3600_000

/**
 * Sends every reminder that is due. Each batch is claimed and owed in one transaction, so that neither a crash nor a
 * second process sends one twice. @returns how many were ours.
 */
export async function sendReminders(now: Date, size = batch): Promise<number> {
  const pushing = pushKeys() !== null
  const due = dueReminders(await lean(reminders, (sql) => candidates(sql, now)), now)
  const waiting = due.length > 0 ? await lean(reminders, (sql) => unclaimed(sql, due, { pushing })) : []
  let sent = 0
  for (let from = 0; from < waiting.length; from += size) {
    sent += await lean(reminders, async (sql) => {
      const claimed = await claim(sql, waiting.slice(from, from + size), { now, pushing })
      await Promise.all([
        owe(sql, claimed.filter(({ mail }) => mail).map(({ personId, email, language, activityId, which, startsAt }) => ({
          personId, address: email, language, template: 'reminder' as const, activityId, facts: { which, startsAt, expiresAt: startsAt },
        }))),
        pushTo(sql, claimed.flatMap(({ devices, activityId, which, startsAt }) =>
          devices.map((deviceId) => ({ deviceId, about: 'reminder' as const, activityId, which, startsAt: startsAt.toISOString() })))),
      ])
      return claimed.length
    })
  }
  await lean(reminders, (sql) => sql`DELETE FROM reminders_sent WHERE starts_at < ${new Date(+now - kept)}::timestamptz`)
  return sent
}
