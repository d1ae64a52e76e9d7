import { DateTime } from 'luxon'
import { beforeAll, expect, test } from 'vitest'
import { useBrowser } from '#tests/support/browser.ts'
import { calendarShows } from '#tests/support/calendar-client.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeKind, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { linkIn, mailsTo, mailTo } from '#tests/support/mailbox.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

/**
 * A weekly group with twelve places, fourteen people who want to come every time, and a whole quarter of their lives with the
 * clock moved week by week: holidays, a clock change, somebody who cannot come, an offer taken, an offer nobody answered.
 * After each week page, mails and calendars say the same.
 */
const database = useDatabase({ connected: false })
const server = useServer(database, { clock: true })
const browser = useBrowser()

const zone = 'Europe/Oslo'
const year = new Date().getFullYear() + 1
/** Easter Sunday (Anonymous Gregorian algorithm, Nature 1876). */
function easter(): DateTime {
  const a = year % 19, b = Math.floor(year / 100), c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const sum = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114
  return DateTime.fromObject({ year, month: Math.floor(sum / 31), day: (sum % 31) + 1 }, { zone })
}
const first = DateTime.fromObject({ year, month: 2, day: 7 }, { zone }).set({ weekday: 4, hour: 18 })
const thursdays = Array.from({ length: 13 }, (_, week) => first.plus({ weeks: week }))
const holidays = [easter().minus({ days: 3 }), first.plus({ weeks: 2 })].map((day) => day.toISODate()!)
const beyond = thursdays.at(-1)!.plus({ hours: 12 }).toJSDate()

let house: MadeOrganisation, sissel: MadePerson, guests: MadePerson[]
const languages = ['nb', 'sv', 'en'] as const
beforeAll(async () => {
  house = await makeOrganisation(database, { slug: 'fjordfolk', name: 'Fjordfolk' })
  sissel = await makeMember(database, house, 'organiser', { name: 'Sissel Vigre' })
  await makeKind(database, house, 'kafe')
  guests = await Promise.all(Array.from({ length: 14 }, (_, index) => makePerson(database, { name: `Gjest ${index + 1}`, language: languages[index % 3] })))
})

/** Sessions are made by the database's clock; these live through the quarter. */
const stay = () => database.owner(`UPDATE sessions SET expires_at = now() + interval '3 years'`)
const dates = () => database.owner<{ id: string; slug: string; starts_at: Date; cancelled_at: Date | null; day: string; joined_count: number; waiting_count: number; offered_count: number }>(
  'SELECT *, occurrence::text AS day FROM activities WHERE series_id IS NOT NULL AND starts_at <= $1 ORDER BY starts_at', [beyond])
const allSent = () => expect.poll(async () => (await database.owner('SELECT count(*)::int AS n FROM mails WHERE sent_at IS NULL AND failed_at IS NULL'))[0]!.n, { timeout: 60_000, interval: 100 }).toBe(0)
const comesTo = async (one: MadePerson) => (await database.owner<{ starts_at: Date }>(
  `SELECT a.starts_at FROM sign_ups s JOIN activities a ON a.id = s.activity_id WHERE s.person_id = $1 AND s.state = 'joined' AND a.cancelled_at IS NULL AND a.starts_at <= $2 ORDER BY 1`, [one.id, beyond])).map((row) => row.starts_at.toISOString())
const remindersTo = async (one: MadePerson, activityId: string) => (await database.owner('SELECT 1 FROM mails WHERE person_id = $1 AND activity_id = $2 AND template = $3', [one.id, activityId, 'reminder'])).length

/** What each calendar shows from now on is what its owner comes to. Past dates may have left it. */
async function expectCalendarsRight(now: Date) {
  await allSent()
  const ahead = (starts: string[]) => starts.filter((start) => start > now.toISOString())
  for (const guest of guests) expect(ahead(calendarShows(await mailsTo(database, guest.email), beyond)), guest.name).toEqual(ahead(await comesTo(guest)))
}

