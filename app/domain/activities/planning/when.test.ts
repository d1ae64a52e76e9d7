import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { happensTwice, nextWeekly, readDay, readTime, readWhen, suggestedWhen, type TypedWhen, typedWhen } from './when.ts'

const zone = 'Europe/Oslo'
const at = (iso: string) => DateTime.fromISO(iso, { zone }).toJSDate()
const now = at('2026-11-24T10:10')
const typed = (given: Partial<TypedWhen>): TypedWhen =>
  ({ startDate: '2026-11-27', startTime: '18:00', endDate: '', endTime: '20:00', overnight: false, zone, ...given })
const read = (given: Partial<TypedWhen>, known?: Parameters<typeof readWhen>[2]) => readWhen(typed(given), now, known)
const errors = (given: Partial<TypedWhen>, known?: Parameters<typeof readWhen>[2]) => {
  const result = read(given, known)
  return result.ok ? {} : result.errors
}
const local = (given: Partial<TypedWhen>) => {
  const result = read(given)
  return result.ok ? [result.when.startsAt, result.when.endsAt].map((moment) => DateTime.fromJSDate(moment, { zone }).toFormat("yyyy-MM-dd HH:mm ZZ")) : result.errors
}

describe('days and times as people type them', () => {
  test.each([
    ['2026-11-27', { year: 2026, month: 11, day: 27 }],
    ['27.11.2026', { year: 2026, month: 11, day: 27 }],
    [' 27.11.26 ', { year: 2026, month: 11, day: 27 }],
    ['27/11 2026', { year: 2026, month: 11, day: 27 }],
    ['27/11-2026', { year: 2026, month: 11, day: 27 }],
    ['27.11.', { year: 2026, month: 11, day: 27 }],
    ['24.11', { year: 2026, month: 11, day: 24 }],
    ['3.1', { year: 2027, month: 1, day: 3 }],
    ['29.2.2028', { year: 2028, month: 2, day: 29 }],
  ])('day %s', (text, day) => expect(readDay(text, now, zone)).toEqual(day))
  test.each([
    ['31.2.2027', ['day_impossible', 28]],
    ['2027-02-31', ['day_impossible', 28]],
    ['0.2.2027', ['day_impossible', 28]],
    ['11/24/2026', ['day_unreadable']],
    ['i morgen', ['day_unreadable']],
  ])('not a day: %s', (text, problem) => expect(readDay(text, now, zone)).toEqual(problem))
  test.each([['18:00', 1080], ['18.30', 1110], ['1830', 1110], ['18', 1080], ['kl. 18', 1080], ['6 pm', 1080], ['12am', 0], ['24', 1440], ['00:00', 0]])(
    'time %s', (text, minutes) => expect(readTime(text)).toBe(minutes))
  test.each([['25:00', 'time_impossible'], ['18:60', 'time_impossible'], ['24:30', 'time_impossible'], ['13 pm', 'time_impossible'], ['kveld', 'time_unreadable']])(
    'not a time: %s', (text, key) => expect(readTime(text)).toEqual([key]))
})

