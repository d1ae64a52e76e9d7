import type { State } from './schema.ts'

/** What openings decide, from plain facts and the time. */
export interface Standing {
  publishedAt: Date | null
  closedAt: Date | null
  closedBecause: ClosedBecause | null
  /** The end of the last day to apply; null: open until filled. */
  applyUntil: Date | null
  places: number
  taken: number
}
export type ClosedBecause = 'chosen' | 'deadline' | 'filled'

/** Draft, put away unpublished, open, or closed and why. A deadline that has passed closes before anybody writes it down. */
export function standingOf(opening: Standing, now: Date): 'draft' | 'discarded' | 'open' | ClosedBecause {
  if (!opening.publishedAt) return opening.closedAt ? 'discarded' : 'draft'
  if (opening.closedAt) return opening.closedBecause ?? 'chosen'
  return dueToClose(opening, now) ?? 'open'
}

/** Why a published opening closes by itself now, if it does. */
export function dueToClose(opening: Pick<Standing, 'applyUntil' | 'places' | 'taken'>, now: Date): 'filled' | 'deadline' | null {
  if (opening.taken >= opening.places) return 'filled'
  return opening.applyUntil && opening.applyUntil <= now ? 'deadline' : null
}

export const freePlaces = (opening: Pick<Standing, 'places' | 'taken'>) => Math.max(0, opening.places - opening.taken)

// ── one application ─────────────────────────────────────────────────────────────────────────────────────────

/** Steps of the way, as the applicant sees them; states that ended it otherwise are not on it. */
export const way = ['sent', 'talking', 'offered', 'accepted', 'started'] as const satisfies State[]
/** It still goes on: somebody waits for something. */
export const isAlive = (state: State) => (way as readonly State[]).includes(state)
/** The next word is theirs who answer. */
export const awaitsAnswer = (state: State) => state === 'sent' || state === 'talking'

/** Steps that those who answer may take from where it stands, the likeliest first. */
export function stepsFrom(state: State): ('talking' | 'offered' | 'started' | 'ended' | 'declined')[] {
  switch (state) {
    case 'sent': return ['talking', 'offered', 'declined']
    case 'talking': return ['offered', 'declined']
    case 'offered': return ['declined']
    case 'accepted': return ['started', 'ended']
    case 'started': return ['ended']
    default: return []
  }
}

export type ApplyRefusal = 'not_open' | 'members_only' | 'own_opening' | 'already' | 'looked_at' | 'over'

/** Whether a person may send these words, or new words for those they sent. */
export function applyingRefused(facts: { open: boolean; belongs: boolean; answersItself: boolean; mine: { state: State; lookedAt: Date | null } | null }): ApplyRefusal | null {
  const { mine } = facts
  if (mine && mine.state === 'sent') return mine.lookedAt ? 'looked_at' : null // may be changed until it is read, also after the deadline
  if (mine && mine.state !== 'withdrawn') return isAlive(mine.state) ? 'already' : 'over'
  if (facts.answersItself) return 'own_opening'
  if (!facts.open) return 'not_open'
  return facts.belongs ? null : 'members_only' // whoever applied once still sees it when their membership is over
}

export const mayWithdraw = (state: State) => isAlive(state) && state !== 'started'

export type OfferRefusal = 'no_offer' | 'full'
/** Whether the applicant may say yes now. Decided after take_turn. */
export function acceptingRefused(state: State, opening: Pick<Standing, 'places' | 'taken'>): OfferRefusal | null {
  if (state !== 'offered') return 'no_offer'
  return freePlaces(opening) === 0 ? 'full' : null
}

// ── by the clock ────────────────────────────────────────────────────────────────────────────────────────────

const days = (count: number) => count * 86_400_000
export const patience = {
  /** Days without an answer until those who answer are reminded, and reminded again. */
  reminders: [7, 14],
  /** Days after an opening has closed until whoever is left without an answer gets one. */
  afterClosing: 7,
  /** The same for whoever is in a talk or has an offer, from the last word: people talk on after a deadline. */
  afterTalk: 28,
  /** Days that an application to an opening without an end may lie unread by anybody's answer. */
  atMost: 45,
  /** Months that words are kept after it is over. */
  keptMonths: 12,
} as const

/** Which reminder is due: how many there should have been by now, or null. One is sent, however many were slept through. */
export function reminderDue({ changedAt, reminded, state }: { changedAt: Date; reminded: number; state: State }, now: Date): number | null {
  if (!awaitsAnswer(state)) return null
  const should = patience.reminders.filter((after) => +changedAt + days(after) <= +now).length
  return should > reminded ? should : null
}

/** Whether nobody will answer any more, so that the program does, kindly. */
export function answerOverdue(application: { state: State; changedAt: Date }, opening: { closedAt: Date | null; full: boolean }, now: Date): boolean {
  const since = (from: Date, count: number) => +from + days(count) <= +now
  const { state, changedAt } = application
  const { closedAt, full } = opening
  if (state === 'sent') return (closedAt !== null && since(closedAt, patience.afterClosing) && since(changedAt, patience.afterClosing)) || since(changedAt, patience.atMost)
  if (state === 'talking') return closedAt !== null && since(closedAt, patience.afterTalk) && since(changedAt, patience.afterTalk)
  // An offer stands while there is a place; when there is none left, it is no offer any more.
  return state === 'offered' && closedAt !== null && full && since(closedAt, patience.afterClosing)
}
