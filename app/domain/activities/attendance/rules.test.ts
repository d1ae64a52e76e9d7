import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attendanceClosed, isNewer, lastMarks, type Mark, tally } from './rules.ts'

const held = { startsAt: new Date('2026-11-24T17:00:00Z'), endsAt: new Date('2026-11-24T19:00:00Z'), publishedAt: new Date('2026-11-01T10:00:00Z'), cancelledAt: null }

test('attendance is taken from half an hour before until two weeks after', () => {
  expect(attendanceClosed(held, new Date('2026-11-24T16:29:59Z'))).toBe('too-early')
  expect(attendanceClosed(held, new Date('2026-11-24T16:30:00Z'))).toBeNull()
  expect(attendanceClosed(held, new Date('2026-12-08T19:00:00Z'))).toBeNull()
  expect(attendanceClosed(held, new Date('2026-12-08T19:00:01Z'))).toBe('too-late')
  expect(attendanceClosed({ ...held, publishedAt: null }, held.startsAt)).toBe('not-held')
  expect(attendanceClosed({ ...held, cancelledAt: held.publishedAt }, held.startsAt)).toBe('not-held')
})

describe('marks in any order', () => {
  const marks = fc.array(fc.record({
    key: fc.uuid(), at: fc.integer({ min: 0, max: 3 }).map((minute) => new Date(+held.startsAt + minute * 60_000)), who: fc.constantFrom('a', 'b'),
    outcome: fc.constantFrom('came', 'absent', 'regrets', null),
  }) as fc.Arbitrary<Mark>, { maxLength: 8 })

  test('end up the same, twice too', () => {
    fc.assert(fc.property(marks, fc.array(fc.nat()), (given, order) => {
      const shuffled = given.map((mark, i) => ({ mark, place: order[i] ?? 0 })).sort((a, b) => a.place - b.place).map(({ mark }) => mark)
      expect(lastMarks([...shuffled, ...given])).toEqual(lastMarks(given))
    }))
  })
  test('the later counts, then the greater key', () => {
    const [one, other] = [{ key: 'a', at: new Date(1) }, { key: 'b', at: new Date(1) }]
    expect([isNewer(other, one), isNewer(one, other), isNewer(one, one), isNewer({ key: 'a', at: new Date(2) }, other)]).toEqual([true, false, false, true])
  })
})

test('who came is counted of those who were expected and those who just came', () => {
  expect(tally([])).toEqual({ came: 0, of: 0 })
  expect(tally([
    { outcome: 'came', expected: true }, { outcome: 'absent', expected: true }, { outcome: null, expected: true },
    { outcome: 'came', expected: false }, { outcome: 'regrets', expected: false }, { outcome: null, expected: false },
  ])).toEqual({ came: 2, of: 4 })
})
