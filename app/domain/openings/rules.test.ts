import { describe, expect, test } from 'vitest'
import { acceptingRefused, answerOverdue, applyingRefused, isAlive, mayWithdraw, reminderDue, standingOf, stepsFrom } from './rules.ts'
import { states } from './schema.ts'

const now = new Date('2030-05-15T10:00:00Z')
const ago = (days: number) => new Date(+now - days * 86_400_000)
const open = { publishedAt: ago(9), closedAt: null, closedBecause: null, applyUntil: null, places: 2, taken: 0 }

test('how an opening stands, also before anybody has written it down', () => {
  expect(standingOf(open, now)).toBe('open')
  expect(standingOf({ ...open, applyUntil: now }, now)).toBe('deadline')
  expect(standingOf({ ...open, applyUntil: now }, new Date(+now - 1))).toBe('open')
  expect(standingOf({ ...open, taken: 2, applyUntil: now }, now)).toBe('filled')
  expect(standingOf({ ...open, closedAt: now, closedBecause: 'chosen', taken: 2 }, now)).toBe('chosen')
  expect(standingOf({ ...open, publishedAt: null }, now)).toBe('draft')
  expect(standingOf({ ...open, publishedAt: null, closedAt: now }, now)).toBe('discarded')
})

test('from every state that is not over there is a step for somebody, and from no other', () => {
  for (const state of states) {
    const somebody = stepsFrom(state).length > 0 || mayWithdraw(state)
    expect(somebody, state).toBe(isAlive(state))
  }
})

test('applying: open, not one’s own, once; changed until it is read, sent again after it was withdrawn', () => {
  const ask = (given: Partial<Parameters<typeof applyingRefused>[0]>) => applyingRefused({ open: true, belongs: true, answersItself: false, mine: null, ...given })
  expect([ask({}), ask({ open: false }), ask({ answersItself: true })]).toEqual([null, 'not_open', 'own_opening'])
  expect([ask({ belongs: false }), ask({ belongs: false, mine: { state: 'withdrawn', lookedAt: null } }), ask({ belongs: false, mine: { state: 'sent', lookedAt: null } })]).toEqual(['members_only', 'members_only', null])
  expect([ask({ mine: { state: 'sent', lookedAt: null }, open: false }), ask({ mine: { state: 'sent', lookedAt: now } })]).toEqual([null, 'looked_at'])
  expect([ask({ mine: { state: 'withdrawn', lookedAt: now } }), ask({ mine: { state: 'withdrawn', lookedAt: null }, open: false })]).toEqual([null, 'not_open'])
  expect([ask({ mine: { state: 'offered', lookedAt: now } }), ask({ mine: { state: 'declined', lookedAt: now } })]).toEqual(['already', 'over'])
})

test('a yes needs an offer and a place', () => {
  expect([acceptingRefused('offered', open), acceptingRefused('offered', { places: 2, taken: 2 }), acceptingRefused('talking', open)]).toEqual([null, 'full', 'no_offer'])
})

describe('by the clock', () => {
  test('a reminder for each week that was waited in vain, and one for all that were slept through', () => {
    const due = (days: number, reminded = 0) => reminderDue({ changedAt: ago(days), reminded, state: 'sent' }, now)
    expect([due(6.9), due(7), due(13, 1), due(14, 1), due(30), due(30, 2)]).toEqual([null, 1, null, 2, 2, null])
    expect(reminderDue({ changedAt: ago(30), reminded: 0, state: 'offered' }, now)).toBeNull()
  })
  test('an answer is overdue a week after closing, four weeks after a talk, and never while somebody else’s word is next', () => {
    const overdue = (state: Parameters<typeof answerOverdue>[0]['state'], changed: number, closed: number | null, full = false) =>
      answerOverdue({ state, changedAt: ago(changed) }, { closedAt: closed === null ? null : ago(closed), full }, now)
    expect([overdue('sent', 20, 6.9), overdue('sent', 20, 7), overdue('sent', 3, 20), overdue('sent', 44.9, null), overdue('sent', 45, null)]).toEqual([false, true, false, false, true])
    expect([overdue('talking', 27, 60), overdue('talking', 28, 28), overdue('talking', 90, null)]).toEqual([false, true, false])
    expect([overdue('offered', 90, 90), overdue('offered', 90, 7, true), overdue('accepted', 90, 90, true)]).toEqual([false, true, false])
  })
})
