import { beforeAll, describe, expect, test } from 'vitest'
import { person } from '#app/platform/actor.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeKind, makeMember, makeOrganisation, type MadeOrganisation, type MadePerson } from '#tests/support/factories.ts'
import { labelOf } from '../labels.ts'
import { labelsOf } from '../members/queries.server.ts'
import { archiveKind, archivePlace, moveKind, saveKind, saveLabels, saveOrganisation, savePlace } from './commands.server.ts'
import { allKinds, allPlaces, organisationDetails } from './queries.server.ts'

const database = useDatabase()
const now = new Date()
let house: MadeOrganisation, other: MadeOrganisation
let admin: MadePerson, coordinator: MadePerson, organiser: MadePerson, outsider: MadePerson

beforeAll(async () => {
  house = await makeOrganisation(database)
  other = await makeOrganisation(database)
  admin = await makeMember(database, house, 'administrator')
  coordinator = await makeMember(database, house, 'coordinator')
  organiser = await makeMember(database, house, 'organiser')
  outsider = await makeMember(database, other, 'administrator')
})
const as = <T>(who: MadePerson, work: (sql: Sql) => Promise<T>) => lean(person(who.id), work)
const names = (nb: string, sv = '', en = '') => ({ nb, sv, en })
const inUse = async () => (await as(admin, (sql) => allKinds(sql, house.id))).filter((kind) => !kind.archived).map((kind) => kind.slug)

test('the organisation\'s texts', async () => {
  const texts = { name: 'Nytt hus', language: 'sv' as const, zone: 'Europe/Stockholm' as const, about_nb: 'Om oss', about_sv: '', about_en: '', contactEmail: 'hei@example.org', website: 'https://example.org' }
  expect(await as(admin, (sql) => saveOrganisation(sql, house.id, texts))).toEqual({ ok: true })
  expect(await as(admin, (sql) => organisationDetails(sql, house.id))).toEqual({ name: 'Nytt hus', language: 'sv', zone: 'Europe/Stockholm', about: { nb: 'Om oss' }, contactEmail: 'hei@example.org', website: 'https://example.org' })
  for (const who of [coordinator, organiser, outsider]) expect(await as(who, (sql) => saveOrganisation(sql, house.id, texts))).toEqual({ ok: false, reason: 'not_found' })
  // Not even an administrator changes country or address.
  await expect(database.asActor(person(admin.id), `UPDATE organisations SET slug = 'stjålet' WHERE id = $1`, [house.id])).rejects.toThrow(/permission denied/)
})

test('labels: the organisation\'s own word where it has one, its neighbour language next, the usual word last', async () => {
  await as(admin, (sql) => saveLabels(sql, house.id, { volunteer_nb: 'Tidgiver', organiser_sv: 'Gruppledare', participant_nb: '' }))
  const labels = await as(admin, (sql) => labelsOf(sql, house.id))
  expect(labels).toHaveLength(2)
  expect([labelOf('volunteer', labels, 'nb'), labelOf('volunteer', labels, 'sv'), labelOf('volunteer', labels, 'en'), labelOf('organiser', labels, 'nb'), labelOf('participant', labels, 'nb')])
    .toEqual(['Tidgiver', 'Tidgiver', 'Volunteer', 'Gruppledare', 'Deltaker'])
  await expect(as(organiser, (sql) => saveLabels(sql, house.id, { volunteer_nb: 'Noe annet' }))).rejects.toThrow(/row-level security/)
  expect(await as(admin, (sql) => labelsOf(sql, house.id))).toHaveLength(2)
})

