import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeActivity, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { startBuiltServer, useServer } from '#tests/support/server.ts'
import { signInAs } from '#tests/support/sign-in.ts'

const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

let organisation: MadeOrganisation, organiser: MadePerson
beforeAll(async () => {
  organisation = await makeOrganisation(database, { slug: 'fjordfolk', name: 'Fjordfolk' })
  organiser = await makeMember(database, organisation, 'organiser', { name: 'Kari Lie' })
  for (const [index, lat] of [58.85, 58.85, 58.97].entries()) {
    const activity = await makeActivity(database, { organisation, slug: `tur-${index}` })
    await database.owner('UPDATE activities SET lat = $2, lon = 5.7, area = $3 WHERE id = $1', [activity.id, lat, `Sted ${index}`])
  }
})

const titles = {
  '/': ['Noe å gjøre', 'Något att göra', 'Something to do'],
  '/help': ['Trenger du noen nå?', 'Behöver du någon nu?', 'Need someone now?'],
  '/privacy': ['Personvern', 'Integritet', 'Privacy'],
  '/accessibility': ['Tilgjengelighet', 'Tillgänglighet', 'Accessibility'],
}
const languages = ['nb', 'sv', 'en'] as const

describe.each(Object.entries(titles))('%s', (address, names) => {
  test.each(languages.map((language, index) => [language, names[index]!] as const))('reads well in %s, by day on a phone and by night on a screen', async (language, name) => {
    for (const wishes of [{ width: 'phone', colorScheme: 'light' }, { width: 'desktop', colorScheme: 'dark' }] as const) {
      const page = await browser.open({ language, ...wishes })
      const answer = await page.goto(server.url + address)
      expect(answer?.status()).toBe(200)
      expect(await page.getAttribute('html', 'lang')).toBe(language)
      expect(await page.textContent('h1')).toContain(name)
      await expectAccessible(page)
      await page.context().close()
    }
  })
})

test('every component, by day and by night, in one page', async () => {
  const page = await browser.open()
  await page.goto(`${server.url}/design`)
  expect(await page.locator('main section[data-theme]').count()).toBe(2)
  await expectAccessible(page)
})

test('outside demos there is no page of components', async () => {
  const real = await startBuiltServer({ DATABASE_URL: database.ownerUrl, DEMO: '0', RESEND_API_KEY: 're_unused' })
  const hidden = await real.fetch('/design')
  await real.stop()
  expect(hidden.status).toBe(404)
})

test('help is one tap from every page, and from the page for what does not exist', async () => {
  const page = await browser.open({ expected: /404/ })
  for (const address of ['/', '/activities', '/sign-in', '/privacy', '/no/such/page']) {
    await page.goto(server.url + address)
    expect(await page.locator('header a[href="/help"]').isVisible()).toBe(true)
  }
  await expectAccessible(page)
  expect(await page.textContent('h1')).toBe('Denne siden finnes ikke')
})

test.each(languages)('in %s the header is two lines on a phone, signed in or not, and fits the narrowest', async (language) => {
  for (const who of [null, await makePerson(database, { language }), await makeMember(database, organisation, 'administrator', { language })]) {
    const page = await browser.open({ language })
    if (who) await signInAs(page, server.url, database, who, { strong: true })
    await page.goto(`${server.url}/help`)
    const middles = await page.locator('header a:not([href="#content"])').evaluateAll((links) => links.map((link) => link.getBoundingClientRect()).map(({ top, height }) => Math.round((top + height / 2) / 10)))
    expect(new Set(middles).size).toBe(2)
    const heights = await page.locator('header a').evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height))
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
    await expectAccessible(page)
    await page.setViewportSize({ width: 320, height: 700 })
    await expectAccessible(page)
    await page.context().close()
  }
})

test('help: each number can be called, the reader’s country first, and what to do in an overdose', async () => {
  const page = await browser.open({ language: 'sv', javaScriptEnabled: false })
  await page.goto(`${server.url}/help`)
  expect(await page.locator('main a[href^="tel:"]').first().getAttribute('href')).toBe('tel:112')
  const lines = await database.owner<{ number: string }>('SELECT number FROM help_lines')
  for (const { number } of lines) expect(await page.locator(`main li a[href="tel:${number.replace(/\D/g, '')}"]`).count(), number).toBeGreaterThan(0)
  expect(await page.textContent('#overdose')).toContain('naloxon')
  await page.goto(`${server.url}/help?lang=nb`)
  expect(await page.locator('main a[href^="tel:"]').first().getAttribute('href')).toBe('tel:113')
})

test('help shows what an administrator changes, at once', async () => {
  await server.fetch('/help')
  await database.owner(`UPDATE help_lines SET number = '12 34 56 78' WHERE number = '116 123'`)
  const html = await (await server.fetch('/help')).text()
  expect(html).toContain('tel:12345678')
  expect(html).not.toContain('tel:116123')
})

