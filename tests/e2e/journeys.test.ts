import { expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

const says = {
  nb: { way: 'Min vei', first: 'Første gang: Tur', bend: 'Veien går videre herfra', goal: 'Satte et mål', reached: 'Kom dit du håpet', main: 'hovedmålet ditt', written: 'Skrevet' },
  sv: { way: 'Min väg', first: 'Första gången: Tur', bend: 'Vägen går vidare härifrån', goal: 'Satte ett mål', reached: 'Kom dit du hoppades', main: 'ditt huvudmål', written: 'Skrivet' },
  en: { way: 'My way', first: 'First time: Tur', bend: 'The way goes on from here', goal: 'Set a goal', reached: 'Got where you hoped', main: 'your main goal', written: 'Written' },
} as const

test.each(['nb', 'sv', 'en'] as const)('%s, without scripts: a way is told, mapped, and goes on', async (language) => {
  const say = says[language]
  const organisation = await makeOrganisation(database)
  const ada = await makePerson(database, { language })
  const came = await makeActivity(database, { organisation, title: 'Tur', startsAt: new Date(Date.now() - 20 * 86_400_000) })
  await database.owner(`INSERT INTO attendance (activity_id, who, person_id, outcome, key, device_at, marked_at) VALUES ($1, $2, $2, 'came', gen_random_uuid(), now(), now())`, [came.id, ada.id])
  const page = await browser.open({ language, javaScriptEnabled: false, expected: /422/ })
  await signInAs(page, server.url, database, ada)
  await page.goto(`${server.url}/me`)
  await page.click('a[href="/me/way"]')
  expect(await page.textContent('main')).toContain(say.first)

  // A bend is put on it; what is wrong is said, and nothing typed is lost.
  await page.click('summary')
  await page.fill('[name=words]', 'Det ble tungt')
  await page.fill('[name=onDay]', '2026-10-01')
  await page.click('button[value=add]')
  expect(await page.getAttribute('[name=kind]', 'aria-invalid')).toBe('true')
  expect([await page.inputValue('[name=words]'), await page.inputValue('[name=onDay]')]).toEqual(['Det ble tungt', '2026-10-01'])
  await page.selectOption('[name=kind]', 'bend')
  await page.click('button[value=add]')
  await page.waitForURL('**?saved**')
  expect(await page.textContent('ol')).toContain(say.bend)

  // Taken away only when asked twice.
  await page.click('a[href^="/me/way?remove="]')
  expect(await page.textContent('main')).toContain('Det ble tungt')
  await page.click('main a[href^="/me/way#moment-"]')

  // The mapping conversation, a part at a time.
  await page.click('a[href="/me/way/mapping"]')
  await page.click('a[href$="/mapping/interests"]')
  await page.fill('[name=words]', 'Sykler\nog fjell')
  await page.click('button[value=next]')
  await page.waitForURL('**/mapping/strengths')
  await page.goto(`${server.url}/me/way/mapping`)
  expect((await page.textContent('main'))!.split(say.written).length - 1).toBeGreaterThan(0)
  await page.click('a[href$="/mapping/interests"]')
  expect(await page.inputValue('[name=words]')).toBe('Sykler\nog fjell')

  // A main goal with a step, and where it stands.
  await page.goto(`${server.url}/me/way/goals/new`)
  await page.click('main form button')
  expect(await page.getAttribute('[name=title]', 'aria-invalid')).toBe('true')
  await page.fill('[name=title]', 'Et sted som er mitt')
  await page.check('[name=main]')
  await page.click('summary')
  await page.fill('[name=zero]', 'Kontrakt i hånden')
  await page.click('main form button')
  await page.waitForURL(/goals\/[0-9a-f-]{36}$/)
  const goal = page.url()
  expect(await page.textContent('main')).toContain('Kontrakt i hånden')
  await page.fill('main [name=step]:not([type=hidden])', 'Ringe kommunen')
  await page.fill('[name=dueOn]', '2030-01-01')
  await page.click('button[value=step]')
  await page.goto(`${server.url}/me/way`)
  expect(await page.textContent('main')).toContain('Ringe kommunen')
  await page.goto(goal)
  await page.click('button[value=done]')
  await page.check('[name=level][value="0"]')
  await page.click('button[value=level]')
  await page.goto(`${server.url}/me/way/goals`)
  expect(await page.textContent('main')).toContain(say.main)
  await page.goto(`${server.url}/me/way`)
  for (const words of [say.goal, say.reached, say.bend, say.first]) expect(await page.textContent('main')).toContain(words)
  expect(await page.textContent('main')).not.toContain('Ringe kommunen')

  // For everybody else there is no such page, and no such words.
  const coordinator = await makeMember(database, organisation, ['coordinator', 'administrator'])
  for (const other of [coordinator, await makePerson(database)]) expect((await server.fetch(new URL(goal).pathname, { headers: await signedIn(database, other, { strong: true }) })).status).toBe(404)
  expect((await server.fetch('/me/way')).status).toBe(303)

  await page.goto(`${goal}?do=erase`)
  await page.click('main form button')
  await page.waitForURL('**/goals')
  expect(await database.owner('SELECT FROM goals WHERE person_id = $1', [ada.id])).toEqual([])
})

test('every screen of it can be used by everybody, on a phone and a desk, by day and night', async () => {
  const ada = await makePerson(database)
  const set = (address: string, form: Record<string, string>) => signedIn(database, ada).then((headers) => server.fetch(address, { form, headers }))
  const made = await set('/me/way/goals/new', { title: 'Sove om natten', main: 'on', key: 'a' })
  const again = await set('/me/way/goals/new', { title: 'Sove om natten', main: 'on', key: 'a' })
  expect(again.headers.get('location')).toBe(made.headers.get('location'))
  for (const kind of ['contact', 'bend', 'pause', 'home']) await set('/me/way', { intent: 'add', key: kind, kind, onDay: '2026-05-05', words: 'Noen ord om det' })
  await set(made.headers.get('location')!, { intent: 'step', key: 's', step: 'Legge bort telefonen', dueOn: '' })
  await set(made.headers.get('location')!, { intent: 'level', level: '-1' })
  for (const wishes of [{ width: 'phone', colorScheme: 'dark' }, { width: 'desktop', language: 'sv' }] as const) {
    const page = await browser.open(wishes)
    await signInAs(page, server.url, database, ada)
    for (const address of ['/me/way', '/me/way/mapping', '/me/way/mapping/dreams', '/me/way/goals', made.headers.get('location')!, `${made.headers.get('location')!}/edit`, `${made.headers.get('location')!}?do=erase`]) {
      await page.goto(server.url + address)
      await expectAccessible(page)
    }
  }
})
