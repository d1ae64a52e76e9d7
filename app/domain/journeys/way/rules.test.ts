import { expect, test } from 'vitest'
import type { Goal } from '../schema.ts'
import { type Happened, mainGoalsReached, tellWay } from './rules.ts'

const came = (at: string, title: string): Happened => ({ kind: 'came', at: new Date(at), zone: 'Europe/Oslo', title, titleLanguage: 'nb', organisation: 'Huset' })
const goal = (given: Partial<Goal> & { said?: number[] } = {}): Goal => ({
  id: 'g', main: true, words: { title: 'Bo for meg selv', why: '', minus2: '', minus1: '', zero: '', plus1: '', plus2: '' }, createdAt: new Date('2026-02-01T12:00:00Z'), setAsideAt: null, steps: [],
  levels: (given.said ?? []).map((level, n) => ({ level: level as 0, at: new Date(Date.UTC(2026, 2 + n, 1)) })), ...given,
})
const now = new Date('2026-12-01T12:00:00Z')

test('a way is a story: the first time by itself, then a stop a month; what lies ahead is not on it', () => {
  const happened = [came('2026-03-02T17:00:00Z', 'Tur'), came('2026-03-09T17:00:00Z', 'Kafé'), came('2026-03-16T17:00:00Z', 'Bowling'), came('2026-01-31T23:30:00Z', 'Første'), came('2027-01-01T10:00:00Z', 'Senere'),
    { ...came('2026-05-01T10:00:00Z', 'Turvenner'), kind: 'group' as const }, { ...came('2026-06-01T10:00:00Z', 'Turvenner'), kind: 'group' as const }]
  const told = tellWay({ happened, goals: [goal({ said: [-1, 0] })], moments: [{ id: 'm', onDay: '2026-03-05', kind: 'bend', words: '' }], now })
  expect(told.map((stop) => [stop.day, stop.kind, 'more' in stop ? stop.more : 0])).toEqual([
    ['2026-02-01', 'first', 0], ['2026-02-01', 'goal', 0], ['2026-03-02', 'came', 2], ['2026-03-05', 'moment', 0], ['2026-04-01', 'reached', 0], ['2026-05-01', 'group', 1],
  ])
})

test('a goal that was set aside is not told, and reached counts main goals that something was said about', () => {
  expect(tellWay({ happened: [], goals: [goal({ setAsideAt: now })], moments: [], now })).toEqual([])
  expect(mainGoalsReached([goal({ said: [0] }), goal({ said: [1, -1] }), goal(), goal({ main: false, said: [2] }), goal({ said: [2], setAsideAt: now })])).toEqual({ reached: 1, n: 2 })
})
