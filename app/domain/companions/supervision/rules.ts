import { clock, readTime, readWhen, type Problem, type When } from '#app/domain/activities/planning/when.ts'
import type { SupervisionForm } from './schema.ts'

/** When it is, from a day, a time and how many minutes it lasts. What was chosen already may stay, also when it has begun. */
export function readStart({ startDate, startTime, length }: { startDate: string; startTime: string; length: number }, zone: string, now: Date, known?: When): { ok: true; when: When } | { ok: false; errors: Record<string, Problem> } {
  const time = readTime(startTime)
  const endTime = typeof time === 'number' ? clock((time + length) % 1440) : startTime
  const read = readWhen({ startDate, startTime, endDate: '', endTime, overnight: true, zone }, now, known)
  // The end is ours, not typed: what is wrong with it is wrong with the start.
  return read.ok ? read : { ok: false, errors: Object.fromEntries(Object.entries(read.errors).map(([field, problem]) => [field === 'endTime' || field === 'endDate' ? 'startTime' : field, problem])) }
}

/** Why those who were ticked cannot be invited, if they cannot. */
export function invitingRefused({ form, places, invited }: { form: SupervisionForm; places: number; invited: number }): 'nobody' | 'one_only' | 'too_many' | null {
  if (invited === 0) return 'nobody'
  if (form === 'talk') return invited > 1 ? 'one_only' : null
  return invited > places ? 'too_many' : null
}

/** It can be written down once it has begun, not when it was called off, and never by one of those it was for, coordinator or not. */
export const mayRecord = ({ startsAt, cancelledAt, invited }: { startsAt: Date; cancelledAt: Date | null; invited: { personId: string }[] }, personId: string, now: Date) =>
  cancelledAt === null && startsAt <= now && !invited.some((one) => one.personId === personId)
