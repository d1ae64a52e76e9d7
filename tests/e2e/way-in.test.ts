import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { makeRequest, makeVolunteer, welcomeKinds } from '#tests/support/companions.ts'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { linkIn, mailTo } from '#tests/support/mailbox.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

/** The way in: a stranger becomes a ready medvandrer, and sees at each moment who is waited for. */
const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

const telling = /medvandr|likeperson|kamrat|companion|peer|frivillig|volont|volunteer|rus|nykter|sober/i
const said = {
  nb: { kind: 'Bli medvandrer', ready: 'Du er klar', waits: 'Det er dem du venter på', talk: 'Velg en tid' },
  sv: { kind: 'Bli medvandrare', ready: 'Du är redo', waits: 'Det är dem du väntar på', talk: 'Välj en tid' },
  en: { kind: 'Become a companion', ready: 'You are ready', waits: 'It is them you wait for', talk: 'Choose a time' },
}
/** A day ahead, as a date field has it. */
const dayAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

describe.each(['nb', 'sv', 'en'] as const)('in %s, without scripts, on a phone', (language) => {
  test('a stranger becomes a ready medvandrer', async () => {
    const slug = `husene-${language}`
    const house = await makeOrganisation(database, { slug, name: `Huset ${language}`, country: language === 'sv' ? 'SE' : 'NO' })
    const sissel = await makeMember(database, house, 'coordinator', { name: 'Sissel Vigre', language })
    const nina = { email: `nina@${language}.example.org` }
    const work = await browser.open({ language, javaScriptEnabled: false })
    await signInAs(work, server.url, database, sissel, { strong: true })
    const page = await browser.open({ language, javaScriptEnabled: false, expected: /422/ })

    // Closed until a coordinator opens; then it is open at once, on pages that are cached.
    await page.goto(`${server.url}/volunteer/${slug}`)
    expect(await page.locator('main a[href$="/sign-up"]').count()).toBe(0)
    await work.goto(`${server.url}/manage/${slug}/volunteers/requirements?kind=companion`)
    await work.check('[name=welcome]')
    await work.fill('[name=referenceCount]', '1')
    await work.click('main form button[value=kind]')
    await work.waitForURL('**/requirements?done')

    // From the front page to the form.
    await page.goto(server.url)
    await page.locator('main a[href="/volunteer"]').click()
    expect(await page.textContent('main')).toContain(said[language].kind)
    await page.click(`main a[href="/volunteer/${slug}"]`)
    await page.locator('main a[href$="/sign-up"]').last().click()
    await page.waitForURL('**/sign-up')
    await page.fill('[name=name]', 'Nina Brekke')
    await page.fill('[name=phone]', 'ring meg')
    await page.check('[name="interests.hiking"]')
    await page.check('[name="times.mon-evening"]')
    await page.check('[name="experiences.next-of-kin"]')
    await page.fill('[name=birthYear]', '1984')
    await page.fill('[name=about]', 'Jeg har god tid og liker å gå.')
    await page.locator('main form button').last().click()
    // The mistake at its field, everything else still there.
    expect(await page.locator('#field-phone-error').count()).toBe(1)
    expect(await page.isChecked('[name="times.mon-evening"]')).toBe(true)
    await page.fill('[name=phone]', '912 34 567')
    await page.locator('main form button').last().click()

    // A stranger says who they are; nothing typed is lost, nothing is readable meanwhile.
    await page.waitForURL('**/sign-in?to=**')
    expect(JSON.stringify(await database.owner('SELECT * FROM volunteer_drafts'))).not.toMatch(/god tid|912 34 567/)
    await page.fill('[name=email]', nina.email)
    await page.locator('main form[action="/sign-in"] button').click()
    await page.waitForURL('**/sign-in/code**')
    const code = await mailTo(database, nina.email)
    await page.fill('[name=code]', /\b\d{3}[ -]?\d{3}\b/.exec(code.plain)![0])
    await page.locator('main form button').first().click()
    await page.waitForURL('**/sign-up')
    expect([await page.inputValue('[name=about]'), await page.inputValue('[name=name]'), await page.isChecked('[name="interests.hiking"]'), await page.isChecked('[name="kinds.companion"]')]).toEqual(['Jeg har god tid og liker å gå.', 'Nina Brekke', true, true])
    await page.locator('main form button').last().click()
    await page.waitForURL(`**/me/volunteering/${slug}?done=sent`)
    const mine = `${server.url}/me/volunteering/${slug}`
    expect(await page.textContent('#now + p')).toContain(said[language].waits)
    expect(await page.textContent('main ol li[aria-current=step]')).toMatch(/./)
    expect(await database.owner(`SELECT 1 FROM volunteer_drafts WHERE organisation_id = $1`, [house.id])).toEqual([])
    expect(await database.owner('SELECT name FROM people WHERE email = $1', [nina.email])).toEqual([{ name: 'Nina Brekke' }])
    const received = await mailTo(database, nina.email, { after: code.number })
    expect(received.subject + received.sender).not.toMatch(telling)

    // The coordinator hears, reads and asks her to a talk; there are no times yet, and she is told whom she waits for.
    const heard = await mailTo(database, sissel.email)
    expect(heard.subject + heard.sender).not.toMatch(telling)
    await work.goto(linkIn(heard, /volunteers/))
    const volunteer = work.url()
    expect(await work.textContent('main')).toContain('Jeg har god tid')
    await work.locator('main a[href="?do=talking"]').click()
    await work.fill('[name=message]', 'Så fint at du vil.')
    await work.locator('main form button').first().click()
    await work.waitForURL('**?done=moved')
    const invited = await mailTo(database, nina.email, { after: received.number })
    expect(invited.plain).toContain('Så fint at du vil.')
    await page.goto(mine)
    expect(await page.textContent('#now + p')).toContain(said[language].waits)

    // Times, and one is chosen: both have it in their calendar, which says nothing of what it is about.
    await work.goto(`${server.url}/manage/${slug}/volunteers/times`)
    await work.fill('[name=day]', dayAhead(5))
    await work.fill('[name=clock]', '12:00')
    await work.fill('[name=place]', 'Kafé Løkka')
    await work.click('main form button[value=offer]')
    await work.waitForURL('**?done=offered')
    const times = await mailTo(database, nina.email, { after: invited.number })
    await page.goto(linkIn(times, /conversation/))
    await page.locator('main form button[name=time]').nth(1).click()
    await page.waitForURL('**?done=booked')
    const invitation = await mailTo(database, nina.email, { after: times.number })
    expect(invitation.subject).not.toMatch(telling)
    const calendar = invitation.attachments.find((one) => one.contentType.includes('text/calendar'))!.text
    expect(calendar).toContain('METHOD:REQUEST')
    expect(/SUMMARY:(.*)/.exec(calendar)![1]).toContain('Sissel')
    expect(/SUMMARY:(.*)/.exec(calendar)![1]).not.toMatch(telling)
    await mailTo(database, sissel.email, { where: (mail) => mail.attachments.some((one) => one.contentType.includes('text/calendar')) })

    // The day has come and gone. They go on: what is needed, met one by one.
    await database.owner(`UPDATE conversation_times SET starts_at = starts_at - interval '10 days', ends_at = ends_at - interval '10 days' WHERE organisation_id = $1 AND volunteer_id IS NOT NULL`, [house.id])
    await work.goto(volunteer)
    await work.locator('main a[href="?do=preparing"]').click()
    await work.locator('main form button').first().click()
    await work.waitForURL('**?done=moved')
    expect(await work.locator('main a[href="?do=ready"]').count()).toBe(0)
    await page.goto(mine)
    await page.click('main a[href$="/declaration"]')
    await page.locator('main form button').last().click()
    expect(await page.locator('#field-read-error').count()).toBe(1)
    await page.check('[name=read]')
    await page.locator('main form button').last().click()
    await page.waitForURL('**?done=saved')
    await page.click('main a[href$="/references"]')
    await page.fill('[name=name]', 'Tor Trener')
    await page.fill('[name=contact]', '998 87 766')
    await page.locator('main form button').last().click()
    await page.waitForURL('**?done=added')
    expect(JSON.stringify(await database.owner('SELECT * FROM volunteer_references'))).not.toMatch(/Tor Trener|998 87 766/)
    await work.goto(volunteer)
    expect(await work.textContent('main')).toContain('Tor Trener')
    await work.locator('main form button[value=spoken]').click()
    await work.waitForURL('**?done=marked#checklist')
    await work.goto(volunteer)
    await work.locator('main a[href="?do=ready"]').click()
    await work.locator('main form button').first().click()
    await work.waitForURL('**?done=moved')
    const ready = await mailTo(database, nina.email, { where: (mail) => mail.html.includes(said[language].ready) })
    await page.goto(linkIn(ready, /me\/volunteering/))
    expect(await page.textContent('#now + p')).toContain(said[language].ready)
    expect(await database.owner(`SELECT m.role FROM memberships m JOIN people p ON p.id = m.person_id WHERE p.email = $1`, [nina.email])).toEqual([{ role: 'volunteer' }])

    // A pause, and back; and in the end she leaves without explaining.
    await page.locator('main a[href$="?do=pause"]').click()
    await page.locator('main form button').first().click()
    await page.waitForURL('**?done=paused')
    await page.click('button[value=resume]')
    await page.waitForURL('**?done=resumed')
    await page.locator('main a[href$="?do=leave"]').click()
    await page.locator('main form button').first().click()
    await page.waitForURL('**?done=left')
    expect(await database.owner('SELECT 1 FROM volunteer_references WHERE organisation_id = $1', [house.id])).toEqual([])
    expect(await database.owner(`SELECT 1 FROM memberships m JOIN people p ON p.id = m.person_id WHERE p.email = $1 AND (m.valid_to IS NULL OR m.valid_to >= current_date)`, [nina.email])).toEqual([])
    await work.goto(volunteer)
    expect(await work.textContent('main')).not.toMatch(/Tor Trener|god tid/)
  }, 120_000)
})

