import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeActivity, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { makeCourse, oneQuestion } from '#tests/support/school.ts'
import { learn, signOff } from './learning/commands.server.ts'
import { myCourse, myModule } from './learning/queries.server.ts'
import { beginWithSix, editModule, setMeetings, stepCourse, stepModule } from './teaching/commands.server.ts'
import { courseAtWork, learnerAtWork, learnersAtWork, practiceToSign } from './teaching/queries.server.ts'
import type { ModuleWritten } from './teaching/schema.ts'

const database = useDatabase()
const now = new Date('2036-03-01T12:00:00Z')
const as = <T>(who: MadePerson, work: (sql: Sql) => Promise<T>) => lean(person(who.id), work)
let house: MadeOrganisation, coordinator: MadePerson, supervisor: MadePerson, learner: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database)
  coordinator = await makeMember(database, house, 'coordinator', { name: 'Kari Moe' })
  supervisor = await makeMember(database, house, 'volunteer', { name: 'Per Lie' })
  learner = (await makeVolunteer(database, { organisation: house, person: await makePerson(database, { name: 'Nina Berg', language: 'sv' }), state: 'preparing' })).person
})
const by = () => ({ organisationId: house.id, personId: coordinator.id, now })
const owed = (to: MadePerson) => database.owner('SELECT facts FROM mails WHERE address = $1 ORDER BY number', [to.email])
const sent = (intent: 'read' | 'quiz' | 'reflect' | 'practice', more: { reflection?: string; shared?: boolean } = {}) => ({ intent, shared: false, ...more })

test('the six modules come once, however often it is pressed, as a draft that is the organisation’s own', async () => {
  const [one, two] = await Promise.all([1, 2].map(() => as(coordinator, (sql) => beginWithSix(sql, by(), 'nb'))))
  expect(one).toEqual(two)
  const course = (await as(coordinator, (sql) => courseAtWork(sql, house.id, one!.id, 'sv')))!
  expect(course).toMatchObject({ publishedAt: null, kinds: ['companion', 'peer'] })
  expect(course.modules.map(({ title, quiz, practice }) => [title, quiz, practice])).toHaveLength(6)
  expect(course.modules[1]).toMatchObject({ title: 'Återhämtning och återfall', quiz: true, languages: ['nb', 'sv', 'en'] })

  const last = course.modules[5]!
  expect(await as(coordinator, (sql) => stepModule(sql, by(), course.id, last.id, 'up'))).toBe(true)
  expect(await as(coordinator, (sql) => stepModule(sql, by(), course.id, course.modules[0]!.id, 'up'))).toBe(false)
  const after = (await as(coordinator, (sql) => courseAtWork(sql, house.id, course.id, 'nb')))!
  expect(after.modules.map((module) => module.id).indexOf(last.id)).toBe(4)
  expect(await as(coordinator, (sql) => stepCourse(sql, by(), course.id, 'discard'))).toBe(true)
  expect(await database.owner('SELECT 1 FROM school_modules WHERE course_id = $1', [course.id])).toEqual([])
})

test('two in one form: the second is told, and nothing of the first is lost', async () => {
  const course = await makeCourse(database, { organisation: house })
  const written: ModuleWritten = { lang: 'sv', version: 1, practised: false, words: { title: 'Att läsa', body: 'Ord', link: '', linkText: '', exercise: '', reflection: '', practice: '' }, questions: oneQuestion }
  const save = (version: number) => as(coordinator, (sql) => editModule(sql, by(), course.id, { id: course.modules[0], written: { ...written, version } }))
  expect([await save(1), await save(1), await save(2)]).toEqual([true, false, true])
  expect(await database.owner(`SELECT texts->'nb'->>'title' AS nb, texts->'sv'->>'title' AS sv, quiz ? 'sv' AS quiz FROM school_modules WHERE id = $1`, [course.modules[0]])).toEqual([{ nb: 'Å lese', sv: 'Att läsa', quiz: true }])
})

