import { beforeAll, describe, expect, test } from 'vitest'
import { person, system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { makeCourse } from '#tests/support/school.ts'
import { trainingFor } from './queries.server.ts'

/** The second lock by itself: what the app's role may do with plain SQL, should the gate and the commands ever be passed. */
const database = useDatabase()
const as = (who: MadePerson, text: string, values: unknown[] = []) => database.asActor(person(who.id), text, values)
const refused = /row-level security|permission denied|sign|learner's|violates/

let house: MadeOrganisation, course: Awaited<ReturnType<typeof makeCourse>>
let learner: MadePerson, other: MadePerson, coordinator: MadePerson, organiser: MadePerson, administrator: MadePerson, participant: MadePerson, supervisor: MadePerson, foreign: MadePerson, stranger: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database)
  course = await makeCourse(database, { organisation: house })
  learner = (await makeVolunteer(database, { organisation: house, person: await makePerson(database, { name: 'Nina' }), state: 'preparing' })).person
  other = (await makeVolunteer(database, { organisation: house, state: 'preparing' })).person
  supervisor = await makeMember(database, house, 'volunteer')
  coordinator = await makeMember(database, house, 'coordinator')
  organiser = await makeMember(database, house, 'organiser')
  administrator = await makeMember(database, house, 'administrator')
  participant = await makeMember(database, house, 'participant')
  foreign = await makeMember(database, await makeOrganisation(database), ['coordinator', 'organiser', 'volunteer'])
  stranger = await makePerson(database)
  await database.owner(`INSERT INTO school_supervisors VALUES ($1, $2)`, [course.id, supervisor.id])
})
const begin = (who: MadePerson, module: string, columns = 'read_at', values = 'now()') =>
  as(who, `INSERT INTO school_progress (module_id, person_id, ${columns}) VALUES ($1, $2, ${values})`, [module, who.id])
const rows = async (who: MadePerson, table: string) => (await as(who, `SELECT 1 FROM ${table}`)).length

test('courses are for who gives time or works here; drafts for coordinators; nothing for participants, neighbours and strangers', async () => {
  const draft = await makeCourse(database, { organisation: house, published: false })
  for (const who of [learner, other, supervisor, organiser, administrator]) expect([await rows(who, 'school_courses'), await rows(who, 'school_modules')]).toEqual([1, 2])
  expect([await rows(coordinator, 'school_courses'), await rows(coordinator, 'school_modules')]).toEqual([2, 4])
  for (const who of [participant, foreign, stranger]) expect([await rows(who, 'school_courses'), await rows(who, 'school_modules')]).toEqual([0, 0])
  expect(await database.asActor('visitor', 'SELECT 1 FROM school_courses')).toEqual([])
  for (const who of [learner, supervisor, organiser, administrator, foreign]) {
    expect(await as(who, `UPDATE school_courses SET retired_at = now() RETURNING 1`)).toEqual([])
    expect(await as(who, `DELETE FROM school_modules RETURNING 1`)).toEqual([])
    await expect(as(who, `INSERT INTO school_modules (id, course_id, position, texts) VALUES (gen_random_uuid(), $1, 9, '{"nb": {}}')`, [course.id])).rejects.toThrow(refused)
  }
  await database.owner('DELETE FROM school_courses WHERE id = $1', [draft.id])
})

