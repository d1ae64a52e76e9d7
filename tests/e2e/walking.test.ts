import { randomBytes } from 'node:crypto'
import { DateTime } from 'luxon'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { pairUp } from '#app/domain/companions/pairings/commands.server.ts'
import { person as asPerson } from '#app/platform/actor.ts'
import { hashOf } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { makeRequest, makeVolunteer, type MadeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { linkIn, mailsTo, mailTo } from '#tests/support/mailbox.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

/**
 * Two who walk together, with the clock moved month by month: a trial, meetings, somebody else, a silence, an ending. At each
 * step the other knows no more than they should, and whoever walks no longer knows nothing.
 */
const database = useDatabase()
const server = useServer(database, { clock: true })
const browser = useBrowser()

const zone = 'Europe/Oslo'
const languages = ['nb', 'sv', 'en'] as const
const subjects = { nb: 'En melding fra Samkraft', sv: 'Ett meddelande från Samkraft', en: 'A message from Samkraft' }
const telling = /Fjordfolk|rus|sober|nykter|medvandr|companion/i

let house: MadeOrganisation, coordinator: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database, { slug: 'fjordfolk', name: 'Fjordfolk' })
  coordinator = await makeMember(database, house, 'coordinator', { name: 'Ingrid Haugland' })
})

/** Sessions are made by the database's clock; these live through it all. */
const stay = () => database.owner(`UPDATE sessions SET expires_at = now() + interval '9 years'`)
const allSent = () => expect.poll(async () => (await database.owner('SELECT count(*)::int AS n FROM mails WHERE sent_at IS NULL AND failed_at IS NULL'))[0]!.n, { timeout: 60_000, interval: 50 }).toBe(0)
const moveTo = async (at: DateTime) => {
  await allSent()
  await server.setClock(at.toJSDate())
  await allSent()
}
const lastNumber = async (who: MadePerson) => (await mailsTo(database, who.email)).at(-1)?.number ?? 0
async function open(who: MadePerson, language: 'nb' | 'sv' | 'en', strong = false): Promise<Page> {
  const page = await browser.open({ language, javaScriptEnabled: false, expected: /404|422/ })
  await signInAs(page, server.url, database, who, { strong })
  await stay()
  return page
}
const send = async (page: Page, address: string, act: () => Promise<void>, done: string) => {
  await page.goto(address)
  await act()
  await page.waitForURL(`**?done=${done}*`)
}
const submit = (page: Page, intent: string) => page.locator(`main form:has(input[name=intent][value=${intent}]) button`).last().click()

/** Tries everything a page could send that was open while the two still walked together, and everything that could tell. */
async function expectNothingLeft(former: MadePerson, { address, meetingUid, names, feed }: { address: string; meetingUid: string; names: RegExp; feed: string }) {
  const headers = await signedIn(database, former)
  await stay()
  expect((await server.fetch(address, { headers })).status).toBe(404)
  const forms: Record<string, string>[] = [
    { intent: 'answer', answer: 'yes' }, { intent: 'meet', key: 'x', day: '2099-01-01', time: '18.00', minutes: '60' }, { intent: 'log', key: 'x', kind: 'met', day: '2020-01-01' }, { intent: 'reach', id: 'halfway' },
    { intent: 'add', key: 'x', name: 'x', day: '2099-01-01' }, { intent: 'ask', kind: 'talk' }, { intent: 'back', good: 'x', shared: 'on' }, { intent: 'forget', id: former.id }, { intent: 'off', id: former.id }, {},
  ]
  for (const form of forms) expect([form.intent, (await server.fetch(address, { form, headers })).status]).toEqual([form.intent, 404])
  for (const path of ['/me', '/me/mails', feed]) {
    const answer = await server.fetch(path, { headers })
    const text = await answer.text()
    expect([path, answer.status, names.test(text), text.includes(meetingUid), text.includes(address)]).toEqual([path, 200, false, false, false])
  }
}
async function feedOf(who: MadePerson) {
  const secret = randomBytes(32).toString('base64url')
  await database.owner('INSERT INTO calendar_addresses (person_id, token_hash, created_at) VALUES ($1, $2, now())', [who.id, hashOf(secret)])
  return `/calendar/${secret}.ics`
}

