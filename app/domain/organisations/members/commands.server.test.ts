import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#app/domain/identity/schema.ts'
import { person } from '#app/platform/actor.ts'
import { lean, transaction } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeMember, makeMembership, makeOrganisation, makePerson, type MadeOrganisation, type MadePerson } from '#tests/support/factories.ts'
import { endRole, grantRole } from './commands.server.ts'
import { filtered, peopleOf, todayIn } from './queries.server.ts'

const database = useDatabase()
let house: MadeOrganisation, other: MadeOrganisation
let admin: MadePerson, coordinator: MadePerson, organiser: MadePerson, volunteer: MadePerson, participant: MadePerson, stranger: MadePerson, foreign: MadePerson

beforeAll(async () => {
  house = await makeOrganisation(database)
  other = await makeOrganisation(database)
  admin = await makeMember(database, house, 'administrator', { name: 'Anne Admin' })
  coordinator = await makeMember(database, house, 'coordinator', { name: 'Kåre Koordinator' })
  organiser = await makeMember(database, house, 'organiser', { name: 'Oda Organisator' })
  volunteer = await makeMember(database, house, 'volunteer', { name: 'Frode Frivillig' })
  participant = await makeMember(database, house, 'participant', { name: 'Dina Deltaker' })
  stranger = await makePerson(database, { name: 'Frank Fremmed' })
  foreign = await makeMember(database, other, ['administrator', 'coordinator'], { name: 'Unni Utenfor' })
})

const handler = (who: MadePerson, ...roles: Role[]) => ({ organisationId: house.id, personId: who.id, roles })
const asAdmin = () => handler(admin, 'administrator')
const asCoordinator = () => handler(coordinator, 'coordinator')
const grant = (by: ReturnType<typeof handler>, to: MadePerson, role: Role, days: { from?: string; to?: string } = {}) =>
  lean(person(by.personId), (sql) => grantRole(sql, by, { personId: to.id, role, from: days.from ?? null, to: days.to ?? null, placeId: null }))
const end = (by: ReturnType<typeof handler>, membershipId: string, to: string | null = null) => lean(person(by.personId), (sql) => endRole(sql, by, { membershipId, to }))
const membershipOf = async (who: MadePerson, role: Role, organisation = house) =>
  (await database.owner(`SELECT id FROM memberships WHERE person_id = $1 AND role = $2 AND organisation_id = $3 ORDER BY created_at DESC LIMIT 1`, [who.id, role, organisation.id]))[0]!.id as string
const day = async (offset: number) => (await database.owner(`SELECT (current_date + $1::int)::text AS day`, [offset]))[0]!.day as string

describe('giving a role', () => {
  test('several at once, from a day and to a day, both in the journal', async () => {
    const ada = await makeMember(database, house, 'participant')
    expect(await grant(asAdmin(), ada, 'organiser')).toEqual({ ok: true })
    expect(await grant(asAdmin(), ada, 'volunteer', { from: await day(7), to: await day(30) })).toEqual({ ok: true })
    expect(await database.owner('SELECT role, valid_from = current_date AS today, valid_to IS NULL AS open, granted_by FROM memberships WHERE person_id = $1 ORDER BY role', [ada.id])).toEqual([
      { role: 'organiser', today: true, open: true, granted_by: admin.id }, { role: 'participant', today: false, open: true, granted_by: null }, { role: 'volunteer', today: false, open: false, granted_by: admin.id },
    ])
    expect(await database.owner(`SELECT event, actor, facts->>'role' AS role FROM history WHERE subject_id = $1 ORDER BY id`, [ada.id])).toEqual([
      { event: 'role.granted', actor: `person:${admin.id}`, role: 'organiser' }, { event: 'role.granted', actor: `person:${admin.id}`, role: 'volunteer' },
    ])
  })
  test('coordinators give what is theirs to give, and no more', async () => {
    const ben = await makeMember(database, house, 'participant')
    expect(await grant(asCoordinator(), ben, 'volunteer')).toEqual({ ok: true })
    for (const role of ['organiser', 'coordinator', 'administrator'] as const) expect(await grant(asCoordinator(), ben, role)).toMatchObject({ ok: false, reason: 'not_yours' })
    // The second lock: with the first one lying, the database refuses.
    await expect(grant(handler(coordinator, 'administrator'), ben, 'administrator')).rejects.toThrow(/row-level security/)
  })
  test('people the organisation does not know are invited instead; days must make sense; no role twice', async () => {
    expect(await grant(asAdmin(), stranger, 'volunteer')).toEqual({ ok: false, reason: 'not_found' })
    expect(await grant(asAdmin(), foreign, 'volunteer')).toEqual({ ok: false, reason: 'not_found' })
    expect(await grant(asAdmin(), organiser, 'volunteer', { from: await day(-1) })).toMatchObject({ reason: 'from_past', field: 'from' })
    expect(await grant(asAdmin(), organiser, 'volunteer', { from: await day(5), to: await day(4) })).toMatchObject({ reason: 'to_before_from', field: 'to' })
    expect(await grant(asAdmin(), organiser, 'organiser')).toMatchObject({ reason: 'already' })
  })
})

