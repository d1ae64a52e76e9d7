import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp, type MadeOrganisation, type MadePerson } from '#tests/support/factories.ts'
import { linkIn, mailsTo, mailTo } from '#tests/support/mailbox.ts'
import { startBuiltServer, useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

let organisation: MadeOrganisation
let organiser: MadePerson
beforeAll(async () => {
  organisation = await makeOrganisation(database, { name: 'Blå Kors Jæren' })
  organiser = await makeMember(database, organisation, 'organiser')
})
const activityWith = (given: Parameters<typeof makeActivity>[1] = {}) => makeActivity(database, { organisation, createdBy: organiser, area: 'Sandnes', title: 'Rusfri tur', ...given })
const count = async (activity: { id: string }) => (await database.owner('SELECT joined_count AS joined, waiting_count AS waiting FROM activities WHERE id = $1', [activity.id]))[0]
const invitationIn = (mail: Awaited<ReturnType<typeof mailTo>>) => new ICAL.Event(new ICAL.Component(ICAL.parse(mail.attachments[0]!.text)).getFirstSubcomponent('vevent')!)

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])('a stranger ($javaScriptEnabled)', (wishes) => {
  test('joins by name and mail, gets the invitation, answers no from it', async () => {
    const activity = await activityWith({ address: { text: 'Langgata 1', shownTo: 'joined' } })
    const address = `fremmed-${wishes.javaScriptEnabled}@posten.example`
    const page = await browser.open({ ...wishes, expected: /422/ })
    await page.goto(`${server.url}/activities/${activity.slug}`)
    await page.fill('[name=name]', 'Åse')
    await page.fill('[name=email]', 'ikke en adresse')
    await page.click('#join form button')
    // what is wrong stands at its field, and nothing typed is lost
    expect(await page.inputValue('[name=name]')).toBe('Åse')
    expect(await page.inputValue('[name=email]')).toBe('ikke en adresse')
    expect(await page.getAttribute('[name=email]', 'aria-invalid')).toBe('true')
    if (wishes.javaScriptEnabled) await expectAccessible(page)
    await page.fill('[name=email]', address)
    await page.click('#join form button')
    await page.waitForURL('**/sign-in/code')
    expect(await count(activity)).toEqual({ joined: 0, waiting: 0 })
    const confirm = await mailTo(database, address)
    expect(confirm.subject).toBe('Bekreft at du blir med')
    expect(confirm.plain).toContain('Rusfri tur')
    expect(confirm.plain).not.toContain('Langgata')
    await page.goto(linkIn(confirm, /sign-in\/link/))
    await page.click('main form button')
    await page.waitForURL(`**/activities/${activity.slug}*`)
    expect(await page.textContent('#join')).toContain('Du er med')
    expect(await count(activity)).toEqual({ joined: 1, waiting: 0 })
    const invitation = await mailTo(database, address, { after: confirm.number })
    expect(invitation.subject).toMatch(/^Du er med: Tur – Sandnes/)
    expect(invitationIn(invitation).summary).toBe('Tur – Sandnes')
    expect(invitationIn(invitation).location).toBe('Langgata 1, Sandnes')
    // the answer works in a browser nobody is signed in to; looking at it changes nothing
    const other = await browser.open(wishes)
    const no = linkIn(invitation, /answer=no/)
    for (let i = 0; i < 3; i++) await other.goto(no)
    expect(await count(activity)).toEqual({ joined: 1, waiting: 0 })
    if (wishes.javaScriptEnabled) await expectAccessible(other)
    await other.click('main form button >> nth=0')
    await other.waitForURL('**done=no')
    expect(await count(activity)).toEqual({ joined: 0, waiting: 0 })
    const farewell = await mailTo(database, address, { after: invitation.number })
    expect([invitationIn(farewell).uid, invitationIn(farewell).sequence]).toEqual([invitationIn(invitation).uid, 1])
    expect(farewell.attachments[0]!.text).toContain('METHOD:CANCEL')
    if (wishes.javaScriptEnabled) await expectAccessible(other)
  })
})

