import { DateTime } from 'luxon'
import { type Kind, type VolunteerState, walkingKinds } from '../schema.ts'

/** Companions follow somebody for six to nine months (seed 003); matches that end sooner help little. */
const usualMonths = 9
/** Nobody is promised to anybody for longer than this. */
export const mostMonths = 24

export const addDays = (day: string, days: number) => DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate()!
export const addMonths = (day: string, months: number) => DateTime.fromISO(day, { zone: 'utc' }).plus({ months }).toISODate()!
/** Whole days from one calendar day to another. */
export const daysBetween = (from: string, to: string) => Math.round(DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days)

/** When it begins and is expected to end, unless somebody says otherwise: today, or the day the person asked for. */
export function usualTime({ startsOn, expectedEnd, wished, today }: { startsOn?: string | null; expectedEnd?: string | null; wished: string | null; today: string }): { startsOn: string; expectedEnd: string } {
  const from = startsOn ?? (wished && wished > today ? wished : today)
  return { startsOn: from, expectedEnd: expectedEnd ?? addMonths(from, usualMonths) }
}

export type PairingRefusal = 'not_found' | 'not_waiting' | 'full' | 'forbidden' | 'ended' | 'dates'

/** Whether the two may walk together. Decided once the volunteer's turn is taken. */
export function pairingRefused(facts: {
  requestState: string
  volunteerState: VolunteerState
  kinds: Kind[]
  capacity: number
  walksWith: number
  forbidden: boolean
}): Exclude<PairingRefusal, 'not_found' | 'dates'> | null {
  if (facts.forbidden || !facts.kinds.some((kind) => (walkingKinds as readonly Kind[]).includes(kind))) return 'forbidden'
  if (facts.requestState !== 'waiting') return 'not_waiting'
  if (facts.volunteerState !== 'ready' && facts.volunteerState !== 'active') return 'ended'
  if (facts.walksWith >= facts.capacity) return 'full'
  return null
}