describe('ending a role', () => {
  test('takes access away in the same moment', async () => {
    const eva = await makeMember(database, house, 'organiser')
    const draft = await makeActivity(database, { organisation: house, published: false })
    const sees = () => database.asActor(person(eva.id), 'SELECT id FROM activities WHERE id = $1', [draft.id])
    expect(await sees()).toHaveLength(1)
    expect(await end(asAdmin(), await membershipOf(eva, 'organiser'))).toEqual({ ok: true })
    expect(await sees()).toHaveLength(0)
  })
  test('also when it was given the same day', async () => {
    const finn = await makeMember(database, house, 'participant')
    await grant(asAdmin(), finn, 'organiser')
    expect(await end(asAdmin(), await membershipOf(finn, 'organiser'))).toEqual({ ok: true })
    expect((await database.asActor(person(finn.id), `SELECT works_for($1, 'organiser') AS works`, [house.id]))[0]!.works).toBe(false)
  })
  test('on a day to come: until then nothing changes', async () => {
    const gro = await makeMember(database, house, 'volunteer')
    const id = await membershipOf(gro, 'volunteer')
    expect(await end(asCoordinator(), id, await day(-1))).toMatchObject({ reason: 'to_past' })
    expect(await end(asCoordinator(), id, await day(3))).toEqual({ ok: true })
    expect((await database.asActor(person(gro.id), `SELECT works_for($1, 'volunteer') AS works`, [house.id]))[0]!.works).toBe(true)
    expect(await end(asCoordinator(), id)).toEqual({ ok: true })
    expect(await end(asCoordinator(), id)).toEqual({ ok: false, reason: 'not_found' })
  })
  test('coordinators end only what they may give; nobody ends another organisation\'s', async () => {
    expect(await end(asCoordinator(), await membershipOf(organiser, 'organiser'))).toEqual({ ok: false, reason: 'not_yours' })
    expect(await end(asAdmin(), await membershipOf(foreign, 'administrator', other))).toEqual({ ok: false, reason: 'not_found' })
  })
  test('the last administrator stays, whoever asks', async () => {
    expect(await end(asAdmin(), await membershipOf(admin, 'administrator'))).toEqual({ ok: false, reason: 'last_administrator' })
    expect(await end(asAdmin(), await membershipOf(admin, 'administrator'), await day(30))).toEqual({ ok: false, reason: 'last_administrator' })
    const hans = await makeMember(database, house, 'administrator')
    expect(await end(asAdmin(), await membershipOf(hans, 'administrator'))).toEqual({ ok: true })
  })
  test('two administrators ending each other at once: one stays', async () => {
    const pair = await makeOrganisation(database)
    const [ida, jan] = [await makeMember(database, pair, 'administrator'), await makeMember(database, pair, 'administrator')]
    const by = (who: MadePerson) => ({ organisationId: pair.id, personId: who.id, roles: ['administrator'] as Role[] })
    const ids = [await membershipOf(ida, 'administrator', pair), await membershipOf(jan, 'administrator', pair)]
    const late: Promise<unknown>[] = []
    const first = await lean(person(ida.id), async (sql) => {
      const done = await endRole(sql, by(ida), { membershipId: ids[1]!, to: null })
      // Begins while the first has written and not committed.
      late.push(lean(person(jan.id), (sql) => endRole(sql, by(jan), { membershipId: ids[0]!, to: null })))
      const until = Date.now() + 5_000
      while ((await database.owner(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length === 0) {
        if (Date.now() > until) throw new Error('nobody waits')
      }
      return done
    })
    expect(first).toEqual({ ok: true })
    expect(await late[0]).toMatchObject({ ok: false })
    expect(await database.owner(`SELECT id FROM memberships WHERE organisation_id = $1 AND role = 'administrator' AND valid_to IS NULL`, [pair.id])).toHaveLength(1)
  })
})

test('the list: who is here, by role, and who was', async () => {
  const kari = await makeMember(database, house, ['volunteer', 'organiser'], { name: 'Kari Flere' })
  const leif = await makePerson(database, { name: 'Leif Ferdig' })
  await makeMembership(database, { organisation: house, person: leif, role: 'participant', from: '2025-01-01', to: '2025-06-01' })
  const { people, today } = await transaction(person(coordinator.id), async (_, sql) => ({ people: await peopleOf(sql, house.id), today: await todayIn(sql) }))
  const names = (filter: Parameters<typeof filtered>[1]) => filtered(people, filter, today).map((one) => one.name)
  expect(people.find((one) => one.id === kari.id)!.roles.map((role) => role.role)).toEqual(['organiser', 'volunteer'])
  expect(names('organiser')).toContain('Kari Flere')
  expect(names('coordinator')).toEqual(['Kåre Koordinator'])
  expect(names('before')).toContain('Leif Ferdig')
  expect(names('before')).not.toContain('Kari Flere')
  expect(names(null)).not.toContain('Leif Ferdig')
  expect(people.map((one) => one.name)).not.toContain('Unni Utenfor')
})

describe('the second lock', () => {
  const count = async (who: MadePerson | 'visitor', organisation = house) =>
    (await database.asActor(who === 'visitor' ? who : person(who.id), 'SELECT DISTINCT role FROM memberships WHERE organisation_id = $1 ORDER BY role', [organisation.id])).map((row) => row.role)
  test('who sees memberships', async () => {
    expect(await count('visitor')).toEqual([])
    expect(await count(stranger)).toEqual([])
    expect(await count(foreign)).toEqual([])
    expect(await count(participant)).toEqual(['participant'])
    expect(await count(volunteer)).toEqual(['volunteer'])
    // Organisers see colleagues (to choose hosts), never who is a participant.
    expect(await count(organiser)).not.toContain('participant')
    expect(await count(coordinator)).toContain('participant')
  })
  test('nobody gives themself a role, changes whose it is, or deletes one', async () => {
    for (const who of [participant, volunteer, organiser, coordinator, foreign]) {
      await expect(database.asActor(person(who.id), `INSERT INTO memberships (organisation_id, person_id, role) VALUES ($1, $2, 'administrator')`, [house.id, who.id])).rejects.toThrow(/row-level security/)
    }
    // Refused or without effect: what counts is that nothing has changed.
    const tries = (who: MadePerson, statement: string, of: string) => database.asActor(person(who.id), statement, [of]).catch(() => [])
    await tries(participant, `UPDATE memberships SET role = 'administrator' WHERE person_id = $1`, participant.id)
    await tries(participant, `UPDATE memberships SET valid_to = NULL, valid_from = current_date - 99 WHERE person_id = $1`, volunteer.id)
    await tries(coordinator, `UPDATE memberships SET role = 'administrator' WHERE person_id = $1`, volunteer.id)
    await tries(coordinator, `UPDATE memberships SET valid_to = current_date WHERE person_id = $1`, admin.id)
    await tries(admin, 'DELETE FROM memberships WHERE organisation_id = $1', house.id)
    expect(await database.owner(`SELECT role FROM memberships WHERE person_id = $1`, [participant.id])).toEqual([{ role: 'participant' }])
    expect(await database.owner(`SELECT role, valid_from > current_date - 99 AS unmoved FROM memberships WHERE person_id = $1`, [volunteer.id])).toEqual([{ role: 'volunteer', unmoved: true }])
    expect(await database.owner(`SELECT role, valid_to FROM memberships WHERE person_id = $1`, [admin.id])).toEqual([{ role: 'administrator', valid_to: null }])
  })
  test('history is read by coordinators and administrators, written once, changed by nobody', async () => {
    const seen = (who: MadePerson) => database.asActor(person(who.id), `SELECT id FROM history WHERE organisation_id = $1 AND event LIKE 'role.%' AND actor <> $2`, [house.id, `person:${who.id}`])
    expect((await seen(coordinator)).length).toBeGreaterThan(0)
    for (const who of [organiser, participant, foreign]) expect(await seen(who)).toEqual([])
    await expect(database.asActor(person(admin.id), `UPDATE history SET event = 'nothing'`)).rejects.toThrow(/permission denied/)
    await expect(database.asActor(person(admin.id), `DELETE FROM history`)).rejects.toThrow(/permission denied/)
    await expect(database.asActor(person(admin.id), `INSERT INTO history (organisation_id, actor, subject_kind, subject_id, event) VALUES ($1, $2, 'person', 'x', 'role.granted')`, [house.id, `person:${coordinator.id}`])).rejects.toThrow(/row-level security/)
    await expect(database.owner(`UPDATE history SET event = 'nothing'`)).rejects.toThrow(/append-only/)
    await expect(database.owner(`DELETE FROM history`)).rejects.toThrow(/append-only/)
    await expect(database.owner(`TRUNCATE history`)).rejects.toThrow(/append-only/)
  })
})
