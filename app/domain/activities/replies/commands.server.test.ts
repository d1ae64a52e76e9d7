import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeActivity, makeActivity, makeMember, type MadeOrganisation, makeOrganisation, type MadePerson, makePerson, makeSignUp } from '#tests/support/factories.ts'
import { replyText, webhookSecret } from '#tests/support/replies.ts'
import { joinDates, leaveSeries } from '../series/sign-ups/commands.server.ts'
import { announce, joinActivity, leaveActivity } from '../sign-ups/commands.server.ts'
import { applyReply, mailArrived } from './commands.server.ts'
import { organizerOf } from './proof.server.ts'
import { readReplies } from './read.ts'

Object.assign(process.env, { REPLY_TO: 'svar@inn.samkraft.example', RESEND_API_KEY: 're_test', RESEND_WEBHOOK_SECRET: webhookSecret })
const database = useDatabase()
const hour = 3_600_000
const now = new Date()
const later = (minutes: number) => new Date(+now + minutes * 60_000)

let house: MadeOrganisation
let ase: MadePerson, next: MadePerson, organiser: MadePerson
let walk: MadeActivity
beforeAll(async () => {
  house = await makeOrganisation(database)
  organiser = await makeMember(database, house, 'organiser')
})
beforeEach(async () => {
  ase = await makePerson(database, { name: 'Åse Sæther' })
  next = await makePerson(database)
  walk = await makeActivity(database, { organisation: house, title: 'Tur til Dalsnuten', places: 1, createdBy: organiser })
  for (const guest of [ase, next]) await lean(person(guest.id), (sql) => joinActivity(sql, { activityId: walk.id, personId: guest.id, now }))
})

type Say = { file?: string; uid?: string; answer?: 'ACCEPTED' | 'DECLINED' | 'TENTATIVE'; sequence?: number; at?: Date; attendee?: string; from?: string; to?: string; recurrence?: string; recurrenceUtc?: string; heard?: Date }
const addressOf = (who: MadePerson, uid: string) => /<(.*)>/.exec(organizerOf(who.id, uid))![1]!
/** What Åse's calendar says, unless told otherwise. */
async function say({ file = 'google', uid = walk.uid, answer = 'DECLINED', sequence = 0, at = later(1), attendee = ase.email, from = attendee, to = addressOf(ase, uid), recurrence, recurrenceUtc, heard = later(60) }: Say = {}) {
  const [reply] = readReplies(replyText(file, { uid, organizer: to, attendee, answer, sequence, saidAt: at, recurrence, recurrenceUtc }))
  return applyReply(reply!, { from, recipients: [to] }, heard)
}
const stateOf = async (who: MadePerson, activity: { id: string } = walk) => (await database.owner(`SELECT state FROM sign_ups WHERE person_id = $1 AND activity_id = $2`, [who.id, activity.id]))[0]?.state as string | undefined
const mailsOf = async (who: MadePerson) => (await database.owner(`SELECT template, facts FROM mails WHERE person_id = $1 ORDER BY number`, [who.id])).map(({ template, facts }) => [template, facts.method ?? facts.subject ?? facts.reason])

