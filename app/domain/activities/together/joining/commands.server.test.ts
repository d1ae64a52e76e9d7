import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { person, system, visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type ActivityWishes, makeActivity, makeMember, makeOrganisation, makePerson, type MadePerson } from '#tests/support/factories.ts'
import { arrangementsForgotten } from '../../rides/jobs.server.ts'
import { joinActivity, leaveActivity, removeFromActivity } from '../../sign-ups/commands.server.ts'
import { offersRunOut } from '../../sign-ups/jobs.server.ts'
import { mySignUp } from '../../sign-ups/queries.server.ts'
import { companyToken, invitationOfToken } from '../answer.server.ts'
import { arrangeMeeting, inviteAlong, partWays, takeBack } from '../commands.server.ts'
import { companyOf } from '../queries.server.ts'
import { comeAlong, stayAway } from './commands.server.ts'

const db = useDatabase()
const hour = 3_600_000
const noon = new Date('2030-01-15T11:00:00Z')
const later = (hours: number) => new Date(+noon + hours * hour)

const activityWith = async (places: number | null, given: ActivityWishes & { hours?: number } = {}) => {
  const activity = await makeActivity(db, { places, startsAt: later(120), endsAt: later(122), ...given })
  if (given.hours) await db.owner('UPDATE activities SET offer_hours = $2 WHERE id = $1', [activity.id, given.hours])
  return activity
}
const people = (count: number): Promise<MadePerson[]> => Promise.all(Array.from({ length: count }, (_, i) => makePerson(db, { name: `Navn${i} Etternavn` })))
const join = (activity: { id: string }, who: { id: string }, now = noon) => lean(person(who.id), (sql) => joinActivity(sql, { activityId: activity.id, personId: who.id, now }))
const leave = (activity: { id: string }, who: { id: string }, both = false, now = noon) => lean(person(who.id), (sql) => leaveActivity(sql, { activityId: activity.id, personId: who.id, both, now }))
const invite = async (activity: { id: string }, who: MadePerson, email?: string, now = noon) => {
  const answer = await lean(person(who.id), (sql) => inviteAlong(sql, { activityId: activity.id, inviter: who, email, now }))
  const [row] = await db.owner<{ id: string }>('SELECT id FROM together WHERE activity_id = $1 AND inviter_id = $2 ORDER BY created_at DESC, ended_at NULLS FIRST LIMIT 1', [activity.id, who.id])
  return { answer, id: row?.id ?? '' }
}
const accept = (id: string, who: MadePerson, now = noon) => lean(person(who.id), (sql) => comeAlong(sql, { invitationId: id, person: who, now }))
const pair = async (activity: { id: string }, a: MadePerson, b: MadePerson) => accept((await invite(activity, a)).id, b)
const company = (activity: { id: string }, who: { id: string }, now = noon) => lean(person(who.id), (sql) => companyOf(sql, activity.id, who.id, now))
const line = async (activity: { id: string }) =>
  (await db.owner<{ person_id: string; state: string }>(`SELECT person_id, CASE WHEN offered_until IS NULL THEN state ELSE 'offered' END AS state FROM sign_ups WHERE activity_id = $1 ORDER BY queue_number, id`, [activity.id]))
const states = async (activity: { id: string }, ...of: MadePerson[]) => {
  const all = await line(activity)
  return of.map((one) => all.find((row) => row.person_id === one.id)?.state ?? null)
}
const told = async (to: { email: string }) =>
  (await db.owner<{ template: string; facts: Record<string, any> }>('SELECT template, facts FROM mails WHERE address = $1 ORDER BY number', [to.email])).map((mail) => mail.facts.subject ? `letter: ${mail.facts.title}` : [mail.template, mail.facts.method, mail.facts.reason].filter(Boolean).join(' '))

