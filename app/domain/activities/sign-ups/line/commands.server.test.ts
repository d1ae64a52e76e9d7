import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { person, system } from '#app/platform/actor.ts'
import { lean, transaction } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type ActivityWishes, makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp, type MadePerson } from '#tests/support/factories.ts'
import { editActivity } from '../../planning/commands.server.ts'
import { typedPlan } from '../../planning/rules.ts'
import { workpiece } from '../../planning/queries.server.ts'
import { joinActivity, leaveActivity, removeFromActivity } from '../commands.server.ts'
import { offersRunOut } from '../jobs.server.ts'
import { whoComes } from '../queries.server.ts'
import { lapseOffers } from './commands.server.ts'

const db = useDatabase()
const hour = 3_600_000
// Tuesday noon in Oslo, the activity five days later: an offer of six hours ends before the night.
const noon = new Date('2030-01-15T11:00:00Z')
const later = (hours: number) => new Date(+noon + hours * hour)

const offering = async (given: ActivityWishes & { hours?: number | null } = {}) => {
  const activity = await makeActivity(db, { places: 1, startsAt: later(120), endsAt: later(122), ...given })
  await db.owner('UPDATE activities SET offer_hours = $2 WHERE id = $1', [activity.id, given.hours === undefined ? 6 : given.hours])
  return activity
}
const join = (activity: { id: string }, who: { id: string }, now = noon) => lean(person(who.id), (sql) => joinActivity(sql, { activityId: activity.id, personId: who.id, now }))
const leave = (activity: { id: string }, who: { id: string }, now = noon) => lean(person(who.id), (sql) => leaveActivity(sql, { activityId: activity.id, personId: who.id, now }))
const people = (count: number): Promise<MadePerson[]> => Promise.all(Array.from({ length: count }, () => makePerson(db)))
/** "joined", "waiting", "offered" or "left", in the order of the line. */
const line = async (activity: { id: string }) =>
  (await db.owner<{ state: string }>(`SELECT CASE WHEN offered_until IS NULL THEN state ELSE 'offered' END AS state FROM sign_ups WHERE activity_id = $1 ORDER BY queue_number, id`, [activity.id])).map((one) => one.state)
const counts = async (activity: { id: string }) => (await db.owner('SELECT joined_count AS joined, waiting_count AS waiting, offered_count AS offered FROM activities WHERE id = $1', [activity.id]))[0]
const told = async (to: { email: string }) =>
  (await db.owner<{ template: string; facts: Record<string, any> }>('SELECT template, facts FROM mails WHERE address = $1 ORDER BY number', [to.email]))
    .map((mail) => [mail.template, mail.facts.method, mail.facts.reason].filter((part) => part !== undefined).join(' '))
const filled = async (waiting: number, given: Parameters<typeof offering>[0] = {}) => {
  const activity = await offering(given)
  const [first, ...others] = await people(1 + waiting)
  for (const one of [first!, ...others]) await join(activity, one)
  return { activity, first: first!, others }
}

beforeEach(async () => void (await db.owner('DELETE FROM mails')))

