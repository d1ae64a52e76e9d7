import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { makeRequest, makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { linkIn, mailTo } from '#tests/support/mailbox.ts'
import { makePool } from '#tests/support/pools.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

/** From "I would like somebody to walk with" to two who are told to meet. */
const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

let house: MadeOrganisation, coordinator: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database, { slug: 'fjordfolk', name: 'Fjordfolk' })
  coordinator = await makeMember(database, house, 'coordinator', { name: 'Ingrid Haugland' })
  await database.owner(`UPDATE organisations SET contact_email = 'hei@fjordfolk.example' WHERE id = $1`, [house.id])
})
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const telling = /medvandr|companion|fengsel|prison|fängelse|Åna|rus|nykter|sober/i

const words = {
  nb: { ask: 'Be om en medvandrer', release: 'Har selv vært gjennom soning og løslatelse', inPrison: 'I fengsel', looking: 'leter etter en som passer for deg' },
  sv: { ask: 'Be om en medvandrare', release: 'Har själv gått igenom fängelse och frigivning', inPrison: 'I fängelse', looking: 'letar efter någon som passar dig' },
  en: { ask: 'Ask for a companion', release: 'Has been through prison and release themselves', inPrison: 'In prison', looking: 'is looking for somebody who suits you' },
}

describe.each(['nb', 'sv', 'en'] as const)('in %s, without scripts, on a phone', (language) => {
  test('somebody in prison asks, and gets a peer before the day of release', async () => {
    const say = words[language]
    const own = await makeOrganisation(database, { slug: `hus-${language}`, name: `Huset ${language}` })
    const ingrid = await makeMember(database, own, 'coordinator', { name: `Ingrid ${language}`, language })
    const peer = await makeVolunteer(database, { organisation: own, kinds: ['peer'], person: await makePerson(database, { name: 'Jonas Aarsland', language }), tells: { experiences: ['prison'], speaks: [language], interests: ['hiking'] } })
    await makeVolunteer(database, { organisation: own, tells: { speaks: [language], interests: ['hiking', 'coffee'] } })
    const oyvind = { email: `oyvind@${language}.example.org` }

    // From the organisation's own page, through signing in, to the one question that is needed.
    const page = await browser.open({ language, javaScriptEnabled: false, expected: /422/ })
    await page.goto(`${server.url}/o/hus-${language}`)
    await page.click(`main a:has-text("${say.ask}")`)
    await page.waitForURL('**/sign-in?to=**')
    await page.fill('[name=email]', oyvind.email)
    await page.locator('main form[action="/sign-in"] button').click()
    await page.waitForURL('**/sign-in/code**')
    const code = await mailTo(database, oyvind.email)
    await page.fill('[name=code]', /\b\d{3}[ -]?\d{3}\b/.exec(code.plain)![0])
    await page.locator('main form button').first().click()
    await page.waitForURL(`**/me/companion/hus-${language}`)
    await page.check('[name="purposes.first-days"]')
    await page.fill('[name=phone]', 'ring meg')
    await page.locator('main form button').first().click()
    expect(await page.locator('#field-phone-error').count()).toBe(1)
    expect(await page.isChecked('[name="purposes.first-days"]')).toBe(true)
    await page.fill('[name=phone]', '')
    await page.locator('main form button').first().click()
    await page.waitForURL('**?part=now&walk&done=asked')

    // The rest is told step by step.
    await page.check('[name=inside][value=prison]')
    await page.fill('[name=releasedOn]', inDays(20))
    await page.fill('[name=insideWhere]', 'Åna')
    await page.click('button[name=intent][value=next]')
    await page.waitForURL('**?part=who&walk')
    await page.check('[name=experienceWish][value=must]')
    await page.click('button[name=intent][value=next]')
    await page.waitForURL('**?part=likes&walk')
    await page.check('[name="interests.hiking"]')
    await page.check(`[name="speaks.${language}"]`)
    await page.click('button[name=intent][value=next]')
    await page.waitForURL('**?part=when&walk')
    await page.check('[name="times.mon-evening"]')
    await page.click('button[name=intent][value=next]')
    await page.waitForURL('**?part=avoid&walk')
    await page.fill('[name=avoids]', 'Roy fra Storhaug')
    await page.locator('main form button').first().click()
    await page.waitForURL('**?done=saved')
    const story = await page.textContent('main')
    for (const told of [`Ingrid ${language}`, say.looking, say.inPrison, 'Åna', 'Roy fra Storhaug']) expect(story).toContain(told)
    const received = await mailTo(database, oyvind.email, { after: code.number })
    expect(received.subject + received.sender).not.toMatch(telling)

    // The coordinator hears of it, reads why, and lets them begin before the release.
    const told = await mailTo(database, ingrid.email)
    expect(told.subject).not.toMatch(telling)
    expect(told.plain).not.toMatch(/Åna|Storhaug/)
    const work = await browser.open({ language, javaScriptEnabled: false })
    await signInAs(work, server.url, database, ingrid)
    await work.goto(`${server.url}/manage/hus-${language}/matching`)
    const board = await work.textContent('main')
    for (const seen of ['Jonas Aarsland', say.release, 'Roy fra Storhaug']) expect(board).toContain(seen)
    await work.goto(linkIn(told, /matching/))
    await work.click('main a[href*="?with="]')
    await work.click('button[name=intent][value=pair]')
    await work.waitForURL('**/matching?done=pair&pairing=**')
    const [pairing] = await database.owner(`SELECT p.state, p.starts_on <= r.released_on AS before, p.companion_id FROM pairings p JOIN companion_requests r ON r.id = p.request_id JOIN people who ON who.id = r.person_id WHERE who.email = $1`, [oyvind.email])
    expect(pairing).toEqual({ state: 'trial', before: true, companion_id: peer.person.id })

    // Both are told; what is avoided is told to nobody.
    for (const [email, after] of [[oyvind.email, received.number], [peer.person.email, 0]] as const) {
      const mail = await mailTo(database, email, { after })
      expect(mail.subject + mail.sender).not.toMatch(telling)
      expect(mail.plain + mail.html).not.toMatch(/Storhaug|Åna/)
    }
    await page.goto(`${server.url}/me/companion/hus-${language}`)
    expect(await page.locator('main a[href^="/me/pairings/"]').count()).toBe(1)
  })
})

