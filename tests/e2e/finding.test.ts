import ICAL from 'ical.js'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { activityPage, problem } from '#app/domain/activities/finding/api.ts'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeActivity, type MadeOrganisation, makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp } from '#tests/support/factories.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

let organisation: MadeOrganisation
let football: MadeActivity, kept: MadeActivity, members: MadeActivity, draft: MadeActivity, unlisted: MadeActivity, cancelled: MadeActivity, full: MadeActivity
beforeAll(async () => {
  organisation = await makeOrganisation(database, { slug: 'huset', name: 'Huset' })
  const make = (given: Parameters<typeof makeActivity>[1]) => makeActivity(database, { organisation, area: 'Sandnes', lat: 58.85, lon: 5.74, ...given })
  football = await make({ title: 'Fotballtrening', slug: 'fotballtrening', description: 'Vi **spiller** sammen.\n\n<script>alert(1)</script>', address: { text: 'Storgata 1' } })
  kept = await make({ title: 'Middag </script><script>alert(2)</script>', slug: 'middag', kind: 'mat', address: { text: 'Hemmelig vei 2', lat: 58.8511, lon: 5.7411, shownTo: 'joined' } })
  members = await make({ title: 'Husmøte', slug: 'husmote', visibility: 'members' })
  draft = await make({ title: 'Kladd', slug: 'kladd', published: false })
  unlisted = await make({ title: 'Ulistet', slug: 'ulistet', visibility: 'unlisted' })
  cancelled = await make({ title: 'Klatring', slug: 'klatring', cancelled: { reason: 'Hallen er stengt' } })
  full = await make({ title: 'Yoga', slug: 'yoga', places: 1, area: 'Bergen', lat: 60.39, lon: 5.32 })
  await makeSignUp(database, { activity: full, person: await makePerson(database) })
})

