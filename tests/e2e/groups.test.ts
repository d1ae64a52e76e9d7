import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeActivity, makeMember, makeOrganisation } from '#tests/support/factories.ts'
import { makeGroup, makeHost, makePlace } from '#tests/support/groups.ts'
import { linkIn, mailsTo, mailTo } from '#tests/support/mailbox.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

/** A peer group from its making to leaving it, through the front door, without scripts; and what others see of it: nothing. */
const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

let house: MadeOrganisation, sissel: MadePerson, neighbour: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database, { slug: 'fjordfolk', name: 'Fjordfolk' })
  sissel = await makeMember(database, house, 'organiser', { name: 'Sissel Vigre' })
  neighbour = await makeMember(database, await makeOrganisation(database, { slug: 'nya-stegen' }), ['organiser', 'coordinator', 'administrator'], { name: 'Nils Nabo' })
})

/** What may stand in a subject that others read over a shoulder. */
const telling = /grupp|group|rus|sober|nykter|edru|mandag|board|tavl/i

describe.each(['nb', 'sv', 'en'] as const)('in %s, without scripts, on a phone', (language) => {
  test('made, found, asked, let in, written, reported, hidden, erased, paused, left', async () => {
    const name = `Mandagsgruppa ${language}`
    const meeting = await makeActivity(database, { organisation: house, title: `Samtale ${language}` })
    const kari = await makeMember(database, house, 'volunteer', { name: 'Kari Vert', email: `kari.${language}@example.org`, language })
    const coordinator = await makeMember(database, house, 'coordinator', { name: 'Tor Koordinator', language })
    const other = await makeMember(database, house, 'participant', { name: 'Odd Annen' })
    const ida = { name: 'Ida Ny', email: `ida.${language}@example.org` }

    // An organiser writes it, names a host and the meetings, and publishes.
    const organiser = await browser.open({ language: 'nb', javaScriptEnabled: false })
    await signInAs(organiser, server.url, database, sissel)
    await organiser.goto(`${server.url}/manage/fjordfolk/groups/new`)
    await organiser.fill('[name=name_nb]', name)
    await organiser.fill('[name=forWhom_nb]', 'For deg som vil ha noen å snakke med.')
    await organiser.fill('[name=firstTime_nb]', 'Kari møter deg utenfor kl. 17.45.')
    await organiser.check('[name=wayIn][value=request]')
    await organiser.locator('main form button').last().click()
    await organiser.waitForURL('**?done=saved')
    const id = new URL(organiser.url()).pathname.split('/').at(-1)!
    expect(await organiser.locator('button:has-text("Publiser")').count()).toBe(0) // nobody to answer yet
    await organiser.selectOption('[name=host]', kari.id)
    await organiser.click('button:has-text("Gjør til vert")')
    await organiser.waitForURL('**?done=named')
    await organiser.click('a:has-text("Velg møter")')
    await organiser.check(`[name="meet-${meeting.id}"]`)
    await organiser.locator('main form button').click()
    await organiser.waitForURL('**?done=saved')
    await organiser.click('button:has-text("Publiser gruppen")')
    await organiser.waitForURL('**?done=published')
    const [made] = await database.owner<{ slug: string }>('SELECT slug FROM groups WHERE id = $1', [id])
    const page = `/groups/${made!.slug}`
    expect((await mailTo(database, kari.email)).subject).not.toMatch(telling)

    // A stranger reads it; nothing there depends on who is in it.
    const stranger = await browser.open({ language, javaScriptEnabled: false, expected: /404|422/ })
    await stranger.goto(`${server.url}/groups?q=mandags+${language}`)
    await stranger.click(`main a:has-text("${name}")`)
    expect(await stranger.textContent('main')).toContain('Kari møter deg utenfor kl. 17.45.')
    expect(await stranger.textContent('main')).toContain(meeting.title)
    const asSeen = async () => (await (await server.fetch(page)).text()).replace(/nonce="[^"]*"/g, '')
    const before = await asSeen()

    // Asks, by way of signing in.
    await stranger.locator('#join a').first().click()
    await stranger.waitForURL('**/sign-in?to=**')
    await stranger.fill('[name=email]', ida.email)
    await stranger.locator('main form button').first().click()
    const confirm = await mailTo(database, ida.email)
    await stranger.fill('[name=code]', /\b\d{3}[ -]?\d{3}\b/.exec(confirm.plain)![0])
    await stranger.locator('main form button').first().click()
    await stranger.waitForURL(`**${page}/join`)
    await stranger.fill('[name=called]', '')
    await stranger.locator('main form button').first().click()
    await stranger.locator('#field-called[aria-invalid]').waitFor()
    await stranger.fill('[name=called]', 'Ida')
    await stranger.locator('main form button').first().click()
    await stranger.waitForURL('**?done=asked')
    expect((await stranger.goto(`${server.url}${page}/board`))!.status()).toBe(404)

    // The host hears discreetly, sees who asks, says yes.
    const toHost = await mailTo(database, kari.email, { after: (await mailTo(database, kari.email)).number })
    expect(toHost.subject).not.toMatch(telling)
    expect(toHost.plain).not.toContain('Ida')
    const host = await browser.open({ language, javaScriptEnabled: false })
    await signInAs(host, server.url, database, kari)
    await host.goto(linkIn(toHost, /manage/))
    await host.locator('form:has([name=intent][value=yes]) button').click()
    await host.waitForURL('**?done=yes')
    const welcome = await mailTo(database, ida.email, { after: confirm.number })
    expect(welcome.subject).not.toMatch(telling)
    expect(welcome.plain).toContain('Kari møter deg utenfor')

    // Outsiders see the same bytes as before anybody was in it.
    await makePlace(database, { group: { id }, person: other })
    expect(await asSeen()).toBe(before)

    // The member writes; pressing twice is one post.
    await stranger.goto(`${server.url}${page}/board`)
    expect(await stranger.locator('main a[href="/help"]').count()).toBeGreaterThan(0)
    await stranger.fill('[name=text]', ' ')
    await stranger.locator('#write button').click()
    await stranger.locator('#field-text[aria-invalid]').waitFor()
    await stranger.fill('[name=text]', `Hei fra Ida <b>&</b> https://eksempel.no ${language}`)
    const form = Object.fromEntries(await stranger.locator('#write').evaluate((one) => [...new FormData(one as HTMLFormElement)].map(([key, value]) => [key, String(value)])))
    await stranger.locator('#write button').click()
    await stranger.waitForURL('**?done=posted**')
    const cookie = (await stranger.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    expect((await server.fetch(`${page}/board`, { form, headers: { cookie } })).status).toBe(303)
    expect(await stranger.locator('main article').count()).toBe(1)
    expect(await stranger.locator('main article a[href^="http"]:not([href*="/groups/"])').count()).toBe(0)
    const [kept] = await database.owner<{ id: string; body: string }>('SELECT id, body FROM group_posts WHERE group_id = $1', [id])
    expect(kept!.body).not.toContain('Ida')

    // Somebody answers and reports that a person may be in danger: told at once what to do, and coordinators hear of it.
    const reporter = await browser.open({ language, javaScriptEnabled: false, width: 'desktop', colorScheme: 'dark' })
    await signInAs(reporter, server.url, database, other)
    await reporter.goto(`${server.url}${page}/board?reply=${kept!.id}`)
    await reporter.fill('[name=text]', 'Godt å se deg.')
    await reporter.locator('#write button').click()
    await reporter.waitForURL('**?done=posted**')
    await reporter.locator(`a[href$="${kept!.id}?do=report"]`).click()
    expect(await reporter.textContent('main')).toContain('113')
    await reporter.check('[name=reason][value=danger]')
    await reporter.fill('[name=words]', 'Jeg er redd.')
    await reporter.locator('main form button').click()
    await reporter.waitForURL('**?done=danger')
    expect(await reporter.locator('main a[href="tel:113"]').count()).toBe(1)
    const alarm = await mailTo(database, coordinator.email)
    expect(alarm.subject).not.toMatch(telling)
    expect(alarm.plain + alarm.html).not.toMatch(/Odd|redd\./)
    expect((await mailsTo(database, ida.email)).length).toBe(2) // the code and the welcome: nothing about the report

    // The host reads it and hides the post; the author still sees it and takes it away; the answer stays.
    await host.goto(`${server.url}/manage/fjordfolk/groups/${id}`)
    expect(await host.textContent('#reports')).toContain('Jeg er redd.')
    expect(await host.textContent('#reports')).not.toContain('Odd')
    await host.locator('form:has([name=intent][value=handle-hide]) button').click()
    await host.waitForURL('**?done=handled')
    await reporter.goto(`${server.url}${page}/board`)
    expect(await reporter.textContent('main')).not.toContain('Hei fra Ida')
    await stranger.goto(`${server.url}${page}/board`)
    expect(await stranger.textContent('main')).toContain('Hei fra Ida')
    await stranger.locator(`a[href$="${kept!.id}?do=erase"]`).click()
    await stranger.locator('main form button').click()
    await stranger.waitForURL('**?done=erased')
    expect(await stranger.textContent('main')).toContain('Godt å se deg.')
    expect(await stranger.textContent('main')).not.toContain('Hei fra Ida')
    expect(await database.owner('SELECT body FROM group_posts WHERE id = $1', [kept!.id])).toEqual([{ body: null }])

    // Pause, come back, leave; nobody asks why, and no trace is left on their own page.
    await stranger.goto(`${server.url}${page}/membership`)
    await stranger.locator('form:has([value=pause]) button').click()
    await stranger.waitForURL('**?done=paused')
    await stranger.goto(`${server.url}${page}/board`)
    expect(new URL(stranger.url()).pathname).toBe(`${page}/membership`)
    await stranger.locator('form:has([value=back]) button').first().click()
    await stranger.waitForURL('**?done=back')
    await stranger.locator('form:has([value=leave]) button').first().click()
    await stranger.waitForURL('**?done=left')
    await stranger.goto(`${server.url}/me`)
    expect(await stranger.textContent('main')).not.toContain(name)
    await host.goto(`${server.url}/me`)
    expect(await host.textContent('main')).toContain(name)

    // A neighbour, and those who only administer or plan, find no board and no members.
    const cookies = await signedIn(database, neighbour, { strong: true })
    for (const address of [`${page}/board`, `${page}/board/${kept!.id}`, `${page}/membership`, ...['', '/edit', '/meetings'].map((part) => `/manage/fjordfolk/groups/${id}${part}`), `/manage/nya-stegen/groups/${id}`]) {
      expect((await server.fetch(address, { headers: cookies })).status, address).toBe(404)
      expect((await server.fetch(address, { headers: cookies, form: { intent: 'hide', text: 'x', name_nb: 'x', place: kept!.id, reason: 'other' } })).status, address).toBe(404)
    }
    const planner = await signedIn(database, sissel)
    expect((await server.fetch(`${page}/board`, { headers: planner })).status).toBe(404)
    expect(await (await server.fetch(`/manage/fjordfolk/groups/${id}`, { headers: planner })).text()).not.toMatch(/Ida|Odd/)
    expect((await server.fetch(`/manage/fjordfolk/groups/${id}`, { headers: planner, form: { intent: 'take-out', place: kept!.id } })).status).toBe(404)
  }, 120_000)
})

test('a kind no names somebody else to talk to', async () => {
  const [host, coordinator] = [await makeMember(database, house, 'participant', { name: 'Vera Vert' }), await makeMember(database, house, 'participant', { name: 'Paul Spør' })]
  await database.owner(`UPDATE organisations SET contact_email = 'hei@fjordfolk.example' WHERE id = $1`, [house.id])
  const group = await makeGroup(database, { organisation: house, wayIn: 'request' })
  await makeHost(database, { group, person: host, shown: true })
  const { id } = await makePlace(database, { group, person: coordinator, state: 'asked' })
  const answer = await server.fetch(`/manage/fjordfolk/groups/${group.id}`, { headers: await signedIn(database, host), form: { intent: 'no', place: id } })
  expect(answer.headers.get('location')).toContain('done=no')
  const mail = await mailTo(database, coordinator.email)
  expect(mail.plain).toContain('hei@fjordfolk.example')
  expect(mail.plain).not.toContain('Vera')
  expect(mail.subject).not.toMatch(telling)
  expect(await (await server.fetch(`/groups/${group.slug}`)).text()).toContain('Vera')
})

test.each([['nb', 'phone', 'light'], ['sv', 'desktop', 'dark'], ['en', 'phone', 'dark']] as const)('every screen can be used by everybody (%s, %s, %s)', async (language, width, colorScheme) => {
  const [host, member] = [await makeMember(database, house, ['volunteer', 'coordinator'], { name: 'Vivi Vert', language }), await makeMember(database, house, 'participant', { name: 'Mia Med', language })]
  const group = await makeGroup(database, { organisation: house, wayIn: 'request', firstTime: 'Vi ses utenfor.' })
  const meeting = await makeActivity(database, { organisation: house })
  await database.owner('INSERT INTO group_meetings (group_id, activity_id) VALUES ($1, $2)', [group.id, meeting.id])
  await makeHost(database, { group, person: host, shown: true })
  await makePlace(database, { group, person: member })
  await makePlace(database, { group, person: await makeMember(database, house, 'participant'), state: 'asked' })
  const cookies = await signedIn(database, member)
  const written = await server.fetch(`/groups/${group.slug}/board`, { headers: cookies, form: { text: 'Hei på dere', key: 'a' } })
  const post = written.headers.get('location')!.split('#post-')[1]!
  await server.fetch(`/groups/${group.slug}/board`, { headers: cookies, form: { text: 'Og svar', key: 'b', reply: post } })
  await server.fetch(`/groups/${group.slug}/board/${post}`, { headers: await signedIn(database, host, { strong: true }), form: { intent: 'report', reason: 'other', key: 'c' } })
  const page = await browser.open({ language, width, colorScheme })
  const look = async (address: string) => {
    const answer = await page.goto(server.url + address)
    expect([address, answer?.status()]).toEqual([address, 200])
    expect(await page.getAttribute('html', 'lang')).toBe(language)
    await expectAccessible(page)
  }
  for (const address of ['/groups', '/groups?q=finnes+ikke', `/groups/${group.slug}`, '/o/fjordfolk']) await look(address)
  await signInAs(page, server.url, database, member)
  for (const address of ['', '/board', `/board?reply=${post}`, `/board/${post}?do=erase`, '/membership'].map((part) => `/groups/${group.slug}${part}`)) await look(address)
  await look('/me')
  const other = await makeGroup(database, { organisation: house, firstTime: 'Vi ses.' })
  await look(`/groups/${other.slug}/join`)
  await signInAs(page, server.url, database, host, { strong: true })
  for (const address of [`/groups/${group.slug}/membership`, `/groups/${group.slug}/board`, `/groups/${group.slug}/board/${post}`, `/groups/${group.slug}/board?done=danger`,
    ...['', '/new', `/${group.id}`, `/${group.id}/edit`, `/${group.id}/meetings`, `/${group.id}?do=close`].map((part) => `/manage/fjordfolk/groups${part}`)]) await look(address)
}, 240_000)
