import { type Experience, experiences, genders, interests, type Slot, slots, type Spoken, spoken } from '../schema.ts'
import { criteria, type Candidate, type Con, type Giver, type Hindrance, hindrances, type Pro, type Seeker, type Travel, type Weights } from './schema.ts'

/**
 * How well two fit. Everything is asked of whole pools (thousands times thousands), so that what people told is first brought into a form that compares quickly:
 * one bit for each interest, language, experience and part of the week.
 */
export interface Side {
  id: string
  personId: string
  gender: number
  birthYear: number
  speaks: number
  /** What they can talk with, neighbours' languages included. */
  understands: number
  interests: number
  experiences: number
  times: number
  area: string
  lat: number
  lon: number
  /** East and west are closer together in the north. */
  shrink: number
  travelMinutes: number
  hasCar: boolean
}
export interface SeekerSide extends Side {
  genderWish: number
  genderMust: boolean
  experienceWish: number
  inside: 'no' | 'treatment' | 'prison'
  /** Points for not being left waiting. */
  urgency: number
}
export interface GiverSide extends Side {
  lived: boolean
  walking: number
  capacity: number
  landed: number
}

/** A pair below this is no better than waiting for a better one. Thousandths. */
export const worthIt = 400
/** What stays as it was proposed last time is worth a little more, so that a small change elsewhere does not turn everything around. Thousandths. */
export const stayBonus = 15

