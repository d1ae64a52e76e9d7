import { DateTime } from 'luxon'
import type { EventFacts } from '../calendar.ts'
import { daysOf, momentOf, type SeriesRule } from './rules.ts'

/** One date that a person's calendar holds: the day it was first meant for, and the event as this person may see it. */
export interface HeldDate {
  meant: string
  event: EventFacts
}

export interface HeldSeries {
  uid: string
  rule: SeriesRule
  /** Dates have been made up to this day; which of those up to then are held is known. */
  madeUntil: string
  /** In order; none: the calendar is told to forget the series. */
  held: HeldDate[]
  /** Dates still to be made will be held, too. */
  open: boolean
  /** What the whole series leads to, where a single date would lead to its own page. */
  url: string
  description: string
}

/**
 * A series as one event with exceptions (RFC 5545 RRULE, EXDATE, RECURRENCE-ID): whoever comes to one date, to some, or to
 * all has one entry in their calendar, which says exactly what they come to. Dates that are not held are left out of the
 * rule; dates that differ from the others replace their moment. One date alone is an ordinary event under the same UID.
 */
export function seriesEvents(series: HeldSeries, sequence: number): EventFacts[] {
  const { uid, rule, held, open, madeUntil } = series
  const [first] = held
  if (!first) return []
  if (held.length === 1 && !open) return [{ ...first.event, uid, sequence }]

  const last = held.at(-1)!
  const days = daysOf(rule, first.meant, open ? madeUntil : last.meant)
  const meant = new Map(held.map((date) => [date.meant, date]))
  // What most dates say is the series; the others say how they differ.
  const expected = (date: HeldDate): EventFacts => ({
    ...date.event, ...momentOf(rule, date.meant), zone: rule.zone, uid, sequence, url: series.url, description: series.description,
  })
  const said = (event: EventFacts) => JSON.stringify([event.title, event.location ?? null, event.lat ?? null, event.lon ?? null, event.allDay])
  const common = mostCommon(held.map((date) => said(date.event)))
  const like = held.find((date) => said(date.event) === common)!
  const until = open ? rule.lastDay : last.meant
  const master: EventFacts = {
    ...expected(like), ...momentOf(rule, first.meant),
    repeats: {
      rule: until === null ? rule.rule : `${rule.rule};UNTIL=${utc(momentOf(rule, until).startsAt)}`,
      except: days.filter((day) => !meant.has(day)).map((day) => `${day.replaceAll('-', '')}T${rule.startTime.slice(0, 5).replace(':', '')}00`),
    },
  }
  const differing = held.filter((date) => {
    const { startsAt, endsAt } = momentOf(rule, date.meant)
    return said(date.event) !== common || +date.event.startsAt !== +startsAt || +date.event.endsAt !== +endsAt
  })
  return [master, ...differing.map((date) => ({ ...date.event, uid, sequence, zone: rule.zone, replaces: momentOf(rule, date.meant).startsAt }))]
}

const utc = (instant: Date) => DateTime.fromJSDate(instant, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmmss'Z'")

function mostCommon(values: string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}
