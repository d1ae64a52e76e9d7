import { describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp } from '#tests/support/factories.ts'
import { linkIn, mailTo } from '#tests/support/mailbox.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

const states = async (activity: { id: string }) =>
  Object.fromEntries((await database.owner<{ name: string; state: string }>('SELECT p.name, s.state FROM sign_ups s JOIN people p ON p.id = s.person_id WHERE s.activity_id = $1', [activity.id])).map((one) => [one.name, one.state]))
const day = 24 * 3_600_000
// In the middle of a day, so that a clock time before it is on the same one whenever the test runs.
const soon = () => new Date(Math.floor(Date.now() / day) * day + 2.5 * day)
const telling = /rus|nykter|sober|drog|avheng|beroende|addict|recovery/i

const words = {
  nb: { withTitle: 'Du og Bo går sammen', gone: 'gjelder ikke lenger', parted: 'går ikke lenger sammen', picks: 'Kari henter deg', asks: 'Ola spør om plass', house: 'uten husnummer' },
  sv: { withTitle: 'Du och Bo går tillsammans', gone: 'gäller inte längre', parted: 'går inte längre tillsammans', picks: 'Kari hämtar dig', asks: 'Ola frågar om plats', house: 'utan husnummer' },
  en: { withTitle: 'You and Bo are coming together', gone: 'no longer open', parted: 'no longer coming together', picks: 'Kari picks you up', asks: 'Ola asks for a seat', house: 'without a house number' },
} as const

