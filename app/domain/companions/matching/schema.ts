import { z } from 'zod'
import type { Language } from '#app/platform/language.ts'
import type { Experience, Interest, Offer, Slot, Spoken, Wish } from '../schema.ts'

/** What two are compared by. Each gets points from 0 to 1; an organisation says how much each counts. */
export const criteria = ['experience', 'gender', 'age', 'interests', 'language', 'distance', 'times', 'load', 'record'] as const
export type Criterion = (typeof criteria)[number]

/**
 * How much each counts, from not at all to most, and how much waiting does. The defaults: what a participant has asked for outright (experience, when they can, who) before what makes
 * a talk easy (interests, distance), before age; a light hand on load and record, so that new companions get a chance.
 */
export const defaultWeights = { experience: 8, gender: 6, age: 3, interests: 6, language: 5, distance: 6, times: 7, load: 3, record: 1, waiting: 5 } as const satisfies Record<Criterion | 'waiting', number>
export const weighed = [...criteria, 'waiting'] as const
export const mostWeight = 10
export type Weights = Record<(typeof weighed)[number], number>
const weight = z.string('weight_wrong').trim().regex(/^(\d|10)$/, 'weight_wrong').transform(Number)
export const weightsSchema = z.object(Object.fromEntries(weighed.map((name) => [name, weight])) as Record<keyof Weights, typeof weight>)

/** What is asked of people for the sake of matching that says something about health, sentence or body: told in the weights page and on /privacy. Nothing else sensitive is used. */
export const sensitive = ['experiences', 'inside', 'gender', 'birthYear', 'avoids'] as const

/** Somebody who waits, as far as the matching needs to know. */
export interface Seeker {
  /** Of the request. */
  id: string
  personId: string
  /** The language they read: what they speak, when they have not said. */
  reads: Language
  wish: Pick<Wish, Told | 'genderWish' | 'genderMust' | 'experienceWish' | 'inside'>
  waitedDays: number
  /** Days until they leave treatment or prison; null: are not inside. */
  releasedIn: number | null
}
/** Somebody who can walk with one more. */
export interface Giver {
  /** Of the volunteer. */
  id: string
  personId: string
  reads: Language
  peer: boolean
  offer: Pick<Offer, Told>
  capacity: number
  walking: number
  /** How often they have walked with somebody to the end. */
  landed: number
}
type Told = 'gender' | 'birthYear' | 'speaks' | 'interests' | 'experiences' | 'times' | 'area' | 'lat' | 'lon' | 'travelMinutes' | 'hasCar'

/** Of a request and a volunteer. */
export type Two = [requestId: string, volunteerId: string]
export interface Pool {
  seekers: Seeker[]
  givers: Giver[]
  locks: Two[]
  forbids: Two[]
  /** Who have walked together before. */
  ended: Two[]
  /** What was proposed last time. */
  last: Two[]
  weights: Weights
  /** The year it is, for ages. */
  year: number
}

/** Why two can never be proposed. */
export const hindrances = ['same', 'forbidden', 'ended', 'gender', 'experience', 'language'] as const
export type Hindrance = (typeof hindrances)[number]

export type Travel = 'walk' | 'bus' | 'car'
/** What speaks for two, in facts that each language makes a sentence of. */
export type Pro =
  | { key: 'release'; from: 'prison' | 'treatment' }
  | { key: 'experiences'; values: Experience[] }
  | { key: 'lived' }
  | { key: 'gender' }
  | { key: 'age' }
  | { key: 'interests'; values: Interest[] }
  | { key: 'language'; values: Spoken[] }
  | { key: 'travel'; minutes: number; by: Travel }
  | { key: 'area'; name: string }
  | { key: 'times'; values: Slot[]; more: number }
  | { key: 'free' }
  | { key: 'landed'; count: number }
/** What speaks against. */
export type Con =
  | { key: 'no-experience' }
  | { key: 'no-shared-experience' }
  | { key: 'gender-other' }
  | { key: 'age'; years: number }
  | { key: 'no-interests' }
  | { key: 'neighbours' }
  | { key: 'no-sign' }
  | { key: 'far'; minutes: number; by: Travel; limit: number }
  | { key: 'no-times' }
  | { key: 'load'; count: number }
  | { key: 'unknown'; what: ('experience' | 'gender' | 'age' | 'interests' | 'distance' | 'times')[] }

export interface Candidate {
  volunteerId: string
  /** How well the two fit, 0 to 100. */
  fit: number
  pros: Pro[]
  cons: Con[]
}
export interface Proposal {
  requestId: string
  /** The coordinator has decided it already. */
  locked: boolean
  two: Candidate | null
  /** The next best, whoever they are proposed for. */
  others: Candidate[]
  /** How many givers were ruled out, and why. */
  hindered: Partial<Record<Hindrance, number>>
}
/** What another choice would do to all. */
export interface WhatIf {
  /** Points more or less for the whole. */
  difference: number
  total: number
  moves: { requestId: string; from: string | null; to: string | null }[]
}
export interface Proposed {
  /** Points of the whole. */
  total: number
  pairs: Two[]
  proposals: Proposal[]
  /** Locks that cannot be kept: somebody is not free any more, or never can be. */
  broken: Two[]
  whatIf?: WhatIf | { hindrance: Hindrance | 'full' }
}
