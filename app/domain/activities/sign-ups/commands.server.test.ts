import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { person, system } from '#app/platform/actor.ts'
import { lean, transaction } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp, type MadeActivity, type MadePerson } from '#tests/support/factories.ts'
import { announce, chooseVisible, joinActivity, leaveActivity, type News, promoteWaiting, removeFromActivity } from './commands.server.ts'
import { mySignUp, whoComes, whoShows } from './queries.server.ts'

const db = useDatabase()
const now = new Date()

const join = (activity: { id: string }, who: { id: string }, visible?: boolean) =>
  lean(person(who.id), (sql) => joinActivity(sql, { activityId: activity.id, personId: who.id, visible, now }))
const leave = (activity: { id: string }, who: { id: string }) =>
  lean(person(who.id), (sql) => leaveActivity(sql, { activityId: activity.id, personId: who.id, now }))
const crowd = async (count: number) =>
  (await db.owner<{ id: string }>(`INSERT INTO people (email, name) SELECT gen_random_uuid() || '@example.org', 'Person ' || n FROM generate_series(1, $1) n RETURNING id`, [count])) as MadePerson[]
const states = async (activity: { id: string }) =>
  db.owner<{ person_id: string; state: string; queue_number: number }>('SELECT person_id, state, queue_number FROM sign_ups WHERE activity_id = $1 ORDER BY queue_number', [activity.id])
const counts = async (activity: { id: string }) => (await db.owner('SELECT joined_count AS joined, waiting_count AS waiting FROM activities WHERE id = $1', [activity.id]))[0]
const mails = async (to?: { email: string }) =>
  db.owner<{ address: string; template: string; facts: Record<string, any>; id: string }>('SELECT id, address, template, facts FROM mails WHERE $1::text IS NULL OR address = $1 ORDER BY number', [to?.email ?? null])
const told = async (to: { email: string }) => (await mails(to)).map((mail) => [mail.template, mail.facts.method, mail.facts.reason, mail.facts.sequence].filter((part) => part !== undefined).join(' '))

beforeEach(async () => void (await db.owner('DELETE FROM mails')))

describe('two hundred at once into ten places', () => {
  test('exactly ten are in, the rest wait in the order they came', async () => {
    const activity = await makeActivity(db, { places: 10 })
    const people = await crowd(200)
    const answers = await Promise.all(people.map((one) => join(activity, one)))
    expect(answers.filter((answer) => answer.ok && answer.state === 'joined')).toHaveLength(10)
    expect(answers.filter((answer) => answer.ok && answer.state === 'waiting')).toHaveLength(190)
    expect(await counts(activity)).toEqual({ joined: 10, waiting: 190 })
    const order = await states(activity)
    // whoever is in came before whoever waits
    expect(order.slice(0, 10).every((one) => one.state === 'joined')).toBe(true)
    expect(new Set(order.map((one) => one.queue_number)).size).toBe(200)
    // one mail and one job each
    expect(await mails()).toHaveLength(200)
    expect((await db.owner(`SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'mail' AND id IN (SELECT id FROM mails)`))[0]!.n).toBe(200)
  })

  test('the same with Prisma’s transactions', async () => {
    const activity = await makeActivity(db, { places: 3 })
    const people = await crowd(20)
    await Promise.all(people.map((one) => transaction(person(one.id), (_, sql) => joinActivity(sql, { activityId: activity.id, personId: one.id, now }))))
    expect(await counts(activity)).toEqual({ joined: 3, waiting: 17 })
  })
})

test('asking twice at the same moment is one sign-up and one mail', async () => {
  const activity = await makeActivity(db)
  const ola = await makePerson(db)
  const answers = await Promise.all([join(activity, ola), join(activity, ola), join(activity, ola)])
  expect(answers.map((answer) => answer.ok && answer.again).sort()).toEqual([false, true, true])
  expect(await counts(activity)).toEqual({ joined: 1, waiting: 0 })
  expect(await told(ola)).toEqual(['calendar REQUEST joined 0'])
})

