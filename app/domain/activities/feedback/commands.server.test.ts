import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { person, system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeActivity, type MadeOrganisation, type MadePerson, makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp } from '#tests/support/factories.ts'
import { askHowItWas, chooseSilence, giveFeedback, tidyRequests } from './commands.server.ts'
import { askHowThingsWere } from './jobs.server.ts'
import { asked, feedbackOf } from './queries.server.ts'
import { feedbackToken, requestOfToken } from './token.server.ts'

const db = useDatabase()
// a Friday evening in Oslo (UTC+1)
const startsAt = new Date('2026-11-20T17:00:00Z')
const saturday = (time: string) => new Date(`2026-11-21T${time}:00Z`)
const inFeedback = <T>(work: Parameters<typeof lean<T>>[1]) => lean(system('feedback'), work)
const ask = (now: Date) => inFeedback((sql) => askHowItWas(sql, now))

let organisation: MadeOrganisation, organiser: MadePerson, host: MadePerson
let activity: MadeActivity, anne: MadePerson, bo: MadePerson, cato: MadePerson
beforeAll(async () => {
  organisation = await makeOrganisation(db)
  organiser = await makeMember(db, organisation, 'organiser')
  host = await makeMember(db, organisation, 'volunteer')
})
beforeEach(async () => {
  await db.owner('DELETE FROM activities')
  await db.owner('DELETE FROM mails')
  await db.owner('DELETE FROM spent_tokens')
  activity = await makeActivity(db, { organisation, createdBy: organiser, host, startsAt, title: 'Kveldstur' })
  ;[anne, bo, cato] = await Promise.all([makePerson(db, { name: 'Anne' }), makePerson(db, { name: 'Bo', language: 'sv' }), makePerson(db, { name: 'Cato' })])
  for (const one of [anne, bo, host]) await makeSignUp(db, { activity, person: one })
  await makeSignUp(db, { activity, person: cato, state: 'left' })
})
const attendance = (who: { id: string }, outcome: string, fromDoor = false, of = activity) =>
  db.owner(`INSERT INTO attendance (activity_id, who, person_id, outcome, from_door, key, device_at, marked_at, marked_by) VALUES ($1, $2, $2, $3, $4, gen_random_uuid(), now(), now(), $5)`,
    [of.id, who.id, outcome, fromDoor, organiser.id])
const mailed = async () => (await db.owner<{ address: string; facts: any }>('SELECT address, facts FROM mails ORDER BY address')).map((mail) => [mail.address, mail.facts.subject, mail.facts.paragraphs[0]])
const addresses = async () => (await mailed()).map(([address]) => address)

