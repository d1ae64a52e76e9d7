import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, person, visitor } from '#app/platform/actor.ts'
import { atomFeed } from '#app/platform/atom.ts'
import { lean } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeMember, makeOrganisation } from '#tests/support/factories.ts'
import { makeOpening } from '#tests/support/openings.ts'
import { openingApiItem, openingItem } from './api.ts'
import { openingEntry } from './feed.ts'
import { postingData } from './posting.ts'
import { findOpenings, openingBySlug, openingSearch, openingsOf } from './queries.server.ts'
import { readOpeningFilters } from './schema.ts'

const database = useDatabase()
const now = new Date('2030-05-15T10:00:00Z')
const published = new Date('2030-05-01T10:00:00Z')
const later = (days: number) => new Date(+now + days * 86_400_000)

async function find(query: string, { actor = visitor, language = 'nb', limit = 24 }: { actor?: Actor; language?: Language; limit?: number } = {}) {
  const { filters } = readOpeningFilters(new URLSearchParams(query))
  return lean(actor, async (sql) => findOpenings(sql, (await openingSearch(sql, filters, { language, now, limit, offset: (filters.page - 1) * limit })).search))
}
const titles = async (...args: Parameters<typeof find>) => (await find(...args)).openings.map((opening) => opening.title)

describe('what is listed', () => {
  test('open public ones, the newest first; the same for those who may see more', async () => {
    const organisation = await makeOrganisation(database, { slug: 'listet' })
    const make = (title: string, given: Parameters<typeof makeOpening>[1] = {}) => makeOpening(database, { organisation, title, publishedAt: published, ...given })
    await make('Eldst', { publishedAt: new Date(+published - 1000) })
    await make('Nyest', { applyUntil: later(1) })
    await make('Kladd', { published: false })
    await make('Lukket', { closedAt: now })
    await make('Frist ute', { applyUntil: now })
    await make('Medlemmer', { visibility: 'members' })
    await make('Ulistet', { visibility: 'unlisted' })
    expect(await titles('org=listet')).toEqual(['Nyest', 'Eldst'])
    const coordinator = await makeMember(database, organisation, ['coordinator', 'organiser'])
    expect(await titles('org=listet', { actor: person(coordinator.id) })).toEqual(['Nyest', 'Eldst'])
    const own = await lean(person(coordinator.id), (sql) => openingsOf(sql, organisation.id, { language: 'nb', now }))
    expect(own.map((one) => one.title)).toEqual(expect.arrayContaining(['Medlemmer']))
    expect((await lean(visitor, (sql) => openingsOf(sql, organisation.id, { language: 'nb', now }))).map((one) => one.title)).not.toContain('Medlemmer')
  })

  test('kinds, pages, places and distances', async () => {
    const organisation = await makeOrganisation(database, { slug: 'valg' })
    const make = (title: string, given: Parameters<typeof makeOpening>[1]) => makeOpening(database, { organisation, title, publishedAt: published, ...given })
    await make('Bergen', { kind: 'housing', area: 'Nygård, Bergen', lat: 60.39, lon: 5.32 })
    await make('Sandnes', { area: 'Sandnes', lat: 58.85, lon: 5.74 })
    await make('Uten punkt', { kind: 'course', area: 'Et sted' })
    expect(await titles('org=valg&kind=housing')).toEqual(['Bergen'])
    expect(await titles('org=valg&kind=finnes-ikke')).toEqual([])
    expect(await titles('org=valg&near=58.97,5.73')).toEqual(['Sandnes', 'Bergen', 'Uten punkt'])
    expect(await titles('org=valg&place=bergen&within=50')).toEqual(['Bergen'])
    expect((await find('org=valg')).openings.map((opening) => opening.km)).toEqual([null, null, null])
    const first = await find('org=valg', { limit: 2 })
    expect([first.openings.length, first.more]).toEqual([2, true])
  })

  test('an opening under its deadline to the last minute of its day, where it is', async () => {
    const organisation = await makeOrganisation(database, { slug: 'frist' })
    await makeOpening(database, { organisation, title: 'I dag', publishedAt: published, applyUntil: new Date('2030-05-15T22:00:00Z') })
    expect(await titles('org=frist')).toEqual(['I dag'])
  })
})

