import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { person, system } from '#app/platform/actor.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { makePairing, makeRequest, makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { closePairing, endPairing, lookBack } from '../ending/commands.server.ts'
import { logMeeting } from './logging/commands.server.ts'
import { arrangeMeeting, callOffMeeting, moveMeeting } from './meeting/commands.server.ts'
import { walkingChore } from './jobs.server.ts'
import { wishesOf } from './queries.server.ts'
import { answerTrial, giveTime } from './trial/commands.server.ts'
import { wishFor } from './wishing/commands.server.ts'

const database = useDatabase()
const oslo = (text: string) => DateTime.fromISO(text, { zone: 'Europe/Oslo' }).toJSDate()
const asked = new Date('2026-01-05T10:00:00Z')

async function pair(state: 'trial' | 'active' = 'trial') {
  const organisation = await makeOrganisation(database)
  const coordinator = await makeMember(database, organisation, 'coordinator')
  const request = await makeRequest(database, { organisation, person: await makePerson(database, { name: 'Ada Moe' }), since: asked })
  const volunteer = await makeVolunteer(database, { organisation, person: await makePerson(database, { name: 'Bo Lie' }), state: 'active' })
  const made = await makePairing(database, { request, volunteer, state, startsOn: '2026-12-01', expectedEnd: '2027-09-01' })
  await database.owner(`UPDATE pairings SET created_at = '2026-11-01T10:00:00Z' WHERE id = $1`, [made.id])
  const ada = request.person
  const bo = volunteer.person
  const log = (who = ada, day = '2026-12-03', more = {}, at = `${day}T18:00`) => lean(person(who.id), (sql) => logMeeting(sql, { pairingId: made.id, personId: who.id, key: Math.random().toString(), now: oslo(at), entry: { kind: 'met', day, rating: null, line: '', shownTo: 'two', ...more } }))
  const answer = (who: { id: string }, yes: boolean, at: string) => lean(person(who.id), (sql) => answerTrial(sql, { pairingId: made.id, personId: who.id, yes, now: oslo(at) }))
  const standing = async () => (await database.owner(`SELECT p.state, p.ended_because, r.state AS request, r.asked_at, v.state AS volunteer FROM pairings p JOIN companion_requests r ON r.id = p.request_id JOIN volunteers v ON v.id = p.volunteer_id WHERE p.id = $1`, [made.id]))[0]
  return { organisation, coordinator, ada, bo, pairingId: made.id, log, answer, standing, request, volunteer }
}
const letters = async (who: { id: string }) => (await database.owner(`SELECT facts FROM mails WHERE person_id = $1 ORDER BY number`, [who.id])).map(({ facts }) => facts)
const round = (at: string) => walkingChore.work(oslo(at), (error) => { throw error })

