import { DateTime } from 'luxon'
import { addDays, dayIn } from '../../pairings/rules.ts'

/** How long the two may take to answer after they have met, unless the organisation or the coordinator says otherwise. */
export const usualTrialDays = 10
/** At this hour of the pair's own clock they hear, both at once. */
const tellingHour = 10

export interface TrialFacts {
  /** The day they first met; null: they have not. */
  metOn: string | null
  /** Days to answer in after it. */
  days: number
  /** The coordinator has given them until then. */
  until: string | null
  zone: string
}
export interface TrialAnswer { yes: boolean; at: Date }

const tellingOn = (day: string, zone: string) => DateTime.fromISO(day, { zone }).set({ hour: tellingHour }).toJSDate()

/** The last day to answer on; null before they have met. Both read it, whoever has answered. */
export function lastDayToAnswer({ metOn, days, until }: Omit<TrialFacts, 'zone'>): string | null {
  if (!metOn) return null
  const usual = addDays(metOn, days)
  return until && until > usual ? until : usual
}

/**
 * What becomes of a trial. Two yeses are told the morning after the second. Everything else (a no, two noes, an answer that
 * never came) is told the morning after the last day and is the same: so no moment and no word says who wanted what.
 */
export function trialOutcome(facts: TrialFacts, answers: TrialAnswer[], now: Date): 'go-on' | 'stop' | null {
  const last = lastDayToAnswer(facts)
  if (!last) return null
  if (answers.length === 2 && answers.every(({ yes }) => yes)) {
    const second = new Date(Math.max(...answers.map(({ at }) => +at)))
    return now >= tellingOn(addDays(dayIn(second, facts.zone), 1), facts.zone) ? 'go-on' : null
  }
  return now >= tellingOn(addDays(last, 1), facts.zone) ? 'stop' : null
}
