/** What an answer from a calendar may change. */
export type Answer = 'accepted' | 'declined' | 'tentative'
/** Why an answer changes nothing. */
export type Ignored =
  | 'not-the-sender' // it speaks for somebody else than the mail says it is from
  | 'not-invited' // no calendar of that address was told of that event
  | 'not-proved' // it did not come to the address that only this invitation names
  | 'stale' // it answers an invitation that has been replaced since
  | 'from-the-future'
  | 'no-such-date'

export interface Invited {
  personId: string
  activityId: string
  /** Of a date of a series: the day it was first meant for. */
  occurrence: string | null
  /** Whose days those are. */
  zone: string
  /** The last SEQUENCE that this person's calendar was told of the event. */
  told: number
  startsAt: Date
  ofSeries: boolean
}
interface Said {
  attendee: string
  sequence: number
  saidAt: Date
  dayIn: ((zone: string) => string) | null
}

/** Clocks differ; what claims to be later than this would silence every answer that comes after it. */
const ahead = 15 * 60_000

/**
 * The dates that an answer is about, or why it counts for nothing. `proved`: it came to the address of this very invitation.
 */
export function meantBy(reply: Said, mail: { from: string; proved: boolean }, invited: Invited[], now: Date): { ok: true; personId: string; dates: Invited[]; all: boolean } | { ok: false; reason: Ignored } {
  if (mail.from !== reply.attendee) return { ok: false, reason: 'not-the-sender' }
  const [first] = invited
  if (!first) return { ok: false, reason: 'not-invited' }
  if (!mail.proved) return { ok: false, reason: 'not-proved' }
  if (reply.sequence < first.told) return { ok: false, reason: 'stale' }
  if (+reply.saidAt > +now + ahead) return { ok: false, reason: 'from-the-future' }
  const { dayIn } = reply
  const all = first.ofSeries && !dayIn
  const dates = dayIn ? invited.filter((date) => date.ofSeries && date.occurrence === dayIn(date.zone)) : invited
  return dates.length > 0 ? { ok: true, personId: first.personId, dates, all } : { ok: false, reason: 'no-such-date' }
}

/** A coming date of an event, for one person. */
export interface Coming {
  activityId: string
  startsAt: Date
  state: 'joined' | 'waiting' | 'left' | null
  /** Their calendar has it. */
  holds: boolean
  /** It let go of it by itself, with a no to this very invitation. */
  declined: boolean
}
/** Coming to all of a series, dates still to be made too: they do, or did until a no to this very invitation. */
export type Regular = 'joined' | 'declined' | null

/**
 * The dates that an answer without a date is about: those the invitation contained. A no to several, or to all that is still to
 * come, is also one to the dates they wait for, which are in no calendar; a yes that takes such a no back, to those made since.
 */
export function meantByAll(answer: Answer, coming: Coming[], regular: Regular): Coming[] {
  const contained = coming.filter(({ holds, declined }) => holds || declined)
  const whole = regular === 'joined' || contained.length > 1
  return coming.filter((date) => contained.includes(date)
    || (answer === 'declined' && whole && date.state === 'waiting') || (answer === 'accepted' && regular === 'declined' && date.state === null))
}

/** Whether it says anything after what was said before: the same answer twice is one, and an older one is none. */
export const isNews = (saidAt: Date, last: Date | null) => last === null || saidAt > last

/**
 * What is to be done about one date. Whoever leads it without having joined comes anyway: their yes is no sign-up, and
 * their no is for their colleagues to hear from them.
 */
export function deedFor(answer: Answer, { state, leads, declined, all, regular }: Pick<Coming, 'state' | 'declined'> & { leads: boolean; all: boolean; regular: Regular }): 'join' | 'leave' | null {
  const comes = state === 'joined' || state === 'waiting'
  if (answer === 'declined') return comes ? 'leave' : null
  if (answer === 'tentative' || (leads && state === null)) return null
  if (state === 'joined') return null
  // A yes to the whole takes back the noes to the same invitation; dates left before, or in other ways, stay left.
  return !all || state === 'waiting' || declined || (state === null && regular === 'declined') ? 'join' : null
}