describe('who is asked, and when', () => {
  test('the morning after, not before nine on the wall clock, in the reader’s language; never the host', async () => {
    await db.owner('UPDATE activities SET ends_at = $1', [new Date('2026-11-20T23:30:00Z')]) // past midnight: still Friday’s
    expect([await ask(new Date('2026-11-20T23:31:00Z')), await ask(saturday('07:59'))]).toEqual([0, 0])
    expect(await ask(saturday('08:00'))).toBe(2)
    expect((await mailed()).sort()).toEqual([
      [anne.email, 'Hvordan var det?', 'Du var påmeldt «Kveldstur». Ble det ikke noe av denne gangen, kan du bare la denne ligge.'],
      [bo.email, 'Hur var det?', 'Du var anmäld till ”Kveldstur”. Blev det inget den här gången kan du bara låta det här ligga.'],
    ].sort())
  })

  test('where attendance was taken only those who came; who was marked absent hears nothing', async () => {
    await attendance(anne, 'absent')
    await attendance(cato, 'came')
    await ask(saturday('09:00'))
    expect(await mailed()).toEqual([[cato.email, 'Hvordan var det?', 'Takk for at du kom på «Kveldstur».']])
  })

  test('who checked in at the door came; the others may have come too', async () => {
    await attendance(anne, 'came', true)
    await ask(saturday('09:00'))
    expect((await mailed()).map(([address, , first]) => [address, first!.slice(0, 5)]).sort()).toEqual([[anne.email, 'Takk '], [bo.email, 'Du va']].sort())
  })

  test('once, also by two processes at the same moment', async () => {
    await Promise.all([1, 2, 3].map(() => askHowThingsWere.work(saturday('09:00'))))
    await askHowThingsWere.work(saturday('09:01'))
    expect((await addresses()).sort()).toEqual([anne.email, bo.email].sort())
  })

  test('at most once a week, whatever they come to', async () => {
    const other = await makeActivity(db, { organisation, createdBy: organiser, startsAt: new Date(+startsAt + 86_400_000) })
    for (const one of [anne, cato]) await makeSignUp(db, { activity: other, person: one })
    await ask(saturday('09:00'))
    await ask(new Date('2026-11-22T09:00:00Z'))
    expect((await addresses()).filter((address) => address === anne.email)).toHaveLength(1)
    expect(await addresses()).toContain(cato.email)
  })

  test('not at night, not late, not about what was cancelled, not those who said no to it', async () => {
    expect(await ask(saturday('19:30'))).toBe(0)
    expect(await ask(new Date('2026-11-23T19:30:00Z'))).toBe(0)
    expect(await ask(new Date('2026-11-24T09:00:00Z'))).toBe(0)
    await inFeedback((sql) => chooseSilence(sql, { personId: anne.id, silent: true, now: startsAt }))
    await db.owner('UPDATE activities SET cancelled_at = now()')
    expect(await ask(saturday('09:00'))).toBe(0)
    await db.owner('UPDATE activities SET cancelled_at = NULL')
    await ask(saturday('09:00'))
    expect(await addresses()).toEqual([bo.email])
    await inFeedback((sql) => chooseSilence(sql, { personId: anne.id, silent: false, now: startsAt }))
    await ask(saturday('09:30'))
    expect(await addresses()).toContain(anne.email)
  })
})

describe('an answer', () => {
  const requestOf = async (who: { id: string }) => {
    const [request] = await db.owner<{ id: string }>('INSERT INTO feedback_requests (activity_id, person_id, asked_at) VALUES ($1, $2, $3) RETURNING id', [activity.id, who.id, saturday('08:00')])
    return feedbackToken(request!.id)
  }
  const answer = async (token: string, anonymous: boolean, words: string | null = null) =>
    inFeedback(async (sql) => giveFeedback(sql, (await asked(sql, requestOfToken(token)!, token, 'nb'))!, { how: 'good', welcome: 'yes', again: null, words, anonymous, token, now: saturday('10:17') }))

  test('is seen by those who lead, once per link, also when sent twice at once', async () => {
    const token = await requestOf(anne)
    const sent = await Promise.all([answer(token, false, 'Fint å komme ut'), answer(token, false, 'Fint å komme ut')])
    expect(sent.map(({ ok }) => ok).sort()).toEqual([false, true])
    const seen = (who: { id: string }) => lean(person(who.id), (sql) => feedbackOf(sql, activity.id))
    for (const leader of [organiser, host]) expect(await seen(leader)).toEqual([{ name: 'Anne', how: 'good', welcome: 'yes', again: null, words: 'Fint å komme ut' }])
    for (const other of [anne, bo, await makeMember(db, organisation, 'administrator'), await makeMember(db, organisation, 'organiser')]) expect(await seen(other)).toEqual([])
    expect(JSON.stringify(await db.owner('SELECT * FROM feedback'))).not.toContain('Fint')
  })

  test('without a name cannot be led back to anybody: no column, and after the day not the row’s transaction', async () => {
    const token = await requestOf(anne)
    await requestOf(bo)
    await answer(token, true, 'Jeg ble litt alene')
    const [row] = await db.owner('SELECT * FROM feedback')
    expect(row).toMatchObject({ person_id: null, created_on: '2026-11-21' })
    const everything = JSON.stringify([row, await db.owner('SELECT * FROM spent_tokens')])
    for (const secret of [anne.id, token, requestOfToken(token)!, '10:17']) expect(everything).not.toContain(secret)
    expect(await db.owner('SELECT FROM spent_tokens u JOIN feedback_requests r ON u.token_hash LIKE r.id::text OR r.xmin = u.xmin')).toEqual([])
    expect(await db.owner('SELECT FROM feedback f JOIN spent_tokens u ON u.xmin = f.xmin')).toHaveLength(1) // the day it is written
    await inFeedback((sql) => tidyRequests(sql, new Date('2026-11-22T00:00:01Z')))
    expect(await db.owner('SELECT FROM feedback f JOIN spent_tokens u ON u.xmin = f.xmin')).toEqual([])
    expect(await answer(token, true)).toEqual({ ok: false, reason: 'answered' })
    await inFeedback((sql) => tidyRequests(sql, new Date('2027-02-01T00:00:00Z')))
    expect(await db.owner('SELECT FROM spent_tokens UNION ALL SELECT FROM feedback_requests')).toEqual([])
  })

  test('a made-up link stands for nothing', () => {
    expect([requestOfToken('x'), requestOfToken(`${'0'.repeat(96)}`), requestOfToken(undefined)]).toEqual([null, null, null])
  })
})