describe('one activity', () => {
  test('no leaves, the next one gets the place, and the calendar is not told what it knows', async () => {
    expect(await say()).toEqual({ ok: true, changed: 1 })
    expect([await stateOf(ase), await stateOf(next)]).toEqual(['left', 'joined'])
    expect(await mailsOf(ase)).toEqual([['calendar', 'REQUEST'], ['letter', 'Svaret ditt er notert']])
    const [{ facts }] = (await database.owner(`SELECT facts FROM mails WHERE person_id = $1 AND template = 'letter'`, [ase.id])) as [{ facts: { facts: string[][]; buttons: { href: string }[] } }]
    expect(facts.facts[0]).toEqual(['Hva', 'Tur til Dalsnuten'])
    expect(facts.buttons[0]!.href).toMatch(/^\/answer\/[0-9a-f]{96}\?answer=yes$/)
    // Later news are nothing to a calendar that let go of it.
    expect(await database.owner(`SELECT method, sequence FROM calendar_entries WHERE person_id = $1`, [ase.id])).toEqual([{ method: 'CANCEL', sequence: 0 }])
  })

  test('the same answer again, and what was said before it, change nothing and send nothing', async () => {
    await say({ at: later(5) })
    const mails = await mailsOf(ase)
    for (const again of [{ at: later(5) }, { at: later(5), file: 'outlook' }, { at: later(4), answer: 'ACCEPTED' }, { at: later(3), answer: 'TENTATIVE' }] as const) expect(await say(again)).toEqual({ ok: true, changed: 0 })
    expect(await mailsOf(ase)).toEqual(mails)
    expect(await database.owner(`SELECT answer FROM calendar_replies WHERE person_id = $1`, [ase.id])).toEqual([{ answer: 'declined' }])
    // A new no to what one has left already says nothing new.
    expect(await say({ at: later(6) })).toEqual({ ok: true, changed: 0 })
    expect(await mailsOf(ase)).toEqual(mails)
  })

  test('yes after no joins again, or waits when somebody else has the place', async () => {
    await say()
    expect(await say({ answer: 'ACCEPTED', at: later(2) })).toEqual({ ok: true, changed: 1 })
    expect(await stateOf(ase)).toBe('waiting')
    await lean(person(next.id), (sql) => leaveActivity(sql, { activityId: walk.id, personId: next.id, now: later(70) }))
    expect(await stateOf(ase)).toBe('joined')
    expect((await mailsOf(ase)).map(([template]) => template)).toEqual(['calendar', 'letter', 'waiting', 'calendar'])
    // What their calendar has been told since carries a higher number.
    expect(await say({ at: later(3) })).toEqual({ ok: false, reason: 'stale' })
    expect(await stateOf(ase)).toBe('joined')
    expect(await say({ at: later(80), sequence: 1, heard: later(81) })).toEqual({ ok: true, changed: 1 })
  })

  test('maybe keeps the place and is for the person alone', async () => {
    expect(await say({ answer: 'TENTATIVE', file: 'microsoft365' })).toEqual({ ok: true, changed: 0 })
    expect(await stateOf(ase)).toBe('joined')
    expect(await mailsOf(ase)).toHaveLength(1)
    const seen = (who: string) => database.asActor(who, 'SELECT answer FROM calendar_replies')
    expect(await seen(`person:${ase.id}`)).toEqual([{ answer: 'tentative' }])
    for (const who of ['visitor', `person:${next.id}`, `person:${organiser.id}`, 'system:replies', 'system:mail']) expect(await seen(who), who).toEqual([])
  })

  test('forged, foreign, stale and odd answers change nothing', async () => {
    const other = await makeActivity(database, { organisation: house })
    const cases: [string, Say, string][] = [
      ['a From that somebody wrote, to an address that anybody knows', { to: 'svar@inn.samkraft.example' }, 'not-proved'],
      ['a guessed mark', { to: `svar+${'0'.repeat(32)}@inn.samkraft.example` }, 'not-proved'],
      ['the mark of one\'s own invitation, for somebody else', { to: addressOf(next, walk.uid) }, 'not-proved'],
      ['the mark of another event', { to: addressOf(ase, other.uid) }, 'not-proved'],
      ['an answer for somebody else than the sender', { from: next.email }, 'not-the-sender'],
      ['an event nobody knows', { uid: 'ukjent@samkraft.example', to: addressOf(ase, 'ukjent@samkraft.example') }, 'not-invited'],
      ['an activity one was never invited to', { uid: other.uid, to: addressOf(ase, other.uid) }, 'not-invited'],
      ['an address nobody has', { attendee: 'ingen@example.org' }, 'not-invited'],
      ['a number lower than the calendar was told', { sequence: -0 }, 'stale'],
      ['a clock far ahead', { at: later(600), sequence: 5 }, 'from-the-future'],
      ['a date of what is no series', { file: 'icloud-date', recurrenceUtc: '20261203T170000Z', sequence: 5 }, 'no-such-date'],
    ]
    await database.owner('UPDATE calendar_entries SET sequence = 4 WHERE person_id = $1', [ase.id])
    const mails = await mailsOf(ase)
    for (const [what, given, reason] of cases) expect(await say({ sequence: 4, ...given }), what).toEqual({ ok: false, reason })
    expect([await stateOf(ase), await stateOf(next)]).toEqual(['joined', 'waiting'])
    expect(await mailsOf(ase)).toEqual(mails)
    expect(await database.owner('SELECT FROM calendar_replies WHERE person_id = $1', [ase.id])).toEqual([])
    // And the same, in order, does.
    expect(await say({ sequence: 4 })).toEqual({ ok: true, changed: 1 })
  })

  test('too late is too late, and whoever leads it without having joined does not join by a yes', async () => {
    expect(await say({ heard: new Date(+walk.startsAt + hour), at: walk.startsAt })).toEqual({ ok: true, changed: 0 })
    expect(await stateOf(ase)).toBe('joined')
    await database.owner(`INSERT INTO calendar_entries (activity_id, person_id, method) VALUES ($1, $2, 'REQUEST')`, [walk.id, organiser.id])
    for (const answer of ['ACCEPTED', 'DECLINED'] as const) expect(await say({ answer, attendee: organiser.email, to: addressOf(organiser, walk.uid), at: later(answer === 'ACCEPTED' ? 1 : 2) })).toEqual({ ok: true, changed: 0 })
    expect(await stateOf(organiser)).toBeUndefined()
  })

  test('many at once are one', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => say({ file: ['google', 'outlook', 'apple'][i % 3]! })))
    expect([await stateOf(ase), await stateOf(next)]).toEqual(['left', 'joined'])
    expect((await mailsOf(ase)).filter(([template]) => template === 'letter')).toHaveLength(1)
  })
})