test('a participant steps in from their own page without starting over; two tabs and two presses are one', async () => {
  const house = await makeOrganisation(database, { slug: 'stegene' })
  await welcomeKinds(database, { organisation: house, kinds: ['companion', 'peer'] })
  const roy = await makeMember(database, house, 'participant', { name: 'Roy Steg' })
  await makeRequest(database, { organisation: house, person: roy, wishes: { interests: ['fishing'], area: 'Bryne', phone: '900 11 222', experiences: ['treatment'] } })
  const page = await browser.open({ javaScriptEnabled: false })
  await signInAs(page, server.url, database, roy)
  await page.goto(`${server.url}/me`)
  await page.click('a[href="/me/volunteering"]')
  await page.click('main a[href="/volunteer"]')
  await page.click('main a[href="/volunteer/stegene"]')
  await page.click('main a[href$="/sign-up?kind=peer"]')
  expect([await page.inputValue('[name=name]'), await page.inputValue('[name=area]'), await page.inputValue('[name=phone]'), await page.isChecked('[name="interests.fishing"]'), await page.isChecked('[name="experiences.treatment"]'), await page.isChecked('[name="kinds.peer"]')])
    .toEqual(['Roy Steg', 'Bryne', '900 11 222', true, true, true])
  const other = await page.context().newPage()
  await other.goto(`${server.url}/volunteer/stegene/sign-up?kind=peer`)
  for (const tab of [page, other]) {
    await tab.locator('main form button').last().click()
    await tab.waitForURL('**/me/volunteering/stegene?done=**')
  }
  expect(new URL(other.url()).search).toBe('?done=saved')
  expect(await database.owner('SELECT kinds, state FROM volunteers WHERE person_id = $1', [roy.id])).toEqual([{ kinds: ['peer'], state: 'applied' }])
  // Coming back to the invitation leads to where one stands.
  await page.goto(`${server.url}/volunteer/stegene/sign-up`)
  expect(new URL(page.url()).pathname).toBe('/me/volunteering/stegene')
})