describe('a trial', () => {
  test('is asked about the day after they met, both at once, and answered in private', async () => {
    const { ada, bo, log, answer, pairingId } = await pair()
    expect(await answer(ada, true, '2026-12-02T12:00')).toEqual({ ok: false, reason: 'not_met' })
    await log(ada, '2026-12-03')
    await round('2026-12-03T21:00')
    expect(await letters(ada)).toEqual([])
    await round('2026-12-04T10:00')
    await round('2026-12-04T10:01')
    for (const who of [ada, bo]) expect((await letters(who)).map(({ title }) => title)).toEqual(['Hvordan kjentes det?'])
    await answer(ada, false, '2026-12-04T12:00')
    await answer(ada, true, '2026-12-04T12:01')
    expect(await database.owner('SELECT yes FROM trial_answers WHERE pairing_id = $1', [pairingId])).toEqual([{ yes: true }])
    expect(await database.asActor(person(bo.id), 'SELECT * FROM trial_answers')).toEqual([])
  })

  test('goes on the morning after the second yes', async () => {
    const { ada, bo, log, answer, standing } = await pair()
    await log()
    await answer(ada, true, '2026-12-04T12:00')
    await answer(bo, true, '2026-12-04T22:00')
    await round('2026-12-05T09:59')
    expect(await standing()).toMatchObject({ state: 'trial' })
    await round('2026-12-05T10:00')
    expect(await standing()).toMatchObject({ state: 'active', request: 'paired', volunteer: 'active' })
    expect((await letters(bo)).at(-1).title).toBe('Ada og du fortsetter')
    expect(await answer(bo, false, '2026-12-05T11:00')).toEqual({ ok: false, reason: 'over' })
  })

  test('a no, two noes and no answer are the same to both: the same moment, the same words', async () => {
    const ways: [boolean | null, boolean | null][] = [[false, true], [true, false], [false, false], [true, null], [null, null]]
    const told = []
    for (const [first, second] of ways) {
      const { ada, bo, log, answer, standing } = await pair()
      await log()
      await round('2026-12-04T10:00')
      if (first !== null) await answer(ada, first, '2026-12-04T12:00')
      if (second !== null) await answer(bo, second, '2026-12-08T12:00')
      await round('2026-12-14T09:59')
      expect(await standing()).toMatchObject({ state: 'trial' })
      const before = (await letters(ada)).length
      await round('2026-12-14T10:00')
      expect(await standing()).toMatchObject({ state: 'ended', ended_because: 'trial', request: 'waiting', asked_at: asked, volunteer: 'ready' })
      told.push([(await letters(ada)).slice(before).map(({ title, paragraphs }) => [title, paragraphs[0]]), (await letters(bo)).slice(-1).map(({ title, paragraphs }) => [title, paragraphs[0]])])
    }
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(JSON.stringify(told[0]![0])).toBe(JSON.stringify(told[0]![1]))
  })

  test('written down late, or with a slip of the day, both are still asked first and have their days to answer', async () => {
    const { ada, bo, log, pairingId, standing } = await pair()
    expect(await log(ada, '2026-10-31', {}, '2026-12-03T18:00')).toEqual({ ok: false, reason: 'day_early' })
    expect(await log(ada, '2026-11-03', {}, '2026-12-03T18:00')).toEqual({ ok: true })
    await round('2026-12-03T18:01')
    expect(await standing()).toMatchObject({ state: 'trial' })
    for (const who of [ada, bo]) expect((await letters(who)).map(({ title, paragraphs }) => [title, paragraphs[2]])).toEqual([['Hvordan kjentes det?', 'Siste dag å svare på er lørdag 12. desember 2026.']])
    await round('2026-12-13T09:59')
    expect(await standing()).toMatchObject({ state: 'trial' })
    // It had not been: whoever wrote it takes it out. When they have met, they are asked again.
    await database.owner('DELETE FROM meeting_logs WHERE pairing_id = $1', [pairingId])
    await round('2026-12-20T10:00')
    await log(bo, '2026-12-22')
    await round('2026-12-22T19:00')
    await round('2026-12-23T10:00')
    await round('2026-12-23T10:01')
    for (const who of [ada, bo]) expect((await letters(who)).map(({ title }) => title)).toEqual(['Hvordan kjentes det?', 'Hvordan kjentes det?'])
    await round('2027-01-02T09:59')
    expect(await standing()).toMatchObject({ state: 'trial' })
    await round('2027-01-02T10:00')
    expect(await standing()).toMatchObject({ state: 'ended', ended_because: 'trial' })
  })

  test('does not end by the clock before both are asked', async () => {
    const { log, standing } = await pair()
    await log()
    await round('2026-12-20T21:00')
    expect(await standing()).toMatchObject({ state: 'trial' })
    await round('2026-12-21T10:00')
    await round('2026-12-30T21:00')
    expect(await standing()).toMatchObject({ state: 'trial' })
    await round('2026-12-31T10:00')
    expect(await standing()).toMatchObject({ state: 'ended' })
  })

  test('the coordinator may give more time', async () => {
    const { coordinator, ada, log, pairingId, standing } = await pair()
    await log()
    await round('2026-12-04T10:00')
    const give = (who: { id: string }, until = '2026-12-20', at = '2026-12-12T12:00') => lean(person(who.id), (sql) => giveTime(sql, { pairingId, until, now: oslo(at) }))
    // A day that has been on the pair's own clock, though not in UTC yet, and one that is far away.
    expect([await give(coordinator, '2026-12-12', '2026-12-13T00:30'), await give(coordinator, '2027-03-01')]).toEqual([false, false])
    expect([await give(ada), await give(coordinator)]).toEqual([false, true])
    await round('2026-12-14T10:00')
    expect(await standing()).toMatchObject({ state: 'trial' })
    await round('2026-12-21T10:00')
    expect(await standing()).toMatchObject({ state: 'ended' })
  })
})

