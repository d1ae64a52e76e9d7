import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type ActivityWishes, makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp, type MadeActivity, type MadeOrganisation, type MadePerson } from '#tests/support/factories.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()
const minutes = (count: number) => new Date(Date.now() + count * 60_000)

let organisation: MadeOrganisation
let organiser: MadePerson, host: MadePerson
beforeAll(async () => {
  organisation = await makeOrganisation(database, { name: 'Blå Kors Jæren' })
  organiser = await makeMember(database, organisation, 'organiser')
  host = await makeMember(database, organisation, 'volunteer')
})
const held = (given: ActivityWishes = {}) => makeActivity(database, { organisation, createdBy: organiser, host, startsAt: minutes(-10), endsAt: minutes(80), title: 'Tur til Bymarka', ...given })
const coming = async (activity: MadeActivity, name: string, state: 'joined' | 'waiting' | 'left' = 'joined') => {
  const one = await makePerson(database, { name })
  await makeSignUp(database, { activity, person: one, state })
  return one
}
const at = (activity: MadeActivity, page = 'attendance') => `${server.url}/manage/${organisation.slug}/activities/${activity.id}/${page}`
const kept = (activity: MadeActivity) => database.owner<{ who: string; outcome: string | null; first_name: string | null; from_door: boolean }>(
  'SELECT who, outcome, first_name, from_door FROM attendance WHERE activity_id = $1', [activity.id])
const until = async (holds: () => Promise<boolean>) => {
  for (const end = Date.now() + 20_000; !(await holds()); await pause(40)) if (Date.now() > end) throw new Error('it never came to be')
}
/** Takes the network away, or gives it back. */
const offline = async (page: Page, gone: boolean) => {
  const sync = '**/attendance/sync'
  await (gone ? page.context().route(sync, (route) => route.abort('internetdisconnected')) : page.context().unroute(sync))
  await page.context().setOffline(gone)
}
const tap = (page: Page, who: { id: string }, outcome: string) => page.click(`#row-${who.id} button[value="${outcome}"]`)

const words = {
  nb: { count: '1 av 3 kom', add: 'Legg til', two: '2 av 3 kom', saved: 'Alt er lagret', unsent: '3 er ikke sendt ennå', welcome: 'Takk, og velkommen inn' },
  sv: { count: '1 av 3 kom', add: 'Lägg till', two: '2 av 3 kom', saved: 'Allt är sparat', unsent: '3 är inte skickade än', welcome: 'Tack, och välkommen in' },
  en: { count: '1 of 3 came', add: 'Add', two: '2 of 3 came', saved: 'Everything is saved', unsent: '3 not sent yet', welcome: 'Thank you, and welcome in' },
} as const

