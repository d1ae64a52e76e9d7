import { calendarDay } from '#app/platform/time.ts'
import type { Language } from '#app/platform/language.ts'
import type { Goal, Moment } from '../schema.ts'

/** Something that happened in one of the other nouns, told once however often it happened. */
export interface Happened {
  kind: 'came' | 'group' | 'hosted' | 'started' | 'walked' | 'volunteered'
  at: Date
  zone: string
  title: string
  titleLanguage: Language | null
  organisation: string
}

/** A stop on the way. `day` is a calendar day; `more` is how many others of the kind the stop stands for. */
export type Stop =
  | { kind: Happened['kind'] | 'first'; day: string; title: string; titleLanguage: Language | null; organisation: string; more: number }
  | { kind: 'goal' | 'reached'; day: string; title: string; goalId: string }
  | { kind: 'moment'; day: string; moment: Moment }

/**
 * The story of a way, oldest first. The first time somebody came is a stop of its own; what they came to after that, and what they hosted,
 * is one stop a month, because a story is not a log. Being in the same group or giving time in the same house is told once.
 */
export function tellWay({ happened, goals, moments, now }: { happened: Happened[]; goals: Goal[]; moments: Moment[]; now: Date }): Stop[] {
  const stops: Stop[] = []
  const months = new Map<string, Extract<Stop, { more: number }>>()
  let cameBefore = false
  for (const { kind, at, zone, title, titleLanguage, organisation } of [...happened].sort((a, b) => +a.at - +b.at)) {
    if (at > now) continue
    const stop = { kind, day: calendarDay(at, zone), title, titleLanguage, organisation, more: 0 } as Extract<Stop, { more: number }>
    if (kind === 'came' && !cameBefore) {
      cameBefore = true
      stops.push({ ...stop, kind: 'first' })
      continue
    }
    const key = kind === 'came' ? `came ${stop.day.slice(0, 7)}` : kind === 'hosted' ? `hosted ${title} ${stop.day.slice(0, 7)}` : `${kind} ${title}`
    const told = months.get(key)
    if (told) told.more++
    else {
      months.set(key, stop)
      stops.push(stop)
    }
  }
  for (const goal of goals) {
    if (goal.setAsideAt) continue
    stops.push({ kind: 'goal', day: calendarDay(goal.createdAt, 'Europe/Oslo'), title: goal.words.title, goalId: goal.id })
    const reached = goal.levels.find(({ level }) => level >= 0)
    if (reached) stops.push({ kind: 'reached', day: calendarDay(reached.at, 'Europe/Oslo'), title: goal.words.title, goalId: goal.id })
  }
  for (const moment of moments) stops.push({ kind: 'moment', day: moment.onDay, moment })
  return stops.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

/** Main goals that are where the person hoped or beyond ("reached" is a level of 0 or more), of those they have said something about; n is that number. */
export function mainGoalsReached(goals: Goal[]): { reached: number; n: number } {
  const told = goals.filter((goal) => goal.main && !goal.setAsideAt && goal.levels.length > 0)
  return { reached: told.filter((goal) => goal.levels.at(-1)!.level >= 0).length, n: told.length }
}
