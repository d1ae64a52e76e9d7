/** What joining, leaving and telling decide, from plain facts and the time. */
export type SignUpState = 'joined' | 'waiting' | 'left'

export interface Standing {
  publishedAt: Date | null
  cancelledAt: Date | null
  startsAt: Date
  endsAt: Date
  places: number | null
  joinedCount: number
  waitingCount: number
  mine: SignUpState | null
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

export type JoinDecision = { refuse: Refusal } | { already: 'joined' | 'waiting' } | { join: 'joined' | 'waiting' }

export function decideJoin(standing: Standing, now: Date): JoinDecision {
  const refuse = closed(standing, now)
  if (refuse) return { refuse }
  if (standing.mine === 'joined' || standing.mine === 'waiting') return { already: standing.mine }
  if (!standing.open) return { refuse: 'not-found' }
  // Whoever waits is in front, even in the moment before a free place reaches them.
  return { join: freePlaces(standing) > 0 && standing.waitingCount === 0 ? 'joined' : 'waiting' }
}

export type LeaveDecision = { refuse: Refusal } | { already: true } | { leave: 'joined' | 'waiting' }

export function decideLeave(standing: Standing, now: Date): LeaveDecision {
  if (standing.mine === null || standing.mine === 'left') return { already: true }
  const refuse = closed(standing, now)
  return refuse ? { refuse } : { leave: standing.mine }
}

export const freePlaces = (standing: Pick<Standing, 'places' | 'joinedCount'>) =>
  standing.places === null ? Number.POSITIVE_INFINITY : Math.max(0, standing.places - standing.joinedCount)

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
