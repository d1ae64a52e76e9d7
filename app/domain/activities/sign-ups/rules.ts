import { localTime } from '#app/platform/time.ts'

/** What joining, leaving and telling decide, from plain facts and the time. */
export type SignUpState = 'joined' | 'waiting' | 'left'

export interface Standing {
  publishedAt: Date | null
  cancelledAt: Date | null
  startsAt: Date
  endsAt: Date
  places: number | null
  joinedCount: number
  /** Everybody who waits, with an offer or without. */
  waitingCount: number
  /** Places held by open offers. */
  offeredCount: number
  mine: SignUpState | null
  /** Until when a place is held for this person, who waits. */
  offeredUntil: Date | null
  /** Whether it is for this person at all: what is for members is for those who belong today, and for its host. */
  open: boolean
}

export type Refusal = 'not-found' | 'cancelled' | 'begun' | 'over'

/** Why nobody can join or leave any more, if so. */
export function closed(standing: Pick<Standing, 'publishedAt' | 'cancelledAt' | 'startsAt' | 'endsAt'>, now: Date): Refusal | null {
  if (!standing.publishedAt) return 'not-found'
  if (standing.cancelledAt) return 'cancelled'
  if (standing.endsAt <= now) return 'over'
  if (standing.startsAt <= now) return 'begun'
  return null
}

export type JoinDecision = { refuse: Refusal } | { already: 'joined' | 'waiting' } | { accept: true } | { late: true } | { join: 'joined' | 'waiting' }

export function decideJoin(standing: Standing, now: Date): JoinDecision {
  const refuse = closed(standing, now)
  if (refuse) return { refuse }
  // A yes to an open offer; from the very instant it runs out, a place in the line again.
  if (standing.mine === 'waiting' && standing.offeredUntil) return now < standing.offeredUntil ? { accept: true } : { late: true }
  if (standing.mine === 'joined' || standing.mine === 'waiting') return { already: standing.mine }
  if (!standing.open) return { refuse: 'not-found' }
  // Whoever waits is in front, even in the moment before a free place reaches them.
  return { join: freePlaces(standing) > 0 && !hasLine(standing) ? 'joined' : 'waiting' }
}

export type LeaveDecision = { refuse: Refusal } | { already: true } | { leave: 'joined' | 'waiting' }

export function decideLeave(standing: Standing, now: Date): LeaveDecision {
  if (standing.mine === null || standing.mine === 'left') return { already: true }
  const refuse = closed(standing, now)
  return refuse ? { refuse } : { leave: standing.mine }
}

/** Places that nobody has and nobody is offered. */
export const freePlaces = (standing: Pick<Standing, 'places' | 'joinedCount' | 'offeredCount'>) =>
  standing.places === null ? Number.POSITIVE_INFINITY : Math.max(0, standing.places - standing.joinedCount - standing.offeredCount)

/** Whether anybody waits for a place; whoever holds an offer has one waiting for them, and stands in nobody's way. */
export const hasLine = (standing: Pick<Standing, 'waitingCount' | 'offeredCount'>) => standing.waitingCount > standing.offeredCount

/** Somebody who waits without an offer. Two of one pair wait as one. */
export interface InLine {
  personId: string
  pair: string | null
}
/**
 * Who is next when so many places are free: whole units from the head of the line, strictly in order. Two who come together need
 * two places, and while they wait for the second, nobody behind them passes.
 */
export function nextInLine(line: InLine[], free: number): InLine[] {
  const next: InLine[] = []
  for (let at = 0; at < line.length; ) {
    const { pair } = line[at]!
    const unit = pair === null ? [line[at]!] : line.filter((one) => one.pair === pair)
    if (next.length + unit.length > free) break
    next.push(...unit)
    at += unit.length
  }
  return next
}

/** How many hours a new activity gives people to answer, until its organiser says otherwise. */
export const usualOfferHours = 12

const minute = 60_000
const hour = 60 * minute
/** Later than this before the start nobody is asked: the next in line is in, and may say no. */
const tooNearToAsk = 2 * hour
/** Every offer ends this long before the start at the latest, so that the next in line still has a chance; `offer_ends` in the database knows it too. */
const offersEndBefore = hour

/**
 * Until when somebody may think about an offered place; null: they are in at once, as nobody could answer in time. It is never more than a third of
 * what is left before the start, so that two may pass it on; and nobody loses a place while asleep: what would run out between
 * 22 and 8 where it happens runs out at 9.
 */
export function offerUntil(now: Date, { startsAt, zone, offerHours, places }: { startsAt: Date; zone: string; offerHours: number | null; places: number | null }): Date | null {
  const left = +startsAt - +now
  // Where there is room for everyone, nobody takes a place from anybody.
  if (offerHours === null || places === null || left < tooNearToAsk) return null
  let until = new Date(Math.floor((+now + Math.min(offerHours * hour, left / 3)) / minute) * minute)
  const { hour: clock } = localTime(until, zone)
  if (clock >= 22 || clock < 8) {
    until = new Date(Math.floor(+until / (15 * minute)) * 15 * minute)
    while (localTime(until, zone).hour !== 9) until = new Date(+until + 15 * minute)
  }
  return +until <= +startsAt - offersEndBefore ? until : null
}

/** What a calendar must hear about. Anything else that is edited is nobody's interruption. */
export const changes = ['title', 'time', 'place', 'address'] as const
export type Change = (typeof changes)[number]

export interface CalendarFacts {
  titles: Partial<Record<string, string>>
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  area: string
  lat: number | null
  lon: number | null
  address: string | null
}

/** Which of what calendars show differs between two states of an activity. */
export function calendarChanges(before: CalendarFacts, after: CalendarFacts): Change[] {
  const titles = (facts: CalendarFacts) => JSON.stringify(Object.entries(facts.titles).sort())
  const differs: Record<Change, boolean> = {
    title: titles(before) !== titles(after),
    time:
      +before.startsAt !== +after.startsAt || +before.endsAt !== +after.endsAt || before.zone !== after.zone || before.allDay !== after.allDay,
    place: before.area !== after.area || before.lat !== after.lat || before.lon !== after.lon,
    address: before.address !== after.address,
  }
  return changes.filter((change) => differs[change])
}
