import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import ICAL from 'ical.js'
import { beforeEach, describe, expect, test } from 'vitest'
import { joinActivity, leaveActivity } from '#app/domain/activities/sign-ups/commands.server.ts'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { startJobs, stopJobs } from '#app/platform/jobs.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeOrganisation, makePerson, type MadePerson } from '#tests/support/factories.ts'
import { useResend } from '#tests/support/resend.ts'
import { type OwedMail, owe } from './commands.server.ts'
import { deliverUpTo, startMailWorker } from './jobs.server.ts'

const db = useDatabase()
const resend = useResend()
const now = new Date()

const oweTo = (to: MadePerson, mail: Partial<OwedMail> = {}) =>
  lean(person(to.id), (sql) => owe(sql, { personId: to.id, address: to.email, language: 'nb', template: 'passkey-added', facts: { name: 'Mobil' }, ...mail }))
const rows = (to: { email: string }) => db.owner('SELECT id, sent_at, failed_at, failure, facts, rendered FROM mails WHERE address = $1 ORDER BY number', [to.email])
const last = async (to: { email: string }) => (await rows(to)).at(-1)!

beforeEach(async () => {
  resend.forget()
  await db.owner('DELETE FROM mails')
  await db.owner('DELETE FROM pgboss.job')
})

describe('a provider that fails', () => {
  test.each([500, 503, 429, 409, 'accept-and-die' as const, 'hang' as const])('%s: tried again with the same key and the same bytes; one mail', async (mood) => {
    const to = await makePerson(db)
    await oweTo(to)
    const { id } = await last(to)
    resend.next(mood)
    expect(await deliverUpTo(id, { patience: 400 })).toBe(false)
    expect((await last(to)).sent_at).toBeNull()
    expect(await deliverUpTo(id)).toBe(true)
    expect(resend.arrived).toHaveLength(2)
    expect(resend.arrived[1]).toEqual(resend.arrived[0])
    expect(resend.arrived[0]!.key).toBe(id)
    expect(resend.accepted.size).toBe(1)
    expect((await last(to)).sent_at).not.toBeNull()
    // and a third time nothing happens
    expect(await deliverUpTo(id)).toBe(true)
    expect(resend.arrived).toHaveLength(2)
  })
  test('what it will never take is set down, and does not hold up the next', async () => {
    const to = await makePerson(db)
    await oweTo(to)
    await oweTo(to, { facts: { name: 'Nøkkel' } })
    resend.next(422)
    expect(await deliverUpTo((await last(to)).id)).toBe(true)
    const [first, second] = await rows(to)
    expect([first!.failed_at !== null, first!.sent_at, first!.failure]).toEqual([true, null, 'application_error 422'])
    expect(second!.sent_at).not.toBeNull()
  })
  test('the activity may change between two tries: the bytes do not', async () => {
    const to = await makePerson(db)
    const activity = await makeActivity(db, { title: 'Først' })
    await lean(person(to.id), (sql) => joinActivity(sql, { activityId: activity.id, personId: to.id, now }))
    resend.next(500)
    const { id } = await last(to)
    await deliverUpTo(id)
    await db.owner(`UPDATE activity_texts SET title = 'Siden' WHERE activity_id = $1`, [activity.id])
    await deliverUpTo(id)
    expect(resend.arrived[1]!.body).toBe(resend.arrived[0]!.body)
    expect(resend.arrived[1]!.body).toContain('Først')
  })
})

test('in the order they were owed, whichever job comes first', async () => {
  const to = await makePerson(db)
  for (const name of ['en', 'to', 'tre']) await oweTo(to, { facts: { name } })
  await deliverUpTo((await last(to)).id)
  expect(resend.arrived.map((mail) => /«(\w+)»/.exec(mail.mail.text)?.[1])).toEqual(['en', 'to', 'tre'])
})

describe('secrets', () => {
  const secret = (expiresAt: Date) => ({
    template: 'sign-in' as const, personId: null, facts: { link: 'http://localhost:3000/sign-in/link/verysecret', code: '123456', expiresAt: expiresAt.toISOString() },
  })
  test('are in the mail and nowhere after', async () => {
    const to = await makePerson(db)
    await oweTo(to, secret(new Date(Date.now() + 600_000)))
    await deliverUpTo((await last(to)).id)
    expect(resend.arrived[0]!.mail.text).toContain('123456')
    expect(resend.arrived[0]!.mail.text).toContain('verysecret')
    const everything = JSON.stringify([await db.owner('SELECT * FROM mails'), await db.owner('SELECT * FROM pgboss.job')])
    expect(everything).not.toMatch(/123456|verysecret/)
    expect((await last(to)).rendered).toEqual({ subject: 'Logg inn på Samkraft' })
  })
  test('that no longer open anything are not sent', async () => {
    const to = await makePerson(db)
    await oweTo(to, secret(new Date(Date.now() - 1)))
    await deliverUpTo((await last(to)).id)
    expect(resend.arrived).toEqual([])
    expect(JSON.stringify(await last(to))).not.toMatch(/123456|verysecret/)
    expect((await last(to)).failure).toBe('too late')
  })
})

test('a mail that may have been taken a day ago is not risked twice', async () => {
  const to = await makePerson(db)
  await oweTo(to)
  resend.next('accept-and-die')
  const { id } = await last(to)
  await deliverUpTo(id)
  await db.owner(`UPDATE mails SET rendered = jsonb_set(rendered, '{at}', to_jsonb((now() - interval '23 hours 1 minute')::text)) WHERE id = $1`, [id])
  await deliverUpTo(id)
  expect(resend.arrived).toHaveLength(1)
})