describe('a freed place', () => {
  test('is held for the next, goes on at a no, and is taken by a yes', async () => {
    const { activity, first, others: [a, b] } = await filled(2)
    await leave(activity, first)
    expect(await line(activity)).toEqual(['left', 'offered', 'waiting'])
    expect(await counts(activity)).toEqual({ joined: 0, waiting: 2, offered: 1 })
    expect(await told(a!)).toEqual(['waiting in-line', 'waiting offer'])
    expect(await told(b!)).toEqual(['waiting in-line'])
    // nobody slips in
    const [c] = await people(1)
    expect(await join(activity, c!)).toMatchObject({ state: 'waiting' })
    await leave(activity, a!)
    expect(await line(activity)).toEqual(['left', 'left', 'offered', 'waiting'])
    expect(await join(activity, b!, later(5))).toEqual({ ok: true, state: 'joined', again: false })
    expect(await join(activity, b!, later(5))).toEqual({ ok: true, state: 'joined', again: true })
    expect(await line(activity)).toEqual(['left', 'left', 'joined', 'waiting'])
    expect(await told(b!)).toEqual(['waiting in-line', 'waiting offer', 'calendar REQUEST joined'])
    expect((await db.owner(`SELECT event FROM history WHERE subject_id = $1 ORDER BY id`, [activity.id])).map((row) => row.event)).toEqual([
      'sign-up.joined', 'sign-up.waiting', 'sign-up.waiting', 'sign-up.left', 'sign-up.offered', 'sign-up.waiting', 'sign-up.declined', 'sign-up.offered', 'sign-up.accepted',
    ])
  })
  test('beside an open offer is for whoever comes, and they hear once', async () => {
    const { activity, first, others: [second, a] } = await filled(2, { places: 2 })
    await leave(activity, first)
    await leave(activity, second!)
    expect(await counts(activity)).toEqual({ joined: 0, waiting: 1, offered: 1 })
    const [c, d] = await people(2)
    expect(await join(activity, c!)).toEqual({ ok: true, state: 'joined', again: false })
    expect(await told(c!)).toEqual(['calendar REQUEST joined'])
    expect(await join(activity, d!)).toMatchObject({ state: 'waiting' })
    expect(await told(a!)).toEqual(['waiting in-line', 'waiting offer'])
    await join(activity, a!)
    expect(await counts(activity)).toEqual({ joined: 2, waiting: 1, offered: 0 })
  })
  test('is passed on also when another activity’s cannot be: that one is reported', async () => {
    const all = [await filled(1), await filled(1), await filled(1)]
    for (const one of all) await leave(one.activity, one.first)
    const broken = all.map(({ activity }) => activity.id).sort()[0]!
    await db.owner(`CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`)
    await db.owner(`CREATE TRIGGER break_it BEFORE UPDATE ON sign_ups FOR EACH ROW WHEN (OLD.activity_id = '${broken}') EXECUTE FUNCTION break_it()`)
    const failed: unknown[] = []
    await offersRunOut.work(later(6), (error) => failed.push(error)).finally(() => db.owner('DROP FUNCTION break_it CASCADE'))
    expect(failed).toHaveLength(1)
    for (const { activity } of all) expect(await line(activity)).toEqual(['left', activity.id === broken ? 'offered' : 'left'])
    await offersRunOut.work(later(6))
    expect(await line({ id: broken })).toEqual(['left', 'left'])
  })
  test('goes on at silence: whoever did not answer is out, hears so, and comes back at the end', async () => {
    const { activity, first, others: [a, b] } = await filled(2)
    await leave(activity, first)
    await offersRunOut.work(later(5.9))
    expect(await line(activity)).toEqual(['left', 'offered', 'waiting'])
    await Promise.all([1, 2, 3].map(() => offersRunOut.work(later(6))))
    expect(await line(activity)).toEqual(['left', 'left', 'offered'])
    expect(await told(a!)).toEqual(['waiting in-line', 'waiting offer', 'waiting offer-passed'])
    expect(await told(b!)).toEqual(['waiting in-line', 'waiting offer'])
    await join(activity, a!, later(7))
    expect(await line(activity)).toEqual(['left', 'offered', 'waiting'])
  })
  test('a yes after the time, before anybody looked, stands at the end; with nobody else in line it is in', async () => {
    const { activity, first, others: [a, b] } = await filled(2)
    await leave(activity, first)
    expect(await join(activity, a!, later(6))).toEqual({ ok: true, state: 'waiting', again: false })
    expect(await line(activity)).toEqual(['left', 'offered', 'waiting'])
    expect(await told(b!)).toEqual(['waiting in-line', 'waiting offer'])
    const alone = await filled(1)
    await leave(alone.activity, alone.first)
    expect(await join(alone.activity, alone.others[0]!, later(6))).toEqual({ ok: true, state: 'joined', again: false })
  })
  test('goes straight to the next where the organiser wants it so, near the start, and where there is room for all', async () => {
    const straight = await filled(1, { hours: null })
    await leave(straight.activity, straight.first)
    expect(await line(straight.activity)).toEqual(['left', 'joined'])
    const near = await filled(1)
    await leave(near.activity, near.first, later(118.5))
    expect(await line(near.activity)).toEqual(['left', 'joined'])
    expect(await told(near.others[0]!)).toEqual(['waiting in-line', 'calendar REQUEST promoted'])
  })
  test('an activity that is moved nearer ends its offers an hour before', async () => {
    const { activity, first, others: [a] } = await filled(1)
    await leave(activity, first)
    await db.owner('UPDATE activities SET starts_at = $2 WHERE id = $1', [activity.id, later(3)])
    await offersRunOut.work(later(1.9))
    expect(await line(activity)).toEqual(['left', 'offered'])
    expect(await join(activity, a!, later(1.9))).toMatchObject({ state: 'joined' })
  })
  test('what has begun or is cancelled is nobody’s news', async () => {
    const [begun, cancelled] = [await filled(1), await filled(1)]
    await leave(begun.activity, begun.first)
    await leave(cancelled.activity, cancelled.first)
    await db.owner('UPDATE activities SET cancelled_at = $2 WHERE id = $1', [cancelled.activity.id, later(1)])
    await offersRunOut.work(later(121))
    expect(await told(begun.others[0]!)).toEqual(['waiting in-line', 'waiting offer'])
    expect(await told(cancelled.others[0]!)).toEqual(['waiting in-line', 'waiting offer'])
  })
})

