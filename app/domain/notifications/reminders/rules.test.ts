import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { dueReminders, earliestBefore, type Quiet, quietAround, whenToRemind } from './rules.ts'

const zone = 'Europe/Oslo'
const at = (text: string, where = zone) => DateTime.fromISO(text, { zone: where }).toJSDate()
const clock = (instant: Date, where = zone) => DateTime.fromJSDate(instant, { zone: where }).toFormat('yyyy-MM-dd HH:mm')
const night: Quiet = { from: 21 * 60, to: 8 * 60, zone }
const none: Quiet = { from: 0, to: 0, zone }
const remind = (which: 'day-before' | 'two-hours', start: string, quiet = night) => clock(whenToRemind(which, { startsAt: at(start), zone }, quiet))

describe('the moment of a reminder', () => {
  test.each([
    ['day-before', '2026-12-05T18:00', '2026-12-04 18:00'],
    ['two-hours', '2026-12-05T18:00', '2026-12-05 16:00'],
    // the night is over an hour before or more: when it ends
    ['day-before', '2026-12-05T07:00', '2026-12-04 08:00'],
    ['day-before', '2026-12-05T23:00', '2026-12-05 08:00'],
    ['two-hours', '2026-12-05T09:00', '2026-12-05 08:00'],
    ['two-hours', '2026-12-05T10:00', '2026-12-05 08:00'],
    // it is not: just before it begins
    ['two-hours', '2026-12-05T08:59', '2026-12-04 20:45'],
    ['two-hours', '2026-12-05T08:00', '2026-12-04 20:45'],
    ['two-hours', '2026-12-05T23:30', '2026-12-05 20:45'],
    ['two-hours', '2026-12-05T23:00', '2026-12-05 20:45'],
    ['two-hours', '2026-12-05T22:59', '2026-12-05 20:59'],
    // a whole day begins at midnight
    ['day-before', '2026-12-05T00:00', '2026-12-04 08:00'],
    ['two-hours', '2026-12-05T00:00', '2026-12-04 20:45'],
    // clocks change on 28 March and 25 October: the same time on the wall the day before
    ['day-before', '2027-03-28T12:00', '2027-03-27 12:00'],
    ['day-before', '2026-10-25T12:00', '2026-10-24 12:00'],
    ['two-hours', '2027-03-28T10:00', '2027-03-28 08:00'],
    ['two-hours', '2026-10-25T09:00', '2026-10-25 08:00'],
  ] as const)('%s of %s is at %s', (which, start, moment) => {
    expect(remind(which, start)).toBe(moment)
  })

  test('the day before is 23 or 25 hours before where clocks change between', () => {
    const before = (start: string) => (+at(start) - +whenToRemind('day-before', { startsAt: at(start), zone }, none)) / 3_600_000
    expect([before('2027-03-28T12:00'), before('2026-10-25T12:00'), before('2026-11-25T12:00')]).toEqual([23, 25, 24])
  })

  test('quiet hours are on the clock of the person, not of the activity', () => {
    const abroad: Quiet = { ...night, zone: 'America/New_York' }
    // 18:00 the day before in Oslo is noon in New York; two hours before 14:00 in Oslo is 7 there, at 8 an hour is left
    expect(remind('day-before', '2026-12-05T18:00', abroad)).toBe('2026-12-04 18:00')
    expect(remind('two-hours', '2026-12-05T15:00', abroad)).toBe('2026-12-05 14:00')
    expect(clock(whenToRemind('two-hours', { startsAt: at('2026-12-05T14:30'), zone }, abroad), 'America/New_York')).toBe('2026-12-04 20:45')
  })

  test('quiet hours in the middle of the day, and none', () => {
    expect(remind('two-hours', '2026-12-05T15:00', { from: 9 * 60, to: 14 * 60, zone })).toBe('2026-12-05 14:00')
    expect(remind('two-hours', '2026-12-05T05:00', none)).toBe('2026-12-05 03:00')
  })

  test('is never in quiet hours, always before the start, and never earlier than is looked for', () => {
    const minutes = fc.integer({ min: 0, max: 1439 })
    const zones = fc.constantFrom('Europe/Oslo', 'America/New_York', 'Asia/Kathmandu')
    const ever = fc.record({ minute: fc.integer({ min: 0, max: 527_000 }), from: minutes, to: minutes, zone: zones, place: zones, which: fc.constantFrom('day-before' as const, 'two-hours' as const) })
    fc.assert(fc.property(ever, ({ minute, from, to, zone: own, place, which }) => {
      // Somebody who is quiet nearly always cannot be reached outside of it.
      fc.pre((from - to + 1440) % 1440 === 0 || (from - to + 1440) % 1440 >= 180)
      const startsAt = new Date(Date.UTC(2026, 8, 1) + minute * 60_000)
      const moment = whenToRemind(which, { startsAt, zone: place }, { from, to, zone: own })
      expect(quietAround(moment, { from, to, zone: own })).toBeNull()
      expect(+moment).toBeLessThanOrEqual(+startsAt - 3_600_000)
      expect(+startsAt - +moment).toBeLessThanOrEqual(earliestBefore)
    }), { numRuns: 2_000 })
  })
})

describe('what is due', () => {
  const start = { startsAt: at('2026-12-05T18:00'), zone }
  const due = (now: string, quiets = [night]) => dueReminders(quiets.map((quiet) => ({ ...start, quiet })), at(now)).map(({ which, joinedBy }) => [which, clock(joinedBy)])

  test('from its moment on, also when nobody looked then', () => {
    expect(due('2026-12-04T17:59')).toEqual([])
    expect(due('2026-12-04T18:00')).toEqual([['day-before', '2026-12-04 15:00']])
    expect(due('2026-12-05T09:00')).toEqual([['day-before', '2026-12-04 15:00']])
  })
  test('tomorrow is no news on the day itself, and nothing is once it has begun', () => {
    expect(due('2026-12-05T15:59')).toEqual([['day-before', '2026-12-04 15:00']])
    expect(due('2026-12-05T16:00')).toEqual([['two-hours', '2026-12-05 16:00']])
    expect(due('2026-12-05T17:59')).toEqual([['two-hours', '2026-12-05 16:00']])
    expect(due('2026-12-05T18:00')).toEqual([])
  })
  test('whoever sleeps when we are late sleeps on', () => {
    expect(due('2026-12-04T22:00')).toEqual([])
    expect(due('2026-12-05T08:00')).toHaveLength(1)
    expect(due('2026-12-04T22:00', [night, none])).toHaveLength(1)
  })
})