test('a learner reads, thinks, fails, passes, practises; what is written is sealed; a second press changes nothing', async () => {
  const course = await makeCourse(database, { organisation: house })
  await database.owner('INSERT INTO school_supervisors VALUES ($1, $2)', [course.id, supervisor.id])
  const at = (module: string) => ({ courseId: course.id, moduleId: module, organisationId: house.id, personId: learner.id, now })
  const [reading, practising] = course.modules
  const nothing = { questions: [], answers: [] }
  expect(await as(learner, (sql) => learn(sql, at(reading), { sent: sent('read', { reflection: 'Det er min egen historie', shared: false }), ...nothing }))).toEqual({ done: true, completed: false })
  expect(JSON.stringify(await database.owner('SELECT * FROM school_reflections'))).not.toContain('historie')

  const quiz = (answer: number | null, intent: 'quiz' | 'practice' | 'reflect' = 'quiz') => as(learner, (sql) => learn(sql, at(practising), { sent: sent(intent), questions: oneQuestion, answers: [answer] }))
  expect(await quiz(1, 'reflect')).toEqual({ done: false, completed: false })
  expect(await quiz(1)).toEqual({ done: false, completed: false })
  const page = () => as(learner, (sql) => myModule(sql, { courseId: course.id, moduleId: practising, personId: learner.id, language: 'nb', now }))
  expect(await page()).toMatchObject({ answers: [1], passedAt: null })
  expect(await quiz(0)).toEqual({ done: false, completed: false })
  expect(await page()).toMatchObject({ answers: [0], passedAt: now, doneAt: null })

  for (let press = 0; press < 2; press++) await as(learner, (sql) => learn(sql, at(practising), { sent: sent('practice', { reflection: 'Jeg ble nervøs', shared: true }), ...nothing }))
  expect((await owed(supervisor)).map(({ facts }) => facts.subject)).toEqual(['En melding til deg i Samkraft'])
  expect(await owed(coordinator)).toEqual([])
  const waiting = await as(supervisor, (sql) => practiceToSign(sql, supervisor.id, 'nb'))
  expect(waiting).toMatchObject([{ name: 'Nina Berg', moduleId: practising, reflection: 'Jeg ble nervøs' }])

  const signing = (who: MadePerson) => as(who, (sql) => signOff(sql, { courseId: course.id, moduleId: practising, learnerId: learner.id, by: who.id, now }))
  expect(await signing(learner)).toEqual({ ok: false })
  expect([await signing(supervisor), await signing(coordinator)]).toEqual([{ ok: true }, { ok: true }])
  const [told, ...more] = await owed(learner)
  expect(more).toEqual([])
  expect(told!.facts).toMatchObject({ subject: 'Ett meddelande till dig i Samkraft' })
  expect(told!.facts.paragraphs).toHaveLength(2) // and that the certificate is ready
  expect(await as(learner, (sql) => myCourse(sql, course.id, learner.id, 'nb'))).toMatchObject({ completedAt: now, open: true })
  expect(await as(coordinator, (sql) => learnersAtWork(sql, course.id))).toMatchObject([{ name: 'Nina Berg', done: 2, waiting: 0, completedAt: now }])
  const seen = (await as(coordinator, (sql) => learnerAtWork(sql, { id: course.id, organisationId: house.id }, learner.id, 'nb')))!
  expect(seen.steps.map(({ reflection, signer }) => [reflection, signer])).toEqual([[null, null], ['Jeg ble nervøs', 'Per Lie']])
  expect(await as(supervisor, (sql) => practiceToSign(sql, supervisor.id, 'nb'))).toEqual([])
})

test('without a named supervisor the coordinators hear of it; nobody signs for themselves, not even one of them', async () => {
  const course = await makeCourse(database, { organisation: house })
  await as(coordinator, (sql) => learn(sql, { courseId: course.id, moduleId: course.modules[1], organisationId: house.id, personId: coordinator.id, now }, { sent: sent('practice'), questions: [], answers: [] }))
  expect(await as(coordinator, (sql) => signOff(sql, { courseId: course.id, moduleId: course.modules[1], learnerId: coordinator.id, by: coordinator.id, now }))).toEqual({ ok: false })
  const other = await makeMember(database, house, 'coordinator')
  await as(learner, (sql) => learn(sql, { courseId: course.id, moduleId: course.modules[1], organisationId: house.id, personId: learner.id, now }, { sent: sent('practice'), questions: [], answers: [] }))
  expect((await owed(other)).map(({ facts }) => facts.title)).toEqual(['Nina Berg har øvd'])
})

test('a supervisor who has left hears nothing of who learns, and the coordinators do', async () => {
  const organisation = await makeOrganisation(database)
  const course = await makeCourse(database, { organisation })
  const reader = await makeMember(database, organisation, 'coordinator')
  const gone = await makeVolunteer(database, { organisation, state: 'left' })
  await database.owner('INSERT INTO school_supervisors VALUES ($1, $2)', [course.id, gone.person.id])
  const practise = async () => {
    const { person: who } = await makeVolunteer(database, { organisation, state: 'preparing' })
    await as(who, (sql) => learn(sql, { courseId: course.id, moduleId: course.modules[1], organisationId: organisation.id, personId: who.id, now }, { sent: sent('practice'), questions: [], answers: [] }))
    return [(await owed(gone.person)).length, (await owed(reader)).length]
  }
  expect(await practise()).toEqual([0, 1])
  await database.owner(`UPDATE volunteers SET state = 'active' WHERE id = $1`, [gone.id])
  expect(await practise()).toEqual([1, 1])
})

test('meetings are the organisation’s own published activities, and no neighbour’s', async () => {
  const course = await makeCourse(database, { organisation: house })
  const startsAt = new Date('2036-03-10T17:00:00Z')
  const [ours, draft, theirs] = [await makeActivity(database, { organisation: house, startsAt }), await makeActivity(database, { organisation: house, startsAt, published: false }), await makeActivity(database, { startsAt })]
  await as(coordinator, (sql) => setMeetings(sql, by(), course.modules[0], [ours.id, draft.id, theirs.id, randomUUID()]))
  const page = await as(learner, (sql) => myModule(sql, { courseId: course.id, moduleId: course.modules[0], personId: learner.id, language: 'nb', now }))
  expect(page!.meetings.map((one) => one.id)).toEqual([ours.id])
})