describe.each(['nb', 'sv', 'en'] as const)('in %s', (language) => {
  const said = words[language]

  test('taken on a phone without scripts: tap, change one’s mind, add who just came', async () => {
    const activity = await held()
    const [anne, bo] = [await coming(activity, 'Anne'), await coming(activity, 'Bo')]
    await coming(activity, 'Cato')
    const dina = await coming(activity, 'Dina', 'left')
    const page = await browser.open({ javaScriptEnabled: false, language, expected: /422/ })
    await signInAs(page, server.url, database, host)
    await page.goto(`${at(activity)}?lang=${language}`)
    await tap(page, anne, 'came')
    await page.waitForURL(`**#row-${anne.id}`)
    await tap(page, bo, 'absent')
    expect(await page.textContent('[data-count]')).toBe(said.count)
    expect(await page.getAttribute(`#row-${dina.id} button[value=regrets]`, 'aria-pressed')).toBe('true')
    await page.click(`#row-${bo.id} [data-undo]`)
    expect((await kept(activity)).find((one) => one.who === bo.id)?.outcome).toBeNull()
    await page.fill('[name=firstName]', ' ')
    await page.getByRole('button', { name: said.add }).click()
    expect(await page.getAttribute('[name=firstName]', 'aria-invalid')).toBe('true')
    await page.fill('[name=firstName]', 'Ådne')
    await page.getByRole('button', { name: said.add }).click()
    await page.waitForURL('**#row-*')
    expect(await page.textContent('main')).toContain('Ådne')
    expect((await kept(activity)).filter((one) => one.outcome === 'came')).toHaveLength(2)
    const box = await page.locator(`#row-${anne.id} button[value=came]`).boundingBox()
    expect(Math.min(box!.width, box!.height)).toBeGreaterThan(44)
  })

  test('taken without network: marked, reloaded, marked again, all there exactly once when it is back', async () => {
    const activity = await held()
    const [anne, bo] = [await coming(activity, 'Anne'), await coming(activity, 'Bo')]
    await coming(activity, 'Cato')
    const page = await browser.open({ language, expected: /ERR_INTERNET_DISCONNECTED|Failed to load resource/ })
    await signInAs(page, server.url, database, organiser)
    await page.goto(`${at(activity)}?lang=${language}`)
    await page.waitForSelector('[data-attendance][data-kept]')
    await expectAccessible(page)
    await offline(page, true)
    await tap(page, anne, 'came')
    await tap(page, bo, 'came')
    await page.reload()
    expect(await page.getAttribute(`#row-${anne.id} button[value=came]`, 'aria-pressed')).toBe('true')
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('h1')!).fontFamily)).toContain('Atkinson')
    await tap(page, bo, 'absent')
    await page.fill('[name=firstName]', 'Ådne')
    await page.getByRole('button', { name: said.add }).click()
    expect(await page.textContent('[data-status]')).toContain(said.unsent)
    expect(await page.textContent('[data-count]')).toBe(language === 'en' ? '2 of 4 came' : '2 av 4 kom')
    await expectAccessible(page)
    // What waits is on the device. (Behind a worker a request may get out although its answer does not come back: also then each mark is there once.)
    expect(await page.evaluate(() => Object.keys(localStorage).map((name) => JSON.parse(localStorage.getItem(name)!).marks.length))).toEqual([3])
    await offline(page, false)
    await page.getByText(said.saved).waitFor()
    const rows = await kept(activity)
    expect(rows).toHaveLength(3)
    expect(rows.filter((one) => one.outcome === 'came').map((one) => one.first_name !== null).sort()).toEqual([false, true])
    expect(rows.find((one) => one.who === bo.id)?.outcome).toBe('absent')
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    // signing out leaves nothing behind
    await page.goto(`${server.url}/me`)
    await page.click('form[action="/sign-out"] button')
    await page.waitForURL((url) => url.pathname !== '/me')
    expect(await page.evaluate(async () => [await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length])).toEqual([[], 0])
  })

  test('at the door: a name is looked over, a signed-in person says it with one tap; looking changes nothing', async () => {
    const activity = await held()
    const anne = await coming(activity, 'Anne')
    const leader = await browser.open({ language })
    await signInAs(leader, server.url, database, organiser)
    await leader.goto(`${at(activity, 'door')}?lang=${language}`)
    await leader.click('button[value=open]')
    await leader.waitForSelector('main img')
    await expectAccessible(leader)
    const link = new URL((await leader.getAttribute('section a:has(img)', 'href'))!).pathname
    const stranger = await browser.open({ language, javaScriptEnabled: false, expected: /422/ })
    for (let i = 0; i < 2; i++) await stranger.goto(`${server.url}${link}`)
    expect(await kept(activity)).toEqual([])
    await stranger.click('main form button')
    expect(await stranger.getAttribute('[name=firstName]', 'aria-invalid')).toBe('true')
    await stranger.fill('[name=firstName]', 'Øystein')
    await stranger.click('main form button')
    await stranger.waitForURL('**done=name')
    // a friend on the same phone goes back to the form; sent twice it is one name
    await stranger.goBack()
    for (const name of ['Berit', 'Berit']) {
      await stranger.fill('[name=firstName]', name)
      await stranger.click('main form button')
      await stranger.waitForURL('**done=name')
      await stranger.goBack()
    }
    expect(await kept(activity)).toHaveLength(2)
    await stranger.goForward()
    expect(await stranger.textContent('h1')).toBe(said.welcome)
    const phone = await browser.open({ language })
    await signInAs(phone, server.url, database, anne)
    await phone.goto(`${server.url}${link}`)
    await expectAccessible(phone)
    await phone.click('main form button')
    await phone.waitForSelector('[role=status]')
    expect(await phone.textContent('h1')).toContain('Anne')
    // the name counts when somebody who leads has looked
    await leader.goto(at(activity))
    await expectAccessible(leader)
    expect(await leader.textContent('[data-list=door]')).toContain('Øystein')
    expect(await leader.textContent('[data-count]')).toContain('1')
    await tap(leader, anne, 'absent')
    await tap(leader, anne, 'came')
    await leader.getByText(said.saved).waitFor()
    expect(await leader.isVisible('[data-list=door] button[value=came]')).toBe(true)
    await leader.click('[data-list=door] button[value=came]')
    await until(async () => (await kept(activity)).filter((one) => one.outcome === 'came').length === 2)
  })
})

