import { beforeEach, describe, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { hashOf } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { startJobs, stopJobs } from '#app/platform/jobs.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makePerson, makeSignUp, type MadePerson } from '#tests/support/factories.ts'
import { usePushService } from '#tests/support/push.ts'
import { makeSession } from '#tests/support/sign-in.ts'
import { sendReminders } from '../reminders/commands.server.ts'
import { addDevice, keepDevices, removeDevice, tryDevice, type PushJob } from './commands.server.ts'
import { deliver, startPushWorker } from './jobs.server.ts'

const service = usePushService()
const db = useDatabase()
const hour = 3_600_000
const at = () => new Date(Math.ceil(Date.now() / hour) * hour + 24 * hour)

beforeEach(async () => {
  service.arrived.length = 0
  await db.owner('DELETE FROM pgboss.job')
  await db.owner('DELETE FROM activities')
})
const add = (who: MadePerson, given: Partial<Parameters<typeof addDevice>[1]> = {}) => {
  const { device, ...subscription } = service.subscribe()
  return lean(person(who.id), (sql) => addDevice(sql, { ...subscription, personId: who.id, sessionId: 'session', name: 'Chrome, Android', now: new Date(), ...given })).then((added) => ({ ...added, device, endpoint: subscription.endpoint }))
}
const devices = (who: MadePerson) => db.owner('SELECT id, endpoint, session_id FROM push_devices WHERE person_id = $1 ORDER BY created_at', [who.id])
const jobs = () => db.owner<{ data: PushJob }>(`SELECT data FROM pgboss.job WHERE name = 'push' AND state = 'created' ORDER BY created_on`)
const reminded = async (given: Parameters<typeof makePerson>[1] = {}) => {
  const who = await makePerson(db, given)
  const activity = await makeActivity(db, { title: 'Rusfri tur', area: 'Sandnes', startsAt: at() })
  const signUp = await makeSignUp(db, { activity, person: who })
  await db.owner(`UPDATE sign_ups SET changed_at = '2026-01-01' WHERE id = $1`, [signUp.id])
  await db.owner(`INSERT INTO notification_settings (person_id, day_before, two_hours, quiet_from, quiet_to) VALUES ($1, 'push', 'push', 0, 0)`, [who.id])
  return { who, activity, signUp }
}

describe('a reminder', () => {
  test('reaches every device, closed for that device alone, and says only what is discreet', async () => {
    const { who, activity } = await reminded()
    const made = [await add(who), await add(who)]
    expect(await sendReminders(new Date(Date.now() + hour))).toBe(1)
    expect(await db.owner('SELECT FROM mails WHERE person_id = $1', [who.id])).toEqual([])
    for (const { data } of await jobs()) expect(await deliver(data, new Date())).toBe('sent')
    expect(service.arrived.map(({ device }) => device).sort()).toEqual(made.map(({ device }) => device).sort())
    const [{ shown, headers }] = service.arrived as [(typeof service.arrived)[0]]
    expect(shown).toMatchObject({ title: 'Tur – Sandnes', language: 'nb', tag: activity.id, url: `/me#activity-${activity.id}` })
    expect(shown.body).toMatch(/kl\. \d\d\.00$/)
    expect(shown.actions).toEqual([{ action: 'cannot-come', title: 'Jeg kan ikke komme', url: expect.stringMatching(/^\/answer\/[0-9a-f]{96}\?answer=no$/) }])
    expect(JSON.stringify(shown)).not.toContain('Rusfri')
    expect(Number(headers.ttl)).toBeLessThanOrEqual(26 * 3600)
  })
  test('says the title to those who chose so, and tomorrow in their language', async () => {
    const { who } = await reminded({ language: 'sv', openTitles: true })
    await add(who)
    await sendReminders(new Date(Date.now() + hour))
    const [job] = await jobs()
    await deliver(job!.data, new Date(+at() - 20 * hour))
    expect(service.arrived[0]!.shown.title).toBe('Rusfri tur')
    expect(service.arrived[0]!.shown.body).toMatch(/^(I morgon|I dag) kl\. /)
  })
  test('is not sent when meanwhile they left, and never once it has begun', async () => {
    const { who, activity } = await reminded()
    await add(who)
    await sendReminders(new Date(Date.now() + hour))
    const [job] = await jobs()
    expect(await deliver(job!.data, activity.startsAt)).toBe('nothing')
    await db.owner(`UPDATE sign_ups SET state = 'left' WHERE activity_id = $1`, [activity.id])
    expect(await deliver(job!.data, new Date())).toBe('nothing')
    expect(service.arrived).toEqual([])
  })
  test('comes by mail the day before when the last device is gone, but not to who turned mails off', async () => {
    const { who } = await reminded()
    const refused = await reminded()
    await db.owner('UPDATE notification_settings SET mail_refused_at = now() WHERE person_id = $1', [refused.who.id])
    expect(await sendReminders(new Date(Date.now() + hour))).toBe(1)
    expect(await db.owner('SELECT template FROM mails WHERE person_id = $1', [who.id])).toEqual([{ template: 'reminder' }])
  })
})

describe('a push service', () => {
  const job = async () => {
    const who = await makePerson(db)
    const { device } = await add(who)
    return { who, device, job: { deviceId: (await devices(who))[0]!.id as string, about: 'try' as const } }
  }
  test.each([404, 410])('that says %s is believed: the device is forgotten', async (status) => {
    const { who, job: data } = await job()
    service.next(status)
    expect(await deliver(data, new Date())).toBe('gone')
    expect(await devices(who)).toEqual([])
    expect(await deliver(data, new Date())).toBe('nothing')
  })
  test.each([[429, 'later'], [500, 'later'], [503, 'later'], [400, 'never'], [413, 'never'], [302, 'never']] as const)('that says %s: %s; the device stays, and no redirect is followed', async (status, outcome) => {
    const { who, job: data } = await job()
    service.next(status)
    expect(await deliver(data, new Date())).toBe(outcome)
    expect(await devices(who)).toHaveLength(1)
    expect(service.arrived).toEqual([])
  })
  test('that fails once is tried again by the worker', async () => {
    const { who, job: data } = await job()
    service.next(503)
    expect(await lean(person(who.id), (sql) => tryDevice(sql, { personId: who.id, deviceId: data.deviceId }))).toBe(true)
    const boss = await startJobs(db.appUrl)
    try {
      await startPushWorker(boss)
      await expect.poll(() => service.arrived.map(({ shown }) => shown.title), { timeout: 30_000 }).toEqual(['Dette er en prøve'])
    } finally {
      await stopJobs()
    }
  })
})

describe('devices', () => {
  test('only at push services, at most ten, and the same one twice is one', async () => {
    const who = await makePerson(db)
    for (const endpoint of ['https://127.0.0.1/x', 'https://localhost/x', 'https://evil.example/x', 'http://localhost/x']) {
      expect(await add(who, { endpoint })).toMatchObject({ ok: false, reason: 'unknown-service' })
    }
    const first = await add(who)
    await add(who, { endpoint: first.endpoint })
    expect(await devices(who)).toHaveLength(1)
    const more = await Promise.all(Array.from({ length: 12 }, () => add(who)))
    expect(more.filter(({ ok }) => ok)).toHaveLength(9)
    expect(await devices(who)).toHaveLength(10)
  })
  test('a browser belongs to who used it last; others neither try nor remove it', async () => {
    const [first, second] = [await makePerson(db), await makePerson(db)]
    const { endpoint } = await add(first)
    await add(second, { endpoint })
    expect(await devices(first)).toEqual([])
    const deviceId = (await devices(second))[0]!.id as string
    expect(await lean(person(first.id), (sql) => tryDevice(sql, { personId: first.id, deviceId }))).toBe(false)
    expect(await lean(person(first.id), (sql) => removeDevice(sql, { personId: first.id, deviceId }))).toBe(false)
    expect(await lean(person(second.id), (sql) => removeDevice(sql, { personId: second.id, deviceId }))).toBe(true)
  })
  test('pressing try over and over is one try', async () => {
    const who = await makePerson(db)
    await add(who)
    const deviceId = (await devices(who))[0]!.id as string
    for (let i = 0; i < 4; i++) await lean(person(who.id), (sql) => tryDevice(sql, { personId: who.id, deviceId }))
    expect(await jobs()).toHaveLength(1)
  })
  test('signing out ends it, signing in anew keeps it, a session that runs out leaves it', async () => {
    const who = await makePerson(db)
    const [out, anew, ran] = [hashOf(await makeSession(db, who)), hashOf(await makeSession(db, who)), hashOf(await makeSession(db, who))]
    for (const sessionId of [out, anew, ran]) await add(who, { sessionId })
    await db.owner('DELETE FROM sessions WHERE id = $1', [out])
    expect((await devices(who)).map((row) => row.session_id)).toEqual([anew, ran])
    await lean(person(who.id), (sql) => keepDevices(sql, { personId: who.id, from: anew, to: 'next' }))
    await db.owner('DELETE FROM sessions WHERE id = $1', [anew])
    await db.owner(`UPDATE sessions SET expires_at = now() - interval '1 hour' WHERE id = $1`, [ran])
    await db.owner('DELETE FROM sessions WHERE id = $1', [ran])
    expect((await devices(who)).map((row) => row.session_id)).toEqual(['next', ran])
  })
})
