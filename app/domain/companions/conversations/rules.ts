import { DateTime } from 'luxon'

export interface Span { startsAt: Date; endsAt: Date }

/** The instants of `count` times after each other, from a wall clock in the organisation's zone. null: no such day or hour. */
export function spans({ day, clock, minutes, count, zone }: { day: string; clock: string; minutes: number; count: number; zone: string }): Span[] | null {
  const start = DateTime.fromISO(`${day}T${clock.replace('.', ':').padStart(5, '0')}`, { zone })
  // An hour that the clock skips in spring is read as another one: that is not what was meant.
  if (!start.isValid || start.toFormat('yyyy-MM-dd') !== day) return null
  return Array.from({ length: count }, (_, index) => ({ startsAt: start.plus({ minutes: index * minutes }).toJSDate(), endsAt: start.plus({ minutes: (index + 1) * minutes }).toJSDate() }))
}