describe.each(['nb', 'sv', 'en'] as const)('in %s, without scripts', (language) => {
  const say = words[language]

  test('two come together: invited by mail, both or neither, where to meet, just me', async () => {
    const house = await makeOrganisation(database, { name: 'Blå Kors Jæren' })
    const organiser = await makeMember(database, house, 'organiser')
    const activity = await makeActivity(database, { organisation: house, createdBy: organiser, title: 'Rusfri tur', places: 2, startsAt: soon() })
    const first = await makePerson(database, { name: 'Første', language })
    await makeSignUp(database, { activity, person: first })
    const ada = await makePerson(database, { name: 'Ada Moe', language })
    const address = `bo-${language}@posten.example`

    const page = await browser.open({ language, javaScriptEnabled: false, expected: /422/ })
    await signInAs(page, server.url, database, ada)
    await page.goto(`${server.url}/activities/${activity.slug}`)
    await page.click('a[href$="/together"]')
    await page.fill('[name=email]', 'ikke en adresse')
    await page.click('button[value=mail]')
    expect(await page.inputValue('[name=email]')).toBe('ikke en adresse')
    await page.fill('[name=email]', address)
    await page.click('button[value=mail]')
    await page.waitForURL('**?sent')
    const link = await page.inputValue('input[name=link]')

    // The mail tells a friend that Ada asks, and no more.
    const mail = await mailTo(database, address)
    expect(mail.subject + mail.plain).not.toMatch(telling)
    expect(linkIn(mail, /\/together\//)).toBe(link)
    const friend = await browser.open({ language, javaScriptEnabled: false })
    for (let i = 0; i < 3; i++) await friend.goto(link)
    expect(await states(activity)).toEqual({ Første: 'joined' })
    // One place is free: the two wait for a second. The friend signs in, and says yes.
    await friend.click('main a[href^="/sign-in"]')
    await friend.fill('[name=email]', address)
    await friend.locator('main form').first().locator('button').first().click()
    await friend.waitForURL('**/sign-in/code**')
    const code = await mailTo(database, address, { after: mail.number })
    await friend.fill('[name=code]', /\b\d{3}[ -]?\d{3}\b/.exec(code.plain)![0])
    await friend.locator('main form button').first().click()
    await friend.waitForURL('**/together/**')
    await friend.click('button[value=yes]')
    await friend.waitForURL('**?done=waiting')
    expect(Object.values(await states(activity)).sort()).toEqual(['joined', 'waiting', 'waiting'])
    const third = await browser.open({ language, javaScriptEnabled: false })
    await third.goto(link)
    expect(await third.textContent('main')).toContain(say.gone)
    expect(await third.textContent('main')).not.toContain('Rusfri')

    await server.fetch(`/activities/${activity.slug}/leave`, { form: {}, headers: await signedIn(database, first) })
    expect(await states(activity)).toMatchObject({ Første: 'left', 'Ada Moe': 'joined' })

    // Where they meet is for the two.
    await database.owner(`UPDATE together SET invited_name = 'Bo' WHERE activity_id = $1`, [activity.id])
    await page.goto(`${server.url}/activities/${activity.slug}/together`)
    expect(await page.textContent('h1')).toBe(say.withTitle)
    await page.fill('[name=place]', 'Utenfor kiosken')
    await page.fill('[name=at]', '99')
    await page.click('button[value=meet]')
    expect(await page.getAttribute('[name=at]', 'aria-invalid')).toBe('true')
    expect(await page.inputValue('[name=place]')).toBe('Utenfor kiosken')
    await page.fill('[name=at]', '00.05')
    await page.click('button[value=meet]')
    await page.waitForURL('**?saved')
    await friend.goto(`${server.url}/activities/${activity.slug}`)
    expect(await friend.textContent('main')).toContain('Utenfor kiosken')
    for (const other of [first, organiser]) {
      const html = await (await server.fetch(`/activities/${activity.slug}`, { headers: await signedIn(database, other, { strong: true }) })).text()
      expect(html).not.toContain('Utenfor kiosken')
    }

    // Ada cannot come, and says so for herself.
    await page.goto(`${server.url}/activities/${activity.slug}`)
    await page.click('#join a[href$="/leave"]')
    await page.click('button[value=me]')
    await page.waitForURL('**#join')
    expect(await states(activity)).toMatchObject({ 'Ada Moe': 'left' })
    expect(Object.values(await states(activity)).filter((state) => state === 'joined')).toHaveLength(1)
    const parted = await mailTo(database, address, { after: code.number, where: (one) => one.plain.includes('Ada') })
    expect(parted.plain.replaceAll(/\s+/g, ' ').toLowerCase()).toContain(say.parted)
  })

  test('a ride: three people, and what two of them write stays between the two', async () => {
    const house = await makeOrganisation(database)
    const organiser = await makeMember(database, house, 'organiser')
    const activity = await makeActivity(database, { organisation: house, createdBy: organiser, startsAt: soon() })
    const [kari, ola, liv] = [await makePerson(database, { name: 'Kari Nordmann', language }), await makePerson(database, { name: 'Ola Dahl', language }), await makePerson(database, { name: 'Liv Berg', language })]
    for (const one of [kari, ola, liv]) await makeSignUp(database, { activity, person: one })
    const at = async (who: typeof kari) => {
      const page = await browser.open({ language, javaScriptEnabled: false, expected: /422/ })
      await signInAs(page, server.url, database, who)
      await page.goto(`${server.url}/activities/${activity.slug}`)
      await page.click('a[href$="/rides"]')
      return page
    }
    const driver = await at(kari)
    await driver.check('[name=kind][value=offer]')
    await driver.selectOption('[name=seats]', '2')
    await driver.fill('[name=area]', 'Hanaveien 12')
    await driver.click('button[value=post]')
    expect(await driver.textContent('main')).toContain(say.house)
    expect(await driver.isChecked('[name=kind][value=offer]')).toBe(true)
    await driver.fill('[name=area]', 'Hana')
    await driver.click('button[value=post]')
    await driver.waitForSelector('button[value=withdraw]')

    const passenger = await at(ola)
    await passenger.click('summary')
    await passenger.fill('details [name=place]', 'Langgata 3, bak kirken')
    await passenger.fill('details [name=phone]', '912 34 567')
    await passenger.click('button[value=ask]')
    await passenger.waitForSelector('button[value=give-up]')
    await mailTo(database, kari.email)

    await driver.reload()
    expect(await driver.textContent('main')).toContain(say.asks)
    expect(await driver.textContent('main')).not.toContain('Langgata')
    await driver.fill('[name=place]', 'Rød bil, kl. 17')
    await driver.click('button[name=yes][value=yes]')
    await driver.waitForSelector('a[href="tel:91234567"]')
    expect(await driver.textContent('main')).toContain('Langgata 3, bak kirken')
    await mailTo(database, ola.email)
    await passenger.reload()
    expect(await passenger.textContent('main')).toContain(say.picks)
    expect(await passenger.textContent('main')).toContain('Rød bil, kl. 17')

    const third = await at(liv)
    expect(await third.textContent('main')).toContain('Kari')
    expect(await third.textContent('main')).not.toMatch(/Langgata|912|Rød bil|Ola/)
    expect((await server.fetch(`/activities/${activity.slug}/rides`, { headers: await signedIn(database, organiser, { strong: true }) })).status).toBe(404)

    await passenger.click('button[value=give-up]')
    await passenger.waitForSelector('summary')
    await driver.reload()
    expect(await driver.textContent('main')).not.toContain('Langgata')
  })
})

test('the pages can be read by everybody, on a phone and a desk, by day and night', { timeout: 180_000 }, async () => {
  const activity = await makeActivity(database, { startsAt: soon() })
  const [a, b, c] = [await makePerson(database, { name: 'Ada' }), await makePerson(database, { name: 'Bo' }), await makePerson(database, { name: 'Cato' })]
  for (const person of [a, b, c]) await makeSignUp(database, { activity, person })
  const setUp = await browser.open({ javaScriptEnabled: false })
  for (const [person, kind] of [[b, 'offer'], [c, 'need']] as const) {
    await signInAs(setUp, server.url, database, person)
    await setUp.goto(`${server.url}/activities/${activity.slug}/rides`)
    await setUp.check(`[name=kind][value=${kind}]`)
    await setUp.fill('[name=area]', 'Hana')
    await setUp.click('button[value=post]')
  }
  await signInAs(setUp, server.url, database, a)
  await setUp.goto(`${server.url}/activities/${activity.slug}/together`)
  await setUp.click('button[value=invite]')
  const link = await setUp.inputValue('input[name=link]')
  for (const [width, colorScheme] of [['phone', 'dark'], ['desktop', 'light']] as const) {
    const page = await browser.open({ width, colorScheme })
    await page.goto(link)
    await expectAccessible(page)
    await signInAs(page, server.url, database, a)
    for (const address of ['', '/rides', '/together']) {
      await page.goto(`${server.url}/activities/${activity.slug}${address}`)
      await expectAccessible(page)
    }
    await signInAs(page, server.url, database, b)
    await page.goto(link)
    await expectAccessible(page)
    await page.goto(`${server.url}/activities/${activity.slug}/together`)
    await expectAccessible(page)
  }
})
