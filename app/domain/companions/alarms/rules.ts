import { daysBetween } from '../pairings/rules.ts'
import { usualTrialDays } from '../walking/trial/rules.ts'

export const alarmKinds = ['start', 'trial', 'silent', 'worse', 'ending', 'overloaded', 'away'] as const
export type AlarmKind = (typeof alarmKinds)[number]

/** When an organisation wants to be told. Defaults until somebody with experience of theirs says otherwise. */
export interface Limits {
  /** Days without contact. */
  silentDays: number
  /** How many meetings are compared with how many before them. */
  worseCount: number
  /** Days before the expected end. */
  endingDays: number
  /** Days before (and after) the start while no first meeting is arranged. */
  startDays: number
  /** Days to answer in after the trial meeting; half of them may pass in silence. */
  trialDays: number
  /** More contacts than this in seven days are many for one companion. */
  contactsWeek: number
}
export const usualLimits: Limits = { silentDays: 14, worseCount: 3, endingDays: 30, startDays: 7, trialDays: usualTrialDays, contactsWeek: 5 }

/** What is known of one pairing, all of it as calendar days of the organisation's own clock. */
export interface Pulse {
  state: 'trial' | 'active'
  startsOn: string
  expectedEnd: string
  /** They decided to go on. */
  beganOn: string | null
  /** Last met or talked, as either wrote down, or an appointment that has been. */
  lastContact: string | null
  lastMet: string | null
  /** A meeting is arranged. */
  planned: boolean
  answers: number
  /** How it went, the oldest first, both sides' numbers. */
  ratings: { on: string; rating: number }[]
  /** Of the companion, with everybody they walk with. */
  companion: { state: string; walksWith: number; capacity: number; contactsWeek: number; changedOn: string }
}

/** `about` stays the same as long as it is the same thing: what was looked after is quiet until then. `n`: how many it rests on. */
export interface Alarm { kind: AlarmKind; about: string; days?: number; n?: number; before?: number; after?: number }

const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length
const rounded = (value: number) => Math.round(value * 10) / 10

/** Everything about a pairing that somebody should look at, the most pressing first. */
export function alarmsOf(pulse: Pulse, limits: Limits, today: string): Alarm[] {
  const found: Alarm[] = []
  const { state, startsOn, expectedEnd, beganOn, lastContact, lastMet, planned, companion } = pulse
  if (companion.state === 'paused' || companion.state === 'left') found.push({ kind: 'away', about: companion.changedOn })
  if (state === 'trial' && !lastMet && !planned && daysBetween(today, startsOn) <= limits.startDays) found.push({ kind: 'start', about: startsOn, days: daysBetween(today, startsOn) })
  if (state === 'trial' && lastMet && pulse.answers < 2 && daysBetween(lastMet, today) >= Math.ceil(limits.trialDays / 2)) found.push({ kind: 'trial', about: lastMet, days: daysBetween(lastMet, today), n: pulse.answers })
  if (state === 'active' && today >= startsOn) {
    const since = [startsOn, beganOn, lastContact].reduce<string>((latest, day) => (day && day > latest ? day : latest), startsOn)
    const days = daysBetween(since, today)
    if (days >= limits.silentDays) found.push({ kind: 'silent', about: since, days })
  }
  const worse = gettingWorse(pulse.ratings, limits.worseCount)
  if (worse) found.push({ kind: 'worse', about: pulse.ratings.at(-1)!.on.slice(0, 7), ...worse })
  if (companion.walksWith > companion.capacity || companion.contactsWeek > limits.contactsWeek) found.push({ kind: 'overloaded', about: today.slice(0, 7), n: companion.contactsWeek })
  if (state === 'active' && daysBetween(today, expectedEnd) <= limits.endingDays) found.push({ kind: 'ending', about: expectedEnd, days: daysBetween(today, expectedEnd) })
  return found
}

/** The last few meetings went at least a whole step worse than as many before them, and not well. */
function gettingWorse(ratings: Pulse['ratings'], count: number): Pick<Alarm, 'n' | 'before' | 'after'> | null {
  if (ratings.length < 2 * count) return null
  const after = mean(ratings.slice(-count).map(({ rating }) => rating))
  const before = mean(ratings.slice(-2 * count, -count).map(({ rating }) => rating))
  return before - after >= 1 && after < 4 ? { n: 2 * count, before: rounded(before), after: rounded(after) } : null
}

export interface AlarmAnswer { kind: AlarmKind; about: string; until: string | null }

/** What nobody has looked after yet: not put off until later, and not the very thing that was handled. */
export const openAlarms = (alarms: Alarm[], answers: AlarmAnswer[], today: string) =>
  alarms.filter((alarm) => !answers.some(({ kind, about, until }) => kind === alarm.kind && (until === null ? about === alarm.about : until > today)))
