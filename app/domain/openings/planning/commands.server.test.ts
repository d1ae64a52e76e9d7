import { beforeAll, describe, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { type MadeOrganisation, type MadePerson, makeMember, makeOrganisation } from '#tests/support/factories.ts'
import { closeOpening, discardOpening, draftOpening, editOpening, publishOpening } from './commands.server.ts'
import { choicesForOpening, openingPlanned } from './queries.server.ts'
import { typedPlan } from './rules.ts'

const db = useDatabase()
const now = new Date('2030-05-15T10:00:00Z')
let house: MadeOrganisation, maker: MadePerson, colleague: MadePerson, coordinator: MadePerson, neighbour: MadePerson
beforeAll(async () => {
  house = await makeOrganisation(db)
  maker = await makeMember(db, house, 'organiser', { name: 'Sissel' })
  colleague = await makeMember(db, house, 'organiser', { name: 'Jonas' })
  coordinator = await makeMember(db, house, 'coordinator', { name: 'Tor' })
  neighbour = await makeMember(db, await makeOrganisation(db), ['organiser', 'coordinator', 'administrator'])
})
const form = (given: Record<string, string> = {}): Record<string, string> => ({ kind: 'job', title: 'Kjøkkenhjelp', area: 'Bryne', contactId: maker.id, language: 'nb', ...given })
const draft = (typed = form(), key = crypto.randomUUID(), who = maker) => lean(person(who.id), (sql) => draftOpening(sql, { organisation: house, personId: who.id, key, typed, now }))
const made = async (given: Record<string, string> = {}) => {
  const drafted = await draft(form(given))
  if (!drafted.ok) throw new Error(JSON.stringify(drafted))
  return drafted.id
}
const edit = (id: string, version: number, typed: Record<string, string>, who = maker) => lean(person(who.id), (sql) => editOpening(sql, { organisation: house, personId: who.id, openingId: id, version, typed, now }))
const planned = (id: string, who = maker) => lean(person(who.id), (sql) => openingPlanned(sql, house.id, id))
const publish = (id: string, who = maker, at = now) => lean(person(who.id), (sql) => publishOpening(sql, { organisation: house, personId: who.id, openingId: id, now: at }))
const close = (id: string) => lean(person(maker.id), (sql) => closeOpening(sql, { organisation: house, personId: maker.id, openingId: id, now }))

describe('drafting', () => {
  test('one form sent twice is one draft, in the languages that were written', async () => {
    const key = crypto.randomUUID()
    const typed = form({ percent: '20', places: '3', startsOn: '2030-06-01', applyBy: '31.5.2030', title_en: 'Kitchen help', hours: 'Tirsdag', lat: '58,73', lon: '5.64' })
    const [first, second] = await Promise.all([draft(typed, key), draft(typed, key)])
    expect(first).toEqual(second)
    const opening = (await planned(first.ok ? first.id : ''))!
    expect(opening).toMatchObject({ kind: 'job', percent: 20, places: 3, startsOn: '2030-06-01', applyUntil: new Date('2030-05-31T22:00:00Z'), lat: 58.73, lon: 5.64, version: 1, texts: { nb: { title: 'Kjøkkenhjelp', hours: 'Tirsdag' }, en: { title: 'Kitchen help' } } })
    const choices = await lean(person(maker.id), (sql) => choicesForOpening(sql, house, opening))
    expect(await edit(opening.id, 1, typedPlan(opening, choices.places))).toEqual({ ok: true, changes: [] })
  })
  test('every mistake at its field, with what to do', async () => {
    const wrong = await draft({ kind: 'castle', title: ' ', percent: '15', places: '0', startsOn: '2030-05-01', applyBy: '32.5.2030', lat: '58', visibility: 'all', language: 'nb', contactId: neighbour.id, placeId: crypto.randomUUID() })
    expect(wrong).toMatchObject({ ok: false, reason: 'wrong', errors: {
      kind: ['kind_missing'], title: ['title_missing'], percent: ['choose_one'], places: ['places_unreadable'], startsOn: ['day_past'], applyBy: ['day_impossible', 31], lon: ['point_half'],
      visibility: ['choose_one'], contactId: ['contact_unknown'], placeId: ['place_unknown'], area: ['where_missing'],
    } })
  })
  test('nobody from a neighbouring house drafts, reads or changes here', async () => {
    await expect(draft(form({ contactId: '' }), crypto.randomUUID(), neighbour)).rejects.toThrow(/row-level security/)
    const id = await made()
    expect(await planned(id, neighbour)).toBeNull()
    expect(await edit(id, 1, form(), neighbour)).toEqual({ ok: false, reason: 'not_found' })
    expect(await publish(id, neighbour)).toEqual({ ok: false, reason: 'not_found' })
  })
})

describe('two people, one form', () => {
  test('who saves second is told what changed, and nothing is written until they save again', async () => {
    const id = await made()
    expect(await edit(id, 1, form({ places: '4' }), colleague)).toMatchObject({ ok: true, changes: ['places'] })
    expect(await edit(id, 1, form({ title: 'Kokk' }))).toMatchObject({ ok: false, reason: 'overtaken', changes: ['places'], who: ['Jonas'] })
    expect((await planned(id))!.texts.nb!.title).toBe('Kjøkkenhjelp')
    expect(await edit(id, 2, form({ title: 'Kokk', places: '4' }))).toMatchObject({ ok: true, changes: ['title'] })
  })
  test('only those who read applications choose who does', async () => {
    const id = await made()
    expect(await edit(id, 1, form({ contactId: colleague.id }), colleague)).toMatchObject({ ok: false, reason: 'wrong', errors: { contactId: ['contact_not_yours'] } })
    expect(await edit(id, 1, form({ contactId: colleague.id }), coordinator)).toMatchObject({ ok: true, changes: ['contact'] })
  })
  test('never fewer places than are taken', async () => {
    const id = await made({ places: '2' })
    await publish(id)
    await db.owner(`INSERT INTO applications (id, opening_id, person_id, state) VALUES (gen_random_uuid(), $1, $2, 'accepted'), (gen_random_uuid(), $1, $3, 'started')`, [id, neighbour.id, colleague.id])
    expect(await edit(id, 1, form({ places: '1' }))).toMatchObject({ ok: false, errors: { places: ['places_below_taken', 2] } })
  })
})

test('draft, published, closed, opened again: each with who and when, and told', async () => {
  const id = await made({ applyBy: '2030-05-20' })
  expect(await close(id)).toEqual({ ok: false, reason: 'not_published' })
  expect(await publish(id, colleague)).toEqual({ ok: true })
  expect(await publish(id)).toEqual({ ok: false, reason: 'already_published' })
  expect(await close(id)).toEqual({ ok: true })
  expect(await close(id)).toEqual({ ok: false, reason: 'closed' })
  const [row] = await db.owner('SELECT published_by, closed_by, closed_because FROM openings WHERE id = $1', [id])
  expect(row).toEqual({ published_by: colleague.id, closed_by: maker.id, closed_because: 'chosen' })
  expect(await publish(id, maker, new Date('2030-05-21T10:00:00Z'))).toEqual({ ok: false, reason: 'deadline_past' })
  expect(await publish(id)).toEqual({ ok: true })
  const told = await db.owner<{ event: string }>(`SELECT event FROM history WHERE subject_id = $1 ORDER BY id`, [id])
  expect(told.map((one) => one.event)).toEqual(['drafted', 'published', 'closed', 'reopened'].map((event) => `opening.${event}`))
  const other = await made()
  const discard = (which: string) => lean(person(maker.id), (sql) => discardOpening(sql, { organisation: house, personId: maker.id, openingId: which, now }))
  expect([await discard(other), await discard(other), await discard(id)]).toEqual([{ ok: true }, { ok: true }, { ok: false, reason: 'already_published' }])
  expect(await publish(other)).toEqual({ ok: false, reason: 'discarded' })
})
