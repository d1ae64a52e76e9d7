import { beforeEach, describe, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp, type MadeActivity, type MadePerson } from '#tests/support/factories.ts'
import { leaveActivity } from '../sign-ups/commands.server.ts'
import { answerSeat, askForSeat, giveUpSeat, postRide, withdrawRide } from './commands.server.ts'
import { arrangementsForgotten } from './jobs.server.ts'
import { ridesOf } from './queries.server.ts'
import { askSchema, needSchema, offerSchema } from './schema.ts'

const db = useDatabase()
const now = new Date('2030-01-15T11:00:00Z')
const startsAt = new Date('2030-01-20T11:00:00Z')

let activity: MadeActivity
let organiser: MadePerson, host: MadePerson, coordinator: MadePerson, administrator: MadePerson, neighbour: MadePerson
let kari: MadePerson, ola: MadePerson, liv: MadePerson, waiting: MadePerson
beforeEach(async () => {
  const organisation = await makeOrganisation(db)
  organiser = await makeMember(db, organisation, 'organiser')
  host = await makeMember(db, organisation, 'volunteer')
  coordinator = await makeMember(db, organisation, 'coordinator')
  administrator = await makeMember(db, organisation, 'administrator')
  neighbour = await makeMember(db, await makeOrganisation(db), ['organiser', 'coordinator'])
  activity = await makeActivity(db, { organisation, createdBy: organiser, host, startsAt, endsAt: new Date(+startsAt + 3_600_000) })
  ;[kari, ola, liv, waiting] = [await makePerson(db, { name: 'Kari Nordmann' }), await makePerson(db, { name: 'Ola Dahl' }), await makePerson(db, { name: 'Liv' }), await makePerson(db)]
  for (const one of [kari, ola, liv]) await makeSignUp(db, { activity, person: one })
  await makeSignUp(db, { activity, person: waiting, state: 'waiting' })
})

const post = (who: MadePerson, seats: number | null, area = 'Hana') => lean(person(who.id), (sql) => postRide(sql, { activityId: activity.id, person: who, seats, area, now }))
const rides = (who: MadePerson) => lean(person(who.id), (sql) => ridesOf(sql, activity.id, who.id))
const ask = async (who: MadePerson, place = 'Langgata 3') => {
  const { offers } = await rides(who)
  return lean(person(who.id), (sql) => askForSeat(sql, { activityId: activity.id, rideId: offers[0]?.id ?? crypto.randomUUID(), person: who, place, phone: '912 34 567', now }))
}
const answer = async (who: MadePerson, yes: boolean, seat?: string) => {
  const { asked } = await rides(who)
  return lean(person(who.id), (sql) => answerSeat(sql, { activityId: activity.id, seatId: seat ?? asked[0]!.id, personId: who.id, yes, place: 'Rød bil', phone: '', now }))
}
const told = async (to: { email: string }) => (await db.owner<{ title: string }>(`SELECT facts->>'title' AS title FROM mails WHERE address = $1 ORDER BY number`, [to.email])).map((mail) => mail.title)

