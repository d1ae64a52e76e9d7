import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, useBrowser } from '#tests/support/browser.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeKind, makeMember, makeOrganisation, makePerson, makeSignUp, type MadeOrganisation, type MadePerson } from '#tests/support/factories.ts'
import { linkIn, mailTo } from '#tests/support/mailbox.ts'
import { makeGroup, makeHost, makePlace } from '#tests/support/groups.ts'
import { makeOpening } from '#tests/support/openings.ts'
import { useServer } from '#tests/support/server.ts'
import { signedIn, signInAs } from '#tests/support/sign-in.ts'

/** The organisation's own rooms: importing a calendar, people and invitations, settings, help lines, the journal. */
const database = useDatabase({ connected: false })
const server = useServer(database)
const browser = useBrowser()

let house: MadeOrganisation
let admin: MadePerson, coordinator: MadePerson, organiser: MadePerson, volunteer: MadePerson, outsider: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database, { slug: 'fjordfolk', name: 'Fjordfolk' })
  admin = await makeMember(database, house, 'administrator', { name: 'Ingrid Haugland' })
  coordinator = await makeMember(database, house, 'coordinator', { name: 'Tor Magne Ree' })
  organiser = await makeMember(database, house, 'organiser', { name: 'Sissel Vigre' })
  volunteer = await makeMember(database, house, 'volunteer', { name: 'Marit Skjæveland' })
  outsider = await makeMember(database, await makeOrganisation(database), ['administrator', 'coordinator'])
  await makeKind(database, house, 'tur')
  await makeKind(database, house, 'kafe')
})

const open = async (who: MadePerson | null, path: string, wishes: Parameters<typeof browser.open>[0] = {}) => {
  const page = await browser.open({ javaScriptEnabled: false, expected: /422|409/, ...wishes })
  if (who) await signInAs(page, server.url, database, who, { strong: true })
  await page.goto(`${server.url}${path}`)
  return page
}
const main = (page: Page) => page.innerText('main')
const stamp = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
const calendar = (...lines: string[]) => Buffer.from(['BEGIN:VCALENDAR', 'VERSION:2.0', 'X-WR-CALNAME:Stua', ...lines, 'END:VCALENDAR'].join('\r\n'))
const event = (uid: string, days: number, title: string, ...more: string[]) => ['BEGIN:VEVENT', `UID:${uid}`, `SUMMARY:${title}`, `DTSTART;TZID=Europe/Oslo:${stamp(days)}T180000`, 'DURATION:PT2H', 'LOCATION:Langgata 44\\, 4306 Sandnes', ...more, 'END:VEVENT']

