import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeKind, makeMember, makeOrganisation } from '#tests/support/factories.ts'
import { linkIn, mailTo, type ReceivedMail } from '#tests/support/mailbox.ts'
import { useServer } from '#tests/support/server.ts'
import { signInAs } from '#tests/support/sign-in.ts'

/**
 * What Samkraft is for, start to end, with real parts: an organiser publishes, a stranger finds and joins without an
 * account, both calendars are told, and a change and a cancellation reach them.
 */
const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

let house: MadeOrganisation, sissel: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database, { slug: 'fjordfolk', name: 'Fjordfolk' })
  sissel = await makeMember(database, house, 'organiser', { name: 'Sissel Vigre' })
  await makeKind(database, house, 'trening')
})

const nextYear = new Date().getFullYear() + 1

/** The invitation a mail carries: read by another program's parser, as a calendar would. */
function invitationIn(mail: ReceivedMail) {
  const part = mail.attachments.find((attachment) => attachment.contentType.startsWith('text/calendar'))
  if (!part) throw new Error(`"${mail.subject}" carries no calendar`)
  const calendar = new ICAL.Component(ICAL.parse(part.text))
  const event = calendar.getFirstSubcomponent('vevent')!
  const method = String(calendar.getFirstPropertyValue('method'))
  expect(part.contentType).toContain(`method=${method}`)
  return {
    method,
    uid: String(event.getFirstPropertyValue('uid')),
    sequence: Number(event.getFirstPropertyValue('sequence')),
    start: (event.getFirstPropertyValue('dtstart') as ICAL.Time).toString(),
    location: String(event.getFirstPropertyValue('location') ?? ''),
    summary: String(event.getFirstPropertyValue('summary')),
    attendees: event.getAllProperties('attendee').map((attendee) => String(attendee.getFirstValue()).toLowerCase()),
  }
}

describe.each(['nb', 'sv', 'en'] as const)('in %s, without scripts, on a phone', (language) => {
  test('published, found, joined, changed, cancelled', async () => {
    const title = `Fotballtrening på Dale ${language}`
    const stranger = { name: 'Nina Brekke', email: `nina.${language}@example.org` }
    const organiser = await browser.open({ language: 'nb', javaScriptEnabled: false, expected: /422/ })
    await signInAs(organiser, server.url, database, sissel)

    // The organiser publishes; the exact address is for those who join.
    await organiser.goto(`${server.url}/manage/fjordfolk/activities/new`)
    await organiser.fill('[name=title]', title)
    await organiser.selectOption('[name=kindId]', { index: 1 })
    await organiser.fill('[name=startDate]', `${nextYear}-05-20`)
    await organiser.fill('[name=startTime]', '18:00')
    await organiser.fill('[name=endTime]', '20:00')
    await organiser.fill('[name=area]', 'Sandnes')
    await organiser.fill('[name=address]', 'Daleveien 12')
    await organiser.check('[name=shownTo][value=joined]')
    await organiser.fill('[name=places]', '2')
    await organiser.click('button[name=intent][value=preview]')
    await organiser.waitForURL('**/preview')
    await organiser.locator('main form button:not([value=preview])').first().click()
    await organiser.waitForURL('**?done=published')
    const toOrganiser = invitationIn(await mailTo(database, sissel.email, { where: (mail) => mail.attachments.length > 0 && invitationIn(mail).start.startsWith(`${nextYear}-05-20`) }))
    expect(toOrganiser).toMatchObject({ method: 'REQUEST', start: `${nextYear}-05-20T18:00:00`, attendees: [`mailto:${sissel.email}`] })

    // A stranger finds it by half a word, and does not see the address.
    const page = await browser.open({ language, javaScriptEnabled: false })
    await page.goto(`${server.url}/activities?q=fotball`)
    await page.click(`main a:has-text("${title}")`)
    expect(await page.textContent('main')).not.toContain('Daleveien')

    // Name and mail, and a code from the mail: no account, no password.
    await page.fill('#join [name=name]', stranger.name)
    await page.fill('#join [name=email]', stranger.email)
    await page.click('#join button')
    await page.waitForURL('**/sign-in/code**')
    const confirm = await mailTo(database, stranger.email)
    // Programs that open links in mails do not confirm anything.
    await server.fetch(new URL(linkIn(confirm, /sign-in\/link/)).pathname)
    expect(await database.owner(`SELECT 1 FROM sign_ups s JOIN people p ON p.id = s.person_id WHERE p.email = $1`, [stranger.email])).toEqual([])
    await page.fill('[name=code]', /\b\d{3}[ -]?\d{3}\b/.exec(confirm.plain)![0])
    await page.locator('main form button').first().click()
    await page.waitForURL('**/activities/**')
    expect(await page.textContent('main')).toContain('Daleveien 12')

    const first = await mailTo(database, stranger.email, { after: confirm.number })
    const invitation = invitationIn(first)
    expect(invitation).toMatchObject({ method: 'REQUEST', attendees: [`mailto:${stranger.email}`], start: `${nextYear}-05-20T18:00:00` })
    expect(invitation.location).toContain('Daleveien 12')
    expect(first.subject + first.sender + invitation.summary).not.toMatch(/rus|sober|nykter|avheng|beroende|addict|recovery/i)

    // A later hour reaches both calendars, as the same event.
    const [made] = await database.owner(`SELECT a.id FROM activities a JOIN activity_texts t ON t.activity_id = a.id WHERE t.title = $1`, [title])
    await organiser.goto(`${server.url}/manage/fjordfolk/activities/${made!.id}/edit`)
    await organiser.fill('[name=startTime]', '17:00')
    await organiser.click('button[name=intent][value=save]')
    await organiser.waitForURL('**?done=saved')
    const second = await mailTo(database, stranger.email, { after: first.number })
    const changed = invitationIn(second)
    expect(changed).toMatchObject({ method: 'REQUEST', uid: invitation.uid, start: `${nextYear}-05-20T17:00:00` })
    expect(changed.sequence).toBeGreaterThan(invitation.sequence)

    // Cancelled: out of the calendar, with the reason in the mail.
    await organiser.goto(`${server.url}/manage/fjordfolk/activities/${made!.id}?do=cancel`)
    const cancelling = organiser.locator('main a:has-text("Avlys")')
    if (await cancelling.count()) await cancelling.first().click()
    await organiser.fill('[name=reason]', 'Banen er oversvømt.')
    await organiser.locator('main button:has-text("Avlys aktiviteten")').click()
    await organiser.waitForURL('**?done=cancelled')
    const third = await mailTo(database, stranger.email, { after: second.number })
    const cancelled = invitationIn(third)
    expect(cancelled).toMatchObject({ method: 'CANCEL', uid: invitation.uid })
    expect(cancelled.sequence).toBeGreaterThan(changed.sequence)
    expect(third.plain).toContain('Banen er oversvømt.')
    await page.reload()
    expect(await page.textContent('main')).toContain('Banen er oversvømt.')
  })
})