describe('the line', () => {
  test('leaving lets in whoever is next, in the same transaction, and both calendars hear', async () => {
    const activity = await makeActivity(db, { places: 1 })
    const [a, b, c] = await Promise.all([makePerson(db), makePerson(db), makePerson(db)])
    for (const one of [a, b, c]) await join(activity, one)
    await leave(activity, a)
    expect((await states(activity)).map((one) => one.state)).toEqual(['left', 'joined', 'waiting'])
    expect(await told(a)).toEqual(['calendar REQUEST joined 0', 'calendar CANCEL left 1'])
    expect(await told(b)).toEqual(['waiting in-line', 'calendar REQUEST promoted 0'])
    expect(await told(c)).toEqual(['waiting in-line'])
    // coming back is standing at the end
    await join(activity, a)
    expect((await states(activity)).map((one) => [one.person_id, one.state])).toEqual([[b.id, 'joined'], [c.id, 'waiting'], [a.id, 'waiting']])
    expect(await lean(person(a.id), (sql) => mySignUp(sql, activity.id, a.id))).toMatchObject({ state: 'waiting', position: 2, visible: false })
  })
  test('nobody slips past the line when a place is free for a moment', async () => {
    const activity = await makeActivity(db, { places: 1 })
    const [a, b, c] = await Promise.all([makePerson(db), makePerson(db), makePerson(db)])
    await join(activity, a)
    await join(activity, b)
    await db.owner('UPDATE activities SET places = 2 WHERE id = $1', [activity.id]) // by hand: nothing promoted
    await join(activity, c)
    expect((await states(activity)).map((one) => one.state)).toEqual(['joined', 'joined', 'waiting'])
    expect(await told(c)).toEqual(['waiting in-line'])
  })
  test('more places let in as many, in order', async () => {
    const activity = await makeActivity(db, { places: 1 })
    const people = await crowd(6)
    for (const one of people) await join(activity, one)
    await db.owner('UPDATE activities SET places = 4 WHERE id = $1', [activity.id])
    const promoted = await lean(person(people[0]!.id), (sql) => promoteWaiting(sql, activity.id, now))
    expect(promoted.sort()).toEqual(people.slice(1, 4).map((one) => one.id).sort())
    expect(await counts(activity)).toEqual({ joined: 4, waiting: 2 })
    await db.owner('UPDATE activities SET places = NULL WHERE id = $1', [activity.id])
    await lean(person(people[0]!.id), (sql) => promoteWaiting(sql, activity.id, now))
    expect(await counts(activity)).toEqual({ joined: 6, waiting: 0 })
  })
  test('nothing moves once it has begun or is cancelled', async () => {
    const activity = await makeActivity(db, { places: 1 })
    const [a, b] = await Promise.all([makePerson(db), makePerson(db)])
    await join(activity, a)
    await join(activity, b)
    await db.owner('UPDATE activities SET places = 5, cancelled_at = now() WHERE id = $1', [activity.id])
    expect(await lean(person(a.id), (sql) => promoteWaiting(sql, activity.id, now))).toEqual([])
    expect(await leave(activity, a)).toEqual({ ok: false, reason: 'cancelled' })
    expect(await join(activity, await makePerson(db))).toEqual({ ok: false, reason: 'cancelled' })
  })
})

