import { DateTime } from 'luxon'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { calendarShows } from '#tests/support/calendar-client.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeKind, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { mailsTo, mailTo } from '#tests/support/mailbox.ts'
import { useServer } from '#tests/support/server.ts'
import { signInAs } from '#tests/support/sign-in.ts'

/** A weekly group as its organiser and two guests live it: all dates, some dates, one skipped, the rest moved, and leaving. */
const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

let house: MadeOrganisation, sissel: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database, { slug: 'fjordfolk', name: 'Fjordfolk' })
  sissel = await makeMember(database, house, 'organiser', { name: 'Sissel Vigre' })
  await makeKind(database, house, 'kafe')
})

const zone = 'Europe/Oslo'
const thursday = DateTime.now().setZone(zone).plus({ weeks: 2 }).set({ weekday: 4 })
const far = thursday.plus({ weeks: 22 }).toJSDate()
const owed = (email: string) => database.owner('SELECT 1 FROM mails WHERE address = $1 AND sent_at IS NULL AND failed_at IS NULL', [email])
async function calendarOf(email: string) {
  await expect.poll(() => owed(email), { timeout: 20_000 }).toEqual([])
  return calendarShows(await mailsTo(database, email), far)
}
const comesTo = async (email: string) => (await database.owner<{ starts_at: Date }>(
  `SELECT a.starts_at FROM sign_ups s JOIN activities a ON a.id = s.activity_id JOIN people p ON p.id = s.person_id
   WHERE p.email = $1 AND s.state = 'joined' AND a.cancelled_at IS NULL AND a.starts_at <= $2 ORDER BY 1`, [email, far])).map((row) => row.starts_at.toISOString())

const said = {
  nb: { rule: 'hver torsdag', always: 'Du er med hver gang', left: 'Du er ikke lenger med på serien', none: 'Velg minst én dato.', others: 'De andre datoene går som planlagt.' },
  sv: { rule: 'varje torsdag', always: 'Du är med varje gång', left: 'Du är inte längre med i serien', none: 'Välj minst ett datum.', others: 'De andra datumen blir av som planerat.' },
  en: { rule: 'every Thursday', always: 'You come every time', left: 'You are no longer part of the series', none: 'Choose at least one date.', others: 'The other dates go ahead as planned.' },
}

