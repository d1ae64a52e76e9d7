import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { person, system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeActivity, type MadeOrganisation, type MadePerson, makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp } from '#tests/support/factories.ts'
import { markAttendance } from './commands.server.ts'
import { walkInsForgotten } from './jobs.server.ts'
import { attendanceList, attendanceOf } from './queries.server.ts'
import { lastMarks, type Mark } from './rules.ts'

const db = useDatabase()
const startsAt = new Date('2026-11-20T17:00:00Z')
const now = new Date('2026-11-20T18:00:00Z')
const minutes = (count: number) => new Date(+startsAt + count * 60_000)

let organisation: MadeOrganisation, organiser: MadePerson, host: MadePerson, coordinator: MadePerson
let activity: MadeActivity
let anne: MadePerson, bo: MadePerson, left: MadePerson
beforeAll(async () => {
  organisation = await makeOrganisation(db)
  organiser = await makeMember(db, organisation, 'organiser')
  host = await makeMember(db, organisation, 'volunteer')
  coordinator = await makeMember(db, organisation, 'coordinator')
})
beforeEach(async () => {
  activity = await makeActivity(db, { organisation, createdBy: organiser, host, startsAt })
  ;[anne, bo, left] = await Promise.all([makePerson(db, { name: 'Anne' }), makePerson(db, { name: 'Bo' }), makePerson(db, { name: 'Cato' })])
  for (const one of [anne, bo]) await makeSignUp(db, { activity, person: one })
  await makeSignUp(db, { activity, person: left, state: 'left' })
})

const mark = (who: { id: string }, outcome: Mark['outcome'], at: Date, more: Partial<Mark> = {}): Mark => ({ key: randomUUID(), who: who.id, outcome, at, ...more })
const send = (marks: Mark[], by: { id: string } = organiser, at = now) => lean(person(by.id), (sql) => markAttendance(sql, { activityId: activity.id, markedBy: by.id, marks, now: at }))
const list = async (by: { id: string } = organiser) => (await lean(person(by.id), (sql) => attendanceOf(sql, activity.id))).map(({ name, outcome, walkIn }) => [name, outcome, walkIn])

