import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp, type MadeActivity, type MadeOrganisation, type MadePerson } from '#tests/support/factories.ts'
import { linkIn, mailsTo, mailTo } from '#tests/support/mailbox.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

const database = useDatabase({ connected: false })
const server = useServer(database, { clock: true })
const browser = useBrowser()

let organisation: MadeOrganisation
let organiser: MadePerson
beforeAll(async () => {
  organisation = await makeOrganisation(database, { name: 'Blå Kors Jæren' })
  organiser = await makeMember(database, organisation, 'organiser')
})
const day = 86_400_000
/** Ten o'clock in the morning in Oslo, so many days from now. */
const morning = (days: number) => new Date(Math.floor((Date.now() + days * day) / day) * day + 9 * 3_600_000)
const evening = (days: number) => ({ startsAt: new Date(+morning(days) + 7 * 3_600_000), endsAt: new Date(+morning(days) + 9 * 3_600_000) })

const words = {
  nb: { subject: 'Hvordan var det?', thanks: 'Takk for svaret', good: 'Bra', nothing: 'Velg minst ett svar', said: 'Sagt uten navn', off: 'Vi spør deg ikke mer' },
  sv: { subject: 'Hur var det?', thanks: 'Tack för svaret', good: 'Bra', nothing: 'Välj minst ett svar', said: 'Sagt utan namn', off: 'Vi frågar dig inte mer' },
  en: { subject: 'How was it?', thanks: 'Thank you for your answer', good: 'Good', nothing: 'Choose at least one answer', said: 'Said without a name', off: 'We will not ask you' },
} as const

test.each([['nb', 1], ['sv', 3], ['en', 5]] as const)('the morning after, in %s: a mail, three taps with a name and without, and what the organiser sees', async (language, ahead) => {
  const said = words[language]
  const activity: MadeActivity = await makeActivity(database, { organisation, createdBy: organiser, title: 'Rusfri tur', ...evening(ahead) })
  const guests = await Promise.all(['Anne', 'Bo', 'Cato'].map((name) => makePerson(database, { name, language })))
  for (const person of guests) await makeSignUp(database, { activity, person })
  const [anne, bo, cato] = guests as [MadePerson, MadePerson, MadePerson]

  // attendance, while it is on: Cato did not come
  await server.setClock(new Date(+activity.startsAt + 60_000))
  const attendance = `/manage/${organisation.slug}/activities/${activity.id}/attendance`
  const leader = await signedIn(database, organiser)
  for (const [who, outcome] of [[anne, 'came'], [bo, 'came'], [cato, 'absent']] as const) {
    expect((await server.fetch(attendance, { headers: leader, form: { intent: 'tap', who: who.id, outcome } })).status).toBe(303)
  }
  await server.setClock(new Date(+activity.endsAt + 60_000))
  expect(await mailsTo(database, anne.email)).toEqual([])
  await server.setClock(morning(ahead + 1))
  const [toAnne, toBo] = await Promise.all([mailTo(database, anne.email), mailTo(database, bo.email)])
  expect(toAnne.subject).toBe(said.subject)
  expect(toAnne.headers['List-Unsubscribe']).toContain('/off>')
  expect(await mailsTo(database, cato.email)).toEqual([])

  // signed out, without scripts, with a name
  const plain = await browser.open({ javaScriptEnabled: false, language, expected: /422/ })
  await plain.goto(linkIn(toAnne, /feedback\/\w+$/))
  await plain.click('main form button')
  expect(await plain.textContent('main')).toContain(said.nothing)
  await plain.check('[name=how][value=good]')
  await plain.check('[name=welcome][value=yes]')
  await plain.fill('[name=words]', 'Fint å komme ut')
  await plain.click('main form button')
  await plain.waitForSelector('form', { state: 'detached' })
  expect(await plain.textContent('h1')).toBe(said.thanks)

  // without a name; looking three times changes nothing, going back neither
  const page = await browser.open({ language })
  for (let i = 0; i < 3; i++) await page.goto(linkIn(toBo, /feedback\/\w+$/))
  await expectAccessible(page)
  await page.getByLabel(said.good, { exact: true }).check()
  await page.check('[name=again][value=maybe]')
  await page.fill('[name=words]', 'Jeg ble litt alene')
  await page.check('[name=anonymous]')
  await page.click('main form button')
  await page.waitForSelector('main form', { state: 'detached' })
  expect(await page.textContent('h1')).toBe(said.thanks)
  await expectAccessible(page)
  await server.fetch(new URL(page.url()).pathname, { form: { how: 'not-good' } })
  const rows = await database.owner('SELECT person_id, how, created_on FROM feedback WHERE activity_id = $1 ORDER BY person_id', [activity.id])
  expect(rows).toEqual([{ person_id: anne.id, how: 'good', created_on: expect.anything() }, { person_id: null, how: 'good', created_on: expect.anything() }])
  expect(server.log()).not.toContain(page.url().slice(-40))

  // no more of these
  await page.goto(linkIn(toBo, /\/off$/))
  await expectAccessible(page)
  await page.click('main form button')
  await page.getByText(said.off).waitFor()
  expect(await database.owner('SELECT person_id FROM feedback_silences WHERE person_id = $1', [bo.id])).toHaveLength(1)
  await page.click('button[name=ask]')
  await page.waitForSelector('button[name=ask]', { state: 'detached' })
  expect(await database.owner('SELECT person_id FROM feedback_silences WHERE person_id = $1', [bo.id])).toHaveLength(0)

  // a mail program's own button, from nowhere
  const oneClick = await fetch(new URL(new URL(linkIn(toBo, /\/off$/)).pathname, server.url), { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })
  expect(oneClick.status).toBe(200)
  expect(await database.owner('SELECT person_id FROM feedback_silences WHERE person_id = $1', [bo.id])).toHaveLength(1)

  // the organiser: by name, and without one apart from its taps
  const workplace = await browser.open({ language, width: 'desktop', colorScheme: 'dark' })
  await signInAs(workplace, server.url, database, organiser)
  await workplace.goto(`${server.url}/manage/${organisation.slug}/activities/${activity.id}?lang=${language}`)
  await workplace.click('a[href$="/feedback"]')
  await workplace.waitForURL('**/feedback')
  const shown = await workplace.textContent('main')
  for (const part of [said.said, 'Jeg ble litt alene', 'Anne', 'Fint å komme ut']) expect(shown).toContain(part)
  expect(shown).not.toContain('Bo')
  await expectAccessible(workplace)

  // one's own page: what one came to, and nothing about what one did not
  const own = async (who: MadePerson) => (await server.fetch('/me', { headers: await signedIn(database, who) })).text()
  expect(await own(anne)).toContain('Rusfri tur')
  expect(await own(cato)).not.toContain('Rusfri tur')
})

describe('for others', () => {
  test('there are no answers to see, and a made-up link is nothing', async () => {
    const activity = await makeActivity(database, { organisation, createdBy: organiser, ...evening(-3) })
    const path = `/manage/${organisation.slug}/activities/${activity.id}/feedback`
    for (const other of [await makePerson(database), await makeMember(database, organisation, 'organiser'), await makeMember(database, await makeOrganisation(database), 'organiser')]) {
      expect((await server.fetch(path, { headers: await signedIn(database, other) })).status).toBe(404)
    }
    for (const token of ['x', '0'.repeat(96)]) for (const end of ['', '/off']) {
      expect((await server.fetch(`/feedback/${token}${end}`)).status).toBe(404)
      expect((await server.fetch(`/feedback/${token}${end}`, { form: { how: 'good' } })).status).toBe(404)
    }
  })
})
