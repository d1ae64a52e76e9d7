import { beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { In, Question } from '#app/domain/companions/school/schema.ts'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeActivity, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { linkIn, mailTo } from '#tests/support/mailbox.ts'
import { wordsOfPdf } from '#tests/support/pdf.ts'
import { makeCourse } from '#tests/support/school.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

/** From a coordinator's first press to a certificate with a name on it, and supervision from the plan to what came of it. */
const database = useDatabase({ connected: false })
const server = useServer(database, { clock: true })
const browser = useBrowser()
const begun = new Date()
const daysOn = (days: number, hour: number) => {
  const day = new Date(+begun + days * 86_400_000)
  day.setUTCHours(hour, 0, 0, 0)
  return day
}

const words = {
  nb: { name: 'Bjørn Åsmund Ness', module: 'Dette er vi, og dette er vi ikke', notQuite: 'Ikke helt', right: 'Alt er riktig', signed: 'Øvingen din er godkjent', certificate: 'Kursbevis' },
  sv: { name: 'Åsa Öberg', module: 'Det här är vi, och det här är vi inte', notQuite: 'Inte riktigt', right: 'Allt är rätt', signed: 'Din övning är godkänd', certificate: 'Kursbevis' },
  en: { name: 'Daniel Moe', module: 'This is us, and this is not', notQuite: 'Not quite', right: 'Everything is right', signed: 'Your practice is signed off', certificate: 'Certificate' },
}
const telling = /veiled|handled|supervis|skole|skola|school|rus|nykter|sober|medvandr|companion/i

describe.each(['nb', 'sv', 'en'] as const)('in %s, without scripts, on a phone', (language) => {
  const said = words[language]
  let house: MadeOrganisation, coordinator: MadePerson, learner: MadePerson
  const slug = `skolen-${language}`
  beforeAll(async () => {
    house = await makeOrganisation(database, { slug, name: 'Fjordfolk', language })
    coordinator = await makeMember(database, house, 'coordinator', { name: 'Kari Moe', language })
    learner = (await makeVolunteer(database, { organisation: house, person: await makePerson(database, { name: said.name, language }), state: 'preparing' })).person
  })
  const open = async (who: MadePerson) => {
    const page = await browser.open({ language, javaScriptEnabled: false, expected: /422/ })
    await signInAs(page, server.url, database, who)
    return page
  }
  const questionsOf = async (page: Page): Promise<Question[]> => {
    const [found] = await database.owner<{ quiz: In<Question[]> }>('SELECT quiz FROM school_modules WHERE id = $1', [new URL(page.url()).pathname.split('/').at(-1)])
    return found!.quiz[language]!
  }

  test('a coordinator begins with the six modules and changes one; a volunteer learns, fails, passes, practises, and has a certificate', async () => {
    const work = await open(coordinator)
    await work.goto(`${server.url}/manage/${slug}/school`)
    await work.locator('main form button').first().click()
    await work.waitForURL(/\/school\/[0-9a-f-]{36}$/)
    const course = work.url()
    expect(await work.locator('#modules ol > li').count()).toBe(6)

    // Changed in the reader's language; the other languages stay.
    await work.locator('#modules ol > li a').first().click()
    await work.fill('[name=title]', '')
    await work.fill('[name=link]', 'http://eksempel.no/film')
    await work.locator('form:has([name=body]) button').click()
    expect(await work.locator('#field-title-error, #field-link-error').count()).toBe(2)
    await work.fill('[name=title]', said.module)
    await work.fill('[name=link]', 'https://example.org/film')
    await work.locator('form:has([name=body]) button').click()
    await work.waitForURL('**done=saved')
    await work.goto(course)
    expect(await work.locator('#modules ol > li a').first().textContent()).toBe(said.module)

    // The order, by a press; then into use.
    const second = await work.locator('#modules ol > li a').nth(1).textContent()
    await work.locator('button[value^="up "]').nth(1).click()
    await work.waitForURL('**#modules')
    expect(await work.locator('#modules ol > li a').first().textContent()).toBe(second)
    await work.locator('button[value^="down "]').first().click()
    const hers = await signedIn(database, learner)
    expect((await server.fetch(`/me/school/${course.split('/').at(-1)}`, { headers: hers })).status).toBe(404) // still a draft
    await work.goto(course)
    await work.click('form:has([name=intent][value=publish]) button')
    await work.waitForURL('**done=publish')

    // A volunteer finds it from their own page.
    const page = await open(learner)
    await page.goto(`${server.url}/me`)
    await page.click('a[href="/me/school"]')
    await page.locator('main a[href^="/me/school/"]').last().click()
    expect(await page.textContent('h1')).toBe(said.module)
    expect(await page.locator('iframe, video, img[src^="http"]').count()).toBe(0)
    expect(await page.getAttribute('main a[href="https://example.org/film"]', 'rel')).toContain('noopener')

    // Wrong, and kindly told so; what was thought and ticked is still there.
    const questions = await questionsOf(page)
    await page.fill('[name=reflection]', 'Fordi noen gjorde det for meg')
    for (const [index, one] of questions.entries()) await page.check(`[name=q${index}][value="${index === 0 ? (one.right + 1) % one.options.length : one.right}"]`)
    await page.click('button[value=quiz]')
    await page.waitForURL('**quiz=tried#quiz')
    expect(await page.textContent('#quiz')).toContain(said.notQuite)
    expect(await page.textContent('#quiz')).toContain(questions[1]!.why)
    expect(await page.inputValue('[name=reflection]')).toBe('Fordi noen gjorde det for meg')
    expect(await page.isChecked(`[name=q1][value="${questions[1]!.right}"]`)).toBe(true)
    await page.check(`[name=q0][value="${questions[0]!.right}"]`)
    await page.click('button[value=quiz]')
    expect(await page.textContent('#quiz')).toContain(said.right)

    // On to the next, and the next; two of them are practised.
    const practised: string[] = []
    for (let module = 2; module <= 6; module++) {
      await page.locator('main form a[href^="/me/school/"]').last().click()
      for (const [index, one] of (await questionsOf(page)).entries()) await page.check(`[name=q${index}][value="${one.right}"]`)
      await page.click('button[value=quiz]')
      if ((await page.locator('button[value=practice]').count()) === 0) continue
      practised.push(page.url())
      if (practised.length === 1) await page.check('[name=shared]')
      await page.fill('[name=reflection]', `Tanke ${practised.length}`)
      await page.click('button[value=practice]')
      await page.waitForURL('**done=practice#content')
    }
    expect(practised).toHaveLength(2)
    const id = course.split('/').at(-1)
    expect((await server.fetch(`/me/school/${id}/certificate.pdf`, { headers: hers })).status).toBe(404)

    // Signed off by who was there. What was shared is read, what was not is not.
    const asked = await mailTo(database, coordinator.email)
    expect(asked.subject).not.toMatch(telling)
    await work.goto(linkIn(asked, /learners/))
    expect(await work.textContent('main')).toContain('Tanke 1')
    expect(await work.textContent('main')).not.toMatch(/Tanke 2|Fordi noen/)
    for (let press = 0; press < 2; press++) {
      await work.locator('main form button').first().click()
      await work.waitForURL('**done=signed')
    }
    expect(await work.locator('main form').count()).toBe(0)
    const signed = await mailTo(database, learner.email, { where: (mail) => mail.html.includes(said.signed) })
    await page.goto(linkIn(signed, /me\/school/))
    await page.locator('a[href$="/certificate.pdf"]').waitFor()
    const pdf = await server.fetch(`/me/school/${id}/certificate.pdf`, { headers: hers })
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    const printed = wordsOfPdf(Buffer.from(await pdf.arrayBuffer()))
    for (const part of [said.name, said.module, 'Fjordfolk', said.certificate]) expect(printed).toContain(part)

    // A module changed or put away afterwards takes nothing away; a new one does not either.
    await work.goto(course)
    await work.locator('#modules ol > li a').first().click()
    await work.click('form:has([name=intent][value=retire]) button')
    await work.waitForURL('**done=saved')
    expect((await server.fetch(`/me/school/${id}/certificate.pdf`, { headers: hers })).status).toBe(200)
  })

  test('supervision is planned, in the calendar, moved, held and written down', async () => {
    const n = ['nb', 'sv', 'en'].indexOf(language)
    const companion = await makeVolunteer(database, { organisation: house, person: await makePerson(database, { name: 'Bo Lie', language }), since: daysOn(-100, 12) })
    const held = daysOn(3 + 4 * n, 16)
    const work = await open(coordinator)
    await work.goto(`${server.url}/manage/${slug}/supervision`)
    await work.click('a[href*="?with="]')
    expect(await work.isChecked(`[name="invite.${companion.person.id}"]`)).toBe(true)
    await work.fill('[name=startTime]', '18:00')
    await work.locator('main form button').click()
    expect(await work.locator('#field-startDate-error').count()).toBe(1)
    expect(await work.inputValue('[name=startTime]')).toBe('18:00')
    await work.fill('[name=startDate]', held.toISOString().slice(0, 10))
    await work.fill('[name=place]', 'Stua')
    await work.locator('main form button').click()
    await work.waitForURL('**done=planned')
    const one = work.url().replace(/\?.*/, '')

    // In their calendar and on their own page, without saying what it is about.
    const invited = await mailTo(database, companion.person.email)
    expect(invited.subject).not.toMatch(telling)
    const page = await open(companion.person)
    await page.goto(`${server.url}/me`)
    await page.click('article a[href="/me/school#supervision"]')
    expect(await page.textContent('#supervision')).toContain('Stua')

    await work.click('a[href$="do=move"]')
    await work.fill('[name=place]', 'Kafeen ved torget')
    await work.locator('main form button').click()
    await work.waitForURL('**done=moved')
    await mailTo(database, companion.person.email, { after: invited.number, where: (mail) => mail.plain.includes('Kafeen ved torget') })

    // Held.
    await server.setClock(daysOn(4 + 4 * n, 12))
    await work.goto(`${server.url}/manage/${slug}/supervision`)
    await work.click(`a[href="${new URL(one).pathname}"]`)
    await work.fill('[name=minutes]', '55')
    await work.fill('[name=note]', 'Om å holde grenser')
    await work.locator('main form button').click()
    await work.waitForURL('**done=recorded')
    expect(await work.textContent('main')).toContain('Om å holde grenser')
    const noted = await mailTo(database, companion.person.email, { after: invited.number, where: (mail) => mail.plain.includes('/me/school') && !mail.plain.includes('Kafeen') })
    expect(noted.subject + noted.plain).not.toContain('grenser')
    expect(linkIn(noted, /me\/school/)).toContain('/me/school#supervision')
    await page.reload()
    expect(await page.textContent('#supervision')).toContain('Om å holde grenser')
    await work.goto(`${server.url}/manage/${slug}/supervision`)
    expect(await work.locator('a[href*="?with="]').count()).toBe(0)
  })
})

describe('who may not', () => {
  test('read, learn, sign or supervise, by any address; a neighbour reaches nothing through their own house', async () => {
    const house = await makeOrganisation(database, { slug: 'huset' })
    const course = await makeCourse(database, { organisation: house })
    const learner = (await makeVolunteer(database, { organisation: house, state: 'preparing' })).person
    const supervisor = await makeMember(database, house, 'volunteer')
    await database.owner('INSERT INTO school_supervisors VALUES ($1, $2)', [course.id, supervisor.id])
    const own = await signedIn(database, learner)
    const [, practice] = course.modules
    expect((await server.fetch(`/me/school/${course.id}/${practice}`, { form: { intent: 'practice', reflection: 'Mitt', shared: 'on' }, headers: own })).status).toBe(303)
    const people = {
      participant: await makeMember(database, house, 'participant'), stranger: await makePerson(database), organiser: await makeMember(database, house, ['organiser', 'administrator']),
      neighbour: await makeMember(database, await makeOrganisation(database, { slug: 'naboen2' }), ['coordinator', 'organiser']), supervisor, learner,
    }
    const sign = { course: course.id, module: practice, learner: learner.id }
    for (const [who, someone] of Object.entries(people)) {
      const headers = await signedIn(database, someone, { strong: true })
      for (const path of ['school', 'school/new', `school/${course.id}`, `school/${course.id}/edit`, `school/${course.id}/modules/new`, `school/${course.id}/modules/${practice}`, `school/${course.id}/learners/${learner.id}`, 'supervision', 'supervision/new']) {
        expect((await server.fetch(`/manage/huset/${path}`, { headers })).status, `${who} ${path}`).toBe(404)
        if (path !== 'supervision') expect((await server.fetch(`/manage/huset/${path}`, { form: { intent: 'publish' }, headers })).status, `${who} posts ${path}`).toBe(404)
        if (who === 'neighbour' && path.includes(course.id)) {
          expect((await server.fetch(`/manage/naboen2/${path}`, { headers })).status, path).toBe(404)
          expect((await server.fetch(`/manage/naboen2/${path}`, { form: { intent: 'retire', module: practice }, headers })).status, path).toBe(404)
        }
      }
      if (['participant', 'stranger', 'neighbour'].includes(who)) {
        for (const path of [`/me/school/${course.id}`, `/me/school/${course.id}/${practice}`]) expect((await server.fetch(path, { headers })).status, `${who} ${path}`).toBe(404)
        expect((await server.fetch(`/me/school/${course.id}/${practice}`, { form: { intent: 'read' }, headers })).status).toBe(404)
      }
      if (who !== 'supervisor') expect((await server.fetch('/me/school/practice', { form: sign, headers })).status, who).toBe(404)
    }
    const its = await signedIn(database, supervisor)
    expect(await (await server.fetch('/me/school/practice', { headers: its })).text()).toContain('Mitt')
    expect((await server.fetch('/me/school/practice', { form: sign, headers: its })).status).toBe(303)
    expect(await database.owner('SELECT signed_by FROM school_progress WHERE module_id = $1', [practice])).toEqual([{ signed_by: supervisor.id }])
  })
})

describe('nothing typed is lost', () => {
  test('too long a thought comes back whole, with what was ticked; two who change one module are both told', async () => {
    const house = await makeOrganisation(database, { slug: 'begge' })
    const coordinator = await makeMember(database, house, 'coordinator')
    const course = await makeCourse(database, { organisation: house })
    const page = await browser.open({ javaScriptEnabled: false, expected: /422/ })
    await signInAs(page, server.url, database, coordinator)
    await page.goto(`${server.url}/me/school/${course.id}/${course.modules[1]}`)
    await page.fill('[name=reflection]', 'a'.repeat(4001))
    await page.check('[name=shared]')
    await page.check('[name=q0][value="1"]')
    await page.click('button[value=reflect]')
    expect(await page.locator('#field-reflection-error').count()).toBe(1)
    expect((await page.inputValue('[name=reflection]')).length).toBe(4001)
    expect([await page.isChecked('[name=shared]'), await page.isChecked('[name=q0][value="1"]')]).toEqual([true, true])
    expect(await database.owner('SELECT 1 FROM school_progress WHERE course_id = $1', [course.id])).toEqual([])

    const [one, other] = [await browser.open({ javaScriptEnabled: false, expected: /409/ }), await browser.open({ javaScriptEnabled: false })]
    for (const tab of [one, other]) {
      await signInAs(tab, server.url, database, coordinator)
      await tab.goto(`${server.url}/manage/begge/school/${course.id}/modules/${course.modules[0]}`)
    }
    const save = 'form:has([name=body]) button'
    await other.fill('[name=title]', 'Den andres')
    await other.click(save)
    await other.waitForURL('**done=saved')
    await one.fill('[name=title]', 'Min')
    await one.click(save)
    expect(await one.inputValue('[name=title]')).toBe('Min')
    expect(await database.owner(`SELECT texts->'nb'->>'title' AS title FROM school_modules WHERE id = $1`, [course.modules[0]])).toEqual([{ title: 'Den andres' }])
    await one.click(save)
    await one.waitForURL('**done=saved')
    expect(await one.textContent('h1')).toBe('Min')
  })
})

describe('for everybody’s eyes, ears and hands', () => {
  let house: MadeOrganisation, coordinator: MadePerson, learner: MadePerson, course: Awaited<ReturnType<typeof makeCourse>>
  beforeAll(async () => {
    house = await makeOrganisation(database, { slug: 'alle' })
    coordinator = await makeMember(database, house, 'coordinator')
    course = await makeCourse(database, { organisation: house })
    learner = (await makeVolunteer(database, { organisation: house, state: 'ready', since: daysOn(-100, 12) })).person
    const activity = await makeActivity(database, { organisation: house })
    await database.owner('INSERT INTO school_meetings VALUES ($1, $2)', [course.modules[1], activity.id])
    await database.owner('INSERT INTO school_supervisors VALUES ($1, $2)', [course.id, coordinator.id])
    await database.owner(`INSERT INTO school_progress (module_id, person_id, read_at, passed_at, asked_at) VALUES ($1, $2, now(), now(), now())`, [course.modules[1], learner.id])
  })

  test.each([['phone', 'light'], ['phone', 'dark'], ['desktop', 'light'], ['desktop', 'dark']] as const)('%s, %s', async (width, colorScheme) => {
    const page = await browser.open({ width, colorScheme, language: 'en' })
    await signInAs(page, server.url, database, learner)
    for (const path of ['/me/school', `/me/school/${course.id}`, ...course.modules.map((module) => `/me/school/${course.id}/${module}`)]) {
      await page.goto(server.url + path)
      await expectAccessible(page)
    }
    const work = await browser.open({ width, colorScheme, language: 'sv' })
    await signInAs(work, server.url, database, coordinator)
    const school = `/manage/alle/school/${course.id}`
    for (const path of ['/manage/alle/school', '/manage/alle/school/new', school, `${school}/edit`, `${school}/modules/${course.modules[1]}`, `${school}/modules/${course.modules[1]}/meetings`, `${school}/learners/${learner.id}`, '/manage/alle/supervision', '/manage/alle/supervision/new', '/me/school/practice']) {
      await work.goto(server.url + path)
      await expectAccessible(work)
    }
  })
})
