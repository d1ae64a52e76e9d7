import { beforeAll, describe, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { type MadeOpening, makeOpening } from '#tests/support/openings.ts'
import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { answerApplication, applyFor, withdrawApplication } from './commands.server.ts'
import { openingsChore } from './jobs.server.ts'
import { myApplication } from './queries.server.ts'

const db = useDatabase()
const start = new Date('2030-05-01T10:00:00Z')
const after = (days: number) => new Date(+start + days * 86_400_000)

let house: MadeOrganisation, contact: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(db)
  contact = await makeMember(db, house, 'organiser', { name: 'Marit' })
})
const opening = (given: Parameters<typeof makeOpening>[1] = {}) => makeOpening(db, { organisation: house, contact, createdBy: contact, publishedAt: start, ...given })
async function applied(to: MadeOpening, at = start, who?: MadePerson) {
  const someone = who ?? (await makePerson(db))
  const sent = await lean(person(someone.id), (sql) => applyFor(sql, { openingId: to.id, personId: someone.id, written: { words: 'Hei', phone: '', email: false }, now: at }))
  if (!sent.ok) throw new Error(sent.reason)
  return { id: sent.id, who: someone }
}
const talk = (to: MadeOpening, id: string, now: Date, step: 'talking' | 'offered' = 'talking') =>
  lean(person(contact.id), (sql) => answerApplication(sql, { applicationId: id, openingId: to.id, personId: contact.id, answer: { step, message: '' }, now }))
const stateOf = async (id: string) => (await db.owner('SELECT state FROM applications WHERE id = $1', [id]))[0]!.state
const how = async (to: MadeOpening) => (await db.owner('SELECT closed_at AS at, closed_because AS because FROM openings WHERE id = $1', [to.id]))[0]!
const mails = async (who: MadePerson, about?: MadeOpening) => (await db.owner<{ title: string }>(
  `SELECT facts->>'title' AS title FROM mails WHERE person_id = $1 AND ($2::text IS NULL OR facts::text LIKE '%' || $2 || '%') ORDER BY number`, [who.id, about?.title ?? null])).map((mail) => mail.title)
/** Asked by several processes at once, and once more. */
async function clock(now: Date) {
  await Promise.all([openingsChore.work(now), openingsChore.work(now), openingsChore.work(now)])
  await openingsChore.work(now)
}

test('it closes when the last day is over and not a minute before, and says so once', async () => {
  const job = await opening({ title: 'Med frist', applyUntil: after(3) })
  await applied(job)
  await clock(new Date(+after(3) - 60_000))
  expect((await how(job)).at).toBeNull()
  await clock(after(3))
  expect(await how(job)).toEqual({ at: after(3), because: 'deadline' })
  await clock(after(4))
  expect((await mails(contact, job)).filter((title) => title === 'Fristen er ute')).toHaveLength(1)
})

test('reminders after a week and after two, one mail however many wait, none when there is an answer', async () => {
  const job = await opening({ title: 'Venter' })
  const [first, second] = [await applied(job), await applied(job)]
  const reminders = async () => (await mails(contact, job)).filter((title) => title === 'Noen venter på svar').length
  await clock(after(6.9))
  expect(await reminders()).toBe(0)
  await clock(after(7))
  expect(await reminders()).toBe(1)
  await talk(job, first.id, after(8))
  await clock(after(14))
  expect(await reminders()).toBe(2)
  // The talk went quiet, too: a week after the last word.
  await clock(after(15))
  expect(await reminders()).toBe(3)
  await clock(after(21.9))
  expect(await reminders()).toBe(3)
  expect(await stateOf(second.id)).toBe('sent')
})

test('whoever slept three weeks sends one reminder, not two', async () => {
  const job = await opening({ title: 'Sov lenge' })
  await applied(job)
  await clock(after(22))
  await clock(after(23))
  expect((await mails(contact, job)).filter((title) => title === 'Noen venter på svar')).toHaveLength(1)
})