describe('a coordinator with thirty who wait and twenty places', () => {
  let crowd: MadeOrganisation, ingrid: MadePerson, second: MadePerson
  const names = new Map<string, string>()
  beforeAll(async () => {
    crowd = await makeOrganisation(database, { slug: 'mange', name: 'Mange' })
    ingrid = await makeMember(database, crowd, 'coordinator')
    second = await makeMember(database, crowd, 'coordinator')
    const pool = makePool({ seekers: 30, places: 20, seed: 11 })
    for (const [index, { wish, waitedDays, releasedIn }] of pool.seekers.entries()) {
      const made = await makeRequest(database, { organisation: crowd, person: await makePerson(database, { name: `Deltaker ${index + 1}` }), wishes: wish, since: new Date(Date.now() - waitedDays * 86_400_000), releasedOn: releasedIn === null ? undefined : inDays(releasedIn) })
      names.set(made.id, made.person.name)
    }
    for (const [index, { offer, peer, capacity, walking }] of pool.givers.entries()) {
      await makeVolunteer(database, { organisation: crowd, person: await makePerson(database, { name: `Medvandrer ${index + 1}` }), kinds: [peer ? 'peer' : 'companion'], capacity: capacity - walking, tells: offer })
    }
  })

  test('sees everybody, why each is proposed and what speaks against, and who is left and why', async () => {
    const page = await browser.open({ width: 'desktop', javaScriptEnabled: false })
    await signInAs(page, server.url, database, ingrid)
    await page.goto(`${server.url}/manage/mange/matching`)
    expect(await page.textContent('main')).toContain('30 venter. Det er 20 ledige plasser. Vi foreslår 20 par.')
    expect(await page.locator('main article').count()).toBe(25)
    const first = await page.locator('main article').evaluateAll((cards) => cards.map((card) => ({ text: (card as HTMLElement).textContent ?? '', proposed: Boolean(card.querySelector('a[href*="?with="]')), reasons: card.querySelectorAll('ul[aria-label="Taler for"] li').length })))
    await page.click('main nav a[rel=next]')
    expect(await page.locator('main article').count()).toBe(5)
    for (const card of first) expect(card.reasons > 0 || card.text.includes('Ingen ledig akkurat nå'), card.text.slice(0, 80)).toBe(true)
    // Who leaves treatment or prison first stands first.
    const [soonest] = await database.owner<{ id: string }>(`SELECT id FROM companion_requests WHERE organisation_id = $1 ORDER BY released_on NULLS LAST, asked_at, id LIMIT 1`, [crowd.id])
    expect(first[0]!.text).toContain(names.get(soonest!.id))
  })

  test('weighs a swap against the whole, locks, rules out, and takes it back', async () => {
    const page = await browser.open({ width: 'desktop', javaScriptEnabled: false })
    await signInAs(page, server.url, database, ingrid)
    await page.goto(`${server.url}/manage/mange/matching`)
    const before = await page.locator('main article h3').allTextContents()
    // Somebody who is proposed for another costs the whole something, and it is said what moves.
    const card = page.locator('main article:has(details li:has-text("foreslått til"))').first()
    const asker = (await card.locator('h2').textContent())!
    await card.locator('summary').click()
    await card.locator('details li:has-text("foreslått til") a[href*="?with="]').first().click()
    expect(await page.textContent('main')).toMatch(/Byttet koster (ett|\d+) poeng|koster ingenting/)
    const volunteer = (await page.textContent('h1'))!.replace(`${asker} og `, '')
    await page.click('button[name=intent][value=lock]')
    await page.waitForURL('**?done=lock')
    await page.goto(`${server.url}/manage/mange/matching`)
    const locked = page.locator('main article', { hasText: asker }).first()
    expect(await locked.locator('h3').first().textContent()).toContain(volunteer)
    await locked.locator('button[name=intent][value=unlock]').click()
    await page.waitForURL('**?done=unlock#**')
    await locked.locator('a[href*="?with="]').first().click()
    await page.click('button[name=intent][value=forbid]')
    await page.waitForURL('**?done=forbid')
    const kept = (await page.textContent('main'))!
    expect(kept).toContain('De to får ikke vite det.')
    await page.click('button[name=intent][value=allow]')
    await page.waitForURL('**?done=allow')
    expect(await database.owner('SELECT 1 FROM match_holds WHERE organisation_id = $1', [crowd.id])).toEqual([])
    // What was seen before comes back: the proposals keep still.
    await page.goto(`${server.url}/manage/mange/matching`)
    expect((await page.locator('main article h3').allTextContents()).length).toBe(before.length)
  })

  test('two coordinators at once: one matches, the other is told kindly; so is whoever comes after somebody took it back', async () => {
    const [one, other] = [await browser.open({ javaScriptEnabled: false }), await browser.open({ javaScriptEnabled: false })]
    await signInAs(one, server.url, database, ingrid)
    await signInAs(other, server.url, database, second)
    for (const page of [one, other]) {
      await page.goto(`${server.url}/manage/mange/matching`)
      await page.locator('main article a[href*="?with="]').first().click()
    }
    expect(one.url()).toBe(other.url())
    await one.click('button[name=intent][value=pair]')
    await one.waitForURL('**/matching?done=pair&pairing=**')
    await other.click('button[name=intent][value=pair]')
    await other.waitForURL('**/matching?refused=gone')
    expect(await other.textContent('main')).toContain('Personen venter ikke lenger')
    await other.locator('main article a[href*="?with="]').first().click()
    const id = new URL(other.url()).pathname.split('/').at(-1)!
    await database.owner(`UPDATE companion_requests SET state = 'withdrawn', sealed = NULL WHERE id = $1`, [id])
    await other.click('button[name=intent][value=pair]')
    await other.waitForURL('**/matching?refused=gone')
    await other.goto(`${server.url}/manage/mange/matching/${id}`)
    await other.waitForURL('**/matching?refused=gone')
  })

  test('sets how much things count, and days that cannot be are refused at their fields', async () => {
    const page = await browser.open({ javaScriptEnabled: false, expected: /422/ })
    await signInAs(page, server.url, database, ingrid)
    await page.goto(`${server.url}/manage/mange/matching/weights`)
    await page.fill('[name=age]', '12')
    await page.fill('[name=times]', '9')
    await page.locator('main form button').first().click()
    expect([await page.locator('#field-age-error').count(), await page.inputValue('[name=times]')]).toEqual([1, '9'])
    await page.fill('[name=age]', '0')
    await page.locator('main form button').first().click()
    await page.waitForURL('**/matching?done=weights')
    await page.goto(`${server.url}/manage/mange/matching/weights`)
    expect([await page.inputValue('[name=age]'), await page.inputValue('[name=times]')]).toEqual(['0', '9'])
    await page.goto(`${server.url}/manage/mange/matching`)
    await page.locator('main article a[href*="?with="]').first().click()
    await page.fill('[name=startsOn]', '2020-01-01')
    await page.fill('[name=expectedEnd]', '2019-01-01')
    await page.click('button[name=intent][value=pair]')
    expect(await page.locator('#field-startsOn-error').count()).toBe(1)
    expect(await page.inputValue('[name=startsOn]')).toBe('2020-01-01')
  })

  test.each([['nb', 'phone', 'light'], ['sv', 'desktop', 'dark'], ['en', 'phone', 'dark']] as const)('reads well in %s on a %s, %s', async (language, width, colorScheme) => {
    const page = await browser.open({ language, width, colorScheme })
    await signInAs(page, server.url, database, ingrid)
    for (const address of ['matching', 'matching/weights']) {
      await page.goto(`${server.url}/manage/mange/${address}`)
      await expectAccessible(page)
    }
    await page.goto(`${server.url}/manage/mange/matching`)
    await page.locator('main article h2 a').first().click()
    await expectAccessible(page)
    await page.locator('main a[href*="?with="]').first().click()
    await expectAccessible(page)
  }, 120_000)

  test.each([['nb', 'desktop', 'dark'], ['sv', 'phone', 'light'], ['en', 'desktop', 'light']] as const)('asking reads well in %s on a %s, %s', async (language, width, colorScheme) => {
    const page = await browser.open({ language, width, colorScheme })
    await signInAs(page, server.url, database, await makePerson(database, { language }))
    for (const address of ['', '/mange']) {
      await page.goto(`${server.url}/me/companion${address}`)
      await expectAccessible(page)
    }
    await page.check('[name="purposes.talk"]')
    await page.locator('main form button').first().click()
    await page.waitForURL('**?part=now&walk&done=asked')
    for (const part of ['now', 'who', 'likes', 'when', 'avoid']) {
      await page.goto(`${server.url}/me/companion/mange?part=${part}&walk`)
      await expectAccessible(page)
    }
    await page.goto(`${server.url}/me/companion/mange`)
    await expectAccessible(page)
  }, 120_000)
})