describe('importing a calendar, without scripts', () => {
  const send = async (page: Page, buffer: Buffer) => {
    await page.goto(`${server.url}/manage/fjordfolk/import`)
    await page.setInputFiles('[name=calendar]', { name: 'stua.ics', mimeType: 'text/calendar', buffer })
    await page.click('main form button')
  }
  test('look first, then take in; changed and gone the next time', async () => {
    const page = await open(organiser, '/manage/fjordfolk/import')
    await send(page, calendar(...event('a', 3, 'Brettspill', 'RRULE:FREQ=WEEKLY;COUNT=3'), ...event('b', 5, 'Quiz'), ...event('c', 6, 'Uteblir'), 'BEGIN:VEVENT', 'UID:d', 'SUMMARY:Ødelagt', 'DTSTART:tull', 'END:VEVENT'))
    expect(await main(page)).toContain('Dette er i Stua')
    expect(await main(page)).toContain('Nye (3)')
    expect(await main(page)).toMatch(/Linje 29\s+«Ødelagt»/)
    expect(await database.owner('SELECT FROM activities')).toHaveLength(0)
    await page.uncheck('label:has-text("Uteblir") input')
    await page.check('[name=publish]')
    await page.click('main form button')
    await page.waitForURL('**/import?done=2-0-0-4')
    expect(await main(page)).toContain('2 nye med 4 datoer')
    expect((await database.owner(`SELECT title FROM activity_texts ORDER BY title`)).map((row) => row.title)).toEqual(['Brettspill', 'Brettspill', 'Brettspill', 'Quiz'])
    // The used file says so, and doing it again does nothing.
    await page.goBack()
    await page.reload()
    expect(await main(page)).toContain('Denne filen er hentet inn')

    const [quiz] = await database.owner(`SELECT a.id FROM activities a WHERE import_uid = 'b'`)
    const guest = await makePerson(database)
    await makeSignUp(database, { activity: { id: quiz!.id }, person: guest })
    await send(page, calendar(...event('a', 3, 'Brettspillkveld', 'RRULE:FREQ=WEEKLY;COUNT=3')))
    expect(await main(page)).toContain('Endret i kalenderen (1)')
    expect(await main(page)).toContain('nytt navn')
    expect(await main(page)).toMatch(/Ikke lenger i kalenderen \(1\)[\s\S]*Quiz[\s\S]*1 påmeldt/)
    expect(await page.isChecked('label:has-text("Quiz") input')).toBe(false)
    await page.check('label:has-text("Quiz") input')
    await page.fill('[name=reason]', 'Quizmesteren er på ferie.')
    await page.click('main form button')
    await page.waitForURL('**/import?done=0-3-1-0')
    expect(await database.owner(`SELECT cancel_reason FROM activities WHERE import_uid = 'b'`)).toEqual([{ cancel_reason: 'Quizmesteren er på ferie.' }])
  })
  test('what cannot be taken is said at the field', async () => {
    const page = await open(organiser, '/manage/fjordfolk/import')
    await page.click('main form button')
    expect(await main(page)).toContain('Velg en fil først')
    await send(page, Buffer.from('<html>Logg inn</html>'))
    expect(await main(page)).toContain('ikke en kalenderfil')
    await send(page, Buffer.concat([calendar(), Buffer.alloc(2_100_000, 'x')]))
    expect(await main(page)).toContain('større enn 2 MB')
  })
  test('other programs\' files go through, in every language', async () => {
    for (const language of ['nb', 'sv', 'en'] as const) {
      const page = await open(organiser, '/manage/fjordfolk/import', { language })
      for (const name of ['THFC', 'google_aus_holidays', 'sunbird_sample', 'twinkle_orig']) {
        await send(page, readFileSync(`tests/calendars/${name}.ics`))
        expect(page.url(), name).toMatch(/import\/[0-9a-f-]{36}$/)
        expect(await main(page)).not.toMatch(/undefined|\[object/)
      }
    }
  })
  test('somebody else\'s file, and somebody else\'s organisation, do not exist', async () => {
    const page = await open(organiser, '/manage/fjordfolk/import')
    await send(page, calendar(...event('x', 3, 'Min')))
    const path = new URL(page.url()).pathname
    expect((await server.fetch(path, { headers: await signedIn(database, coordinator, { strong: true }) })).status).toBe(404)
    expect((await server.fetch(path.replace(/.$/, (last) => (last === '0' ? '1' : '0')), { headers: await signedIn(database, organiser) })).status).toBe(404)
    for (const who of [volunteer, outsider]) expect((await server.fetch('/manage/fjordfolk/import', { headers: await signedIn(database, who, { strong: true }) })).status).toBe(404)
  })
})

describe('people and invitations, without scripts', () => {
  test('invited by mail, a stranger signs in on the way and says yes', async () => {
    const page = await open(admin, '/manage/fjordfolk/people?invite')
    await page.fill('[name=email]', 'ikke en adresse')
    await page.check('[name=role][value=organiser]')
    await page.click('main form button')
    expect(await page.getAttribute('[name=email]', 'aria-invalid')).toBe('true')
    expect(await page.isChecked('[name=role][value=organiser]')).toBe(true)
    await page.fill('[name=email]', 'geir@example.org')
    await page.click('main form button')
    await page.waitForURL('**/people?done=invited')
    expect(await main(page)).toContain('geir@example.org')

    const mail = await mailTo(database, 'geir@example.org')
    expect(mail.plain).toContain('Ingrid Haugland har invitert deg til Fjordfolk')
    expect(mail.subject).not.toMatch(/Fjordfolk|rus|aktivitetsleder/i)
    const link = linkIn(mail, /invitations/)
    const geir = await browser.open({ javaScriptEnabled: false })
    for (let i = 0; i < 2; i++) await geir.goto(link)
    expect(await main(geir)).toContain('Fjordfolk vil gjerne ha deg med som aktivitetsleder')
    expect(await database.owner('SELECT accepted_at FROM invitations')).toEqual([{ accepted_at: null }])
    await geir.click('main a[href^="/sign-in"]')
    await geir.fill('[name=email]', 'geir@example.org')
    await geir.click('main form:has([name=email]) button')
    const code = await mailTo(database, 'geir@example.org', { after: mail.number })
    await geir.goto(linkIn(code, /sign-in\/link/))
    await geir.click('main form button')
    await geir.waitForURL('**/invitations/*')
    await geir.click('main form button')
    await geir.waitForURL('**/manage/fjordfolk')
    expect(await database.owner(`SELECT m.role FROM memberships m JOIN people p ON p.id = m.person_id WHERE p.email = 'geir@example.org'`)).toEqual([{ role: 'organiser' }])
    await geir.goto(link)
    expect(await main(geir)).toContain('er brukt')
  })
  test('whoever says yes to taking part sees that it worked, and where to go', async () => {
    const page = await open(coordinator, '/manage/fjordfolk/people?invite')
    const unn = await makePerson(database, { name: 'Unn Hauge' })
    await page.fill('[name=email]', unn.email)
    await page.check('[name=role][value=participant]')
    await page.click('main form button')
    const invited = await open(unn, new URL(linkIn(await mailTo(database, unn.email), /invitations/)).pathname)
    await invited.click('main form button')
    await invited.waitForURL('**?done=accepted')
    expect(await main(invited)).toContain('Du er med i Fjordfolk')
    await invited.click('text=Se aktivitetene')
    await invited.waitForURL('**/o/fjordfolk')
  })
  test('the link in other hands: told so, and no button', async () => {
    const page = await open(coordinator, '/manage/fjordfolk/people?invite')
    expect(await page.locator('[name=role]').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))).toEqual(['participant', 'volunteer'])
    await page.fill('[name=email]', 'lise@example.org')
    await page.check('[name=role][value=volunteer]')
    await page.click('main form button')
    const link = linkIn(await mailTo(database, 'lise@example.org'), /invitations/)
    const other = await open(volunteer, new URL(link).pathname)
    expect(await main(other)).toContain('sendt til en annen adresse')
    expect(await main(other)).not.toContain('lise@example.org')
    expect(await other.locator('main form').count()).toBe(0)
    expect((await server.fetch(new URL(link).pathname, { form: {}, headers: await signedIn(database, volunteer) })).status).toBe(409)
    // Taken back, it no longer works.
    await page.click('button[value=revoke]')
    await page.waitForURL('**/people?done=revoked')
    await other.reload()
    expect(await main(other)).toContain('virker ikke lenger')
  })
  test('a role is given and ended; the person loses access in the same moment', async () => {
    const kari = await makeMember(database, house, 'participant', { name: 'Kari Roller' })
    const page = await open(admin, `/manage/fjordfolk/people?person=${kari.id}`)
    expect(await main(page)).toContain(kari.email)
    await page.click('summary:has-text("Gi en rolle")')
    await page.selectOption('[name=role]', 'organiser')
    await page.click('button:has-text("Gi rollen")')
    await page.waitForURL('**done=granted')
    const headers = await signedIn(database, kari)
    expect((await server.fetch('/manage/fjordfolk/import', { headers })).status).toBe(200)
    await page.click('summary:has-text("Avslutt en rolle")')
    await page.check('label:has-text("Aktivitetsleder") input')
    await page.click('button:has-text("Avslutt rollen")')
    await page.waitForURL('**done=ended')
    expect((await server.fetch('/manage/fjordfolk/import', { headers })).status).toBe(404)
  })
  test('one person among many is found by name or address', async () => {
    const before = await makeMember(database, house, 'participant', { name: 'Åse Tidligere' })
    await database.owner(`UPDATE memberships SET valid_from = current_date - 9, valid_to = current_date - 2 WHERE person_id = $1`, [before.id])
    const page = await open(coordinator, '/manage/fjordfolk/people')
    for (const typed of ['åse tid', before.email.toUpperCase()]) {
      await page.fill('[name=q]', typed)
      await page.click('button:has-text("Finn")')
      expect(await page.locator('main tbody tr').count()).toBe(1)
      expect(await main(page)).toContain('Åse Tidligere')
    }
    await page.fill('[name=q]', 'finnes ikke')
    await page.click('button:has-text("Finn")')
    expect(await main(page)).toContain('Prøv med færre bokstaver')
  })
  test('the last administrator cannot leave the organisation without one', async () => {
    const page = await open(admin, `/manage/fjordfolk/people?person=${admin.id}`)
    await page.click('summary:has-text("Avslutt en rolle")')
    await page.click('button:has-text("Avslutt rollen")')
    expect(await main(page)).toContain('den siste administratoren')
  })
  test('who may not, meets nothing at all', async () => {
    for (const path of ['people', 'history', 'settings', 'help-lines']) {
      for (const who of [organiser, volunteer, outsider]) expect((await server.fetch(`/manage/fjordfolk/${path}`, { headers: await signedIn(database, who, { strong: true }) })).status, path).toBe(404)
    }
    for (const path of ['settings', 'help-lines']) expect((await server.fetch(`/manage/fjordfolk/${path}`, { headers: await signedIn(database, coordinator, { strong: true }) })).status).toBe(404)
    expect((await server.fetch('/invitations/nothing-there')).status).toBe(404)
  })
})

