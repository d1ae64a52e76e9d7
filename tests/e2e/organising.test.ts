import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeActivity, makeKind, makeMember, makeOrganisation, makePerson, makeSignUp } from '#tests/support/factories.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

let fjord: MadeOrganisation, kari: MadePerson, ola: MadePerson, vidar: MadePerson, kindId: string
beforeAll(async () => {
  fjord = await makeOrganisation(database, { slug: 'fjordfolk', name: 'Fjordfolk' })
  kari = await makeMember(database, fjord, 'organiser', { name: 'Kari Lie' })
  ola = await makeMember(database, fjord, 'coordinator', { name: 'Ola Vik' })
  vidar = await makeMember(database, fjord, 'volunteer', { name: 'Vidar Moe' })
  kindId = (await makeKind(database, fjord, 'tur')).id
  await database.owner(`INSERT INTO places (organisation_id, name, address, lat, lon) VALUES ($1, 'Huset', 'Langgata 1, Sandnes', 58.8524, 5.7352)`, [fjord.id])
})

const picture = async () => ({ name: 'sti.jpg', mimeType: 'image/jpeg', buffer: await sharp({ create: { width: 900, height: 500, channels: 3, background: '#3a7d6b' } }).jpeg().toBuffer() })
const nextYear = new Date().getFullYear() + 1
const shown = (page: Page) => page.textContent('main')

/** Presses Tab until the field or button is reached: what cannot be reached this way cannot be used without a mouse. */
async function tabTo(page: Page, selector: string) {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
  }
  throw new Error(`Tab never reaches ${selector}`)
}

