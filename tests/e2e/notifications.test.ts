import { DateTime } from 'luxon'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp, type MadeOrganisation, type MadePerson } from '#tests/support/factories.ts'
import { makeGroup } from '#tests/support/groups.ts'
import { linkIn, mailsTo, mailTo } from '#tests/support/mailbox.ts'
import { usePushService } from '#tests/support/push.ts'
import { startBuiltServer, type TestServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

const service = usePushService()
const database = useDatabase({ connected: false })
const browser = useBrowser()
let server: TestServer
let organisation: MadeOrganisation
let organiser: MadePerson

beforeAll(async () => {
  server = await startBuiltServer({ DATABASE_URL: database.ownerUrl, DEMO: '1', DEMO_ALLOW_EXTERNAL_DB: '1', ...service.environment() }, { clock: true })
  organisation = await makeOrganisation(database, { name: 'Blå Kors Jæren' })
  organiser = await makeMember(database, organisation, 'organiser')
}, 120_000)
afterAll(() => server?.stop(), 60_000)

const hour = 3_600_000
/** Noon in so many days: no quiet hours are near. */
const noon = (days: number) => DateTime.now().setZone('Europe/Oslo').startOf('day').plus({ days }).set({ hour: 12 }).toJSDate()
const activityAt = (startsAt: Date, given: Parameters<typeof makeActivity>[1] = {}) =>
  makeActivity(database, { organisation, createdBy: organiser, area: 'Sandnes', title: 'Rusfri tur', startsAt, lat: 58.85, lon: 5.74, ...given })
const joined = async (activity: { id: string }, person: MadePerson, state: 'joined' | 'waiting' = 'joined') => {
  const signUp = await makeSignUp(database, { activity, person, state })
  await database.owner(`UPDATE sign_ups SET changed_at = now() - interval '2 days' WHERE id = $1`, [signUp.id])
}
const states = async (activity: { id: string }) =>
  Object.fromEntries((await database.owner('SELECT p.name, s.state FROM sign_ups s JOIN people p ON p.id = s.person_id WHERE s.activity_id = $1', [activity.id])).map((row) => [row.name, row.state]))
const settings = async (person: MadePerson) => (await database.owner('SELECT * FROM notification_settings WHERE person_id = $1', [person.id]))[0]

test('a test moves the clock of a server, and the server goes by it', async () => {
  const activity = await activityAt(noon(3))
  const seen = async () => (await (await server.fetch('/activities')).text()).includes(activity.slug)
  expect(await seen()).toBe(true)
  await server.setClock(noon(5))
  expect(await seen()).toBe(false)
  await server.setClock(new Date())
  expect(await seen()).toBe(true)
})

describe.each([
  { language: 'nb' as const, no: 'Ja, gi plassen videre', thanks: 'Takk for at du sa fra', off: 'Ikke send dem', width: 'phone' as const, colorScheme: 'light' as const },
  { language: 'sv' as const, no: 'Ja, lämna min plats', thanks: 'Tack för att du sa till', off: 'Skicka dem inte', width: 'desktop' as const, colorScheme: 'dark' as const },
  { language: 'en' as const, no: 'Yes, free my place', thanks: 'Thank you for saying so', off: 'Do not send them', width: 'phone' as const, colorScheme: 'dark' as const },
])('the day before, in $language', ({ language, no, thanks, off, width, colorScheme }) => {
  test('a mail comes once; “I can’t come” is one button, and the next in line gets the place', async () => {
    const startsAt = noon(6)
    const activity = await activityAt(startsAt, { places: 1, address: { text: 'Langgata 1', shownTo: 'joined' } })
    const [kari, ola] = [await makePerson(database, { name: `Kari ${language}`, language }), await makePerson(database, { name: `Ola ${language}` })]
    await joined(activity, kari)
    await joined(activity, ola, 'waiting')
    await server.setClock(new Date(+startsAt - 24 * hour - 60_000))
    expect(await mailsTo(database, kari.email)).toEqual([])
    await server.setClock(new Date(+startsAt - 24 * hour))
    await server.setClock(new Date(+startsAt - 23 * hour))
    const mail = await mailTo(database, kari.email)
    expect(await mailsTo(database, ola.email)).toEqual([])
    expect(mail.subject).toMatch(/^(Påminnelse|Reminder): (Tur|Walk) – Sandnes/)
    expect(mail.plain).toContain('Langgata 1')

    // Looking changes nothing, and nobody is signed in here.
    const page = await browser.open({ javaScriptEnabled: false, language, width, colorScheme })
    await page.goto(linkIn(mail, /answer=no/))
    expect(await states(activity)).toEqual({ [kari.name]: 'joined', [ola.name]: 'waiting' })
    expect(await page.locator('main form button').allTextContents()).toEqual([no])
    await page.click('main form button')
    expect(await page.textContent('main')).toContain(thanks)
    expect(await states(activity)).toEqual({ [kari.name]: 'left', [ola.name]: 'joined' })

    // The way out at the mail's end: looking changes nothing either.
    const turnOff = linkIn(mail, /unsubscribe/)
    await page.goto(turnOff)
    expect(await settings(kari)).toBeUndefined()
    expect(await page.locator('main form button').allTextContents()).toEqual([off])
    await page.click('main form button')
    expect(await settings(kari)).toMatchObject({ day_before: 'off' })
    const seeing = await browser.open({ language, width, colorScheme })
    for (const address of [linkIn(mail, /answer=yes/), turnOff]) {
      await seeing.goto(address)
      await expectAccessible(seeing)
    }
  })
})

test('a mail program’s own button turns that kind of mail off: posted from nowhere, answered without sending it elsewhere', async () => {
  const kari = await makePerson(database)
  const startsAt = noon(8)
  await joined(await activityAt(startsAt), kari)
  await server.setClock(new Date(+startsAt - 24 * hour))
  const mail = await mailTo(database, kari.email)
  expect(mail.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  const address = /^<(.+)>$/.exec(mail.headers['List-Unsubscribe']!)![1]!
  const post = (to: string) => fetch(to, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }), redirect: 'manual' })
  expect((await post(address)).status).toBe(200)
  expect(await settings(kari)).toMatchObject({ day_before: 'off', digest: 'off' })
  for (const wrong of [address.slice(0, -1) + (address.endsWith('0') ? '1' : '0'), address.replace('reminders-', 'digest-'), address.replace(kari.id, organiser.id)]) expect((await post(wrong)).status).toBe(404)
  // That door is open for this address alone.
  expect((await post(`${server.url}/me/notifications`)).status).toBe(403)
  expect((await post(`${server.url}/unsubscribe/../me/notifications`)).status).toBe(403)
  // Somebody who changes their mind does so on the same page.
  const page = await browser.open({ javaScriptEnabled: false })
  await page.goto(address)
  await page.click('main form button')
  expect(await settings(kari)).toMatchObject({ day_before: 'mail', mail_refused_at: null })
})

