import { defaultWeights, type Giver, type Pool, type Seeker } from '#app/domain/companions/matching/schema.ts'
import { type Experience, experiences, genders, interests, type Slot, slots, traits, wish } from '#app/domain/companions/schema.ts'

/** Numbers that look like chance and are the same every time (mulberry32). */
export function chance(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const towns = [[58.85, 5.74, 'Sandnes'], [58.97, 5.73, 'Stavanger'], [58.74, 5.65, 'Bryne'], [58.94, 5.6, 'Sola'], [58.45, 6, 'Egersund']] as const

/**
 * A believable pool: most live in a few towns, a third are women, most women ask for a woman, some speak little Norwegian, a few interests are everybody's, some companions are what
 * everybody asks for. `places` is how many people can get a companion.
 */
export function makePool({ seekers, places, seed = 1 }: { seekers: number; places: number; seed?: number }): Pool {
  const random = chance(seed)
  const among = <T>(values: readonly T[], skew = 1) => values[Math.floor(random() ** skew * values.length)]!
  const several = <T>(values: readonly T[], most: number, skew = 1) => [...new Set(Array.from({ length: Math.floor(random() * (most + 1)) }, () => among(values, skew)))]
  const told = () => {
    const [lat, lon, area] = among(towns, 2)
    const evenings = slots.filter((slot) => slot.endsWith('evening'))
    return traits.parse({
      gender: random() < 0.92 ? (random() < 0.34 ? 'woman' : random() < 0.97 ? 'man' : 'other') : null,
      birthYear: random() < 0.8 ? 1950 + Math.floor((random() + random()) * 28) : null,
      speaks: [...(random() < 0.9 ? ['nb'] : []), ...(random() < 0.5 ? ['en'] : []), ...(random() < 0.12 ? [among(['ar', 'so', 'pl', 'ti'] as const)] : [])].slice(0, 3),
      interests: several(interests, 7, 1.8), experiences: several(experiences, 4, 1.6),
      times: [...new Set<Slot>([...several(evenings, 3), ...several(slots, 4)])],
      area, ...(random() < 0.85 && { lat: lat + (random() - 0.5) * 0.06, lon: lon + (random() - 0.5) * 0.1 }),
      travelMinutes: among([15, 20, 30, 30, 45, 60]), hasCar: random() < 0.2,
    })
  }
  const pool: Pool = { seekers: [], givers: [], locks: [], forbids: [], ended: [], last: [], weights: { ...defaultWeights }, year: 2026 }
  for (let n = 0; n < seekers; n++) {
    const { phone: _, words: __, purposes: ___, insideWhere: ____, ...told_ } = wish.parse(told())
    const asks = random()
    const inside = random() < 0.2 ? among(['treatment', 'prison'] as const) : 'no'
    const seeker: Seeker = {
      id: `r-${String(n).padStart(5, '0')}`, personId: `s-${n}`, reads: 'nb', waitedDays: Math.floor(random() ** 2 * 150), releasedIn: inside === 'no' ? null : Math.floor(random() * 120),
      wish: {
        ...told_, inside,
        genderWish: told_.gender === 'woman' ? (asks < 0.7 ? 'woman' : 'any') : told_.gender === 'man' && asks < 0.3 ? 'man' : 'any', genderMust: random() < 0.5,
        experienceWish: among(['no-matter', 'rather', 'rather', 'must'] as const),
      },
    }
    pool.seekers.push(seeker)
  }
  for (let left = places, n = 0; left > 0; n++) {
    const free = Math.min(left, random() < 0.7 ? 1 : random() < 0.7 ? 2 : 3)
    const walking = random() < 0.3 ? 1 : 0
    const peer = random() < 0.4
    const offer = told()
    if (!peer && random() < 0.6) offer.experiences = offer.experiences.filter((one): one is Experience => one === 'next-of-kin' || one === 'loss')
    if (offer.gender !== null && random() < 0.25) offer.gender = among(genders)
    const giver: Giver = { id: `v-${String(n).padStart(5, '0')}`, personId: `g-${n}`, reads: 'nb', peer, offer, capacity: free + walking, walking, landed: random() < 0.25 ? 1 : 0 }
    pool.givers.push(giver)
    left -= free
  }
  return pool
}