describe('nobody is left without an answer', () => {
  test('a week after it has closed, whoever heard nothing gets a kind answer, once', async () => {
    const job = await opening({ title: 'Stille', applyUntil: after(5) })
    const { id, who } = await applied(job)
    await clock(after(5))
    await clock(after(11.9))
    expect(await stateOf(id)).toBe('sent')
    await clock(after(12))
    expect(await stateOf(id)).toBe('unanswered')
    await clock(after(13))
    expect(await mails(who)).toEqual(['Vi har tatt imot søknaden din', 'Vi avslutter søknaden din'])
    const own = await lean(person(who.id), (sql) => myApplication(sql, id, who.id, 'nb'))
    expect(own?.steps.at(-1)).toMatchObject({ state: 'unanswered', name: null })
  })
  test('a talk may go on after the last day; left alone for four weeks, it ends too', async () => {
    const job = await opening({ title: 'Samtalen', applyUntil: after(5) })
    const { id } = await applied(job)
    await talk(job, id, after(6))
    await clock(after(6))
    await clock(after(33.9))
    expect(await stateOf(id)).toBe('talking')
    await clock(after(35))
    expect(await stateOf(id)).toBe('unanswered')
  })
  test('an offer stands while there is a place, and not when the last is gone', async () => {
    const job = await opening({ title: 'Tilbudet', applyUntil: after(5), places: 2 })
    const { id } = await applied(job)
    await talk(job, id, after(1), 'offered')
    await clock(after(5))
    await clock(after(60))
    expect(await stateOf(id)).toBe('offered')
    for (let index = 0; index < 2; index++) {
      const other = await makePerson(db)
      await db.owner(`INSERT INTO applications (id, opening_id, person_id, state) VALUES (gen_random_uuid(), $1, $2, 'accepted')`, [job.id, other.id])
    }
    await clock(after(61))
    expect(await stateOf(id)).toBe('unanswered')
  })
  test('never in somebody else’s turn: what they do in it stands, and they are told no error', async () => {
    const job = await opening({ title: 'Samtidig', applyUntil: after(5) })
    const { id, who } = await applied(job)
    await clock(after(5))
    const withdrawn = await lean(person(who.id), async (sql) => {
      await takeTurn(sql, job.id)
      const chore = openingsChore.work(after(12))
      const work = { done: false }
      void chore.then(() => (work.done = true))
      while (!work.done && (await db.owner(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length === 0);
      return { chore, result: await withdrawApplication(sql, { applicationId: id, personId: who.id, now: after(12) }) }
    })
    await withdrawn.chore
    expect([withdrawn.result, await stateOf(id)]).toEqual([{ ok: true }, 'withdrawn'])
  })
  test('also where there is no last day', async () => {
    const job = await opening({ title: 'Uten ende' })
    const { id } = await applied(job)
    await clock(after(44.9))
    expect(await stateOf(id)).toBe('sent')
    await clock(after(45))
    expect(await stateOf(id)).toBe('unanswered')
  })
})

test('a year after it was over the words are erased, here and in what was answered; how it went stays', async () => {
  const job = await opening({ title: 'Gammel' })
  const { id, who } = await applied(job)
  await lean(person(contact.id), (sql) => answerApplication(sql, { applicationId: id, openingId: job.id, personId: contact.id, answer: { step: 'declined', message: 'Takk.' }, now: after(1) }))
  await clock(new Date('2031-05-01T10:00:00Z'))
  const own = () => lean(person(who.id), (sql) => myApplication(sql, id, who.id, 'nb'))
  expect((await own())?.written?.words).toBe('Hei')
  await clock(new Date('2031-05-02T10:00:00Z'))
  expect(await own()).toMatchObject({ written: null, state: 'declined' })
  expect(await db.owner('SELECT 1 FROM application_steps WHERE application_id = $1 AND sealed IS NOT NULL', [id])).toEqual([])
})
