import { z } from 'zod'

/** The ways of giving time: seed 001's three kinds (a peer was a participant first), and helping at activities. */
export const kinds = ['companion', 'peer', 'adviser', 'helper'] as const
export type Kind = (typeof kinds)[number]
/** The kinds that walk beside somebody, and so are matched. */
export const walkingKinds = ['companion', 'peer'] as const satisfies Kind[]

export const volunteerStates = ['applied', 'talking', 'preparing', 'ready', 'active', 'paused', 'left'] as const
export type VolunteerState = (typeof volunteerStates)[number]

export const requestStates = ['waiting', 'paired', 'paused', 'withdrawn'] as const
export type RequestState = (typeof requestStates)[number]

export const pairingStates = ['trial', 'active', 'ended'] as const
export type PairingState = (typeof pairingStates)[number]

export const interests = ['hiking', 'training', 'fishing', 'football', 'swimming', 'cycling', 'music', 'films', 'books', 'cooking', 'coffee', 'crafts', 'art', 'gardening', 'animals', 'cars', 'gaming', 'computers', 'family', 'faith', 'travel', 'games', 'work', 'nature'] as const
export type Interest = (typeof interests)[number]

/** What somebody has lived through. Sensitive: sealed, used for matching only, told only by choice. */
export const experiences = ['alcohol', 'drugs', 'medicines', 'gambling', 'treatment', 'prison', 'homelessness', 'mental-health', 'loss', 'parenting', 'next-of-kin', 'debt'] as const
export type Experience = (typeof experiences)[number]

/** What people speak with each other. */
export const spoken = ['nb', 'sv', 'en', 'da', 'fi', 'se', 'pl', 'lt', 'ar', 'so', 'ti', 'uk', 'ru', 'fa', 'es', 'sign'] as const
export type Spoken = (typeof spoken)[number]

export const genders = ['woman', 'man', 'other'] as const
export type Gender = (typeof genders)[number]

/** Parts of a week: `mon-morning` … `sun-evening`. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export const dayParts = ['morning', 'afternoon', 'evening'] as const
export const slots = weekdays.flatMap((day) => dayParts.map((part) => `${day}-${part}` as const))
export type Slot = (typeof slots)[number]

const some = <T extends string>(values: readonly [T, ...T[]] | readonly T[]) => z.array(z.enum(values as [T, ...T[]])).default([])

/** What both sides of a match tell about themselves; none of it is needed. Sealed in its row. */
export const traits = z.object({
  gender: z.enum(genders).nullable().default(null),
  birthYear: z.number().int().min(1900).max(2100).nullable().default(null),
  speaks: some(spoken),
  interests: some(interests),
  experiences: some(experiences),
  times: some(slots),
  /** Where they live, as roughly as they like. */
  area: z.string().max(120).default(''),
  lat: z.number().min(-90).max(90).nullable().default(null),
  lon: z.number().min(-180).max(180).nullable().default(null),
  /** How long they would travel to meet, in minutes one way. */
  travelMinutes: z.number().int().min(0).max(240).default(30),
  hasCar: z.boolean().default(false),
})
export type Traits = z.output<typeof traits>

/** What a volunteer tells (volunteers.sealed). */
export const offer = traits.extend({
  phone: z.string().max(40).default(''),
  about: z.string().max(2000).default(''),
  skills: z.string().max(1000).default(''),
  /** Hours a week they can give. */
  hours: z.number().int().min(1).max(40).nullable().default(null),
})
export type Offer = z.output<typeof offer>

/** Whom a participant would rather meet. `must` is a wish the matching never goes against. */
export const genderWishes = ['any', ...genders] as const
export const purposes = ['company', 'activities', 'practical', 'first-days', 'talk', 'work', 'sober-network', 'services'] as const
export type WhatFor = (typeof purposes)[number]
export const experienceWishes = ['no-matter', 'rather', 'must'] as const

/** What a participant asks for (companion_requests.sealed). */
export const wish = traits.extend({
  phone: z.string().max(40).default(''),
  purposes: some(purposes),
  words: z.string().max(2000).default(''),
  genderWish: z.enum(genderWishes).default('any'),
  genderMust: z.boolean().default(false),
  experienceWish: z.enum(experienceWishes).default('no-matter'),
  /** Where they are now, when that is not at home. */
  inside: z.enum(['no', 'treatment', 'prison']).default('no'),
  insideWhere: z.string().max(200).default(''),
})
export type Wish = z.output<typeof wish>

