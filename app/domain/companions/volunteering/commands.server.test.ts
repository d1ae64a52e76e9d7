import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { keyedHash } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { check } from '#app/platform/http/form.server.ts'
import { makePairing, makeRequest, makeVolunteer, welcomeKinds } from '#tests/support/companions.ts'
import { makeCourse } from '#tests/support/school.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { bookConversation, callOffConversation, moveConversation, offerTimes } from '../conversations/commands.server.ts'
import { freeTimes } from '../conversations/queries.server.ts'
import { mark, nameReference, saveDeclaration, saySober, signDeclaration, spokenWith } from '../requirements/commands.server.ts'
import type { Kind } from '../schema.ts'
import { openOffer } from '../sealing.server.ts'
import { leaveVolunteering, moveVolunteer, offerTime, pauseVolunteering, resumeVolunteering, setVolunteer } from './commands.server.ts'
import { draftOf, keepDraft } from './drafts/commands.server.ts'
import { volunteeringChore } from './jobs.server.ts'
import { knownOf, myStoryWith, stepsOf, volunteerStory } from './queries.server.ts'
import { signUpForm } from './schema.ts'

const database = useDatabase()
const now = new Date('2027-03-01T12:00:00Z')
const later = (days: number) => new Date(+now + days * 86_400_000)
const signUp = (more: Record<string, string> = {}) => check(signUpForm, { name: 'Ada Moe', 'kinds.companion': 'on', 'interests.hiking': 'on', birthYear: '1990', about: 'Liker turer', ...more }).value!
const owed = (address: string) => database.owner<{ facts: { title: string; subject: string; calendar?: { method: string; event: { uid: string; sequence: number } } } }>('SELECT facts FROM mails WHERE address = $1 ORDER BY number', [address])
const titles = async (who: MadePerson) => (await owed(who.email)).map(({ facts }) => facts.title)

let house: MadeOrganisation, coordinator: MadePerson, second: MadePerson, declarationId: string
beforeAll(async () => {
  house = await makeOrganisation(database, { name: 'Fjordfolk' })
  coordinator = await makeMember(database, house, 'coordinator', { name: 'Kari Koordinator' })
  second = await makeMember(database, house, 'coordinator', { name: 'Siv Samordner' })
  ;({ declarationId } = await welcomeKinds(database, { organisation: house, kinds: ['companion', 'helper'], references: 1 }))
})

const apply = (who: MadePerson, more: Record<string, string> = {}, at = now, at_ = house) => lean(person(who.id), (sql) => offerTime(sql, { organisationId: at_.id, personId: who.id, signUp: signUp({ name: who.name, ...more }), now: at }))
const story = (who: MadePerson, at = now) => lean(person(who.id), (sql) => myStoryWith(sql, { personId: who.id, slug: house.slug }, { now: at, language: 'nb' }))
const step = async (who: MadePerson, to: 'talking' | 'preparing' | 'ready' | 'thanked', { message = '', by = coordinator, at = now } = {}) => {
  const { id } = (await story(who))!
  return lean(person(by.id), (sql) => moveVolunteer(sql, { organisationId: house.id, volunteerId: id, personId: by.id, step: to, message, language: 'nb', now: at }))
}
const times = (day: string, by = coordinator, count = 2) => lean(person(by.id), (sql) => offerTimes(sql, { organisationId: house.id, personId: by.id, zone: house.zone, wanted: { day, clock: '10:00', minutes: 30, place: 'Kafé Løkka', count }, now }))
const roles = (who: MadePerson) => database.owner(`SELECT role FROM memberships WHERE person_id = $1 AND (valid_to IS NULL OR valid_to >= current_date)`, [who.id])
const newcomer = async (name: string) => makePerson(database, { name })