test('signed in it is one press; leaving gives the place to whoever waits', async () => {
  const activity = await activityWith({ places: 1 })
  const [first, second] = await Promise.all([makePerson(database), makePerson(database, { language: 'sv' })])
  const page = await browser.open()
  await signInAs(page, server.url, database, first)
  await page.goto(`${server.url}/activities/${activity.slug}`)
  await page.click('#join form button')
  await page.waitForURL('**#join')
  expect(await page.textContent('#join')).toContain('Du er med')
  const cookies = await signedIn(database, second)
  expect((await server.fetch(`/activities/${activity.slug}/join`, { form: {}, headers: cookies })).status).toBe(303)
  const home = await (await server.fetch('/me?lang=sv', { headers: cookies })).text()
  expect(home).toContain('Du är nummer 1 på väntelistan')
  await page.click('form[action$="/leave"] button')
  await page.waitForSelector('form[action$="/join"] button')
  const promoted = await mailTo(database, second.email, { where: (mail) => mail.attachments.length > 0 })
  expect(promoted.subject).toMatch(/^Det blev plats för dig/)
  expect(await count(activity)).toEqual({ joined: 1, waiting: 0 })
})

test('a form sent twice is one sign-up and one mail', async () => {
  const activity = await activityWith()
  const person = await makePerson(database)
  const headers = await signedIn(database, person)
  await Promise.all([1, 2, 3].map(() => server.fetch(`/activities/${activity.slug}/join`, { form: {}, headers })))
  await mailTo(database, person.email)
  expect(await mailsTo(database, person.email)).toHaveLength(1)
  expect(await count(activity)).toEqual({ joined: 1, waiting: 0 })
})

test('what is hidden, a draft or made up answers the same', async () => {
  const [draft, members] = await Promise.all([activityWith({ published: false }), activityWith({ visibility: 'members' })])
  const bytes = async (slug: string, path: string, init: Parameters<typeof server.fetch>[1]) => {
    const answer = await server.fetch(`/activities/${slug}/${path}`, init)
    return [answer.status, (await answer.text()).replaceAll(slug, 'x').replace(/nonce="[^"]*"/g, '')]
  }
  const stranger = { form: { name: 'A', email: 'a@b.example' } }
  const headers = await signedIn(database, await makePerson(database))
  for (const [path, init] of [['join', stranger], ['join', { form: {}, headers }], ['leave', { form: {}, headers }]] as const) {
    const never = await bytes('finnes-ikke-i-det-hele-tatt', path, init)
    expect(never[0]).toBe(404)
    for (const activity of [draft, members]) expect(await bytes(activity.slug, path, init)).toEqual(never)
  }
})

describe('an answer’s address', () => {
  test('a changed or made-up one is nothing', async () => {
    const activity = await activityWith()
    const signUp = await makeSignUp(database, { activity, person: await makePerson(database) })
    for (const token of [`${signUp.id.replaceAll('-', '')}${'0'.repeat(64)}`, 'x', signUp.id]) {
      expect((await server.fetch(`/answer/${token}`)).status).toBe(404)
      expect((await server.fetch(`/answer/${token}`, { form: { answer: 'no' } })).status).toBe(404)
    }
    expect(await count(activity)).toEqual({ joined: 1, waiting: 0 })
  })
})

describe('the calendar address', () => {
  test('made, shown once, replaced, revoked; unknown and revoked are the same', async () => {
    const person = await makePerson(database)
    const activity = await activityWith({ address: { text: 'Blå Kors, Langgata 1', shownTo: 'joined' } })
    await makeSignUp(database, { activity, person })
    await makeSignUp(database, { activity: await activityWith({ title: 'Venter' }), person, state: 'waiting' })
    const page = await browser.open()
    await signInAs(page, server.url, database, person)
    const make = async () => {
      await page.goto(`${server.url}/me/calendar`)
      await page.click('button[value=make]')
      return new URL(await page.inputValue('textarea'))
    }
    const first = await make()
    await expectAccessible(page)
    expect(await page.getAttribute('a[href^="webcal:"]', 'href')).toBe(first.href.replace('http:', 'webcal:'))
    const feed = await server.fetch(first.pathname)
    expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(feed.headers.get('cache-control')).toBe('private, no-store')
    const text = await feed.text()
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
    expect(events.map((event) => [event.uid, event.summary, event.location])).toEqual([[activity.uid, 'Tur – Sandnes', 'Langgata 1, Sandnes']])
    expect(text).not.toMatch(/rusfri|blå kors|attendee/i)
    expect((await server.fetch(first.pathname, { headers: { 'if-none-match': feed.headers.get('etag')! } })).status).toBe(304)
    // kept as a hash, and in no log
    const secret = /([\w-]{43})\.ics$/.exec(first.pathname)![1]!
    expect(JSON.stringify(await database.owner('SELECT * FROM calendar_addresses'))).not.toContain(secret)
    expect(server.log()).not.toContain(secret)
    await page.goto(`${server.url}/me/calendar`)
    expect(await page.content()).not.toContain(secret)

    const never = await server.fetch(`/calendar/${'x'.repeat(43)}.ics`)
    const nothing = [404, await never.text()]
    expect(never.status).toBe(404)
    const second = await make()
    const old = await server.fetch(first.pathname)
    expect([old.status, await old.text()]).toEqual(nothing)
    expect((await server.fetch(second.pathname)).status).toBe(200)
    await page.click('button[value=revoke]')
    await page.waitForURL('**done=revoked')
    const revoked = await server.fetch(second.pathname)
    expect([revoked.status, await revoked.text()]).toEqual(nothing)
  })
})

describe('one’s own pages', () => {
  test('what is next, settings that are kept, mails; nothing for who is not signed in', async () => {
    for (const path of ['/me', '/me/calendar', '/me/settings', '/me/mails']) {
      const answer = await server.fetch(path)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `/sign-in?to=${encodeURIComponent(path)}`])
    }
    const person = await makePerson(database, { name: 'Ola' })
    const page = await browser.open({ expected: /422/ })
    await signInAs(page, server.url, database, person)
    await page.goto(`${server.url}/me`)
    expect(await page.textContent('h1')).toBe('Hei, Ola')
    await expectAccessible(page)
    const activity = await activityWith()
    await page.goto(`${server.url}/activities/${activity.slug}`)
    await page.click('#join form button')
    await page.goto(`${server.url}/me`)
    expect(await page.textContent(`#activity-${activity.id}`)).toContain('Du er påmeldt')
    await expectAccessible(page)
    await page.goto(`${server.url}/me/settings`)
    await page.fill('[name=name]', '')
    await page.check('[name=openTitles]')
    await page.click('main form button')
    expect(await page.isChecked('[name=openTitles]')).toBe(true)
    expect(await page.getAttribute('[name=name]', 'aria-invalid')).toBe('true')
    await page.fill('[name=name]', 'Ola N.')
    await page.check('[name=language][value=sv]')
    await page.click('main form button')
    await page.waitForURL('**/me/settings?saved**')
    expect(await page.textContent('h1')).toBe('Inställningar')
    await expectAccessible(page)
    expect((await database.owner('SELECT name, language, open_titles FROM people WHERE id = $1', [person.id]))[0]).toEqual({ name: 'Ola N.', language: 'sv', open_titles: true })
    const mail = await mailTo(database, person.email)
    await page.goto(`${server.url}/me/mails`)
    expect(await page.textContent('main')).toContain(mail.subject)
    await expectAccessible(page)
  })
})