describe.each(languages)('in %s, without scripts, on a phone', (language) => {
  test('nine months: a trial, meetings, somebody else, a silence, an ending', { timeout: 300_000 }, async () => {
    const start = DateTime.now().setZone(zone).startOf('day').plus({ days: 3 + 400 * languages.indexOf(language) }).set({ hour: 12 })
    await moveTo(start)
    const ada = await makePerson(database, { name: 'Ada Hemmelig', language })
    const asked = start.minus({ days: 40 }).toJSDate()
    const request = await makeRequest(database, { organisation: house, person: ada, since: asked })
    const walkers = await Promise.all(['Bo Skjult', 'Cato Skjult'].map(async (name) => makeVolunteer(database, { organisation: house, person: await makePerson(database, { name, language }) })))
    const [bo, cato] = walkers as [MadeVolunteer, MadeVolunteer]
    const pair = async (volunteer: MadeVolunteer, at: DateTime) => {
      const made = await lean(asPerson(coordinator.id), (sql) => pairUp(sql, { requestId: request.id, volunteerId: volunteer.id, by: coordinator.id, now: at.toJSDate() }))
      if (!made.ok) throw new Error(made.reason)
      return made.id
    }
    const adaPage = await open(ada, language)
    const work = await open(coordinator, language, true)
    const list = `${server.url}/manage/fjordfolk/pairings`
    const stateOf = async (id: string) => (await database.owner(`SELECT p.state, r.state AS request, r.asked_at, v.state AS volunteer FROM pairings p JOIN companion_requests r ON r.id = p.request_id JOIN volunteers v ON v.id = p.volunteer_id WHERE p.id = $1`, [id]))[0]

    /** The two agree on a time, meet, and both say yes in private. */
    const trial = async (volunteer: MadeVolunteer, at: DateTime) => {
      const id = await pair(volunteer, at)
      const mail = await mailTo(database, ada.email, { where: (one) => one.plain.includes(id) })
      expect([mail.subject, telling.test(mail.subject + mail.sender)]).toEqual([subjects[language], false])
      const other = await open(volunteer.person, language)
      await adaPage.goto(linkIn(mail, /pairings/))
      const address = adaPage.url()
      const day = at.plus({ days: 2 })
      await send(adaPage, `${address}?do=meet`, async () => {
        await adaPage.fill('[name=day]', day.toISODate()!)
        await adaPage.fill('[name=time]', '17.30')
        await adaPage.fill('[name=place]', 'Kafé Hjørnet')
        await submit(adaPage, 'meet')
      }, 'arranged')
      const invited = await mailTo(database, volunteer.person.email, { where: (one) => one.attachments.some(({ text }) => text.includes('METHOD:REQUEST') && text.includes('Ada')) })
      expect(invited.subject + invited.sender).not.toMatch(/Ada|Kafé|Fjordfolk/)
      await other.goto(address)
      expect(await other.textContent('main')).toContain('Kafé Hjørnet')
      expect(await other.locator('main button[name=answer]').count()).toBe(0)
      await other.locator('main a[href^="?do=move"]').click()
      await other.fill('[name=time]', '1800')
      await submit(other, 'move')
      await other.waitForURL('**?done=moved')

      await moveTo(day.plus({ days: 1 }).set({ hour: 11 }))
      for (const who of [ada, volunteer.person]) await mailTo(database, who.email, { where: (one) => /\/pairings\//.test(one.plain) && one.plain.includes(id) && one.attachments.length === 0 && one.number > invited.number })
      const before = await other.goto(address).then(() => other.locator('main').innerHTML())
      await adaPage.goto(address)
      await adaPage.locator('main button[name=answer][value=yes]').click()
      await adaPage.waitForURL('**?done=answered')
      // Nothing on the other's page tells that there is an answer; keys of forms are new each time.
      const same = (html: string) => html.replaceAll(/value="[0-9a-f-]{36}"/g, '')
      await other.goto(address)
      expect(same(await other.locator('main').innerHTML())).toBe(same(before))
      await other.locator('main button[name=answer][value=yes]').click()
      await other.waitForURL('**?done=answered')
      expect(await stateOf(id)).toMatchObject({ state: 'trial' })
      await moveTo(day.plus({ days: 2 }).set({ hour: 10, minute: 5 }))
      expect(await stateOf(id)).toMatchObject({ state: 'active', request: 'paired', volunteer: 'active' })
      return { id, address, other, now: day.plus({ days: 2 }).set({ hour: 10, minute: 5 }) }
    }

    const first = await trial(bo, start)
    // Three taps; the line is Ada's to show.
    await send(adaPage, first.address, async () => {
      await adaPage.check('[name=kind][value=met]')
      await adaPage.check('[name=rating][value="2"]')
      await adaPage.click('#log ~ form summary')
      await adaPage.fill('[name=line]', 'Bare for meg selv')
      await submit(adaPage, 'log')
    }, 'logged')
    await send(first.other, first.address, async () => {
      await first.other.check('[name=kind][value=talked]')
      await first.other.check('[name=rating][value="4"]')
      await first.other.click('#log ~ form summary')
      await first.other.fill('[name=line]', 'Skrevet om Ada')
      await submit(first.other, 'log')
    }, 'logged')
    expect(await first.other.textContent('main')).not.toContain('Bare for meg selv')
    await adaPage.goto(first.address)
    const hers = await adaPage.textContent('main')
    expect([hers!.includes('Skrevet om Ada'), hers!.includes('Bare for meg selv')]).toEqual([true, true])
    expect(JSON.stringify(await database.owner('SELECT * FROM meeting_lines'))).not.toMatch(/Skrevet|meg selv/)
    // The plan: reached, moved, one of their own.
    await send(adaPage, first.address, async () => adaPage.locator('main form:has(input[value=reach]):has(input[value=first-activity]) button').click(), 'plan')
    await send(first.other, `${first.address}?do=add`, async () => {
      await first.other.fill('[name=name]', 'Søke førerkort')
      await first.other.fill('[name=day]', first.now.plus({ days: 40 }).toISODate()!)
      await submit(first.other, 'add')
    }, 'plan')
    await adaPage.goto(first.address)
    expect(await adaPage.textContent('main')).toContain('Søke førerkort')

    // To an activity, as two: the other is known already.
    const activity = await makeActivity(database, { organisation: house, title: `Tur ${language}`, startsAt: first.now.plus({ days: 5 }).toJSDate(), endsAt: first.now.plus({ days: 5, hours: 2 }).toJSDate() })
    await adaPage.goto(`${first.address}?do=along`)
    await adaPage.selectOption('[name=activity]', activity.id)
    await submit(adaPage, 'along')
    await adaPage.waitForURL(`**/activities/${activity.slug}/together?sent`)
    const along = await mailTo(database, bo.person.email, { where: (one) => one.plain.includes('/together/') })
    await first.other.goto(linkIn(along, /together/))
    await first.other.locator('main form button').first().click()
    expect(await database.owner(`SELECT state FROM sign_ups WHERE activity_id = $1`, [activity.id])).toEqual([{ state: 'joined' }, { state: 'joined' }])

    // A meeting ahead, and a feed that shows it; then Ada asks for somebody else, in private.
    await send(first.other, `${first.address}?do=meet`, async () => {
      await first.other.fill('[name=day]', first.now.plus({ days: 20 }).toISODate()!)
      await first.other.fill('[name=time]', '18.00')
      await first.other.fill('[name=place]', 'Parken')
      await submit(first.other, 'meet')
    }, 'arranged')
    const [{ uid }] = (await database.owner(`SELECT uid FROM appointments WHERE pairing_id = $1 ORDER BY starts_at DESC LIMIT 1`, [first.id])) as [{ uid: string }]
    const feed = await feedOf(bo.person)
    expect((await (await server.fetch(feed)).text()).replaceAll('\r\n ', '')).toContain(uid)
    await allSent()
    const quiet = await lastNumber(bo.person)
    await send(adaPage, `${first.address}?do=ask`, async () => {
      await adaPage.check('[name=kind][value=rematch]')
      await adaPage.fill('[name=words]', 'Jeg vil heller gå med en annen.')
      await submit(adaPage, 'ask')
    }, 'asked')
    await allSent()
    expect(await lastNumber(bo.person)).toBe(quiet)
    await first.other.goto(first.address)
    const ignorant = await first.other.textContent('main')
    await work.goto(list)
    await work.locator(`main a[href$="${first.id}"]`).first().click()
    expect(await work.textContent('main')).toContain('Jeg vil heller gå med en annen.')
    expect(await work.textContent('main')).not.toMatch(/Bare for meg selv|Parken/)
    expect(ignorant).not.toContain('heller gå')
    await work.goto(`${list}/${first.id}?do=end`)
    await work.check('[name=because][value=rematch]')
    await submit(work, 'end')
    await work.waitForURL('**?done=ended')
    expect(await stateOf(first.id)).toMatchObject({ state: 'ended', request: 'waiting', asked_at: asked, volunteer: 'ready' })
    await allSent()
    await expectNothingLeft(bo.person, { address: new URL(first.address).pathname, meetingUid: uid, names: /Ada|Hemmelig/, feed })
    const toBo = (await mailsTo(database, bo.person.email)).filter(({ number }) => number > quiet)
    expect(JSON.stringify(toBo.map(({ subject, plain, attachments }) => [subject, plain, attachments.map(({ text }) => text)]))).not.toMatch(/Ada|Hemmelig|Parken/)
    expect(toBo.flatMap(({ attachments }) => attachments.map(({ text }) => /METHOD:(\w+)/.exec(text)?.[1]))).toEqual(['CANCEL'])
    expect(await (await server.fetch(`/activities/${activity.slug}/together`, { headers: await signedIn(database, bo.person) })).text()).not.toContain('Ada')

    expect(await database.asActor(asPerson(bo.person.id), 'SELECT 1 FROM together')).toEqual([])

    // Somebody else: the same way again, and then silence.
    const second = await trial(cato, first.now.plus({ days: 1 }))
    await work.goto(list)
    expect(await work.locator('main form button[value=handled]').count()).toBe(0)
    const before = await lastNumber(coordinator)
    await moveTo(second.now.plus({ days: 15 }).set({ hour: 11 }))
    const warned = await mailTo(database, coordinator.email, { where: (one) => /se på|titta på|to look at/i.test(one.plain), after: before })
    expect(warned.subject + warned.plain).not.toMatch(/Ada|Cato|Hemmelig|Skjult/)
    await work.goto(list)
    await work.locator('main form button[value=handled]').click()
    await work.waitForURL('**?done=alarm')
    expect(await work.locator('main form button[value=handled]').count()).toBe(0)

    // Near the end both are asked to look back; Ada shares hers, and is asked whether she would like to walk beside somebody.
    const [{ ends }] = (await database.owner('SELECT expected_end AS ends FROM pairings WHERE id = $1', [second.id])) as [{ ends: string }]
    const nearly = DateTime.fromISO(ends, { zone }).minus({ days: 10 }).set({ hour: 12 })
    expect(Math.round(nearly.diff(start, 'months').months)).toBe(9)
    await moveTo(nearly)
    for (const who of [ada, cato.person]) expect((await mailsTo(database, who.email)).filter(({ plain }) => plain.includes(second.id)).length).toBeGreaterThan(1)
    await adaPage.goto(second.address)
    expect(await adaPage.locator('main a[href="/volunteer/fjordfolk"]').count()).toBe(1)
    await second.other.goto(second.address)
    expect(await second.other.locator('main a[href="/volunteer/fjordfolk"]').count()).toBe(0)
    for (const [page, shared, words] of [[adaPage, true, 'Delt med Ingrid'], [second.other, false, 'Bare mitt']] as const) {
      await send(page, `${second.address}?do=back`, async () => {
        await page.fill('[name=good]', words)
        if (shared) await page.check('[name=shared]')
        await submit(page, 'back')
      }, 'back')
    }
    await work.goto(`${list}/${second.id}`)
    const read = await work.textContent('main')
    expect([read!.includes('Delt med Ingrid'), read!.includes('Bare mitt')]).toEqual([true, false])
    await work.goto(`${list}/${second.id}?do=end`)
    await work.check('[name=because][value=landed]')
    await submit(work, 'end')
    await work.waitForURL('**?done=ended')
    await allSent()
    const farewell = (await mailsTo(database, ada.email)).at(-1)!
    expect(linkIn(farewell, /volunteer\/fjordfolk/)).toBeTruthy()
    expect((await mailsTo(database, cato.person.email)).at(-1)!.plain).not.toMatch(/Ada|pairings/)
    await expectNothingLeft(cato.person, { address: new URL(second.address).pathname, meetingUid: 'no-such-uid', names: /Ada|Hemmelig/, feed: await feedOf(cato.person) })
    // It is Ada's story: she keeps it.
    await adaPage.goto(second.address)
    expect(await adaPage.locator('main form').count()).toBe(0)
    await adaPage.goto(`${second.address}?do=back`)
    expect(await adaPage.inputValue('[name=good]')).toBe('Delt med Ingrid')
  })
})

test('pages of the two and of the coordinator are accessible, wide and narrow, light and dark; what is wrong is said at its field', { timeout: 180_000 }, async () => {
  const request = await makeRequest(database, { organisation: house, person: await makePerson(database, { name: 'Nina Berg' }) })
  const volunteer = await makeVolunteer(database, { organisation: house, person: await makePerson(database, { name: 'Ola Dahl' }) })
  const made = await lean(asPerson(coordinator.id), (sql) => pairUp(sql, { requestId: request.id, volunteerId: volunteer.id, by: coordinator.id, now: new Date() }))
  if (!made.ok) throw new Error(made.reason)
  await server.setClock(new Date())
  await database.owner(`INSERT INTO meeting_logs (id, pairing_id, person_id, kind, on_day, created_at) VALUES (gen_random_uuid(), $1, $2, 'met', current_date - 1, now())`, [made.id, volunteer.person.id])
  const [mine, work] = [`${server.url}/me/pairings/${made.id}`, `${server.url}/manage/fjordfolk/pairings`]
  for (const state of ['trial', 'active'] as const) {
    if (state === 'active') await database.owner(`UPDATE pairings SET state = 'active', began_at = now(), starts_on = current_date - 30 WHERE id = $1`, [made.id])
    for (const [width, colorScheme] of [['phone', 'dark'], ['desktop', 'light']] as const) {
      const page = await browser.open({ width, colorScheme, expected: /422/ })
      await signInAs(page, server.url, database, request.person)
      for (const address of [mine, ...(state === 'trial' ? [] : ['meet', 'ask', 'add', 'back', 'along', 'milestone&id=halfway'].map((task) => `${mine}?do=${task}`))]) {
        await page.goto(address)
        await expectAccessible(page)
      }
      await page.goto(`${mine}?do=meet`)
      await page.fill('[name=time]', 'halv seks')
      await page.fill('[name=place]', 'Der vi var sist')
      await submit(page, 'meet')
      await page.waitForSelector('#errors')
      expect(await page.inputValue('[name=place]')).toBe('Der vi var sist')
      expect(await page.locator('[aria-invalid=true]').count()).toBe(2)
      await expectAccessible(page)
      const office = await browser.open({ width, colorScheme, expected: /422/ })
      await signInAs(office, server.url, database, coordinator, { strong: true })
      for (const address of [work, `${work}/${made.id}`, `${work}/${made.id}?do=end`, `${work}/limits`]) {
        await office.goto(address)
        await expectAccessible(office)
      }
    }
  }
})

test('others find no door: an organiser, an administrator, a foreign coordinator, a coordinator who is one of the two', async () => {
  const both = await makeMember(database, house, ['coordinator', 'volunteer'])
  const request = await makeRequest(database, { organisation: house })
  const volunteer = await makeVolunteer(database, { organisation: house, person: both })
  const made = await lean(asPerson(coordinator.id), (sql) => pairUp(sql, { requestId: request.id, volunteerId: volunteer.id, by: coordinator.id, now: new Date() }))
  if (!made.ok) throw new Error(made.reason)
  const work = '/manage/fjordfolk/pairings'
  const neighbour = await makeOrganisation(database, { slug: 'naboen' })
  const strangers = [await makeMember(database, house, 'organiser'), await makeMember(database, house, 'administrator'), await makeMember(database, neighbour, 'coordinator'), volunteer.person]
  for (const who of strangers) {
    const headers = await signedIn(database, who, { strong: true })
    if (who !== volunteer.person) for (const path of [work, `${work}/limits`, `/me/pairings/${made.id}`]) expect((await server.fetch(path, { headers })).status, path).toBe(404)
    expect((await server.fetch(`${work}/${made.id}`, { headers })).status).toBe(404)
    expect((await server.fetch(`${work}/${made.id}`, { form: { intent: 'end', because: 'landed' }, headers })).status).toBe(404)
    expect((await server.fetch(`/manage/naboen/pairings/${made.id}`, { form: { intent: 'end', because: 'landed' }, headers })).status).toBe(404)
  }
  expect(await database.owner('SELECT state FROM pairings WHERE id = $1', [made.id])).toEqual([{ state: 'trial' }])
})