describe('whatever frees places goes the same way', () => {
  const plan = async (given: { waiting: number; typed: Record<string, string> }) => {
    const organisation = await makeOrganisation(db)
    const organiser = await makeMember(db, organisation, 'organiser')
    const { activity, first, others } = await filled(given.waiting, { organisation, createdBy: organiser })
    const edit = (typed: Record<string, string>) => transaction(person(organiser.id), async (tx, sql) => {
      const before = (await workpiece(tx, organisation.id, activity.id))!
      return editActivity(tx, sql, { organisationId: organisation.id, personId: organiser.id, activityId: activity.id, version: before.version, typed: { ...typedPlan(before, []), ...typed }, now: noon })
    })
    return { organisation, organiser, activity, first, others, edit }
  }
  test('more places are offered to as many; fewer than are taken and offered are refused; room for all lets everyone in', async () => {
    const { activity, edit } = await plan({ waiting: 3, typed: {} })
    expect(await edit({ places: '3' })).toMatchObject({ ok: true })
    expect(await line(activity)).toEqual(['joined', 'offered', 'offered', 'waiting'])
    expect(await edit({ places: '2' })).toMatchObject({ ok: false, errors: { places: ['places_below_offered', 1, 2] } })
    expect(await edit({ places: '' })).toMatchObject({ ok: true })
    expect(await line(activity)).toEqual(['joined', 'joined', 'joined', 'joined'])
  })
  test('taking somebody out offers their place; taking out whoever has an offer passes it on', async () => {
    const { organiser, activity, first, others } = await plan({ waiting: 2, typed: {} })
    const remove = (who: MadePerson) => lean(person(organiser.id), (sql) => removeFromActivity(sql, { activityId: activity.id, personId: who.id, now: noon }))
    await remove(first)
    expect(await line(activity)).toEqual(['left', 'offered', 'waiting'])
    expect((await lean(person(organiser.id), (sql) => whoComes(sql, activity.id))).map((one) => one.offeredUntil)).toEqual([later(6), null])
    await remove(others[0]!)
    expect(await line(activity)).toEqual(['left', 'left', 'offered'])
  })
})

test('yes at the very moment it runs out, asked by many at once: one outcome, and one person holds the place', async () => {
  for (let round = 0; round < 12; round++) {
    const { activity, first, others: [a, b] } = await filled(2)
    await leave(activity, first)
    const [yes] = await Promise.all([join(activity, a!, new Date(+later(6) - 1)), offersRunOut.work(later(6)), lean(system('offers'), (sql) => lapseOffers(sql, activity.id, later(6))), leave(activity, b!, later(6))])
    const passed = (await told(a!)).includes('waiting offer-passed')
    // in time: in, and nothing said of passing. Too late by a hair: told so, and again in line or in the place nobody wants.
    expect(passed ? ['joined', 'waiting'] : ['joined']).toContain(yes.ok && yes.state)
    const { joined, offered } = (await counts(activity))!
    expect(joined + offered).toBeLessThanOrEqual(1)
    expect((await told(a!)).filter((mail) => mail === 'waiting offer-passed').length).toBeLessThanOrEqual(1)
    await db.owner('DELETE FROM mails')
  }
})

/** Joins, leaves, answers and lapses as they fall, several at once; what must hold when all is quiet. */
async function anyhow(places: number, deeds: [who: number, deed: number, atOnce: boolean][]) {
  const activity = await offering({ places })
  const crowd = await people(6)
  let together: Promise<unknown>[] = []
  let now = noon
  for (const [who, deed, atOnce] of deeds) {
    const at = now
    together.push(deed === 0 ? leave(activity, crowd[who]!, at) : deed === 1 ? offersRunOut.work(at) : join(activity, crowd[who]!, at))
    if (deed === 1) now = new Date(+now + 4 * hour)
    if (!atOnce) {
      await Promise.all(together)
      together = []
    }
  }
  await Promise.all(together)
  const order = await db.owner<{ state: string; queue_number: number; offered: boolean }>(
    'SELECT state, queue_number, offered_until IS NOT NULL AS offered FROM sign_ups WHERE activity_id = $1 ORDER BY queue_number', [activity.id])
  const holding = order.filter((one) => one.state === 'joined' || one.offered)
  const waiting = order.filter((one) => one.state === 'waiting' && !one.offered)
  return { places, holding, waiting, counts: (await counts(activity))!, order }
}