test('who may not: by any address', async () => {
  const house = await makeOrganisation(database, { slug: 'lukket' })
  await welcomeKinds(database, { organisation: house, kinds: ['companion'] })
  const made = await makeVolunteer(database, { organisation: house, person: await makePerson(database, { name: 'Nina Hemmelig' }), state: 'preparing' })
  const neighbour = await makeMember(database, await makeOrganisation(database, { slug: 'naboer' }), ['coordinator', 'administrator', 'organiser'])
  const [organiser, administrator, participant] = [await makeMember(database, house, 'organiser'), await makeMember(database, house, 'administrator'), await makeMember(database, house, 'participant')]
  for (const who of [neighbour, organiser, administrator, participant]) {
    const headers = await signedIn(database, who, { strong: true })
    for (const path of ['', '/requirements', '/times', `/${made.id}`]) expect((await server.fetch(`/manage/lukket/volunteers${path}`, { headers })).status, path).toBe(404)
    expect((await server.fetch(`/manage/lukket/volunteers/${made.id}`, { headers, form: { intent: 'step', step: 'thanked', message: 'Nei' } })).status).toBe(404)
    expect((await server.fetch(`/me/volunteering/lukket`, { headers })).status).toBe(404)
    expect((await server.fetch(`/me/volunteering/lukket`, { headers, form: { intent: 'leave' } })).status).toBe(404)
  }
  const headers = await signedIn(database, neighbour, { strong: true })
  expect((await server.fetch(`/manage/naboer/volunteers/${made.id}`, { headers })).status).toBe(404)
  expect((await server.fetch(`/manage/naboer/volunteers/${made.id}`, { headers, form: { intent: 'mark', what: 'age' } })).status).toBe(404)
  expect(await database.owner('SELECT state FROM volunteers WHERE id = $1', [made.id])).toEqual([{ state: 'preparing' }])
  expect(await database.owner('SELECT 1 FROM volunteer_marks')).toEqual([])
})