test('a person pauses, begins again, takes it back, and nothing of what they wrote is left', async () => {
  const kari = await makePerson(database)
  const page = await browser.open({ javaScriptEnabled: false })
  await signInAs(page, server.url, database, kari)
  await page.goto(`${server.url}/me`)
  await page.click('main a[href="/me/companion"]')
  await page.click('main a[href="/me/companion/fjordfolk"]')
  await page.fill('[name=words]', 'Bare mellom oss')
  await page.locator('main form button').first().click()
  await page.waitForURL('**done=asked')
  await page.click('button[name=intent][value=save]')
  await page.waitForURL('**?done=saved')
  await page.click('button[name=intent][value=pause]')
  await page.waitForURL('**?done=paused')
  await page.click('button[name=intent][value=resume]')
  await page.waitForURL('**?done=resumed')
  await page.click('main a[href$="do=withdraw"]')
  await page.locator('main form button').click()
  await page.waitForURL('**?done=withdrawn')
  expect(await page.textContent('main')).not.toContain('Bare mellom oss')
  expect(await database.owner('SELECT sealed FROM companion_requests WHERE person_id = $1', [kari.id])).toEqual([{ sealed: null }])
})

test('a session that ends while somebody writes loses nothing of it', async () => {
  const lise = await makePerson(database)
  const page = await browser.open({ javaScriptEnabled: false })
  await signInAs(page, server.url, database, lise)
  await page.goto(`${server.url}/me/companion/fjordfolk`)
  await page.locator('main form button').first().click()
  await page.waitForURL('**done=asked')
  await page.check('[name=inside][value=treatment]')
  await page.fill('[name=insideWhere]', 'Blå Kors Haugaland')
  await database.owner('DELETE FROM sessions WHERE person_id = $1', [lise.id])
  await page.click('button[name=intent][value=next]')
  await page.waitForURL('**/sign-in?to=**')
  expect(JSON.stringify(await database.owner('SELECT * FROM volunteer_drafts'))).not.toMatch(/Haugaland|treatment/)
  const to = new URL(page.url()).searchParams.get('to')!
  await signInAs(page, server.url, database, lise)
  await page.goto(server.url + to)
  expect([await page.isChecked('[name=inside][value=treatment]'), await page.inputValue('[name=insideWhere]')]).toEqual([true, 'Blå Kors Haugaland'])
  await page.click('button[name=intent][value=next]')
  await page.waitForURL('**?part=who&walk')
  expect(await database.owner('SELECT 1 FROM volunteer_drafts')).toEqual([])
})