test('whatever joins and leaves, in whatever order and at once: never oversold, order kept, counts right', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(fc.tuple(fc.nat(5), fc.boolean(), fc.boolean()), { minLength: 5, maxLength: 24 }), async (places, deeds) => {
      const activity = await makeActivity(db, { places })
      const people = await crowd(6)
      let together: Promise<unknown>[] = []
      for (const [who, joins, atOnce] of deeds) {
        together.push((joins ? join : leave)(activity, people[who]!))
        if (!atOnce) {
          await Promise.all(together)
          together = []
        }
      }
      await Promise.all(together)
      const order = await states(activity)
      const joined = order.filter((one) => one.state === 'joined')
      const waiting = order.filter((one) => one.state === 'waiting')
      expect(await counts(activity)).toEqual({ joined: joined.length, waiting: waiting.length })
      expect(joined.length).toBeLessThanOrEqual(places)
      // a free place and a line never stand side by side, and everyone in came before everyone waiting
      if (waiting.length) expect(joined.length).toBe(places)
      if (waiting.length) expect(Math.max(...joined.map((one) => one.queue_number))).toBeLessThan(Math.min(...waiting.map((one) => one.queue_number)))
      // whoever is in was last told REQUEST, and every calendar's numbers only grew
      for (const one of people) {
        const heard = (await db.owner<{ facts: Record<string, any> }>(`SELECT facts FROM mails WHERE person_id = $1 AND template = 'calendar' ORDER BY number`, [one.id])).map((mail) => mail.facts)
        expect(heard.map((facts) => facts.sequence)).toEqual(heard.map((_, i) => i))
        expect(heard.at(-1)?.method === 'REQUEST').toBe(joined.some((row) => row.person_id === one.id))
      }
    }),
    { numRuns: 25 },
  )
})

describe('an organiser takes somebody out', () => {
  test('host, organiser and coordinator can; the next in line gets the place', async () => {
    const organisation = await makeOrganisation(db)
    const [organiser, host, coordinator] = await Promise.all([
      makeMember(db, organisation, 'organiser'), makeMember(db, organisation, 'volunteer'), makeMember(db, organisation, 'coordinator'),
    ])
    for (const leader of [organiser, host, coordinator]) {
      const activity = await makeActivity(db, { organisation, places: 1, createdBy: organiser, host })
      const [a, b] = await Promise.all([makePerson(db), makePerson(db)])
      await join(activity, a)
      await join(activity, b)
      const remove = (sql: Parameters<typeof removeFromActivity>[0]) => removeFromActivity(sql, { activityId: activity.id, personId: a.id, now })
      expect(await transaction(person(leader.id), (_, sql) => remove(sql))).toEqual({ ok: true, held: true })
      expect((await states(activity)).map((one) => one.state)).toEqual(['left', 'joined'])
      expect(await told(a)).toEqual(['calendar REQUEST joined 0', 'calendar CANCEL removed 1'])
      expect(await told(b)).toEqual(['waiting in-line', 'calendar REQUEST promoted 0'])
    }
  })
  test('nobody else can: an administrator, another organiser, a stranger', async () => {
    const organisation = await makeOrganisation(db)
    const activity = await makeActivity(db, { organisation, createdBy: await makeMember(db, organisation, 'organiser') })
    const a = await makePerson(db)
    await join(activity, a)
    for (const other of [await makeMember(db, organisation, 'administrator'), await makeMember(db, organisation, 'organiser'), await makePerson(db)]) {
      expect(await lean(person(other.id), (sql) => removeFromActivity(sql, { activityId: activity.id, personId: a.id, now }))).toEqual({ ok: false, reason: 'not-found' })
    }
    expect((await states(activity))[0]!.state).toBe('joined')
  })
})

