import { expect, test } from 'vitest'
import { planOf, suggested } from './rules.ts'

const time = { startsOn: '2026-12-01', expectedEnd: '2027-09-01', releasedOn: '2027-01-10' }

test('the usual milestones get days of their own, a move only where somebody gets out', () => {
  expect(suggested(time)).toEqual({ 'first-meeting': '2026-12-08', 'first-activity': '2026-12-31', move: '2027-01-10', halfway: '2027-04-17', landing: '2027-09-01' })
  expect(suggested({ ...time, releasedOn: null }).move).toBeNull()
  expect(suggested({ startsOn: '2026-12-01', expectedEnd: '2026-12-03', releasedOn: null })['first-activity']).toBe('2026-12-03')
})

test('what the two have changed and added stands among them by its day', () => {
  const plan = planOf([
    { id: '1', kind: 'halfway', name: '', dueOn: '2027-05-01', doneOn: null },
    { id: '2', kind: 'own', name: 'Førerkort', dueOn: '2027-02-01', doneOn: null },
    { id: '3', kind: 'first-meeting', name: '', dueOn: null, doneOn: '2026-12-02' },
  ], time)
  expect(plan.map(({ id, dueOn, doneOn }) => [id, dueOn, doneOn])).toEqual([
    ['first-meeting', '2026-12-08', '2026-12-02'], ['first-activity', '2026-12-31', null], ['move', '2027-01-10', null], ['2', '2027-02-01', null], ['halfway', '2027-05-01', null], ['landing', '2027-09-01', null],
  ])
})