describe('words', () => {
  beforeAll(async () => {
    const organisation = await makeOrganisation(database, { slug: 'ord', name: 'Fjordkraft Arbeid' })
    const make = (title: string, given: Parameters<typeof makeOpening>[1] = {}) => makeOpening(database, { organisation, title, publishedAt: published, ...given })
    await make('Kjøkkenhjelp i kafeen', { area: 'Bryne', description: 'Vi lager suppe.' })
    await make('Rom i kollektivet', { kind: 'housing', area: 'Ganddal', description: 'Fire rom og et kjøkken.' })
    await make('Hemmelig kjøkken', { published: false })
    await make('Kjøkken for medlemmer', { visibility: 'members' })
    await make('Ulistet kjøkken', { visibility: 'unlisted' })
    await make('Lukket kjøkken', { closedAt: now })
  })
  test('beginnings, other spellings, mistakes, kinds, places and houses are found, the title first', async () => {
    expect(await titles('org=ord&q=kjøk')).toEqual(['Kjøkkenhjelp i kafeen', 'Rom i kollektivet'])
    expect(await titles('org=ord&q=kjokkenhjelp')).toEqual(['Kjøkkenhjelp i kafeen'])
    expect(await titles('org=ord&q=kjøkenhjelp')).toEqual(['Kjøkkenhjelp i kafeen'])
    expect(await titles('org=ord&q=bolig')).toEqual(['Rom i kollektivet'])
    expect(await titles('org=ord&q=boende', { language: 'sv' })).toEqual(['Rom i kollektivet'])
    expect(await titles('org=ord&q=ganddal rom')).toEqual(['Rom i kollektivet'])
    expect(await titles('org=ord&q=suppe bryne')).toEqual(['Kjøkkenhjelp i kafeen'])
    expect((await titles('org=ord&q=fjordkraft')).toSorted()).toEqual(['Kjøkkenhjelp i kafeen', 'Rom i kollektivet'])
    expect(await titles('org=ord&q=rørlegger')).toEqual([])
    for (const q of ["'; DROP TABLE openings; --", '&|!()', ':*', 'og']) await find(`q=${encodeURIComponent(q)}`)
  })
  test('the finder looks past the policies and still tells only what everybody may see', async () => {
    for (const actor of ['visitor', 'system:openings', '']) {
      const found = await database.asActor(actor, `SELECT o.title FROM find_openings(ARRAY['kjøkken'], 'nb', $1) f JOIN (SELECT opening_id, title FROM opening_texts) o ON o.opening_id = f.id`, [now])
      expect(found.map((row) => row.title).filter((title) => /Hemmelig|medlemmer|Ulistet|Lukket/.test(title)), actor).toEqual([])
    }
    const ids = await database.asActor('visitor', `SELECT id FROM find_openings(ARRAY['kjøkken'], 'nb', $1)`, [now])
    const allowed = await database.owner(`SELECT id FROM openings WHERE published_at IS NOT NULL AND closed_at IS NULL AND visibility = 'public'`)
    expect(ids.length).toBe(2)
    for (const { id } of ids) expect(allowed.map((one) => one.id)).toContain(id)
  })
})

describe('for machines', () => {
  const page = async (given: Parameters<typeof makeOpening>[1]) => {
    const made = await makeOpening(database, { publishedAt: published, lat: 58.85, lon: 5.74, area: 'Sandnes', applyUntil: new Date('2030-05-31T22:00:00Z'), startsOn: '2030-06-01', percent: 20, places: 2, ...given })
    return (await lean(visitor, (sql) => openingBySlug(sql, made.slug, 'nb')))!
  }
  test('a job and work training are job postings, a course is a course, a home is neither', async () => {
    const ask = { appUrl: 'https://samkraft.example', summary: 'Vi lager suppe.' }
    expect(postingData(await page({ kind: 'job' }), ask)).toMatchObject({
      '@type': 'JobPosting', datePosted: '2030-05-01', validThrough: '2030-06-01T00:00:00+02:00', employmentType: 'PART_TIME', totalJobOpenings: 2, jobStartDate: '2030-06-01',
      jobLocation: { address: { addressLocality: 'Sandnes', addressCountry: 'NO' }, geo: { latitude: 58.85 } }, directApply: true,
    })
    expect(postingData(await page({ kind: 'work-training' }), ask)).toMatchObject({ '@type': 'JobPosting', employmentType: 'INTERN' })
    expect(postingData(await page({ kind: 'course' }), ask)).toMatchObject({ '@type': 'Course', hasCourseInstance: { '@type': 'CourseInstance', startDate: '2030-06-01' } })
    expect(postingData(await page({ kind: 'housing' }), ask)).toBeNull()
  })
  test('the feed is well formed whatever is written, and the API is as it says', async () => {
    const organisation = await makeOrganisation(database, { slug: 'matet', name: 'A & B <c>' })
    await makeOpening(database, { organisation, title: 'Ord & "tegn" <script>\u0007', description: '**Fet** & ]]>', publishedAt: published })
    const { openings } = await find('org=matet')
    const feed = atomFeed({ id: 'tag:x', title: 'Alt', language: 'nb', author: 'Samkraft', page: 'https://samkraft.example/openings', self: 'https://samkraft.example/openings.atom', since: published, entries: openings.map((one) => openingEntry(one, 'nb', 'https://samkraft.example')) })
    expect(feed).toContain('<title>Ord &amp; &quot;tegn&quot; &lt;script&gt; </title>')
    expect(feed).toContain('Fet &amp; ]]&gt;')
    expect(feed).not.toMatch(/<script|\u0007|\*\*/)
    expect(feed.match(/<entry/g)).toHaveLength(1)
    expect(openingItem.parse(openingApiItem(openings[0]!, 'nb', 'https://samkraft.example'))).toMatchObject({ kind: { slug: 'job', name: 'Jobb' }, placesLeft: 1 })
  })
})