test('the rooms of matching are the coordinators’ alone, and the other side is told nothing of what was ruled out', async () => {
  const [request, volunteer] = [await makeRequest(database, { organisation: house, wishes: { words: 'Hemmelig' } }), await makeVolunteer(database, { organisation: house })]
  const others = [await makeMember(database, house, 'organiser'), await makeMember(database, house, 'administrator'), await makeMember(database, await makeOrganisation(database), ['coordinator', 'organiser', 'administrator']), volunteer.person, request.person]
  for (const who of others) {
    const headers = await signedIn(database, who, { strong: true })
    for (const address of ['', '/weights', `/${request.id}`, `/${request.id}?with=${volunteer.id}`]) expect((await server.fetch(`/manage/fjordfolk/matching${address}`, { headers })).status, address).toBe(404)
    for (const form of [{ intent: 'lock', request: request.id, volunteer: volunteer.id }, { intent: 'forbid', request: request.id, volunteer: volunteer.id }] as Record<string, string>[]) expect((await server.fetch('/manage/fjordfolk/matching', { form, headers })).status).toBe(404)
    expect((await server.fetch(`/manage/fjordfolk/matching/${request.id}?with=${volunteer.id}`, { form: { startsOn: inDays(1), expectedEnd: inDays(200) }, headers })).status).toBe(404)
  }
  // Through one's own house one reaches nobody else's.
  const neighbour = await makeMember(database, await makeOrganisation(database, { slug: 'naboen' }), 'coordinator')
  const headers = await signedIn(database, neighbour, { strong: true })
  const crossed = await server.fetch(`/manage/naboen/matching/${request.id}`, { headers })
  expect(await crossed.text()).not.toContain('Hemmelig')
  await server.fetch('/manage/naboen/matching', { form: { intent: 'forbid', request: request.id, volunteer: volunteer.id }, headers })
  expect(await database.owner('SELECT 1 FROM match_holds WHERE request_id = $1', [request.id])).toEqual([])
  const mine = await signedIn(database, coordinator, { strong: true })
  expect((await server.fetch('/manage/fjordfolk/matching', { form: { intent: 'forbid', request: request.id, volunteer: volunteer.id }, headers: mine })).headers.get('location')).toContain('done=forbid')
  for (const who of [request.person, volunteer.person]) {
    const theirs = await signedIn(database, who)
    for (const address of ['/me', '/me/companion', '/me/companion/fjordfolk', '/me/mails']) expect(await (await server.fetch(address, { headers: theirs })).text(), address).not.toMatch(/Aldri disse to|utelukk|forbid/)
  }
})
