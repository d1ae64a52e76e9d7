import { DateTime } from 'luxon'
import { DAY, expand, readRule } from '../importing/recurrence.ts'
import { type Problem, readDay } from '../planning/when.ts'

/** What the form offers; an imported series may follow any other RRULE. */
export const repeatings = ['weekly', 'fortnightly', 'monthly', 'monthly-last'] as const
export type Repeating = (typeof repeatings)[number]

/** How a series repeats from one day on. Days are `2026-12-03`, times `18:00`; both on the wall clock of `zone`. */
export interface SeriesRule {
  rule: string
  firstDay: string
  /** null: open. */
  lastDay: string | null
  startTime: string
  minutes: number
  zone: string
}

const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const local = (day: string) => DateTime.fromISO(day, { zone: 'utc' })
const nthOf = (day: DateTime) => Math.ceil(day.day / 7)

/** The RRULE (RFC 5545) by which a day repeats: "third Thursday" is the day's own place in its month. */
export function rruleOf(repeating: Repeating, day: string): string {
  const at = local(day)
  const name = names[at.weekday - 1]!
  switch (repeating) {
    case 'weekly': return `FREQ=WEEKLY;BYDAY=${name}`
    case 'fortnightly': return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${name}`
    case 'monthly': return `FREQ=MONTHLY;BYDAY=${nthOf(at) === 5 ? -1 : nthOf(at)}${name}`
    case 'monthly-last': return `FREQ=MONTHLY;BYDAY=-1${name}`
  }
}

/** What a rule is in the form's words; null for one that only a calendar could have made. */
export function repeatingOf(rule: string): { repeating: Repeating; weekday: number; nth: number } | null {
  const weekly = /^FREQ=WEEKLY(;INTERVAL=2)?;BYDAY=(MO|TU|WE|TH|FR|SA|SU)$/.exec(rule)
  if (weekly) return { repeating: weekly[1] ? 'fortnightly' : 'weekly', weekday: names.indexOf(weekly[2] as (typeof names)[number]), nth: 0 }
  const monthly = /^FREQ=MONTHLY;BYDAY=([1-4]|-1)(MO|TU|WE|TH|FR|SA|SU)$/.exec(rule)
  if (!monthly) return null
  return { repeating: monthly[1] === '-1' ? 'monthly-last' : 'monthly', weekday: names.indexOf(monthly[2] as (typeof names)[number]), nth: Number(monthly[1]) }
}

/** Whether a weekday of the month's last seven days is meant as the last or as the fourth cannot be seen; the form asks. */
export const fitsLast = (day: string) => local(day).day > local(day).daysInMonth! - 7

const most = 1_000
const wall = (day: string) => local(day).toMillis()
const dayOfWall = (at: number) => new Date(Math.floor(at / DAY) * DAY).toISOString().slice(0, 10)

/** The days on which a rule's dates are meant to be, from one day to another, both included. */
export function daysOf(rule: Pick<SeriesRule, 'rule' | 'firstDay' | 'lastDay'>, from: string, to: string): string[] {
  const last = rule.lastDay !== null && rule.lastDay < to ? rule.lastDay : to
  const first = from > rule.firstDay ? from : rule.firstDay
  if (last < first) return []
  const days = expand(readRule(rule.rule, 0, (instant) => instant), wall(rule.firstDay), wall(first), wall(last), most, { days: 100_000 }).map(dayOfWall)
  // A series' own first day is a date of it, whatever the rule says (RFC 5545, DTSTART).
  return [...new Set(first === rule.firstDay ? [first, ...days] : days)]
}

/** When a date of the rule begins and ends: the same wall clock all year. A skipped hour begins when the clock has jumped. */
export function momentOf({ startTime, minutes, zone }: Pick<SeriesRule, 'startTime' | 'minutes' | 'zone'>, day: string): { startsAt: Date; endsAt: Date } {
  const start = DateTime.fromISO(`${day}T${startTime.slice(0, 5)}`, { zone })
  const ends = DateTime.fromISO(`${day}T${startTime.slice(0, 5)}`, { zone: 'utc' }).plus({ minutes }).setZone(zone, { keepLocalTime: true })
  const end = ends > start ? ends : start.plus({ minutes })
  return { startsAt: start.toJSDate(), endsAt: end.toJSDate() }
}

/** The other way round: which wall-clock time and length two moments are. */
export function clockOf({ startsAt, endsAt, zone }: { startsAt: Date; endsAt: Date; zone: string }): { day: string; startTime: string; minutes: number } {
  const start = DateTime.fromJSDate(startsAt, { zone }), end = DateTime.fromJSDate(endsAt, { zone })
  const onWall = (at: DateTime) => at.setZone('utc', { keepLocalTime: true }).toMillis()
  const minutes = Math.round((onWall(end) - onWall(start)) / 60_000)
  return { day: start.toISODate()!, startTime: start.toFormat('HH:mm'), minutes: Math.max(1, minutes) }
}

/** How far ahead dates are made, so that people can join them. */
export const weeksAhead = 26
export const horizon = (now: Date, zone: string) => DateTime.fromJSDate(now, { zone }).plus({ weeks: weeksAhead }).toISODate()!
export const dayBefore = (day: string) => local(day).minus({ days: 1 }).toISODate()!

/**
 * The rule from a changed date on. The same kind of rule on another weekday, or another time; null where a rule that came
 * from a calendar would have to be guessed at (it meets on several days, say) and the day itself is another.
 */
export function ruleFrom(rule: SeriesRule, meant: string, to: { startsAt: Date; endsAt: Date; zone: string }): SeriesRule | null {
  const { day, startTime, minutes } = clockOf(to)
  const known = repeatingOf(rule.rule)
  if (!known && day !== meant) return null
  const lastDay = rule.lastDay !== null && rule.lastDay < day ? day : rule.lastDay
  const again = known?.repeating === 'monthly-last' && !fitsLast(day) ? 'monthly' : known?.repeating
  return { rule: again && day !== meant ? rruleOf(again, day) : rule.rule, firstDay: day, lastDay, startTime, minutes, zone: to.zone }
}

/** The rule a draft gets when it is published: the same kind of rule, on the day and the clock the draft has by then. */
export function ruleOfDraft<Rule extends SeriesRule>(before: Rule, draft: { startsAt: Date; endsAt: Date; zone: string }): Rule {
  const { day, startTime, minutes } = clockOf(draft)
  const known = repeatingOf(before.rule)
  const lastDay = before.lastDay !== null && before.lastDay < day ? day : before.lastDay
  return { ...before, rule: known ? rruleOf(known.repeating, day) : before.rule, firstDay: day, lastDay, startTime, minutes, zone: draft.zone }
}

export interface Repeats { repeating: Repeating; lastDay: string | null }
const furthestYears = 3

/** Reads "how often" and "until" of the form; null: it happens once. What is wrong with the start is said by its own field. */
export function readRepeats(typed: Record<string, string>, now: Date): { repeats: Repeats | null; errors: Record<string, Problem> } {
  const chosen = typed.repeats ?? ''
  if (chosen === '') return { repeats: null, errors: {} }
  const repeating = repeatings.find((one) => one === chosen)
  if (!repeating) return { repeats: null, errors: { repeats: ['choose_one'] } }
  const zone = DateTime.local({ zone: typed.zone ?? '' }).isValid ? typed.zone! : 'utc'
  const start = isoOf(readDay(typed.startDate ?? '', now, zone))
  if (repeating === 'monthly-last' && start && !fitsLast(start)) return { repeats: null, errors: { repeats: ['not_the_last'] } }
  if (!typed.repeatUntil?.trim()) return { repeats: { repeating, lastDay: null }, errors: {} }
  const until = readDay(typed.repeatUntil, now, zone)
  if (isProblem(until)) return { repeats: null, errors: { repeatUntil: until } }
  const lastDay = isoOf(until)!
  if (start && lastDay < start) return { repeats: null, errors: { repeatUntil: ['until_before_start'] } }
  if (lastDay > DateTime.fromJSDate(now, { zone }).plus({ years: furthestYears }).toISODate()!) return { repeats: null, errors: { repeatUntil: ['start_too_far', lastDay.slice(0, 4)] } }
  return { repeats: { repeating, lastDay }, errors: {} }
}

const isProblem = (read: ReturnType<typeof readDay>): read is Problem => Array.isArray(read)
function isoOf(read: ReturnType<typeof readDay>): string | null {
  return isProblem(read) ? null : `${read.year}-${String(read.month).padStart(2, '0')}-${String(read.day).padStart(2, '0')}`
}
