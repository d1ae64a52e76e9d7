import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { nextDigest } from './rules.ts'

const zone = 'Europe/Oslo'
const at = (text: string) => DateTime.fromISO(text, { zone }).toJSDate()
const night = { from: 21 * 60, to: 8 * 60, zone }
const next = (howOften: 'weekly' | 'daily', after: string, quiet = night) => DateTime.fromJSDate(nextDigest(howOften, quiet, at(after)), { zone }).toFormat('ccc yyyy-MM-dd HH:mm')

test.each([
  ['weekly', '2026-11-25T12:00', 'Thu 2026-11-26 10:00'],
  ['weekly', '2026-11-26T09:59', 'Thu 2026-11-26 10:00'],
  ['weekly', '2026-11-26T10:00', 'Thu 2026-12-03 10:00'],
  ['daily', '2026-11-25T09:00', 'Wed 2026-11-25 10:00'],
  ['daily', '2026-11-25T10:00', 'Thu 2026-11-26 10:00'],
  // clocks change on 28 March: still at ten
  ['daily', '2027-03-27T12:00', 'Sun 2027-03-28 10:00'],
] as const)('%s, after %s, is %s', (howOften, after, moment) => expect(next(howOften, after)).toBe(moment))

test('is on the person’s own clock, and waits for the end of quiet hours', () => {
  expect(next('weekly', '2026-11-25T12:00', { ...night, zone: 'America/New_York' })).toBe('Thu 2026-11-26 16:00')
  expect(next('weekly', '2026-11-25T12:00', { from: 22 * 60, to: 13 * 60, zone })).toBe('Thu 2026-11-26 13:00')
  expect(next('weekly', '2026-11-26T10:30', { from: 22 * 60, to: 13 * 60, zone })).toBe('Thu 2026-11-26 13:00')
})
