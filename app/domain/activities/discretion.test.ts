import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { discreetPlace, type PersonalActivity, personalEvent, personalTitle, placeLine } from './discretion.ts'

const activity: PersonalActivity = {
  id: '7b1c1e0e-0000-4000-8000-000000000001', slug: 'rusfri-tur', uid: 'x@samkraft', kind: 'tur', language: 'nb',
  titles: { nb: 'Rusfri tur for deg i ettervern', en: 'Sober walk' }, area: 'Sandnes', address: 'Blå Kors, Langgata 1', lat: null, lon: null,
  startsAt: new Date('2026-12-05T11:00:00Z'), endsAt: new Date('2026-12-05T14:00:00Z'), zone: 'Europe/Oslo', allDay: false, cancelledAt: null,
  organisation: 'Blå Kors Steg for Steg Sandnes',
}
const discreet = { language: 'nb' as const, openTitles: false }

describe('a discreet title', () => {
  test('is a neutral word and the place', () => {
    expect(personalTitle(activity, discreet)).toBe('Tur – Sandnes')
    expect(personalTitle({ ...activity, kind: 'samtalegruppe' }, discreet)).toBe('Avtale – Sandnes')
    expect(personalTitle(activity, { language: 'en', openTitles: false })).toBe('Walk – Sandnes')
  })
  test('never repeats what an organiser wrote, whatever the kind is called', () => {
    fc.assert(fc.property(fc.string({ minLength: 4 }), fc.string({ minLength: 4 }), (title, kind) => {
      expect(['Tur', 'Trening', 'Mat', 'Kultur', 'Verksted', 'Kafé', 'Høytid', 'Kurs', 'Avtale']).toContain(personalTitle({ ...activity, titles: { nb: title }, kind, area: '' }, discreet))
    }))
  })
  test('drops places that tell', () => {
    for (const area of ['Blå Kors Sandnes', 'Rusfri kafé', 'AA-rommet', 'Ettervernssenteret', 'A-LARM-huset', 'Nykterhetslogen']) {
      expect(personalTitle({ ...activity, area }, discreet), area).toBe('Tur')
    }
  })
})

test('the person’s own choice opens it', () => {
  expect(personalTitle(activity, { language: 'en', openTitles: true })).toBe('Sober walk')
  expect(personalTitle(activity, { language: 'sv', openTitles: true })).toBe('Rusfri tur for deg i ettervern')
})

test('ordinary places stay whole', () => {
  for (const place of ['Langgata 1, Sandnes', 'Vågen, Stavanger', 'Russenes', 'Frognerparken', 'Karusellen', 'Slottsskogen, Göteborg', 'Narvesen, Bryne']) expect(discreetPlace(place, 'Vennskap')).toBe(place)
  expect(discreetPlace('Sandnes', 'Samvær Sandnes')).toBe('Sandnes')
})

test('a place is said once, and a title names the town', () => {
  expect(placeLine('Langgata 44, 4306 Sandnes', 'Sandnes')).toBe('Langgata 44, 4306 Sandnes')
  expect(placeLine('Giskegata 5, 4307 Sandnes', 'Giskehallen, Sandnes')).toBe('Giskegata 5, 4307 Sandnes, Giskehallen')
  expect(placeLine('Gramstadvegen 90, 4309 SANDNES', 'Gramstad, Sandnes')).toBe('Gramstadvegen 90, 4309 SANDNES')
  expect(placeLine('Storgata 1', '')).toBe('Storgata 1')
  expect(placeLine(null, 'Sandnes')).toBe('Sandnes')
  expect(personalTitle({ ...activity, area: 'Giskehallen, Sandnes' }, discreet)).toBe('Tur – Sandnes')
})

test('nothing in the calendar says what it is about: place, link, text', () => {
  const event = personalEvent(activity, discreet, { sequence: 0, appUrl: 'https://x.example' })
  expect(event.location).toBe('Langgata 1, Sandnes')
  expect(JSON.stringify(event)).not.toMatch(/rusfri|ettervern|blå kors/i)
  expect(personalEvent(activity, { ...discreet, openTitles: true }, { sequence: 0, appUrl: '' }).url).toBe('/activities/rusfri-tur')
})
