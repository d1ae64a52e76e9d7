import { DateTime } from 'luxon'

/** When somebody is reminded, from plain facts and the time. */
export const whiches = ['day-before', 'two-hours'] as const
export type Which = (typeof whiches)[number]

const minute = 60_000
const hour = 60 * minute

/** Minutes of the day on the person's own clock, from and to; equal ends mean that no hour is quiet. */
export interface Quiet {
  from: number
  to: number
  zone: string
}
export interface Start {
  startsAt: Date
  /** Where it happens: "the day before" is the same time on the wall clock there. */
  zone: string
}

/** How long before quiet hours a reminder comes that would have fallen into them: time enough to send very many. */
const justBefore = 15 * minute
/** A reminder that waited for the end of quiet hours must leave time to get ready, or to say no. */
const timeLeft = hour
/** Who has just joined has just been told everything. */
const justJoined = 3 * hour

/**
 * The moment of a reminder: as it is meant, or where that is in the person's quiet hours, when they end if an hour is
 * left then, else just before they begin.
 */
export function whenToRemind(which: Which, { startsAt, zone }: Start, quiet: Quiet): Date {
  const meant = which === 'two-hours' ? new Date(+startsAt - 2 * hour) : DateTime.fromJSDate(startsAt, { zone }).minus({ days: 1 }).toJSDate()
  const asleep = quietAround(meant, quiet)
  if (!asleep) return meant
  return +asleep.ends <= +startsAt - timeLeft ? asleep.ends : new Date(+asleep.begins - justBefore)
}

/** The quiet hours an instant lies in, as instants; null when it lies in none. */
export function quietAround(at: Date, { from, to, zone }: Quiet): { begins: Date; ends: Date } | null {
  if (from === to) return null
  const today = DateTime.fromJSDate(at, { zone }).startOf('day')
  // Wall clock times, so set and not added: a night in which clocks change is an hour shorter or longer.
  const clock = (days: number, minutes: number) => today.plus({ days }).set({ hour: Math.floor(minutes / 60), minute: minutes % 60 }).toJSDate()
  for (const day of [-1, 0]) {
    const begins = clock(day, from)
    const ends = clock(from < to ? day : day + 1, to)
    if (begins <= at && at < ends) return { begins, ends }
  }
  return null
}

/** Until when a reminder is still news: tomorrow's until the day's own would come, and none once it has begun. */
const tooLateAt = (which: Which, startsAt: Date) => new Date(+startsAt - (which === 'day-before' ? 2 * hour : 0))

/** A start, and quiet hours that somebody who comes has. */
export interface Candidate extends Start {
  quiet: Quiet
}
export interface DueReminder extends Candidate {
  which: Which
  /** Whoever joined later than this is not reminded. */
  joinedBy: Date
}

/** Which reminders are due now. Looking again finds them again: what has been sent is written down elsewhere. */
export function dueReminders(candidates: Candidate[], now: Date): DueReminder[] {
  return candidates.flatMap((candidate) => {
    // Somebody's night does not become day because we were late.
    if (quietAround(now, candidate.quiet)) return []
    return whiches.flatMap((which) => {
      if (now >= tooLateAt(which, candidate.startsAt)) return []
      const moment = whenToRemind(which, candidate, candidate.quiet)
      if (moment > now) return []
      return [{ ...candidate, which, joinedBy: new Date(+moment - (which === 'day-before' ? justJoined : 0)) }]
    })
  })
}

/** Whether a reminder about a start is still true: they come, it is on, it is then, and it has not begun. */
export const stillOn = (activity: { signUpState: string | null; cancelledAt: Date | null; startsAt: Date }, startsAt: Date, now: Date) =>
  activity.signUpState === 'joined' && activity.cancelledAt === null && +activity.startsAt === +startsAt && activity.startsAt > now

/** No reminder comes earlier before a start than this: a day and the longest night, and an hour that a clock change may add. */
export const earliestBefore = 50 * hour

export const channels = ['mail', 'push', 'both', 'off'] as const
export type Channel = (typeof channels)[number]