/** Until some connection waits for a lock. */
async function someoneWaits() {
  const until = Date.now() + 5_000
  while ((await db.owner(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length === 0) {
    if (Date.now() > until) throw new Error('nobody waits')
  }
}
/** What history tells of sign-ups: what happened, who did it, and to whom when it was somebody else. */
const history = async (activity: { id: string }) =>
  (await db.owner<{ event: string; actor: string; who: string | null }>(`SELECT event, actor, facts->>'personId' AS who FROM history WHERE subject_id = $1 AND event LIKE 'sign-up.%' ORDER BY id`, [activity.id]))

beforeEach(async () => void (await db.owner('DELETE FROM mails')))

describe('two join as one', () => {
  test('both are in when two places are free', async () => {
    const activity = await activityWith(2)
    const [a, b] = await people(2)
    expect(await pair(activity, a!, b!)).toEqual({ ok: true, state: 'joined' })
    expect(await states(activity, a!, b!)).toEqual(['joined', 'joined'])
    expect(await told(a!)).toEqual(['calendar REQUEST joined', 'letter: Navn1 blir med deg'])
    expect(await told(b!)).toEqual(['calendar REQUEST joined'])
    expect([(await company(activity, a!))?.with, (await company(activity, b!))?.with]).toEqual(['Navn1', 'Navn0'])
  })
  test('neither is in when one is: they wait as one, and nobody passes them', async () => {
    const activity = await activityWith(2)
    const [first, a, b, c] = await people(4)
    await join(activity, first!)
    expect(await pair(activity, a!, b!)).toEqual({ ok: true, state: 'waiting' })
    await join(activity, c!)
    expect(await states(activity, a!, b!, c!)).toEqual(['waiting', 'waiting', 'waiting'])
    expect([(await lean(person(a!.id), (sql) => mySignUp(sql, activity.id, a!.id)))?.position, (await lean(person(c!.id), (sql) => mySignUp(sql, activity.id, c!.id)))?.position]).toEqual([1, 2])
    await leave(activity, first!)
    expect(await states(activity, a!, b!, c!)).toEqual(['joined', 'joined', 'waiting'])
  })
  test('whoever waits already goes to where the last of them stands; whoever has a place keeps it', async () => {
    const activity = await activityWith(1)
    const [first, a, between, b] = await people(4)
    for (const one of [first!, a!, between!]) await join(activity, one)
    await pair(activity, a!, b!)
    expect((await line(activity)).map((row) => row.person_id)[1]).toBe(between!.id)
    const other = await activityWith(1)
    await join(other, a!)
    expect(await pair(other, a!, b!)).toEqual({ ok: true, state: 'waiting' })
    expect(await states(other, a!, b!)).toEqual(['joined', 'waiting'])
    // there, who waits is one
    await db.owner('UPDATE activities SET places = 2 WHERE id = $1', [other.id])
    await leave(other, between!)
    await join(other, between!)
    expect(await states(other, a!, b!, between!)).toEqual(['joined', 'joined', 'waiting'])
  })
  test('who left and is taken along stands at the end like everybody', async () => {
    const activity = await activityWith(1)
    const [first, a, b, c] = await people(4)
    for (const one of [a!, first!, c!]) await join(activity, one)
    await leave(activity, a!)
    await pair(activity, a!, b!)
    expect((await line(activity)).filter((row) => row.state === 'waiting').map((row) => row.person_id)[0]).toBe(c!.id)
  })
})

describe('an offer to two', () => {
  const offered = async () => {
    const activity = await activityWith(2, { hours: 6 })
    const [x, y, a, b, c] = await people(5)
    for (const one of [x!, y!]) await join(activity, one)
    await pair(activity, a!, b!)
    await join(activity, c!)
    await leave(activity, x!)
    expect(await states(activity, a!, b!, c!)).toEqual(['waiting', 'waiting', 'waiting'])
    await leave(activity, y!)
    expect(await states(activity, a!, b!, c!)).toEqual(['offered', 'offered', 'waiting'])
    return { activity, a: a!, b: b!, c: c! }
  }
  test('one yes is for both', async () => {
    const { activity, a, b, c } = await offered()
    expect(await join(activity, b)).toMatchObject({ state: 'joined' })
    expect(await states(activity, a, b, c)).toEqual(['joined', 'joined', 'waiting'])
    expect((await told(a)).at(-1)).toBe('calendar REQUEST promoted')
    expect((await history(activity)).slice(-2)).toEqual([{ event: 'sign-up.accepted', actor: `person:${b.id}`, who: null }, { event: 'sign-up.accepted', actor: `person:${b.id}`, who: a.id }])
  })
  test('one says no for themselves: the other keeps their offer, and the place goes on', async () => {
    const { activity, a, b, c } = await offered()
    await leave(activity, a)
    expect(await states(activity, a, b, c)).toEqual(['left', 'offered', 'offered'])
    expect((await told(b)).at(-1)).toBe('letter: Du og Navn2 går ikke lenger sammen')
  })
  test('one says no for both', async () => {
    const { activity, a, b, c } = await offered()
    await leave(activity, a, true)
    expect(await states(activity, a, b, c)).toEqual(['left', 'left', 'offered'])
    expect((await told(b)).at(-1)).toBe('letter: Det er meldt avbud for dere begge')
    expect((await history(activity)).slice(-3).map(({ event, who }) => [event, who])).toEqual([['sign-up.declined', null], ['sign-up.declined', b.id], ['sign-up.offered', null]])
  })
  test('silence of both', async () => {
    const { activity, a, b, c } = await offered()
    await offersRunOut.work(later(6))
    expect(await states(activity, a, b, c)).toEqual(['left', 'left', 'offered'])
    for (const one of [a, b]) expect((await told(one)).at(-1)).toBe('waiting offer-passed')
    expect(await company(activity, a)).toBeNull()
  })
})

describe('leaving', () => {
  test('just me: the other stays and hears so; both: both leave, and the other hears how to come back', async () => {
    const activity = await activityWith(4)
    const [a, b, c, d] = await people(4)
    await pair(activity, a!, b!)
    await pair(activity, c!, d!)
    await leave(activity, a!)
    expect(await states(activity, a!, b!)).toEqual(['left', 'joined'])
    expect((await told(b!)).at(-1)).toBe('letter: Du og Navn0 går ikke lenger sammen')
    await leave(activity, d!, true)
    expect(await states(activity, c!, d!)).toEqual(['left', 'left'])
    expect((await told(c!)).at(-1)).toBe('calendar CANCEL left-together')
    expect((await history(activity)).slice(-2)).toEqual([{ event: 'sign-up.left', actor: `person:${d!.id}`, who: null }, { event: 'sign-up.left', actor: `person:${d!.id}`, who: c!.id }])
    // "both" of somebody who comes alone is only them
    await leave(activity, b!, true)
    expect(await states(activity, b!)).toEqual(['left'])
  })
  test('both, when the other leads it: it stays in their calendar, and they hear', async () => {
    const [host, b] = await people(2)
    const activity = await activityWith(4, { host: host! })
    await pair(activity, host!, b!)
    await leave(activity, b!, true)
    expect(await states(activity, host!, b!)).toEqual(['left', 'left'])
    expect((await told(host!)).at(-1)).toBe('letter: Det er meldt avbud for dere begge')
    expect(await told(host!)).not.toContain('calendar CANCEL left-together')
  })
  test('each their own way: both keep their places', async () => {
    const activity = await activityWith(2)
    const [a, b] = await people(2)
    await pair(activity, a!, b!)
    await lean(person(b!.id), (sql) => partWays(sql, { activityId: activity.id, personId: b!.id, now: noon }))
    expect(await states(activity, a!, b!)).toEqual(['joined', 'joined'])
    expect((await told(a!)).at(-1)).toBe('letter: Du og Navn1 går ikke lenger sammen')
    expect(await company(activity, a!)).toBeNull()
  })
  test('somebody taken out by the organiser leaves the other where they are', async () => {
    const organisation = await makeOrganisation(db)
    const organiser = await makeMember(db, organisation, 'organiser')
    const activity = await activityWith(2, { organisation, createdBy: organiser })
    const [a, b] = await people(2)
    await pair(activity, a!, b!)
    await lean(person(organiser.id), (sql) => removeFromActivity(sql, { activityId: activity.id, personId: a!.id, now: noon }))
    expect(await states(activity, a!, b!)).toEqual(['left', 'joined'])
    expect(await company(activity, b!)).toBeNull()
  })
})

describe('an invitation', () => {
  test('works once, for one person, for three days, and not for oneself', async () => {
    const activity = await activityWith(5)
    const [a, b, c] = await people(3)
    const { id } = await invite(activity, a!)
    expect(invitationOfToken(companyToken(id))).toBe(id)
    expect(invitationOfToken(companyToken(id).replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toBeNull()
    expect(await accept(id, a!)).toEqual({ ok: false, reason: 'own' })
    expect(await accept(id, b!, later(72))).toEqual({ ok: false, reason: 'gone' })
    const answers = await Promise.all([accept(id, b!), accept(id, c!), accept(id, b!)])
    expect(answers.filter((answer) => !answer.ok)).not.toHaveLength(0)
    expect((await db.owner('SELECT count(*)::int AS n FROM sign_ups WHERE activity_id = $1', [activity.id]))[0]!.n).toBe(2)
    expect(await invite(activity, a!)).toMatchObject({ answer: { ok: false, reason: 'paired' } })
  })
  test('a new one takes the old back; no is told kindly; leaving takes it back', async () => {
    const activity = await activityWith(5)
    const [a, b] = await people(2)
    const old = await invite(activity, a!)
    const { id } = await invite(activity, a!)
    expect(await accept(old.id, b!)).toEqual({ ok: false, reason: 'gone' })
    await lean(visitor, (sql) => stayAway(sql, { invitationId: id, now: noon }))
    expect((await told(a!)).at(-1)).toBe('letter: Den du inviterte, kan ikke denne gangen')
    await join(activity, a!)
    const third = await invite(activity, a!)
    await leave(activity, a!)
    expect(await accept(third.id, b!)).toEqual({ ok: false, reason: 'gone' })
    expect(await states(activity, a!, b!)).toEqual(['left', null])
  })
  test('a yes and a taking back, or a no, at the same moment: both come together, or nobody has come', async () => {
    for (const end of ['taken back', 'declined'] as const) {
      const ended = (activity: { id: string }, a: MadePerson, id: string) =>
        end === 'declined' ? lean(visitor, (sql) => stayAway(sql, { invitationId: id, now: noon })) : lean(person(a.id), (sql) => takeBack(sql, { activityId: activity.id, inviterId: a.id, now: noon }))
      const outcome = async (activity: { id: string }, a: MadePerson, b: MadePerson, answer: { ok: boolean }) => {
        expect(await states(activity, a, b), end).toEqual(answer.ok ? ['joined', 'joined'] : [null, null])
        expect((await company(activity, a))?.with ?? null, end).toBe(answer.ok ? 'Navn1' : null)
      }
      for (let round = 0; round < 8; round++) {
        const activity = await activityWith(5)
        const [a, b] = await people(2)
        const { id } = await invite(activity, a!)
        const [answer] = await Promise.all([accept(id, b!), ended(activity, a!, id)])
        await outcome(activity, a!, b!, answer)
      }
      // the end is under way and not committed when the yes comes: the yes waits for it
      const activity = await activityWith(5)
      const [a, b] = await people(2)
      const { id } = await invite(activity, a!)
      const yes = await lean(end === 'declined' ? visitor : person(a!.id), async (sql) => {
        if (end === 'declined') await stayAway(sql, { invitationId: id, now: noon })
        else await takeBack(sql, { activityId: activity.id, inviterId: a!.id, now: noon })
        const answer = accept(id, b!)
        await someoneWaits()
        return [answer]
      })
      await outcome(activity, a!, b!, (await yes[0])!)
      expect(await yes[0]).toEqual({ ok: false, reason: 'gone' })
    }
  })
  test('one that ends without a turn lets nobody in either', async () => {
    const activity = await activityWith(5)
    const [a, b] = await people(2)
    const { id } = await invite(activity, a!)
    const yes = await lean(person(a!.id), async (sql) => {
      await sql`UPDATE together SET ended_at = ${noon}::timestamptz WHERE id = ${id}::uuid`
      const answer = accept(id, b!)
      await someoneWaits()
      return [answer]
    })
    expect(await yes[0]).toEqual({ ok: false, reason: 'gone' })
    expect(await states(activity, a!, b!)).toEqual([null, null])
  })
  test('by mail it says nothing of what it is about, and ten a day are enough', async () => {
    const activity = await activityWith(5, { title: 'Rusfri tur' })
    const [a] = await people(1)
    expect((await invite(activity, a!, a!.email.toUpperCase())).answer).toEqual({ ok: false, reason: 'own-address' })
    for (let i = 0; i < 10; i++) expect((await invite(activity, a!, 'venn@posten.example')).answer).toEqual({ ok: true })
    expect((await invite(activity, a!, 'venn@posten.example')).answer).toEqual({ ok: false, reason: 'too-many' })
    const mails = await db.owner<{ facts: Record<string, any>; person_id: string | null }>(`SELECT facts, person_id FROM mails WHERE address = 'venn@posten.example'`)
    expect(mails).toHaveLength(10)
    expect(JSON.stringify(mails)).not.toContain('Rusfri')
    expect(mails[0]!.person_id).toBeNull()
  })
  test('what is for members takes nobody along who does not belong, on either side', async () => {
    const organisation = await makeOrganisation(db)
    const activity = await activityWith(5, { organisation, visibility: 'members' })
    const [member, other] = [await makeMember(db, organisation, 'participant'), await makeMember(db, organisation, 'participant')]
    const { id } = await invite(activity, member)
    expect(await accept(id, (await people(1))[0]!)).toEqual({ ok: false, reason: 'not-open' })
    await db.owner('DELETE FROM memberships WHERE person_id = $1', [member.id])
    expect(await accept(id, other)).toEqual({ ok: false, reason: 'not-open' })
  })
})

test('where they meet is read by the two, and by nobody else whoever they are; forgotten the day after', async () => {
  const organisation = await makeOrganisation(db)
  const [organiser, host, coordinator, administrator, neighbour] = [
    await makeMember(db, organisation, 'organiser'), await makeMember(db, organisation, 'volunteer'), await makeMember(db, organisation, 'coordinator'),
    await makeMember(db, organisation, 'administrator'), await makeMember(db, await makeOrganisation(db), ['organiser', 'coordinator', 'administrator']),
  ]
  const activity = await activityWith(9, { organisation, createdBy: organiser, host })
  const [a, b, third] = await people(3)
  await join(activity, third!)
  await pair(activity, a!, b!)
  const arrange = (who: MadePerson, place: string) => lean(person(who.id), (sql) => arrangeMeeting(sql, { activityId: activity.id, personId: who.id, place, at: later(119), now: noon }))
  expect(await arrange(b!, 'Utenfor Narvesen')).toEqual({ ok: true })
  expect(await arrange(third!, 'Her')).toEqual({ ok: false })
  expect((await company(activity, a!))?.meeting).toEqual({ place: 'Utenfor Narvesen', at: later(119) })
  expect(JSON.stringify(await db.owner('SELECT * FROM together_meetings'))).not.toContain('Narvesen')
  const sees = async (who: MadePerson, table: string) => (await db.asActor(person(who.id), `SELECT FROM ${table}`)).length
  for (const who of [a!, b!]) for (const table of ['together', 'together_meetings']) expect(await sees(who, table)).toBe(1)
  for (const who of [third!, organiser, host, coordinator, administrator, neighbour]) for (const table of ['together', 'together_meetings']) expect(await sees(who, table), table).toBe(0)
  for (const actor of ['', 'visitor', 'system:mail', 'system:announce', 'system:waiting-list', 'system:together', 'system:offers']) expect(await db.asActor(actor, 'SELECT FROM together_meetings'), actor).toEqual([])
  // nobody makes themselves one of two
  await expect(db.asActor(person(third!.id), 'UPDATE together SET invited_id = $1 RETURNING id', [third!.id])).resolves.toEqual([])
  await expect(db.asActor(person(third!.id), `INSERT INTO together (id, activity_id, inviter_id, inviter_name, created_at, expires_at) VALUES (gen_random_uuid(), $1, $2, 'x', now(), now())`, [activity.id, a!.id])).rejects.toThrow(/row-level security/)
  // nor does the program sign up anybody whom no invitation is about
  await expect(db.asActor(system('together'), `INSERT INTO sign_ups (activity_id, person_id, state) VALUES ($1, $2, 'joined')`, [activity.id, neighbour.id])).rejects.toThrow(/row-level security/)
  expect(await db.asActor(system('together'), `UPDATE sign_ups SET state = 'left' WHERE person_id = $1 RETURNING id`, [third!.id])).toEqual([])
  // nobody but the program that forgets makes it forgotten
  for (const actor of ['visitor', ...[a!, organiser, coordinator, administrator].map((who) => person(who.id)), system('together'), system('waiting-list')]) expect(await db.asActor(actor, 'DELETE FROM together RETURNING id')).toEqual([])
  await arrangementsForgotten.work(later(145))
  expect(await company(activity, a!)).toMatchObject({ meeting: { place: 'Utenfor Narvesen' } })
  await arrangementsForgotten.work(later(146))
  // who came with whom is gone too: no row keeps their names
  expect(await db.owner('SELECT FROM together WHERE activity_id = $1', [activity.id])).toEqual([])
  expect(await db.owner('SELECT FROM together_meetings')).toEqual([])
})

test('with pairs too, whatever happens and at once: never more than places, both or neither, no free place beside a line that could take it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.array(fc.tuple(fc.nat(5), fc.nat(6), fc.boolean()), { minLength: 8, maxLength: 22 }), async (places, offers, deeds) => {
      const activity = await activityWith(places, offers ? { hours: 6 } : {})
      const crowd = await people(6)
      let together: Promise<unknown>[] = []
      let now = noon
      for (const [who, deed, atOnce] of deeds) {
        const [one, other] = [crowd[who]!, crowd[(who + 1) % 6]!]
        const at = now
        if (deed <= 1) together.push(join(activity, one, at))
        else if (deed === 2) together.push(leave(activity, one, false, at))
        else if (deed === 3) together.push(leave(activity, one, true, at))
        else if (deed === 4) together.push(offersRunOut.work(at).then(() => (now = new Date(+at + 4 * hour))))
        else together.push(invite(activity, one, undefined, at).then(async ({ id, answer }) => answer.ok && (await accept(id, other, at))))
        if (!atOnce) {
          await Promise.all(together)
          together = []
        }
      }
      await Promise.all(together)
      const rows = await db.owner<{ person: string; state: string; number: number; offered: boolean; pair: string | null }>(`
        SELECT s.person_id AS person, s.state, s.queue_number AS number, s.offered_until IS NOT NULL AS offered, t.id AS pair FROM sign_ups s
        LEFT JOIN together t ON t.activity_id = s.activity_id AND t.accepted_at IS NOT NULL AND t.ended_at IS NULL AND s.person_id IN (t.inviter_id, t.invited_id)
        WHERE s.activity_id = $1 ORDER BY s.queue_number, s.id`, [activity.id])
      const holding = rows.filter((one) => one.state === 'joined' || one.offered)
      const waiting = rows.filter((one) => one.state === 'waiting' && !one.offered)
      expect(holding.length).toBeLessThanOrEqual(places)
      if (waiting.length > 0) {
        const size = waiting[0]!.pair === null ? 1 : waiting.filter((one) => one.pair === waiting[0]!.pair).length
        expect(places - holding.length).toBeLessThan(size)
      }
      // two who wait stand side by side
      for (const [pair, two] of Map.groupBy(waiting.filter((one) => one.pair !== null), (one) => one.pair)) if (two.length === 2) expect(two[0]!.number, pair!).toBe(two[1]!.number)
    }),
    { numRuns: 20 },
  )
})
