import { localTime } from '#app/platform/time.ts'
import { freePlaces, hasLine, type SignUpState, type Standing } from '../sign-ups/rules.ts'

const day = 86_400_000

/** An invitation to come along is open for three days, and not longer than one can join. */
export const invitationEnds = (now: Date, startsAt: Date) => new Date(Math.min(+now + 3 * day, +startsAt))

/** How many invitations one person may send in a day. */
export const mostInvitations = 10

/** How people know each other here. */
export const firstNameOf = (name: string) => name.trim().split(/\s+/)[0] ?? name

/**
 * What becomes of whoever of two is not signed up yet, when they come together: in, if there is a place for each who needs one and nobody
 * waits; else they wait as one. Both or neither; whoever has a place already keeps it.
 */
export function decideTogether(standing: Pick<Standing, 'places' | 'joinedCount' | 'offeredCount' | 'waitingCount'>, two: [SignUpState | null, SignUpState | null]): 'joined' | 'waiting' {
  const newcomers = two.filter((state) => state === null || state === 'left').length
  // Whoever of them waits already waits for two places from now on.
  if (two.includes('waiting') || hasLine(standing)) return 'waiting'
  return freePlaces(standing) >= newcomers ? 'joined' : 'waiting'
}

/**
 * The moment that a clock time typed as "17.40" means: on the day of the activity, or the evening before one that begins in the small
 * hours. Null when neither is before it begins.
 */
export function meetingAt(typed: string, { startsAt, zone, allDay }: { startsAt: Date; zone: string; allDay: boolean }): Date | null {
  const digits = typed.replace(/\D/g, '').padStart(4, '0')
  const { hour, minute } = localTime(startsAt, zone)
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)) - (hour * 60 + minute)
  if (minutes < 0 || allDay) return new Date(+startsAt + minutes * 60_000)
  const dayBefore = minutes - 24 * 60
  return dayBefore >= -12 * 60 ? new Date(+startsAt + dayBefore * 60_000) : null
}
