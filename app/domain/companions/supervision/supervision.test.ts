import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { myAppointments } from '#app/domain/appointments/queries.server.ts'
import { person } from '#app/platform/actor.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { makePairing, makeRequest, makeVolunteer, type MadeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { callOffSupervision, moveSupervision, planSupervision, recordSupervision } from './commands.server.ts'
import { mySupervisions, supervised, supervisionsAtWork } from './queries.server.ts'
import { invitingRefused, readStart } from './rules.ts'

const database = useDatabase()
const now = new Date('2027-03-01T12:00:00Z')
const later = new Date('2027-03-03T12:00:00Z')
const at = { startsAt: new Date('2027-03-02T17:00:00Z'), endsAt: new Date('2027-03-02T18:30:00Z'), zone: 'Europe/Oslo', place: 'Stua' }
const as = <T>(who: MadePerson, work: (sql: Sql) => Promise<T>) => lean(person(who.id), work)
const owed = (to: MadePerson) => database.owner('SELECT facts FROM mails WHERE address = $1 ORDER BY number', [to.email])

let house: MadeOrganisation, coordinator: MadePerson, ada: MadeVolunteer, bo: MadeVolunteer, preparing: MadeVolunteer, foreign: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database)
  coordinator = await makeMember(database, house, 'coordinator', { name: 'Kari Moe' })
  foreign = await makeMember(database, await makeOrganisation(database), ['coordinator', 'organiser'])
  const since = new Date('2027-01-01T12:00:00Z')
  ada = await makeVolunteer(database, { organisation: house, person: await makePerson(database, { name: 'Ada Lie' }), since })
  bo = await makeVolunteer(database, { organisation: house, person: await makePerson(database, { name: 'Bo Ness' }), since: now })
  preparing = await makeVolunteer(database, { organisation: house, state: 'preparing' })
})
const by = (when = now) => ({ organisation: { ...house, slug: house.slug, name: house.name }, personId: coordinator.id, now: when })
const plan = (given: Partial<Parameters<typeof planSupervision>[2]> = {}) => {
  const id = given.id ?? randomUUID()
  return as(coordinator, (sql) => planSupervision(sql, by(), { id, form: 'group', places: 5, invited: [ada.person.id, bo.person.id], ...at, ...given })).then((result) => ({ id, ...result }))
}

test('as many as there are places, one in a talk, nobody is nobody', () => {
  expect(invitingRefused({ form: 'group', places: 2, invited: 3 })).toBe('too_many')
  expect(invitingRefused({ form: 'group', places: 2, invited: 2 })).toBeNull()
  expect(invitingRefused({ form: 'talk', places: 9, invited: 2 })).toBe('one_only')
  expect(invitingRefused({ form: 'talk', places: 1, invited: 0 })).toBe('nobody')
})

test('a start and a length make an end, over midnight too; what is wrong stands at the start', () => {
  expect(readStart({ startDate: '02.03.2027', startTime: '23.30', length: 60 }, 'Europe/Oslo', now)).toMatchObject({ ok: true, when: { endsAt: new Date('2027-03-02T23:30:00Z') } })
  expect(readStart({ startDate: '', startTime: 'snart', length: 60 }, 'Europe/Oslo', now)).toMatchObject({ ok: false, errors: { startDate: ['day_missing'], startTime: ['time_unreadable'] } })
  expect(readStart({ startDate: '01.02.2027', startTime: '18', length: 60 }, 'Europe/Oslo', now)).toMatchObject({ ok: false, errors: { startDate: ['start_past'] } })
})