test('the second lock: who leads reads, nobody writes or reads what says who was asked', async () => {
  await db.owner(`INSERT INTO feedback (activity_id, person_id, how, created_on) VALUES ($1, $2, 'good', '2026-11-21'), ($1, NULL, 'not-good', '2026-11-21')`, [activity.id, anne.id])
  await db.owner(`INSERT INTO feedback_requests (activity_id, person_id, asked_at) VALUES ($1, $2, now())`, [activity.id, anne.id])
  await db.owner(`INSERT INTO feedback_silences (person_id, since) VALUES ($1, now())`, [bo.id])
  await db.owner(`INSERT INTO spent_tokens (token_hash, mixed_on, expires_on) VALUES ('x', '2026-11-21', '2027-01-01')`)
  const rows = async (who: { id: string } | string, table: string) => (await db.asActor(typeof who === 'string' ? who : person(who.id), `SELECT FROM ${table}`)).length
  const coordinator = await makeMember(db, organisation, 'coordinator')
  const neighbour = await makeMember(db, await makeOrganisation(db), ['organiser', 'coordinator'])
  for (const leader of [organiser, host, coordinator]) expect([await rows(leader, 'feedback'), await rows(leader, 'feedback_requests'), await rows(leader, 'spent_tokens'), await rows(leader, 'feedback_silences')]).toEqual([2, 0, 0, 0])
  expect([await rows(anne, 'feedback'), await rows(anne, 'feedback_requests'), await rows(bo, 'feedback_silences')]).toEqual([1, 1, 1])
  for (const other of [bo, cato, neighbour, await makeMember(db, organisation, 'administrator'), await makeMember(db, organisation, 'organiser')]) expect([await rows(other, 'feedback'), await rows(other, 'feedback_requests'), await rows(other, 'spent_tokens')]).toEqual([0, 0, 0])
  for (const actor of ['visitor', 'system:mail', 'system:announce', 'system:door']) for (const table of ['feedback', 'feedback_requests', 'feedback_silences', 'spent_tokens']) expect(await rows(actor, table), `${actor} ${table}`).toBe(0)
  for (const who of [anne, organiser, coordinator]) {
    await expect(db.asActor(person(who.id), `INSERT INTO feedback (activity_id, person_id, how, created_on) VALUES ($1, NULL, 'good', now())`, [activity.id])).rejects.toThrow(/row-level security/)
    await expect(db.asActor(person(who.id), `UPDATE feedback SET how = 'good'`)).rejects.toThrow(/permission denied/)
    await expect(db.asActor(person(who.id), 'DELETE FROM feedback')).rejects.toThrow(/permission denied/)
    await expect(db.asActor(person(who.id), `INSERT INTO feedback_silences (person_id, since) VALUES ($1, now())`, [randomUUID()])).rejects.toThrow(/row-level security/)
  }
})