describe('the local mailbox', () => {
  test('does not exist outside a demo, where a server that could send no mail does not start', async () => {
    await expect(startBuiltServer({ DATABASE_URL: database.ownerUrl })).rejects.toThrow(/RESEND_API_KEY must be set/)
    const elsewhere = await startBuiltServer({ DATABASE_URL: database.ownerUrl, RESEND_API_KEY: 're_test', RESEND_BASE_URL: 'http://127.0.0.1:1' })
    try {
      const [mail] = await database.owner('SELECT id FROM mailbox LIMIT 1')
      for (const path of ['/mailbox', `/mailbox/${mail!.id}`, `/mailbox/${mail!.id}/html`]) expect((await elsewhere.fetch(path)).status, path).toBe(404)
    } finally {
      await elsewhere.stop()
    }
  })
  test('shows a mail as a person sees it and as it was sent; runs and loads nothing in it', async () => {
    const person = await makePerson(database)
    const activity = await activityWith()
    await server.fetch(`/activities/${activity.slug}/join`, { form: {}, headers: await signedIn(database, person) })
    const mail = await mailTo(database, person.email)
    const page = await browser.open({ width: 'desktop' })
    await page.goto(`${server.url}/mailbox`)
    await expectAccessible(page)
    await page.click(`text=${mail.subject}`)
    await page.waitForURL('**/mailbox/*')
    expect(await page.textContent('[aria-labelledby=invitation]')).toContain('REQUEST')
    expect(await page.content()).toContain('BEGIN:VCALENDAR')
    // The frame runs nothing, not even what checks pages here: its contents are asked for below.
    expect(await page.getAttribute('iframe', 'sandbox')).not.toContain('allow-scripts')
    await page.evaluate(() => document.querySelector('iframe')!.remove())
    await expectAccessible(page)
    const html = await server.fetch(new URL(`${page.url()}/html`).pathname)
    expect(html.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; base-uri 'none'; sandbox allow-popups allow-popups-to-escape-sandbox")
    expect(await html.text()).toContain('Du er med</h1>')
  })
})