describe.each([{ javaScriptEnabled: false }, { javaScriptEnabled: true }])('from idea to cancelled (scripts: $javaScriptEnabled)', ({ javaScriptEnabled }) => {
  const open = async (address: string, who = kari) => {
    const page = await browser.open({ javaScriptEnabled, expected: /422|409/ })
    await signInAs(page, server.url, database, who)
    await page.goto(server.url + address)
    return page
  }
  const look = async (page: Page) => {
    if (javaScriptEnabled) await expectAccessible(page)
  }

  test('create with mistakes, mend, preview, publish, edit, cancel', async () => {
    const page = await open('/manage/fjordfolk')
    await look(page)
    await page.click(`main a[href="/manage/fjordfolk/activities/new"]`)
    await look(page)
    await page.fill('[name=title]', 'Kveldstur til Dale')
    await page.fill('[name=description]', 'Vi går **rolig**, og tar pause.')
    await page.fill('[name=startDate]', `${nextYear}-05-20`)
    await page.fill('[name=startTime]', '18:00')
    await page.fill('[name=endTime]', '02:00')
    await page.fill('[name=places]', '0')
    await page.click('[data-more] > summary')
    await page.fill('[name=price]', 'Gratis')
    await page.setInputFiles('[name=picture]', await picture())
    await page.click('button[name=intent][value=preview]')
    await page.waitForSelector('#errors')
    // Every mistake at once, each at its field, and nothing that was typed is lost: not even the picture.
    expect(await page.locator('#errors li').allTextContents()).toEqual([
      'Velg hva slags aktivitet det er.', '02.00 er før 18.00. Varer det over midnatt? Sett kryss nedenfor. Ellers må du rette klokkeslettet.',
      'Det må være plass til minst én. La feltet stå tomt hvis det er plass til alle.', 'Beskriv bildet med noen ord, for dem som ikke kan se det.',
    ])
    const kept = ['title', 'description', 'startDate', 'startTime', 'endTime', 'places', 'price']
    expect(await Promise.all(kept.map((name) => page.inputValue(`[name=${name}]`)))).toEqual([
      'Kveldstur til Dale', 'Vi går **rolig**, og tar pause.', `${nextYear}-05-20`, '18:00', '02:00', '0', 'Gratis',
    ])
    expect(await page.locator('img[src^="/pictures/"]').evaluate(async (image) => (image as HTMLImageElement).naturalWidth)).toBe(900)
    await look(page)
    await page.selectOption('[name=kindId]', kindId)
    await page.fill('[name=endTime]', '20:30')
    await page.fill('[name=places]', '12')
    await page.fill('[name=pictureAlt]', 'En sti gjennom bjørkeskog')
    await page.click('button[name=intent][value=preview]')
    await page.waitForURL('**/preview')
    expect(await shown(page)).toContain('Slik ser den ut for andre')
    expect(await page.locator('main strong').allTextContents()).toContain('rolig')
    expect(await page.getAttribute('main img[src^="/pictures/"]', 'alt')).toBe('En sti gjennom bjørkeskog')
    await look(page)

    const [draft] = await database.owner(`SELECT a.id, a.slug FROM activities a JOIN activity_texts t ON t.activity_id = a.id WHERE t.title = 'Kveldstur til Dale' ORDER BY a.created_at DESC LIMIT 1`)
    const picturePath = (await page.getAttribute('main img[src^="/pictures/"]', 'src'))!
    expect((await server.fetch(`/activities/${draft!.slug}`)).status).toBe(404)
    expect((await server.fetch(picturePath)).status).toBe(404)
    await page.click('main button:has-text("Publiser")')
    await page.waitForURL('**?done=published')
    expect(await shown(page)).toContain('Nå kan folk finne den')
    await look(page)
    expect((await server.fetch(`/activities/${draft!.slug}`)).status).toBe(200)
    const published = await server.fetch(picturePath)
    expect([published.status, published.headers.get('content-type')]).toEqual([200, 'image/webp'])

    const pia = await makePerson(database, { name: 'Pia' })
    await makeSignUp(database, { activity: { id: draft!.id }, person: pia })
    await page.click('main a:has-text("Rediger")')
    await look(page)
    await page.fill('[name=startTime]', '17:00')
    await page.click('button[name=intent][value=save]')
    await page.waitForURL('**?done=saved')
    expect(await shown(page)).toContain('kl. 17.00–20.30')
    expect(await shown(page)).toContain('Pia')

    await page.click('main a:has-text("Avlys")')
    expect(await shown(page)).toContain('1 person får beskjed')
    await look(page)
    await page.click('main button:has-text("Avlys aktiviteten")')
    await page.waitForSelector('[aria-invalid]')
    expect(await shown(page)).toContain('Skriv kort hvorfor.')
    await look(page)
    await page.fill('[name=reason]', 'Det er meldt storm.')
    await page.click('main button:has-text("Avlys aktiviteten")')
    await page.waitForURL('**?done=cancelled')
    expect(await shown(page)).toContain('Det er meldt storm.')
    await look(page)
    const [mail] = await database.owner(`SELECT facts FROM mails WHERE person_id = $1 ORDER BY number DESC LIMIT 1`, [pia.id])
    expect(mail!.facts).toMatchObject({ method: 'CANCEL', note: 'Det er meldt storm.' })
    await page.click('main button:has-text("Lag en kopi")')
    await page.waitForURL('**?done=copied')
    expect(await page.textContent('h1')).toBe('Kveldstur til Dale')
  })

  test('two tabs: the later is told kindly, and both people\'s words survive', async () => {
    const activity = await makeActivity(database, { organisation: fjord, title: 'Lesesirkel', createdBy: kari, published: false })
    const address = `/manage/fjordfolk/activities/${activity.id}/edit`
    const later = await open(address)
    const earlier = await open(address, ola)
    await earlier.fill('[name=places]', '6')
    await earlier.fill('[name=title]', 'Lesesirkel på torsdager')
    await earlier.click('button[name=intent]')
    await earlier.waitForURL('**/preview')
    await later.fill('[name=title]', 'Lesesirkelen')
    await later.click('[data-more] > summary')
    await later.fill('[name=price]', 'Gratis')
    await later.click('button[name=intent]')
    await later.waitForSelector('#overtaken')
    expect(await later.textContent('#overtaken')).toContain('Ola Vik lagret mens du skrev')
    expect(await later.textContent('#overtaken')).toContain('Hos den andre står det: Lesesirkel på torsdager')
    expect([await later.inputValue('[name=title]'), await later.inputValue('[name=price]'), await later.inputValue('[name=places]')]).toEqual(['Lesesirkelen', 'Gratis', '6'])
    if (javaScriptEnabled) await expectAccessible(later)
    await later.click('button[name=intent]')
    await later.waitForURL('**/preview')
    const [saved] = await database.owner('SELECT places, title, price, version FROM activities JOIN activity_texts ON activity_id = id WHERE id = $1', [activity.id])
    expect(saved).toEqual({ places: 6, title: 'Lesesirkelen', price: 'Gratis', version: 3 })
  })

  test('who comes: removed by the maker after a question; the line moves up', async () => {
    const activity = await makeActivity(database, { organisation: fjord, title: 'Keramikk', createdBy: kari, host: vidar, places: 1 })
    const [inn, waits] = [await makePerson(database, { name: 'Inger' }), await makePerson(database, { name: 'Willy' })]
    await makeSignUp(database, { activity, person: inn })
    await makeSignUp(database, { activity, person: waits, state: 'waiting' })
    const page = await open(`/manage/fjordfolk/activities/${activity.id}`, vidar)
    expect(await page.locator('#content section[aria-labelledby=who-comes] li').allTextContents()).toEqual(['IngerTa av', 'WillyTa av'])
    expect(await page.locator('main a:has-text("Rediger")').count()).toBe(0)
    if (javaScriptEnabled) await expectAccessible(page)
    await page.click('a[aria-label="Ta av Inger"]')
    expect(await page.textContent('h1')).toBe('Ta Inger av aktiviteten?')
    await page.click('main button:has-text("Ta av")')
    await page.waitForURL('**?done=removed')
    expect(await page.locator('#content section[aria-labelledby=who-comes] li').allTextContents()).toEqual(['WillyTa av'])
  })
})

