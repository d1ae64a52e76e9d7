import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { linkIn, mailTo } from '#tests/support/mailbox.ts'
import { makeOpening } from '#tests/support/openings.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

/** A job from published to filled: an organisation publishes, people apply with a few sentences, and everybody gets an answer. */
const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

let house: MadeOrganisation, sissel: MadePerson, organiser: MadePerson, administrator: MadePerson, neighbour: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database, { slug: 'fjordfolk', name: 'Fjordfolk' })
  sissel = await makeMember(database, house, 'organiser', { name: 'Sissel Vigre' })
  organiser = await makeMember(database, house, 'organiser')
  administrator = await makeMember(database, house, 'administrator')
  neighbour = await makeMember(database, await makeOrganisation(database, { slug: 'naboen' }), ['organiser', 'coordinator', 'administrator'])
})

const subjects = { nb: 'En melding om det du spurte om', sv: 'Ett meddelande om det du frågade om', en: 'A message about what you asked for' }
const telling = /Fjordfolk|Snekker|Sissel|rus|sober|nykter/i

describe.each(['nb', 'sv', 'en'] as const)('in %s, without scripts, on a phone', (language) => {
  test('published, found, applied for, talked over, offered, accepted, begun, filled; and the other gets a kind answer', async () => {
    const title = `Snekker ved ${{ nb: 'kaia', sv: 'torget', en: 'brygga' }[language]}`
    const nina = { email: `nina.brekke@${language}.example.org` }
    const other = await makePerson(database, { name: `Roy ${language}`, language })
    const work = await browser.open({ language: 'nb', javaScriptEnabled: false })
    await signInAs(work, server.url, database, sissel)

    // Published.
    await work.goto(`${server.url}/manage/fjordfolk/openings/new`)
    await work.selectOption('[name=kind]', 'job')
    await work.fill('[name=title]', title)
    await work.fill('[name=area]', 'Sandnes')
    await work.selectOption('[name=percent]', '20')
    await work.click('button[name=intent][value=preview]')
    await work.waitForURL('**/preview')
    await work.locator('main form button').first().click()
    await work.waitForURL('**?done=published')
    const workplace = work.url().replace('?done=published', '')

    // Found by half a word; a stranger writes before they have said who they are.
    const page = await browser.open({ language, javaScriptEnabled: false })
    await page.goto(`${server.url}/openings?q=snek&place=sandnes`)
    await page.click(`main a:has-text("${title}")`)
    await page.locator('main a[href$="/apply"]').last().click()
    await page.fill('[name=words]', 'Jeg har jobbet med tre før, og vil gjerne begynne litt forsiktig.')
    await page.fill('[name=phone]', '912 34 567')
    await page.locator('main form button').click()
    await page.waitForURL('**/sign-in?to=**')
    expect(JSON.stringify(await database.owner('SELECT * FROM application_drafts'))).not.toMatch(/forsiktig|912/)
    await page.fill('[name=email]', nina.email)
    await page.locator('main form[action="/sign-in"] button').click()
    await page.waitForURL('**/sign-in/code**')
    const code = await mailTo(database, nina.email)
    await page.fill('[name=code]', /\b\d{3}[ -]?\d{3}\b/.exec(code.plain)![0])
    await page.locator('main form button').first().click()

    // Nothing typed is lost; nothing is sent before they say so.
    await page.waitForURL('**/apply')
    expect(await page.inputValue('[name=words]')).toContain('litt forsiktig')
    expect(await page.inputValue('[name=phone]')).toBe('912 34 567')
    await page.locator('main form button').click()
    await page.waitForURL('**/me/applications/**?done=sent')
    expect(await page.locator('main ol li[aria-current=step]').count()).toBe(1)
    expect(await database.owner('SELECT 1 FROM application_drafts')).toEqual([])
    const received = await mailTo(database, nina.email, { after: code.number })
    expect(received.subject).toBe(subjects[language])
    expect(received.subject + received.sender).not.toMatch(telling)

    // Somebody else applies, too.
    const second = await browser.open({ language, javaScriptEnabled: false })
    await signInAs(second, server.url, database, other)
    await second.goto(page.url().replace(/\/me\/.*/, '/openings?q=snekker'))
    await second.click(`main a:has-text("${title}")`)
    await second.locator('main a[href$="/apply"]').last().click()
    await second.fill('[name=words]', 'Jeg vil også prøve.')
    await second.locator('main form button').click()
    await second.waitForURL('**?done=sent')

    // Read, talked over, offered: with words that arrive.
    const toEmployer = await mailTo(database, sissel.email, { where: (mail) => mail.plain.includes(title) })
    expect(toEmployer.subject).not.toMatch(telling)
    await work.goto(linkIn(toEmployer, /applications/))
    expect(await work.textContent('main')).toContain('litt forsiktig')
    expect(await work.textContent('main')).not.toContain(nina.email)
    const application = work.url()
    const answer = async (step: string, message?: string) => {
      await work.goto(`${application}?answer=${step}`)
      if (message) await work.fill('[name=message]', message)
      await work.locator('main form button').first().click()
      await work.waitForURL('**?done=answered')
    }
    await answer('talking', 'Kom på en kaffe tirsdag kl. 10.')
    const invited = await mailTo(database, nina.email, { after: received.number })
    expect(invited.plain).toContain('Kom på en kaffe tirsdag kl. 10.')
    expect(invited.subject).toBe(subjects[language])
    await answer('offered', '20 prosent fra mandag.')
    const offered = await mailTo(database, nina.email, { after: invited.number })
    await page.goto(linkIn(offered, /me\/applications/))
    expect(await page.textContent('main')).toContain('20 prosent fra mandag.')

    // Yes: the place is taken, and nobody else can apply.
    await page.click('button[name=intent][value=yes]')
    await page.waitForURL('**?done=accepted')
    expect(await database.owner(`SELECT closed_because FROM openings o JOIN opening_texts t ON t.opening_id = o.id WHERE t.title = $1`, [title])).toEqual([{ closed_because: 'filled' }])
    expect(await (await server.fetch('/openings?q=snekker')).text()).not.toContain(title)
    await answer('started')
    await mailTo(database, nina.email, { after: offered.number, where: (mail) => mail.plain.includes('/me/applications/') })

    // The other one gets a kind answer: by hand, or by the clock when nobody gives it.
    const before = await mailTo(database, other.email)
    await work.goto(workplace)
    if (language === 'nb') {
      await database.owner(`UPDATE openings SET closed_at = closed_at - interval '8 days' WHERE closed_because = 'filled'`)
      await database.owner(`UPDATE applications SET changed_at = changed_at - interval '8 days' WHERE person_id = $1`, [other.id])
    } else {
      await work.click('main a[href$="do=decline-rest"]')
      await work.locator('main form button').click()
      await work.waitForURL('**?done=rest-answered')
    }
    const kind = await mailTo(database, other.email, { after: before.number, within: 90_000 })
    expect(kind.subject).toBe(subjects[language])
    await second.goto(linkIn(kind, /me\/applications/))
    expect(await second.locator('main ol li[aria-current=step]').count()).toBe(0)
  })
})