test('a session that ended meanwhile loses nothing: it says so, and sends after signing in again', async () => {
  const activity = await held()
  const anne = await coming(activity, 'Anne')
  const page = await browser.open({ expected: /Failed to load/ })
  await signInAs(page, server.url, database, organiser)
  await page.goto(at(activity))
  await page.waitForSelector('[data-kept]')
  await database.owner('DELETE FROM sessions WHERE person_id = $1', [organiser.id])
  await tap(page, anne, 'came')
  await page.getByText('Ingenting er mistet').waitFor()
  expect(await page.getAttribute('[data-signed-out] a', 'href')).toBe(`/sign-in?to=${encodeURIComponent(new URL(at(activity)).pathname)}`)
  expect(await kept(activity)).toEqual([])
  await expectAccessible(page)
  // somebody else on the same phone does not send them as theirs
  await signInAs(page, server.url, database, host)
  await page.goto(at(activity))
  await page.waitForSelector('[data-kept]')
  expect(await kept(activity)).toEqual([])
  await signInAs(page, server.url, database, organiser)
  await page.goto(at(activity))
  await until(async () => (await kept(activity)).length === 1)
})

test('two organisers with a phone each see the same in the end', async () => {
  const activity = await held()
  const [anne, bo] = [await coming(activity, 'Anne'), await coming(activity, 'Bo')]
  const [one, other] = [await browser.open({ expected: /ERR_INTERNET|Failed to load/ }), await browser.open({ expected: /ERR_INTERNET|Failed to load/ })]
  for (const [page, who] of [[one, organiser], [other, host]] as const) {
    await signInAs(page, server.url, database, who)
    await page.goto(at(activity))
    await page.waitForSelector('[data-kept]')
  }
  await offline(one, true)
  await tap(one, anne, 'absent')
  await tap(other, anne, 'came')
  await tap(other, bo, 'absent')
  await other.getByText('Alt er lagret').waitFor()
  await tap(one, bo, 'came') // the later of the two about Bo
  await offline(one, false)
  await one.getByText('Alt er lagret').waitFor()
  const states = (page: Page) => page.evaluate((ids) => ids.map((id) => document.getElementById(`row-${id}`)!.dataset.outcome), [anne.id, bo.id])
  expect(await states(one)).toEqual(['came', 'came'])
  await other.reload()
  expect(await states(other)).toEqual(['came', 'came'])
})

