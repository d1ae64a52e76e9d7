import { describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp } from '#tests/support/factories.ts'
import { linkIn, mailsTo, mailTo } from '#tests/support/mailbox.ts'
import { useServer } from '#tests/support/server.ts'
import { signInAs } from '#tests/support/sign-in.ts'

const database = useDatabase({ connected: false })
const server = useServer(database, { clock: true })
const browser = useBrowser()

const line = async (activity: { id: string }) =>
  (await database.owner<{ state: string }>(`SELECT CASE WHEN offered_until IS NULL THEN state ELSE 'offered' END AS state FROM sign_ups WHERE activity_id = $1 ORDER BY queue_number`, [activity.id])).map((one) => one.state)
const inSixDays = () => new Date(Date.now() + 6 * 86_400_000)
const telling = /rus|nykter|sober|drog|avheng|beroende|addict|recovery/i

const words = {
  nb: { offer: 'Det er en ledig plass til deg', passed: 'Plassen gikk videre', taken: 'Takk, da ses vi.', declined: 'Noen andre får plassen', again: 'Du er nummer' },
  sv: { offer: 'Det finns en ledig plats till dig', passed: 'Platsen gick vidare', taken: 'Tack, då ses vi.', declined: 'Någon annan får platsen', again: 'Du är nummer' },
  en: { offer: 'A place is free for you', passed: 'The place went on', taken: 'Thank you, see you there.', declined: 'Somebody else gets the place', again: 'You are number' },
} as const

describe.each(['nb', 'sv', 'en'] as const)('in %s, without scripts', (language) => {
  test('a freed place is offered, declined, passed on at silence, and taken', async () => {
    await server.setClock(new Date())
    const say = words[language]
    const house = await makeOrganisation(database, { name: 'Blå Kors Jæren' })
    const organiser = await makeMember(database, house, 'organiser', { language })
    const activity = await makeActivity(database, { organisation: house, createdBy: organiser, places: 1, startsAt: inSixDays(), title: 'Rusfri tur', area: 'Sandnes' })
    await database.owner('UPDATE activities SET offer_hours = 6 WHERE id = $1', [activity.id])
    const [first, a, b, c] = await Promise.all([1, 2, 3, 4].map(() => makePerson(database, { language })))
    await makeSignUp(database, { activity, person: first! })
    for (const one of [a!, b!, c!]) await makeSignUp(database, { activity, person: one, state: 'waiting' })

    const page = await browser.open({ language, javaScriptEnabled: false })
    await signInAs(page, server.url, database, first!)
    await page.goto(`${server.url}/activities/${activity.slug}`)
    await page.click('form[action$="/leave"] button')
    await page.waitForSelector('form[action$="/join"] button')
    expect(await line(activity)).toEqual(['left', 'offered', 'waiting', 'waiting'])

    // The first in line says no, from the mail, in a browser nobody is signed in to. Looking changes nothing.
    const offered = await mailTo(database, a!.email)
    expect(offered.subject).toContain(say.offer)
    expect(offered.subject).not.toMatch(telling)
    const phone = await browser.open({ language, javaScriptEnabled: false })
    for (const answer of [/answer=yes/, /answer=no/]) await phone.goto(linkIn(offered, answer))
    expect(await phone.locator('main form button').count()).toBe(1)
    expect(await line(activity)).toEqual(['left', 'offered', 'waiting', 'waiting'])
    await phone.click('main form button')
    await phone.waitForURL('**done=no**')
    expect(await phone.textContent('main')).toContain(say.declined)
    expect(await line(activity)).toEqual(['left', 'left', 'offered', 'waiting'])

    // The second sees it on their own page, and does not answer: the clock passes it on, kindly.
    const second = await mailTo(database, b!.email)
    const own = await browser.open({ language, javaScriptEnabled: false })
    await signInAs(own, server.url, database, b!)
    await own.goto(`${server.url}/me`)
    expect(await own.textContent(`#activity-${activity.id}`)).toContain(say.offer)
    await own.goto(`${server.url}/activities/${activity.slug}`)
    expect(await own.textContent('#join')).toContain(say.offer)
    const [{ until }] = (await database.owner<{ until: Date }>('SELECT offered_until AS until FROM sign_ups WHERE activity_id = $1 AND offered_until IS NOT NULL', [activity.id])) as [{ until: Date }]
    await server.setClock(new Date(+until + 1000))
    expect(await line(activity)).toEqual(['left', 'left', 'left', 'offered'])
    const passed = await mailTo(database, b!.email, { after: second.number })
    expect(passed.subject).toContain(say.passed)
    // A yes in the first mail now says what happened, and a press stands in line again.
    await phone.goto(linkIn(second, /answer=yes/))
    expect(await phone.textContent('main')).toContain(say.passed)
    await phone.click('main form button >> nth=0')
    await phone.waitForURL('**done=yes**')
    expect(await line(activity)).toEqual(['left', 'left', 'offered', 'waiting'])

    // The organiser sees who is asked. The third says yes.
    const workplace = await browser.open({ language, javaScriptEnabled: false })
    await signInAs(workplace, server.url, database, organiser, { strong: true })
    await workplace.goto(`${server.url}/manage/${house.slug}/activities/${activity.id}`)
    expect(await workplace.textContent('[aria-labelledby=who-comes]')).toContain(c!.name)
    const third = await mailTo(database, c!.email)
    await phone.goto(linkIn(third, /answer=yes/))
    await phone.click('main form button')
    await phone.waitForURL('**done=yes**')
    expect(await phone.textContent('main')).toContain(say.taken)
    expect(await line(activity)).toEqual(['left', 'left', 'joined', 'waiting'])
    expect((await mailTo(database, c!.email, { after: third.number })).attachments[0]!.text).toContain('METHOD:REQUEST')
    expect((await mailsTo(database, a!.email))).toHaveLength(1)
  })
})

test('an open offer can be read by everybody, on a phone and a desk, by day and night', { timeout: 180_000 }, async () => {
  await server.setClock(new Date())
  const activity = await makeActivity(database, { places: 1, startsAt: inSixDays() })
  const person = await makePerson(database)
  await makeSignUp(database, { activity, person, state: 'waiting' })
  await database.owner(`UPDATE sign_ups SET offered_until = now() + interval '5 hours' WHERE activity_id = $1`, [activity.id])
  for (const [width, colorScheme] of [['phone', 'dark'], ['desktop', 'light']] as const) {
    const page = await browser.open({ width, colorScheme })
    await signInAs(page, server.url, database, person)
    for (const address of ['/me', `/activities/${activity.slug}`]) {
      await page.goto(`${server.url}${address}`)
      await expectAccessible(page)
    }
    await page.click('#join form button[value=yes] >> nth=0', { trial: true })
    await page.goto(server.url + (await page.getAttribute('#join form', 'action')) + '?answer=yes')
    await expectAccessible(page)
  }
})