describe('ending', () => {
  test('is at once: what lies ahead is called off, nothing owed is sent, everybody is free', async () => {
    const { coordinator, ada, bo, pairingId, standing, log } = await pair('active')
    const now = oslo('2027-02-01T12:00')
    await log(bo, '2027-01-30', { line: 'Vi gikk en tur', shownTo: 'coordinator' })
    await lean(person(bo.id), (sql) => arrangeMeeting(sql, { pairingId, by: bo.id, key: 'a', now, at: { day: '2027-02-05', time: '1800', minutes: 60, place: 'Kafé Løkka' } }))
    await lean(person(bo.id), (sql) => wishFor(sql, { pairingId, personId: bo.id, kind: 'rematch', words: 'Jeg klarer ikke mer', now }))
    const end = (who: { id: string }) => lean(person(who.id), (sql) => endPairing(sql, { pairingId, because: 'rematch', by: who.id, now }))
    expect(await end(ada)).toEqual({ ok: false, reason: 'not_found' })
    expect(await end(bo)).toEqual({ ok: false, reason: 'not_found' })
    expect(await end(coordinator)).toEqual({ ok: true })
    expect(await end(coordinator)).toEqual({ ok: true })
    expect(await standing()).toMatchObject({ state: 'ended', ended_because: 'rematch', request: 'waiting', asked_at: asked, volunteer: 'ready' })
    expect(await database.owner('SELECT cancelled_at IS NOT NULL AS off FROM appointments WHERE pairing_id = $1', [pairingId])).toEqual([{ off: true }])
    // The invitation that lay ready for the former companion is gone; the calling-off and the last word are there.
    const toBo = await letters(bo)
    expect(toBo.map((facts) => facts.calendar?.method ?? facts.title ?? 'wiped')).toEqual(['wiped', 'CANCEL', 'Tiden deres sammen er avsluttet'])
    expect(JSON.stringify([toBo[0], toBo[2]])).not.toMatch(/Ada|Løkka|pairings/)
    const [toAda] = (await letters(ada)).slice(-1)
    expect([toAda.title, toAda.paragraphs[0]]).toEqual([toBo[2].title, toBo[2].paragraphs[0]])
    expect((await database.asActor(person(bo.id), `SELECT 1 FROM pairings UNION ALL SELECT 1 FROM meeting_logs UNION ALL SELECT 1 FROM meeting_lines UNION ALL SELECT 1 FROM pairing_wishes UNION ALL SELECT 1 FROM appointments`))).toEqual([])
  })

  test('what the two do at that moment comes before it or is refused', async () => {
    const { coordinator, bo, pairingId } = await pair('active')
    const now = oslo('2027-02-01T12:00')
    const at = { day: '2027-02-05', time: '1800', minutes: 60, place: 'Parken' }
    const racing = [
      lean(person(coordinator.id), (sql) => endPairing(sql, { pairingId, because: 'landed', by: coordinator.id, now })),
      ...Array.from({ length: 5 }, (_, key) => lean(person(bo.id), (sql) => arrangeMeeting(sql, { pairingId, by: bo.id, key: String(key), now, at }))),
    ]
    await Promise.all(racing)
    expect(await database.owner('SELECT 1 FROM appointments WHERE pairing_id = $1 AND cancelled_at IS NULL', [pairingId])).toEqual([])
    const late = { pairingId, now }
    expect(await lean(person(bo.id), (sql) => arrangeMeeting(sql, { ...late, by: bo.id, key: 'late', at }))).toEqual({ ok: false, reason: 'not_found' })
    expect(await lean(person(bo.id), (sql) => wishFor(sql, { ...late, personId: bo.id, kind: 'talk', words: '' }))).toEqual({ ok: false, reason: 'not_found' })
    expect(await lean(person(bo.id), (sql) => lookBack(sql, { ...late, personId: bo.id, words: { good: 'x', hard: '', takes: '' }, shared: true }))).toBe(false)
    const [meeting] = await database.owner('SELECT id FROM appointments WHERE pairing_id = $1 LIMIT 1', [pairingId])
    if (meeting) {
      expect(await lean(person(bo.id), (sql) => moveMeeting(sql, { ...late, id: meeting.id, at }))).toEqual({ ok: false, reason: 'not_found' })
      expect(await lean(person(bo.id), (sql) => callOffMeeting(sql, { ...late, id: meeting.id, by: bo.id }))).toEqual({ ok: false, reason: 'not_found' })
    }
  })

  test('in a trial there is one reason, whatever the form says; of a walk one is asked why', async () => {
    for (const because of ['landed', 'moved', 'stopped', 'trial'] as const) {
      const { coordinator, pairingId, standing } = await pair()
      expect(await lean(person(coordinator.id), (sql) => endPairing(sql, { pairingId, because, by: coordinator.id, now: oslo('2026-12-04T12:00') }))).toEqual({ ok: true })
      expect(await standing()).toMatchObject({ state: 'ended', ended_because: 'trial', request: 'waiting', asked_at: asked })
    }
    // A form from when it was a trial still: it had gone on in the meantime.
    const { coordinator, pairingId, standing } = await pair('active')
    expect(await lean(person(coordinator.id), (sql) => endPairing(sql, { pairingId, because: 'trial', by: coordinator.id, now: oslo('2026-12-04T12:00') }))).toEqual({ ok: false, reason: 'reason_missing' })
    expect(await standing()).toMatchObject({ state: 'active' })
  })

  test('a companion who walks with another one too goes on being active; landing does not put anybody in line', async () => {
    const { organisation, pairingId, standing, volunteer } = await pair('active')
    await makePairing(database, { request: await makeRequest(database, { organisation }), volunteer })
    await lean(system('companions'), (sql) => closePairing(sql, { pairingId, because: 'landed', by: null, now: oslo('2027-09-01T12:00') }))
    expect(await standing()).toMatchObject({ state: 'ended', request: 'paused', volunteer: 'active' })
  })
})

