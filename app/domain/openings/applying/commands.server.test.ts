import { beforeAll, describe, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { type MadeOpening, makeOpening } from '#tests/support/openings.ts'
import type { State } from '../schema.ts'
import { answerApplication, answerOffer, applyFor, declineRest, lookedAt, withdrawApplication } from './commands.server.ts'
import { applicationToAnswer, applicantsOf, myApplication } from './queries.server.ts'
import type { Answer } from './schema.ts'

const db = useDatabase()
const now = new Date('2030-05-15T10:00:00Z')

let house: MadeOrganisation, contact: MadePerson, maker: MadePerson, coordinator: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(db, { name: 'Fjordfolk' })
  contact = await makeMember(db, house, 'volunteer', { name: 'Marit' })
  maker = await makeMember(db, house, 'organiser', { name: 'Sissel' })
  coordinator = await makeMember(db, house, 'coordinator', { name: 'Tor' })
})
const opening = (given: Parameters<typeof makeOpening>[1] = {}) => makeOpening(db, { organisation: house, contact, createdBy: maker, ...given })

const written = { words: 'Jeg liker å lage mat, og vil gjerne prøve.', phone: '912 34 567', email: false }
const apply = (to: MadeOpening, who: MadePerson, given: Partial<typeof written> = {}, at = now) =>
  lean(person(who.id), (sql) => applyFor(sql, { openingId: to.id, personId: who.id, written: { ...written, ...given }, now: at }))
const applied = async (to: MadeOpening, who: MadePerson) => {
  const sent = await apply(to, who)
  if (!sent.ok) throw new Error(sent.reason)
  return sent.id
}
const answer = (to: MadeOpening, id: string, given: Answer, who = contact) =>
  lean(person(who.id), (sql) => answerApplication(sql, { applicationId: id, openingId: to.id, personId: who.id, answer: given, now }))
const say = (step: 'talking' | 'offered' | 'started', message = ''): Answer => ({ step, message })
const reply = (id: string, who: MadePerson, yes: boolean) => lean(person(who.id), (sql) => answerOffer(sql, { applicationId: id, personId: who.id, yes, now }))
const withdraw = (id: string, who: MadePerson) => lean(person(who.id), (sql) => withdrawApplication(sql, { applicationId: id, personId: who.id, now }))
const stateOf = async (id: string) => (await db.owner<{ state: State }>('SELECT state FROM applications WHERE id = $1', [id]))[0]?.state
const mailsTo = async (who: MadePerson) => (await db.owner<{ facts: { subject: string; title: string; paragraphs: string[] } }>(`SELECT facts FROM mails WHERE person_id = $1 ORDER BY number`, [who.id])).map((mail) => mail.facts)
const how = async (to: MadeOpening) => (await db.owner<{ taken: number; closed: string | null }>('SELECT taken_count AS taken, closed_because AS closed FROM openings WHERE id = $1', [to.id]))[0]

