import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localTime } from '#app/platform/time.ts'
import { calendarChanges, type CalendarFacts, decideJoin, decideLeave, freePlaces, nextInLine, offerUntil, type Standing } from './rules.ts'

const now = new Date('2026-11-23T12:00:00Z')
const standing: Standing = {
  publishedAt: new Date('2026-11-01T12:00:00Z'), cancelledAt: null, startsAt: new Date('2026-11-24T12:00:00Z'), endsAt: new Date('2026-11-24T14:00:00Z'),
  places: 10, joinedCount: 3, waitingCount: 0, offeredCount: 0, mine: null, offeredUntil: null, open: true,
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
  test('who holds an offer stands in nobody’s way: a place beside it is free', () => {
    expect(decideJoin({ ...standing, places: 2, joinedCount: 0, waitingCount: 1, offeredCount: 1 }, now)).toEqual({ join: 'joined' })
    expect(decideJoin({ ...standing, places: 2, joinedCount: 1, waitingCount: 1, offeredCount: 1 }, now)).toEqual({ join: 'waiting' })
    expect(decideJoin({ ...standing, places: 2, joinedCount: 0, waitingCount: 2, offeredCount: 1 }, now)).toEqual({ join: 'waiting' })
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

describe('an offer', () => {
  const asked = (now: string, startsAt: string, offerHours: number | null = 12, places: number | null = 5) =>
    offerUntil(new Date(now), { startsAt: new Date(startsAt), zone: 'Europe/Oslo', offerHours, places })?.toISOString() ?? null
  test('lasts as long as the organiser set, and less near the start', () => {
    expect(asked('2026-11-23T09:00:00Z', '2026-11-28T17:00:00Z', 6)).toBe('2026-11-23T15:00:00.000Z')
    // nine hours left: three to think
    expect(asked('2026-11-23T08:00:30Z', '2026-11-23T17:00:00Z', 6)).toBe('2026-11-23T11:00:00.000Z')
    // two hours left: forty minutes
    expect(asked('2026-11-23T15:00:00Z', '2026-11-23T17:00:00Z', 6)).toBe('2026-11-23T15:40:00.000Z')
  })
  test('does not run out at night', () => {
    // 23:00 in Oslo becomes 9:00
    expect(asked('2026-11-23T10:00:00Z', '2026-11-28T17:00:00Z')).toBe('2026-11-24T08:00:00.000Z')
    // 7:59 too, and 8:00 stays; 21:59 stays, and 22:00 does not
    expect(asked('2026-11-23T18:59:00Z', '2026-11-28T17:00:00Z')).toBe('2026-11-24T08:00:00.000Z')
    expect(asked('2026-11-23T19:00:00Z', '2026-11-28T17:00:00Z')).toBe('2026-11-24T07:00:00.000Z')
    expect(asked('2026-11-23T08:59:00Z', '2026-11-28T17:00:00Z')).toBe('2026-11-23T20:59:00.000Z')
    expect(asked('2026-11-23T09:00:00Z', '2026-11-28T17:00:00Z')).toBe('2026-11-24T08:00:00.000Z')
    // also over the nights when the clock is changed
    expect(asked('2026-10-24T10:00:00Z', '2026-10-28T17:00:00Z')).toBe('2026-10-25T08:00:00.000Z')
    expect(asked('2026-03-28T12:00:00Z', '2026-03-31T17:00:00Z')).toBe('2026-03-29T07:00:00.000Z')
  })
  test('is not made where it could not be answered: then the next is in at once', () => {
    expect(asked('2026-11-23T15:00:01Z', '2026-11-23T17:00:00Z')).toBeNull()
    expect(asked('2026-11-23T20:00:00Z', '2026-11-24T08:30:00Z')).toBeNull()
    expect(asked('2026-11-23T12:00:00Z', '2026-11-28T17:00:00Z', null)).toBeNull()
    expect(asked('2026-11-23T12:00:00Z', '2026-11-28T17:00:00Z', 12, null)).toBeNull()
  })
  test('whenever: half an hour at least, an hour before the start at the latest, by day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 500_000 }), fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 168 }), (minutes, left, offerHours) => {
      const now = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000)
      const startsAt = new Date(+now + left * 60_000)
      const until = offerUntil(now, { startsAt, zone: 'Europe/Oslo', offerHours, places: 1 })
      if (!until) return
      expect(+until - +now).toBeGreaterThanOrEqual(30 * 60_000)
      expect(+startsAt - +until).toBeGreaterThanOrEqual(3_600_000)
      expect(localTime(until, 'Europe/Oslo').hour).toBeGreaterThanOrEqual(8)
      expect(localTime(until, 'Europe/Oslo').hour).toBeLessThan(22)
    }))
  })
  test('holds its place; yes is in time until the very instant', () => {
    expect(freePlaces({ ...standing, joinedCount: 8, offeredCount: 2 })).toBe(0)
    const waits = { ...standing, mine: 'waiting' as const, waitingCount: 1, offeredCount: 1, offeredUntil: now }
    expect(decideJoin(waits, new Date(+now - 1))).toEqual({ accept: true })
    expect(decideJoin(waits, now)).toEqual({ late: true })
    expect(decideLeave(waits, now)).toEqual({ leave: 'waiting' })
  })
})

test('the line lets in whole units from its head, and nobody passes two who wait for the second place', () => {
  const line = (text: string) => text.split('').map((letter, at) => ({ personId: String(at), pair: letter === '-' ? null : letter }))
  const next = (text: string, free: number) => nextInLine(line(text), free).map((one) => Number(one.personId))
  expect(next('---', 2)).toEqual([0, 1])
  expect(next('aa-', 1)).toEqual([])
  expect(next('aa-', 2)).toEqual([0, 1])
  expect(next('-aa-', 2)).toEqual([0])
  expect(next('-aabb-', 4)).toEqual([0, 1, 2])
  expect(next('aa-', Number.POSITIVE_INFINITY)).toEqual([0, 1, 2])
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
