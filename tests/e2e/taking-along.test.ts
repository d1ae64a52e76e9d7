import { createServer, type Server } from 'node:http'
import { gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeActivity, makeActivity, makeMember, type MadeOrganisation, makeOrganisation, type MadePerson, makePerson, makeSignUp } from '#tests/support/factories.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

/** What leaves the house: lists and figures as spreadsheets, posters, and the list on an organisation's own website. */
const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

let house: MadeOrganisation
let coordinator: MadePerson, organiser: MadePerson, colleague: MadePerson, volunteer: MadePerson, admin: MadePerson, guest: MadePerson, neighbour: MadePerson
let walk: MadeActivity, members: MadeActivity, draft: MadeActivity
beforeAll(async () => {
  house = await makeOrganisation(database, { slug: 'fjordfolk', name: 'Fjordfolk' })
  coordinator = await makeMember(database, house, 'coordinator', { name: 'Tor Magne Ree' })
  organiser = await makeMember(database, house, 'organiser', { name: 'Sissel Vigre' })
  colleague = await makeMember(database, house, 'organiser')
  volunteer = await makeMember(database, house, 'volunteer')
  admin = await makeMember(database, house, 'administrator')
  neighbour = await makeMember(database, await makeOrganisation(database), ['organiser', 'coordinator', 'administrator'])
  guest = await makePerson(database, { name: '=HYPERLINK("https://ond.example";"Åse")', email: 'ase@example.org' })
  walk = await makeActivity(database, { organisation: house, title: 'Tur til Dalsnuten', slug: 'tur-til-dalsnuten', createdBy: organiser, area: 'Sandnes', address: { text: 'Hemmelig vei 7', shownTo: 'joined' } })
  members = await makeActivity(database, { organisation: house, title: 'Husmøte', slug: 'husmote', visibility: 'members', createdBy: organiser })
  draft = await makeActivity(database, { organisation: house, slug: 'kladd', published: false, createdBy: organiser })
  await makeSignUp(database, { activity: walk, person: guest })
  await makeSignUp(database, { activity: walk, person: await makePerson(database, { name: 'Per "Pelle" Ødegård 🙂' }), state: 'waiting', visible: true })
})

const download = async (page: Page, name: string) => {
  const [got] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).or(page.getByRole('button', { name })).click()])
  return { name: got.suggestedFilename(), bytes: readFileSync(await got.path()) }
}
const status = async (who: MadePerson | null, path: string) => (await server.fetch(path, { headers: who ? await signedIn(database, who, { strong: true }) : {} })).status

