import { DateTime } from 'luxon'
import { beforeEach, describe, expect, test } from 'vitest'
import { person, system } from '#app/platform/actor.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp, type MadePerson } from '#tests/support/factories.ts'
import { deliverUpTo } from '../jobs.server.ts'
import { sendReminders } from './commands.server.ts'

const db = useDatabase()
const oslo = (text: string) => DateTime.fromISO(text, { zone: 'Europe/Oslo' }).toJSDate()
const start = oslo('2027-03-13T18:00')

beforeEach(async () => {
  await db.owner('DELETE FROM mails')
  await db.owner('DELETE FROM pgboss.job')
  await db.owner('DELETE FROM activities')
})
const coming = async (given: Parameters<typeof makeActivity>[1] = {}, person: Parameters<typeof makePerson>[1] = {}) => {
  const activity = await makeActivity(db, { startsAt: start, area: 'Sandnes', address: { text: 'Langgata 1', shownTo: 'joined' }, ...given })
  const who = await makePerson(db, person)
  const signUp = await makeSignUp(db, { activity, person: who })
  await joinedAt(signUp.id, '2026-01-01T12:00')
  return { activity, who, signUp }
}
const joinedAt = (signUpId: string, at: string) => db.owner('UPDATE sign_ups SET created_at = $2, changed_at = $2 WHERE id = $1', [signUpId, oslo(at)])
const owed = async (who: MadePerson) => (await db.owner('SELECT facts FROM mails WHERE person_id = $1 ORDER BY number', [who.id])).map((row) => row.facts.which as string)
const choose = (who: MadePerson, columns: Record<string, unknown>) =>
  db.owner(`INSERT INTO notification_settings (person_id, ${Object.keys(columns).join(', ')}) VALUES ($1, ${Object.keys(columns).map((_, i) => `$${i + 2}`).join(', ')})`, [who.id, ...Object.values(columns)])

describe('who is reminded', () => {
  test('those who come, once, the day before; and again when it moves', async () => {
    const { activity, who } = await coming()
    const waiting = await makePerson(db)
    await makeSignUp(db, { activity, person: waiting, state: 'waiting' })
    expect(await sendReminders(oslo('2027-03-12T17:59'))).toBe(0)
    expect(await sendReminders(oslo('2027-03-12T18:00'))).toBe(1)
    expect(await sendReminders(oslo('2027-03-12T18:01'))).toBe(0)
    expect(await owed(who)).toEqual(['day-before'])
    expect(await owed(waiting)).toEqual([])
    await db.owner(`UPDATE activities SET starts_at = starts_at + interval '3 days', ends_at = ends_at + interval '3 days' WHERE id = $1`, [activity.id])
    expect(await sendReminders(oslo('2027-03-13T18:00'))).toBe(0)
    expect(await sendReminders(oslo('2027-03-15T18:00'))).toBe(1)
    expect(await owed(who)).toEqual(['day-before', 'day-before'])
  })
  test.each([
    ['cancelled', (id: string) => db.owner('UPDATE activities SET cancelled_at = now() WHERE id = $1', [id])],
    ['a draft again', (id: string) => db.owner('UPDATE activities SET published_at = NULL WHERE id = $1', [id])],
    ['left', (id: string) => db.owner(`UPDATE sign_ups SET state = 'left' WHERE activity_id = $1`, [id])],
  ])('nobody, of what is %s', async (_, change) => {
    const { activity } = await coming()
    await change(activity.id)
    expect(await sendReminders(oslo('2027-03-12T18:00'))).toBe(0)
  })
  test('not who has only just joined, nor who joined after the moment; two hours before they are', async () => {
    const just = await coming()
    await joinedAt(just.signUp.id, '2027-03-12T15:01')
    const late = await coming()
    await joinedAt(late.signUp.id, '2027-03-12T18:30')
    for (const { who } of [just, late]) await choose(who, { two_hours: 'mail' })
    expect(await sendReminders(oslo('2027-03-12T18:00'))).toBe(0)
    expect(await sendReminders(oslo('2027-03-12T20:00'))).toBe(0)
    await joinedAt(late.signUp.id, '2027-03-13T16:01')
    expect(await sendReminders(oslo('2027-03-13T16:05'))).toBe(1)
    expect(await owed(just.who)).toEqual(['two-hours'])
  })
  test('as each has chosen: by mail, twice, not at all, on their own clock', async () => {
    const { activity, who: both } = await coming()
    await choose(both, { two_hours: 'mail' })
    const [never, abroad] = [await makePerson(db), await makePerson(db)]
    for (const person of [never, abroad]) await joinedAt((await makeSignUp(db, { activity, person })).id, '2026-01-01T12:00')
    await choose(never, { day_before: 'off', two_hours: 'off' })
    await choose(abroad, { quiet_from: 9 * 60, quiet_to: 15 * 60, zone: 'America/New_York' }) // 18:00 in Oslo is 12:00 there
    await sendReminders(oslo('2027-03-12T18:00'))
    expect([await owed(both), await owed(never), await owed(abroad)]).toEqual([['day-before'], [], []])
    await sendReminders(oslo('2027-03-12T21:00'))
    expect(await owed(abroad)).toEqual(['day-before'])
    await sendReminders(oslo('2027-03-13T16:00'))
    expect([await owed(both), await owed(never), await owed(abroad)]).toEqual([['day-before', 'two-hours'], [], ['day-before']])
  })
  test('starts are found to the microsecond', async () => {
    const { activity } = await coming()
    await db.owner(`UPDATE activities SET starts_at = starts_at + interval '123456 microseconds' WHERE id = $1`, [activity.id])
    expect(await sendReminders(oslo('2027-03-12T18:01'))).toBe(1)
  })
  test('who was reminded is forgotten after a month', async () => {
    await coming()
    await sendReminders(oslo('2027-03-12T18:00'))
    await sendReminders(oslo('2027-04-12T18:59'))
    expect(await db.owner('SELECT FROM reminders_sent')).toHaveLength(1)
    await sendReminders(oslo('2027-04-12T19:01'))
    expect(await db.owner('SELECT FROM reminders_sent')).toHaveLength(0)
  })
})

