import { describe, expect, test } from 'vitest'
import { lastDayToAnswer, trialOutcome } from './rules.ts'

const zone = 'Europe/Oslo'
const facts = { metOn: '2026-12-01', askedOn: '2026-12-02', days: 10, until: null, zone }
const yes = (at: string) => ({ yes: true, at: new Date(at) })
const no = (at: string) => ({ yes: false, at: new Date(at) })
const at = (text: string) => new Date(text)

describe('a trial', () => {
  test('has a last day to answer on, which the coordinator may move', () => {
    const last = (more: { askedOn?: null }, today = '2026-12-05') => lastDayToAnswer({ ...facts, ...more }, today)
    expect(last({})).toBe('2026-12-11')
    expect(lastDayToAnswer({ ...facts, until: '2026-12-20' }, '2026-12-05')).toBe('2026-12-20')
    expect(lastDayToAnswer({ ...facts, until: '2026-12-02' }, '2026-12-05')).toBe('2026-12-11')
    expect(lastDayToAnswer({ ...facts, metOn: null }, '2026-12-05')).toBeNull()
    // Before they are asked it is what it will be when they are asked next.
    expect([last({ askedOn: null }, '2026-12-01'), last({ askedOn: null }, '2026-12-02'), last({ askedOn: null }, '2026-12-30')]).toEqual(['2026-12-11', '2026-12-11', '2027-01-08'])
  })

  test('of a meeting written down late, the days begin when both are asked', () => {
    const late = { ...facts, metOn: '2026-10-20', askedOn: '2026-12-02' }
    expect(lastDayToAnswer(late, '2026-12-05')).toBe('2026-12-11')
    expect([trialOutcome(late, [], at('2026-12-12T08:59:00Z')), trialOutcome(late, [], at('2026-12-12T09:00:00Z'))]).toEqual([null, 'stop'])
    for (const askedOn of [null, '2026-10-19', '2026-10-20']) expect(trialOutcome({ ...late, askedOn }, [no('2026-12-02T08:00:00Z')], at('2027-12-12T09:00:00Z'))).toBeNull()
  })

  test('goes on the morning after the second yes', () => {
    const answers = [yes('2026-12-02T08:00:00Z'), yes('2026-12-03T22:30:00Z')]
    expect(trialOutcome(facts, answers, at('2026-12-04T08:59:00Z'))).toBeNull()
    expect(trialOutcome(facts, answers, at('2026-12-04T09:00:00Z'))).toBe('go-on')
  })

  test('whatever else was said or not said ends at one moment', () => {
    const ways = [[], [yes('2026-12-02T08:00:00Z')], [no('2026-12-02T08:00:00Z')], [no('2026-12-02T08:00:00Z'), no('2026-12-02T08:00:00Z')], [yes('2026-12-02T08:00:00Z'), no('2026-12-09T08:00:00Z')]]
    for (const answers of ways) {
      expect(trialOutcome(facts, answers, at('2026-12-12T08:59:00Z'))).toBeNull()
      expect(trialOutcome(facts, answers, at('2026-12-12T09:00:00Z'))).toBe('stop')
    }
  })

  test('does not end before the two have met', () => {
    expect(trialOutcome({ ...facts, metOn: null }, [no('2026-12-02T08:00:00Z')], at('2027-12-12T09:00:00Z'))).toBeNull()
  })
})