describe('the list', () => {
  test('a phone without scripts: search, a place, what is full and cancelled, the page of one, and back', async () => {
    const page = await browser.open({ javaScriptEnabled: false })
    await page.goto(`${server.url}/activities`)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Hva skjer')
    expect(await page.getByRole('article').filter({ hasText: 'Klatring' }).textContent()).toContain('Avlyst')
    expect(await page.getByRole('article').filter({ hasText: 'Yoga' }).textContent()).toContain('Fullt')
    expect(await page.getByText('Husmøte').count()).toBe(0)
    await page.getByLabel('Hva har du lyst til?').fill('fottball')
    await page.getByRole('button', { name: 'Vis aktiviteter' }).click()
    expect(new URL(page.url()).searchParams.get('q')).toBe('fottball')
    expect(await page.getByRole('article').count()).toBe(1)
    expect(await page.getByLabel('Hva har du lyst til?').inputValue()).toBe('fottball')
    await page.goto(`${server.url}/activities?place=bergen`)
    expect(await page.getByRole('article').first().textContent()).toContain('Yoga')
    expect(await page.getByRole('article').nth(1).textContent()).toMatch(/17\d km unna/)
    await page.getByRole('link', { name: 'Fotballtrening' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Fotballtrening')
    expect(await page.textContent('main')).toContain('Storgata 1, Sandnes')
    expect(await page.locator('main strong').textContent()).toBe('spiller')
  })

  test('nothing found: ways to look wider, what there is, whom to ask', async () => {
    const page = await browser.open()
    await page.goto(`${server.url}/activities?q=finnesikkenoested&kind=mat`)
    await expectAccessible(page)
    expect(await page.getByRole('article').count()).toBeGreaterThan(0)
    expect(await page.locator('main').getByRole('link', { name: 'Huset' }).count()).toBe(1)
    await page.getByRole('link', { name: 'Søk uten ordene' }).click()
    expect(await page.getByRole('article').allTextContents()).toEqual([expect.stringContaining('Middag')])
  })

  test.each(['?near=nord&within=mye&from=i+morgen&page=-4', '?kind=%00&org=%27%3B&q=%25%27%22%3C', '?place=Atlantis', '?page=100', '?q=%F0%9F%8E%89', '?from=2026-02-31&to=9999-99-99'])('%s is answered with a page', async (query) => {
    const answer = await server.fetch(`/activities${query}`)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('Hva skjer')
  })

  test.each(['/activities', '/activities/fotballtrening', '/activities/klatring', '/activities/yoga', '/o/huset'])('%s can be used by everybody, on any screen, in any language', async (address) => {
    for (const wishes of [{ width: 'phone', language: 'sv' }, { width: 'desktop', language: 'en', colorScheme: 'dark' }] as const) {
      const page = await browser.open(wishes)
      await page.goto(server.url + address)
      await expectAccessible(page)
      await page.context().close()
    }
  })

  test('scripts are small, and the map\'s come only when it is opened', async () => {
    const page = await browser.open()
    const scripts = new Map<string, number>()
    page.on('response', async (response) => {
      if (response.request().resourceType() === 'script') scripts.set(response.url(), gzipSync(await response.body()).length)
    })
    await page.goto(`${server.url}/activities`, { waitUntil: 'networkidle' })
    expect([...scripts.values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(15_000)
    const before = scripts.size
    await page.getByText('Vis på kart').click()
    await page.locator('.leaflet-marker-icon').first().waitFor()
    await expect.poll(() => scripts.size).toBeGreaterThan(before)
  })
})

describe('what may not be seen', () => {
  test('answers the same bytes as what never was: page, calendar file, picture', async () => {
    const stranger = await signedIn(database, await makePerson(database))
    for (const headers of [{}, stranger, { cookie: 'uncached=1' }] as Record<string, string>[]) {
      for (const ending of ['', '.ics']) {
        const bytes = async (slug: string) => {
          const answer = await server.fetch(`/activities/${slug}${ending}`, { headers })
          expect(answer.status).toBe(404)
          return (await answer.text()).replaceAll(slug, 'SLUG').replace(/nonce="[^"]*"/g, '')
        }
        const never = await bytes('aldri-vaert')
        expect(await bytes(members.slug)).toBe(never)
        expect(await bytes(draft.slug)).toBe(never)
      }
    }
    const [picture] = await database.owner<{ id: string }>(`INSERT INTO pictures (organisation_id, bytes, width, height) VALUES ($1, '\\x00', 1, 1) RETURNING id`, [organisation.id])
    await database.owner('UPDATE activities SET picture_id = $1 WHERE id = $2', [picture!.id, members.id])
    expect((await server.fetch(`/pictures/${picture!.id}.webp`)).status).toBe(404)
    const member = await signedIn(database, await makeMember(database, organisation, 'participant'))
    const seen = await server.fetch(`/pictures/${picture!.id}.webp`, { headers: member })
    expect([seen.status, seen.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    expect((await server.fetch(`/activities/${members.slug}`, { headers: member })).status).toBe(200)
    await database.owner('UPDATE activities SET picture_id = $1 WHERE id = $2', [picture!.id, football.id])
    expect((await server.fetch(`/pictures/${picture!.id}.webp`)).headers.get('cache-control')).toContain('immutable')
    await database.owner('UPDATE activities SET picture_id = NULL')
  })

  test('an address for those who join is on no page, file or feed of anybody else', async () => {
    const joined = await makePerson(database, { name: 'Ingrid Innenfor' })
    await makeSignUp(database, { activity: kept, person: joined })
    const stranger = await signedIn(database, await makePerson(database))
    for (const headers of [{}, stranger] as Record<string, string>[]) {
      for (const address of ['/activities', '/activities/middag', '/activities/middag.ics', '/activities.ics', '/activities.atom', '/o/huset', '/o/huset/activities.ics', '/o/huset/activities.atom', '/api/activities']) {
        const text = await (await server.fetch(address, { headers })).text()
        expect(text, address).not.toContain('Hemmelig vei')
        expect(text, address).not.toContain('58.8511')
        expect(text, address).not.toContain('Innenfor')
      }
    }
    const own = await (await server.fetch('/activities/middag', { headers: await signedIn(database, joined) })).text()
    expect(own).toContain('Hemmelig vei 2')
    expect(own.slice(own.indexOf('application/ld+json'), own.indexOf('</head>'))).not.toContain('Hemmelig vei')
  })

  test('no text can end what it stands in', async () => {
    for (const address of ['/activities/middag', '/activities', '/activities/fotballtrening']) {
      const html = await (await server.fetch(address)).text()
      expect(html).not.toContain('<script>alert')
      for (const [, json] of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) expect(() => JSON.parse(json!)).not.toThrow()
    }
  })
})

describe('pages for everyone', () => {
  test('are kept, are exact at once after a change, and are the visitor\'s bytes', async () => {
    const kept = await server.fetch('/activities/fotballtrening')
    expect(kept.headers.get('etag')).toMatch(/^W\//)
    const unkept = await server.fetch('/activities/fotballtrening', { headers: { cookie: 'uncached=1' } })
    expect(unkept.headers.get('etag')).toBeNull()
    const withoutNonces = (html: string) => html.replace(/ nonce="[^"]*"/g, '')
    expect(withoutNonces(await unkept.text())).toBe(await kept.text())
    for (let round = 0; round < 20; round++) {
      await database.owner(`UPDATE activity_texts SET title = $1 WHERE activity_id = $2`, [`Fotball nummer ${round}`, football.id])
      expect(await (await server.fetch('/activities')).text()).toContain(`Fotball nummer ${round}<`)
    }
    await database.owner(`UPDATE activity_texts SET title = 'Fotballtrening' WHERE activity_id = $1`, [football.id])
  })

  test('somebody\'s own page is never anybody else\'s', async () => {
    const person = await makePerson(database, { name: 'Sigrid Synlig' })
    await makeSignUp(database, { activity: football, person })
    const headers = await signedIn(database, person)
    const visitors = await (await server.fetch('/activities/fotballtrening')).text()
    const own = await server.fetch('/activities/fotballtrening', { headers })
    expect(own.headers.get('cache-control')).toContain('no-store')
    expect(own.headers.get('etag')).toBeNull()
    expect(await own.text()).toContain('Du er med')
    expect(await (await server.fetch('/activities/fotballtrening')).text()).toBe(visitors)
    expect(visitors).not.toContain('Du er med')
  })
})

test('who joined sees where, can go, and sees others only when both show themselves', async () => {
  const activity = await makeActivity(database, { organisation, title: 'Kor', slug: 'kor', address: { text: 'Korveien 1', shownTo: 'joined' } })
  const [anna, bo, cia] = await Promise.all(['Anna', 'Bo', 'Cia'].map((name) => makePerson(database, { name: `${name} Prøve` })))
  await makeSignUp(database, { activity, person: anna!, visible: true })
  await makeSignUp(database, { activity, person: cia! })
  const page = await browser.open()
  await signInAs(page, server.url, database, bo!)
  await page.goto(`${server.url}/activities/kor`)
  expect(await page.textContent('main')).not.toContain('Korveien')
  await page.locator('#join').getByRole('button', { name: 'Bli med' }).click()
  expect(await page.textContent('main')).toContain('Korveien 1')
  expect(await page.textContent('main')).not.toContain('Anna')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Vis navnet mitt' }).click()
  expect(await page.textContent('main')).toContain('Anna Prøve')
  expect(await page.textContent('main')).not.toContain('Cia')
  await page.getByRole('button', { name: 'Meld avbud' }).click()
  await page.goto(`${server.url}/activities/kor`)
  expect(await page.textContent('main')).not.toContain('Korveien')
})

describe('for other programs', () => {
  test('feeds are calendars with the list\'s activities', async () => {
    const summaries = async (address: string) => {
      const answer = await server.fetch(address)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
      return new ICAL.Component(ICAL.parse(await answer.text())).getAllSubcomponents('vevent').map((event) => [event.getFirstPropertyValue('summary'), event.getFirstPropertyValue('status')])
    }
    expect(await summaries('/activities.ics?q=klatring')).toEqual([['Klatring', 'CANCELLED']])
    expect(await summaries('/activities/fotballtrening.ics')).toEqual([['Fotballtrening', 'CONFIRMED']])
    expect(await summaries('/activities/ulistet.ics')).toEqual([['Ulistet', 'CONFIRMED']])
    const own = (await summaries('/o/huset/activities.ics')).map(([summary]) => summary)
    expect(own).toEqual(expect.arrayContaining(['Fotballtrening', 'Yoga', 'Klatring']))
    expect(own).not.toContain(unlisted.title)
    expect((await server.fetch('/o/finnes-ikke/activities.ics')).status).toBe(404)
  })

  test('news readers get the same list as Atom, and pages say where', async () => {
    const titles = async (address: string) => {
      const answer = await server.fetch(address)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8'])
      const text = await answer.text()
      expect(text.match(/<id>/g)).toHaveLength(1 + (text.match(/<entry/g)?.length ?? 0))
      return [...text.matchAll(/<entry[^>]*>\n<id>(tag:localhost,2026:activity\/[0-9a-f-]{36})<\/id>\n<title>(.*?)<\/title>/g)].map((entry) => entry[2])
    }
    expect(await titles('/activities.atom?q=klatring')).toEqual(['Avlyst: Klatring'])
    expect(await titles('/activities.atom?q=klatring&lang=en')).toEqual(['Cancelled: Klatring'])
    expect(await titles('/o/huset/activities.atom')).toEqual(expect.arrayContaining(['Fotballtrening', 'Yoga']))
    expect((await server.fetch('/o/finnes-ikke/activities.atom')).status).toBe(404)
    expect(await (await server.fetch('/activities?kind=tur')).text()).toContain('type="application/atom+xml" href="/activities.atom?kind=tur"')
    expect(await (await server.fetch('/o/huset')).text()).toContain('type="application/atom+xml" href="/o/huset/activities.atom"')
  })

  test('the API walks through everything once, answers as its description says, and anybody\'s page may ask', async () => {
    const description = await (await server.fetch('/api/openapi.json')).json()
    const { Activities, Activity, Problem } = description.components.schemas
    expect(description.paths['/api/activities'].get.responses['200'].content['application/json'].schema.$ref).toBe('#/components/schemas/Activities')
    expect(Activities.properties.items.items.$ref).toBe('#/components/schemas/Activity')
    const described = z.fromJSONSchema({ ...Activities, properties: { ...Activities.properties, items: { type: 'array', items: Activity } } })
    const describedProblem = z.fromJSONSchema(Problem)
    expect(described.safeParse({ items: [{}], next: null }).success).toBe(false)
    expect(describedProblem.safeParse(await (await server.fetch('/api/activities?limit=0')).json()).error).toBeUndefined()
    const seen: string[] = []
    let next: string | null = null
    do {
      const answer: Response = await server.fetch(`/api/activities?limit=2${next ? `&cursor=${next}` : ''}`, { headers: { origin: 'https://elsewhere.example' } })
      expect([answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('content-type')]).toEqual([200, '*', 'application/json; charset=utf-8'])
      const page: z.infer<typeof activityPage> = activityPage.parse(await answer.json())
      expect(described.safeParse(page).error).toBeUndefined()
      seen.push(...page.items.map((item) => item.title))
      next = page.next
    } while (next)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toEqual(expect.arrayContaining(['Fotballtrening', 'Klatring', 'Yoga']))
    expect(seen).not.toContain('Ulistet')
    const near = activityPage.parse(await (await server.fetch('/api/activities?near=60.39,5.32&limit=1')).json())
    expect(near.items[0]).toMatchObject({ title: 'Yoga', distanceKm: 0, placesLeft: 0 })
    const rest = activityPage.parse(await (await server.fetch(`/api/activities?near=60.39,5.32&cursor=${near.next}`)).json())
    expect(rest.items.map((item) => item.title)).not.toContain('Yoga')
  })

  test('an unchanged answer is not sent twice; what is not understood is a problem that says so', async () => {
    const first = await server.fetch('/api/activities')
    const again = await server.fetch('/api/activities', { headers: { 'if-none-match': first.headers.get('etag')! } })
    expect(again.status).toBe(304)
    for (const query of ['near=x', 'limit=0', 'limit=101', 'cursor=x', 'from=x', 'within=5', 'place=Atlantis']) {
      const refused = await server.fetch(`/api/activities?${query}`)
      expect([refused.status, refused.headers.get('content-type'), refused.headers.get('access-control-allow-origin')]).toEqual([400, 'application/problem+json; charset=utf-8', '*'])
      expect(problem.parse(await refused.json()).parameters?.map((parameter) => parameter.name)).toEqual([query.split('=')[0]])
    }
  })

  test('search engines are told what everybody may know, where the page lives and in which languages', async () => {
    const html = await (await server.fetch('/activities/klatring')).text()
    const event = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)![1]!)
    expect(event).toMatchObject({ '@type': 'Event', name: 'Klatring', eventStatus: 'https://schema.org/EventCancelled', location: { name: 'Sandnes' }, organizer: { name: 'Huset' } })
    expect(html).toContain(`<link rel="canonical" href="${server.url}/activities/klatring"/>`)
    expect(html).toContain('hrefLang="sv"')
    expect(html).toContain('property="og:title" content="Klatring"')
    expect(await (await server.fetch('/activities/ulistet')).text()).toContain('noindex')
    expect(cancelled.slug).toBe('klatring')
  })
})