describe('several at once', () => {
  const crowd = async (count: number) => {
    const { activity } = await coming({ places: null })
    await db.owner(
      `WITH made AS (INSERT INTO people (email, name) SELECT 'crowd-' || gen_random_uuid() || '@example.org', 'Person' FROM generate_series(2, $1::int) RETURNING id)
       INSERT INTO sign_ups (activity_id, person_id, state, created_at, changed_at) SELECT $2, id, 'joined', $3::timestamptz, $3::timestamptz FROM made`,
      [count, activity.id, oslo('2026-01-01T12:00')],
    )
  }
  const mails = async () => (await db.owner<{ people: number; mails: number }>('SELECT count(*)::int AS mails, count(DISTINCT person_id)::int AS people FROM mails'))[0]
  const jobs = async () => (await db.owner(`SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'mail'`))[0]!.n

  test('two processes send each reminder exactly once', async () => {
    await crowd(300)
    const now = oslo('2027-03-12T18:00')
    const sent = await Promise.all([sendReminders(now, 20), sendReminders(now, 20), sendReminders(now, 30)])
    expect(sent.reduce((sum, one) => sum + one)).toBe(300)
    expect(await mails()).toEqual({ mails: 300, people: 300 })
    expect(await jobs()).toBe(300)
  })
  test('without the key of what was sent, they would send twice', async () => {
    await crowd(300)
    await db.owner('ALTER TABLE reminders_sent DROP CONSTRAINT reminders_sent_pkey')
    try {
      const now = oslo('2027-03-12T18:00')
      await Promise.all([sendReminders(now, 20), sendReminders(now, 20)])
      expect((await mails())!.mails).toBeGreaterThan(300)
    } finally {
      await db.owner('DELETE FROM reminders_sent')
      await db.owner('ALTER TABLE reminders_sent ADD PRIMARY KEY (activity_id, person_id, which, starts_at)')
    }
  })
  test('a process that dies between batches leaves the rest to the next; none is lost or doubled', async () => {
    await crowd(100)
    const now = oslo('2027-03-12T18:00')
    // The third batch meets a database that will not take its mails.
    await db.owner(`CREATE FUNCTION refuse_mails() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN IF (SELECT count(*) FROM mails) >= 50 THEN RAISE 'no'; END IF; RETURN NULL; END $$`)
    await db.owner('CREATE TRIGGER refuse AFTER INSERT ON mails FOR EACH STATEMENT EXECUTE FUNCTION refuse_mails()')
    await expect(sendReminders(now, 20)).rejects.toThrow('no')
    await db.owner('DROP TRIGGER refuse ON mails')
    await db.owner('DROP FUNCTION refuse_mails()')
    expect(await mails()).toEqual({ mails: 40, people: 40 })
    expect(await jobs()).toBe(40)
    expect(await sendReminders(now, 20)).toBe(60)
    expect(await mails()).toEqual({ mails: 100, people: 100 })
  })
})