describe('everybody’s calendar hears', () => {
  let activity: MadeActivity
  let organiser: MadePerson, host: MadePerson, a: MadePerson, b: MadePerson, gone: MadePerson
  const hear = (news: News) => transaction(person(organiser.id), (_, sql) => announce(sql, activity.id, news, now))
  beforeEach(async () => {
    const organisation = await makeOrganisation(db)
    organiser = await makeMember(db, organisation, 'organiser')
    host = await makeMember(db, organisation, 'volunteer')
    activity = await makeActivity(db, { organisation, places: 1, createdBy: organiser, host })
    ;[a, b, gone] = await Promise.all([makePerson(db), makePerson(db), makePerson(db)])
  })
  test('publishing, changing, cancelling: the same calendars, each with a number that grows', async () => {
    await hear({ reason: 'published' })
    expect(await told(organiser)).toEqual(['calendar REQUEST organising 0'])
    expect(await told(host)).toEqual(['calendar REQUEST hosting 0'])
    await join(activity, gone)
    await leave(activity, gone)
    await join(activity, a)
    await join(activity, b)
    await db.owner('DELETE FROM mails')
    await db.owner('UPDATE activities SET sequence = sequence + 1 WHERE id = $1', [activity.id])
    await hear({ reason: 'changed', changes: ['time'] })
    await hear({ reason: 'changed', changes: [] })
    for (const one of [organiser, host, a]) expect(await told(one)).toEqual(['calendar REQUEST changed 1'])
    expect((await mails(a))[0]!.facts.changes).toEqual(['time'])
    expect(await told(b)).toEqual(['waiting changed'])
    expect(await told(gone)).toEqual([])
    await db.owner('DELETE FROM mails')
    await db.owner('UPDATE activities SET cancelled_at = now(), sequence = sequence + 1 WHERE id = $1', [activity.id])
    await hear({ reason: 'cancelled', note: 'Uvær' })
    for (const one of [organiser, host, a]) expect(await told(one)).toEqual(['calendar CANCEL cancelled 2'])
    expect((await mails(a))[0]!.facts.note).toBe('Uvær')
    expect((await mails(b)).map((mail) => [mail.template, mail.facts.reason, mail.facts.note])).toEqual([['waiting', 'cancelled', 'Uvær']])
    expect(await told(gone)).toEqual([])
  })
  test('a host who is replaced hears it, and the new one gets the invitation', async () => {
    await hear({ reason: 'published' })
    await db.owner('UPDATE activities SET host_id = $2 WHERE id = $1', [activity.id, a.id])
    await hear({ reason: 'host-changed', formerHostId: host.id })
    expect(await told(host)).toEqual(['calendar REQUEST hosting 0', 'calendar CANCEL not-hosting 1'])
    expect(await told(a)).toEqual(['calendar REQUEST hosting 0'])
    expect(await told(organiser)).toEqual(['calendar REQUEST organising 0'])
  })
  test('taken back and on again', async () => {
    await hear({ reason: 'published' })
    await join(activity, a)
    await db.owner('UPDATE activities SET published_at = NULL, sequence = 1 WHERE id = $1', [activity.id])
    await hear({ reason: 'unpublished' })
    await db.owner('UPDATE activities SET published_at = now(), sequence = 2 WHERE id = $1', [activity.id])
    await hear({ reason: 'published' })
    expect(await told(a)).toEqual(['calendar REQUEST joined 0', 'calendar CANCEL withdrawn 1', 'calendar REQUEST on-again 2'])
    expect(await told(organiser)).toEqual(['calendar REQUEST organising 0', 'calendar CANCEL withdrawn 1', 'calendar REQUEST organising 2'])
  })
  test('a number is never lower than that of the public file', async () => {
    await db.owner('UPDATE activities SET sequence = 7 WHERE id = $1', [activity.id])
    await join(activity, a)
    expect(await told(a)).toEqual(['calendar REQUEST joined 7'])
  })
  test('two hundred calendars are a few statements', async () => {
    await db.owner('UPDATE activities SET places = NULL WHERE id = $1', [activity.id])
    await db.owner(`INSERT INTO sign_ups (activity_id, person_id, state) SELECT $1, id, 'joined' FROM people WHERE id = ANY ($2)`, [activity.id, (await crowd(200)).map((one) => one.id)])
    let statements = 0
    await lean(person(organiser.id), (sql) => {
      const counting = Object.assign((...args: Parameters<typeof sql>) => (statements++, sql(...args)), {
        executeSql: (text: string, values?: unknown[]) => (statements++, sql.executeSql(text, values)), actor: sql.actor,
      }) as typeof sql
      return announce(counting, activity.id, { reason: 'changed', changes: ['place'] }, now)
    })
    expect(statements).toBeLessThan(10)
    expect(await mails()).toHaveLength(202)
  })
})