test('a person changes what they wrote until it is read, and withdraws with a kind question', async () => {
  const job = await makeOpening(database, { organisation: house, createdBy: sissel, contact: sissel, title: 'Vaktmester' })
  const kari = await makePerson(database, { name: 'Kari' })
  const page = await browser.open({ javaScriptEnabled: false, expected: /422/ })
  await signInAs(page, server.url, database, kari)
  await page.goto(`${server.url}/openings/${job.slug}/apply`)
  await page.fill('[name=phone]', 'ring meg')
  await page.locator('main form button').click()
  // Each mistake at its field, and what was typed still there.
  expect(await page.locator('#field-words-error, #field-phone-error').count()).toBe(2)
  expect(await page.inputValue('[name=phone]')).toBe('ring meg')
  await page.fill('[name=words]', 'Første forsøk')
  await page.fill('[name=phone]', '')
  await page.locator('main form button').click()
  await page.waitForURL('**?done=sent')
  await page.locator('main a[href$="/apply"]').click()
  expect(await page.inputValue('[name=words]')).toBe('Første forsøk')
  await page.fill('[name=words]', 'Bedre ord')
  await page.locator('main form button').click()
  await page.waitForURL('**?done=changed')
  expect(await page.textContent('main')).toContain('Bedre ord')
  await page.locator('main a[href$="do=withdraw"]').click()
  expect(await page.textContent('h1')).toBe('Vil du trekke søknaden?')
  await page.locator('main form button').click()
  await page.waitForURL('**?done=withdrawn')
  await page.goto(`${server.url}/openings/${job.slug}`)
  expect(await page.textContent('main')).toContain('Du trakk søknaden din')
})

