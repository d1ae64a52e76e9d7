import { beforeAll, describe, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { makePairing, makeVolunteer } from '#tests/support/companions.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation, makePerson } from '#tests/support/factories.ts'
import { askForCompanion, pauseRequest, withdrawRequest } from './commands.server.ts'
import { myRequest } from './queries.server.ts'
import { dayErrors, toldIn, wishValues } from './rules.ts'
import { partForms, parts, type Told } from './schema.ts'

const database = useDatabase()
const now = new Date('2026-11-25T10:00:00Z')
let house: MadeOrganisation, coordinator: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(database, { slug: 'fjordfolk', name: 'Fjordfolk' })
  coordinator = await makeMember(database, house, 'coordinator', { name: 'Ingrid' })
})

const asking = (who: MadePerson, told: Told, at = now) => lean(person(who.id), (sql) => askForCompanion(sql, { organisationId: house.id, personId: who.id, told, now: at }))
const mine = (who: MadePerson) => lean(person(who.id), (sql) => myRequest(sql, house.id, who.id))
const lettersTo = (who: MadePerson) => database.owner(`SELECT facts FROM mails WHERE person_id = $1 ORDER BY number`, [who.id])

describe('asking', () => {
  test('the first answer is the asking: it waits, both sides hear of it once, and what is told later is added', async () => {
    const nina = await makePerson(database, { name: 'Nina' })
    const first = await asking(nina, { wish: { purposes: ['talk'], words: 'Hei' } })
    expect(first).toMatchObject({ ok: true, asked: true })
    await asking(nina, { wish: { inside: 'prison', insideWhere: 'Åna' }, days: { startsOn: null, releasedOn: '2027-01-10' } })
    expect(await asking(nina, { wish: { purposes: ['talk', 'work'] } })).toMatchObject({ ok: true, asked: false })
    await asking(nina, { wish: {}, avoids: 'Roy' })
    expect(await mine(nina)).toMatchObject({ state: 'waiting', releasedOn: '2027-01-10', avoids: 'Roy', coordinators: ['Ingrid'], wish: { purposes: ['talk', 'work'], words: 'Hei', inside: 'prison', insideWhere: 'Åna' } })
    expect(await lettersTo(nina)).toHaveLength(1)
    const [letter] = await lettersTo(coordinator)
    expect(JSON.stringify(letter)).toContain('Nina')
    // No mail says where somebody is or why.
    expect(JSON.stringify([letter, await lettersTo(nina)])).not.toMatch(/Åna|fengsel|løslat|Roy|2027/)
    // Nothing of it lies in the clear.
    expect(JSON.stringify(await database.owner('SELECT * FROM companion_requests, match_avoids'))).not.toMatch(/Hei|Åna|Roy|talk|prison/)
  })

  test('two tabs at once ask once', async () => {
    const roy = await makePerson(database)
    const both = await Promise.all([asking(roy, { wish: { words: 'a' } }), asking(roy, { wish: { words: 'b' } })])
    expect(both.filter((one) => one.ok && one.asked)).toHaveLength(1)
    expect(await database.owner('SELECT state FROM companion_requests WHERE person_id = $1', [roy.id])).toHaveLength(1)
  })

  test('taking it back erases every word, and asking again begins anew', async () => {
    const kari = await makePerson(database)
    await asking(kari, { wish: { words: 'Hemmelig' }, avoids: 'Storgata' })
    const back = { organisationId: house.id, personId: kari.id, now }
    expect(await lean(person(kari.id), (sql) => withdrawRequest(sql, back))).toEqual({ ok: true })
    expect(await lean(person(kari.id), (sql) => withdrawRequest(sql, back))).toEqual({ ok: true })
    expect(await mine(kari)).toMatchObject({ state: 'withdrawn', wish: null, avoids: '', coordinators: [] })
    expect(await database.owner('SELECT sealed, starts_on, released_on FROM companion_requests WHERE person_id = $1', [kari.id])).toEqual([{ sealed: null, starts_on: null, released_on: null }])
    const later = new Date('2026-11-27T10:00:00Z')
    expect(await asking(kari, { wish: { words: 'Igjen' } }, later)).toMatchObject({ ok: true, asked: true })
    expect(await mine(kari)).toMatchObject({ state: 'waiting', askedAt: later, wish: { words: 'Igjen' } })
  })

  test('whoever asks and takes it back without end is asked to wait, and fills no mailbox', async () => {
    const restless = await makePerson(database)
    const at = new Date()
    const before = (await lettersTo(coordinator)).length
    for (let round = 0; round < 5; round++) {
      expect(await asking(restless, { wish: {} }, at)).toMatchObject({ ok: true })
      await lean(person(restless.id), (sql) => withdrawRequest(sql, { organisationId: house.id, personId: restless.id, now: at }))
    }
    expect(await asking(restless, { wish: {} }, at)).toEqual({ ok: false, reason: 'too_often' })
    expect((await lettersTo(coordinator)).length - before).toBe(5)
  })

  test('a pause keeps the place in the line; whoever walks with somebody stops on that page', async () => {
    const lise = await makePerson(database)
    await asking(lise, { wish: {} })
    const who = { organisationId: house.id, personId: lise.id, now }
    await lean(person(lise.id), (sql) => pauseRequest(sql, { ...who, pause: true }))
    expect((await mine(lise))!.state).toBe('paused')
    await lean(person(lise.id), (sql) => pauseRequest(sql, { ...who, pause: false }))
    expect(await mine(lise)).toMatchObject({ state: 'waiting', askedAt: now })
    const request = { id: (await mine(lise))!.id, person: lise, organisationId: house.id }
    await makePairing(database, { request, volunteer: await makeVolunteer(database, { organisation: house }), state: 'trial' })
    expect(await lean(person(lise.id), (sql) => withdrawRequest(sql, who))).toEqual({ ok: false, reason: 'paired' })
    expect(await lean(person(lise.id), (sql) => pauseRequest(sql, { ...who, pause: true }))).toEqual({ ok: false, reason: 'paired' })
    expect(await mine(lise)).toMatchObject({ state: 'paired', pairing: { state: 'trial' } })
  })
})

