import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { activityCalendar, type EventFacts } from '../calendar.ts'
import { feedCalendar } from './feed-calendar.ts'

const options = { method: 'PUBLISH', now: new Date('2026-11-23T12:00:00Z'), organizer: 'Samkraft <post@samkraft.example>', name: 'BEGIN:VEVENT', language: 'nb' } as const
const event = (given: Partial<EventFacts> = {}): EventFacts & { stamp: Date } => ({
  uid: 'a@samkraft', sequence: 0, title: 'Tur\nEND:VEVENT', description: 'Linje\nEND:VEVENT\nBEGIN:VTIMEZONE', startsAt: new Date('2026-12-01T17:00:00Z'), endsAt: new Date('2026-12-01T19:00:00Z'),
  zone: 'Europe/Oslo', allDay: false, location: 'Sandnes', stamp: new Date('2026-11-01T12:00:00Z'), ...given,
})
const read = (text: string) => new ICAL.Component(ICAL.parse(text))
const said = (text: string) => read(text).getAllSubcomponents('vevent').map((one) => one.toJSON())

test('is what would be written anew, whatever the words and zones', () => {
  const events = [event(), event({ uid: 'b@samkraft', zone: 'Europe/Stockholm', cancelled: true }), event({ uid: 'c@samkraft', zone: 'Europe/London', allDay: true }), event({ uid: 'd@samkraft', zone: 'Nowhere/Else' })]
  const text = feedCalendar(events, options)
  expect(said(text)).toEqual(said(activityCalendar(events, options)))
  const zones = read(text).getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid'))
  expect(zones.toSorted()).toEqual(['Europe/London', 'Europe/Oslo', 'Europe/Stockholm'])
  expect(feedCalendar(events.slice(0, 1), options)).toBe(activityCalendar(events.slice(0, 1), options))
  expect(feedCalendar([], options)).toBe(activityCalendar([], options))
})

test('an event that changed is told anew; one that did not is the same bytes in the next minute', () => {
  const first = feedCalendar([event(), event({ uid: 'b@samkraft' })], options)
  expect(feedCalendar([event(), event({ uid: 'b@samkraft' })], { ...options, now: new Date('2026-11-23T12:01:00Z') })).toBe(first)
  expect(feedCalendar([event(), event({ uid: 'b@samkraft', title: 'Kor' })], options)).toContain('SUMMARY:Kor')
})

test('events that did not change are put together in a fraction of the time it takes to write them', () => {
  const events = Array.from({ length: 1_000 }, (_, index) => event({ uid: `${index}@thousand` }))
  const timed = () => {
    const begun = performance.now()
    return { text: feedCalendar(events, options), took: performance.now() - begun }
  }
  const anew = timed()
  const again = timed()
  expect(again.text).toBe(anew.text)
  expect(again.took).toBeLessThan(anew.took / 3)
})