test('who belongs no more cannot come back to what is for members', async () => {
  const organisation = await makeOrganisation(db)
  const [member, host] = await Promise.all([makeMember(db, organisation, 'participant'), makePerson(db)])
  const activity = await makeActivity(db, { organisation, visibility: 'members', host })
  expect(await join(activity, await makePerson(db))).toEqual({ ok: false, reason: 'not-found' })
  expect(await join(activity, host)).toMatchObject({ ok: true, state: 'joined' })
  await join(activity, member)
  await leave(activity, member)
  await db.owner('DELETE FROM memberships WHERE person_id = $1', [member.id])
  expect(await join(activity, member)).toEqual({ ok: false, reason: 'not-found' })
})

test('joining and leaving without end sends forty mails an hour, and what is true stays true', async () => {
  const activity = await makeActivity(db)
  const a = await makePerson(db)
  for (let i = 0; i < 25; i++) {
    await join(activity, a)
    await leave(activity, a)
  }
  expect(await join(activity, a)).toMatchObject({ ok: true, state: 'joined' })
  expect(await db.owner('SELECT count(*)::int AS n FROM mails WHERE person_id = $1', [a.id])).toEqual([{ n: 40 }])
  expect(await counts(activity)).toMatchObject({ joined: 1 })
})

test('rolled back together: no sign-up, no mail, no job, no history', async () => {
  const activity = await makeActivity(db)
  const a = await makePerson(db)
  await expect(lean(person(a.id), async (sql) => {
    await joinActivity(sql, { activityId: activity.id, personId: a.id, now })
    throw new Error('the lights went out')
  })).rejects.toThrow('the lights went out')
  expect(await states(activity)).toEqual([])
  expect(await mails(a)).toEqual([])
  expect((await db.owner('SELECT count(*)::int AS n FROM history WHERE subject_id = $1', [activity.id]))[0]!.n).toBe(0)
})