test('planned once, in everybody’s calendar under a discreet name; moved, held, written down', async () => {
  const { id } = await plan()
  await plan({ id })
  const [invited, ...more] = await owed(ada.person)
  expect(more).toEqual([])
  expect(invited!.facts).toMatchObject({ subject: 'Avtale tirsdag 2. mars', calendar: { method: 'REQUEST', event: { location: 'Stua' } } })
  expect(invited!.facts.calendar.event.title).not.toMatch(/veiledning/i)
  expect(await as(ada.person, (sql) => myAppointments(sql, ada.person.id, { since: now }))).toMatchObject([{ id, kind: 'supervision' }])
  expect(await owed(coordinator)).toHaveLength(1)

  expect(await as(coordinator, (sql) => moveSupervision(sql, by(), { id, ...at, place: 'Kaféen' }))).toBe(true)
  expect((await owed(ada.person)).at(-1)!.facts.calendar).toMatchObject({ method: 'REQUEST', event: { sequence: 1, location: 'Kaféen' } })
  const record = (when: Date, note: string, came = [ada.person.id, preparing.person.id]) => as(coordinator, (sql) => recordSupervision(sql, by(when), { id, came, minutes: 80, note }))
  expect(await record(now, '')).toBe(false) // not before it has begun
  expect(await record(later, 'Om grenser')).toBe(true)
  expect(await as(coordinator, (sql) => supervisionsAtWork(sql, house.id, later))).toMatchObject([{ id, minutes: 80, note: 'Om grenser', holder: 'Kari Moe', invited: [{ name: 'Ada Lie', came: true }, { name: 'Bo Ness', came: false }] }])
  expect(JSON.stringify(await database.owner('SELECT * FROM supervision_notes'))).not.toContain('grenser')
  expect(await as(coordinator, (sql) => callOffSupervision(sql, by(later), id))).toBe(false) // what was held was held
  // A group's note is the coordinators'; whoever came sees that they did.
  expect(await as(ada.person, (sql) => mySupervisions(sql, ada.person.id, later))).toMatchObject([{ came: true, minutes: 80, note: '' }])
  expect(await as(bo.person, (sql) => mySupervisions(sql, bo.person.id, later))).toMatchObject([{ came: false }])

  const eightWeeks = await as(coordinator, (sql) => supervised(sql, house.id, later))
  expect(eightWeeks.map(({ name, lastAt }) => [name, lastAt])).toEqual([['Bo Ness', null], ['Ada Lie', at.startsAt]])
})

test('the note of a talk is for both, and whom it is about is told', async () => {
  const { id } = await plan({ form: 'talk', invited: [bo.person.id] })
  const before = (await owed(bo.person)).length
  await as(coordinator, (sql) => recordSupervision(sql, by(later), { id, came: [bo.person.id], minutes: 45, note: 'Vi snakket om pauser' }))
  await as(coordinator, (sql) => recordSupervision(sql, by(later), { id, came: [bo.person.id], minutes: 45, note: 'Vi snakket om pauser' }))
  expect((await owed(bo.person)).slice(before).map(({ facts }) => facts.subject)).toEqual(['Et notat fra samtalen vår'])
  expect((await as(bo.person, (sql) => mySupervisions(sql, bo.person.id, later))).find((one) => one.id === id)).toMatchObject({ note: 'Vi snakket om pauser', came: true })
})

test('a coordinator who was invited neither writes down nor changes their own talk; the other one does', async () => {
  const invited = await makeMember(database, house, 'coordinator')
  await makeVolunteer(database, { organisation: house, person: invited })
  const { id } = await plan({ form: 'talk', invited: [invited.id] })
  const record = (who: MadePerson, note: string) => as(who, (sql) => recordSupervision(sql, { ...by(later), personId: who.id }, { id, came: [invited.id], minutes: 45, note }))
  expect([await record(invited, 'Alt er fint'), await record(coordinator, 'Vi ble enige om en pause'), await record(invited, '')]).toEqual([false, true, false])
  for (const change of [`DELETE FROM supervision_notes WHERE appointment_id = $1 RETURNING 1`, `UPDATE supervision_notes SET sealed = 'x' WHERE appointment_id = $1 RETURNING 1`,
    `UPDATE supervisions SET minutes = 9 WHERE appointment_id = $1 RETURNING 1`, `DELETE FROM supervision_attendance WHERE appointment_id = $1 RETURNING 1`]) expect(await database.asActor(person(invited.id), change, [id]), change).toEqual([])
  expect((await as(invited, (sql) => mySupervisions(sql, invited.id, later))).find((one) => one.id === id)).toMatchObject({ note: 'Vi ble enige om en pause' })
  expect(await database.asActor('system:mail', 'SELECT 1 FROM appointments')).toEqual([]) // the mailer needs none of it
})