describe('a list for those who lead', () => {
  test('who said no sent regrets without anybody marking it; the rest is open', async () => {
    for (const leader of [organiser, host, coordinator]) expect(await list(leader)).toEqual([['Anne', null, false], ['Bo', null, false], ['Cato', 'regrets', false]])
    const others = [await makeMember(db, organisation, 'administrator'), await makeMember(db, organisation, 'organiser'), anne, left, await makePerson(db)]
    for (const other of others) {
      expect(await list(other)).toEqual([])
      expect(await send([mark(anne, 'absent', minutes(1))], other)).toEqual({ ok: false, reason: 'not-found' })
    }
  })

  test('who left the line, or let an offer run out, never had a place: no regrets, and no name', async () => {
    const [queued, promoted, silent] = await Promise.all(['Dina', 'Egil', 'Finn'].map((name) => makePerson(db, { name })))
    for (const one of [queued!, promoted!, silent!]) await makeSignUp(db, { activity, person: one, state: 'waiting' })
    const move = (who: MadePerson, state: string) => db.owner('UPDATE sign_ups SET state = $3 WHERE activity_id = $1 AND person_id = $2', [activity.id, who.id, state])
    await db.owner(`UPDATE sign_ups SET offered_until = $3 WHERE activity_id = $1 AND person_id = $2`, [activity.id, silent!.id, startsAt])
    await move(queued!, 'left')
    await move(silent!, 'left')
    await move(bo, 'left')
    await move(promoted!, 'joined')
    await move(promoted!, 'left')
    expect(await list()).toEqual([['Anne', null, false], ['Bo', 'regrets', false], ['Cato', 'regrets', false], ['Egil', 'regrets', false]])
    // One who came after all is on the list as one who came unannounced.
    await send([mark(queued!, 'came', minutes(1))])
    const listed = await lean(person(organiser.id), (sql) => attendanceList(sql, activity.id))
    expect(listed.find((one) => one.who === queued!.id)).toMatchObject({ name: 'Dina', signUp: null, outcome: 'came' })
  })

  test('the last mark counts, also when it arrives first, and who said no may come after all', async () => {
    await send([mark(anne, 'came', minutes(5))])
    await send([mark(anne, 'absent', minutes(3)), mark(left, 'came', minutes(3))], host)
    expect(await list()).toEqual([['Anne', 'came', false], ['Bo', null, false], ['Cato', 'came', false]])
    await send([mark(anne, null, minutes(6)), mark(left, null, minutes(6))])
    expect(await list()).toEqual([['Anne', null, false], ['Bo', null, false], ['Cato', 'regrets', false]])
  })

  test('a clock that is ahead does not win for ever', async () => {
    await send([mark(anne, 'absent', minutes(600))])
    await send([mark(anne, 'came', minutes(70))], host, minutes(75))
    expect((await list())[0]).toEqual(['Anne', 'came', false])
  })

  test('somebody who just came has a first name, kept sealed, and gone when the mark is taken back', async () => {
    const walkIn = { id: randomUUID() }
    await send([mark(walkIn, 'came', minutes(5), { firstName: 'Åse' })])
    expect(await list(coordinator)).toContainEqual(['Åse', 'came', true])
    expect(JSON.stringify(await db.owner('SELECT * FROM attendance'))).not.toContain('Åse')
    await send([mark(walkIn, null, minutes(6), { firstName: 'Åse' })])
    await send([mark(walkIn, 'came', minutes(4), { firstName: 'Åse' })])
    expect(await list()).not.toContainEqual(['Åse', 'came', true])
    expect((await db.owner('SELECT first_name FROM attendance WHERE who = $1', [walkIn.id]))[0]).toEqual({ first_name: null })
  })

  test('a stranger’s id marks nobody and tells no name', async () => {
    const stranger = await makePerson(db, { name: 'Ukjent' })
    await send([mark(stranger, 'came', minutes(1)), mark(anne, 'came', minutes(1))])
    expect(await list()).toEqual([['Anne', 'came', false], ['Bo', null, false], ['Cato', 'regrets', false]])
    expect(await db.asActor(person(organiser.id), 'SELECT name FROM people WHERE id = $1', [stranger.id])).toEqual([])
  })

  test('outside its time, cancelled or a draft it is not taken', async () => {
    expect(await send([mark(anne, 'came', minutes(1))], organiser, minutes(-31))).toEqual({ ok: false, reason: 'too-early' })
    expect(await send([mark(anne, 'came', minutes(1))], organiser, minutes(15 * 24 * 60))).toEqual({ ok: false, reason: 'too-late' })
    await db.owner('UPDATE activities SET cancelled_at = now() WHERE id = $1', [activity.id])
    expect(await send([mark(anne, 'came', minutes(1))])).toEqual({ ok: false, reason: 'not-held' })
  })
})

test('being marked absent changes nothing else: no mail, no place lost, nothing about the person in the journal', async () => {
  const everythingElse = async () => JSON.stringify(await Promise.all([
    db.owner('SELECT * FROM mails'), db.owner('SELECT * FROM sign_ups WHERE activity_id = $1 ORDER BY id', [activity.id]), db.owner('SELECT * FROM activities WHERE id = $1', [activity.id]),
    db.owner('SELECT * FROM memberships ORDER BY id'), db.owner('SELECT * FROM people ORDER BY id'), db.owner('SELECT * FROM calendar_entries'),
    db.owner(`SELECT event, facts FROM history WHERE event <> 'attendance.taken' ORDER BY id`), db.owner('SELECT name, data FROM pgboss.job'),
  ]))
  const before = await everythingElse()
  await send([mark(anne, 'absent', minutes(5)), mark(bo, 'absent', minutes(5))])
  await send([mark(anne, 'absent', minutes(6))])
  expect(await everythingElse()).toBe(before)
  expect(await db.owner(`SELECT facts FROM history WHERE subject_id = $1 AND event = 'attendance.taken'`, [activity.id])).toEqual([{ facts: {} }])
})

