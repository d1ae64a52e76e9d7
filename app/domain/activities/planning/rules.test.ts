import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { problemTexts, say } from './messages.ts'
import { attention, cancellingRefused, changes, type Choices, concernsCalendars, type Plan, type Planned, publicPoint, publishingRefused, readPlan, settled, slugOf, suggestedPlan, typedPlan, unpublishingRefused } from './rules.ts'

const zone = 'Europe/Oslo'
const at = (iso: string) => DateTime.fromISO(iso, { zone }).toJSDate()
const now = at('2026-11-24T10:10')
const choices: Choices = {
  kinds: [{ id: 'walk' }],
  places: [{ id: 'house', name: 'Huset', address: 'Langgata 1', lat: 58.85, lon: 5.73 }, { id: 'barn', name: 'Låven', address: null, lat: null, lon: null }],
  hosts: [{ id: 'kari' }],
  pictures: ['picture'],
}
const good = {
  title: 'Tur til Dale', kindId: 'walk', language: 'nb', startDate: '27.11.2026', startTime: '18', endTime: '20', zone, area: 'Sandnes', shownTo: 'everyone', visibility: 'public',
}
const read = (given: Record<string, string> = {}, planned?: Planned) => readPlan({ ...good, ...given }, choices, now, planned)
const errors = (given: Record<string, string>, planned?: Planned) => {
  const result = read(given, planned)
  return result.ok ? {} : result.errors
}
const plan = (given: Record<string, string> = {}): Plan => {
  const result = read(given)
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.plan
}
const planned = (given: Partial<Planned> = {}): Planned => ({ ...plan(), version: 1, joined: 0, offered: 0, publishedAt: now, cancelledAt: null, ...given })

describe('the form', () => {
  test('the least there is: a name, a kind, a time and roughly where', () => {
    expect(plan()).toMatchObject({
      texts: { nb: { title: 'Tur til Dale', description: '' } }, kindId: 'walk', places: null, hostId: null, area: 'Sandnes', address: '', lat: null,
      startsAt: at('2026-11-27T18:00'), endsAt: at('2026-11-27T20:00'), visibility: 'public', shownTo: 'everyone', pictureId: null,
    })
  })
  test('everything wrong is said at once, each at its field', () => {
    const wrong = errors({
      title: ' ', kindId: 'unknown', startDate: '31.2.2027', startTime: '25', endTime: 'sent', places: '0', area: '', lat: 'nord', visibility: 'friends', hostId: 'stranger',
      price: 'x'.repeat(201), title_sv: '', description_sv: 'Utan rubrik', placeId: 'gone', pictureId: 'picture',
    })
    expect(wrong).toEqual({
      title: ['title_missing'], kindId: ['kind_missing'], startDate: ['day_impossible', 28], startTime: ['time_impossible'], endTime: ['time_unreadable'],
      places: ['places_zero'], lat: ['point_unreadable'], visibility: ['choose_one'], hostId: ['host_unknown'], price: ['text_long_200'],
      title_sv: ['title_missing'], placeId: ['place_unknown'], area: ['where_missing'],
    })
  })
  test('every problem has its sentence in every language', () => {
    const known = Object.keys(problemTexts('nb'))
    const source = [errors({ title: '' }), errors({ places: '0' }), errors({ places: 'x' }), errors({ places: '20000' })]
    for (const key of source.flatMap((each) => Object.values(each).map(([key]) => key))) expect(known).toContain(key)
    expect(say(['time_skipped', '02.30', '01.59', '03.00'], 'en')).toContain('02:30')
    expect(say(['places_below_joined', 3], 'nb')).toBe('3 personer er allerede påmeldt. Antallet kan ikke være lavere enn 3.')
    expect(say(['never heard of'], 'sv')).toBe(problemTexts('sv').invalid)
  })
  test('places: empty is room for everyone; zero, half and far too many are refused', () => {
    expect(plan({ places: ' ' }).places).toBeNull()
    expect(plan({ places: '12' }).places).toBe(12)
    expect(errors({ places: '1,5' })).toEqual({ places: ['places_unreadable'] })
    expect(errors({ places: '-3' })).toEqual({ places: ['places_unreadable'] })
    expect(errors({ places: '10001' })).toEqual({ places: ['places_many'] })
  })
  test('places are not lowered below those who joined, and the number is said', () => {
    expect(errors({ places: '6' }, planned({ joined: 7 }))).toEqual({ places: ['places_below_joined', 7] })
    expect(errors({ places: '7' }, planned({ joined: 7 }))).toEqual({})
  })
})