test('the front of the workplace says who waits for an answer, to those who answer and to nobody else', async () => {
  const job = await makeOpening(database, { organisation: house, title: 'Kokk i kantina', contact: volunteer, createdBy: organiser })
  const group = await makeGroup(database, { organisation: house, name: 'Mandagsgruppa', wayIn: 'request' })
  await makeHost(database, { group, person: volunteer })
  await database.owner(`INSERT INTO applications (id, opening_id, person_id, state, sealed) VALUES (gen_random_uuid(), $1, $2, 'sent', 'k1.x.x.x')`, [job.id, (await makePerson(database)).id])
  await makePlace(database, { group, person: await makePerson(database), state: 'asked' })
  for (const [language, heading, opening, asking] of [['nb', 'Trenger et blikk', '1 venter på svar', '1 ting venter'], ['sv', 'Behöver en blick', '1 väntar på svar', '1 sak väntar'], ['en', 'Needs a look', '1 waits for an answer', '1 thing is waiting']] as const) {
    const page = await open(volunteer, `/manage/fjordfolk?lang=${language}`)
    const waiting = await page.locator('section', { has: page.getByRole('heading', { name: heading }) }).innerText()
    for (const said of ['Kokk i kantina', opening, 'Mandagsgruppa', asking]) expect(waiting).toContain(said)
  }
  const page = await open(volunteer, '/manage/fjordfolk')
  for (const [name, path] of [['Kokk i kantina', `openings/${job.id}`], ['Mandagsgruppa', `groups/${group.id}`]] as const) {
    expect(await page.getByRole('link', { name }).getAttribute('href')).toBe(`/manage/fjordfolk/${path}`)
  }
  // An organiser who is neither contact nor host plans both and is told of neither.
  const other = await main(await open(await makeMember(database, house, 'organiser'), '/manage/fjordfolk'))
  for (const title of ['Kokk i kantina', 'Mandagsgruppa']) expect(other).not.toContain(title)
})