describe('a series', () => {
  const days = ['2026-12-03', '2026-12-10', '2026-12-17']
  const wall = (day: string) => `${day.replaceAll('-', '')}T180000`
  let series: string, uid: string
  let dates: MadeActivity[]
  beforeEach(async () => {
    uid = `serie-${ase.id}@samkraft.example`
    ;[{ id: series }] = (await database.owner(`INSERT INTO series (organisation_id, slug) VALUES ($1, $2) RETURNING id`, [house.id, `serie-${ase.id}`])) as [{ id: string }]
    const [rule] = await database.owner(
      `INSERT INTO series_rules (series_id, uid, rule, first_day, start_time, minutes, zone, made_until) VALUES ($1, $2, 'FREQ=WEEKLY', '2026-12-03', '18:00', 120, 'Europe/Oslo', '2026-12-17') RETURNING id`, [series, uid])
    dates = []
    for (const day of days) {
      const date = await makeActivity(database, { organisation: house, startsAt: new Date(`${day}T17:00:00Z`) })
      await database.owner('UPDATE activities SET series_id = $1, rule_id = $2, occurrence = $3 WHERE id = $4', [series, rule!.id, day, date.id])
      await makeSignUp(database, { activity: date, person: ase })
      await database.owner(`INSERT INTO calendar_entries (activity_id, person_id, method, sequence) VALUES ($1, $2, 'REQUEST', 2)`, [date.id, ase.id])
      dates.push(date)
    }
    await database.owner(`INSERT INTO series_sign_ups (series_id, person_id, state) VALUES ($1, $2, 'joined')`, [series, ase.id])
  })
  const states = () => Promise.all(dates.map((date) => stateOf(ase, date)))
  const always = async () => (await database.owner('SELECT state FROM series_sign_ups WHERE person_id = $1', [ase.id]))[0]?.state
  const heard = new Date('2026-12-01T12:00:00Z')
  const at = (minutes: number) => new Date(+heard - 3_600_000 + minutes * 60_000)
  const answer = (given: Say) => say({ uid, sequence: 2, at: at(1), heard, ...given })

  test.each([['google-date', { recurrence: wall(days[1]!) }], ['microsoft365-date', { recurrence: wall(days[1]!) }], ['icloud-date', { recurrenceUtc: '20261210T170000Z' }]] as const)('%s: no to one date is no to that date', async (file, when) => {
    expect(await answer({ file, ...when })).toEqual({ ok: true, changed: 1 })
    expect(await states()).toEqual(['joined', 'left', 'joined'])
    expect(await always()).toBe('joined')
    expect(await answer({ file, ...when, answer: 'ACCEPTED', at: at(2) })).toEqual({ ok: true, changed: 1 })
    expect(await states()).toEqual(['joined', 'joined', 'joined'])
  })

  test('a date that was moved is known by the day it was first meant for; one that is not there changes nothing', async () => {
    await database.owner(`UPDATE activities SET starts_at = '2026-12-12T12:00:00Z', ends_at = '2026-12-12T14:00:00Z' WHERE id = $1`, [dates[1]!.id])
    expect(await answer({ file: 'google-date', recurrence: '20261212T130000' })).toEqual({ ok: false, reason: 'no-such-date' })
    expect(await answer({ file: 'google-date', recurrence: wall(days[1]!) })).toEqual({ ok: true, changed: 1 })
    expect(await states()).toEqual(['joined', 'left', 'joined'])
  })

  test('no to all is no to every coming date and to those still to be made, told in one letter; yes takes it back', async () => {
    expect(await answer({ file: 'apple', heard: new Date('2026-12-04T12:00:00Z'), at: new Date('2026-12-04T11:00:00Z') })).toEqual({ ok: true, changed: 3 })
    expect(await states()).toEqual(['joined', 'left', 'left'])
    expect(await always()).toBe('left')
    const mails = (await mailsOf(ase)).slice(1)
    expect(mails).toEqual([['letter', 'Svaret ditt er notert']])
    expect(await answer({ file: 'google', answer: 'ACCEPTED', heard: new Date('2026-12-04T12:30:00Z'), at: new Date('2026-12-04T12:10:00Z') })).toEqual({ ok: true, changed: 3 })
    expect(await states()).toEqual(['joined', 'joined', 'joined'])
    expect(await always()).toBe('joined')
    expect((await mailsOf(ase)).slice(2)).toEqual([['calendar', 'REQUEST']])
  })

  const told = async (who: MadePerson) => Number((await database.owner('SELECT max(sequence) AS n FROM calendar_entries WHERE person_id = $1 AND activity_id <> $2', [who.id, walk.id]))[0]!.n)
  const join = (who: MadePerson, ...wanted: MadeActivity[]) => lean(person(who.id), (sql) => joinDates(sql, { seriesId: series, dates: wanted.map(({ id }) => id), personId: who.id, now: heard }))
  const answerOf = async (who: MadePerson, given: Say) => answer({ attendee: who.email, to: addressOf(who, uid), sequence: await told(who), ...given })
  const statesOf = (who: MadePerson) => Promise.all(dates.map((date) => stateOf(who, date)))

  test('a yes to a newer invitation does not bring back the date that it no longer contains', async () => {
    await answer({ file: 'google-date', recurrence: wall(days[1]!) })
    await database.owner(`UPDATE activities SET area = 'Bryne', sequence = 3 WHERE series_id = $1`, [series])
    await lean(person(organiser.id), (sql) => announce(sql, dates.map(({ id }) => id), { reason: 'changed', changes: ['place'] }, heard))
    expect(await told(ase)).toBe(3)
    expect(await answer({ file: 'google', answer: 'ACCEPTED', sequence: 3, at: at(5) })).toEqual({ ok: true, changed: 0 })
    expect(await states()).toEqual(['joined', 'left', 'joined'])
    expect(await database.owner('SELECT answer FROM calendar_replies WHERE activity_id = $1', [dates[1]!.id])).toEqual([{ answer: 'declined' }])
  })

  test('dates joined one by one: a yes to the one does not bring back the other', async () => {
    await join(next, dates[0]!)
    expect(await answerOf(next, { at: at(1) })).toEqual({ ok: true, changed: 1 })
    await join(next, dates[2]!)
    expect(await answerOf(next, { answer: 'ACCEPTED', at: at(5) })).toEqual({ ok: true, changed: 0 })
    expect(await statesOf(next)).toEqual(['left', undefined, 'joined'])
  })

  test('no to all is also no to the dates one waits for, and a yes stands in line again; no to a single date is no to that', async () => {
    await database.owner('UPDATE activities SET places = 1 WHERE id = $1', [dates[2]!.id])
    await join(next, dates[0]!, dates[2]!)
    expect(await answerOf(next, { at: at(1) })).toEqual({ ok: true, changed: 1 })
    expect(await statesOf(next)).toEqual(['left', undefined, 'waiting'])
    await join(next, dates[0]!, dates[1]!)
    const sequence = await told(next)
    expect(await answerOf(next, { at: at(3) })).toEqual({ ok: true, changed: 3 })
    expect(await statesOf(next)).toEqual(['left', 'left', 'left'])
    expect((await mailsOf(next)).filter(([template]) => template === 'calendar').every(([, method]) => method === 'REQUEST')).toBe(true)
    expect(await answerOf(next, { answer: 'ACCEPTED', at: at(5), sequence })).toEqual({ ok: true, changed: 3 })
    expect(await statesOf(next)).toEqual(['joined', 'joined', 'waiting'])
  })

  test('a yes takes back that their calendar ended coming always, with the dates made since, for nobody to see; the old no is no more', async () => {
    await database.owner('UPDATE series_sign_ups SET visible_to_others = true')
    expect(await answer({ at: at(1) })).toEqual({ ok: true, changed: 4 })
    expect(await answer({ at: at(2) })).toEqual({ ok: true, changed: 0 })
    const made = await makeActivity(database, { organisation: house, startsAt: new Date('2026-12-24T17:00:00Z') })
    await database.owner(`UPDATE activities a SET series_id = b.series_id, rule_id = b.rule_id, occurrence = '2026-12-24' FROM activities b WHERE b.id = $1 AND a.id = $2`, [dates[0]!.id, made.id])
    expect(await answer({ answer: 'ACCEPTED', at: at(3) })).toEqual({ ok: true, changed: 5 })
    expect([...(await states()), await stateOf(ase, made)]).toEqual(['joined', 'joined', 'joined', 'joined'])
    expect(await database.owner('SELECT state, visible_to_others, declined_sequence FROM series_sign_ups WHERE person_id = $1', [ase.id])).toEqual([{ state: 'joined', visible_to_others: false, declined_sequence: null }])
    await database.owner('UPDATE calendar_entries SET sequence = 2 WHERE person_id = $1', [ase.id])
    expect(await answer({ at: at(2) })).toEqual({ ok: true, changed: 0 })
    expect(await always()).toBe('joined')
  })

  test('coming always that was ended here is not begun again by a calendar', async () => {
    await lean(person(ase.id), (sql) => leaveSeries(sql, { seriesId: series, personId: ase.id, now: heard }))
    await join(ase, dates[0]!, dates[1]!)
    const sequence = await told(ase)
    expect(await answer({ sequence, at: at(1) })).toEqual({ ok: true, changed: 2 })
    expect(await answer({ sequence, answer: 'ACCEPTED', at: at(2) })).toEqual({ ok: true, changed: 2 })
    expect([...(await states()), await always()]).toEqual(['joined', 'joined', 'left', 'left'])
  })

  test('no to an event of the series that has ended is no to its dates, and no end to the one that goes on', async () => {
    await database.owner(`UPDATE series_rules SET last_day = made_until WHERE series_id = $1`, [series])
    await database.owner(`INSERT INTO series_rules (series_id, uid, rule, first_day, start_time, minutes, zone, made_until) VALUES ($1, $2, 'FREQ=WEEKLY', '2026-12-22', '18:00', 120, 'Europe/Oslo', '2026-12-22')`, [series, `ny-${uid}`])
    expect(await answer({})).toEqual({ ok: true, changed: 3 })
    expect([...(await states()), await always()]).toEqual(['left', 'left', 'left', 'joined'])
  })

  test('the number is the event\'s: what is older than any of its dates was told is stale', async () => {
    await database.owner('UPDATE calendar_entries SET sequence = 7 WHERE activity_id = $1', [dates[2]!.id])
    expect(await answer({ file: 'google-date', recurrence: wall(days[0]!), sequence: 6 })).toEqual({ ok: false, reason: 'stale' })
    expect(await answer({ file: 'google-date', recurrence: wall(days[0]!), sequence: 7 })).toEqual({ ok: true, changed: 1 })
  })
})