describe('the settings', () => {
  test('work without scripts, keep what was typed, and say what is wrong at its field', async () => {
    const kari = await makePerson(database)
    await activityAt(noon(20))
    const page = await browser.open({ javaScriptEnabled: false, expected: /422/ })
    await signInAs(page, server.url, database, kari)
    await page.goto(`${server.url}/me`)
    await page.click('a[href="/me/notifications"]')
    expect(await page.inputValue('[name=dayBefore]')).toBe('mail')
    expect(await page.inputValue('[name=quietFrom]')).toBe('21:00')
    await page.selectOption('[name=twoHours]', 'both')
    await page.fill('[name=quietFrom]', '22:30')
    await page.selectOption('[name=zone]', 'Europe/Helsinki')
    await page.click('#reminders button[value=reminders]')
    expect(await settings(kari)).toMatchObject({ day_before: 'mail', two_hours: 'both', quiet_from: 1350, quiet_to: 480, zone: 'Europe/Helsinki' })
    await page.check('[name=digest][value=weekly]')
    await page.check('[name=kind-tur]')
    await page.fill('[name=place]', 'Atlantis')
    await page.click('button[value=digest]')
    expect(await page.getAttribute('[name=place]', 'aria-invalid')).toBe('true')
    expect([await page.inputValue('[name=place]'), await page.isChecked('[name=kind-tur]'), await page.isChecked('[name=digest][value=weekly]')]).toEqual(['Atlantis', true, true])
    await page.fill('[name=place]', 'sandnes')
    await page.click('button[value=digest]')
    expect(await settings(kari)).toMatchObject({ digest: 'weekly', kinds: ['tur'], place: 'sandnes', within: 25, two_hours: 'both' })
    expect(await page.textContent('main')).toMatch(/Den neste kommer torsdag/)
    await page.uncheck('[name=quiet]')
    await page.click('#reminders button[value=reminders]')
    expect(await settings(kari)).toMatchObject({ quiet_from: 1350, quiet_to: 1350, digest: 'weekly' })
  })
  test('what nobody offered is refused, and nobody else’s is touched', async () => {
    const [kari, ola] = [await makePerson(database), await makePerson(database)]
    const headers = await signedIn(database, kari)
    const good = { do: 'reminders', dayBefore: 'mail', twoHours: 'off', quiet: 'on', quietFrom: '21:00', quietTo: '08:00', zone: 'Europe/Oslo' }
    for (const wrong of [{ dayBefore: 'fax' }, { quietFrom: '25:00' }, { quietTo: '' }, { zone: 'Europe/Atlantis' }, { zone: '' }]) {
      expect((await server.fetch('/me/notifications', { form: { ...good, ...wrong }, headers })).status, JSON.stringify(wrong)).toBe(422)
    }
    expect(await settings(kari)).toBeUndefined()
    const { device: _, ...subscription } = service.subscribe()
    expect((await server.fetch('/me/notifications', { form: { do: 'add', ...subscription }, headers: await signedIn(database, ola) })).headers.get('location')).toMatch(/done=added/)
    const [{ id }] = (await database.owner('SELECT id FROM push_devices WHERE person_id = $1', [ola.id])) as [{ id: string }]
    for (const what of ['try', 'remove']) expect((await server.fetch('/me/notifications', { form: { do: what, device: id }, headers })).status).toBe(404)
    expect((await server.fetch('/me/notifications', { form: { do: 'add', ...subscription, endpoint: 'https://169.254.169.254/x' }, headers })).headers.get('location')).toMatch(/done=pushFailed/)
    expect((await server.fetch('/me/notifications')).headers.get('location')).toMatch(/^\/sign-in/)
    expect(await database.owner('SELECT person_id FROM push_devices')).toEqual([{ person_id: ola.id }])
  })
  test('are for everybody: phone and desktop, day and night, three languages', async () => {
    const kari = await makePerson(database)
    const { device: _, ...subscription } = service.subscribe()
    await server.fetch('/me/notifications', { form: { do: 'add', ...subscription }, headers: await signedIn(database, kari) })
    for (const [width, colorScheme, language] of [['phone', 'light', 'nb'], ['phone', 'dark', 'sv'], ['desktop', 'light', 'en'], ['desktop', 'dark', 'nb']] as const) {
      const page = await browser.open({ width, colorScheme, language })
      await signInAs(page, server.url, database, kari)
      await page.goto(`${server.url}/me/notifications?lang=${language}`)
      await expectAccessible(page)
    }
  })
})