describe('the forms', () => {
  test('each part reads back what it was filled with', async () => {
    const sent: Record<(typeof parts)[number], Record<string, string>> = {
      why: { 'purposes.talk': 'on', 'purposes.work': 'on', words: 'Hei', phone: '912 34 567' }, now: { inside: 'prison', insideWhere: 'Åna', releasedOn: '2027-01-10', startsOn: '' },
      who: { genderWish: 'woman', genderMust: 'on', experienceWish: 'must', 'experiences.drugs': 'on' }, likes: { gender: 'man', birthYear: '1984', 'interests.hiking': 'on', 'speaks.nb': 'on' },
      when: { 'times.mon-evening': 'on', area: 'Sandnes', travelMinutes: '45', hasCar: 'on', lat: '', lon: '' }, avoid: { avoids: 'Roy' },
    }
    const who = await makePerson(database)
    for (const part of parts) await asking(who, toldIn(part, partForms[part].parse(sent[part])))
    const found = (await mine(who))!
    expect(wishValues(found.wish, found)).toMatchObject(Object.assign({}, ...Object.values(sent)))
  })
  test('who is not inside leaves nothing, and a day that is not one is refused', () => {
    expect(partForms.now.parse({ inside: 'no', releasedOn: '2027-01-10', insideWhere: 'Åna' })).toMatchObject({ releasedOn: null, insideWhere: '' })
    for (const wrong of ['2026-02-30', '10.01.2027', 'snart']) expect(partForms.now.safeParse({ inside: 'prison', releasedOn: wrong }).success, wrong).toBe(false)
    expect(dayErrors({ wish: {}, days: { startsOn: '2026-11-24', releasedOn: '2026-11-01' } }, null, '2026-11-25')).toEqual({ startsOn: 'start_past', releasedOn: 'date_past' })
    expect(dayErrors({ wish: {}, days: { startsOn: '2066-11-24', releasedOn: '2026-11-01' } }, { startsOn: null, releasedOn: '2026-11-01' }, '2026-11-25')).toEqual({ startsOn: 'date_far' })
  })
})