describe('a seat in a car', () => {
  test('is asked for, given, and only then the two read what they wrote to each other', async () => {
    await post(liv, null, 'Ganddal')
    expect(await post(kari, 2)).toEqual({ ok: true })
    expect(await told(liv)).toEqual(['Det er kommet ledige seter'])
    expect(await rides(ola)).toMatchObject({ mine: null, offers: [{ name: 'Kari', free: 2, area: 'Hana' }], needs: [{ name: 'Liv', area: 'Ganddal' }] })
    expect(await ask(ola)).toEqual({ ok: true })
    expect(await told(kari)).toEqual(['Noen spør om å få sitte på'])
    expect((await rides(kari)).asked).toMatchObject([{ name: 'Ola', yes: false, words: null }])
    expect((await rides(ola)).seat).toMatchObject({ name: 'Kari', yes: false, own: { place: 'Langgata 3', phone: '912 34 567' }, words: null })
    await answer(kari, true)
    expect((await rides(kari)).asked).toMatchObject([{ name: 'Ola', yes: true, words: { place: 'Langgata 3', phone: '912 34 567' } }])
    expect((await rides(ola)).seat).toMatchObject({ yes: true, words: { place: 'Rød bil', phone: '' } })
    expect(await told(ola)).toEqual(['Du får sitte på med Kari'])
    expect((await rides(liv)).offers).toMatchObject([{ free: 1 }])
    for (const table of ['rides', 'ride_words']) expect(JSON.stringify(await db.owner(`SELECT * FROM ${table}`))).not.toMatch(/Langgata 3|912 34|Hana|Rød bil/)
  })
  test('a no, and a no after a yes, forget what was written', async () => {
    await post(kari, 1)
    await ask(ola)
    await answer(kari, true)
    expect(await ask(liv)).toEqual({ ok: false, reason: 'not-found' }) // no longer shown: it is full
    await answer(kari, false)
    expect(await told(ola)).toEqual(['Du får sitte på med Kari', 'Det blir ikke skyss med den bilen'])
    expect(await db.owner('SELECT FROM ride_words w JOIN ride_seats s ON s.id = w.seat_id JOIN rides r ON r.id = s.ride_id WHERE r.activity_id = $1', [activity.id])).toEqual([])
    expect((await rides(ola)).seat).toBeNull()
    expect(await ask(liv)).toEqual({ ok: true })
  })
  test('two yes at once to the last seat: one; asked twice is once', async () => {
    await post(kari, 1)
    await Promise.all([ask(ola), ask(ola), ask(liv)])
    const { asked } = await rides(kari)
    expect(asked).toHaveLength(2)
    const answers = await Promise.all(asked.map((one) => answer(kari, true, one.id)))
    expect(answers.filter((one) => one.ok)).toHaveLength(1)
    expect(answers).toContainEqual({ ok: false, reason: 'full' })
  })
  test('withdrawn by the driver, given up by the passenger, left with the activity: each told once, and kindly', async () => {
    await post(kari, 2)
    await ask(ola)
    await ask(liv)
    for (const one of (await rides(kari)).asked) await answer(kari, true, one.id)
    await lean(person(ola.id), async (sql) => giveUpSeat(sql, { activityId: activity.id, seatId: (await ridesOf(sql, activity.id, ola.id)).seat!.id, personId: ola.id, now }))
    expect((await told(kari)).at(-1)).toBe('En plass i bilen din er ledig igjen')
    await lean(person(liv.id), (sql) => leaveActivity(sql, { activityId: activity.id, personId: liv.id, now }))
    expect((await rides(kari))).toMatchObject({ asked: [], mine: { free: 2 } })
    await ask(ola)
    await lean(person(kari.id), (sql) => withdrawRide(sql, { activityId: activity.id, personId: kari.id, now }))
    expect((await told(ola)).at(-1)).toBe('Det blir ikke skyss med den bilen')
    expect(await rides(ola)).toMatchObject({ seat: null, offers: [] })
    // and may be offered anew
    expect(await post(kari, 3)).toEqual({ ok: true })
    expect(await post(kari, 3)).toEqual({ ok: false, reason: 'already' })
  })
  test('only for those who come, before it begins', async () => {
    for (const who of [waiting, organiser, neighbour]) expect(await post(who, 1)).toEqual({ ok: false, reason: 'not-found' })
    expect(await lean(person(kari.id), (sql) => postRide(sql, { activityId: activity.id, person: kari, seats: 1, area: 'Hana', now: startsAt }))).toEqual({ ok: false, reason: 'closed' })
    await post(kari, 1)
    expect(await lean(person(waiting.id), async (sql) => askForSeat(sql, { activityId: activity.id, rideId: (await db.owner('SELECT id FROM rides WHERE activity_id = $1', [activity.id]))[0]!.id, person: waiting, place: 'x', phone: '', now }))).toEqual({ ok: false, reason: 'not-found' })
    // the last place in a car cannot be asked for in one's own
    expect((await rides(kari)).offers).toEqual([])
  })
  test('is forgotten the day after', async () => {
    await post(kari, 1)
    await ask(ola)
    await arrangementsForgotten.work(new Date(+startsAt + 24 * 3_600_000))
    expect(await db.owner('SELECT FROM rides WHERE activity_id = $1', [activity.id])).toHaveLength(1)
    await arrangementsForgotten.work(new Date(+startsAt + 25 * 3_600_000))
    expect(await db.owner('SELECT FROM rides WHERE activity_id = $1', [activity.id])).toHaveLength(0)
    expect(await db.owner('SELECT FROM ride_seats s JOIN people p ON p.id = s.passenger_id WHERE p.id = $1', [ola.id])).toHaveLength(0)
  })
})