describe('who does not lead', () => {
  test('finds no list, no door and no way to send marks', async () => {
    const activity = await held()
    const anne = await coming(activity, 'Anne')
    const neighbour = await makeOrganisation(database)
    const path = (page: string) => new URL(at(activity, page)).pathname
    const others = [anne, await makeMember(database, organisation, 'organiser'), await makeMember(database, organisation, 'volunteer'), await makeMember(database, neighbour, 'organiser')]
    for (const other of others) {
      const headers = await signedIn(database, other)
      for (const page of ['attendance', 'door']) {
        expect((await server.fetch(path(page), { headers })).status, page).toBe(404)
        expect((await server.fetch(path(page), { headers, form: { intent: 'open', who: anne.id, outcome: 'absent' } })).status, page).toBe(404)
      }
      const sent = await server.fetch(path('attendance/sync'), {
        method: 'POST', body: JSON.stringify({ person: other.id, marks: [] }), headers: { ...headers, 'content-type': 'application/json', origin: server.url },
      })
      expect(sent.status).toBe(404)
    }
    expect(await kept(activity)).toEqual([])
  })
  test('from another site nothing is sent; nonsense and half a list are refused whole', async () => {
    const activity = await held()
    const anne = await coming(activity, 'Anne')
    const headers = { ...(await signedIn(database, organiser)), 'content-type': 'application/json' }
    const send = (body: unknown, origin: string) => server.fetch(new URL(at(activity, 'attendance/sync')).pathname, { method: 'POST', body: JSON.stringify(body), headers: { ...headers, origin } })
    const good = { key: crypto.randomUUID(), at: Date.now(), who: anne.id, outcome: 'came' }
    expect((await send({ person: organiser.id, marks: [good] }, 'https://evil.example')).status).toBe(403)
    for (const bad of [null, {}, { person: organiser.id, marks: [good, { ...good, outcome: 'late' }] }, { person: organiser.id, marks: [{ ...good, who: 'x' }] }]) expect((await send(bad, server.url)).status).toBe(400)
    expect((await send({ person: host.id, marks: [good] }, server.url)).status).toBe(409)
    expect(await kept(activity)).toEqual([])
    for (let i = 0; i < 2; i++) expect((await send({ person: organiser.id, marks: [good] }, server.url)).status).toBe(200)
    expect(await kept(activity)).toHaveLength(1)
  })
})

test('too early and too late are said kindly, and a mark changes nothing then', async () => {
  const [early, late] = [await held({ startsAt: minutes(90), endsAt: minutes(150) }), await held({ startsAt: minutes(-60 * 24 * 15), endsAt: minutes(-60 * 24 * 15 + 60) })]
  const page = await browser.open()
  await signInAs(page, server.url, database, organiser)
  for (const [activity, said] of [[early, 'en halvtime før'], [late, 'to uker siden']] as const) {
    const anne = await coming(activity, 'Anne')
    await page.goto(at(activity))
    expect(await page.textContent('main')).toContain(said)
    await expectAccessible(page)
    await server.fetch(new URL(at(activity)).pathname, { headers: await signedIn(database, organiser), form: { intent: 'tap', who: anne.id, outcome: 'came' } })
    expect(await kept(activity)).toEqual([])
  }
})

test('a door nobody opened, a made-up one and a flood', async () => {
  const activity = await held()
  await database.asActor(person(organiser.id), 'INSERT INTO doors (activity_id, opened_at, opened_by) VALUES ($1, now(), $2)', [activity.id, organiser.id])
  const page = await browser.open()
  await signInAs(page, server.url, database, organiser)
  await page.goto(at(activity, 'door'))
  const link = new URL((await page.getAttribute('section a:has(img)', 'href'))!).pathname
  expect((await server.fetch(`${link.slice(0, -64)}${'0'.repeat(64)}`)).status).toBe(404)
  const write = (i: number) => server.fetch(link, { form: { who: crypto.randomUUID(), firstName: `Navn ${i}` } })
  await database.owner('DELETE FROM door_knocks')
  const answers = []
  for (let i = 0; i < 24; i++) answers.push((await write(i)).status)
  expect(answers).toEqual([...Array(20).fill(303), ...Array(4).fill(429)])
  expect(await kept(activity)).toHaveLength(20)
  expect(server.log()).not.toContain(link.slice(6, 60))
  await page.click('button[value=close]')
  await page.waitForSelector('button[value=open]')
  expect((await server.fetch(link)).status).toBe(404)
})