describe('settings, help lines and the journal, without scripts', () => {
  test('texts, kinds, places and labels are changed and seen where they show', async () => {
    const page = await open(admin, '/manage/fjordfolk/settings?texts')
    await page.fill('[name=about_nb]', 'Vi går tur og drikker kaffe.')
    await page.fill('[name=website]', 'tull')
    await page.click('main form button')
    expect(await page.inputValue('[name=about_nb]')).toBe('Vi går tur og drikker kaffe.')
    await page.fill('[name=website]', 'https://fjordfolk.example')
    await page.click('main form button')
    await page.waitForURL('**/settings?done')
    expect(await (await server.fetch('/o/fjordfolk', { headers: { 'accept-language': 'nb' } })).text()).toContain('Vi går tur og drikker kaffe.')

    await page.goto(`${server.url}/manage/fjordfolk/settings?kind=new`)
    await page.fill('[name=nb]', 'Bading')
    await page.click('main form button')
    await page.waitForURL('**/settings?done')
    await page.click('li:has-text("Bading") button[value=kind-up]')
    await page.waitForURL('**/settings?done')
    await page.click('li:has-text("Bading") button[value=kind-archive]')
    expect(await page.textContent('li:has-text("Bading")')).toContain('ikke i bruk')

    await page.goto(`${server.url}/manage/fjordfolk/settings?place=new`)
    await page.fill('[name=name]', 'Stua')
    await page.fill('[name=lat]', '58,85')
    await page.click('main form button')
    expect(await main(page)).toContain('begge tallene')
    await page.fill('[name=lon]', '5,73')
    await page.click('main form button')
    await page.waitForURL('**/settings?done')
    expect(await database.owner(`SELECT lat, lon FROM places WHERE name = 'Stua'`)).toEqual([{ lat: 58.85, lon: 5.73 }])

    await page.goto(`${server.url}/manage/fjordfolk/settings?labels`)
    await page.fill('[name=volunteer_nb]', 'Tidgiver')
    await page.click('main form button')
    await page.waitForURL('**/settings?done')
    await page.goto(`${server.url}/manage/fjordfolk/people`)
    expect(await main(page)).toContain('Tidgiver')
  })
  test('a corrected number is on the help page at once', async () => {
    const page = await open(admin, '/manage/fjordfolk/help-lines')
    await page.click('li:has-text("RUStelefonen") a')
    await page.fill('[name=number]', 'ring oss')
    await page.click('main form button')
    expect(await main(page)).toContain('bare tall')
    await page.fill('[name=number]', '915 00 001')
    await page.click('main form button')
    await page.waitForURL('**/help-lines?done')
    expect(await (await server.fetch('/help', { headers: { 'accept-language': 'nb' } })).text()).toContain('915 00 001')
  })
  test('the journal tells it in plain words, and not who joined', async () => {
    const activity = await makeActivity(database, { organisation: house, createdBy: organiser, title: 'Hemmelig gruppe' })
    await database.owner(`INSERT INTO history (actor, organisation_id, subject_kind, subject_id, event) VALUES ($1, $2, 'activity', $3, 'sign-up.joined')`, [`person:${volunteer.id}`, house.id, activity.id])
    const page = await open(coordinator, '/manage/fjordfolk/history')
    const journal = await main(page)
    expect(journal).toContain('Ingrid Haugland inviterte geir@example.org som aktivitetsleder.')
    expect(journal).toContain('Sissel Vigre hentet inn en kalender: 0 nye, 3 endret, 1 avlyst.')
    expect(journal).toContain('Ingrid Haugland endret hjelpelinjen 915 00 001.')
    expect(journal).not.toContain('Hemmelig gruppe')
    expect(journal).not.toMatch(/undefined|endret noe\./)
  })
})