test('with the keyboard alone: a new activity from the workplace to its public page', async () => {
  const page = await browser.open({ width: 'desktop' })
  await signInAs(page, server.url, database, kari)
  await page.goto(`${server.url}/manage/fjordfolk`)
  await tabTo(page, 'main a[href$="/activities/new"]')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/new')
  await tabTo(page, '[name=title]')
  await page.keyboard.type('Sjakk på biblioteket')
  await tabTo(page, '[name=kindId]')
  await page.keyboard.type('tur')
  await tabTo(page, 'button[value=preview]')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/preview')
  await tabTo(page, 'main form button')
  await page.keyboard.press('Enter')
  await page.waitForURL('**?done=published')
  await tabTo(page, 'main a[href^="/activities/"]')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/activities/sjakk-pa-biblioteket-**')
  expect(await page.textContent('h1')).toBe('Sjakk på biblioteket')
})

describe('closed doors', () => {
  test('what is another organisation\'s, hidden or never was: the same bytes', async () => {
    const by = await makeOrganisation(database, { slug: 'byfolk', country: 'SE' })
    const anna = await makeMember(database, by, 'organiser'), per = await makeMember(database, fjord, 'participant')
    const draft = await makeActivity(database, { organisation: fjord, published: false }), open = await makeActivity(database, { organisation: fjord })
    // Nothing may differ but what differs between any two answers.
    const bytes = async (address: string, headers: Record<string, string>, form?: Record<string, string>) => {
      const answer = await server.fetch(address, { headers, form })
      expect([address, answer.status]).toEqual([address, 404])
      return (await answer.text()).replaceAll(/nonce="[^"]+"/g, '').replaceAll(address, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
    }
    const never = '00000000-0000-4000-8000-000000000000'
    for (const [who, organisation] of [[anna, 'byfolk'], [anna, 'fjordfolk'], [per, 'fjordfolk'], [vidar, 'fjordfolk']] as const) {
      const headers = await signedIn(database, who)
      for (const page of ['', '/edit', '/preview', '?do=cancel']) {
        const nothing = await bytes(`/manage/${organisation}/activities/${never}${page}`, headers)
        for (const id of [draft.id, open.id]) expect(await bytes(`/manage/${organisation}/activities/${id}${page}`, headers)).toBe(nothing)
      }
      for (const id of [draft.id, open.id]) {
        const cancelling = { intent: 'cancel', reason: 'x' }
        expect(await bytes(`/manage/${organisation}/activities/${id}`, headers, cancelling)).toBe(await bytes(`/manage/${organisation}/activities/${never}`, headers, cancelling))
      }
    }
    expect(await database.owner('SELECT id FROM activities WHERE cancelled_at IS NOT NULL AND id = ANY ($1)', [[draft.id, open.id]])).toEqual([])
  })
  test('an organiser who did not make it is told honestly why there are no names', async () => {
    const activity = await makeActivity(database, { organisation: fjord, createdBy: ola })
    await makeSignUp(database, { activity, person: await makePerson(database, { name: 'Hemmelig' }) })
    const page = await (await server.fetch(`/manage/fjordfolk/activities/${activity.id}`, { headers: await signedIn(database, kari) })).text()
    expect(page).toContain('Navnene ser bare den som laget aktiviteten')
    expect(page).not.toContain('Hemmelig')
  })
})

test('a file that is no picture, one too large, and a form in Swedish: said at the field, all else kept', async () => {
  const page = await browser.open({ language: 'sv', expected: /422/ })
  await signInAs(page, server.url, database, kari)
  await page.goto(`${server.url}/manage/fjordfolk/activities/new?lang=sv`)
  await page.fill('[name=title]', 'Promenad')
  await page.setInputFiles('[name=picture]', { name: 'sida.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<script>alert(1)</script>') })
  await page.click('button[name=intent]')
  await page.waitForSelector('#errors')
  expect(await page.textContent('#errors')).toContain('Den här filen är inte en bild vi kan visa.')
  await page.setInputFiles('[name=picture]', { name: 'stor.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(9 * 1024 * 1024, 1) })
  await page.click('button[name=intent]')
  await page.waitForSelector('#errors')
  expect(await page.textContent('#errors')).toContain('Bilden är större än 8 MB.')
  expect(await page.inputValue('[name=title]')).toBe('Promenad')
})