describe('offering time', () => {
  test('is told to both, sealed, and the same when pressed twice; words change, kinds too until the conversation is over', async () => {
    const ada = await newcomer('Ada Moe')
    expect(await apply(ada)).toEqual({ ok: true, again: false })
    expect(await apply(ada, { about: 'Og kaffe', 'kinds.helper': 'on' })).toEqual({ ok: true, again: true })
    expect(await titles(ada)).toEqual(['Takk for at du vil bidra'])
    expect((await titles(coordinator)).filter((title) => title === 'Noen vil gi av tiden sin')).toHaveLength(1)
    for (const { facts } of await owed(ada.email)) expect(facts.subject).not.toMatch(/Fjordfolk|rus|medvandrer|frivillig/i)
    const [row] = await database.owner<{ id: string; sealed: string; kinds: string[] }>('SELECT id, sealed, kinds FROM volunteers WHERE person_id = $1', [ada.id])
    expect(row!.sealed).not.toContain('kaffe')
    expect(openOffer({ id: row!.id, organisationId: house.id }, row!.sealed)).toMatchObject({ about: 'Og kaffe', interests: ['hiking'] })
    expect(row!.kinds).toEqual(['companion', 'helper'])
  })

  test('twenty presses at once are one, and a kind that is not welcome is refused', async () => {
    const bo = await newcomer('Bo Lie')
    const answers = await Promise.all(Array.from({ length: 20 }, () => apply(bo)))
    expect(answers.filter((one) => one.ok && !one.again)).toHaveLength(1)
    expect(await database.owner('SELECT count(*)::int AS n FROM volunteers WHERE person_id = $1', [bo.id])).toEqual([{ n: 1 }])
    expect(await titles(bo)).toHaveLength(1)
    expect(await apply(await newcomer('Per'), { 'kinds.peer': 'on' })).toEqual({ ok: false, reason: 'not_welcome' })
  })

  test('what is known from asking for a companion, or from another organisation, is filled in', async () => {
    const eva = await newcomer('Eva')
    await makeRequest(database, { organisation: house, person: eva, wishes: { interests: ['music'], area: 'Sandnes', phone: '91234567' } })
    expect(await lean(person(eva.id), (sql) => knownOf(sql, { personId: eva.id, organisationId: house.id }))).toMatchObject({ 'interests.music': 'on', area: 'Sandnes', phone: '91234567' })
    await makeVolunteer(database, { organisation: await makeOrganisation(database), person: eva, tells: { interests: ['fishing'], skills: 'Regnskap' } })
    const known = await lean(person(eva.id), (sql) => knownOf(sql, { personId: eva.id, organisationId: house.id }))
    expect(known).toMatchObject({ 'interests.fishing': 'on', skills: 'Regnskap' })
    expect(Object.keys(known).some((name) => name.startsWith('kinds.'))).toBe(false)
  })
})