describe.each([['phone', 'light'], ['phone', 'dark'], ['desktop', 'light'], ['desktop', 'dark']] as const)('on a %s, %s', (width, colorScheme) => {
  test('every page is accessible', async () => {
    const house = await makeOrganisation(database, { slug: `tilgang-${width}-${colorScheme}` })
    await welcomeKinds(database, { organisation: house, kinds: ['companion', 'peer'], certificate: 'Du skal være med barn.', soberMonths: 24 })
    const boss = await makeMember(database, house, 'coordinator', { name: 'Siv Sjef' })
    const { id, person } = await makeVolunteer(database, { organisation: house, person: await makePerson(database, { name: 'Ada Moe' }), kinds: ['peer'], state: 'preparing', tells: { about: 'Hei', interests: ['hiking'], times: ['mon-morning'], phone: '123 45 678' } })
    const open = async (who: { id: string } | null, paths: string[]) => {
      const page: Page = await browser.open({ width, colorScheme })
      if (who) await signInAs(page, server.url, database, who, { strong: true })
      for (const path of paths) {
        await page.goto(`${server.url}${path}`)
        await expectAccessible(page)
      }
    }
    await open(null, ['/volunteer', `/volunteer/${house.slug}`, `/volunteer/${house.slug}/sign-up`])
    const mine = `/me/volunteering/${house.slug}`
    await open(person, [mine, `${mine}/edit`, `${mine}/declaration`, `${mine}/references`, `${mine}/sober`, `${mine}?do=pause`, `${mine}?do=leave`])
    const work = `/manage/${house.slug}/volunteers`
    await open(boss, [work, `${work}/${id}`, `${work}/${id}?do=set`, `${work}/${id}?do=thanked`, `${work}/times`, `${work}/requirements`, `${work}/requirements?kind=peer`, `${work}/requirements?declaration`])
    await database.owner(`UPDATE volunteers SET state = 'talking' WHERE id = $1`, [id])
    await database.owner(`INSERT INTO conversation_times (id, organisation_id, offered_by, starts_at, ends_at, zone, place, created_at) VALUES (gen_random_uuid(), $1, $2, now() + interval '3 days', now() + interval '73 hours', 'Europe/Oslo', 'Kafé Løkka', now())`, [house.id, boss.id])
    await open(person, [mine, `${mine}/conversation`])
  }, 120_000)
})