const bits = <T extends string>(values: readonly T[], all: readonly T[]) => values.reduce((sum, value) => sum | (1 << all.indexOf(value)), 0)
const valuesOf = <T extends string>(mask: number, all: readonly T[]): T[] => all.filter((_, index) => mask & (1 << index))
function count(mask: number): number {
  let rest = mask - ((mask >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

const scandinavian = bits<Spoken>(['nb', 'sv', 'da'], spoken)
const sign = bits<Spoken>(['sign'], spoken)
/** What makes a peer: having been there oneself, not beside somebody who was. */
const lived = bits<Experience>(['alcohol', 'drugs', 'medicines', 'gambling', 'treatment', 'prison', 'homelessness', 'mental-health'], experiences)
const unknown = -1
const experienceWishes = ['no-matter', 'rather', 'must']

function sideOf({ id, personId, reads }: Seeker | Giver, told: Giver['offer']): Side {
  // English is what most can fall back on, but only if they said so.
  const speaks = told.speaks.length > 0 ? bits(told.speaks, spoken) : bits<Spoken>([reads], spoken)
  const placed = told.lat !== null && told.lon !== null
  return {
    id, personId, speaks,
    gender: told.gender === null ? unknown : genders.indexOf(told.gender),
    birthYear: told.birthYear ?? unknown,
    understands: speaks & scandinavian ? speaks | scandinavian : speaks,
    interests: bits(told.interests, interests),
    experiences: bits(told.experiences, experiences),
    times: bits(told.times, slots),
    area: told.area.trim().toLocaleLowerCase('nb'),
    lat: placed ? told.lat! : Number.NaN,
    lon: placed ? told.lon! : Number.NaN,
    shrink: placed ? Math.cos((told.lat! * Math.PI) / 180) : 1,
    travelMinutes: told.travelMinutes,
    hasCar: told.hasCar,
  }
}

/**
 * What it costs to leave somebody waiting rises with how long they have waited (over four months) and when the gap they would fall into is near (from two months
 * before they leave treatment or prison). At most 40 thousandths for each point of the weight.
 */
export function urgencyOf({ waitedDays, releasedIn }: Pick<Seeker, 'waitedDays' | 'releasedIn'>, weight: number): number {
  const waited = Math.min(Math.max(waitedDays, 0), 120) / 120
  const near = releasedIn === null ? 0 : 1 - Math.min(Math.max(releasedIn, 0), 60) / 60
  return Math.round(weight * 20 * (waited + near))
}

export function seekerSide(seeker: Seeker, weights: Weights): SeekerSide {
  const { wish } = seeker
  const side = sideOf(seeker, wish)
  // Whoever is inside now has lived through it, whether or not they ticked it.
  if (wish.inside !== 'no') side.experiences |= bits<Experience>([wish.inside], experiences)
  return {
    ...side,
    genderWish: wish.genderWish === 'any' ? unknown : genders.indexOf(wish.genderWish),
    genderMust: wish.genderMust,
    experienceWish: experienceWishes.indexOf(wish.experienceWish),
    inside: wish.inside,
    urgency: urgencyOf(seeker, weights.waiting),
  }
}
export function giverSide(giver: Giver): GiverSide {
  const side = sideOf(giver, giver.offer)
  return { ...side, lived: giver.peer || (side.experiences & lived) !== 0, walking: giver.walking, capacity: giver.capacity, landed: giver.landed }
}

const code = (hindrance: Hindrance) => hindrances.indexOf(hindrance) + 1
const [same, gender, experience, language] = [code('same'), code('gender'), code('experience'), code('language')]
/** What rules two out by what they told: 0, or one more than its place among the hindrances. What coordinators forbade and who has walked together before is the pool's to know. */
export function hindranceOf(seeker: SeekerSide, giver: GiverSide): number {
  if (seeker.personId === giver.personId) return same
  if (seeker.genderMust && seeker.genderWish !== unknown && giver.gender !== seeker.genderWish) return gender
  if (seeker.experienceWish === 2 && !giver.lived) return experience
  return (seeker.understands & giver.speaks) === 0 ? language : 0
}

/**
 * How long it takes from door to door, in minutes: guessed from the distance, for no timetable is asked. Roads are a third longer than the crow flies;
 * 5 km/h on foot, a bus at 25 km/h after a wait of 8 minutes, a car at 45 km/h and 4 minutes for parking. Places are kept to the nearest kilometre only, so that nothing
 * is nearer than ten minutes. NaN: nobody has said where.
 */
export function travelOf(a: Side, b: Side): { minutes: number; by: Travel } {
  const north = a.lat - b.lat
  const east = (a.lon - b.lon) * a.shrink
  const km = 111.32 * Math.sqrt(north * north + east * east) * 1.3
  if (km <= 1.5) return { minutes: Math.max(10, km * 12), by: 'walk' }
  return a.hasCar || b.hasCar ? { minutes: 4 + (km / 45) * 60, by: 'car' } : { minutes: 8 + (km / 25) * 60, by: 'bus' }
}

const share = (common: number, told: number, enough: number) => Math.min(1, common / Math.min(enough, told))

/** The points of two, 0 to 1 for each criterion in their order, written into `points`. Load is the place's, not the two's. What nobody told counts half. */
export function measure(seeker: SeekerSide, giver: GiverSide, points: Float64Array): void {
  const shared = count(seeker.experiences & giver.experiences)
  if (seeker.experienceWish === 0) points[0] = 0.6 + 0.2 * Math.min(2, shared)
  else {
    const told = count(seeker.experiences)
    points[0] = (giver.lived ? 0.5 : 0) + 0.5 * (told === 0 ? (giver.lived ? 0.6 : 0) : share(shared, told, 2))
  }
  points[1] = seeker.genderWish === unknown || giver.gender === seeker.genderWish ? 1 : giver.gender === unknown ? 0.4 : 0
  points[2] = seeker.birthYear === unknown || giver.birthYear === unknown ? 0.5 : 1 - Math.min(1, Math.max(0, Math.abs(seeker.birthYear - giver.birthYear) - 5) / 25)
  points[3] = seeker.interests === 0 || giver.interests === 0 ? 0.5 : share(count(seeker.interests & giver.interests), count(seeker.interests), 3)
  points[4] = seeker.speaks & sign & ~giver.speaks ? 0.2 : seeker.speaks & giver.speaks ? 1 : 0.6
  const { minutes } = travelOf(seeker, giver)
  const limit = Math.max(10, Math.min(seeker.travelMinutes, giver.travelMinutes))
  points[5] = minutes >= 0 ? Math.min(1, Math.max(0, 1.25 - (0.75 * minutes) / limit)) : seeker.area === '' || giver.area === '' ? 0.5 : seeker.area === giver.area ? 0.9 : 0.4
  points[6] = seeker.times === 0 || giver.times === 0 ? 0.5 : share(count(seeker.times & giver.times), count(seeker.times), 3)
  points[8] = giver.landed > 0 ? 1 : 0.5
}
/** A companion's n-th place counts less the more people they walk with already. */
export const loadPoints = ({ walking, capacity }: GiverSide, before: number) => 1 - Math.min(1, (walking + before) / Math.max(1, capacity))

/** Thousandths for each point, so that all together make a thousand. */
export function scales(weights: Weights): Float64Array {
  const sum = criteria.reduce((all, name) => all + weights[name], 0)
  return Float64Array.from(criteria, (name) => (sum === 0 ? 1000 / criteria.length : (1000 * weights[name]) / sum))
}
const loadAt = criteria.indexOf('load')
export const loadScale = (scale: Float64Array) => scale[loadAt]!
/** Thousandths without the place's load. */
export function fitOf(points: Float64Array, scale: Float64Array): number {
  let sum = 0
  for (let index = 0; index < scale.length; index++) if (index !== loadAt) sum += points[index]! * scale[index]!
  return sum
}

/** What speaks for and against two, the weightiest first. */
export function explain(seeker: SeekerSide, giver: GiverSide): Pick<Candidate, 'pros' | 'cons'> {
  const pros: Pro[] = []
  const cons: Con[] = []
  const untold: (Con & { key: 'unknown' })['what'] = []
  let shared = seeker.experiences & giver.experiences
  if (seeker.inside !== 'no' && giver.experiences & bits<Experience>([seeker.inside], experiences)) {
    pros.push({ key: 'release', from: seeker.inside })
    shared &= ~bits<Experience>([seeker.inside], experiences)
  }
  if (shared) pros.push({ key: 'experiences', values: valuesOf(shared, experiences) })
  else if (giver.lived && pros.length === 0 && seeker.experienceWish > 0) {
    pros.push({ key: 'lived' })
    if (seeker.experiences) cons.push({ key: 'no-shared-experience' })
  }
  if (seeker.experienceWish > 0 && !giver.lived) cons.push({ key: 'no-experience' })
  if (seeker.genderWish !== unknown) {
    if (giver.gender === seeker.genderWish) pros.push({ key: 'gender' })
    else if (giver.gender === unknown) untold.push('gender')
    else cons.push({ key: 'gender-other' })
  }
  const liked = seeker.interests & giver.interests
  if (liked) pros.push({ key: 'interests', values: valuesOf(liked, interests) })
  else if (seeker.interests && giver.interests) cons.push({ key: 'no-interests' })
  else untold.push('interests')
  const travel = travelOf(seeker, giver)
  const minutes = Math.round(travel.minutes)
  const limit = Math.min(seeker.travelMinutes, giver.travelMinutes)
  if (minutes >= 0) {
    if (minutes <= limit) pros.push({ key: 'travel', minutes, by: travel.by })
    else cons.push({ key: 'far', minutes, by: travel.by, limit })
  } else if (seeker.area !== '' && seeker.area === giver.area) pros.push({ key: 'area', name: seeker.area })
  else untold.push('distance')
  const when = seeker.times & giver.times
  if (when) {
    const values = valuesOf<Slot>(when, slots)
    pros.push({ key: 'times', values: values.slice(0, 2), more: Math.max(0, values.length - 2) })
  } else if (seeker.times && giver.times) cons.push({ key: 'no-times' })
  else untold.push('times')
  if (seeker.speaks & sign & ~giver.speaks) cons.push({ key: 'no-sign' })
  else if (seeker.speaks & giver.speaks) pros.push({ key: 'language', values: valuesOf(seeker.speaks & giver.speaks, spoken) })
  if (!(seeker.speaks & giver.speaks)) cons.push({ key: 'neighbours' })
  if (seeker.birthYear === unknown || giver.birthYear === unknown) untold.push('age')
  else {
    const years = Math.abs(seeker.birthYear - giver.birthYear)
    if (years <= 5) pros.push({ key: 'age' })
    else if (years > 15) cons.push({ key: 'age', years })
  }
  if (giver.walking === 0) pros.push({ key: 'free' })
  else cons.push({ key: 'load', count: giver.walking })
  if (giver.landed > 0) pros.push({ key: 'landed', count: giver.landed })
  if (untold.length > 0) cons.push({ key: 'unknown', what: untold })
  return { pros, cons }
}