test('two in one form: nothing typed is lost, and both are told', async () => {
  const job = await makeOpening(database, { organisation: house, createdBy: sissel, contact: sissel, title: 'Renholder' })
  const [one, other] = [await browser.open({ javaScriptEnabled: false, expected: /409/ }), await browser.open({ javaScriptEnabled: false })]
  await signInAs(one, server.url, database, sissel)
  await signInAs(other, server.url, database, organiser)
  for (const page of [one, other]) await page.goto(`${server.url}/manage/fjordfolk/openings/${job.id}/edit`)
  // Who does not read applications does not choose who does.
  expect(await other.locator('select[name=contactId]').count()).toBe(0)
  await other.fill('[name=hours]', 'Tirsdag')
  await other.fill('[name=title]', 'Renhold')
  await other.click('button[name=intent]')
  await other.waitForURL('**?done=saved')
  await one.fill('[name=title]', 'Renholder med ansvar')
  await one.click('button[name=intent]')
  expect(await one.locator('#overtaken').count()).toBe(1)
  expect([await one.inputValue('[name=title]'), await one.inputValue('[name=hours]')]).toEqual(['Renholder med ansvar', 'Tirsdag'])
  await one.click('button[name=intent]')
  await one.waitForURL('**?done=saved')
  expect(await one.textContent('h1')).toBe('Renholder med ansvar')
})

describe('who may not', () => {
  test('read, answer or take over an application, by any address', async () => {
    const job = await makeOpening(database, { organisation: house, createdBy: sissel, contact: sissel })
    const [nina, roy] = [await makePerson(database, { name: 'Nina Hemmelig' }), await makePerson(database)]
    const hers = await signedIn(database, nina)
    const sent = await server.fetch(`/openings/${job.slug}/apply`, { form: { words: 'Bare for dere' }, headers: hers })
    expect(sent.status).toBe(303)
    const mine = sent.headers.get('location')!.replace(/\?.*/, '')
    const id = mine.split('/').at(-1)!
    expect((await server.fetch(mine, { headers: hers })).status).toBe(200)
    const work = `/manage/fjordfolk/openings/${job.id}`
    for (const who of [roy, sissel, administrator]) expect((await server.fetch(mine, { headers: await signedIn(database, who, { strong: true }) })).status).toBe(404)
    expect((await server.fetch(mine, { form: { intent: 'withdraw' }, headers: await signedIn(database, roy) })).status).toBe(404)
    for (const who of [organiser, administrator, neighbour, roy]) {
      const headers = await signedIn(database, who, { strong: true })
      expect((await server.fetch(`${work}/applications/${id}`, { headers })).status).toBe(404)
      expect((await server.fetch(`${work}/applications/${id}`, { form: { step: 'declined', message: 'Nei' }, headers })).status).toBe(404)
      expect((await server.fetch(work, { form: { intent: 'decline-rest', message: 'Nei' }, headers })).status).toBe(404)
      expect(await (await server.fetch(work, { headers })).text()).not.toContain('Nina Hemmelig')
    }
    // Through one's own house one reaches nobody else's opening.
    const headers = await signedIn(database, neighbour, { strong: true })
    for (const path of ['', '/edit', '/preview', `/applications/${id}`]) expect((await server.fetch(`/manage/naboen/openings/${job.id}${path}`, { headers })).status, path).toBe(404)
    expect((await server.fetch(`/manage/naboen/openings/${job.id}`, { form: { intent: 'close' }, headers })).status).toBe(404)
    expect(await database.owner('SELECT state FROM applications WHERE id = $1', [id])).toEqual([{ state: 'sent' }])
  })

  test('see what is not published to them; a page is fresh the moment it is', async () => {
    const hidden = await makeOpening(database, { organisation: house, published: false, title: 'Hemmelig utkast' })
    const members = await makeOpening(database, { organisation: house, visibility: 'members', title: 'For egne' })
    for (const one of [hidden, members]) {
      expect((await server.fetch(`/openings/${one.slug}`)).status).toBe(404)
      expect((await server.fetch(`/openings/${one.slug}/apply`)).status).toBe(404)
    }
    for (const address of ['/openings', '/openings.atom', '/api/openings', '/o/fjordfolk']) expect(await (await server.fetch(address)).text(), address).not.toMatch(/Hemmelig utkast|For egne/)
    await database.owner('UPDATE openings SET published_at = now() WHERE id = $1', [hidden.id])
    for (const address of ['/openings', '/openings.atom', '/api/openings', '/o/fjordfolk']) expect(await (await server.fetch(address)).text(), address).toContain('Hemmelig utkast')
  })
})