test('two organisers at once, marks late, twice and in any order: everybody’s list is the same', async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.tuple(fc.nat(2), fc.constantFrom('came' as const, 'absent' as const, null), fc.nat(3), fc.nat(3)), { minLength: 2, maxLength: 12 }),
    async (deeds) => {
      await db.owner('DELETE FROM attendance WHERE activity_id = $1', [activity.id])
      const people = [anne, bo, left]
      const marks = deeds.map(([who, outcome, at]) => mark(people[who]!, outcome, minutes(at)))
      const batches = [0, 1, 2, 3].map((batch) => marks.filter((_, i) => deeds[i]![3] === batch))
      await Promise.all([...batches, ...batches.slice(0, 2)].map((batch, i) => send(batch, i % 2 ? host : organiser)))
      const last = new Map(lastMarks(marks).map((one) => [one.who, one.outcome]))
      expect(await list()).toEqual([['Anne', last.get(anne.id) ?? null, false], ['Bo', last.get(bo.id) ?? null, false], ['Cato', last.get(left.id) ?? 'regrets', false]])
    },
  ), { numRuns: 30 })
})

describe('the second lock', () => {
  const as = (who: { id: string }, text: string, values: unknown[] = []) => db.asActor(person(who.id), text, values)
  const refused = /row-level security|permission denied/
  const insert = (by: { id: string }, who: string, personId: string | null, outcome = 'came', door = false) =>
    as(by, `INSERT INTO attendance (activity_id, who, person_id, outcome, key, device_at, marked_at, marked_by, from_door) VALUES ($1, $2, $3, $4, gen_random_uuid(), now(), now(), $5, $6)`,
      [activity.id, who, personId, outcome, by.id, door])

  test('a no-show is seen by those who lead and by the person, and by nobody else', async () => {
    await send([mark(anne, 'absent', minutes(5)), mark(bo, 'came', minutes(5))])
    const seen = (who: { id: string }) => as(who, 'SELECT who FROM attendance WHERE activity_id = $1 ORDER BY outcome', [activity.id])
    for (const leader of [organiser, host, coordinator]) expect(await seen(leader)).toEqual([{ who: anne.id }, { who: bo.id }])
    expect(await seen(anne)).toEqual([{ who: anne.id }])
    expect(await seen(bo)).toEqual([{ who: bo.id }])
    const neighbours = await makeOrganisation(db)
    const others = [
      left, await makePerson(db), await makeMember(db, organisation, 'participant'), await makeMember(db, organisation, 'administrator'), await makeMember(db, organisation, 'organiser'),
      await makeMember(db, organisation, 'volunteer'), await makeMember(db, neighbours, ['organiser', 'coordinator']),
    ]
    for (const other of others) expect(await seen(other)).toEqual([])
    for (const actor of ['visitor', system('mail'), system('announce'), system('door'), system('series')]) expect(await db.asActor(actor, 'SELECT FROM attendance')).toEqual([])
  })

  test('those who lead read the names on their list, and of who left nothing more; others no name', async () => {
    const dropIn = await makePerson(db, { name: 'Dina' })
    await db.owner(`INSERT INTO attendance (activity_id, who, person_id, outcome, key, device_at, marked_at) VALUES ($1, $2, $2, 'came', gen_random_uuid(), now(), now())`, [activity.id, dropIn.id])
    const names = (who: { id: string }) => as(who, 'SELECT name FROM names_on_the_list($1) ORDER BY name', [activity.id])
    for (const leader of [organiser, host, coordinator]) {
      expect(await names(leader)).toEqual(['Anne', 'Bo', 'Cato', 'Dina'].map((name) => ({ name })))
      for (const gone of [left, dropIn]) expect(await as(leader, 'SELECT * FROM people WHERE id = $1', [gone.id])).toEqual([])
    }
    const neighbours = await makeOrganisation(db)
    const others = [
      anne, left, await makePerson(db), await makeMember(db, organisation, 'participant'), await makeMember(db, organisation, 'administrator'), await makeMember(db, organisation, 'organiser'),
      await makeMember(db, neighbours, ['organiser', 'coordinator']),
    ]
    for (const other of others) expect(await names(other)).toEqual([])
    for (const actor of ['visitor', system('mail'), system('door')]) expect(await db.asActor(actor, 'SELECT FROM names_on_the_list($1)', [activity.id])).toEqual([])
    await expect(as(left, 'UPDATE sign_ups SET had_place = true')).rejects.toThrow(refused)
  })

  test('nobody marks for another, moves a mark, deletes one, or marks who is not on the list', async () => {
    await send([mark(anne, 'came', minutes(5))])
    const administrator = await makeMember(db, organisation, 'administrator')
    for (const other of [anne, administrator, await makePerson(db)]) await expect(insert(other, bo.id, bo.id)).rejects.toThrow(refused)
    await expect(insert(organiser, (await makePerson(db)).id, administrator.id)).rejects.toThrow(refused)
    await expect(insert(organiser, administrator.id, administrator.id)).rejects.toThrow(refused)
    await expect(as(organiser, 'UPDATE attendance SET person_id = $1', [bo.id])).rejects.toThrow(refused)
    await expect(as(organiser, 'UPDATE attendance SET marked_by = $1', [host.id])).rejects.toThrow(refused)
    await expect(as(organiser, 'DELETE FROM attendance')).rejects.toThrow(refused)
    await expect(as(anne, `UPDATE attendance SET outcome = 'absent'`)).rejects.toThrow(refused)
  })

  test('there is no door unless those who lead opened one', async () => {
    const stranger = await makePerson(db)
    await expect(insert(stranger, stranger.id, stranger.id, 'came', true)).rejects.toThrow(refused)
    for (const other of [anne, await makeMember(db, organisation, 'administrator')]) {
      await expect(as(other, 'INSERT INTO doors (activity_id, opened_at, opened_by) VALUES ($1, now(), $2)', [activity.id, other.id])).rejects.toThrow(refused)
    }
    await as(host, 'INSERT INTO doors (activity_id, opened_at, opened_by) VALUES ($1, now(), $2)', [activity.id, host.id])
    await expect(insert(stranger, stranger.id, stranger.id, 'absent', true)).rejects.toThrow(refused)
    await expect(insert(stranger, anne.id, anne.id, 'came', true)).rejects.toThrow(refused)
    await insert(stranger, stranger.id, stranger.id, 'came', true)
    const walkIn = (outcome: string | null) => db.asActor(system('door'), `INSERT INTO attendance (activity_id, who, first_name, outcome, from_door, key, device_at, marked_at)
      VALUES ($1, gen_random_uuid(), 'x', $2, true, gen_random_uuid(), now(), now())`, [activity.id, outcome])
    await expect(walkIn('came')).rejects.toThrow(refused)
    await walkIn(null)
  })

  test('who waits for names at doors, answers and requests is read by nobody', async () => {
    for (const table of ['door_knocks', 'feedback_requests', 'feedback_silences', 'spent_tokens', 'feedback', 'doors']) {
      for (const who of [await makePerson(db), await makeMember(db, organisation, 'administrator')]) expect(await as(who, `SELECT FROM ${table}`), table).toEqual([])
      expect(await db.asActor('visitor', `SELECT FROM ${table}`), table).toEqual([])
    }
  })
})

test('the first name of who came unannounced is forgotten after ninety days, not that somebody came', async () => {
  await send([mark({ id: randomUUID() }, 'came', minutes(2), { firstName: 'Øystein' }), mark(anne, 'came', minutes(3))])
  const later = (days: number) => new Date(+now + days * 86_400_000)
  await walkInsForgotten.work(later(89))
  expect(await list()).toContainEqual(['Øystein', 'came', true])
  await walkInsForgotten.work(later(91))
  expect(await list()).toEqual([['–', 'came', true], ['Anne', 'came', false], ['Bo', null, false], ['Cato', 'regrets', false]])
  // The purpose that forgets can do nothing else.
  await expect(db.asActor(system('forgetting'), `UPDATE attendance SET first_name = 'x' WHERE person_id IS NULL`)).rejects.toThrow(/row-level security/)
  expect(await db.asActor(system('forgetting'), 'UPDATE attendance SET first_name = NULL WHERE person_id IS NOT NULL RETURNING who')).toEqual([])
})