describe('applying', () => {
  test('is sealed, told to the contact alone, confirmed to the person, and asking twice is asking once', async () => {
    const [job, nina] = [await opening(), await makePerson(db, { name: 'Nina' })]
    const before = (await mailsTo(contact)).length
    const sent = await apply(job, nina)
    expect(sent).toMatchObject({ ok: true, again: false })
    expect(await apply(job, nina, { words: 'Nye ord.' })).toMatchObject({ ok: true, again: true })
    const rows = await db.owner<{ sealed: string }>('SELECT sealed FROM applications WHERE opening_id = $1', [job.id])
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toMatch(/Nye ord|912/)
    expect(await mailsTo(nina)).toMatchObject([{ subject: 'En melding om det du spurte om' }])
    expect((await mailsTo(contact)).length - before).toBe(1)
    for (const other of [maker, coordinator]) expect(await mailsTo(other)).toEqual([])
    const own = await lean(person(nina.id), (sql) => myApplication(sql, sent.ok ? sent.id : '', nina.id, 'nb'))
    expect(own?.written).toEqual({ words: 'Nye ord.', phone: '912 34 567', email: false })
  })

  test('subjects name neither the house nor the opening, unless the person chose open titles', async () => {
    const job = await opening({ title: 'Snekker hos Fjordfolk' })
    const [shy, open] = [await makePerson(db, { language: 'sv' }), await makePerson(db, { openTitles: true })]
    await applied(job, shy)
    await applied(job, open)
    expect((await mailsTo(shy)).map((mail) => mail.subject)).toEqual(['Ett meddelande om det du frågade om'])
    expect((await mailsTo(open)).map((mail) => mail.subject)).toEqual(['Snekker hos Fjordfolk'])
    expect((await mailsTo(contact)).at(-1)!.subject).not.toMatch(/Snekker|Fjordfolk/)
  })

  test('nobody applies for a draft, what is closed, what is past, what is not theirs to see, or to themselves', async () => {
    const nina = await makePerson(db)
    expect(await apply(await opening({ published: false }), nina)).toEqual({ ok: false, reason: 'not_found' })
    expect(await apply(await opening({ closedAt: now }), nina)).toEqual({ ok: false, reason: 'not_open' })
    expect(await apply(await opening({ applyUntil: new Date(+now - 1) }), nina)).toEqual({ ok: false, reason: 'not_open' })
    expect(await apply(await opening({ visibility: 'members' }), nina)).toEqual({ ok: false, reason: 'not_found' })
    expect(await apply(await opening({ visibility: 'unlisted' }), nina)).toMatchObject({ ok: true })
    for (const own of [contact, maker, coordinator]) expect(await apply(await opening(), own)).toEqual({ ok: false, reason: 'own_opening' })
  })

  test('may be changed until it is read, withdrawn at any time, and sent again while it is open', async () => {
    const [job, nina] = [await opening(), await makePerson(db, { name: 'Nina' })]
    const id = await applied(job, nina)
    await lean(person(contact.id), (sql) => lookedAt(sql, { applicationId: id, personId: contact.id, now }))
    expect(await apply(job, nina, { words: 'For sent' })).toEqual({ ok: false, reason: 'looked_at' })
    expect(await withdraw(id, nina)).toEqual({ ok: true })
    expect(await withdraw(id, nina)).toEqual({ ok: true })
    const read = () => lean(person(contact.id), (sql) => applicationToAnswer(sql, { openingId: job.id, applicationId: id }))
    expect(await read()).toBeNull()
    expect(await answer(job, id, say('talking'))).toEqual({ ok: false, reason: 'not_found' })
    expect(await apply(job, nina, { words: 'Jeg ombestemte meg' })).toMatchObject({ ok: true, id })
    expect((await read())?.written?.words).toBe('Jeg ombestemte meg')
    await withdraw(id, nina)
    await db.owner(`UPDATE openings SET closed_at = now(), closed_because = 'chosen' WHERE id = $1`, [job.id])
    expect(await apply(job, nina)).toEqual({ ok: false, reason: 'not_open' })
  })

  test('who applied as a member, withdrew and is no member any more is told so', async () => {
    const [job, nina] = [await opening({ visibility: 'members' }), await makeMember(db, house, 'participant')]
    const id = await applied(job, nina)
    await db.owner(`UPDATE memberships SET valid_from = '2020-01-01', valid_to = '2020-12-31' WHERE person_id = $1`, [nina.id])
    expect(await apply(job, nina, { words: 'Nye ord' })).toMatchObject({ ok: true, again: true })
    await withdraw(id, nina)
    expect(await apply(job, nina)).toEqual({ ok: false, reason: 'members_only' })
  })

  test('sending and withdrawing without end stops filling mailboxes', async () => {
    const [job, nina] = [await opening(), await makePerson(db)]
    const id = await applied(job, nina)
    const answers: boolean[] = []
    for (let round = 0; round < 8; round++) {
      await withdraw(id, nina)
      answers.push((await apply(job, nina)).ok)
    }
    expect(answers.filter(Boolean)).toHaveLength(4)
    expect(await apply(job, nina, {}, new Date(+now + 3_700_000))).toMatchObject({ ok: true })
  })
})