test('every room is accessible, on a phone and on a desk, in every language', async () => {
  const participant = await makeMember(database, house, ['participant', 'volunteer'], { name: 'Åse-Marie Bjørnstjerne Haugland-Kristoffersen' })
  await database.owner(`INSERT INTO invitations (organisation_id, email, role, language, token_hash, expires_at) VALUES ($1, 'venter@example.org', 'volunteer', 'nb', 'nobody', now() + interval '1 day')`, [house.id])
  const rooms = ['people', 'people?role=volunteer', `people?person=${participant.id}`, 'people?invite', 'settings', 'settings?texts', 'settings?labels', 'settings?kind=new', 'settings?place=new', 'help-lines', 'help-lines?line=new', 'history', 'import']
  for (const [width, language] of [['phone', 'nb'], ['desktop', 'sv'], ['phone', 'en']] as const) {
    const page = await browser.open({ width, language, expected: /422/ })
    await signInAs(page, server.url, database, admin, { strong: true })
    for (const room of rooms) {
      await page.goto(`${server.url}/manage/fjordfolk/${room}${room.includes('?') ? '&' : '?'}lang=${language}`)
      expect(await main(page), room).not.toMatch(/undefined|\[object/)
      await expectAccessible(page)
    }
    await page.goto(`${server.url}/manage/fjordfolk/import`)
    await page.setInputFiles('[name=calendar]', { name: 'stua.ics', mimeType: 'text/calendar', buffer: calendar(...event('q', 3, 'Ny og fin', 'RRULE:FREQ=WEEKLY;COUNT=2'), ...event('a', 3, 'Brettspill igjen'), 'BEGIN:VTODO', 'END:VTODO') })
    await page.click('main form button')
    await page.waitForURL(/import\/[0-9a-f-]{36}/)
    await expectAccessible(page)
  }
}, 300_000)
