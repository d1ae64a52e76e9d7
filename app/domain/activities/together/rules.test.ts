import { describe, expect, test } from 'vitest'
import { decideTogether, firstNameOf, invitationEnds, meetingAt } from './rules.ts'

describe('two who come together', () => {
  const room = (free: number, waiting = 0) => ({ places: 5, joinedCount: 5 - free, offeredCount: 0, waitingCount: waiting })
  test('get in when there is a place for each of them, and wait as one when there is not', () => {
    expect(decideTogether(room(2), [null, null])).toBe('joined')
    expect(decideTogether(room(1), [null, 'left'])).toBe('waiting')
    expect(decideTogether({ ...room(0), places: null }, [null, null])).toBe('joined')
  })
  test('pass nobody who waits', () => {
    expect(decideTogether(room(2, 1), [null, null])).toBe('waiting')
    expect(decideTogether({ ...room(3, 1), offeredCount: 1 }, [null, null])).toBe('joined')
    expect(decideTogether({ ...room(3, 2), offeredCount: 1 }, [null, null])).toBe('waiting')
    expect(decideTogether({ ...room(2), joinedCount: 1, offeredCount: 4 }, [null, null])).toBe('waiting')
  })
  test('whoever has a place keeps it; whoever waits goes on waiting, for two', () => {
    expect(decideTogether(room(1), ['joined', null])).toBe('joined')
    expect(decideTogether(room(0), ['joined', null])).toBe('waiting')
    expect(decideTogether(room(1), ['waiting', null])).toBe('waiting')
  })
})

test('an invitation lasts three days, and never past the start', () => {
  const now = new Date('2026-11-25T12:00:00Z')
  expect(invitationEnds(now, new Date('2026-12-25T12:00:00Z')).toISOString()).toBe('2026-11-28T12:00:00.000Z')
  expect(invitationEnds(now, new Date('2026-11-26T12:00:00Z')).toISOString()).toBe('2026-11-26T12:00:00.000Z')
})

test('where to meet is said by the clock, and before it begins', () => {
  const evening = { startsAt: new Date('2026-11-25T17:00:00Z'), zone: 'Europe/Oslo', allDay: false }
  for (const typed of ['17.40', '17:40', '1740']) expect(meetingAt(typed, evening)?.toISOString()).toBe('2026-11-25T16:40:00.000Z')
  expect(meetingAt('9.05', evening)?.toISOString()).toBe('2026-11-25T08:05:00.000Z')
  expect(meetingAt('18.00', evening)).toBeNull()
  const midnight = { ...evening, startsAt: new Date('2026-11-25T23:00:00Z') }
  expect(meetingAt('23.45', midnight)?.toISOString()).toBe('2026-11-25T22:45:00.000Z')
  expect(meetingAt('00.05', midnight)).toBeNull()
  expect(meetingAt('10.00', { ...evening, startsAt: new Date('2026-11-24T23:00:00Z'), allDay: true })?.toISOString()).toBe('2026-11-25T09:00:00.000Z')
})

test('a first name is enough', () => {
  expect(firstNameOf(' Kari  Nordmann ')).toBe('Kari')
  expect(firstNameOf('Ola')).toBe('Ola')
})