describe('progress and reflections', () => {
  beforeAll(async () => {
    await begin(learner, course.modules[0])
    await begin(learner, course.modules[1], 'read_at, answers, passed_at, asked_at', `now(), '[0]', now(), now()`)
    for (const module of course.modules) await as(learner, `INSERT INTO school_reflections VALUES ($1, $2, 'k1.x.x.x', false, now())`, [module, learner.id])
  })

  test('are the learner’s; coordinators see how far, a named supervisor who asks, nobody else anything', async () => {
    expect(await rows(learner, 'school_progress')).toBe(2)
    expect(await rows(coordinator, 'school_progress')).toBe(2)
    expect(await rows(supervisor, 'school_progress')).toBe(1)
    for (const who of [other, organiser, administrator, participant, foreign, stranger]) {
      for (const table of ['school_progress', 'school_reflections', 'school_completions', 'school_supervisors']) expect(await rows(who, table), table).toBe(0)
      expect(await as(who, 'SELECT name FROM learners_of($1)', [course.id])).toEqual([])
    }
    expect(await as(coordinator, 'SELECT name FROM learners_of($1)', [course.id])).toEqual([{ name: 'Nina' }])
  })

  test('what is written is read by others only while it is shared, and never by a neighbour', async () => {
    for (const who of [coordinator, supervisor]) expect(await rows(who, 'school_reflections')).toBe(0)
    await as(learner, 'UPDATE school_reflections SET shared = true WHERE module_id = $1', [course.modules[1]])
    for (const who of [coordinator, supervisor]) expect(await rows(who, 'school_reflections')).toBe(1)
    for (const who of [other, organiser, administrator, participant, foreign, stranger]) expect(await rows(who, 'school_reflections')).toBe(0)
    expect(await as(coordinator, 'UPDATE school_reflections SET shared = true RETURNING 1')).toEqual([])
    await as(learner, 'UPDATE school_reflections SET shared = false')
    for (const who of [coordinator, supervisor]) expect(await rows(who, 'school_reflections')).toBe(0)
  })

  test('nobody signs for themselves, says what another has done, or writes down that it is done', async () => {
    await expect(as(learner, 'UPDATE school_progress SET signed_at = now(), signed_by = person_id')).rejects.toThrow(refused)
    await expect(as(learner, 'UPDATE school_progress SET done_at = now()')).rejects.toThrow(/permission denied/)
    await expect(as(learner, 'INSERT INTO school_completions VALUES ($1, $2, now())', [course.id, learner.id])).rejects.toThrow(/permission denied/)
    await expect(begin(foreign, course.modules[0])).rejects.toThrow(refused)
    await expect(begin(participant, course.modules[0])).rejects.toThrow(refused)
    await expect(as(coordinator, `INSERT INTO school_progress (module_id, person_id, read_at) VALUES ($1, $2, now())`, [course.modules[0], other.id])).rejects.toThrow(refused)
    await expect(as(coordinator, `UPDATE school_progress SET passed_at = now() - interval '1 day', signed_by = $1 WHERE asked_at IS NOT NULL`, [coordinator.id])).rejects.toThrow(refused)
    await expect(as(supervisor, 'UPDATE school_progress SET signed_at = now(), signed_by = $1 WHERE asked_at IS NOT NULL', [coordinator.id])).rejects.toThrow(refused)
    for (const who of [other, organiser, foreign]) expect(await as(who, 'UPDATE school_progress SET signed_at = now(), signed_by = $1 RETURNING 1', [who.id])).toEqual([])
  })

  test('signed off, the course is done by itself, and stays done whatever is changed afterwards', async () => {
    const asked = { organisationId: house.id, personId: learner.id, kinds: ['companion' as const], language: 'sv' as const }
    expect(await lean(person(learner.id), (sql) => trainingFor(sql, asked))).toEqual([{ courseId: course.id, title: 'Skolen', done: false, modules: 2, modulesDone: 1 }])
    await as(supervisor, 'UPDATE school_progress SET signed_at = now(), signed_by = $1 WHERE asked_at IS NOT NULL', [supervisor.id])
    expect(await as(learner, 'SELECT signer_of($1, $2) = $3 AS by', [course.modules[1], learner.id, supervisor.name])).toEqual([{ by: true }])
    for (const actor of [person(learner.id), person(coordinator.id), system('companions')]) {
      expect(await lean(actor, (sql) => trainingFor(sql, asked))).toEqual([{ courseId: course.id, title: 'Skolen', done: true, modules: 2, modulesDone: 2 }])
    }
    for (const who of [foreign, stranger, participant]) expect(await lean(person(who.id), (sql) => trainingFor(sql, asked))).toEqual([])
    expect(await lean(person(other.id), (sql) => trainingFor(sql, asked))).toMatchObject([{ done: false, modulesDone: 0 }])
    expect(await lean(person(learner.id), (sql) => trainingFor(sql, { ...asked, kinds: ['helper'] }))).toEqual([])

    await database.owner(`INSERT INTO school_modules (id, course_id, position, texts, published_at) VALUES (gen_random_uuid(), $1, 3, '{"nb": {"title": "Ny"}}', now())`, [course.id])
    await as(coordinator, `UPDATE school_modules SET quiz = '{"nb": [{"right": 1}], "sv": [{"right": 0}, {"right": 2}]}', practice = true WHERE id = $1`, [course.modules[0]])
    await as(learner, 'UPDATE school_progress SET read_at = NULL, passed_at = NULL')
    expect(await lean(person(learner.id), (sql) => trainingFor(sql, asked))).toMatchObject([{ done: true, modules: 3, modulesDone: 2 }])
    for (const gone of [`DELETE FROM school_modules WHERE id = '${course.modules[0]}' RETURNING 1`, `DELETE FROM school_courses RETURNING 1`]) expect(await as(coordinator, gone)).toEqual([])
  })

  test('putting away the one module that was left makes the rest a whole course', async () => {
    await begin(other, course.modules[0])
    // Passed is what was answered right, in any of the languages, not what somebody writes down.
    for (const answers of [null, '[]', '[0]', '[1, 2]', '[null]']) {
      expect(await as(other, `UPDATE school_progress SET answers = $2, passed_at = now() WHERE module_id = $1 RETURNING passed_at`, [course.modules[0], answers])).toEqual([{ passed_at: null }])
    }
    await as(other, `UPDATE school_progress SET answers = '[0, 2]', passed_at = now() WHERE module_id = $1`, [course.modules[0]])
    await as(other, 'UPDATE school_progress SET asked_at = now()')
    await as(coordinator, 'UPDATE school_progress SET signed_at = now(), signed_by = $1 WHERE person_id = $2', [coordinator.id, other.id])
    expect(await rows(other, 'school_completions')).toBe(0)
    await as(coordinator, 'UPDATE school_modules SET retired_at = now() WHERE id <> $1', [course.modules[0]])
    expect(await rows(other, 'school_completions')).toBe(1)
  })

  test('whoever has left keeps what they have done, and begins nothing', async () => {
    await database.owner(`UPDATE volunteers SET state = 'left' WHERE person_id = $1`, [other.id])
    expect([await rows(other, 'school_courses'), await rows(other, 'school_modules'), await rows(other, 'school_completions')]).toEqual([1, 1, 1])
    expect(await as(other, `UPDATE school_progress SET asked_at = now() RETURNING 1`)).toEqual([])
  })

  test('what was shared is read as long as the writer can take it back, and whoever has left can', async () => {
    const own = await makeCourse(database, { organisation: house })
    const writer = await makeVolunteer(database, { organisation: house, state: 'preparing' })
    const seen = async () => (await as(coordinator, 'SELECT 1 FROM school_reflections WHERE person_id = $1', [writer.person.id])).length
    await as(writer.person, `INSERT INTO school_reflections VALUES ($1, $2, 'k1.x.x.x', true, now())`, [own.modules[0], writer.person.id])
    expect(await seen()).toBe(1)
    const retire = (gone: boolean) => database.owner(`UPDATE school_modules SET retired_at = CASE WHEN $2 THEN now() END WHERE id = $1`, [own.modules[0], gone])
    await retire(true)
    expect(await seen()).toBe(0)
    await retire(false)
    await database.owner(`UPDATE volunteers SET state = 'left' WHERE id = $1`, [writer.id])
    expect(await seen()).toBe(0)
    await expect(as(writer.person, 'UPDATE school_reflections SET shared = true')).rejects.toThrow(refused)
    expect(await as(writer.person, 'UPDATE school_reflections SET shared = false RETURNING shared')).toEqual([{ shared: false }])
    await database.owner(`UPDATE volunteers SET state = 'preparing' WHERE id = $1`, [writer.id])
    expect(await seen()).toBe(0)
  })
})
