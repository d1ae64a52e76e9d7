import ICAL from 'ical.js'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeActivity, makeActivity, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { receivedEvent, replyMail, replyText, type ReplyFacts, signedWebhook, webhookSecret } from '#tests/support/replies.ts'
import { useResend } from '#tests/support/resend.ts'
import { startBuiltServer, type TestServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

/** Answers from calendars the whole way: invited by mail, answered in a calendar, heard through the provider's webhook. */
const database = useDatabase({ connected: false })
const resend = useResend()
const browser = useBrowser()

let server: TestServer
let activity: MadeActivity
const start = (more: Record<string, string | undefined> = {}) =>
  startBuiltServer({
    DATABASE_URL: database.ownerUrl, DEMO: '1', DEMO_ALLOW_EXTERNAL_DB: '1', RESEND_API_KEY: 're_test', RESEND_BASE_URL: process.env.RESEND_BASE_URL,
    RESEND_WEBHOOK_SECRET: webhookSecret, REPLY_TO: 'svar@inn.samkraft.example', ...more,
  })
beforeAll(async () => {
  server = await start()
  activity = await makeActivity(database, { organisation: await makeOrganisation(database), title: 'Tur til Dalsnuten', slug: 'tur-til-dalsnuten', places: 1 })
}, 120_000)
afterAll(() => server?.stop())

async function until<T>(what: string, ask: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  const end = Date.now() + 20_000
  for (;;) {
    const found = await ask()
    if (found) return found
    if (Date.now() > end) throw new Error(`waited for ${what}\n${server.log().slice(-2_000)}`)
    await pause(50)
  }
}
const mailsTo = (email: string) => [...resend.accepted.values()].filter(({ mail }) => [mail.to].flat().includes(email))
const stateOf = async (person: { id: string }) => (await database.owner('SELECT state FROM sign_ups WHERE person_id = $1', [person.id]))[0]?.state as string | undefined
const heard = (emailId: string) => until(`the answer ${emailId}`, () => server.log().split('\n').find((line) => line.includes('answer from a calendar') && line.includes(`"${emailId}"`)))
const tell = (emailId: string, to: string, sign: Parameters<typeof signedWebhook>[1] = {}) => fetch(`${server.url}/webhooks/resend`, signedWebhook(receivedEvent(emailId, to), sign))

/** Joins on the site, and what the invitation that came by mail says. */
async function invited(language: 'nb' | 'sv' | 'en' = 'nb') {
  const person = await makePerson(database, { language })
  expect((await server.fetch('/activities/tur-til-dalsnuten/join', { form: {}, headers: await signedIn(database, person) })).status).toBe(303)
  const { mail } = await until('an invitation', () => mailsTo(person.email).find(({ mail }) => mail.attachments?.length))
  const event = new ICAL.Component(ICAL.parse(Buffer.from(mail.attachments![0]!.content, 'base64').toString())).getFirstSubcomponent('vevent')!
  const facts: ReplyFacts = {
    uid: String(event.getFirstPropertyValue('uid')), organizer: String(event.getFirstPropertyValue('organizer')).replace('mailto:', ''), attendee: person.email,
    answer: 'DECLINED', sequence: Number(event.getFirstPropertyValue('sequence')), saidAt: new Date(Date.now() - 1_000), startsAt: activity.startsAt,
  }
  return { person, facts, text: mail.text }
}
const answered = (file: string, program: 'google' | 'outlook' | 'apple', facts: ReplyFacts) => {
  const calendar = replyText(file, facts)
  return { from: `Noen <${facts.attendee}>`, to: facts.organizer, raw: replyMail(program, calendar, { from: facts.attendee, to: facts.organizer }) }
}

test.each([['nb', 'google', 'google', 'Du kan også svare i kalenderen.', 'Svaret ditt er notert'], ['sv', 'outlook', 'outlook', 'Du kan också svara i kalendern.', 'Ditt svar är noterat'], ['en', 'apple', 'apple', 'You can also answer in your calendar.', 'We have your answer']] as const)(
  '%s, %s: invited by mail, answers no in the calendar, and the place is free', async (language, file, program, line, subject) => {
    const { person, facts, text } = await invited(language)
    expect(text).toContain(line)
    expect(facts.organizer).toMatch(/^svar\+[0-9a-f]{32}@inn\.samkraft\.example$/)
    const emailId = resend.receive(answered(file, program, facts))
    expect((await tell(emailId, facts.organizer, { id: `msg_${file}` })).status).toBe(204)
    await heard(emailId)
    expect(await stateOf(person)).toBe('left')
    await until('a letter', () => mailsTo(person.email).length === 2)
    const letter = mailsTo(person.email)[1]!.mail
    expect(letter.subject).toBe(subject)
    expect(letter.attachments ?? []).toEqual([])
    expect(letter.text).toContain('Tur til Dalsnuten')
    // Told again by the provider, under the same name or another: nothing new.
    for (const id of [`msg_${file}`, `msg_${file}_again`]) expect((await tell(emailId, facts.organizer, { id })).status).toBe(204)
    await until('both', async () => (await database.owner(`SELECT FROM pgboss.job WHERE name = 'replies' AND data->>'emailId' = $1 AND state = 'completed'`, [emailId])).length === 2)
    expect(mailsTo(person.email)).toHaveLength(2)

    // The letter has a way back, without signing in and without scripts.
    const page = await browser.open({ javaScriptEnabled: false, language })
    await page.goto(/https?:\/\/[^\s\])]+\/answer\/[^\s\])]+/.exec(letter.text)![0])
    await page.locator('main form button').first().click()
    await page.waitForURL('**done=yes')
    expect(await stateOf(person)).toBe('joined')
    // That was said after the calendar's no; the old no is no more.
    expect((await tell(emailId, facts.organizer, { id: `msg_${file}_late` })).status).toBe(204)
    await until('all', async () => (await database.owner(`SELECT FROM pgboss.job WHERE name = 'replies' AND data->>'emailId' = $1 AND state = 'completed'`, [emailId])).length === 3)
    expect(await stateOf(person)).toBe('joined')
    await server.fetch('/activities/tur-til-dalsnuten/leave', { form: {}, headers: await signedIn(database, person) })
  },
)

