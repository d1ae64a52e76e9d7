import type { CDPSession, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { linkIn, mailTo } from '#tests/support/mailbox.ts'
import { useServer } from '#tests/support/server.ts'
import { signInAs } from '#tests/support/sign-in.ts'

const database = useDatabase({ connected: false })
const demo = useServer(database)
// As in production: no demo, and a mail provider that does not answer. Its own database, or it would take the other's mails.
const strictDatabase = useDatabase({ connected: false })
const strict = useServer(strictDatabase, { env: { DEMO: undefined, DEMO_ALLOW_EXTERNAL_DB: undefined, RESEND_API_KEY: 'test', RESEND_BASE_URL: 'http://127.0.0.1:1' } })
const browser = useBrowser()

let counted = 0
const newAddress = () => `person${++counted}@posten.example`
const codeIn = (mail: { plain: string }) => /\b\d{6}\b/.exec(mail.plain)![0]

async function askFor(page: Page, email: string, path = '/sign-in') {
  await page.goto(demo.url + path)
  await page.fill('[name=email]', email)
  await page.click('form[action="/sign-in"] button')
  await page.waitForURL('**/sign-in/code**')
}

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])('by mail ($javaScriptEnabled)', (wishes) => {
  test('the link lets in, in the browser that asked; looking at it first changes nothing', async () => {
    const email = newAddress()
    const page = await browser.open({ ...wishes, expected: /410/ })
    await page.goto(`${demo.url}/me/sessions`)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    if (wishes.javaScriptEnabled) await expectAccessible(page)
    await askFor(page, email, '/sign-in?to=/me/sessions')
    expect(await page.textContent('main')).toContain(email)
    if (wishes.javaScriptEnabled) await expectAccessible(page)
    const link = linkIn(await mailTo(database, email), /sign-in\/link/)
    for (let i = 0; i < 3; i++) expect((await demo.fetch(link)).status).toBe(200)
    const other = await browser.open(wishes)
    await other.goto(link)
    expect(await other.textContent('main')).not.toContain(email)
    expect(await other.locator('main form').count()).toBe(0)
    await page.goto(link)
    if (wishes.javaScriptEnabled) await expectAccessible(page)
    await page.click('main form button')
    await page.waitForURL('**/me/sessions')
    const cookies = await page.context().cookies()
    const session = cookies.find((cookie) => cookie.name === '__Host-session')
    expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
    await page.goto(link)
    expect(await page.textContent('h1')).toBe('Lenken virker ikke lenger')
    if (wishes.javaScriptEnabled) await expectAccessible(page)
  })

  test('the code lets in anywhere; a wrong one says so and keeps what was typed', async () => {
    const email = newAddress()
    const page = await browser.open(wishes)
    await askFor(page, email)
    const code = codeIn(await mailTo(database, email))
    const other = await browser.open({ ...wishes, language: 'sv', expected: /422/ })
    await other.goto(`${demo.url}/sign-in/code`)
    await other.fill('[name=email]', email)
    await other.fill('[name=code]', code === '111111' ? '222222' : '111111')
    await other.click('main form button')
    await other.waitForSelector('#errors')
    expect(await other.textContent('#errors')).toContain('Koden stämmer inte')
    expect(await other.inputValue('[name=email]')).toBe(email)
    if (wishes.javaScriptEnabled) await expectAccessible(other)
    await other.fill('[name=code]', ` ${code.slice(0, 3)} ${code.slice(3)}`)
    await other.click('main form button')
    await other.waitForURL('**/me')
  })
})

test('a stranger\'s mail joins from any browser, and lets in only where they began', async () => {
  const organisation = await makeOrganisation(database)
  const activity = await makeActivity(database, { organisation, title: 'Tur til Dalsnuten' })
  const email = newAddress()
  const ask = await demo.fetch(`/activities/${activity.slug}/join`, { form: { name: 'Kari', email } })
  expect(ask.status).toBe(303)
  const link = linkIn(await mailTo(database, email), /sign-in\/link/)
  const page = await browser.open()
  await page.goto(link)
  expect(await page.textContent('h1')).toContain('Tur til Dalsnuten')
  await expectAccessible(page)
  await page.click('main form button')
  await page.waitForSelector('text=Takk, du har svart')
  await expectAccessible(page)
  expect((await page.context().cookies()).filter((cookie) => cookie.name.includes('session'))).toEqual([])
  const joined = await database.owner('SELECT s.state FROM sign_ups s JOIN people p ON p.id = s.person_id WHERE p.email = $1 AND s.activity_id = $2', [email, activity.id])
  expect(joined).toEqual([{ state: 'joined' }])
})