describe('the conversation', () => {
  test('is chosen by one of two who press at once, moved under the same invitation, and called off by either', async () => {
    const [ada, bo] = [await newcomer('Ada Talk'), await newcomer('Bo Talk')]
    for (const who of [ada, bo]) { await apply(who); await step(who, 'talking') }
    expect((await story(ada))!.waits).toEqual({ who: 'coordinator', what: 'offer-times' })
    expect(await times('2027-03-10')).toEqual({ ok: true })
    expect(await titles(ada)).toContain('Nå er det tider å velge')
    expect((await story(ada))!.waits).toEqual({ who: 'volunteer', what: 'book' })
    const [first, other] = await lean(person(ada.id), (sql) => freeTimes(sql, { organisationId: house.id, personId: ada.id, now }))
    const book = (who: MadePerson, timeId: string) => lean(person(who.id), (sql) => bookConversation(sql, { organisationId: house.id, personId: who.id, timeId, now }))
    const both = await Promise.all([book(ada, first!.id), book(bo, first!.id)])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect(both.filter((one) => !one.ok && one.reason === 'taken')).toHaveLength(1)
    const [got, lost] = both[0]!.ok ? [ada, bo] : [bo, ada]
    expect(await book(got, first!.id)).toEqual({ ok: true, moved: false })
    expect((await story(got))!.conversation).toMatchObject({ place: 'Kafé Løkka', name: 'Kari Koordinator' })
    expect((await story(got))!.waits.what).toBe('conversation')

    // Another time with the same coordinator: the same invitation, moved; the first time is free for the other.
    expect(await book(got, other!.id)).toEqual({ ok: true, moved: true })
    expect(await book(lost, first!.id)).toEqual({ ok: true, moved: false })
    const calendars = (await owed(got.email)).flatMap(({ facts }) => facts.calendar ?? [])
    expect(calendars.map((one) => [one.method, one.event.sequence])).toEqual([['REQUEST', 0], ['REQUEST', 1]])
    expect(new Set(calendars.map((one) => one.event.uid)).size).toBe(1)

    // A coordinator moves it, then calls it off: the time does not come back.
    const { id } = (await story(got))!
    expect(await lean(person(second.id), (sql) => moveConversation(sql, { organisationId: house.id, volunteerId: id, wanted: { day: '2027-03-11', clock: '9.15', minutes: 45, place: 'Telefon' }, now }))).toEqual({ ok: true })
    expect((await story(got))!.conversation).toMatchObject({ place: 'Telefon', startsAt: new Date('2027-03-11T08:15:00Z') })
    expect(await lean(person(coordinator.id), (sql) => moveConversation(sql, { organisationId: house.id, volunteerId: id, wanted: { day: '2027-02-01', clock: '9.15', minutes: 45, place: 'Telefon' }, now }))).toEqual({ ok: false, reason: 'past' })
    expect(await lean(person(coordinator.id), (sql) => callOffConversation(sql, { volunteerId: id, by: coordinator.id, now }))).toBe(true)
    expect(await lean(person(coordinator.id), (sql) => callOffConversation(sql, { volunteerId: id, by: coordinator.id, now }))).toBe(false)
    expect((await story(got))!.conversation).toBeNull()
    expect(await lean(person(got.id), (sql) => freeTimes(sql, { organisationId: house.id, personId: got.id, now }))).toEqual([])
    // When the volunteer calls it off, the time is free again.
    const hers = (await story(lost))!
    await lean(person(lost.id), (sql) => callOffConversation(sql, { volunteerId: hers.id, by: lost.id, now }))
    expect(await lean(person(got.id), (sql) => freeTimes(sql, { organisationId: house.id, personId: got.id, now }))).toMatchObject([{ id: first!.id }])
  })

  test('who changes one conversation takes turns with who calls it off, and two are not moved to one hour', async () => {
    const [ada, bo] = [await newcomer('Ada Tur'), await newcomer('Bo Tur')]
    for (const who of [ada, bo]) { await apply(who); await step(who, 'talking') }
    await times('2027-05-03', coordinator, 4)
    const free = (await lean(person(ada.id), (sql) => freeTimes(sql, { organisationId: house.id, personId: ada.id, now }))).filter((one) => +one.startsAt > Date.UTC(2027, 4, 3))
    const book = (who: MadePerson, n: number) => lean(person(who.id), (sql) => bookConversation(sql, { organisationId: house.id, personId: who.id, timeId: free[n]!.id, now }))
    await book(ada, 0)
    await book(bo, 1)
    const ids = [(await story(ada))!.id, (await story(bo))!.id]
    const moved = await Promise.all(ids.map((volunteerId, n) => lean(person([coordinator, second][n]!.id), (sql) => moveConversation(sql, { organisationId: house.id, volunteerId, wanted: { day: '2027-05-04', clock: '9:00', minutes: 30, place: 'Her' }, now }))))
    expect(moved.map((one) => (one.ok ? 'ok' : one.reason)).sort()).toEqual(['busy', 'ok'])

    const [changed, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const changing = lean(person(ada.id), async (sql) => {
      await bookConversation(sql, { organisationId: house.id, personId: ada.id, timeId: free[2]!.id, now })
      changed.resolve()
      await go.promise
    })
    await changed.promise
    const callingOff = lean(person(coordinator.id), (sql) => callOffConversation(sql, { volunteerId: ids[0]!, by: coordinator.id, now }))
    while ((await database.owner(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length === 0);
    go.resolve()
    await changing
    expect(await callingOff).toBe(true)
    expect(await database.owner(`SELECT 1 FROM conversation_times t LEFT JOIN appointments a ON a.id = t.appointment_id WHERE t.volunteer_id = $1 AND a.cancelled_at IS NOT NULL`, [ids[0]])).toEqual([])
    expect((await story(ada))!.conversation).toBeNull()
  })

  test('with another coordinator the old invitation is called off and a new one made', async () => {
    const ada = await newcomer('Ada Two')
    await apply(ada)
    await step(ada, 'talking')
    await times('2027-04-01', coordinator, 1)
    await times('2027-04-02', second, 1)
    const free = await lean(person(ada.id), (sql) => freeTimes(sql, { organisationId: house.id, personId: ada.id, now }))
    const [mine, theirs] = [free.find((one) => one.offeredBy === coordinator.id && +one.startsAt > +later(20))!, free.find((one) => one.offeredBy === second.id)!]
    for (const one of [mine, theirs]) await lean(person(ada.id), (sql) => bookConversation(sql, { organisationId: house.id, personId: ada.id, timeId: one.id, now }))
    expect((await owed(ada.email)).flatMap(({ facts }) => facts.calendar?.method ?? [])).toEqual(['REQUEST', 'CANCEL', 'REQUEST'])
    expect((await story(ada))!.conversation!.name).toBe('Siv Samordner')
  })
})

describe('getting ready', () => {
  const ready = async (who: MadePerson) => {
    const about = { organisationId: house.id, personId: who.id, slug: house.slug, language: 'nb' as const, now }
    await lean(person(who.id), (sql) => signDeclaration(sql, { ...about, declarationId, name: who.name }))
    await lean(person(who.id), (sql) => nameReference(sql, { ...about, told: { name: 'Trener Tor', contact: '99887766', how: '' } }))
    const { id, references } = (await story(who))!
    await lean(person(coordinator.id), (sql) => spokenWith(sql, { organisationId: house.id, volunteerId: id, referenceId: references[0]!.id, by: coordinator.id, now }))
    return id
  }

  test('nobody is ready before everything asked is there and the coordinator says so; then they hold the role', async () => {
    const ada = await newcomer('Ada Klar')
    await apply(ada)
    expect(await step(ada, 'ready')).toEqual({ ok: false, reason: 'moved' })
    expect(await step(ada, 'preparing', { message: 'Så fint å møte deg.' })).toEqual({ ok: true })
    expect(await step(ada, 'ready')).toEqual({ ok: false, reason: 'not_complete' })
    expect((await story(ada))!.items.map((item) => [item.what, item.met, item.by])).toEqual([['declaration', false, 'volunteer'], ['references', false, 'volunteer'], ['age', true, 'coordinator']])
    await ready(ada)
    expect((await story(ada))!.waits).toEqual({ who: 'coordinator', what: 'say-ready' })
    expect(await roles(ada)).toEqual([])
    expect(await step(ada, 'ready')).toEqual({ ok: true })
    expect(await step(ada, 'ready')).toEqual({ ok: true })
    expect(await roles(ada)).toEqual([{ role: 'volunteer' }])
    expect(await titles(ada)).toEqual(['Takk for at du vil bidra', 'Nå gjør vi deg klar', 'Du er klar'])
    const steps = await lean(person(ada.id), async (sql) => stepsOf(sql, { volunteerId: (await myStoryWith(sql, { personId: ada.id, slug: house.slug }, { now, language: 'nb' }))!.id, organisationId: house.id }))
    expect(steps.map((one) => [one.step, one.own, one.message])).toEqual([['applied', true, ''], ['preparing', false, 'Så fint å møte deg.'], ['ready', false, '']])
  })

  test('training that is for their kind stands on the list, for them and for the coordinator, and holds back being ready', async () => {
    const own = await makeOrganisation(database)
    const boss = await makeMember(database, own, 'coordinator')
    await welcomeKinds(database, { organisation: own, kinds: ['companion'], references: 0, declaration: false })
    const course = await makeCourse(database, { organisation: own })
    const ada = await newcomer('Ada Elev')
    await apply(ada, {}, now, own)
    const mine = () => lean(person(ada.id), (sql) => myStoryWith(sql, { personId: ada.id, slug: own.slug }, { now, language: 'nb' }))
    const { id } = (await mine())!
    const move = (to: 'preparing' | 'ready') => lean(person(boss.id), (sql) => moveVolunteer(sql, { organisationId: own.id, volunteerId: id, personId: boss.id, step: to, message: '', language: 'nb', now }))
    await move('preparing')
    for (const story of [await mine(), await lean(person(boss.id), (sql) => volunteerStory(sql, { organisationId: own.id, id, personId: boss.id }, { now, language: 'nb' }))]) {
      expect(story!.items.find((item) => item.what === 'training')).toMatchObject({ met: false, by: 'volunteer', courseId: course.id })
    }
    expect(await move('ready')).toEqual({ ok: false, reason: 'not_complete' })
    await database.owner('INSERT INTO school_completions (course_id, person_id, completed_at) VALUES ($1, $2, now())', [course.id, ada.id])
    expect(await move('ready')).toEqual({ ok: true })
  })

  test('a certificate and sober time are asked for only where the organisation says so; what was shown has no words', async () => {
    const strict = await makeOrganisation(database)
    const boss = await makeMember(database, strict, 'coordinator')
    await welcomeKinds(database, { organisation: strict, kinds: ['peer'], references: 0, declaration: false, certificate: 'Du skal være med barn.', soberMonths: 24 })
    const ada = await newcomer('Ada Streng')
    await apply(ada, { 'kinds.companion': 'off', 'kinds.peer': 'on', birthYear: '' }, now, strict)
    const mine = () => lean(person(ada.id), (sql) => myStoryWith(sql, { personId: ada.id, slug: strict.slug }, { now, language: 'nb' }))
    const { id } = (await mine())!
    const move = (to: 'preparing' | 'ready') => lean(person(boss.id), (sql) => moveVolunteer(sql, { organisationId: strict.id, volunteerId: id, personId: boss.id, step: to, message: '', language: 'nb', now }))
    await move('preparing')
    expect((await mine())!.items.map((item) => [item.what, item.by])).toEqual([['age', 'volunteer'], ['sober', 'volunteer'], ['certificate', 'coordinator']])
    const about = { organisationId: strict.id, volunteerId: id, by: boss.id, marked: true, now }
    await lean(person(boss.id), async (sql) => {
      await mark(sql, { ...about, what: 'age', kind: null })
      await mark(sql, { ...about, what: 'certificate-asked', kind: 'peer' })
    })
    expect(await move('ready')).toEqual({ ok: false, reason: 'not_complete' })
    await lean(person(ada.id), (sql) => saySober(sql, { organisationId: strict.id, personId: ada.id, slug: strict.slug, sober: true, language: 'nb', now }))
    await lean(person(boss.id), (sql) => mark(sql, { ...about, what: 'certificate-shown', kind: 'peer' }))
    expect(await move('ready')).toEqual({ ok: true })
    expect(await database.owner('SELECT what, kind FROM volunteer_marks WHERE volunteer_id = $1 ORDER BY what', [id])).toEqual([
      { what: 'age', kind: null }, { what: 'certificate-asked', kind: 'peer' }, { what: 'certificate-shown', kind: 'peer' }, { what: 'sober', kind: null }])
    const columns = await database.owner(`SELECT column_name FROM information_schema.columns WHERE table_name = 'volunteer_marks' ORDER BY column_name`)
    expect(columns.map((one) => one.column_name)).toEqual(['kind', 'marked_at', 'marked_by', 'volunteer_id', 'what'])

    // Leaving takes all of it away, the same moment; the role too.
    await lean(person(ada.id), (sql) => leaveVolunteering(sql, { organisationId: strict.id, personId: ada.id, now }))
    expect(await database.owner('SELECT 1 FROM volunteer_marks WHERE volunteer_id = $1', [id])).toEqual([])
    expect(await roles(ada)).toEqual([])
  })

  test('a new declaration asks again only when the coordinator says so; the signature outlives the leaving', async () => {
    const own = await makeOrganisation(database)
    const boss = await makeMember(database, own, 'coordinator')
    const { declarationId: first } = await welcomeKinds(database, { organisation: own, kinds: ['companion'], references: 0 })
    const ada = await newcomer('Ada Tro')
    await apply(ada, {}, now, own)
    const mine = () => lean(person(ada.id), (sql) => myStoryWith(sql, { personId: ada.id, slug: own.slug }, { now, language: 'nb' }))
    const sign = (id: string) => lean(person(ada.id), (sql) => signDeclaration(sql, { organisationId: own.id, personId: ada.id, slug: own.slug, declarationId: id, language: 'nb', name: 'Ada Tro', now }))
    expect(await sign(first)).toEqual({ ok: true })
    expect(await sign(first)).toEqual({ ok: true })
    const texts = (words: string) => ({ nb: words, sv: words, en: words })
    const save = (words: string, asksAgain: boolean) => lean(person(boss.id), (sql) => saveDeclaration(sql, { organisationId: own.id, by: boss.id, texts: texts(words), asksAgain, now }))
    await save('Et komma', false)
    expect((await mine())!.declaration).toMatchObject({ version: 2, signed: true })
    await save('Noe nytt', true)
    await save('Noe nytt', true)
    expect((await mine())!.declaration).toMatchObject({ version: 3, signed: false, signature: { version: 1 } })
    expect((await titles(ada)).filter((title) => title === 'En ny erklæring å lese')).toHaveLength(1)
    expect(await sign(first)).toEqual({ ok: false, reason: 'changed' })
    await lean(person(ada.id), (sql) => leaveVolunteering(sql, { organisationId: own.id, personId: ada.id, now }))
    expect(await database.owner('SELECT name FROM declaration_signatures WHERE person_id = $1', [ada.id])).toEqual([{ name: 'Ada Tro' }])
  })

  test('no is said kindly, ends everything, and they may come again; pausing returns to where it began', async () => {
    const ada = await newcomer('Ada Nei')
    await apply(ada)
    await step(ada, 'talking')
    await lean(person(ada.id), (sql) => pauseVolunteering(sql, { organisationId: house.id, personId: ada.id, now }))
    expect(await story(ada)).toMatchObject({ state: 'paused', resumes: 'talking' })
    await lean(person(ada.id), (sql) => resumeVolunteering(sql, { organisationId: house.id, personId: ada.id, now }))
    expect((await story(ada))!.state).toBe('talking')
    expect(await step(ada, 'thanked', { message: 'Takk, Ada.' })).toEqual({ ok: true })
    const mail = (await owed(ada.email)).at(-1)!.facts
    expect(JSON.stringify(mail)).toContain('Takk, Ada.')
    // Coordinators do not read what somebody who is gone has told.
    const { id } = (await story(ada))!
    expect((await lean(person(coordinator.id), (sql) => volunteerStory(sql, { organisationId: house.id, id, personId: coordinator.id }, { now, language: 'nb' })))!.told).toBeNull()
    expect(await step(ada, 'preparing')).toEqual({ ok: false, reason: 'moved' })
    expect(await apply(ada, {}, later(40))).toEqual({ ok: true, again: false })
    expect((await story(ada))!.state).toBe('applied')
  })

  test('whoever leaves while they walk with somebody parts from them the same moment', async () => {
    const [ada, eva] = [await newcomer('Ada Går'), await newcomer('Eva Går')]
    await apply(ada)
    await database.owner(`UPDATE volunteers SET state = 'active' WHERE person_id = $1`, [ada.id])
    const { id } = (await story(ada))!
    const pairing = await makePairing(database, { request: await makeRequest(database, { organisation: house, person: eva }), volunteer: { id, person: ada, organisationId: house.id } })
    await lean(person(ada.id), (sql) => leaveVolunteering(sql, { organisationId: house.id, personId: ada.id, now }))
    expect(await database.owner('SELECT state, ended_because FROM pairings WHERE id = $1', [pairing.id])).toEqual([{ state: 'ended', ended_because: 'rematch' }])
    expect(await database.asActor(person(ada.id), 'SELECT 1 FROM pairings')).toEqual([])
    expect((await story(ada))!.state).toBe('left')
  })

  test('nobody moves themselves, whoever they are', async () => {
    await apply(second)
    const { id } = (await story(second))!
    expect(await lean(person(second.id), (sql) => moveVolunteer(sql, { organisationId: house.id, volunteerId: id, personId: second.id, step: 'preparing', message: '', language: 'nb', now }))).toEqual({ ok: false, reason: 'not_found' })
    expect((await titles(second)).filter((title) => title === 'Noen vil gi av tiden sin' ).length).toBeLessThan((await titles(coordinator)).filter((title) => title === 'Noen vil gi av tiden sin').length)
    expect(await lean(person(coordinator.id), (sql) => moveVolunteer(sql, { organisationId: house.id, volunteerId: randomUUID(), personId: coordinator.id, step: 'preparing', message: '', language: 'nb', now }))).toEqual({ ok: false, reason: 'not_found' })
  })
})

test('a kind that asks for more than is there makes nobody its volunteer: whoever is ready gets ready again, whoever walks waits', async () => {
  const own = await makeOrganisation(database)
  const boss = await makeMember(database, own, 'coordinator')
  await welcomeKinds(database, { organisation: own, kinds: ['helper'], references: 0, declaration: false, minimumAge: 0 })
  await welcomeKinds(database, { organisation: own, kinds: ['companion'], references: 2, declaration: false, minimumAge: 0 })
  const set = (id: string, kinds: Kind[]) => lean(person(boss.id), (sql) => setVolunteer(sql, { organisationId: own.id, volunteerId: id, personId: boss.id, kinds, capacity: 2, language: 'nb', now }))
  const [ready, active, paused] = await Promise.all((['ready', 'active', 'paused'] as const).map((state) => makeVolunteer(database, { organisation: own, kinds: ['helper'], state })))
  const stands = ({ id }: { id: string }) => database.owner('SELECT state, resumes, kinds, capacity FROM volunteers WHERE id = $1', [id])
  expect([await set(ready!.id, ['helper']), await stands(ready!)]).toEqual([{ ok: true }, [{ state: 'ready', resumes: null, kinds: ['helper'], capacity: 2 }]])
  expect([await set(ready!.id, ['helper', 'companion']), await stands(ready!)]).toEqual([{ ok: true }, [{ state: 'preparing', resumes: null, kinds: ['helper', 'companion'], capacity: 2 }]])
  expect(await titles(ready!.person)).toEqual(['Nå gjør vi deg klar'])
  expect([await set(active!.id, ['helper', 'companion']), await stands(active!)]).toEqual([{ ok: false, reason: 'not_complete' }, [{ state: 'active', resumes: null, kinds: ['helper'], capacity: 1 }]])
  expect([await set(paused!.id, ['companion']), await stands(paused!)]).toEqual([{ ok: true }, [{ state: 'paused', resumes: 'preparing', kinds: ['companion'], capacity: 2 }]])
  expect(await titles(paused!.person)).toEqual([])
})

test('coming and going without end is not told each time, and never refused; kinds that are not welcome are', async () => {
  const own = await makeOrganisation(database)
  const boss = await makeMember(database, own, 'coordinator')
  await welcomeKinds(database, { organisation: own, kinds: ['companion'] })
  const ada = await newcomer('Ada Pause')
  await apply(ada, {}, now, own)
  expect(await apply(ada, { 'kinds.peer': 'on' }, now, own)).toEqual({ ok: false, reason: 'not_welcome' })
  const about = { organisationId: own.id, personId: ada.id, now }
  for (let turn = 0; turn < 8; turn++) {
    expect(await lean(person(ada.id), (sql) => pauseVolunteering(sql, about))).toBe(true)
    expect(await lean(person(ada.id), (sql) => resumeVolunteering(sql, about))).toBe(true)
  }
  expect((await titles(boss)).length).toBeLessThanOrEqual(10)
})

test('a stranger’s words are kept or said not to be, and one network does not take everybody’s place', async () => {
  const keep = (secret: string, network: string, values = { name: 'Ada' }) => keepDraft({ secret, organisationId: house.id, values, network, now })
  await database.owner(`INSERT INTO volunteer_drafts (secret_hash, organisation_id, sealed, expires_at, network) SELECT 'h' || n, $1, 'x', $2, $3 FROM generate_series(1, 199) n`, [house.id, later(1), keyedHash('network', '10.1.1')])
  expect([await keep('mine', '10.1.1.7'), await keep('one too many', '10.1.1.8'), await keep('elsewhere', '10.2.2.7')]).toEqual([true, false, true])
  expect(await keep('mine', '10.1.1.7', { name: 'Ada Moe' })).toBe(true)
  expect(await draftOf('mine', house.id, now)).toEqual({ name: 'Ada Moe' })
})

describe('by the clock', () => {
  test('nobody is reminded at night', async () => {
    const own = await makeOrganisation(database)
    const boss = await makeMember(database, own, 'coordinator')
    await makeVolunteer(database, { organisation: own, state: 'applied', since: now })
    const at = (hour: number) => volunteeringChore.work(new Date(Date.UTC(2027, 2, 5, hour)))
    await at(2)
    expect(await titles(boss)).toEqual([])
    await at(10)
    expect(await titles(boss)).toEqual(['Noen venter på dere'])
  })

  test('whoever holds things up hears of it, once each time, and in the end is asked about a pause', async () => {
    const own = await makeOrganisation(database)
    const boss = await makeMember(database, own, 'coordinator')
    await welcomeKinds(database, { organisation: own, kinds: ['companion'], references: 1 })
    const [ada, bo] = [await newcomer('Ada Venter'), await newcomer('Bo Venter')]
    for (const who of [ada, bo]) await apply(who, {}, now, own)
    const reminders = async () => (await titles(boss)).filter((title) => title === 'Noen venter på dere').length
    await volunteeringChore.work(later(2))
    expect(await reminders()).toBe(0)
    await Promise.all([volunteeringChore.work(later(3)), volunteeringChore.work(later(3))])
    await volunteeringChore.work(later(4))
    expect(await reminders()).toBe(1)
    const [{ id }] = await database.owner<{ id: string }>('SELECT id FROM volunteers WHERE person_id = $1', [ada.id]) as [{ id: string }]
    await lean(person(boss.id), (sql) => moveVolunteer(sql, { organisationId: own.id, volunteerId: id, personId: boss.id, step: 'preparing', message: '', language: 'nb', now: later(4) }))
    await volunteeringChore.work(later(8))
    expect(await titles(ada)).not.toContain('Det står noe igjen før du er klar')
    await volunteeringChore.work(later(9))
    expect(await titles(ada)).toContain('Det står noe igjen før du er klar')
    // Slept for a month: asked once about a pause, not three times about the rest.
    const before = (await titles(ada)).length
    await volunteeringChore.work(later(40))
    await volunteeringChore.work(later(60))
    expect((await titles(ada)).slice(before)).toEqual(['Vil du ta en pause?'])
    await lean(person(ada.id), (sql) => pauseVolunteering(sql, { organisationId: own.id, personId: ada.id, now: later(60) }))
    await volunteeringChore.work(later(100))
    expect((await titles(ada)).length).toBe(before + 1)
  })

  test('half a year after leaving, what was told is erased and the way stays', async () => {
    const ada = await newcomer('Ada Glemt')
    await apply(ada)
    await step(ada, 'talking', { message: 'Så fint.' })
    await times('2027-03-20', coordinator, 1)
    await lean(person(ada.id), async (sql) => bookConversation(sql, { organisationId: house.id, personId: ada.id, timeId: (await freeTimes(sql, { organisationId: house.id, personId: ada.id, now })).find((one) => +one.startsAt === Date.UTC(2027, 2, 20, 9))!.id, now }))
    await step(ada, 'thanked', { message: 'Takk.' })
    // Nobody who is thanked is asked to choose another time, nor the coordinator told that others may.
    for (const who of [ada, coordinator]) expect(JSON.stringify((await owed(who.email)).filter(({ facts }) => facts.title === 'Praten er avlyst').at(-1))).not.toMatch(/velge en ny tid|Tiden kan velges/)
    const { id } = (await story(ada))!
    const left = () => database.owner('SELECT sealed IS NULL AS gone, (SELECT count(*)::int FROM volunteer_steps s WHERE s.volunteer_id = v.id AND s.sealed IS NOT NULL) AS words, (SELECT count(*)::int FROM volunteer_steps s WHERE s.volunteer_id = v.id) AS steps FROM volunteers v WHERE id = $1', [id])
    await volunteeringChore.work(later(150))
    expect(await left()).toEqual([{ gone: false, words: 1, steps: 3 }])
    await volunteeringChore.work(later(190))
    expect(await left()).toEqual([{ gone: true, words: 0, steps: 3 }])
    expect(await database.owner('SELECT 1 FROM appointments WHERE created_by = $1', [ada.id])).toEqual([])
    expect(await database.asActor(person(coordinator.id), `SELECT 1 FROM people WHERE id = '${ada.id}'`)).toEqual([])
  })
})
