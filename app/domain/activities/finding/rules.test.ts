import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCursor, writeCursor } from './api.ts'
import { eventData } from './event.ts'
import type { ActivityPage } from './queries.server.ts'
import { priceOf, resolvePlace, roomIn, searchWords, wholeMinute } from './rules.ts'
import { daysOf, filterAddress, nearDays, readFilters } from './schema.ts'

const read = (query: string) => readFilters(new URLSearchParams(query))

describe('filters', () => {
  test('every parameter of the contract is read', () => {
    expect(read('q=+tur+&kind=Tur&place=Sandnes&near=58.9699,5.7331&within=10&from=2026-12-01&to=2026-12-24&org=bla-kors&page=2')).toEqual({
      filters: { q: 'tur', kind: 'tur', place: 'Sandnes', near: { lat: 58.97, lon: 5.733 }, within: 10, from: '2026-12-01', to: '2026-12-24', org: 'bla-kors', page: 2 },
      ignored: [],
    })
  })
  test.each([
    ['near=nord', 'near'], ['near=91,5', 'near'], ['near=58.9', 'near'], ['near=58,5&within=-3', 'within'], ['near=58,5&within=mye', 'within'], ['within=10', 'within'],
    ['from=i%20morgen', 'from'], ['from=2026-02-30', 'from'], ['from=2026-12-24&to=2026-12-01', 'to'], ['page=0', 'page'], ['page=1.5', 'page'], ['page=99999', 'page'],
    ["kind=';DROP", 'kind'], ['org=%00', 'org'], [`q=${'x'.repeat(101)}`, 'q'],
  ])('%s is left out and named', (query, name) => {
    expect(read(query).ignored).toEqual([name])
  })
  test('whatever is sent, it reads something and never throws', () => {
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('q', 'kind', 'place', 'near', 'within', 'from', 'to', 'org', 'page'), fc.string({ unit: 'grapheme' })), (sent) => {
      const { filters } = read(new URLSearchParams(sent).toString())
      const again = read(filterAddress('/activities', filters).split('?')[1] ?? '')
      expect(again.ignored).toEqual([])
      expect(again.filters).toEqual(filters)
    }))
  })
  test('days are Oslo\'s, also when the clocks change', () => {
    expect(daysOf({ from: '2026-10-25', to: '2026-10-25' })).toEqual({ from: new Date('2026-10-24T22:00:00Z'), until: new Date('2026-10-25T23:00:00Z') })
  })
  test('an address says only what was chosen, and changes to it', () => {
    const { filters } = read('q=tur&page=3&near=58.97,5.73')
    expect(filterAddress('/activities', filters)).toBe('/activities?q=tur&near=58.97%2C5.73&page=3')
    expect(filterAddress('/activities', filters, { q: null, page: null })).toBe('/activities?near=58.97%2C5.73')
  })
})

test('words of a search are letters and digits, no more than six', () => {
  expect(searchWords('  Fotball & "ØL-fri"  fotball! a:* (b|c) \u0000 ')).toEqual(['fotball', 'øl', 'fri', 'a', 'b', 'c'])
  expect(searchWords('& | ! :*')).toEqual([])
})

describe('places', () => {
  const known = [
    { name: 'Byparken, Stavanger', lat: 58.97, lon: 5.73 },
    { name: 'Stavanger', lat: 58.99, lon: 5.75 },
    { name: 'Sandnes sentrum', lat: 58.85, lon: 5.73 },
    { name: 'Sandnes sentrum', lat: 58.85, lon: 5.73 },
    { name: 'Sandefjord', lat: 59.13, lon: 10.22 },
    { name: 'Ålgård', lat: 58.76, lon: 5.85 },
    { name: 'Göteborg' },
  ]
  test.each([
    ['stavanger', 'Stavanger'], ['  STAVANGER ', 'Stavanger'], ['Byparken', 'Byparken'], ['sandnes', 'Sandnes sentrum'], ['sand', 'Sandnes sentrum'], ['sandef', 'Sandefjord'],
    ['algard', 'Ålgård'], ['stavnger', 'Stavanger'], ['satvanger', 'Stavanger'], ['goteborg', 'Göteborg'],
  ])('%s is %s', (text, name) => {
    expect(resolvePlace(text, known)?.name).toBe(name)
  })
  test.each(['', '  ', 'x', 'Tromsø', '%', 'sentru '.repeat(20)])('%j is nowhere we know', (text) => {
    expect(resolvePlace(text, known)).toBeNull()
  })
  test('several of one name are one place in their middle; one without a point is found by its name', () => {
    expect(resolvePlace('stavanger', known)?.point?.lat).toBeCloseTo(58.98)
    expect(resolvePlace('göteborg', known)).toEqual({ name: 'Göteborg', point: null, areas: ['Göteborg'] })
  })
})