test('a stranger joins and is in, in the browser where they began', async () => {
  const organisation = await makeOrganisation(database)
  const activity = await makeActivity(database, { organisation, title: 'Suppekveld' })
  const email = newAddress()
  const page = await browser.open({ javaScriptEnabled: false })
  await page.goto(`${demo.url}/activities/${activity.slug}/join`)
  await page.fill('[name=name]', 'Kari Nordmann')
  await page.fill('[name=email]', email)
  await page.locator('main form').filter({ has: page.locator('[name=email]') }).locator('button').click()
  await page.waitForURL('**/sign-in/code')
  expect(await page.textContent('main')).toContain('Suppekveld')
  await page.fill('[name=code]', codeIn(await mailTo(database, email)))
  await page.getByRole('button', { name: 'Bekreft at jeg blir med' }).click()
  await page.waitForURL(`**/activities/${activity.slug}#join`)
  await page.goto(`${demo.url}/me/sessions`)
  expect(new URL(page.url()).pathname).toBe('/me/sessions')
  expect(await database.owner('SELECT p.name, s.state FROM sign_ups s JOIN people p ON p.id = s.person_id WHERE s.activity_id = $1', [activity.id])).toEqual([{ name: 'Kari Nordmann', state: 'joined' }])
})

describe('what a stranger can find out', () => {
  const ask = async (email: string) => {
    const answer = await demo.fetch('/sign-in', { form: { email } })
    return { answer, cookie: answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ') }
  }
  test('nothing about who has an account: the same answer, page and mail', async () => {
    const known = await makePerson(database, { email: newAddress() })
    const unknown = newAddress()
    const pages = []
    for (const email of [known.email, unknown]) {
      const { answer, cookie } = await ask(email)
      const shown = await demo.fetch(answer.headers.get('location')!, { headers: { cookie } })
      const mail = await mailTo(database, email)
      const plain = (text: string) => text.replaceAll(email, '@').replace(/nonce="[^"]*"/g, '')
      pages.push([answer.status, answer.headers.get('location'), cookie.replace(/=[^;]+/g, '='), plain(await shown.text()), mail.subject, plain(mail.plain).replace(/link\/[\w-]+/, '').replace(/\d{6}/, '')])
    }
    expect(pages[0]).toEqual(pages[1])
  })

  test('pages of signing in are kept by nobody', async () => {
    for (const path of ['/sign-in', '/sign-in/code', '/sign-in/link/unknown', '/me/sessions']) {
      expect((await demo.fetch(path)).headers.get('cache-control')).toContain('no-store')
    }
  })

  test('only paths of this site are followed afterwards', async () => {
    const [person] = await database.owner(`INSERT INTO people (email, name) VALUES ('one@demo.samkraft.example', 'Demo') RETURNING id`)
    for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
      expect((await demo.fetch('/sign-in/demo', { form: { person: person!.id, to } })).headers.get('location')).toBe('/me')
    }
  })
})

describe('demo people', () => {
  test('are one press away when DEMO=1, and nobody else is', async () => {
    const organisation = await makeOrganisation(database, { name: 'Fjordhuset' })
    const person = await makeMember(database, organisation, 'coordinator', { email: 'siri@demo.samkraft.example', name: 'Siri Demosen' })
    const page = await browser.open({ width: 'desktop' })
    await page.goto(`${demo.url}/sign-in?to=/me/sessions`)
    await expectAccessible(page)
    expect(await page.textContent('main aside')).toMatch(/Siri Demosen.*Fjordhuset: koordinator/s)
    await page.click('text=Siri Demosen')
    await page.waitForURL('**/me/sessions')
    const real = await makePerson(database)
    expect((await demo.fetch('/sign-in/demo', { form: { person: real.id } })).status).toBe(404)
    expect((await demo.fetch('/sign-in/demo', { form: { person: 'x' } })).status).toBe(404)
    // Without DEMO the same person cannot be picked, nor seen.
    const same = await makePerson(strictDatabase, { email: person.email, name: person.name })
    const refused = await strict.fetch('/sign-in/demo', { form: { person: same.id } })
    expect([refused.status, refused.headers.getSetCookie()]).toEqual([404, []])
    expect(await (await strict.fetch('/sign-in')).text()).not.toContain('Demosen')
  })
})

