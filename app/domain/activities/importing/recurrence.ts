import ICAL from 'ical.js'
import { Unreadable } from './problems.ts'

/**
 * Repeating events as wall-clock times. ical.js reads a rule's text; the expansion is ours, because its iterator never
 * returns from a rule without a match (FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30), and because a window of twelve months must
 * not cost a walk from 1970.
 *
 * A wall-clock time is a number: the milliseconds that the same clock would show in UTC.
 */
export type Wall = number
export const DAY = 86_400_000

export interface Rule {
  frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  interval: number
  count: number | undefined
  /** The last moment that may still be part of it. */
  until: Wall | undefined
  weekStart: number
  months: number[]
  monthDays: number[]
  yearDays: number[]
  weekdays: { nth: number; day: number }[]
  hours: number[]
  minutes: number[]
  seconds: number[]
  positions: number[]
}

/** How many days all rules of a file together may look at. */
export interface Budget {
  days: number
}

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const known = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYMONTH', 'BYMONTHDAY', 'BYYEARDAY', 'BYDAY', 'BYHOUR', 'BYMINUTE', 'BYSECOND', 'BYSETPOS'])

/** @throws Unreadable when the rule is broken, repeats within a day, or says something we do not understand. */
export function readRule(text: string, line: number, wallOf: (instant: number) => Wall): Rule {
  const names = text.split(';').filter((part) => part.trim() !== '').map((part) => part.split('=')[0]!.trim().toUpperCase())
  if (new Set(names).size !== names.length) throw new Unreadable(line, 'bad-rule', text.slice(0, 60))
  if (names.some((name) => !known.has(name))) throw new Unreadable(line, 'rule-not-understood', text.slice(0, 60))
  let read: ICAL.Recur
  try {
    read = ICAL.Recur.fromString(text.toUpperCase().replace(/\s/g, ''))
  } catch {
    throw new Unreadable(line, 'bad-rule', text.slice(0, 60))
  }
  const frequency = read.freq as string | null
  if (frequency === 'SECONDLY' || frequency === 'MINUTELY' || frequency === 'HOURLY') throw new Unreadable(line, 'rule-too-often', text.slice(0, 60))
  if (frequency !== 'DAILY' && frequency !== 'WEEKLY' && frequency !== 'MONTHLY' && frequency !== 'YEARLY') throw new Unreadable(line, 'bad-rule',
    text.slice(0, 60))
  const parts = read.parts as Record<string, (number | string)[] | undefined>
  const numbers = (name: string) => (parts[name] ?? []).map(Number)
  const interval = Number(/INTERVAL=(-?\d+)/i.exec(text)?.[1] ?? 1)
  if (interval < 1 || interval > 10_000 || (read.count != null && read.count < 1)) throw new Unreadable(line, 'bad-rule', text.slice(0, 60))
  const days = (parts.BYDAY ?? []).map((part) => {
    const match = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(String(part))
    if (!match) throw new Unreadable(line, 'bad-rule', text.slice(0, 60))
    return { nth: Number(match[1] ?? 0), day: weekdays.indexOf(match[2]!) }
  })
  const times = Math.max(1, numbers('BYHOUR').length) * Math.max(1, numbers('BYMINUTE').length) * Math.max(1, numbers('BYSECOND').length)
  if (times > 12) throw new Unreadable(line, 'rule-too-often', text.slice(0, 60))
  let until: Wall | undefined
  if (read.until) {
    const { year, month, day, hour, minute, second, isDate } = read.until as ICAL.Time
    const wall = Date.UTC(year, month - 1, day, hour, minute, second)
    if (Number.isNaN(wall)) throw new Unreadable(line, 'bad-rule', text.slice(0, 60))
    until = isDate ? wall + DAY - 1 : /UNTIL=\d{8}T\d{6}Z/i.test(text) ? wallOf(wall) : wall
  }
  return {
    frequency, interval, count: read.count ?? undefined, until,
    weekStart: weekdays.indexOf(/WKST=([A-Z]{2})/i.exec(text)?.[1]?.toUpperCase() ?? 'MO'),
    months: numbers('BYMONTH'), monthDays: numbers('BYMONTHDAY'), yearDays: numbers('BYYEARDAY'), weekdays: days,
    hours: numbers('BYHOUR'), minutes: numbers('BYMINUTE'), seconds: numbers('BYSECOND'), positions: numbers('BYSETPOS'),
  }
}

const civil = (day: number) => {
  const date = new Date(day * DAY)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate(), weekday: date.getUTCDay() }
}
// Date.UTC reads years 0-99 as 19xx; calendars that begin in year 1 mean it.
const dayNumber = (year: number, month: number, date: number) => new Date(0).setUTCFullYear(year, month - 1, date) / DAY