test('choosing a language keeps the page and its search', async () => {
  const page = await browser.open({ javaScriptEnabled: false })
  await page.goto(`${server.url}/activities?q=tur`)
  await page.click('footer a[hreflang="en"]')
  expect(await page.getAttribute('html', 'lang')).toBe('en')
  expect(new URL(page.url()).searchParams.get('q')).toBe('tur')
  await page.goto(`${server.url}/privacy`)
  expect(await page.textContent('h1')).toBe('Privacy')
})

test('the front page leads a search to the list without scripts', async () => {
  const page = await browser.open({ javaScriptEnabled: false })
  await page.goto(server.url)
  await page.fill('[name=q]', 'tur')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/activities\?q=tur/)
  expect(await page.inputValue('[name=q]')).toBe('tur')
})

test('with a keyboard the first stop is the way past the header', async () => {
  const page = await browser.open({ width: 'desktop' })
  await page.goto(`${server.url}/help`)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#content')
  expect(await page.locator('a[href="#content"]').first().evaluate((link) => link.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => Boolean(document.activeElement?.closest('main')))).toBe(true)
})

test('the list page loads less than 15 KB of script, and the map only when it is opened', async () => {
  const page = await browser.open({ language: 'nb' })
  const scripts: Promise<Buffer>[] = []
  page.on('response', (answer) => answer.request().resourceType() === 'script' && scripts.push(answer.body()))
  await page.goto(`${server.url}/activities`)
  await page.waitForLoadState('networkidle')
  const before = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0)
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(15_000)
  await page.click('summary:has-text("Vis på kart")')
  await page.waitForSelector('.map-pin')
  // Two at one place share a pin, and its note leads to both.
  expect(await page.locator('.map-pin').count()).toBe(2)
  await page.locator('.map-pin', { hasText: '(2)' }).press('Enter')
  expect(await page.locator('.leaflet-popup-content a').count()).toBe(2)
  await expectAccessible(page)
})

test('where map tiles do not answer, the coast is drawn and said so', async () => {
  const page = await browser.open({ expected: /Failed to load resource/ })
  await page.route(/\.png$/, (route) => route.abort())
  await page.goto(`${server.url}/activities`)
  await page.click('summary:has-text("Vis på kart")')
  await page.waitForSelector('path.map-home', { state: 'attached' })
  await expect.poll(() => page.textContent('[data-map-status]')).toContain('Kartbildet svarer ikke')
})

test('without scripts there is no map and no promise of one', async () => {
  const page = await browser.open({ javaScriptEnabled: false })
  await page.goto(`${server.url}/activities`)
  expect(await page.locator('[data-map]').isVisible()).toBe(false)
})

describe('a form', () => {
  const open = async () => {
    const page = await browser.open({ expected: /422/ })
    await signInAs(page, server.url, database, organiser)
    await page.goto(`${server.url}/manage/fjordfolk/activities/new`)
    return page
  }

  test('keeps what was typed through a crash, and lets go of it on request', async () => {
    const page = await open()
    await page.fill('[name=title]', 'Kveldstur')
    await page.waitForFunction(() => JSON.stringify(sessionStorage).includes('Kveldstur'))
    await page.reload()
    expect(await page.inputValue('[name=title]')).toBe('Kveldstur')
    await page.click('text=Tøm skjemaet')
    expect(await page.inputValue('[name=title]')).toBe('')
    await page.reload()
    expect(await page.inputValue('[name=title]')).toBe('')
  })

  test('warns softly when there is no network, and loses nothing', async () => {
    const page = await open()
    await page.fill('[name=title]', 'Kveldstur')
    await page.context().setOffline(true)
    await page.locator('form[data-once] button[type=submit]').first().click()
    await page.waitForSelector('text=uten nett')
    expect(await page.locator('text=uten nett').evaluate((warning) => warning.nextElementSibling?.tagName)).toBe('BUTTON')
    expect(await page.inputValue('[name=title]')).toBe('Kveldstur')
    // Not sent, so not forgotten: also when the tab is opened anew.
    await page.context().setOffline(false)
    await page.goto(page.url())
    expect(await page.inputValue('[name=title]')).toBe('Kveldstur')
  })

  test('is sent once however often the button is pressed', async () => {
    const page = await open()
    const went = await page.evaluate(() => {
      const form = document.querySelector('form[data-once]')!
      return [1, 2, 3].map(() => form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true })))
    })
    expect(went).toEqual([true, false, false])
  })

  test('takes a point from the map', async () => {
    const page = await open()
    const picker = page.locator('[data-point-picker]')
    await picker.evaluate((box) => { for (let at = box.parentElement; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true })
    await picker.scrollIntoViewIfNeeded()
    const map = picker.locator('.leaflet-container')
    await map.waitFor()
    await picker.locator('[data-point-tools] > button').click()
    const lat = Number(await picker.locator('input[inputmode=decimal]').first().inputValue())
    expect(lat).toBeGreaterThan(55)
    expect(lat).toBeLessThan(72)
    await expectAccessible(page)
  })
})