test('maybe is noted for oneself, on one\'s own page', async () => {
  const { person, facts } = await invited()
  const emailId = resend.receive({ ...answered('microsoft365', 'outlook', { ...facts, answer: 'TENTATIVE' }), asAttachment: replyText('microsoft365', { ...facts, answer: 'TENTATIVE' }) })
  await tell(emailId, facts.organizer)
  await heard(emailId)
  expect(await stateOf(person)).toBe('joined')
  const page = await browser.open({ javaScriptEnabled: false })
  await signInAs(page, server.url, database, person)
  await page.goto(`${server.url}/me`)
  expect(await page.innerText('main')).toContain('Du svarte kanskje i kalenderen. Plassen er fortsatt din.')
  await server.fetch('/activities/tur-til-dalsnuten/leave', { form: {}, headers: await signedIn(database, person) })
})

test('what is forged, replayed, too old or tampered with does not get in, and changes nothing', async () => {
  const { person, facts } = await invited()
  const mail = answered('google', 'google', facts)
  const emailId = resend.receive(mail)
  const body = receivedEvent(emailId, facts.organizer)
  const good = signedWebhook(body)
  const post = (given: { body?: string; headers?: Record<string, string> }) => fetch(`${server.url}/webhooks/resend`, { ...good, ...given })
  const without = (name: string) => Object.fromEntries(Object.entries(good.headers).filter(([key]) => key !== name))
  for (const [what, given] of [
    ['no signature', { headers: { 'content-type': 'application/json' } }],
    ['another secret', signedWebhook(body, { secret: `whsec_${Buffer.from('somebody else, 32 bytes and more').toString('base64')}` })],
    ['a changed body', { body: body.replace('"cc":[]', '"cc":[ ]') }],
    ['another id', { headers: { ...good.headers, 'svix-id': 'msg_other' } }],
    ['no id', { headers: without('svix-id') }],
    ['no time', { headers: without('svix-timestamp') }],
    ['too old', signedWebhook(body, { at: new Date(Date.now() - 6 * 60_000) })],
    ['too new', signedWebhook(body, { at: new Date(Date.now() + 6 * 60_000) })],
    ['a session and an origin instead', { headers: { ...(await signedIn(database, person)), origin: server.url } }],
  ] as [string, { body?: string; headers: Record<string, string> }][]) expect((await post(given)).status, what).toBe(401)
  for (const [what, given] of [['nothing to read', 'null'], ['something else', JSON.stringify({ type: 'email.sent', data: { email_id: emailId } })], ['an odd id', JSON.stringify({ type: 'email.received', data: { email_id: '../../x', to: [facts.organizer] } })]] as const) {
    expect((await fetch(`${server.url}/webhooks/resend`, signedWebhook(given))).status, what).toBe(204)
  }
  expect((await fetch(`${server.url}/webhooks/resend`, signedWebhook('ikke json'))).status).toBe(401)
  expect((await server.fetch('/webhooks/resend')).status).toBe(404)

  // A mail with a forged sender: it knows the person's address and the event, and not the address of the invitation.
  const guessed = `svar+${'0123456789abcdef'.repeat(2)}@inn.samkraft.example`
  for (const [to, from] of [[guessed, facts.attendee], [facts.organizer, 'noen.andre@example.org']] as const) {
    const forged = resend.receive({ ...mail, to, from })
    await tell(forged, to)
    await heard(forged)
  }
  // One that asks the server to fetch from somewhere else is not fetched.
  expect(await stateOf(person)).toBe('joined')
  expect(await database.owner('SELECT FROM calendar_replies WHERE person_id = $1', [person.id])).toEqual([])
  expect(mailsTo(person.email)).toHaveLength(1)
})

test('without the secret there is no such address, and invitations say what they said before', async () => {
  await server.stop() // its worker would go on sending
  server = await start({ RESEND_WEBHOOK_SECRET: undefined, REPLY_TO: undefined })
  const never = await fetch(`${server.url}/webhooks/resend`, signedWebhook(receivedEvent('x', 'svar@inn.samkraft.example')))
  expect(never.status).toBe(404)
  await database.owner(`UPDATE activities SET places = NULL`)
  const { facts, text } = await invited()
  expect([facts.organizer, text.includes('Svarer du i kalenderen, ser vi det ikke')]).toEqual(['post@samkraft.example', true])
})