test('whatever happens, in whatever order and at once: never more than places, no free place beside a line, nobody passes anybody', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(fc.tuple(fc.nat(5), fc.nat(4), fc.boolean()), { minLength: 8, maxLength: 24 }), async (places, deeds) => {
      const { holding, waiting, counts, order } = await anyhow(places, deeds)
      expect(counts).toEqual({
        joined: order.filter((one) => one.state === 'joined').length, waiting: order.filter((one) => one.state === 'waiting').length, offered: order.filter((one) => one.offered).length,
      })
      expect(holding.length).toBeLessThanOrEqual(places)
      if (waiting.length) expect(holding.length).toBe(places)
      if (waiting.length) expect(Math.max(...holding.map((one) => one.queue_number))).toBeLessThan(waiting[0]!.queue_number)
    }),
    { numRuns: 25 },
  )
})

describe('the database itself', () => {
  test('holds no more than there is, whoever writes', async () => {
    const { activity, others } = await filled(1)
    await expect(db.owner(`UPDATE sign_ups SET offered_until = now() WHERE activity_id = $1 AND person_id = $2`, [activity.id, others[0]!.id])).rejects.toThrow('never_oversold')
    await expect(db.owner('UPDATE activities SET offered_count = 1 WHERE id = $1', [(await offering()).id])).rejects.toThrow('offered_are_waiting')
  })
  test('nobody offers themselves a place, keeps one longer, or takes one without the line', async () => {
    const { activity, first, others: [a, b] } = await filled(2)
    const as = (who: MadePerson, text: string) => db.asActor(person(who.id), text, [activity.id])
    await leave(activity, first)
    for (const until of [`'2031-01-01'`, 'NULL']) {
      await expect(as(a!, `UPDATE sign_ups SET offered_until = ${until} WHERE activity_id = $1`)).rejects.toThrow('the line decides')
    }
    await expect(as(b!, `UPDATE sign_ups SET offered_until = '2031-01-01' WHERE activity_id = $1`)).rejects.toThrow('the line decides')
    await expect(as(first, `UPDATE sign_ups SET state = 'waiting', offered_until = '2031-01-01' WHERE activity_id = $1`)).rejects.toThrow('the line decides')
    await expect(as(a!, `UPDATE sign_ups SET state = 'joined' WHERE activity_id = $1`)).rejects.toThrow('the line decides')
    expect(await line(activity)).toEqual(['left', 'offered', 'waiting'])
  })
  test('the program ends offers and nothing else; and sees who waits only for that', async () => {
    const { activity, first } = await filled(2)
    await makeSignUp(db, { activity: await offering(), person: first })
    await expect(db.asActor(system('offers'), `UPDATE sign_ups SET state = 'joined' WHERE activity_id = $1 RETURNING id`, [activity.id])).resolves.toEqual([])
    await leave(activity, first)
    await expect(db.asActor(system('offers'), `UPDATE sign_ups SET offered_until = '2031-01-01' WHERE activity_id = $1`, [activity.id])).rejects.toThrow(/row-level security/)
    await expect(db.asActor(system('waiting-list'), `UPDATE sign_ups SET offered_until = NULL WHERE activity_id = $1`, [activity.id])).rejects.toThrow(/row-level security/)
  })
})

// Last: it breaks the lock in this file's own database.
test('the proof that the turns are what holds: without them the same deeds break the promises', async () => {
  await db.owner('CREATE OR REPLACE FUNCTION take_turn(activity uuid) RETURNS void LANGUAGE sql AS $$ SELECT $$')
  await db.owner('ALTER TABLE activities DROP CONSTRAINT never_oversold')
  let broken = 0
  for (let round = 0; round < 10 && broken === 0; round++) {
    const { holding, waiting, places } = await anyhow(2, [0, 1, 2, 3, 4, 5].map((who) => [who, 2, true]))
    if (holding.length > places || (waiting.length > 0 && holding.length < places)) broken++
  }
  expect(broken).toBeGreaterThan(0)
})