test('the coordinator may propose the first meeting, and sees when it is; what the two arrange is theirs', async () => {
  const { coordinator, ada, bo, pairingId } = await pair()
  const now = oslo('2026-12-01T12:00')
  const arrange = (by: { id: string }, day: string, key = 'a') => lean(person(by.id), (sql) => arrangeMeeting(sql, { pairingId, by: by.id, key, now, at: { day, time: '1730', minutes: 60, place: 'Huset' } }))
  expect([await arrange(coordinator, '2026-12-03'), await arrange(coordinator, '2026-12-03')]).toEqual([{ ok: true }, { ok: true }])
  await arrange(ada, '2026-12-05', 'b')
  expect(await arrange(bo, '2026-11-30')).toEqual({ ok: false, reason: 'past' })
  const seen = async (who: { id: string }) => (await database.asActor(person(who.id), 'SELECT starts_at FROM appointments ORDER BY 1')).length
  expect([await seen(coordinator), await seen(ada), await seen(bo)]).toEqual([1, 2, 2])
  for (const who of [ada, bo]) expect((await letters(who)).filter(({ calendar }) => calendar).length).toBe(2)
  expect(await letters(coordinator)).toEqual([])
})

test('coordinators are told once a week how many things there are to look at, and nobody’s name', async () => {
  const { coordinator } = await pair('active')
  const mine = async () => (await letters(coordinator)).filter(({ title }) => /se på/.test(title))
  await round('2027-03-01T09:00')
  expect(await mine()).toEqual([])
  for (const at of ['2027-03-01T10:00', '2027-03-01T10:01', '2027-03-02T10:00', '2027-03-07T12:00']) await round(at)
  expect((await mine()).map(({ title }) => title)).toEqual(['Én ting å se på'])
  expect(JSON.stringify(await mine())).not.toMatch(/Ada|Bo\b|Moe|Lie/)
  await round('2027-03-09T10:00')
  expect(await mine()).toHaveLength(2)
})

test('a coordinator who is one of the two is not told how many things there are about themselves', async () => {
  const { organisation, coordinator } = await pair('active')
  const both = await makeMember(database, organisation, 'coordinator')
  const own = await makePairing(database, { request: await makeRequest(database, { organisation }), volunteer: await makeVolunteer(database, { organisation, person: both, state: 'active' }), startsOn: '2026-12-01', expectedEnd: '2027-09-01' })
  await round('2027-03-01T10:00')
  const told = async (who: { id: string }) => (await letters(who)).map(({ title }) => title)
  expect([await told(coordinator), await told(both)]).toEqual([['2 ting å se på'], ['Én ting å se på']])
  await database.owner(`UPDATE pairings SET state = 'ended', ended_at = now(), ended_because = 'landed' WHERE organisation_id = $1 AND id <> $2`, [organisation.id, own.id])
  await round('2027-03-09T10:00')
  expect([(await told(coordinator)).length, (await told(both)).length]).toEqual([2, 1])
})