describe('where', () => {
  test('an organisation\'s place lends its name, address and point', () => {
    expect(plan({ placeId: 'house', area: '' })).toMatchObject({ placeId: 'house', area: 'Huset', address: 'Langgata 1', lat: 58.85, lon: 5.73 })
    expect(plan({ placeId: 'house', address: 'Langgata 3' })).toMatchObject({ address: 'Langgata 3', lat: null })
  })
  test('changing the place changes what was lent', () => {
    const typed = typedPlan(plan({ placeId: 'house', area: '' }), choices.places)
    expect(typed).toMatchObject({ area: '', address: '', lat: '' })
    expect(plan({ ...typed, placeId: 'barn' })).toMatchObject({ area: 'Låven', address: '', lat: null })
    expect(errors({ ...typed, placeId: '' })).toEqual({ area: ['where_missing'] })
  })
  test('a point is two numbers, with comma or dot', () => {
    expect(plan({ lat: '58,8524', lon: '5.7352' })).toMatchObject({ lat: 58.8524, lon: 5.7352 })
    expect(errors({ lat: '58,8524' })).toEqual({ lon: ['point_half'] })
    expect(errors({ lat: '91', lon: '5' })).toEqual({ lat: ['point_unreadable'] })
  })
  test('an address for those who joined needs words for everyone else, and no public place', () => {
    expect(errors({ shownTo: 'joined', area: '', address: 'Hjemvegen 2' })).toEqual({ area: ['area_missing'] })
    expect(errors({ shownTo: 'joined', placeId: 'house' })).toEqual({ shownTo: ['place_is_public', 'Huset'] })
    expect(errors({ shownTo: 'joined', placeId: 'barn', address: 'Hjemvegen 2' })).toEqual({})
  })
  test('what everyone sees of a point is about a kilometre', () => {
    expect(publicPoint({ lat: 58.85243, lon: 5.73521, shownTo: 'joined' })).toEqual({ lat: 58.85, lon: 5.74 })
    expect(publicPoint({ lat: 58.85243, lon: 5.73521, shownTo: 'everyone' })).toEqual({ lat: 58.85243, lon: 5.73521 })
    expect(publicPoint({ lat: null, lon: null, shownTo: 'joined' })).toEqual({ lat: null, lon: null })
  })
})

describe('languages', () => {
  test('a version in another language is there when something is written in it', () => {
    expect(Object.keys(plan({ title_sv: 'Tur till Dale', title_en: ' ' }).texts)).toEqual(['nb', 'sv'])
  })
  test('the same language twice is asked about', () => {
    expect(errors({ language: 'sv', title_sv: 'Tur till Dale' })).toEqual({ language: ['language_twice'] })
  })
  test('a picture needs words in each language', () => {
    expect(errors({ pictureId: 'picture', title_en: 'A walk' })).toEqual({ pictureAlt: ['alt_missing'], pictureAlt_en: ['alt_missing'] })
    expect(plan({ pictureId: 'picture', pictureAlt: 'En sti' }).pictureId).toBe('picture')
    expect(plan({ pictureId: 'picture', removePicture: 'on' }).pictureId).toBeNull()
    expect(plan({ pictureId: 'somebody else\'s', pictureAlt: 'x' }).pictureId).toBeNull()
  })
})

describe('editing', () => {
  test('the form gives back the plan it was filled from', () => {
    const full = plan({ placeId: 'barn', address: 'Hjemvegen 2', lat: '58.1', lon: '5.2', shownTo: 'joined', places: '8', hostId: 'kari', pictureId: 'picture', pictureAlt: 'En sti', title_en: 'A walk', pictureAlt_en: 'A path', description: '# Hei' })
    expect(readPlan(typedPlan(full, choices.places), choices, now, planned(full))).toEqual({ ok: true, plan: full })
  })
  test('what is over or cancelled: texts only', () => {
    const over = planned({ startsAt: at('2026-11-20T18:00'), endsAt: at('2026-11-20T20:00') })
    const typed = typedPlan(over, choices.places)
    expect(settled(over, now)).toBe('over')
    expect(readPlan({ ...typed, title: 'Turen vi gikk' }, choices, now, over)).toMatchObject({ ok: true, plan: { texts: { nb: { title: 'Turen vi gikk' } } } })
    expect(readPlan({ title: 'Turen vi gikk' }, choices, now, over)).toMatchObject({ ok: true })
    expect(errors({ ...typed, places: '9' }, over)).toEqual({ places: ['only_words_over'] })
    expect(errors({ ...typed, startDate: '30.11.2026', endDate: '' }, over)).toEqual({ startDate: ['only_words_over'] })
    expect(errors({ ...good, area: 'Et annet sted' }, planned({ cancelledAt: now }))).toEqual({ address: ['only_words_cancelled'] })
  })
  test('an old one that today\'s rules would not let in can still have its texts mended', () => {
    const over = planned({ startsAt: at('2026-11-20T18:00'), endsAt: at('2026-11-20T20:00'), area: '', kindId: 'gone', hostId: 'gone' })
    expect(readPlan({ title: 'Turen vi gikk' }, choices, now, over)).toMatchObject({ ok: true, plan: { area: '', kindId: 'gone' } })
    expect(readPlan({ title: '', area: '' }, choices, now, over)).toEqual({ ok: false, errors: { title: ['title_missing'] } })
  })
  test('a draft whose day has passed can be edited, moved ahead, not moved back', () => {
    const draft = planned({ publishedAt: null, startsAt: at('2026-11-20T18:00'), endsAt: at('2026-11-20T20:00') })
    const typed = typedPlan(draft, choices.places)
    expect(errors({ ...typed, places: '9' }, draft)).toEqual({})
    expect(errors({ ...typed, startDate: '2026-11-21' }, draft)).toEqual({ startDate: ['start_past'] })
  })
  test('what changed, and whether calendars must hear of it', () => {
    const before = plan()
    expect(changes(before, plan())).toEqual([])
    expect(changes(before, plan({ title: 'Tur', startTime: '17', places: '5' }))).toEqual(['title', 'when', 'places'])
    expect(concernsCalendars(['places', 'words', 'host'])).toBe(false)
    expect(concernsCalendars(['where'])).toBe(true)
  })
})