describe('kinds', () => {
  test('added, renamed in three languages, moved, put away and taken back', async () => {
    for (const name of ['Tur', 'Kafé', 'Kurs']) expect(await as(admin, (sql) => saveKind(sql, house.id, { kindId: null, names: names(name) }))).toEqual({ ok: true })
    const [tur, kafe] = await as(admin, (sql) => allKinds(sql, house.id))
    await as(admin, (sql) => saveKind(sql, house.id, { kindId: tur!.id, names: names('Gåtur', 'Promenad', 'Walk') }))
    expect((await as(admin, (sql) => allKinds(sql, house.id)))[0]).toMatchObject({ slug: 'tur', names: { nb: 'Gåtur', sv: 'Promenad', en: 'Walk' } })
    await as(admin, (sql) => moveKind(sql, house.id, { kindId: kafe!.id, by: -1 }))
    expect(await inUse()).toEqual(['kafe', 'tur', 'kurs'])
    await as(admin, (sql) => moveKind(sql, house.id, { kindId: kafe!.id, by: -1 }))
    expect(await inUse()).toEqual(['kafe', 'tur', 'kurs'])
    await makeActivity(database, { organisation: house, kind: 'kafe' })
    expect(await as(admin, (sql) => archiveKind(sql, house.id, { kindId: kafe!.id, archived: true, now }))).toEqual({ ok: true })
    expect(await inUse()).toEqual(['tur', 'kurs'])
    expect((await as(admin, (sql) => allKinds(sql, house.id))).at(-1)).toMatchObject({ slug: 'kafe', archived: true, used: 1 })
    await as(admin, (sql) => archiveKind(sql, house.id, { kindId: kafe!.id, archived: false, now }))
    expect(await inUse()).toContain('kafe')
  })
  test('one stays in use; nobody else touches them', async () => {
    const lone = await makeOrganisation(database)
    const boss = await makeMember(database, lone, 'administrator')
    const kind = await makeKind(database, lone)
    expect(await as(boss, (sql) => archiveKind(sql, lone.id, { kindId: kind.id, archived: true, now }))).toEqual({ ok: false, reason: 'last_kind' })
    expect(await as(admin, (sql) => saveKind(sql, lone.id, { kindId: kind.id, names: names('Mitt') }))).toEqual({ ok: false, reason: 'not_found' })
    expect(await as(admin, (sql) => saveKind(sql, house.id, { kindId: kind.id, names: names('Mitt') }))).toEqual({ ok: false, reason: 'not_found' })
    for (const who of [coordinator, organiser, outsider]) {
      await expect(database.asActor(person(who.id), `INSERT INTO activity_kinds (organisation_id, slug, names) VALUES ($1, 'min', '{}')`, [house.id])).rejects.toThrow(/row-level security/)
      await database.asActor(person(who.id), `UPDATE activity_kinds SET names = '{"nb":"Kapret"}' WHERE organisation_id = $1`, [house.id])
    }
    expect(await database.owner(`SELECT id FROM activity_kinds WHERE names->>'nb' = 'Kapret'`)).toEqual([])
  })
})

describe('places', () => {
  const place = { placeId: null, name: 'Stua', address: 'Langgata 44', lat: 58.85, lon: 5.73 }
  test('added, edited, put away; no two of one name', async () => {
    expect(await as(admin, (sql) => savePlace(sql, house.id, place))).toEqual({ ok: true })
    expect(await as(admin, (sql) => savePlace(sql, house.id, place))).toEqual({ ok: false, reason: 'name_taken' })
    const [made] = await as(admin, (sql) => allPlaces(sql, house.id))
    expect(await as(admin, (sql) => savePlace(sql, house.id, { ...place, placeId: made!.id, address: '', lat: null, lon: null }))).toEqual({ ok: true })
    expect(await as(admin, (sql) => archivePlace(sql, house.id, { placeId: made!.id, archived: true, now }))).toEqual({ ok: true })
    expect(await as(admin, (sql) => allPlaces(sql, house.id))).toMatchObject([{ name: 'Stua', address: null, lat: null, archived: true }])
  })
  test('by nobody else', async () => {
    for (const who of [organiser, outsider]) await expect(as(who, (sql) => savePlace(sql, house.id, { ...place, name: 'Kapret' }))).rejects.toThrow(/row-level security/)
    const [made] = await as(admin, (sql) => allPlaces(sql, house.id))
    expect(await as(outsider, (sql) => savePlace(sql, house.id, { ...place, placeId: made!.id }))).toEqual({ ok: false, reason: 'not_found' })
  })
})