describe('lists and figures', () => {
  test('without scripts, in three languages: the organiser takes the list along, the log says so, and no name becomes a formula', async () => {
    for (const [language, button, heading, state] of [['nb', 'Last ned listen som CSV', 'Navn', 'Venteliste'], ['sv', 'Ladda ner listan som CSV', 'Namn', 'Väntelista'], ['en', 'Download the list as CSV', 'Name', 'Waiting list']] as const) {
      const page = await browser.open({ javaScriptEnabled: false, language })
      await signInAs(page, server.url, database, organiser)
      await page.goto(`${server.url}/manage/fjordfolk/activities/${walk.id}?lang=${language}`)
      const { name, bytes } = await download(page, button)
      expect(name).toMatch(/^(liste|lista|list)-\d{4}-\d\d-\d\d\.csv$/)
      const text = bytes.toString('utf8')
      expect(text.startsWith(`\ufeff"${heading}";"E-`) || text.startsWith(`\ufeff${heading};E-`), text.slice(0, 40)).toBe(true)
      expect(text).toContain(`"'=HYPERLINK(""https://ond.example"";""Åse"")";"ase@example.org"`)
      expect(text).toContain('"Per ""Pelle"" Ødegård 🙂"')
      expect(text).toContain(`"${state}"`)
    }
    const page = await browser.open({ language: 'nb' })
    await signInAs(page, server.url, database, organiser)
    await page.goto(`${server.url}/manage/fjordfolk/activities/${walk.id}`)
    await expectAccessible(page)
    const { name, bytes } = await download(page, 'Last ned listen som Excel')
    expect([name.endsWith('.xlsx'), bytes.toString('latin1', 0, 2)]).toEqual([true, 'PK'])
    expect(await database.owner(`SELECT actor, facts->>'format' AS format FROM history WHERE event = 'activity.exported' ORDER BY id DESC LIMIT 1`)).toEqual([{ actor: `person:${organiser.id}`, format: 'xlsx' }])
    const log = await (await server.fetch('/manage/fjordfolk/history', { headers: await signedIn(database, coordinator, { strong: true }) })).text()
    expect(log).toContain('Sissel Vigre lastet ned listen over hvem som kommer til «Tur til Dalsnuten».')
  })

  test('whoever does not lead the activity gets no list, and nothing is written', async () => {
    const [before] = await database.owner(`SELECT count(*) FROM history WHERE event LIKE '%.exported'`)
    const path = `/manage/fjordfolk/activities/${walk.id}/export.csv`
    for (const who of [colleague, volunteer, admin, guest, neighbour]) expect(await status(who, path), who.name).toBe(404)
    expect(await status(null, path)).toBe(303)
    expect(await status(neighbour, '/manage/fjordfolk/export.xlsx')).toBe(404)
    expect(await status(volunteer, '/manage/fjordfolk/export.csv')).toBe(404)
    expect(await status(organiser, `/manage/fjordfolk/activities/${draft.id}/export.csv`)).toBe(404)
    expect(await status(organiser, '/manage/fjordfolk/activities/tull/export.csv')).toBe(404)
    const [after] = await database.owner(`SELECT count(*) FROM history WHERE event LIKE '%.exported'`)
    expect(after).toEqual(before)
    expect(await status(coordinator, path)).toBe(200)
  })

  test('figures for a period: no names, wrong days are said at the field', async () => {
    const page = await browser.open({ javaScriptEnabled: false, width: 'desktop' })
    await signInAs(page, server.url, database, organiser)
    await page.goto(`${server.url}/manage/fjordfolk`)
    await page.getByRole('link', { name: 'Tall for en periode' }).click()
    await page.getByLabel('Fra og med').fill('2026-12-31')
    await page.getByLabel('Til og med').fill('2026-01-01')
    await page.getByRole('button', { name: 'Last ned for Excel' }).click()
    expect(await page.getByLabel('Til og med').getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByLabel('Fra og med').inputValue()).toBe('2026-12-31')
    await page.getByLabel('Fra og med').fill(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10))
    await page.getByLabel('Til og med').fill(new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10))
    const text = (await download(page, 'Last ned som CSV')).bytes.toString('utf8')
    expect(text).toMatch(/"Tur til Dalsnuten";"tur";"Sandnes";"Publisert";"Alle";10;1;1;\r\n/)
    expect(text).toContain('"Husmøte"')
    expect(text).not.toMatch(/Pelle|example\.org|Hemmelig/)
  })
})

