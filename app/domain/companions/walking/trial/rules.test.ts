import { describe, expect, test } from 'vitest'
import { lastDayToAnswer, trialOutcome } from './rules.ts'

const zone = 'Europe/Oslo'
const facts = { metOn: '2026-12-01', days: 10, until: null, zone }
const yes = (at: string) => ({ yes: true, at: new Date(at) })
const no = (at: string) => ({ yes: false, at: new Date(at) })
const at = (text: string) => new Date(text)

describe('a trial', () => {
  test('has a last day to answer on, which the coordinator may move', () => {
    expect(lastDayToAnswer(facts)).toBe('2026-12-11')
    expect(lastDayToAnswer({ ...facts, until: '2026-12-20' })).toBe('2026-12-20')
    expect(lastDayToAnswer({ ...facts, until: '2026-12-02' })).toBe('2026-12-11')
    expect(lastDayToAnswer({ ...facts, metOn: null })).toBeNull()
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
