import { describe, expect, test } from 'vitest'
import { alarmsOf, openAlarms, type Pulse, usualLimits } from './rules.ts'

const calm: Pulse = {
  state: 'active', startsOn: '2026-12-01', expectedEnd: '2027-09-01', beganOn: '2026-12-10', lastContact: '2027-02-01', lastMet: '2027-02-01', planned: true, answers: 2, ratings: [],
  companion: { state: 'active', walksWith: 1, capacity: 1, contactsWeek: 1, changedOn: '2026-12-10' },
}
const today = '2027-02-05'
const kinds = (pulse: Partial<Pulse>, on = today) => alarmsOf({ ...calm, ...pulse }, usualLimits, on).map(({ kind }) => kind)
const rated = (...numbers: number[]) => numbers.map((rating, index) => ({ on: `2027-01-${10 + index}`, rating }))

describe('quiet alarms', () => {
  test('nothing to say about two who are well', () => expect(kinds({})).toEqual([]))

  test('no contact for fourteen days, counted from the last of contact, beginning and start', () => {
    expect(kinds({ lastContact: '2027-01-23' })).toEqual([])
    expect(alarmsOf({ ...calm, lastContact: '2027-01-22' }, usualLimits, today)).toEqual([{ kind: 'silent', about: '2027-01-22', days: 14 }])
    expect(kinds({ lastContact: null, beganOn: '2027-02-01' })).toEqual([])
    expect(kinds({ lastContact: null, startsOn: '2027-03-01' })).toEqual([])
  })

  test('meetings getting worse, with how many they are', () => {
    expect(kinds({ ratings: rated(5, 4, 2, 2) })).toEqual([])
    expect(alarmsOf({ ...calm, ratings: rated(5, 4, 4, 3, 3, 2) }, usualLimits, today)).toEqual([{ kind: 'worse', about: '2027-01', n: 6, before: 4.3, after: 2.7 }])
    expect(kinds({ ratings: rated(5, 5, 5, 4, 4, 4) })).toEqual([])
    expect(kinds({ ratings: rated(3, 3, 3, 3, 3, 2) })).toEqual([])
  })

  test('an ending nearing, an overloaded companion, one who is away', () => {
    expect(kinds({ expectedEnd: '2027-03-07' })).toEqual(['ending'])
    expect(kinds({ expectedEnd: '2027-03-08' })).toEqual([])
    expect(kinds({ companion: { ...calm.companion, walksWith: 2 } })).toEqual(['overloaded'])
    expect(kinds({ companion: { ...calm.companion, contactsWeek: 6 } })).toEqual(['overloaded'])
    expect(kinds({ companion: { ...calm.companion, state: 'paused' } })).toEqual(['away'])
  })

  test('a start that nears without a meeting, and a trial nobody answers', () => {
    const trial = { state: 'trial', beganOn: null, lastContact: null, lastMet: null, planned: false, answers: 0 } as const
    expect(kinds({ ...trial, startsOn: '2027-02-13' })).toEqual([])
    expect(kinds({ ...trial, startsOn: '2027-02-12' })).toEqual(['start'])
    expect(kinds({ ...trial, startsOn: '2027-02-12', planned: true })).toEqual([])
    expect(kinds({ ...trial, lastMet: '2027-02-01' })).toEqual([])
    expect(kinds({ ...trial, lastMet: '2027-01-31', answers: 1 })).toEqual(['trial'])
    expect(kinds({ ...trial, lastMet: '2027-01-31', answers: 2 })).toEqual([])
  })
})

test('what is put off comes back, what is handled only when it is about something new', () => {
  const alarms = alarmsOf({ ...calm, lastContact: '2027-01-10' }, usualLimits, today)
  expect(openAlarms(alarms, [{ kind: 'silent', about: 'x', until: '2027-02-06' }], today)).toEqual([])
  expect(openAlarms(alarms, [{ kind: 'silent', about: 'x', until: '2027-02-05' }], today)).toEqual(alarms)
  expect(openAlarms(alarms, [{ kind: 'silent', about: '2027-01-10', until: null }], today)).toEqual([])
  expect(openAlarms(alarms, [{ kind: 'silent', about: '2026-12-10', until: null }], today)).toEqual(alarms)
})