describe('posters', () => {
  test('an organiser finds the poster; it is the same for everybody, in each language, and says no kept address', async () => {
    const page = await browser.open({ javaScriptEnabled: false })
    await signInAs(page, server.url, database, organiser)
    await page.goto(`${server.url}/manage/fjordfolk/activities/${walk.id}`)
    const address = await page.getByRole('link', { name: 'Plakat til å skrive ut (PDF)' }).getAttribute('href')
    expect(address).toBe('/activities/tur-til-dalsnuten/poster.pdf?lang=nb')
    const bytes = async (path: string, headers = {}) => {
      const answer = await server.fetch(path, { headers })
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('set-cookie')]).toEqual([200, 'application/pdf', null])
      return Buffer.from(await answer.arrayBuffer())
    }
    const nb = await bytes(address!)
    expect(nb.toString('latin1', 0, 5)).toBe('%PDF-')
    expect(nb.equals(await bytes(address!, await signedIn(database, guest)))).toBe(true)
    for (const language of ['sv', 'en']) expect((await bytes(`/activities/tur-til-dalsnuten/poster.pdf?lang=${language}`)).toString('latin1')).toContain(`/Lang (${language})`)
  })
  test('of a series it tells how it repeats and leads to all of it; what is over has no poster to hang up', async () => {
    const at = (days: number) => new Date(Date.UTC(2027, 0, 7 + days, 17))
    const dates = await Promise.all([0, 7].map((days) => makeActivity(database, { organisation: house, title: 'Torsdagskafé', slug: `torsdagskafe-${days}`, createdBy: organiser, startsAt: at(days), endsAt: new Date(+at(days) + 7_200_000) })))
    const [series] = await database.owner(`INSERT INTO series (organisation_id, slug, created_by) VALUES ($1, 'torsdagskafe-alle', $2) RETURNING id`, [house.id, organiser.id])
    const [rule] = await database.owner(`INSERT INTO series_rules (series_id, uid, rule, first_day, start_time, minutes, zone, made_until)
      VALUES ($1, 'kafe@samkraft', 'FREQ=WEEKLY;BYDAY=TH', '2027-01-07', '18:00', 120, 'Europe/Oslo', '2027-01-14') RETURNING id`, [series!.id])
    for (const { id } of dates) await database.owner(`UPDATE activities SET series_id = $1, rule_id = $2, occurrence = (starts_at AT TIME ZONE 'Europe/Oslo')::date WHERE id = $3`, [series!.id, rule!.id, id])
    const address = async (slug: string) => /\/URI \(([^)]*)\)/.exec(Buffer.from(await (await server.fetch(`/activities/${slug}/poster.pdf`)).arrayBuffer()).toString('latin1'))![1]
    expect(await address('torsdagskafe-0')).toMatch(/\/series\/torsdagskafe-alle$/)
    expect(await address('tur-til-dalsnuten')).toMatch(/\/activities\/tur-til-dalsnuten$/)
    await database.owner(`UPDATE activities SET cancelled_at = now(), cancel_reason = 'Syk' WHERE id = $1`, [dates[1]!.id])
    expect(await address('torsdagskafe-7')).toMatch(/\/activities\/torsdagskafe-7$/)
    const page = await browser.open({ javaScriptEnabled: false })
    await signInAs(page, server.url, database, organiser)
    const offered = async ({ id }: MadeActivity) => {
      await page.goto(`${server.url}/manage/fjordfolk/activities/${id}`)
      return page.getByRole('link', { name: 'Plakat til å skrive ut (PDF)' }).count()
    }
    expect([await offered(dates[0]!), await offered(dates[1]!)]).toEqual([1, 0])
  })
  test('what is not for everybody has no poster, not even for those who see it', async () => {
    for (const who of [null, organiser]) {
      for (const slug of [members.slug, draft.slug, 'aldri-vaert']) expect(await status(who, `/activities/${slug}/poster.pdf`), slug).toBe(404)
    }
  })
})

