import { localTime } from '#app/platform/time.ts'
import type { Item } from '../requirements/rules.ts'
import type { Offer, VolunteerState } from '../schema.ts'
import { traitValues } from '../traits/rules.ts'

/** The way as the volunteer sees it; a pause stands where it was begun, and leaving is outside it. */
export const way = ['applied', 'talking', 'preparing', 'ready', 'active'] as const satisfies VolunteerState[]

export const steps = ['applied', 'talking', 'preparing', 'ready', 'paused', 'resumed', 'left', 'thanked'] as const
export type Step = (typeof steps)[number]
/** What a coordinator may do next. */
export type CoordinatorStep = 'talking' | 'preparing' | 'ready' | 'thanked'

/**
 * Where a coordinator may move somebody. A conversation may be skipped when two know each other; being ready may not
 * be said before everything asked is there (`makeReady` looks again).
 */
export function coordinatorSteps(state: VolunteerState): CoordinatorStep[] {
  switch (state) {
    case 'applied': return ['talking', 'preparing', 'thanked']
    case 'talking': return ['preparing', 'thanked']
    case 'preparing': return ['ready', 'thanked']
    case 'ready': case 'active': case 'paused': return ['thanked']
    default: return []
  }
}

export interface Standing {
  state: VolunteerState
  conversation: { startsAt: Date; endsAt: Date } | null
  freeTimes: number
  items: Item[]
}
/** Whose move it is, and which: nobody waits without knowing why. */
export type Waits =
  | { who: 'coordinator'; what: 'answer' | 'offer-times' | 'decide' | 'items' | 'say-ready' }
  | { who: 'volunteer'; what: 'book' | 'items' }
  | { who: 'day'; what: 'conversation' }
  | { who: 'nobody'; what: 'nothing' }

export function waitsFor({ state, conversation, freeTimes, items }: Standing, now: Date): Waits {
  const missing = items.filter((item) => !item.met)
  if (state === 'applied') return { who: 'coordinator', what: 'answer' }
  if (state === 'talking') {
    if (conversation) return conversation.endsAt > now ? { who: 'day', what: 'conversation' } : { who: 'coordinator', what: 'decide' }
    return freeTimes > 0 ? { who: 'volunteer', what: 'book' } : { who: 'coordinator', what: 'offer-times' }
  }
  if (state === 'preparing') {
    if (missing.length === 0) return { who: 'coordinator', what: 'say-ready' }
    return missing.some((item) => item.by === 'volunteer') ? { who: 'volunteer', what: 'items' } : { who: 'coordinator', what: 'items' }
  }
  return { who: 'nobody', what: 'nothing' }
}

export const patience = {
  /** Days after which coordinators hear that somebody waits for them. */
  coordinator: [3, 10, 24],
  /** Days after which the volunteer hears that something waits for them; the last time they are asked whether they want a pause. */
  volunteer: [5, 14, 28],
  /** After leaving, what they told is kept in case they come back, and then erased. */
  keptMonths: 6,
} as const

/** Whoever has been reminded so often is not reminded again before something moves. */
export const mostReminders = Math.max(patience.coordinator.length, patience.volunteer.length)
/** Nobody is reminded at night. */
export const awake = (now: Date, zone: string) => localTime(now, zone).hour >= 10 && localTime(now, zone).hour < 20

const dayMs = 86_400_000

/**
 * Whether a reminder is due, and how many are then behind. Whoever slept through two is reminded once. null: not yet, or
 * it is nobody's move.
 */
export function reminderDue({ waits, changedAt, reminded }: { waits: Waits; changedAt: Date; reminded: number }, now: Date): number | null {
  if (waits.who !== 'coordinator' && waits.who !== 'volunteer') return null
  const passed = patience[waits.who].filter((days) => +now - +changedAt >= days * dayMs).length
  return passed > reminded ? passed : null
}
export const asksAboutPause = (count: number) => count >= patience.volunteer.length

/** Whole days somebody has waited. */
export const daysWaited = (changedAt: Date, now: Date) => Math.max(0, Math.floor((+now - +changedAt) / dayMs))

/** A stored offer as the sign-up's values. */
export function offerValues(told: Offer): Record<string, string> {
  return { ...traitValues(told), phone: told.phone, about: told.about, skills: told.skills, hours: told.hours === null ? '' : String(told.hours) }
}
