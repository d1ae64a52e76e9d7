import { describe, expect, test } from 'vitest'
import { type Actor, person, visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { useDatabase } from '#tests/support/database.ts'
import { makeActivity, makeMember, makeOrganisation, makePerson, makeSignUp } from '#tests/support/factories.ts'
import { activitiesOf, activityBySlug, feedOf, findActivities, searchOf } from './queries.server.ts'
import { roomIn } from './rules.ts'
import { readFilters } from './schema.ts'

const database = useDatabase()
const now = new Date('2030-05-15T10:00:00Z')
const at = (text: string) => new Date(`${text}:00Z`)
const later = { startsAt: at('2030-05-20T16:00'), endsAt: at('2030-05-20T18:00') }

/** What a reader finds by an address of the list. */
async function find(query: string, { actor = visitor, language = 'nb', limit = 24 }: { actor?: Actor; language?: Language; limit?: number } = {}) {
  const { filters } = readFilters(new URLSearchParams(query))
  return lean(actor, async (sql) => findActivities(sql, (await searchOf(sql, filters, { language, now, limit, offset: (filters.page - 1) * limit })).search))
}
const titles = async (...args: Parameters<typeof find>) => (await find(...args)).activities.map((activity) => activity.title)

describe('what is listed', () => {
  test('upcoming, published and public ones in the order of time; cancelled ones until their time; nothing else', async () => {
    const organisation = await makeOrganisation(database, { slug: 'listet' })
    const make = (title: string, given: Parameters<typeof makeActivity>[1] = {}) => makeActivity(database, { organisation, title, ...later, ...given })
    await make('Senere', { startsAt: at('2030-06-01T16:00'), endsAt: at('2030-06-01T18:00') })
    await make('Snart')
    await make('Pågår', { startsAt: at('2030-05-15T08:00'), endsAt: at('2030-05-15T12:00') })
    await make('Avlyst', { startsAt: at('2030-05-21T16:00'), endsAt: at('2030-05-21T18:00'), cancelled: { reason: 'Syk' } })
    await make('Avlyst og over', { startsAt: at('2030-05-14T16:00'), endsAt: at('2030-05-14T18:00'), cancelled: { reason: 'Syk' } })
    await make('Har vært', { startsAt: at('2030-05-15T08:00'), endsAt: at('2030-05-15T10:00') })
    await make('Kladd', { published: false })
    await make('Medlemmer', { visibility: 'members' })
    await make('Ulistet', { visibility: 'unlisted' })
    const expected = ['Pågår', 'Snart', 'Avlyst', 'Senere']
    expect(await titles('org=listet')).toEqual(expected)
    // The list is public, so it is the same for those who may see more.
    const coordinator = await makeMember(database, organisation, ['coordinator', 'organiser'])
    expect(await titles('org=listet', { actor: person(coordinator.id) })).toEqual(expected)
    expect((await find('org=listet')).activities.map((activity) => activity.km)).toEqual([null, null, null, null])
    expect((await find('org=listet')).activities.map((activity) => activity.cancelledAt !== null)).toEqual([false, false, true, false])
  })

  test('a place beside an open offer is free, wherever it is shown; the one that is held is not', async () => {
    const organisation = await makeOrganisation(database, { slug: 'tilbud' })
    const activity = await makeActivity(database, { organisation, places: 2, ...later })
    await makeSignUp(database, { activity, person: await makePerson(database), state: 'waiting' })
    await database.owner('UPDATE sign_ups SET offered_until = $2 WHERE activity_id = $1', [activity.id, at('2030-05-16T10:00')])
    const ask = { language: 'nb' as const, now, limit: 5, offset: 0 }
    const seen = [
      ...(await find('org=tilbud')).activities,
      await lean(visitor, (sql) => activityBySlug(sql, activity.slug, 'nb')),
      ...(await lean(visitor, (sql) => activitiesOf(sql, organisation.id, ask))).activities,
    ]
    expect(seen.map((one) => roomIn(one!, now))).toEqual(seen.map(() => ({ state: 'few', free: 1, waiting: 1 })))
    expect(seen).toHaveLength(3)
  })
  test('kinds, days and pages', async () => {
    const organisation = await makeOrganisation(database, { slug: 'sider' })
    for (const day of [1, 2, 3, 4, 5]) {
      await makeActivity(database, { organisation, title: `Dag ${day}`, kind: day % 2 ? 'mat' : 'tur', startsAt: at(`2030-07-0${day}T16:00`), endsAt: at(`2030-07-0${day}T18:00`) })
    }
    expect(await titles('org=sider&kind=mat')).toEqual(['Dag 1', 'Dag 3', 'Dag 5'])
    expect(await titles('org=sider&kind=finnes-ikke')).toEqual([])
    expect(await titles('org=sider&from=2030-07-02&to=2030-07-04')).toEqual(['Dag 2', 'Dag 3', 'Dag 4'])
    const first = await find('org=sider', { limit: 2 })
    expect([first.activities.map((activity) => activity.title), first.more]).toEqual([['Dag 1', 'Dag 2'], true])
    const last = await find('org=sider&page=3', { limit: 2 })
    expect([last.activities.map((activity) => activity.title), last.more]).toEqual([['Dag 5'], false])
  })

  test('the reader\'s language where there is one, else the original', async () => {
    const organisation = await makeOrganisation(database, { slug: 'spraak' })
    const activity = await makeActivity(database, { organisation, title: 'Kveldstur', ...later })
    await database.owner(`INSERT INTO activity_texts (activity_id, language, title) VALUES ($1, 'en', 'Evening walk')`, [activity.id])
    expect(await titles('org=spraak', { language: 'en' })).toEqual(['Evening walk'])
    expect(await titles('org=spraak', { language: 'sv' })).toEqual(['Kveldstur'])
  })

  test('the feed has the address where everybody may know it, and nowhere else', async () => {
    const organisation = await makeOrganisation(database, { slug: 'matet' })
    await makeActivity(database, { organisation, title: 'Åpen', ...later, address: { text: 'Storgata 1' } })
    await makeActivity(database, { organisation, title: 'Skjult', startsAt: at('2030-05-22T16:00'), endsAt: at('2030-05-22T18:00'), address: { text: 'Hemmelig vei 2', shownTo: 'joined' } })
    const { filters } = readFilters(new URLSearchParams('org=matet'))
    const fed = await lean(visitor, async (sql) => feedOf(sql, (await searchOf(sql, filters, { language: 'nb', now, limit: 100 })).search))
    expect(fed.map((activity) => [activity.title, activity.address])).toEqual([['Åpen', 'Storgata 1'], ['Skjult', null]])
  })
})

describe('near a place', () => {
  test('the nearest comes first, at its distance; farther ones can be left out', async () => {
    const organisation = await makeOrganisation(database, { slug: 'naert' })
    const make = (title: string, area: string, lat: number | null, lon: number | null, day = 20) =>
      makeActivity(database, { organisation, title, area, lat, lon, startsAt: at(`2030-05-${day}T16:00`), endsAt: at(`2030-05-${day}T18:00`) })
    await make('Bergen', 'Nygård, Bergen', 60.39, 5.32, 16)
    await make('Stavanger', 'Byparken, Stavanger', 58.97, 5.73, 25)
    await make('Sandnes', 'Sandnes', 58.85, 5.74, 24)
    await make('Uten punkt', 'Et sted', null, null, 17)
    await make('Tromsø', 'Tromsø', 69.65, 18.96, 18)
    expect(await titles('org=naert&near=58.97,5.73')).toEqual(['Stavanger', 'Sandnes', 'Bergen', 'Tromsø', 'Uten punkt'])
    const { activities } = await find('org=naert&place=bergen')
    expect(activities.map((activity) => activity.title)).toEqual(['Bergen', 'Stavanger', 'Sandnes', 'Tromsø', 'Uten punkt'])
    // Bergen-Stavanger is 159.6 km as the crow flies, by the haversine formula.
    expect(activities.map((activity) => activity.km && Math.round(activity.km)).slice(0, 2)).toEqual([0, 160])
    expect(await titles('org=naert&place=Sandnes&within=30')).toEqual(['Sandnes', 'Stavanger'])
    expect(await titles('org=naert&place=et+sted')).toEqual(['Uten punkt'])
    expect(await titles('org=naert&place=Atlantis')).toHaveLength(5)
    expect(await titles('org=naert&near=58.97,5.73&page=2', { limit: 2 })).toEqual(['Bergen', 'Tromsø'])
  })
})

describe('words', () => {
  test('are found at the beginning, inside, in other forms and nearly; the closest first', async () => {
    const organisation = await makeOrganisation(database, { slug: 'soek', name: 'Huset Varmestua' })
    let hour = 10
    const make = (title: string, given: Parameters<typeof makeActivity>[1] = {}) => {
      hour++
      return makeActivity(database, { organisation, title, kind: 'annet', area: 'Sandnes', startsAt: at(`2030-08-01T${hour}:00`), endsAt: at(`2030-08-01T${hour}:30`), ...given })
    }
    await make('Noe helt annet', { description: 'Etterpå spiller vi fotball i gangen.' })
    await make('Fotballtrening for alle')
    await make('Klatring i hall')
    await make('Kafé på hjørnet', { area: 'Ålgård' })
    await make('Søndagsmiddag', { kind: 'mat' })
    const of = (q: string, language: Language = 'nb') => titles(`org=soek&q=${encodeURIComponent(q)}`, { language })
    expect(await of('fotball')).toEqual(['Fotballtrening for alle', 'Noe helt annet'])
    expect(await of('FOTBALL')).toHaveLength(2)
    expect(await of('trening')).toEqual(['Fotballtrening for alle'])
    expect(await of('fottball')).toEqual(['Fotballtrening for alle'])
    expect(await of('klatering')).toEqual(['Klatring i hall'])
    expect(await of('kafe')).toEqual(['Kafé på hjørnet'])
    expect(await of('middag')).toEqual(['Søndagsmiddag'])
    expect(await of('mat')).toEqual(['Søndagsmiddag'])
    expect(await of('ålgård')).toEqual(['Kafé på hjørnet'])
    expect(await of('klatring sandnes')).toEqual(['Klatring i hall'])
    expect(await of('klatring ålgård')).toEqual([])
    expect(await of('varmestua')).toHaveLength(5)
    expect(await of('en fotball og klatring')).toEqual([])
    expect(await of('xyzzy')).toEqual([])
    expect(await of("'; DROP TABLE activities; --")).toEqual([])
    expect(await of('fotball | klatring')).toEqual([])
  })

  test('in Swedish and English too, with their own endings', async () => {
    const organisation = await makeOrganisation(database, { slug: 'svenska', country: 'SE' })
    await makeActivity(database, { organisation, title: 'Promenader i skogen', kind: 'annat', ...later })
    const english = await makeActivity(database, { organisation, title: 'Ätbart', kind: 'annat', ...later })
    await database.owner(`INSERT INTO activity_texts (activity_id, language, title, description) VALUES ($1, 'en', 'Cooking together', 'We cooked berries last time.')`, [english.id])
    const of = (q: string, language: Language) => titles(`org=svenska&q=${encodeURIComponent(q)}`, { language })
    expect(await of('promenad', 'sv')).toEqual(['Promenader i skogen'])
    expect(await of('skog', 'sv')).toEqual(['Promenader i skogen'])
    expect(await of('cook', 'en')).toEqual(['Cooking together'])
    expect(await of('berry', 'en')).toEqual(['Cooking together'])
  })

  test('never tell of what is not public', async () => {
    const organisation = await makeOrganisation(database, { slug: 'hemmelig' })
    for (const given of [{ visibility: 'members' }, { visibility: 'unlisted' }, { published: false }] as const) {
      await makeActivity(database, { organisation, title: 'Kvakksalvermøte', area: 'Kvakksalver', ...later, ...given })
    }
    expect(await titles('q=kvakksalver')).toEqual([])
    expect(await database.asActor('visitor', `SELECT * FROM find_public(ARRAY['kvakksalver'], 'nb', $1)`, [now])).toEqual([])
    const { filters } = readFilters(new URLSearchParams('place=kvakksalver'))
    expect((await lean(visitor, (sql) => searchOf(sql, filters, { language: 'nb', now, limit: 1 }))).place).toBeNull()
  })
})

describe('one activity', () => {
  test('is there for those who may see it, and for nobody else', async () => {
    const organisation = await makeOrganisation(database)
    const member = person((await makeMember(database, organisation, 'participant')).id)
    const stranger = person((await makePerson(database)).id)
    const see = async (activity: { slug: string }) => Promise.all([visitor, stranger, member].map(async (actor) => (await lean(actor, (sql) => activityBySlug(sql, activity.slug, 'nb'))) !== null))
    expect(await see(await makeActivity(database, { organisation, ...later }))).toEqual([true, true, true])
    expect(await see(await makeActivity(database, { organisation, ...later, visibility: 'unlisted' }))).toEqual([true, true, true])
    expect(await see(await makeActivity(database, { organisation, ...later, visibility: 'members' }))).toEqual([false, false, true])
    const draft = await makeActivity(database, { organisation, ...later, published: false })
    expect(await see(draft)).toEqual([false, false, false])
    const organiser = person((await makeMember(database, organisation, 'organiser')).id)
    expect(await lean(organiser, (sql) => activityBySlug(sql, draft.slug, 'nb'))).toBeNull()
    expect(await lean(visitor, (sql) => activityBySlug(sql, 'finnes-ikke', 'nb'))).toBeNull()
  })

  test('tells its exact address only to those who may know it', async () => {
    const organisation = await makeOrganisation(database)
    const kept = await makeActivity(database, { organisation, ...later, area: 'Sandnes', address: { text: 'Hemmelig vei 2', lat: 58.8511, lon: 5.7411, shownTo: 'joined' } })
    const joined = await makePerson(database)
    const waiting = await makePerson(database)
    await makeSignUp(database, { activity: kept, person: joined })
    await makeSignUp(database, { activity: kept, person: waiting, state: 'waiting' })
    const address = async (actor: Actor, slug = kept.slug) => {
      const found = await lean(actor, (sql) => activityBySlug(sql, slug, 'nb'))
      return [found?.address?.text ?? null, found?.addressKept]
    }
    expect(await address(visitor)).toEqual([null, true])
    expect(await address(person(waiting.id))).toEqual([null, true])
    expect(await address(person(joined.id))).toEqual(['Hemmelig vei 2', true])
    const open = await makeActivity(database, { organisation, ...later, address: { text: 'Storgata 1' } })
    expect(await address(visitor, open.slug)).toEqual(['Storgata 1', false])
  })
})

test('an organisation\'s page shows members what is for members, and never what is unlisted', async () => {
  const organisation = await makeOrganisation(database)
  const member = person((await makeMember(database, organisation, 'participant')).id)
  await makeActivity(database, { organisation, title: 'Åpen', ...later })
  await makeActivity(database, { organisation, title: 'For oss', ...later, startsAt: at('2030-05-19T16:00'), visibility: 'members' })
  await makeActivity(database, { organisation, title: 'Ulistet', ...later, visibility: 'unlisted' })
  const shown = async (actor: Actor) => (await lean(actor, (sql) => activitiesOf(sql, organisation.id, { language: 'nb', now, limit: 10, offset: 0 }))).activities.map((activity) => [activity.title, activity.forMembers])
  expect(await shown(visitor)).toEqual([['Åpen', false]])
  expect(await shown(member)).toEqual([['For oss', true], ['Åpen', false]])
})