describe('the mail', () => {
  const delivered = async (who: MadePerson) => {
    for (const { id } of await db.owner('SELECT id FROM mails WHERE person_id = $1 AND sent_at IS NULL AND failed_at IS NULL ORDER BY number', [who.id])) await deliverUpTo(id)
    return db.owner('SELECT subject, plain, html, headers FROM mailbox WHERE recipient = $1 ORDER BY number', [who.email])
  }
  // What is rendered now must lie ahead of now.
  const soon = () => new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 24 * 3_600_000)

  test('says when, where, who is at the door and how to say no; its subject says nothing', async () => {
    const organisation = await makeOrganisation(db, { name: 'Blå Kors Jæren' })
    const { activity, who } = await coming({ organisation, title: 'Rusfri tur', startsAt: soon() })
    await db.owner(`UPDATE activity_texts SET who_meets_you = 'Kari i rød lue' WHERE activity_id = $1`, [activity.id])
    await choose(who, { quiet_from: 0, quiet_to: 0 })
    await sendReminders(new Date())
    await sendReminders(new Date(Date.now() + 3_600_000))
    const [mail] = await delivered(who)
    expect(mail!.subject).toMatch(/^Påminnelse: Tur – Sandnes, /)
    for (const said of ['Rusfri tur', 'Langgata 1, Sandnes', 'Kari i rød lue', 'Blå Kors Jæren', 'Jeg kan ikke komme', '?answer=no', '?answer=yes']) expect(mail!.plain).toContain(said)
    expect(mail!.headers['List-Unsubscribe']).toMatch(/^<http:\/\/localhost:\d+\/unsubscribe\/reminders-/)
    expect(mail!.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  })
  test('is not sent when meanwhile they left, it moved or was called off', async () => {
    const made = await Promise.all(Array.from({ length: 3 }, () => coming({ startsAt: soon() })))
    for (const { who } of made) await choose(who, { quiet_from: 0, quiet_to: 0 })
    expect(await sendReminders(new Date(Date.now() + 3_600_000))).toBe(3)
    await db.owner(`UPDATE sign_ups SET state = 'left' WHERE id = $1`, [made[0]!.signUp.id])
    await db.owner(`UPDATE activities SET starts_at = starts_at - interval '1 hour' WHERE id = $1`, [made[1]!.activity.id])
    await db.owner(`UPDATE activities SET cancelled_at = now() WHERE id = $1`, [made[2]!.activity.id])
    for (const { who } of made) expect(await delivered(who)).toEqual([])
  })
})

describe('the second lock', () => {
  test('what was chosen and sent is the person’s own, and the program’s for these purposes alone', async () => {
    const organisation = await makeOrganisation(db)
    const { activity, who } = await coming({ organisation })
    await choose(who, { two_hours: 'off' })
    await db.owner(`INSERT INTO push_devices (person_id, endpoint, p256dh, auth) VALUES ($1, 'https://push.example/1', repeat('a', 87), repeat('b', 22))`, [who.id])
    await sendReminders(oslo('2027-03-12T18:00'))
    const [organiser, coordinator, administrator] = await Promise.all((['organiser', 'coordinator', 'administrator'] as const).map((role) => makeMember(db, organisation, role)))
    const others = ['visitor', person((await makePerson(db)).id), ...[organiser!, coordinator!, administrator!].map(({ id }) => person(id)), system('mail'), system('identity')]
    for (const table of ['notification_settings', 'push_devices', 'reminders_sent']) {
      expect(await db.asActor(person(who.id), `SELECT person_id FROM ${table}`)).toEqual([{ person_id: who.id }])
      for (const actor of others) expect(await db.asActor(actor, `SELECT FROM ${table}`), `${table} for ${JSON.stringify(actor)}`).toEqual([])
    }
    const refused = /row-level security|permission denied/
    for (const actor of others) {
      await expect(db.asActor(actor, `INSERT INTO reminders_sent VALUES ($1, $2, 'two-hours', now(), now())`, [who.id, activity.id])).rejects.toThrow(refused)
      await expect(db.asActor(actor, `INSERT INTO push_devices (person_id, endpoint, p256dh, auth) VALUES ($1, 'https://push.example/2', repeat('a', 87), repeat('b', 22))`, [who.id])).rejects.toThrow(refused)
      await expect(db.asActor(actor, `INSERT INTO notification_settings (person_id) VALUES ($1)`, [who.id])).rejects.toThrow(refused)
      await db.asActor(actor, `UPDATE notification_settings SET day_before = 'off'`)
      await db.asActor(actor, `DELETE FROM push_devices`)
    }
    // Nor does the person say what was sent, or move a device to somebody else.
    await expect(db.asActor(person(who.id), `INSERT INTO reminders_sent VALUES ($1, $2, 'two-hours', now(), now())`, [who.id, activity.id])).rejects.toThrow(refused)
    await expect(db.asActor(person(who.id), `UPDATE push_devices SET person_id = $1`, [organiser!.id])).rejects.toThrow(refused)
    expect(await db.owner('SELECT day_before, (SELECT count(*)::int FROM push_devices) AS devices FROM notification_settings WHERE person_id = $1', [who.id])).toEqual([{ day_before: 'mail', devices: 1 }])
    // Each purpose does its own and no more.
    await expect(db.asActor(system('digest'), `INSERT INTO reminders_sent VALUES ($1, $2, 'two-hours', now(), now())`, [who.id, activity.id])).rejects.toThrow(refused)
    await db.asActor(system('reminders'), `UPDATE notification_settings SET day_before = 'off'`)
    expect(await db.asActor(system('digest'), 'SELECT FROM push_devices')).toEqual([])
    expect(await db.owner('SELECT day_before FROM notification_settings WHERE person_id = $1', [who.id])).toEqual([{ day_before: 'mail' }])
  })
})