describe('room', () => {
  const now = new Date('2026-11-23T12:00:00Z')
  const open = { places: 10, joined: 4, waiting: 0, offered: 0, cancelledAt: null, startsAt: new Date('2026-11-24T12:00:00Z'), endsAt: new Date('2026-11-24T14:00:00Z') }
  test.each([
    ['free', {}], ['few', { joined: 7 }], ['full', { joined: 10 }], ['full', { joined: 9, waiting: 1 }],
    // a place beside an open offer is free; the one that is held is not
    ['few', { joined: 7, waiting: 1, offered: 1 }], ['full', { joined: 9, waiting: 1, offered: 1 }], ['full', { joined: 7, waiting: 2, offered: 1 }], ['open-to-all', { places: null }],
    ['cancelled', { cancelledAt: now, joined: 10 }], ['begun', { startsAt: now }], ['over', { startsAt: new Date(0), endsAt: now }],
  ] as const)('%s', (state, given) => {
    expect(roomIn({ ...open, ...given }, now).state).toBe(state)
  })
})

test.each([
  ['Gratis', 0], ['Helt gratis!', 0], ['kostnadsfritt', 0], ['Free', 0], ['50 kr', 50], ['kr 50', 50], ['kr. 120,-', 120], ['100 kroner', 100],
  ['', null], ['50', null], ['20–50 kr', null], ['Gratis for medlemmer, ellers 50 kr', null], ['fra 50 kr', null],
])('a machine may be told the price %j as %j', (text, price) => {
  expect(priceOf(text, 'NO')?.price ?? null).toBe(price)
})

test('a minute is whole', () => {
  expect(wholeMinute(new Date('2026-11-23T12:34:56.789Z'))).toEqual(new Date('2026-11-23T12:34:00Z'))
})

test('cursors survive the way out and back; made-up ones are refused', () => {
  const after = { startsAt: new Date('2026-11-23T12:34:00Z'), id: '0c5c2c4e-1f6d-4c43-9a43-5f4e3c2b1a00' }
  expect(readCursor(writeCursor({ after }))).toEqual({ after })
  expect(readCursor(writeCursor({ offset: 50 }))).toEqual({ offset: 50 })
  for (const text of ['', 'x', 'LTE', Buffer.from('99999999').toString('base64url'), Buffer.from('2026-99-99T00:00:00.000Z 0c5c2c4e-1f6d-4c43-9a43-5f4e3c2b1a00').toString('base64url')]) {
    expect(readCursor(text), text).toBeNull()
  }
})

describe('what machines are told of an activity', () => {
  const activity = {
    slug: 'tur', language: 'nb', languages: ['nb'], zone: 'Europe/Oslo', allDay: false, area: 'Sandnes', lat: 58.85, lon: 5.74, visibility: 'public', places: 10, joined: 10, waiting: 0,
    text: { language: 'nb', title: '</script><script>alert(1)</script>', description: '', whatToExpect: '', whoMeetsYou: '', price: 'Gratis', accessibility: '', pictureAlt: '' },
    startsAt: new Date('2026-11-24T17:00:00Z'), endsAt: new Date('2026-11-24T19:00:00Z'), cancelledAt: null, picture: null,
    address: { text: 'Storgata 1', lat: 58.8512, lon: 5.7412, shownTo: 'joined' }, organisation: { slug: 'huset', name: 'Huset', country: 'NO' },
  } as unknown as ActivityPage
  const told = eventData(activity, { appUrl: 'https://samkraft.example', summary: 'Vi går.' })
  test('times carry their offset, a full free activity is sold out at no price', () => {
    expect(told).toMatchObject({ startDate: '2026-11-24T18:00:00+01:00', eventStatus: 'https://schema.org/EventScheduled', isAccessibleForFree: true, offers: { price: 0, priceCurrency: 'NOK', availability: 'https://schema.org/SoldOut' } })
  })
  test('never the address of those who joined, even when the reader has joined', () => {
    expect(JSON.stringify(told)).not.toContain('Storgata')
    expect(JSON.stringify(told)).not.toContain('58.8512')
    expect(JSON.stringify(eventData({ ...activity, address: { ...activity.address!, shownTo: 'everyone' } }, { appUrl: '', summary: '' }))).toContain('Storgata 1')
  })
  test('cancelled is cancelled; an all-day activity has days', () => {
    expect(eventData({ ...activity, cancelledAt: new Date() }, { appUrl: '', summary: '' }).eventStatus).toBe('https://schema.org/EventCancelled')
    const days = eventData({ ...activity, allDay: true, startsAt: new Date('2026-11-23T23:00:00Z'), endsAt: new Date('2026-11-24T23:00:00Z') }, { appUrl: '', summary: '' })
    expect([days.startDate, days.endDate]).toEqual(['2026-11-24', '2026-11-24'])
  })
})

test('the near days are days of this side of the world, and the weekend lasts until Sunday night', () => {
  // Half past midnight in Oslo on Tuesday 24 November.
  expect(nearDays(new Date('2026-11-23T23:30:00Z'))).toEqual({
    today: { from: '2026-11-24', to: '2026-11-24' }, tomorrow: { from: '2026-11-25', to: '2026-11-25' }, weekend: { from: '2026-11-28', to: '2026-11-29' },
  })
  expect(nearDays(new Date('2026-11-28T12:00:00Z')).weekend).toEqual({ from: '2026-11-28', to: '2026-11-29' })
  expect(nearDays(new Date('2026-11-29T12:00:00Z')).weekend).toEqual({ from: '2026-11-29', to: '2026-11-29' })
})