describe('publishing, unpublishing, cancelling', () => {
  const activity = { startsAt: at('2026-11-27T18:00'), endsAt: at('2026-11-27T20:00'), publishedAt: null as Date | null, cancelledAt: null as Date | null, joined: 0, waiting: 0 }
  test('publishing is for what is to come', () => {
    expect(publishingRefused(activity, now)).toBeNull()
    expect(publishingRefused({ ...activity, startsAt: now }, now)).toBe('starts_in_past')
    expect(publishingRefused({ ...activity, publishedAt: now }, now)).toBe('already_published')
    expect(publishingRefused({ ...activity, cancelledAt: now }, now)).toBe('cancelled')
  })
  test('with people signed up or waiting it is cancelled, not hidden', () => {
    expect(unpublishingRefused({ ...activity, publishedAt: now }, now)).toBeNull()
    expect(unpublishingRefused({ ...activity, publishedAt: now, joined: 1 }, now)).toBe('people_joined')
    expect(unpublishingRefused({ ...activity, publishedAt: now, waiting: 1 }, now)).toBe('people_joined')
    expect(unpublishingRefused(activity, now)).toBe('not_published')
  })
  test('what is over is not cancelled', () => {
    expect(cancellingRefused({ ...activity, publishedAt: now }, now)).toBeNull()
    expect(cancellingRefused({ ...activity, publishedAt: now, endsAt: now }, now)).toBe('over')
    expect(cancellingRefused({ ...activity, publishedAt: now, cancelledAt: now }, now)).toBe('cancelled')
  })
})

test('addresses', () => {
  expect(slugOf('Blåbærtur på Årøya – øst', 'a1b2c3')).toBe('blabaertur-pa-aroya-ost-a1b2c3')
  expect(slugOf('Ångström & Malmö', 'x')).toBe('angstrom-malmo-x')
  expect(slugOf('🌲', 'x')).toBe('x')
  expect(slugOf('a'.repeat(120), 'tail')).toBe(`${'a'.repeat(60)}-tail`)
})

test('a new form suggests the only place, the next full hour and the one who makes it', () => {
  const one = { ...choices, places: choices.places.slice(0, 1) }
  expect(suggestedPlan({ language: 'sv', zone: 'Europe/Stockholm' }, one, 'kari', now)).toMatchObject({
    placeId: 'house', startDate: '2026-11-24', startTime: '11:00', endDate: '', endTime: '13:00', hostId: 'kari', language: 'sv', zone: 'Europe/Stockholm',
  })
  expect(suggestedPlan({ language: 'nb', zone }, choices, 'stranger', now)).toMatchObject({ placeId: '', hostId: '' })
})

test('what needs a look', () => {
  const one = { startsAt: at('2026-11-27T18:00'), published: true, cancelled: false, hostId: 'kari', waiting: 0, offered: 0 }
  expect(attention(one, now)).toBeNull()
  expect(attention({ ...one, hostId: null }, now)).toBe('no_host')
  expect(attention({ ...one, hostId: null, startsAt: at('2026-12-27T18:00') }, now)).toBeNull()
  expect(attention({ ...one, waiting: 2 }, now)).toBe('waiting')
  expect(attention({ ...one, waiting: 2, offered: 1 }, now)).toBe('waiting')
  expect(attention({ ...one, waiting: 2, offered: 2 }, now)).toBeNull()
  expect(attention({ ...one, published: false }, now)).toBe('draft_soon')
  expect(attention({ ...one, published: false, startsAt: at('2026-11-01T18:00') }, now)).toBe('draft_passed')
  expect(attention({ ...one, cancelled: true, waiting: 2 }, now)).toBeNull()
})