describe('what the provider tells', () => {
  const jobs = async (emailId: string) => (await database.owner(`SELECT FROM pgboss.job WHERE name = 'replies' AND data->>'emailId' = $1`, [emailId])).length
  test('a mail to one of our addresses is fetched once, however often it is told; other mail never', async () => {
    const to = addressOf(ase, walk.uid)
    for (let i = 0; i < 3; i++) await mailArrived({ webhookId: 'msg_1', emailId: 'one', recipients: [to.toUpperCase()] }, now)
    await Promise.all([1, 2, 3].map(() => mailArrived({ webhookId: 'msg_2', emailId: 'two', recipients: ['annen@example.org', to] }, now)))
    await mailArrived({ webhookId: 'msg_3', emailId: 'three', recipients: ['svar@inn.samkraft.example', `svar+${'0'.repeat(32)}@annet.example`, 'post@samkraft.example'] }, now)
    expect([await jobs('one'), await jobs('two'), await jobs('three')]).toEqual([1, 1, 0])
  })
  test('what was told is remembered for a month, and seen by nobody else', async () => {
    await database.owner(`UPDATE received_webhooks SET received_at = now() - interval '31 days'`)
    await mailArrived({ webhookId: 'msg_9', emailId: 'nine', recipients: [addressOf(ase, walk.uid)] }, now)
    expect(await database.owner('SELECT id FROM received_webhooks')).toEqual([{ id: 'msg_9' }])
    for (const who of ['visitor', `person:${organiser.id}`, 'system:mail', 'system:announce']) expect(await database.asActor(who, 'SELECT FROM received_webhooks'), who).toEqual([])
  })
  test('whose an invitation is, is told to nobody but the reader of answers', async () => {
    const ask = (who: string) => database.asActor(who, 'SELECT person_id FROM invited_to($1, $2)', [walk.uid, ase.email])
    for (const who of ['visitor', `person:${organiser.id}`, `person:${ase.id}`, 'system:mail']) expect(await ask(who), who).toEqual([])
    expect(await ask('system:replies')).toEqual([{ person_id: ase.id }])
    await expect(database.asActor(`person:${organiser.id}`, `INSERT INTO calendar_replies (activity_id, person_id, answer, said_at, sequence, applied_at) VALUES ($1, $2, 'declined', now(), 0, now())`, [walk.id, ase.id])).rejects.toThrow(/row-level security/)
  })
})
