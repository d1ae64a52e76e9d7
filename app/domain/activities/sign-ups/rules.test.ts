import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarChanges, type CalendarFacts, decideJoin, decideLeave, type Standing } from './rules.ts'

const now = new Date('2026-11-23T12:00:00Z')
const standing: Standing = {
  publishedAt: new Date('2026-11-01T12:00:00Z'), cancelledAt: null, startsAt: new Date('2026-11-24T12:00:00Z'), endsAt: new Date('2026-11-24T14:00:00Z'),
  places: 10, joinedCount: 3, waitingCount: 0, mine: null, open: true,
}

describe('joining', () => {
  test('there is room, or there is a line', () => {
    expect(decideJoin(standing, now)).toEqual({ join: 'joined' })
    expect(decideJoin({ ...standing, joinedCount: 10 }, now)).toEqual({ join: 'waiting' })
    expect(decideJoin({ ...standing, places: null, joinedCount: 999 }, now)).toEqual({ join: 'joined' })
    expect(decideJoin({ ...standing, mine: 'left' }, now)).toEqual({ join: 'joined' })
  })
  test('nobody passes those who wait', () => {
    fc.assert(fc.property(fc.nat(20), fc.nat(20), fc.integer({ min: 1, max: 5 }), (places, joinedCount, waitingCount) => {
      expect(decideJoin({ ...standing, places: places + 1, joinedCount, waitingCount }, now)).toEqual({ join: 'waiting' })
    }))
  })
  test('twice is once', () => {
    expect(decideJoin({ ...standing, mine: 'joined' }, now)).toEqual({ already: 'joined' })
    expect(decideJoin({ ...standing, mine: 'waiting', joinedCount: 10 }, now)).toEqual({ already: 'waiting' })
  })
  test('what is for members is nobody else’s, also not theirs who once came; who is in stays in', () => {
    expect(decideJoin({ ...standing, mine: 'left', open: false }, now)).toEqual({ refuse: 'not-found' })
    expect(decideJoin({ ...standing, mine: 'joined', open: false }, now)).toEqual({ already: 'joined' })
  })
  test('is refused when it makes no sense, to the second', () => {
    expect(decideJoin({ ...standing, publishedAt: null }, now)).toEqual({ refuse: 'not-found' })
    expect(decideJoin({ ...standing, cancelledAt: now }, now)).toEqual({ refuse: 'cancelled' })
    expect(decideJoin({ ...standing, startsAt: now }, now)).toEqual({ refuse: 'begun' })
    expect(decideJoin({ ...standing, startsAt: new Date(+now + 1000) }, now)).toEqual({ join: 'joined' })
    expect(decideJoin({ ...standing, startsAt: new Date(0), endsAt: now }, now)).toEqual({ refuse: 'over' })
  })
})

test('leaving works until it begins; not being in is having left', () => {
  expect(decideLeave({ ...standing, mine: 'joined' }, now)).toEqual({ leave: 'joined' })
  expect(decideLeave({ ...standing, mine: 'waiting' }, now)).toEqual({ leave: 'waiting' })
  expect(decideLeave({ ...standing, mine: 'joined', startsAt: now }, now)).toEqual({ refuse: 'begun' })
  expect(decideLeave({ ...standing, mine: 'left' }, now)).toEqual({ already: true })
  expect(decideLeave(standing, now)).toEqual({ already: true })
})

test('calendars hear about name, time, place and address, and about nothing else', () => {
  const before: CalendarFacts = {
    titles: { nb: 'Tur', en: 'Walk' }, startsAt: now, endsAt: new Date(+now + 1), zone: 'Europe/Oslo', allDay: false, area: 'Sandnes', lat: 1, lon: 2, address: 'Langgata 1',
  }
  expect(calendarChanges(before, { ...before, titles: { en: 'Walk', nb: 'Tur' }, startsAt: new Date(now) })).toEqual([])
  expect(calendarChanges(before, { ...before, titles: { nb: 'Tur!', en: 'Walk' } })).toEqual(['title'])
  expect(calendarChanges(before, { ...before, endsAt: new Date(+now + 2) })).toEqual(['time'])
  expect(calendarChanges(before, { ...before, zone: 'Europe/Stockholm', lat: 3, address: null })).toEqual(['time', 'place', 'address'])
})