/**
 * The wall-clock times of one rule that begins at `start`, from `from` up to and including `to`, in order, at most
 * `most`. The start itself is the caller's to add. @throws Unreadable('too-much') when the budget is spent.
 */
export function expand(rule: Rule, start: Wall, from: Wall, to: Wall, most: number, budget: Budget, line = 0): Wall[] {
  const firstDay = Math.floor(start / DAY)
  const first = civil(firstDay)
  const timeOfDay = start - firstDay * DAY
  const own = { hour: Math.floor(timeOfDay / 3_600_000), minute: Math.floor(timeOfDay / 60_000) % 60, second: Math.floor(timeOfDay / 1000) % 60 }

  // What a rule does not say, its start says.
  const saysDays = rule.yearDays.length > 0 || rule.monthDays.length > 0 || rule.weekdays.length > 0
  const yearly = rule.frequency === 'YEARLY'
  const months = new Set(rule.months.length || saysDays || !yearly ? rule.months : [first.month])
  const monthDays = new Set(saysDays || rule.frequency === 'DAILY' || rule.frequency === 'WEEKLY' ? rule.monthDays : [first.date])
  const days = rule.frequency === 'WEEKLY' && !saysDays ? [{ nth: 0, day: first.weekday }] : rule.weekdays
  const yearDays = new Set(rule.yearDays)
  const nthInYear = yearly && rule.months.length === 0

  const isIn = (day: number) => {
    const { year, month, date, weekday } = civil(day)
    if (months.size && !months.has(month)) return false
    const monthLength = dayNumber(year, month + 1, 1) - dayNumber(year, month, 1)
    if (monthDays.size && !monthDays.has(date) && !monthDays.has(date - monthLength - 1)) return false
    const yearStart = dayNumber(year, 1, 1)
    const yearLength = dayNumber(year + 1, 1, 1) - yearStart
    const dayOfYear = day - yearStart + 1
    if (yearDays.size && !yearDays.has(dayOfYear) && !yearDays.has(dayOfYear - yearLength - 1)) return false
    if (!days.length) return true
    const [place, length] = nthInYear ? [dayOfYear, yearLength] : [date, monthLength]
    return days.some((candidate) => candidate.day === weekday && (candidate.nth === 0 || rule.frequency === 'DAILY' || rule.frequency === 'WEEKLY'
      || candidate.nth === Math.ceil(place / 7) || candidate.nth === -Math.ceil((length - place + 1) / 7)))
  }

  const times = (rule.hours.length ? rule.hours : [own.hour]).flatMap((hour) =>
    (rule.minutes.length ? rule.minutes : [own.minute]).flatMap((minute) =>
      (rule.seconds.length ? rule.seconds : [own.second]).map((second) => ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000)))
    .sort((a, b) => a - b)

  // Periods are days, weeks, months or years counted from the one that holds the start.
  const weekBegin = firstDay - ((first.weekday - rule.weekStart + 7) % 7)
  const period = (index: number): [begin: number, end: number] => {
    const step = index * rule.interval
    switch (rule.frequency) {
      case 'DAILY': return [firstDay + step, firstDay + step + 1]
      case 'WEEKLY': return [weekBegin + step * 7, weekBegin + step * 7 + 7]
      case 'MONTHLY': return [dayNumber(first.year, first.month + step, 1), dayNumber(first.year, first.month + step + 1, 1)]
      case 'YEARLY': return [dayNumber(first.year + step, 1, 1), dayNumber(first.year + step + 1, 1, 1)]
    }
  }
  const last = Math.min(to, rule.until ?? to)
  const longest = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }[rule.frequency]
  // Without a count nothing before the window matters: begin one period before it.
  let index = rule.count === undefined ? Math.max(0, Math.floor((from - start) / DAY / longest / rule.interval) - 1) : 0

  const found: Wall[] = []
  let counted = 0
  for (; ; index++) {
    const [begin, end] = period(index)
    if (begin * DAY > last || !Number.isFinite(begin)) return found
    budget.days -= end - begin
    if (budget.days < 0) throw new Unreadable(line, 'too-much')
    let inPeriod: Wall[] = []
    for (let day = begin; day < end; day++) if (isIn(day)) for (const time of times) inPeriod.push(day * DAY + time)
    if (rule.positions.length) {
      const chosen = new Set(rule.positions.map((position) => (position > 0 ? position - 1 : inPeriod.length + position)))
      inPeriod = inPeriod.filter((_, at) => chosen.has(at))
    }
    for (const wall of inPeriod) {
      if (wall < start) continue
      if (wall > last || (rule.count !== undefined && counted++ >= rule.count)) return found
      if (wall >= from) {
        if (found.length >= most) return found
        found.push(wall)
      }
    }
  }
}
