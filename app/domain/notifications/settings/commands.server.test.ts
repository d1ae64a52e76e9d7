import { expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makePerson } from '#tests/support/factories.ts'
import { mailsAreOn, turnMails } from './commands.server.ts'

const db = useDatabase()
const now = new Date('2026-11-20T18:00:00Z')

test('a mail’s own page turns off every reminder that may come by mail, also the one for whoever has no device', async () => {
  const chosen = async (dayBefore: string, twoHours: string) => {
    const who = await makePerson(db)
    await db.owner('INSERT INTO notification_settings (person_id, day_before, two_hours) VALUES ($1, $2, $3)', [who.id, dayBefore, twoHours])
    const on = () => lean(person(who.id), (sql) => mailsAreOn(sql, who.id, 'reminders'))
    const turn = (turned: boolean) => lean(person(who.id), (sql) => turnMails(sql, { personId: who.id, kind: 'reminders', on: turned, now }))
    const seen = [await on()]
    await turn(false)
    seen.push(await on())
    await turn(true)
    return [...seen, await on()]
  }
  for (const dayBefore of ['mail', 'push', 'both']) expect(await chosen(dayBefore, 'push'), dayBefore).toEqual([true, false, true])
  expect(await chosen('off', 'mail')).toEqual([true, false, true])
  // Two hours before, nothing comes by mail in place of a notification.
  for (const twoHours of ['push', 'off']) expect(await chosen('off', twoHours), twoHours).toEqual([false, false, true])
})
