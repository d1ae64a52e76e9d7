import { describe, expect, test } from 'vitest'
import { clockOf, daysOf, momentOf, readRepeats, repeatingOf, ruleFrom, rruleOf, type SeriesRule } from './rules.ts'

const rule = (more: Partial<SeriesRule> = {}): SeriesRule =>
  ({ rule: 'FREQ=WEEKLY;BYDAY=TH', firstDay: '2026-12-03', lastDay: null, startTime: '18:00', minutes: 120, zone: 'Europe/Oslo', ...more })

describe('how a series repeats', () => {
  test('weekly, every other week, on the third Thursday, on the last Friday', () => {
    expect(daysOf(rule(), '2026-12-03', '2026-12-31')).toEqual(['2026-12-03', '2026-12-10', '2026-12-17', '2026-12-24', '2026-12-31'])
    expect(daysOf(rule({ rule: rruleOf('fortnightly', '2026-12-03') }), '2026-12-05', '2027-01-15')).toEqual(['2026-12-17', '2026-12-31', '2027-01-14'])
    expect(daysOf(rule({ rule: rruleOf('monthly', '2026-12-17'), firstDay: '2026-12-17' }), '2026-12-01', '2027-03-31')).toEqual(['2026-12-17', '2027-01-21', '2027-02-18', '2027-03-18'])
    expect(daysOf(rule({ rule: rruleOf('monthly-last', '2026-11-27'), firstDay: '2026-11-27' }), '2026-11-01', '2027-02-28')).toEqual(['2026-11-27', '2026-12-25', '2027-01-29', '2027-02-26'])
    // A fifth Thursday is rare: the last one is meant.
    expect(rruleOf('monthly', '2026-12-31')).toBe('FREQ=MONTHLY;BYDAY=-1TH')
  })
  test('its last day is a date, the day after is not', () => {
    expect(daysOf(rule({ lastDay: '2026-12-17' }), '2026-12-03', '2027-01-31').at(-1)).toBe('2026-12-17')
    expect(daysOf(rule({ lastDay: '2026-12-16' }), '2026-12-03', '2027-01-31').at(-1)).toBe('2026-12-10')
    expect(daysOf(rule({ lastDay: '2026-12-17' }), '2027-01-01', '2027-01-31')).toEqual([])
  })
  test('the form’s words come back from the rule; others stay the calendar’s', () => {
    for (const one of ['weekly', 'fortnightly', 'monthly', 'monthly-last'] as const) expect(repeatingOf(rruleOf(one, '2026-11-27'))?.repeating).toBe(one)
    expect(repeatingOf('FREQ=WEEKLY;BYDAY=TU,TH')).toBeNull()
  })
})

describe('on the wall clock', () => {
  test('18.00 is 18.00 in winter and in summer, and an evening over midnight ends by the clock', () => {
    expect(momentOf(rule(), '2027-03-25').startsAt.toISOString()).toBe('2027-03-25T17:00:00.000Z')
    expect(momentOf(rule(), '2027-04-01').startsAt.toISOString()).toBe('2027-04-01T16:00:00.000Z')
    // The night the clock goes forward is an hour shorter.
    const night = momentOf(rule({ startTime: '22:00', minutes: 360 }), '2027-03-27')
    expect([night.startsAt.toISOString(), night.endsAt.toISOString()]).toEqual(['2027-03-27T21:00:00.000Z', '2027-03-28T02:00:00.000Z'])
  })
  test('a skipped hour begins when the clock has jumped and still has an end', () => {
    const skipped = momentOf(rule({ startTime: '02:30', minutes: 60 }), '2027-03-28')
    expect(skipped.startsAt.toISOString()).toBe('2027-03-28T01:30:00.000Z')
    expect(+skipped.endsAt).toBeGreaterThan(+skipped.startsAt)
  })
  test('two moments are a time and a length by the clock', () => {
    expect(clockOf({ ...momentOf(rule({ startTime: '22:00', minutes: 360 }), '2027-03-27'), zone: 'Europe/Oslo' })).toEqual({ day: '2027-03-27', startTime: '22:00', minutes: 360 })
  })
})

describe('this and following', () => {
  const to = (startsAt: string, hours = 2) => ({ startsAt: new Date(startsAt), endsAt: new Date(+new Date(startsAt) + hours * 3_600_000), zone: 'Europe/Oslo' })
  test('another time keeps the weekday; another day moves the rule', () => {
    expect(ruleFrom(rule(), '2027-01-07', to('2027-01-07T18:00:00Z'))).toMatchObject({ rule: 'FREQ=WEEKLY;BYDAY=TH', firstDay: '2027-01-07', startTime: '19:00' })
    expect(ruleFrom(rule({ lastDay: '2027-03-31' }), '2027-01-07', to('2027-01-05T17:00:00Z'))).toMatchObject({ rule: 'FREQ=WEEKLY;BYDAY=TU', firstDay: '2027-01-05', lastDay: '2027-03-31' })
    expect(ruleFrom(rule({ rule: 'FREQ=MONTHLY;BYDAY=-1TH', firstDay: '2026-12-31' }), '2027-01-28', to('2027-01-12T17:00:00Z'))).toMatchObject({ rule: 'FREQ=MONTHLY;BYDAY=2TU' })
  })
  test('a rule that meets on several days is not guessed at', () => {
    const twice = rule({ rule: 'FREQ=WEEKLY;BYDAY=TU,TH' })
    expect(ruleFrom(twice, '2027-01-07', to('2027-01-07T18:00:00Z'))).toMatchObject({ rule: 'FREQ=WEEKLY;BYDAY=TU,TH' })
    expect(ruleFrom(twice, '2027-01-07', to('2027-01-06T18:00:00Z'))).toBeNull()
  })
})

describe('the form', () => {
  const now = new Date('2026-11-25T12:00:00Z')
  const typed = (more: Record<string, string>) => readRepeats({ startDate: '2026-12-03', zone: 'Europe/Oslo', ...more }, now)
  test('reads how often and until', () => {
    expect(typed({})).toEqual({ repeats: null, errors: {} })
    expect(typed({ repeats: 'weekly' }).repeats).toEqual({ repeating: 'weekly', lastDay: null })
    expect(typed({ repeats: 'monthly', repeatUntil: '17.6.2027' }).repeats).toEqual({ repeating: 'monthly', lastDay: '2027-06-17' })
  })
  test('says what is wrong', () => {
    expect(typed({ repeats: 'hourly' }).errors).toEqual({ repeats: ['choose_one'] })
    expect(typed({ repeats: 'weekly', repeatUntil: '1.12.2026' }).errors).toEqual({ repeatUntil: ['until_before_start'] })
    expect(typed({ repeats: 'weekly', repeatUntil: '32.12.' }).errors).toEqual({ repeatUntil: ['day_impossible', 31] })
    expect(typed({ repeats: 'weekly', repeatUntil: '1.1.2031' }).errors).toEqual({ repeatUntil: ['start_too_far', '2031'] })
    expect(typed({ repeats: 'monthly-last' }).errors).toEqual({ repeats: ['not_the_last'] })
  })
})