describe('notifications', () => {
  // A browser here has no push service behind it, so this one gives out a subscription of ours; all the rest is the browser's.
  const subscribing = (subscription: { endpoint: string; p256dh: string; auth: string }) => `
    const { endpoint, ...keys } = ${JSON.stringify(subscription)}
    const made = { endpoint, toJSON: () => ({ endpoint, keys }), unsubscribe: async () => true }
    let now = localStorage.subscribed ? made : null
    PushManager.prototype.subscribe = async () => ((localStorage.subscribed = 'yes'), (now = made))
    PushManager.prototype.getSubscription = async () => now`

  test('are switched on by a tap, tried, shown discreetly, and lead to “I can’t come”', async () => {
    const kari = await makePerson(database)
    const { device, ...subscription } = service.subscribe()
    const page = await browser.open({ permissions: ['notifications'] })
    await page.addInitScript(subscribing(subscription))
    await signInAs(page, server.url, database, kari)
    await page.goto(`${server.url}/me/notifications`)
    await page.click('[data-push-ask]')
    await page.waitForURL(/done=added/)
    await expect.poll(() => page.textContent('[data-push-says]'), { timeout: 5_000 }).toContain('Varsler er på i denne nettleseren')
    expect(await page.textContent('[data-push-here]')).toBe('(denne)')
    await page.click('button[value=try]')
    await page.waitForURL(/done=tried/)
    await expect.poll(() => service.arrived.filter((one) => one.device === device).map(({ shown }) => shown.title), { timeout: 20_000 }).toEqual(['Dette er en prøve'])

    const startsAt = noon(12)
    const activity = await activityAt(startsAt)
    await joined(activity, kari)
    await server.setClock(new Date(+startsAt - 2 * hour))
    await expect.poll(() => service.arrived.find(({ shown }) => shown.tag === activity.id)?.shown.body, { timeout: 20_000 }).toBe('I dag kl. 12.00')
    const { shown } = service.arrived.find((one) => one.shown.tag === activity.id)!

    // What arrived, given to the browser's own worker as its push service would. A browser without a screen shows nothing, so
    // what the worker asks it to show and to open is kept.
    const devtools = await page.context().newCDPSession(page)
    const registered = new Promise<string>((done) => devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && done(registrations[0].registrationId)))
    await devtools.send('ServiceWorker.enable')
    const registrationId = await registered
    const push = () => devtools.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId, data: JSON.stringify(shown) })
    await push() // wakes it
    const worker = page.context().serviceWorkers()[0]!
    await worker.evaluate('registration.showNotification = async (title, options) => void (self.shown = { title, ...options }); clients.openWindow = async (url) => void (self.opened = url)')
    await push()
    await expect.poll(() => worker.evaluate('self.shown')).toMatchObject({
      title: 'Tur – Sandnes', body: 'I dag kl. 12.00', tag: activity.id, lang: 'nb', actions: [{ action: 'cannot-come', title: 'Jeg kan ikke komme' }],
    })
    const tapped = (action: string) => worker.evaluate(`(() => {
      const event = Object.assign(new Event('notificationclick'), { action: '${action}', notification: { data: shown.data, close() {} }, waitUntil() {} })
      dispatchEvent(event)
      return self.opened
    })()`)
    expect(await tapped('')).toBe(`/me#activity-${activity.id}`)
    const no = await tapped('cannot-come')
    expect(no).toMatch(/^\/answer\/\w+\?answer=no$/)
    await page.goto(`${server.url}${no}`)
    await page.click('main form button')
    expect(await states(activity)).toEqual({ [kari.name]: 'left' })

    await page.goto(`${server.url}/me/notifications`)
    await page.click('button[value=remove]')
    await page.waitForURL(/done=removed/)
    expect(await database.owner('SELECT FROM push_devices WHERE person_id = $1', [kari.id])).toEqual([])
    expect(await page.isVisible('[data-push-ask]')).toBe(true)
  })
  test('a browser that will not, or cannot, is told so kindly', async () => {
    const kari = await makePerson(database)
    const says = async (prepare: string, wishes: Parameters<typeof browser.open>[0] = {}) => {
      const page = await browser.open(wishes)
      await page.addInitScript(prepare)
      await signInAs(page, server.url, database, kari)
      await page.goto(`${server.url}/me/notifications`)
      if (await page.isVisible('[data-push-ask]')) await page.click('[data-push-ask]')
      await page.waitForSelector('[data-push-says]:not(:empty)')
      return page.textContent('[data-push-says]')
    }
    expect(await says(`Notification.requestPermission = async () => 'denied'`)).toContain('satt til å ikke vise varsler')
    expect(await says(`Notification.requestPermission = async () => 'default'`)).toContain('Prøv igjen når du vil')
    expect(await says(`PushManager.prototype.subscribe = async () => { throw new DOMException('no', 'AbortError') }; Notification.requestPermission = async () => 'granted'`)).toContain('Det gikk ikke')
    expect(await says('delete window.PushManager')).toContain('kan ikke vise varsler')
    expect(await says('delete window.PushManager', { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1' })).toContain('Hjem-skjermen')
  })
})

describe('what is new', () => {
  test('comes on a Thursday to those who asked, with what fits them, and not when there is nothing', async () => {
    await server.setClock(new Date())
    const far = await activityAt(noon(30), { title: 'Langt unna', area: 'Tromsø', lat: 69.65, lon: 18.96 })
    const [kari, ola, per] = [await makePerson(database), await makePerson(database), await makePerson(database)]
    for (const [person, form] of [[kari, { digest: 'weekly', 'kind-tur': 'on', place: 'Sandnes', within: '25' }], [ola, { digest: 'weekly', 'kind-yoga': 'on', place: '', within: '25' }], [per, { digest: 'off', place: '', within: '25' }]] as const) {
      await server.fetch('/me/notifications', { form: { do: 'digest', ...form }, headers: await signedIn(database, person) })
    }
    const near = await activityAt(noon(31), { title: 'Nær her' })
    const { digest_at: due } = (await settings(kari))!
    await server.setClock(new Date(+due - 60_000))
    await server.setClock(new Date(+due + 60_000))
    const mail = await mailTo(database, kari.email)
    expect(mail.subject).toBe('Noe nytt for deg')
    expect(mail.plain).toContain('Nær her')
    expect(mail.html).toContain(`/activities/${near.slug}`)
    expect(mail.plain).not.toContain('Langt unna')
    expect(far.slug).not.toBe(near.slug)
    expect(mail.headers['List-Unsubscribe']).toContain('/unsubscribe/digest-')
    for (const person of [ola, per]) expect(await mailsTo(database, person.email)).toEqual([])
    // A week later nothing is new, and nothing comes.
    await server.setClock(new Date(+due + 7 * 24 * hour + 60_000))
    expect((await settings(kari))!.digest_at.getTime()).toBeGreaterThan(+due + 7 * 24 * hour)
    expect(await mailsTo(database, kari.email)).toHaveLength(1)
    const page = await browser.open()
    await page.goto(linkIn(mail, /unsubscribe/))
    await expectAccessible(page)
    await page.click('main form button')
    expect(await settings(kari)).toMatchObject({ digest: 'off' })
  })
})

test('what comes by itself is chosen in one place: how it was, and what is new in each group', async () => {
  const organisation = await makeOrganisation(database)
  const kari = await makePerson(database)
  const group = await makeGroup(database, { organisation, name: 'Turvenner' })
  await database.owner(`INSERT INTO group_members (group_id, person_id, state, called, created_at, changed_at, changed_by) VALUES ($1, $2, 'member', 'Kari', now(), now(), $2)`, [group.id, kari.id])
  const page = await browser.open({ javaScriptEnabled: false })
  await signInAs(page, server.url, database, kari)
  await page.goto(`${server.url}/me/notifications`)
  const boxes = async () => [await page.isChecked('#others [name=feedback]'), await page.isChecked(`#others [name="news-${group.id}"]`)]
  expect(await boxes()).toEqual([true, false])
  await page.uncheck('#others [name=feedback]')
  await page.check(`#others [name="news-${group.id}"]`)
  await page.click('button[value=others]')
  await page.waitForURL(/done=saved/)
  expect(await boxes()).toEqual([false, true])
  expect(await database.owner('SELECT FROM feedback_silences WHERE person_id = $1', [kari.id])).toHaveLength(1)
  expect(await database.owner('SELECT FROM group_members WHERE person_id = $1 AND news_since IS NOT NULL', [kari.id])).toHaveLength(1)
  await page.check('#others [name=feedback]')
  await page.uncheck(`#others [name="news-${group.id}"]`)
  await page.click('button[value=others]')
  expect(await boxes()).toEqual([true, false])
})