test('the API answers as it says, and refuses what it does not understand', async () => {
  const answer = await server.fetch('/api/openings?limit=1&kind=job')
  expect(answer.status).toBe(200)
  const page = (await answer.json()) as { items: { url: string; kind: { slug: string } }[]; next: string | null }
  expect(page.items).toHaveLength(1)
  if (page.next) expect(((await (await server.fetch(`/api/openings?limit=1&kind=job&cursor=${page.next}`)).json()) as typeof page).items[0]?.url).not.toBe(page.items[0]!.url)
  for (const wrong of ['kind=slott', 'near=x', 'limit=0', 'cursor=zzz', 'place=Atlantis']) expect((await server.fetch(`/api/openings?${wrong}`)).status, wrong).toBe(400)
  const described = (await (await server.fetch('/api/openapi.json')).json()) as { paths: Record<string, unknown> }
  expect(Object.keys(described.paths)).toEqual(expect.arrayContaining(['/api/activities', '/api/openings']))
})

describe.each([['nb', { width: 'phone', colorScheme: 'light' }], ['sv', { width: 'desktop', colorScheme: 'dark' }]] as const)('every screen can be used by everybody, in %s', (language, wishes) => {
  const cook = { slug: '', id: '', application: '' }
  const nina = { id: '' }
  beforeAll(async () => {
    Object.assign(cook, await makeOpening(database, { organisation: house, createdBy: sissel, contact: sissel, title: 'Kokk', lat: 58.85, lon: 5.74, percent: 20, places: 2, description: 'Vi lager **suppe**.' }))
    Object.assign(nina, await makePerson(database, { name: 'Nina', language }))
    await server.fetch(`/openings/${cook.slug}/apply`, { form: { words: 'Hei', email: 'on' }, headers: await signedIn(database, nina) })
    cook.application = (await database.owner('SELECT id FROM applications WHERE person_id = $1', [nina.id]))[0]!.id
  })
  const visit = async (addresses: string[], who?: { id: string }) => {
    const page = await browser.open({ language, ...wishes })
    if (who) await signInAs(page, server.url, database, who)
    const seen: (number | undefined)[] = []
    for (const address of addresses) {
      seen.push((await page.goto(server.url + address))?.status())
      await expectAccessible(page)
    }
    return [...new Set(seen)]
  }
  test('the public ones', async () => {
    expect(await visit(['/openings', '/openings?q=romskip', `/openings/${cook.slug}`, `/openings/${cook.slug}/apply`])).toEqual([200])
  })
  test('an applicant’s own', async () => {
    expect(await visit(['/me/applications', `/me/applications/${cook.application}`, `/me/applications/${cook.application}?do=withdraw`], nina)).toEqual([200])
  })
  test('the workplace: what is offered', async () => {
    expect(await visit(['', '/new', `/${cook.id}/edit`, `/${cook.id}/preview`].map((path) => `/manage/fjordfolk/openings${path}`), sissel)).toEqual([200])
  })
  test('the workplace: who applies', async () => {
    expect(await visit([``, `?do=close`, `?do=decline-rest`, `/applications/${cook.application}`, `/applications/${cook.application}?answer=declined`].map((path) => `/manage/fjordfolk/openings/${cook.id}${path}`), sissel)).toEqual([200])
  })
})
