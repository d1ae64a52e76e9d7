import { daysOf, momentOf } from '../series/rules.ts'
import type { Event, Withdrawal } from './event.ts'
import type { Occurrence } from './occurrence.ts'
import { Unreadable } from './problems.ts'
import { type Budget, DAY, expand, type Rule, type Wall } from './recurrence.ts'

/** A repeating event of a calendar as a series here can be: one rule, on one clock. */
export interface CalendarRule {
  uid: string
  /** RRULE without its end. */
  rule: string
  firstDay: string
  lastDay: string | null
  startTime: string
  minutes: number
  zone: string
}

/** On how many of a rule's days, from the first date we have of it to the last, there is none, or one at another time. */
export function exceptionsOf(rule: CalendarRule, dates: Occurrence[]): number {
  const day = ({ occurrence }: Occurrence) => occurrence.replace(/^(\d{4})-?(\d\d)-?(\d\d).*$/, '$1-$2-$3')
  const days = dates.map(day).sort()
  const meant = daysOf(rule, days[0]!, days.at(-1)!)
  const there = new Set(dates.filter((date) => +date.start === +momentOf(rule, day(date)).startsAt).map(day))
  return meant.filter((one) => !there.has(one)).length
}

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/**
 * The rule behind an event, when its dates are one series: not when several rules or added dates make them, when it
 * lasts all day or meets twice a day, or when it changed for good half-way (each of its dates is then an activity of its own).
 */
export function repeatingOf(events: (Event | Withdrawal)[], budget: Budget): CalendarRule | null {
  const masters = events.filter((event) => !event.original)
  const master = masters.toSorted((a, b) => b.sequence - a.sequence)[0]
  if (master?.kind !== 'event' || master.start.date || master.rules.length !== 1 || master.exceptRules.length + master.extra.length > 0) return null
  if (events.some((event) => event.original?.andFuture)) return null
  const { rule } = master.rules[0]!
  if (rule.hours.length + rule.minutes.length + rule.seconds.length > 0) return null
  const { wall, zone } = master.start
  const minutes = Math.round(master.length / 60_000)
  if (minutes < 1 || minutes > 20_160) return null
  const last = lastOf(rule, wall, budget)
  if (last === undefined) return null
  return {
    uid: master.uid, rule: textOf(rule, wall), firstDay: isoDay(wall), lastDay: last === null ? null : isoDay(last),
    startTime: new Date(wall).toISOString().slice(11, 16), minutes, zone: zone.name,
  }
}

const isoDay = (wall: Wall) => new Date(wall).toISOString().slice(0, 10)

/** The last date of a rule that ends; null when it goes on, undefined when finding out is more than the file may cost. */
function lastOf(rule: Rule, start: Wall, budget: Budget): Wall | null | undefined {
  if (rule.until === undefined && rule.count === undefined) return null
  const to = rule.until ?? start + 20 * 366 * DAY
  const from = rule.count === undefined ? Math.max(start, to - 800 * DAY) : start
  try {
    return expand(rule, start, from, to, 1_000, budget).at(-1) ?? start
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

/** One way of writing each rule, the form's own where it has one: what its start implies is said. */
function textOf(rule: Rule, start: Wall): string {
  const at = new Date(start)
  const saysDays = rule.weekdays.length + rule.monthDays.length + rule.yearDays.length > 0
  const days = rule.frequency === 'WEEKLY' && !saysDays ? [{ nth: 0, day: at.getUTCDay() }] : rule.weekdays
  const monthDays = (rule.frequency === 'MONTHLY' || rule.frequency === 'YEARLY') && !saysDays ? [at.getUTCDate()] : rule.monthDays
  const months = rule.frequency === 'YEARLY' && !saysDays && rule.months.length === 0 ? [at.getUTCMonth() + 1] : rule.months
  const part = (name: string, values: (string | number)[]) => (values.length > 0 ? [`${name}=${values.join(',')}`] : [])
  return [
    `FREQ=${rule.frequency}`, ...(rule.interval > 1 ? [`INTERVAL=${rule.interval}`] : []), ...(rule.weekStart === 1 ? [] : [`WKST=${weekdays[rule.weekStart]}`]),
    ...part('BYMONTH', months), ...part('BYMONTHDAY', monthDays), ...part('BYYEARDAY', rule.yearDays),
    ...part('BYDAY', days.map(({ nth, day }) => `${nth || ''}${weekdays[day]}`)), ...part('BYSETPOS', rule.positions),
  ].join(';')
}