describe('answering', () => {
  test('talk, offer, yes, start, end: each a record with who and when, each told; the last place closes it', async () => {
    const [job, nina] = [await opening(), await makePerson(db, { name: 'Nina' })]
    const id = await applied(job, nina)
    expect(await answer(job, id, say('talking', 'Kom på kaffe tirsdag kl. 10.'))).toEqual({ ok: true })
    expect(await answer(job, id, say('talking', 'Trykket to ganger.'))).toEqual({ ok: true })
    expect(await answer(job, id, say('started'))).toEqual({ ok: false, reason: 'moved' })
    expect(await answer(job, id, say('offered', '20 prosent fra mandag.'), coordinator)).toEqual({ ok: true })
    expect(await reply(id, nina, true)).toEqual({ ok: true })
    expect(await reply(id, nina, true)).toEqual({ ok: true })
    expect(await how(job)).toEqual({ taken: 1, closed: 'filled' })
    expect(await answer(job, id, say('started'))).toEqual({ ok: true })
    expect(await answer(job, id, { step: 'ended', reason: 'paused', message: 'Velkommen tilbake.' }, maker)).toEqual({ ok: true })
    expect(await how(job)).toEqual({ taken: 0, closed: 'filled' })

    const own = (await lean(person(nina.id), (sql) => myApplication(sql, id, nina.id, 'nb')))!
    expect(own.steps.map(({ state, name, own, message, reason }) => [state, name, own, message, reason])).toEqual([
      ['sent', 'Nina', true, '', null], ['talking', 'Marit', false, 'Kom på kaffe tirsdag kl. 10.', null], ['offered', 'Tor', false, '20 prosent fra mandag.', null],
      ['accepted', 'Nina', true, '', null], ['started', 'Marit', false, '', null], ['ended', 'Sissel', false, 'Velkommen tilbake.', 'paused'],
    ])
    const mails = await mailsTo(nina)
    expect(mails).toHaveLength(6)
    expect(mails[1]!.paragraphs).toContain('Kom på kaffe tirsdag kl. 10.')
    // Why it ended is between them: no mail carries it.
    expect(JSON.stringify(mails)).not.toMatch(/pause/)
    const sealed = await db.owner('SELECT sealed FROM application_steps WHERE application_id = $1 AND sealed IS NOT NULL', [id])
    expect(JSON.stringify(sealed)).not.toMatch(/kaffe|prosent/)
    const told = await db.owner<{ event: string }>(`SELECT event FROM history WHERE subject_kind = 'application' AND subject_id = $1 ORDER BY id`, [id])
    expect(told.map((one) => one.event)).toEqual(['sent', 'talking', 'offered', 'accepted', 'started', 'ended'].map((state) => `application.${state}`))
  })

  test('a no to the offer leaves the place; whoever had a place and withdraws frees it', async () => {
    const job = await opening({ places: 2 })
    const [a, b] = [await makePerson(db), await makePerson(db)]
    const [of, other] = [await applied(job, a), await applied(job, b)]
    for (const id of [of, other]) await answer(job, id, say('offered'))
    expect(await reply(of, a, false)).toEqual({ ok: true })
    expect(await reply(of, a, true)).toEqual({ ok: false, reason: 'no_offer' })
    expect(await reply(other, b, true)).toEqual({ ok: true })
    expect((await how(job))!.taken).toBe(1)
    expect(await withdraw(other, b)).toEqual({ ok: true })
    expect((await how(job))!.taken).toBe(0)
    expect((await mailsTo(contact)).at(-1)!.title).toBe('En plass er ledig igjen')
    expect(await withdraw(of, a)).toEqual({ ok: false, reason: 'over' })
  })

  test('one kind no to everybody who waits, in words that are asked for', async () => {
    const job = await opening({ places: 3 })
    const people = [await makePerson(db), await makePerson(db), await makePerson(db)]
    const ids = []
    for (const one of people) ids.push(await applied(job, one))
    await answer(job, ids[0]!, say('offered'))
    const count = await lean(person(contact.id), (sql) => declineRest(sql, { openingId: job.id, personId: contact.id, message: 'Takk for at du skrev.', now }))
    expect(count).toBe(2)
    expect(await Promise.all(ids.map(stateOf))).toEqual(['offered', 'declined', 'declined'])
    expect((await mailsTo(people[1]!)).at(-1)!.paragraphs).toContain('Takk for at du skrev.')
  })

  test('an address is known only to whom it was shown; names and applications to those who answer', async () => {
    const job = await opening({ places: 2 })
    const [shows, hides] = [await makePerson(db, { name: 'Åpen' }), await makePerson(db, { name: 'Stille' })]
    const sent = await apply(job, shows, { email: true })
    const hidden = await applied(job, hides)
    const read = (id: string, who: MadePerson) => lean(person(who.id), (sql) => applicationToAnswer(sql, { openingId: job.id, applicationId: id }))
    expect((await read(sent.ok ? sent.id : '', contact))?.email).toBe(shows.email)
    expect(await read(hidden, contact)).toMatchObject({ name: 'Stille', email: null })
    const outsiders = [await makeMember(db, house, 'organiser'), await makeMember(db, house, 'administrator'), await makeMember(db, await makeOrganisation(db), ['coordinator', 'organiser']), shows]
    for (const outsider of outsiders) {
      expect(await read(hidden, outsider)).toBeNull()
      expect(await lean(person(outsider.id), (sql) => applicantsOf(sql, job.id))).toEqual([])
      expect(await answer(job, hidden, say('talking'), outsider)).toEqual({ ok: false, reason: 'not_found' })
      expect(await withdraw(hidden, outsider)).toEqual({ ok: false, reason: 'not_found' })
    }
    expect(await stateOf(hidden)).toBe('sent')
  })
})