describe('on an organisation\'s own website', () => {
  let website: Server
  let address = ''
  let html = ''
  let policy = ''
  let isolated = true
  beforeAll(async () => {
    website = createServer((request, response) => {
      if (request.url !== '/') return response.writeHead(204).end()
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, ...(isolated ? { 'cross-origin-embedder-policy': 'require-corp' } : {}) })
      response.end(`<!doctype html><html lang="nb"><title>Vår side</title><link rel="stylesheet" href="data:text/css,body{font-family:serif;color:rgb(120,0,60)}"><main><h1>Vår side</h1>${html}</main></html>`)
    })
    await new Promise<void>((done) => website.listen(0, '127.0.0.1', done))
    address = `http://127.0.0.1:${(website.address() as { port: number }).port}/`
  })
  afterAll(() => void website.close())

  /** The line as an administrator copies it. */
  const lines = async () => {
    const page = await browser.open()
    await signInAs(page, server.url, database, admin, { strong: true })
    await page.goto(`${server.url}/manage/fjordfolk/settings`)
    await page.getByRole('link', { name: 'Hent linjen til nettsiden' }).click()
    await expectAccessible(page)
    expect(await page.frameLocator('iframe').getByRole('listitem').first().textContent()).toContain('Tur til Dalsnuten')
    return { script: await page.getByLabel('Lim inn denne linjen').inputValue(), frame: await page.getByLabel('Bruk denne linjen i stedet').inputValue() }
  }
  const strict = () => `default-src 'none'; script-src ${server.url}; connect-src ${server.url}; style-src data:`

  test('one line shows the list under a strict policy, in the page\'s own font and colour, with no cookie and no storage', async () => {
    const { script } = await lines()
    expect(script.split('\n')).toHaveLength(1)
    ;[html, policy] = [script, strict()]
    const page = await browser.open()
    await page.goto(address)
    const item = page.getByRole('listitem').filter({ hasText: 'Tur til Dalsnuten' })
    await item.waitFor()
    expect(await item.textContent()).toMatch(/(man|tirs|ons|tors|fre|lør|søn)dag \d+\. \S+ kl\. \d\d[:.]\d\d · Sandnes/)
    expect(await page.getByText('Husmøte').count()).toBe(0)
    expect(await item.getByRole('link').evaluate((link: HTMLElement) => [getComputedStyle(link).fontFamily, getComputedStyle(link).color, (link as HTMLAnchorElement).href])).toEqual(['serif', 'rgb(120, 0, 60)', `${server.url}/activities/tur-til-dalsnuten?lang=nb`])
    expect(await page.context().cookies()).toEqual([])
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ''])
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent)).toBe('Tur til Dalsnuten')
    await expectAccessible(page)
  })

  test('the script alone works too, in other languages, as few as one', async () => {
    html = `<script async src="${server.url}/embed.js" data-organisation="fjordfolk" data-language="en" data-limit="1"></script><script async src="${server.url}/embed.js" data-organisation="finnes-ikke" data-language="sv"></script>`
    policy = ''
    const page = await browser.open()
    await page.goto(address)
    await page.getByRole('link', { name: 'Upcoming activities' }).waitFor()
    expect(await page.getByRole('listitem').count()).toBe(1)
    await page.getByText('Inga aktiviteter är utlagda just nu.').waitFor()
  })

  test('without scripts, and where the page lets nobody be asked, the link stays', async () => {
    const { script } = await lines()
    html = script
    for (const [given, wishes] of [['', { javaScriptEnabled: false }], [`default-src 'none'; script-src ${server.url}; style-src data:`, { expected: /Content Security Policy|Fetch API cannot load/ }], [`default-src 'none'; style-src data:`, { expected: /Content Security Policy/ }]] as const) {
      policy = given
      const page = await browser.open(wishes)
      await page.goto(address, { waitUntil: 'networkidle' })
      expect(await page.getByRole('link', { name: 'Aktiviteter hos Fjordfolk' }).getAttribute('href')).toBe(`${server.url}/o/fjordfolk`)
    }
  })

  test('a frame for sites without scripts: only this address may be framed, it sets no cookie and can do nothing', async () => {
    const { frame } = await lines()
    ;[html, policy] = [frame, `default-src 'none'; frame-src ${server.url}; style-src data: 'unsafe-inline'`]
    isolated = false
    const page = await browser.open()
    await page.goto(address)
    const inside = page.frameLocator('iframe')
    await inside.getByRole('link', { name: 'Tur til Dalsnuten' }).click()
    await page.waitForURL('**/activities/tur-til-dalsnuten?lang=nb')
    await page.context().clearCookies()
    const shown = await server.fetch('/o/fjordfolk/embed?lang=sv')
    expect(Object.fromEntries(['set-cookie', 'x-frame-options', 'content-security-policy', 'cross-origin-resource-policy'].map((name) => [name, shown.headers.get(name)]))).toEqual({
      'set-cookie': null, 'x-frame-options': null, 'cross-origin-resource-policy': 'cross-origin',
      'content-security-policy': "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors *; base-uri 'none'",
    })
    const text = await shown.text()
    expect(text).toContain('Se alla aktiviteter')
    expect(text).not.toMatch(/<script|<form|Hemmelig|Husmøte/)
    for (const other of ['/o/fjordfolk', '/activities', '/', '/o/fjordfolk/embedded', '/sign-in']) {
      const { headers } = await server.fetch(other)
      expect([headers.get('x-frame-options'), headers.get('content-security-policy')], other).toEqual(['DENY', expect.stringContaining("frame-ancestors 'none'")])
    }
    await page.goto(`${server.url}/o/fjordfolk/embed?lang=nb`)
    await expectAccessible(page)
    expect(await page.context().cookies()).toEqual([])
    await page.goto(`${server.url}/help`)
    await signInAs(page, server.url, database, organiser)
    await page.goto(`${server.url}/manage/fjordfolk/export`)
    await expectAccessible(page)
    for (const slug of ['finnes-ikke', 'FJORDFOLK']) expect((await server.fetch(`/o/${slug}/embed`)).status).toBe(404)
  })

  test('what other sites load is small, and answers set no cookie', async () => {
    const answer = await server.fetch('/embed.js')
    expect([answer.status, answer.headers.get('cross-origin-resource-policy'), answer.headers.get('set-cookie')]).toEqual([200, 'cross-origin', null])
    expect(gzipSync(Buffer.from(await answer.arrayBuffer())).length).toBeLessThan(3_000)
    const api = await server.fetch('/api/activities?org=fjordfolk&limit=10&lang=sv', { headers: { origin: 'https://vårside.example' } })
    expect([api.headers.get('access-control-allow-origin'), api.headers.get('set-cookie')]).toEqual(['*', null])
    // Whoever chooses a language on a page is still remembered.
    expect((await server.fetch('/activities?lang=sv')).headers.get('set-cookie')).toContain('lang=sv')
  })
})