describe('when', () => {
  test('an evening', () => expect(local({})).toEqual(['2026-11-27 18:00 +01:00', '2026-11-27 20:00 +01:00']))
  test('a weekend', () => expect(local({ endDate: '29.11.2026', endTime: '12' })).toEqual(['2026-11-27 18:00 +01:00', '2026-11-29 12:00 +01:00']))
  test('until midnight needs no second day', () => {
    expect(local({ endTime: '24:00' })).toEqual(['2026-11-27 18:00 +01:00', '2026-11-28 00:00 +01:00'])
    expect(local({ endTime: '00:00' })).toEqual(['2026-11-27 18:00 +01:00', '2026-11-28 00:00 +01:00'])
  })
  test('past midnight is asked about, and taken when ticked', () => {
    expect(errors({ endTime: '02:00' })).toEqual({ endTime: ['ends_before_start_today', '02.00', '18.00'] })
    expect(local({ endTime: '02:00', overnight: true })).toEqual(['2026-11-27 18:00 +01:00', '2026-11-28 02:00 +01:00'])
    expect(local({ endTime: '20:00', overnight: true })).toEqual(['2026-11-27 18:00 +01:00', '2026-11-27 20:00 +01:00'])
  })
  test('a last day before the first', () => expect(errors({ endDate: '26.11.2026' })).toEqual({ endDate: ['ends_before_start'] }))
  test('every field has its own message, all at once', () => {
    expect(errors({ startDate: '31.2.2027', startTime: '25', endDate: 'x', endTime: '' })).toEqual({
      startDate: ['day_impossible', 28], startTime: ['time_impossible'], endDate: ['day_unreadable'], endTime: ['time_missing'],
    })
    expect(errors({ startDate: '', startTime: '' })).toEqual({ startDate: ['day_missing'], startTime: ['time_missing'] })
  })
  test('the past', () => {
    expect(errors({ startDate: '2026-11-23' })).toEqual({ startDate: ['start_past'] })
    expect(errors({ startDate: '2026-11-24', startTime: '10:10' })).toEqual({ startTime: ['start_past_today', '10.10'] })
    expect(errors({ startDate: '2026-11-24', startTime: '10:11' })).toEqual({})
  })
  test('too long, too far, unknown zone', () => {
    expect(errors({ endDate: '2026-12-12' })).toEqual({ endDate: ['lasts_too_long', 14] })
    expect(errors({ endDate: '2026-12-11', endTime: '18:00' })).toEqual({})
    expect(errors({ startDate: '2062-11-27' })).toEqual({ startDate: ['start_too_far', 2062] })
    expect(errors({ zone: 'Europe/Nowhere' })).toEqual({ zone: ['zone_unknown'] })
  })
  test('02.30 on the night in March does not exist: the possible times are named', () => {
    expect(errors({ startDate: '2027-03-28', startTime: '02:30', endTime: '05:00' })).toEqual({ startTime: ['time_skipped', '02.30', '01.59', '03.00'] })
    expect(errors({ startDate: '2027-03-28', startTime: '01:00', endTime: '02:30' })).toEqual({ endTime: ['time_skipped', '02.30', '01.59', '03.00'] })
  })
  test('02.30 on the night in October happens twice: the first is taken, and can be told', () => {
    expect(local({ startDate: '2027-10-31', startTime: '02:30', endTime: '05:00' })).toEqual(['2027-10-31 02:30 +02:00', '2027-10-31 05:00 +01:00'])
    expect(happensTwice(at('2027-10-31T02:30'), zone)).toBe(true)
    expect(happensTwice(at('2027-10-31T03:30'), zone)).toBe(false)
  })
  test('02.45 to 02.15 that night is half an hour', () => {
    expect(local({ startDate: '2027-10-31', startTime: '02:45', endTime: '02:15' })).toEqual(['2027-10-31 02:45 +02:00', '2027-10-31 02:15 +01:00'])
  })
})

describe('what is chosen already', () => {
  const old = { startsAt: at('2026-11-01T18:00'), endsAt: at('2026-11-01T20:00'), zone }
  const oldTyped = typedWhen(old)
  test('an old time left as it was is no error; moved within the past it is', () => {
    expect(readWhen(oldTyped, now, old)).toEqual({ ok: true, when: old })
    expect(errors({ ...oldTyped, startTime: '19:00' }, old)).toEqual({ startDate: ['start_past'] })
    expect(errors({ ...oldTyped, endTime: '21:00' }, old)).toEqual({ endTime: ['end_past'] })
  })
  test('the second 02.30 stays the second', () => {
    const second = { startsAt: new Date('2027-10-31T01:30:00Z'), endsAt: new Date('2027-10-31T03:00:00Z'), zone }
    expect(readWhen(typedWhen(second), now, second)).toEqual({ ok: true, when: second })
  })
  test('whatever is chosen comes back from its own fields unchanged', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1000 * 24 * 60 }), fc.integer({ min: 1, max: 14 * 24 * 60 }), fc.constantFrom(zone, 'Europe/Stockholm', 'UTC', 'Europe/London'), (start, length, anyZone) => {
      const startsAt = new Date(now.getTime() - (now.getTime() % 60_000) + 60_000 + start * 60_000)
      const when = { startsAt, endsAt: new Date(startsAt.getTime() + length * 60_000), zone: anyZone }
      expect(readWhen({ ...typedWhen(when), endDate: typedWhen(when).endDate || typedWhen(when).startDate }, now, when)).toEqual({ ok: true, when })
    }), { numRuns: 300 })
  })
})

describe('suggestions', () => {
  test('the next full hour for two hours; in the night, nine in the morning', () => {
    expect(suggestedWhen(now, zone)).toEqual({ startsAt: at('2026-11-24T11:00'), endsAt: at('2026-11-24T13:00'), zone })
    expect(suggestedWhen(at('2026-11-24T22:30'), zone).startsAt).toEqual(at('2026-11-25T09:00'))
    expect(suggestedWhen(at('2026-11-24T03:30'), zone).startsAt).toEqual(at('2026-11-24T09:00'))
  })
  test('a copy keeps weekday and clock time across the change of the clock', () => {
    const summer = { startsAt: at('2026-10-20T18:00'), endsAt: at('2026-10-20T20:00'), zone }
    expect(nextWeekly(summer, now)).toEqual({ startsAt: at('2026-11-24T18:00'), endsAt: at('2026-11-24T20:00'), zone })
    expect(nextWeekly({ ...summer, startsAt: at('2026-11-24T09:00'), endsAt: at('2026-11-24T11:00') }, now).startsAt).toEqual(at('2026-12-01T09:00'))
  })
})