describe('the last place', () => {
  async function twoOffers() {
    const job = await opening()
    const people = [await makePerson(db), await makePerson(db)]
    const ids: string[] = []
    for (const one of people) ids.push(await applied(job, one))
    for (const id of ids) await answer(job, id, say('offered'))
    return { job, both: () => Promise.allSettled(ids.map((id, index) => reply(id, people[index]!, true))) }
  }

  test('two who say yes at once: exactly one gets it, and the other is told', async () => {
    for (let round = 0; round < 10; round++) {
      const { job, both } = await twoOffers()
      const answers = (await both()).map((one) => (one.status === 'fulfilled' ? one.value : one.reason))
      expect(answers.filter((one) => one.ok)).toHaveLength(1)
      expect(answers.filter((one) => !one.ok)).toEqual([{ ok: false, reason: 'full' }])
      expect(await how(job)).toEqual({ taken: 1, closed: 'filled' })
    }
  })

  test('without turns and without the constraint it is given twice (negative control)', async () => {
    const [{ definition }] = await db.owner(`SELECT pg_get_functiondef('take_turn(uuid)'::regprocedure) AS definition`) as [{ definition: string }]
    await db.owner(`CREATE OR REPLACE FUNCTION take_turn(activity uuid) RETURNS void LANGUAGE sql AS 'SELECT pg_sleep(0)'`)
    await db.owner('ALTER TABLE openings DROP CONSTRAINT never_overfilled')
    try {
      let most = 0
      for (let round = 0; round < 20 && most < 2; round++) {
        const { job, both } = await twoOffers()
        await both()
        most = Math.max(most, (await how(job))!.taken)
      }
      expect(most).toBe(2)
    } finally {
      await db.owner(definition)
      await db.owner('DELETE FROM openings WHERE taken_count > places')
      await db.owner('ALTER TABLE openings ADD CONSTRAINT never_overfilled CHECK (taken_count <= places)')
    }
  })
})