describe('who sees who comes', () => {
  test('each exactly what they may, asked of the database itself', async () => {
    const [organisation, elsewhere] = await Promise.all([makeOrganisation(db), makeOrganisation(db)])
    const roles = {
      creator: await makeMember(db, organisation, 'organiser'), host: await makeMember(db, organisation, 'volunteer'), coordinator: await makeMember(db, organisation, 'coordinator'),
      administrator: await makeMember(db, organisation, 'administrator'), colleague: await makeMember(db, organisation, 'organiser'), participant: await makeMember(db, organisation, 'participant'),
      foreignOrganiser: await makeMember(db, elsewhere, 'organiser'), foreignCoordinator: await makeMember(db, elsewhere, ['coordinator', 'administrator']), stranger: await makePerson(db),
    }
    const activity = await makeActivity(db, { organisation, createdBy: roles.creator, host: roles.host })
    const [a, b, c, shy] = await Promise.all([makePerson(db, { name: 'Åse' }), makePerson(db, { name: 'Bo' }), makePerson(db), makePerson(db)])
    await makeSignUp(db, { activity, person: a, visible: true })
    await makeSignUp(db, { activity, person: b, visible: true })
    await makeSignUp(db, { activity, person: c, state: 'waiting', visible: true })
    await makeSignUp(db, { activity, person: shy })
    const sees = async (who: string) => (await db.asActor(who, 'SELECT person_id FROM sign_ups WHERE activity_id = $1', [activity.id])).length
    const named = async (who: string, of: MadePerson) => (await db.asActor(who, 'SELECT name FROM people WHERE id = $1', [of.id])).length
    for (const leader of [roles.creator, roles.host, roles.coordinator]) {
      expect(await sees(`person:${leader.id}`)).toBe(4)
      expect(await named(`person:${leader.id}`, shy)).toBe(1)
    }
    for (const other of [roles.administrator, roles.colleague, roles.participant, roles.foreignOrganiser, roles.foreignCoordinator, roles.stranger]) {
      expect(await sees(`person:${other.id}`)).toBe(0)
      expect(await named(`person:${other.id}`, shy)).toBe(0)
      expect(await lean(person(other.id), (sql) => whoComes(sql, activity.id))).toEqual([])
    }
    expect(await sees('visitor')).toBe(0)
    expect(await sees('')).toBe(0)
    expect(await sees('system:feed')).toBe(0)
    // those who chose to be seen see each other, and nobody who waits or did not choose
    expect(await sees(`person:${a.id}`)).toBe(2)
    expect(await lean(person(a.id), (sql) => whoShows(sql, activity.id, a.id))).toEqual([{ name: 'Bo' }])
    expect(await sees(`person:${shy.id}`)).toBe(1)
    expect(await sees(`person:${c.id}`)).toBe(1)
    await lean(person(b.id), (sql) => chooseVisible(sql, { activityId: activity.id, personId: b.id, visible: false }))
    expect(await lean(person(a.id), (sql) => whoShows(sql, activity.id, a.id))).toEqual([])
    expect(await named(`person:${a.id}`, b)).toBe(0)
  })
  test('nobody signs up somebody else, moves themselves up or counts themselves in', async () => {
    const activity = await makeActivity(db, { places: 1 })
    const [a, b] = await Promise.all([makePerson(db), makePerson(db)])
    await join(activity, a)
    await join(activity, b)
    const as = (who: MadePerson, text: string, values: unknown[]) => db.asActor(person(who.id), text, values)
    await expect(as(a, `INSERT INTO sign_ups (activity_id, person_id, state) VALUES ($1, $2, 'waiting')`, [activity.id, (await makePerson(db)).id])).rejects.toThrow(/row-level security|the line decides/)
    await expect(as(b, 'UPDATE activities SET joined_count = 0 WHERE id = $1', [activity.id])).rejects.toThrow(/permission denied/)
    await expect(as(b, `UPDATE sign_ups SET state = 'joined' WHERE person_id = $1`, [b.id])).rejects.toThrow(/the line decides/)
    expect(await as(b, `UPDATE sign_ups SET state = 'left' WHERE person_id = $1 RETURNING id`, [a.id])).toEqual([])
    await expect(db.asActor(system('waiting-list'), `UPDATE sign_ups SET state = 'left' WHERE state = 'waiting'`)).rejects.toThrow(/row-level security/)
  })
  test('mails and calendars are each person’s own', async () => {
    const organisation = await makeOrganisation(db)
    const coordinator = await makeMember(db, organisation, ['coordinator', 'administrator'])
    const activity = await makeActivity(db, { organisation })
    const [a, b] = await Promise.all([makePerson(db), makePerson(db)])
    await join(activity, a)
    await db.owner(`INSERT INTO calendar_addresses (person_id, token_hash) VALUES ($1, $2)`, [a.id, a.id])
    const rows = async (who: string, table: string) => (await db.asActor(who, `SELECT FROM ${table} WHERE person_id = '${a.id}'`)).length
    for (const table of ['mails', 'calendar_entries', 'calendar_addresses']) {
      expect(await rows(`person:${a.id}`, table), table).toBe(1)
      expect(await rows(`person:${b.id}`, table), table).toBe(0)
      expect(await rows('visitor', table), table).toBe(0)
    }
    // a coordinator writes calendars when something changes, but reads nobody's mail or address
    expect(await rows(`person:${coordinator.id}`, 'mails')).toBe(0)
    expect(await rows(`person:${coordinator.id}`, 'calendar_addresses')).toBe(0)
    for (const who of [`person:${a.id}`, `person:${coordinator.id}`, 'visitor', 'system:feed']) expect(await db.asActor(who, 'SELECT FROM mailbox')).toEqual([])
  })
})

// Last: it breaks the lock in this file's own database.
describe('the proof that the lock is what holds', () => {
  test('without it, the same two hundred oversell', async () => {
    await db.owner('CREATE OR REPLACE FUNCTION take_turn(activity uuid) RETURNS void LANGUAGE sql AS $$ SELECT $$')
    await db.owner('ALTER TABLE activities DROP CONSTRAINT never_oversold')
    const activity = await makeActivity(db, { places: 10 })
    const people = await crowd(200)
    await Promise.all(people.map((one) => join(activity, one).catch(() => {})))
    expect((await counts(activity))!.joined).toBeGreaterThan(10)
  })
})