describe('an invitation, as mailed', () => {
  test('joining and leaving: REQUEST, then CANCEL with the same UID and a higher number, discreet outside', async () => {
    const organisation = await makeOrganisation(db, { name: 'Blå Kors Jæren' })
    const to = await makePerson(db, { name: 'Åse "Ås" Ødegård' })
    const activity = await makeActivity(db, { organisation, title: 'Rusfri tur', area: 'Sandnes', address: { text: 'Blå Kors, Langgata 1', shownTo: 'joined' } })
    await lean(person(to.id), (sql) => joinActivity(sql, { activityId: activity.id, personId: to.id, now }))
    await deliverUpTo((await last(to)).id)
    await lean(person(to.id), (sql) => leaveActivity(sql, { activityId: activity.id, personId: to.id, now }))
    await deliverUpTo((await last(to)).id)
    const events = resend.arrived.map(({ mail }) => {
      const [file] = mail.attachments!
      const method = /method=(\w+)/.exec(file!.content_type)![1]
      const text = Buffer.from(file!.content, 'base64').toString('utf8')
      expect(file!.content_type).toBe(`text/calendar; charset=utf-8; method=${method}`)
      const calendar = new ICAL.Component(ICAL.parse(text))
      expect(calendar.getFirstPropertyValue('method')).toBe(method)
      expect(text).not.toMatch(/rusfri|blå kors/i)
      return { method, text, event: new ICAL.Event(calendar.getFirstSubcomponent('vevent')!) }
    })
    expect(events.map(({ method, event }) => [method, event.uid, event.sequence])).toEqual([['REQUEST', activity.uid, 0], ['CANCEL', activity.uid, 1]])
    expect(events[0]!.event.summary).toBe('Tur – Sandnes')
    expect(events[0]!.event.startDate.toJSDate()).toEqual(activity.startsAt)
    expect(events[0]!.event.location).toBe('Langgata 1, Sandnes')
    // the address is for those who joined: not in what is told on the way out
    expect(events[1]!.event.location).toBe('Sandnes')
    expect(events[0]!.event.attendees.map((one) => one.getFirstValue())).toEqual([`MAILTO:${to.email}`])
    const { mail } = resend.arrived[0]!
    expect(mail.subject).toMatch(/^Du er med: Tur – Sandnes, /)
    expect(mail.from).toBe('Samkraft <post@samkraft.example>')
    expect(mail.text).toContain('Rusfri tur') // inside, the person reads what it is
    expect(mail.text).toMatch(/\/answer\/[0-9a-f]{96}\?answer=no/)
    // what stands beside the subject in a list of mails
    expect(mail.html.slice(0, mail.html.indexOf('<h1'))).not.toMatch(/rusfri|blå kors/i)
  })
  test('open titles, when the person chose them', async () => {
    const to = await makePerson(db, { openTitles: true, language: 'en' })
    const activity = await makeActivity(db, { title: 'Sober walk' })
    await lean(person(to.id), (sql) => joinActivity(sql, { activityId: activity.id, personId: to.id, now }))
    await deliverUpTo((await last(to)).id)
    expect(resend.arrived[0]!.mail.subject).toMatch(/^You are in: Sober walk, /)
  })
})

describe('the worker', () => {
  test('begins when the command commits, and a person gets one mail', async () => {
    const boss = await startJobs(db.appUrl)
    await startMailWorker(boss)
    try {
      const to = await makePerson(db)
      const begun = Date.now()
      await oweTo(to)
      while (resend.accepted.size === 0 && Date.now() - begun < 15_000) await pause(20)
      expect(resend.accepted.size).toBe(1)
      while (!(await last(to)).sent_at && Date.now() - begun < 15_000) await pause(20)
      expect((await db.owner(`SELECT state FROM pgboss.job WHERE name = 'mail'`)).every((job) => ['active', 'completed'].includes(job.state))).toBe(true)
    } finally {
      await stopJobs()
    }
  })

  test('killed between sending and writing it down: the next try is no second mail', async () => {
    const to = await makePerson(db)
    await oweTo(to)
    const { id } = await last(to)
    // A process of its own; Vite reads the templates' JSX there as it does in the build.
    const program = `
      const { createServer } = await import('vite')
      const vite = await createServer({ configFile: false, appType: 'custom', logLevel: 'error', server: { middlewareMode: true, ws: false, watch: null }, esbuild: { jsx: 'automatic' } })
      const { connect } = await vite.ssrLoadModule('/app/platform/db.server.ts')
      const { deliverUpTo } = await vite.ssrLoadModule('/app/domain/notifications/jobs.server.ts')
      connect(${JSON.stringify(db.appUrl)})
      await deliverUpTo('${id}')`
    const worker = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    worker.stderr.on('data', (part) => (said += part))
    resend.next('hang')
    const ended = once(worker, 'exit')
    const begun = Date.now()
    while (resend.arrived.length === 0 && worker.exitCode === null && Date.now() - begun < 30_000) await pause(20)
    expect(resend.arrived.length, said).toBe(1)
    worker.kill('SIGKILL')
    await ended
    expect((await last(to)).sent_at).toBeNull()
    await deliverUpTo(id)
    expect(resend.arrived).toHaveLength(2)
    expect(resend.arrived[1]).toEqual(resend.arrived[0])
    expect((await last(to)).sent_at).not.toBeNull()
  })
})