describe.each(['nb', 'sv', 'en'] as const)('in %s, without scripts, on a phone', (language) => {
  test('published, joined as a whole and in part, one date skipped, the rest moved, left', async () => {
    const title = `Torsdagskafé ${language}`
    const texts = said[language]
    const stranger = { name: 'Nina Brekke', email: `nina.${language}@example.org` }
    const guest = await makePerson(database, { name: 'Ola', language })
    const organiser = await browser.open({ language, javaScriptEnabled: false, expected: /422/ })
    await signInAs(organiser, server.url, database, sissel)

    await organiser.goto(`${server.url}/manage/fjordfolk/activities/new?lang=${language}`)
    await organiser.fill('[name=title]', title)
    await organiser.selectOption('[name=kindId]', { index: 1 })
    await organiser.fill('[name=startDate]', thursday.toISODate()!)
    await organiser.fill('[name=startTime]', '18:00')
    await organiser.fill('[name=endTime]', '20:00')
    await organiser.fill('[name=area]', 'Sandnes')
    await organiser.fill('[name=places]', '12')
    await organiser.selectOption('[name=repeats]', 'weekly')
    // An end before the start is said at its field, and nothing typed is lost.
    await organiser.fill('[name=repeatUntil]', thursday.minus({ weeks: 1 }).toISODate()!)
    await organiser.click('button[name=intent][value=preview]')
    expect(await organiser.getAttribute('[name=repeatUntil]', 'aria-invalid')).toBe('true')
    expect(await organiser.inputValue('[name=repeats]')).toBe('weekly')
    await organiser.fill('[name=repeatUntil]', '')
    await organiser.click('button[name=intent][value=preview]')
    await organiser.waitForURL('**/preview')
    await organiser.locator('main form button:not([value=preview])').first().click()
    await organiser.waitForURL('**?done=series')
    expect(await organiser.textContent('main')).toContain(texts.rule)
    const looks = await browser.open({ language, colorScheme: 'dark' })
    await signInAs(looks, server.url, database, sissel)
    for (const address of [organiser.url(), organiser.url().replace('?done=series', '/edit'), organiser.url().replace('done=series', 'do=end')]) {
      await looks.goto(address)
      await expectAccessible(looks)
    }
    const [series] = await database.owner<{ id: string; slug: string }>(`SELECT s.id, s.slug FROM series s JOIN activities a ON a.series_id = s.id JOIN activity_texts t ON t.activity_id = a.id WHERE t.title = $1 LIMIT 1`, [title])
    const dates = () => database.owner<{ id: string; slug: string; starts_at: Date; day: string }>('SELECT *, occurrence::text AS day FROM activities WHERE series_id = $1 ORDER BY starts_at', [series!.id])
    expect((await dates()).length).toBeGreaterThan(20)
    // The workplace shows the series once, not twenty-some times.
    await organiser.goto(`${server.url}/manage/fjordfolk`)
    expect(await organiser.locator(`main a:has-text("${title}")`).count()).toBe(1)

    // A stranger finds one date, sees that there are more, and joins them all with a name, a mail and a code.
    const page = await browser.open({ language, javaScriptEnabled: false, expected: /422/ })
    await page.goto(`${server.url}/activities/${(await dates())[0]!.slug}`)
    expect(await page.textContent('main')).toContain(texts.rule)
    await page.click(`main a[href="/series/${series!.slug}"]`)
    await page.fill('#join [name=name]', stranger.name)
    await page.fill('#join [name=email]', stranger.email)
    await page.click('#join button')
    await page.waitForURL('**/sign-in/code**')
    const confirm = await mailTo(database, stranger.email)
    expect(confirm.plain).toContain(texts.rule)
    await page.fill('[name=code]', /\b\d{3}[ -]?\d{3}\b/.exec(confirm.plain)![0])
    await page.locator('main form button').first().click()
    await page.waitForURL(`**/series/${series!.slug}**`)
    expect(await page.textContent('main')).toContain(texts.always)
    expect(await calendarOf(stranger.email)).toEqual(await comesTo(stranger.email))
    expect(await mailsTo(database, stranger.email)).toHaveLength(2)

    // Somebody with an account ticks two dates; none is said kindly.
    const other = await browser.open({ language, javaScriptEnabled: false, expected: /422/ })
    await signInAs(other, server.url, database, guest)
    await other.goto(`${server.url}/series/${series!.slug}`)
    await other.click('button[name=join][value=dates]')
    expect(await other.textContent('main')).toContain(texts.none)
    const [, second, third, fourth] = await dates()
    await other.check(`[name="date-${second!.id}"]`)
    await other.check(`[name="date-${fourth!.id}"]`)
    await other.click('button[name=join][value=dates]')
    await other.waitForURL(`**/series/${series!.slug}**`)
    expect(await calendarOf(guest.email)).toEqual([second!.starts_at.toISOString(), fourth!.starts_at.toISOString()])

    // One date is skipped; from the fourth on it is Tuesday at five.
    await organiser.goto(`${server.url}/manage/fjordfolk/activities/${third!.id}?do=cancel`)
    expect(await organiser.textContent('main')).toContain(texts.others)
    await organiser.fill('[name=reason]', 'Lokalet er opptatt.')
    await organiser.locator('main form button').first().click()
    await organiser.waitForURL('**?done=cancelled')
    await organiser.goto(`${server.url}/manage/fjordfolk/activities/${fourth!.id}/edit`)
    await organiser.check('[name=scope][value=following]')
    await organiser.fill('[name=startDate]', DateTime.fromISO(fourth!.day).minus({ days: 2 }).toISODate()!)
    await organiser.fill('[name=startTime]', '17:00')
    await organiser.fill('[name=endTime]', '19:00')
    await organiser.click('button[name=intent][value=save]')
    await organiser.waitForURL('**?done=saved&dates=*&told=yes')
    expect(await organiser.textContent('main [role=status]')).toContain(String((await dates()).length - 3))
    for (const email of [stranger.email, guest.email]) expect(await calendarOf(email), email).toEqual(await comesTo(email))
    const moved = (await dates()).map((date) => DateTime.fromJSDate(date.starts_at, { zone }).toFormat('c HH:mm'))
    expect([moved.slice(0, 3), new Set(moved.slice(3))]).toEqual([['4 18:00', '4 18:00', '4 18:00'], new Set(['2 17:00'])])
    await page.goto(`${server.url}/series/${series!.slug}`)
    expect(await page.textContent('main')).toContain('Lokalet er opptatt.')
    const guests = await browser.open({ language })
    await guests.goto(page.url())
    await expectAccessible(guests)
    await signInAs(guests, server.url, database, guest)
    for (const address of [page.url(), `${page.url()}/leave`]) {
      await guests.goto(address)
      await expectAccessible(guests)
    }
    const file = await server.fetch(`/series/${series!.slug}.ics`)
    expect((await file.text()).match(/BEGIN:VEVENT/g)).toHaveLength(2)

    // Leaving all of it: one step, no reason asked.
    await page.click(`main a[href="/series/${series!.slug}/leave"]`)
    await page.locator('main form button').first().click()
    await page.locator(`text=${texts.left}`).waitFor()
    expect(await calendarOf(stranger.email)).toEqual([])
  }, 120_000)
})

test('a neighbour organisation changes and ends nothing, and sees no more than everybody', async () => {
  const neighbour = await makeMember(database, await makeOrganisation(database, { slug: 'naboen' }), ['organiser', 'coordinator', 'administrator'])
  const [date] = await database.owner<{ id: string; series_id: string }>('SELECT id, series_id FROM activities WHERE series_id IS NOT NULL AND cancelled_at IS NULL ORDER BY starts_at LIMIT 1')
  const page = await browser.open({ expected: /404/ })
  await signInAs(page, server.url, database, neighbour)
  for (const slug of ['fjordfolk', 'naboen']) {
    for (const path of ['', '?do=end', '/edit']) expect((await page.goto(`${server.url}/manage/${slug}/activities/${date!.id}${path}`))!.status()).toBe(404)
  }
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const answer = await server.fetch(`/manage/naboen/activities/${date!.id}`, { form: { intent: 'end', reason: 'x' }, headers: { cookie } })
  expect(answer.status).toBe(404)
  expect((await database.owner('SELECT ended_at FROM series WHERE id = $1', [date!.series_id]))[0]!.ended_at).toBeNull()
})