test('a quarter of a weekly group', { timeout: 600_000 }, async () => {
  const begins = first.minus({ days: 12 }).set({ hour: 10 })
  await server.setClock(begins.toJSDate())
  const organiser = await browser.open({ javaScriptEnabled: false })
  await signInAs(organiser, server.url, database, sissel)
  await stay()
  await organiser.goto(`${server.url}/manage/fjordfolk/activities/new`)
  for (const [name, value] of Object.entries({ title: 'Torsdagskafé', startDate: first.toISODate()!, startTime: '18:00', endTime: '20:00', area: 'Sandnes', places: '12' })) await organiser.fill(`[name=${name}]`, value)
  await organiser.selectOption('[name=kindId]', { index: 1 })
  await organiser.selectOption('[name=repeats]', 'weekly')
  await organiser.click('button[name=intent][value=preview]')
  await organiser.waitForURL('**/preview')
  await organiser.locator('main form button:not([value=preview])').first().click()
  await organiser.waitForURL('**?done=series')
  const [{ slug }] = (await database.owner<{ slug: string }>('SELECT slug FROM series')) as [{ slug: string }]

  for (const guest of guests) {
    const headers = await signedIn(database, guest)
    await stay()
    const joined = await server.fetch(`/series/${slug}/join`, { form: { join: 'all' }, headers })
    expect([joined.status, joined.headers.get('location')]).toEqual([303, `/series/${slug}#join`])
  }
  const planned = await dates()
  expect(planned.map(({ day }) => day)).toEqual(thursdays.map((day) => day.toISODate()))
  expect(planned.every((date) => date.joined_count === 12 && date.waiting_count === 2)).toBe(true)
  // Holidays: no meeting then, said once to each.
  for (const day of holidays) {
    await organiser.goto(`${server.url}/manage/fjordfolk/activities/${planned.find((date) => date.day === day)!.id}?do=cancel`)
    await organiser.fill('[name=reason]', 'Vi tar fri den dagen.')
    await organiser.locator('main form button').first().click()
    await organiser.waitForURL('**?done=cancelled')
  }
  await expectCalendarsRight(begins.toJSDate())

  const page = await browser.open({ javaScriptEnabled: false })
  const [, , third, fourth] = guests as [MadePerson, MadePerson, MadePerson, MadePerson]
  const [waits, waitsToo] = guests.slice(12) as [MadePerson, MadePerson]
  for (const [week, thursday] of thursdays.entries()) {
    const date = planned[week]!
    const skipped = holidays.includes(date.day)
    const dayBefore = thursday.minus({ days: 1 })
    await server.setClock(dayBefore.minus({ minutes: 2 }).toJSDate())
    expect(await remindersTo(guests[0]!, date.id)).toBe(0)
    await server.setClock(dayBefore.plus({ minutes: 2 }).toJSDate())
    await server.setClock(dayBefore.plus({ minutes: 20 }).toJSDate())
    await allSent()
    const joined = (await database.owner<{ person_id: string }>(`SELECT person_id FROM sign_ups WHERE activity_id = $1 AND state = 'joined'`, [date.id])).map((row) => row.person_id)
    // Whoever comes is reminded once, at six by their own clock, summer or winter; nobody else, and not of a day that is off.
    for (const guest of guests) expect(await remindersTo(guest, date.id), `${guest.name}, ${date.day}`).toBe(!skipped && joined.includes(guest.id) ? 1 : 0)
    if (!skipped) {
      const reminder = (await mailsTo(database, guests[week % 12]!.email)).at(-1)!
      expect(reminder.plain).toMatch(/kl\. 18\.00|at 18:00/)
      expect(DateTime.fromJSDate((await dates())[week]!.starts_at, { zone }).toFormat('HH:mm')).toBe('18:00')
    }
    await page.goto(`${server.url}/series/${slug}`)
    expect(await page.locator(`main a[href="/activities/${date.slug}"]`).count()).toBe(1)

    if (week === 1 || week === 4) {
      // "I can't come", from the reminder: one button, and the place is offered to the first in line.
      const cannot = week === 1 ? third : fourth
      const reminder = (await mailsTo(database, cannot.email)).at(-1)!
      await page.goto(linkIn(reminder, /answer=no/))
      await page.locator('main form button').first().click()
      await page.waitForURL('**done=no**')
      const offer = await mailTo(database, waits.email, { where: (mail) => /answer=yes/.test(mail.plain) && mail.number > reminder.number })
      if (week === 1) {
        await page.goto(linkIn(offer, /answer=yes/))
        await page.locator('main form button').first().click()
        await page.waitForURL('**done=yes**')
        expect(await comesTo(waits)).toEqual([date.starts_at.toISOString()])
      } else {
        // Nobody answers: it goes to the next in line, who says yes.
        const [{ until }] = (await database.owner<{ until: Date }>('SELECT offered_until AS until FROM sign_ups WHERE activity_id = $1 AND offered_until IS NOT NULL', [date.id])) as [{ until: Date }]
        await server.setClock(new Date(+until + 1000))
        const next = await mailTo(database, waitsToo.email, { where: (mail) => /answer=yes/.test(mail.plain) && mail.number > offer.number })
        await page.goto(linkIn(next, /answer=yes/))
        await page.locator('main form button').first().click()
        await page.waitForURL('**done=yes**')
        expect(await comesTo(waitsToo)).toEqual([date.starts_at.toISOString()])
      }
      await expectCalendarsRight(dayBefore.toJSDate())
    }
    expect((await dates()).every((one) => one.joined_count + one.offered_count <= 12)).toBe(true)
    await server.setClock(thursday.plus({ hours: 3 }).toJSDate())
  }

  // The quarter is over: the clock change and the holidays are in it, the dates beyond were made on the way, and all calendars are right.
  const off = thursdays.map((day) => day.offset)
  expect(new Set(off).size).toBe(2)
  await expectCalendarsRight(begins.toJSDate())
  const [{ last }] = (await database.owner<{ last: Date }>('SELECT max(starts_at) AS last FROM activities WHERE series_id IS NOT NULL')) as [{ last: Date }]
  expect(last > thursdays.at(-1)!.plus({ weeks: 24 }).toJSDate()).toBe(true)
  const spoken = await database.owner<{ n: number }>(`SELECT count(*)::int AS n FROM mails WHERE person_id = $1 AND template <> 'reminder'`, [guests[0]!.id])
  // joined once, two holidays, and what the weeks brought by mail: no more.
  expect(spoken[0]!.n).toBeLessThan(3 + thursdays.length)
})