describe('one\'s own sessions', () => {
  test('are listed and end where one says', async () => {
    const person = await makePerson(database)
    const [here, phone] = [await browser.open(), await browser.open()]
    await signInAs(here, demo.url, database, person)
    await signInAs(phone, demo.url, database, person)
    await here.goto(`${demo.url}/me/sessions`)
    await expectAccessible(here)
    expect(await here.locator('main ul form').count()).toBe(2)
    await here.click('text=Logg ut alle andre steder')
    await here.waitForURL('**/me/sessions?done=others')
    expect(await here.textContent('[role=status]')).toContain('alle andre steder')
    await phone.goto(`${demo.url}/me/sessions`)
    expect(new URL(phone.url()).pathname).toBe('/sign-in')
  })

  test('signing out is a form\'s doing and forgets the cookie', async () => {
    const person = await makePerson(database)
    const page = await browser.open()
    await signInAs(page, demo.url, database, person)
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    expect((await demo.fetch('/sign-out', { headers: { cookie } })).status).toBe(404)
    expect((await demo.fetch('/me/sessions', { headers: { cookie } })).status).toBe(200)
    const out = await demo.fetch('/sign-out', { form: {}, headers: { cookie } })
    expect([out.status, out.headers.getSetCookie().some((line) => line.startsWith('__Host-session=;') && line.includes('Max-Age=0'))]).toEqual([303, true])
    expect((await demo.fetch('/me/sessions', { headers: { cookie } })).status).toBe(303)
  })
})

describe('passkeys', () => {
  async function withAuthenticator(page: Page): Promise<CDPSession> {
    const device = await page.context().newCDPSession(page)
    await device.send('WebAuthn.enable')
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    })
    return device
  }

  test('a coordinator adds one when the workplace asks for it, and signs in with it next time', async () => {
    const organisation = await makeOrganisation(strictDatabase)
    const person = await makeMember(strictDatabase, organisation, 'coordinator')
    const page = await browser.open()
    await withAuthenticator(page)
    await signInAs(page, strict.url, strictDatabase, person)
    await page.goto(`${strict.url}/manage/${organisation.slug}`)
    expect(new URL(page.url()).pathname).toBe('/me/passkeys')
    expect(await page.textContent('main')).toContain('I rollen din trenger du en passnøkkel')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Legg til en passnøkkel' }).click()
    await page.waitForURL(`**/manage/${organisation.slug}`)
    expect(await strictDatabase.owner('SELECT template FROM mails WHERE person_id = $1', [person.id])).toEqual([{ template: 'passkey-added' }])

    await page.goto(`${strict.url}/me/passkeys`)
    await expectAccessible(page)
    await page.click('text=Endre navn')
    await page.fill('[name=name]', 'Mobilen min')
    await page.getByRole('button', { name: 'Lagre navnet' }).click()
    await page.waitForURL('**/me/passkeys?done=renamed')
    expect(await page.textContent('main')).toContain('Mobilen min')

    await page.context().clearCookies()
    await page.goto(`${strict.url}/sign-in?to=/manage/${organisation.slug}`)
    await page.waitForURL(`**/manage/${organisation.slug}`, { timeout: 3_000 }).catch(() => page.getByRole('button', { name: 'Logg inn med passnøkkel' }).click())
    await page.waitForURL(`**/manage/${organisation.slug}`)
    expect((await strictDatabase.owner('SELECT strong FROM sessions WHERE person_id = $1 ORDER BY created_at DESC LIMIT 1', [person.id]))[0]!.strong).toBe(true)
  })

  test('whoever holds only the mailbox cannot add another, nor remove the one there is', async () => {
    const organisation = await makeOrganisation(strictDatabase)
    const person = await makeMember(strictDatabase, organisation, 'administrator')
    await strictDatabase.owner(`INSERT INTO passkeys (id, person_id, public_key, counter, name) VALUES ($1, $2, '\\x00', 0, 'Nøkkel')`, [`key-${person.id}`, person.id])
    const page = await browser.open()
    await signInAs(page, strict.url, strictDatabase, person)
    await page.goto(`${strict.url}/me/passkeys`)
    expect(await page.locator('[data-passkey=add]').count()).toBe(0)
    expect(await page.locator('button[name=remove]').count()).toBe(0)
    await expectAccessible(page)
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const asked = await strict.fetch('/sign-in/passkey', {
      method: 'POST', body: JSON.stringify({ step: 'add-options' }), headers: { cookie, origin: strict.url, 'content-type': 'application/json' },
    })
    expect(asked.status).toBe(403)
    await strict.fetch('/me/passkeys', { form: { passkey: `key-${person.id}`, remove: '1' }, headers: { cookie } })
    expect(await strictDatabase.owner('SELECT FROM passkeys WHERE person_id = $1', [person.id])).toHaveLength(1)
  })

  test('someone who has none is told what they are, and an old session asks to sign in again', async () => {
    const person = await makePerson(strictDatabase, { language: 'en' })
    const page = await browser.open({ language: 'en' })
    await signInAs(page, strict.url, strictDatabase, person)
    await strictDatabase.owner(`UPDATE sessions SET created_at = now() - interval '1 hour' WHERE person_id = $1`, [person.id])
    await page.goto(`${strict.url}/me/passkeys`)
    expect(await page.textContent('main')).toContain('You have no passkeys yet')
    expect(await page.textContent('main')).toContain('Sign in again first')
    await expectAccessible(page)
  })
})
