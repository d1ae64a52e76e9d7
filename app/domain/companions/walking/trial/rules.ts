import { DateTime } from 'luxon'
import { calendarDay } from '#app/platform/time.ts'
import { addDays } from '../../pairings/rules.ts'

/** How long the two may take to answer after they have met, unless the organisation or the coordinator says otherwise. */
export const usualTrialDays = 10
/** At this hour of the pair's own clock they hear, both at once. */
const tellingHour = 10

export interface TrialFacts {
  /** The day they first met; null: they have not. */
  metOn: string | null
  /** The day both were asked how it felt; null: not yet. */
  askedOn: string | null
  /** Days to answer in after they met, and never fewer than that with the day they were asked. */
  days: number
  /** The coordinator has given them until then. */
  until: string | null
  zone: string
}
export interface TrialAnswer { yes: boolean; at: Date }

const tellingOn = (day: string, zone: string) => DateTime.fromISO(day, { zone }).set({ hour: tellingHour }).toJSDate()

/** Both have been asked about this meeting. Asked about one that had not been after all, they are asked again. */
export const wereAsked = ({ metOn, askedOn }: Pick<TrialFacts, 'metOn' | 'askedOn'>) => metOn !== null && askedOn !== null && askedOn > metOn

/**
 * The last day to answer on; null before they have met. Both read it, whoever has answered. Counted from the day they are
 * asked, which is the day after they met or, when that is written down late (or on a wrong day), later: nobody's days are
 * over before they have begun.
 */
export function lastDayToAnswer({ metOn, askedOn, days, until }: Omit<TrialFacts, 'zone'>, today: string): string | null {
  if (!metOn) return null
  const soonest = addDays(metOn, 1)
  const asked = wereAsked({ metOn, askedOn }) ? askedOn! : today > soonest ? today : soonest
  const usual = addDays(asked, days - 1)
  return until && until > usual ? until : usual
}

/**
 * What becomes of a trial. Two yeses are told the morning after the second. Everything else (a no, two noes, an answer that
 * never came) is told the morning after the last day and is the same: so no moment and no word says who wanted what. It never
 * ends before both have been asked.
 */
export function trialOutcome(facts: TrialFacts, answers: TrialAnswer[], now: Date): 'go-on' | 'stop' | null {
  const last = lastDayToAnswer(facts, calendarDay(now, facts.zone))
  if (!last) return null
  if (answers.length === 2 && answers.every(({ yes }) => yes)) {
    const second = new Date(Math.max(...answers.map(({ at }) => +at)))
    return now >= tellingOn(addDays(calendarDay(second, facts.zone), 1), facts.zone) ? 'go-on' : null
  }
  return wereAsked(facts) && now >= tellingOn(addDays(last, 1), facts.zone) ? 'stop' : null
}