test('everything one asks the coordinator for arrives; the same, sent twice, is one', async () => {
  const { coordinator, ada, bo, pairingId } = await pair('active')
  const wish = (kind: 'talk' | 'rematch', words: string, at = '2027-02-01T12:00') => lean(person(ada.id), (sql) => wishFor(sql, { pairingId, personId: ada.id, kind, words, now: oslo(at) }))
  await Promise.all([wish('talk', ''), wish('talk', '')])
  expect(await wish('rematch', 'Jeg er redd')).toEqual({ ok: true })
  expect(await wish('rematch', 'Jeg er redd, ring meg')).toEqual({ ok: true })
  const read = await lean(person(coordinator.id), (sql) => wishesOf(sql, pairingId))
  expect(read.map(({ kind, words }) => [kind, words])).toEqual([['talk', ''], ['rematch', 'Jeg er redd'], ['rematch', 'Jeg er redd, ring meg']])
  expect(await letters(coordinator)).toHaveLength(3)
  expect([await letters(bo), await lean(person(bo.id), (sql) => wishesOf(sql, pairingId))]).toEqual([[], []])
  for (let n = 0; n < 7; n++) expect(await wish('talk', String(n))).toEqual({ ok: true })
  expect(await wish('talk', 'til')).toEqual({ ok: false, reason: 'many' })
  expect(await wish('talk', 'til', '2027-02-02T12:01')).toEqual({ ok: true })
})

test('a form that lay open does not call off or move a meeting that has been, and no hour is made of one the clock skips', async () => {
  const { ada, bo, pairingId } = await pair()
  const act = <T>(who: { id: string }, work: (sql: Sql) => Promise<T>) => lean(person(who.id), work)
  const at = { day: '2026-12-03', time: '1730', minutes: 60, place: '' }
  await act(ada, (sql) => arrangeMeeting(sql, { pairingId, by: ada.id, key: 'a', now: oslo('2026-12-01T12:00'), at }))
  const [{ id }] = (await database.owner('SELECT id FROM appointments WHERE pairing_id = $1', [pairingId])) as [{ id: string }]
  const late = { pairingId, id, now: oslo('2026-12-03T18:30') }
  expect(await act(bo, (sql) => callOffMeeting(sql, { ...late, by: bo.id }))).toEqual({ ok: false, reason: 'been' })
  expect(await act(bo, (sql) => moveMeeting(sql, { ...late, at: { ...at, day: '2026-12-09' } }))).toEqual({ ok: false, reason: 'been' })
  expect(await database.owner(`SELECT cancelled_at, sequence FROM appointments WHERE id = $1`, [id])).toEqual([{ cancelled_at: null, sequence: 0 }])
  const soon = { pairingId, by: ada.id, key: 'b', now: oslo('2027-03-20T12:00') }
  expect(await act(ada, (sql) => arrangeMeeting(sql, { ...soon, at: { ...at, day: '2027-03-28', time: '0230' } }))).toEqual({ ok: false, reason: 'skipped' })
  expect(await act(ada, (sql) => arrangeMeeting(sql, { ...soon, at: { ...at, day: '2027-03-28', time: '0330' } }))).toEqual({ ok: true })
  const [next] = (await database.owner('SELECT id FROM appointments WHERE pairing_id = $1 AND id <> $2', [pairingId, id])) as [{ id: string }]
  const off = () => act(bo, (sql) => callOffMeeting(sql, { pairingId, id: next.id, by: bo.id, now: soon.now }))
  expect([await off(), await off()]).toEqual([{ ok: true }, { ok: true }])
})

test('both are asked to look back, once, two weeks before the end', async () => {
  const { ada, bo } = await pair('active')
  await round('2027-08-17T12:00')
  const asked = async (who: { id: string }) => (await letters(who)).filter(({ title }) => title === 'Snart er dere framme').length
  expect([await asked(ada), await asked(bo)]).toEqual([0, 0])
  for (const at of ['2027-08-18T12:00', '2027-08-19T12:00']) await round(at)
  expect([await asked(ada), await asked(bo)]).toEqual([1, 1])
})