test('only who is ready or under way, and no more than fit', async () => {
  expect(await plan({ invited: [preparing.person.id, coordinator.id, randomUUID()] })).toMatchObject({ ok: false, reason: 'nobody' })
  expect(await plan({ places: 1 })).toMatchObject({ ok: false, reason: 'too_many' })
  expect(await plan({ form: 'talk' })).toMatchObject({ ok: false, reason: 'one_only' })
})

test('called off: everybody is told once, and it leaves their calendar', async () => {
  const { id } = await plan({ invited: [ada.person.id] })
  const before = (await owed(ada.person)).length
  for (let press = 0; press < 2; press++) expect(await as(coordinator, (sql) => callOffSupervision(sql, by(), id))).toBe(true)
  expect((await owed(ada.person)).slice(before).map(({ facts }) => facts.calendar.method)).toEqual(['CANCEL'])
  expect((await as(ada.person, (sql) => mySupervisions(sql, ada.person.id, now))).map((one) => one.id)).not.toContain(id)
})

describe('by plain SQL', () => {
  test('no note, no attendance and no supervision for neighbours, organisers, participants and others who give time', async () => {
    const organiser = await makeMember(database, house, ['organiser', 'volunteer', 'administrator'])
    const other = (await makeVolunteer(database, { organisation: house })).person
    const request = await makeRequest(database, { organisation: house })
    await makePairing(database, { request, volunteer: ada })
    const seen = (who: MadePerson) => database.asActor(person(who.id), 'SELECT 1 FROM supervisions UNION ALL SELECT 1 FROM supervision_attendance UNION ALL SELECT 1 FROM supervision_notes')
    for (const who of [foreign, organiser, other, request.person, preparing.person]) {
      expect(await seen(who)).toEqual([])
      expect(await as(who, (sql) => supervisionsAtWork(sql, house.id, now))).toEqual([])
      expect(await as(who, (sql) => supervised(sql, house.id, now))).toEqual([])
    }
    expect(await database.asActor('visitor', 'SELECT 1 FROM supervision_notes')).toEqual([])
    expect((await seen(coordinator)).length).toBeGreaterThan(4)
    // Ada was in a group: its note is not hers; Bo's talk is Bo's.
    expect(await database.asActor(person(ada.person.id), 'SELECT 1 FROM supervision_notes')).toEqual([])
    expect(await database.asActor(person(bo.person.id), 'SELECT 1 FROM supervision_notes')).toHaveLength(1)
  })

  test('nobody but a coordinator writes, and only about who was invited', async () => {
    const [made] = await database.owner<{ id: string }>(`SELECT appointment_id AS id FROM supervisions WHERE form = 'talk' LIMIT 1`)
    for (const who of [foreign, bo.person, ada.person]) {
      await expect(database.asActor(person(who.id), 'INSERT INTO supervision_attendance VALUES ($1, $2)', [made!.id, ada.person.id])).rejects.toThrow(/row-level security/)
      expect(await database.asActor(person(who.id), `UPDATE supervision_notes SET sealed = 'x' RETURNING 1`)).toEqual([])
      expect(await database.asActor(person(who.id), `UPDATE supervisions SET minutes = 9, recorded_at = now() RETURNING 1`)).toEqual([])
    }
    await expect(database.asActor(person(coordinator.id), 'INSERT INTO supervision_attendance VALUES ($1, $2)', [made!.id, ada.person.id])).rejects.toThrow(/row-level security/)
  })
})