describe('asked of the database itself', () => {
  const sees = async (who: MadePerson, table: string) =>
    (await db.asActor(person(who.id), `SELECT FROM ${table} t WHERE ${table === 'rides' ? 't.activity_id' : table === 'ride_seats' ? '(SELECT r.activity_id FROM rides r WHERE r.id = t.ride_id)' : `(SELECT r.activity_id FROM ride_seats s JOIN rides r ON r.id = s.ride_id WHERE s.id = t.seat_id)`} = $1`, [activity.id])).length
  test('a third who comes reads seats and areas and no more; who leads, coordinates or is next door reads nothing', async () => {
    await post(kari, 2)
    await ask(ola)
    expect([await sees(ola, 'ride_words'), await sees(kari, 'ride_words')]).toEqual([1, 0])
    await answer(kari, true)
    for (const one of [kari, ola]) expect([await sees(one, 'rides'), await sees(one, 'ride_seats'), await sees(one, 'ride_words')]).toEqual([1, 1, 2])
    expect([await sees(liv, 'rides'), await sees(liv, 'ride_seats'), await sees(liv, 'ride_words')]).toEqual([1, 0, 0])
    for (const one of [organiser, host, coordinator, administrator, neighbour, waiting]) expect([await sees(one, 'rides'), await sees(one, 'ride_seats'), await sees(one, 'ride_words')]).toEqual([0, 0, 0])
    for (const actor of ['', 'visitor', 'system:mail', 'system:announce', 'system:waiting-list']) for (const table of ['rides', 'ride_seats', 'ride_words']) expect(await db.asActor(actor, `SELECT FROM ${table}`), `${actor} ${table}`).toEqual([])
  })
  test('nobody answers for a driver, takes a seat by themselves, or writes for another', async () => {
    await post(kari, 2)
    await ask(ola)
    const as = (who: MadePerson, text: string, values: unknown[] = []) => db.asActor(person(who.id), text, values)
    const [ride] = await db.owner('SELECT id FROM rides WHERE activity_id = $1', [activity.id])
    await expect(as(ola, `UPDATE ride_seats SET state = 'yes' WHERE ride_id = $1`, [ride!.id])).rejects.toThrow(/row-level security/)
    expect(await as(liv, `UPDATE ride_seats SET state = 'yes' WHERE ride_id = $1 RETURNING id`, [ride!.id])).toEqual([])
    await expect(as(liv, `INSERT INTO ride_seats (id, ride_id, passenger_id, name, state, asked_at) VALUES (gen_random_uuid(), $1, $2, 'Liv', 'yes', now())`, [ride!.id, liv.id])).rejects.toThrow(/row-level security/)
    await expect(as(neighbour, `INSERT INTO ride_seats (id, ride_id, passenger_id, name, state, asked_at) VALUES (gen_random_uuid(), $1, $2, 'N', 'asked', now())`, [ride!.id, neighbour.id])).rejects.toThrow(/row-level security/)
    await expect(as(liv, `INSERT INTO ride_words (seat_id, person_id, place) SELECT id, $2, 'x' FROM ride_seats WHERE ride_id = $1`, [ride!.id, ola.id])).resolves.toEqual([])
    const [seat] = await db.owner('SELECT id FROM ride_seats WHERE ride_id = $1', [ride!.id])
    await expect(as(liv, `INSERT INTO ride_words (seat_id, person_id, place) VALUES ($1, $2, 'x')`, [seat!.id, liv.id])).rejects.toThrow(/row-level security/)
    await expect(as(kari, 'UPDATE rides SET taken = 0 WHERE id = $1', [ride!.id])).rejects.toThrow(/permission denied/)
  })
})

test('a part of town, no house; a number that can be called', () => {
  expect(needSchema.safeParse({ area: ' Hana ' })).toMatchObject({ data: { area: 'Hana' } })
  expect(needSchema.safeParse({ area: 'Langgata 3' }).success).toBe(false)
  expect(offerSchema.safeParse({ area: 'Hana', seats: '9' }).success).toBe(false)
  const asking = { ride: crypto.randomUUID(), place: 'Ved kirken' }
  expect(askSchema.safeParse(asking)).toMatchObject({ data: { phone: '' } })
  expect(askSchema.safeParse({ ...asking, phone: '+47 912 34 567' }).success).toBe(true)
  expect(askSchema.safeParse({ ...asking, phone: 'ring meg' }).success).toBe(false)
})
