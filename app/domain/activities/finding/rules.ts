/** What finding decides, from plain facts and the time. */

/** Pages say whole minutes, so everything on them is decided by the same minute. */
export const wholeMinute = (now: Date) => new Date(Math.floor(+now / 60_000) * 60_000)

/** The words of a search, as the index can take them: letters and digits only. */
export function searchWords(q: string): string[] {
  const words = q.normalize('NFC').toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return [...new Set(words.map((word) => word.slice(0, 40)))].slice(0, 6)
}

export interface Point {
  lat: number
  lon: number
}
export interface KnownPlace extends Partial<Point> {
  /** As organisers wrote it: "Sandnes", "Byparken, Stavanger". */
  name: string
}
/** Where a place is. Without a point, activities are found by the area's name. */
export interface ResolvedPlace {
  name: string
  point: Point | null
  areas: string[]
}

/**
 * What a reader means by a place, among the places that activities and organisations name: the whole name or one of its
 * parts, else its beginning, else nearly its letters. Several places of one name are one place in their middle.
 */
export function resolvePlace(text: string, known: KnownPlace[]): ResolvedPlace | null {
  const sought = plain(text)
  if (!sought) return null
  const parts = known.flatMap((place) => [...new Set([place.name, ...place.name.split(/[,/()–]| - /)].map((part) => part.trim()).filter(Boolean))].map((part) => ({ part, plain: plain(part), place })))
  const ways: ((part: { plain: string }) => boolean)[] = [
    (part) => part.plain === sought,
    (part) => sought.length >= 3 && part.plain.split(' ').includes(sought),
    (part) => sought.length >= 2 && part.plain.startsWith(sought),
    (part) => sought.length >= 3 && part.plain.split(' ').some((word) => word.startsWith(sought)),
    (part) => sought.length >= 4 && mistakes(part.plain, sought) <= (sought.length >= 8 ? 2 : 1),
  ]
  for (const fits of ways) {
    const found = parts.filter(fits)
    if (found.length === 0) continue
    // "San" may begin both Sandnes and Sandefjord: the one named most often is meant.
    const byName = Map.groupBy(found, (part) => part.plain)
    const [chosen] = [...byName.values()].sort((a, b) => b.length - a.length || a[0]!.plain.localeCompare(b[0]!.plain))
    const places = [...new Set(chosen!.map((part) => part.place))]
    return { name: chosen![0]!.part, point: middle(places), areas: places.map((place) => place.name) }
  }
  return null
}

function middle(places: KnownPlace[]): Point | null {
  const located = places.filter((place): place is KnownPlace & Point => place.lat != null && place.lon != null)
  if (located.length === 0) return null
  const mean = (of: (place: Point) => number) => located.reduce((sum, place) => sum + of(place), 0) / located.length
  return { lat: mean((place) => place.lat), lon: mean((place) => place.lon) }
}

/** Without case, accents and signs; å, æ, ø, ä and ö as the letters people type when they have no others. */
export const plain = (text: string) =>
  text.toLowerCase().replaceAll('ø', 'o').replaceAll('æ', 'ae').normalize('NFD').replace(/\p{M}/gu, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

/** How many letters must be changed, added, removed or swapped to make one word the other. */
function mistakes(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, before[j - 2]! + 1)
    }
    before = last
    last = row
  }
  return last[b.length]!
}

export type Room = { state: 'cancelled' | 'over' | 'begun' | 'open-to-all' | 'free' | 'few' | 'full'; free: number; waiting: number }

/** Whether there is room, as a reader needs to know it. */
export function roomIn(activity: { places: number | null; joined: number; waiting: number; offered: number; cancelledAt: Date | null; startsAt: Date; endsAt: Date }, now: Date): Room {
  const free = activity.places === null ? Number.POSITIVE_INFINITY : Math.max(0, activity.places - activity.joined - activity.offered)
  const { waiting } = activity
  if (activity.cancelledAt) return { state: 'cancelled', free, waiting }
  if (activity.endsAt <= now) return { state: 'over', free, waiting }
  if (activity.startsAt <= now) return { state: 'begun', free, waiting }
  if (activity.places === null) return { state: 'open-to-all', free, waiting }
  // Whoever waits goes first, even in the moment before a free place reaches them. Whoever holds an offer has theirs.
  if (free === 0 || waiting > activity.offered) return { state: 'full', free: 0, waiting }
  return { state: free <= 3 ? 'few' : 'free', free, waiting }
}

/** A price that a machine may be told, when the words leave no doubt. */
export function priceOf(text: string, country: string): { price: number; currency: 'NOK' | 'SEK' } | null {
  const said = text.trim().toLowerCase()
  const currency = country === 'SE' ? 'SEK' : 'NOK'
  if (/^(?:det er |helt )?(?:gratis|kostnadsfritt|fri entré|free|free of charge|0(?: kr)?)[.!]?$/.test(said)) return { price: 0, currency }
  const amount = /^(?:kr\.? )?(\d{1,5})(?:,-|[.,]00)?(?: ?(?:kr|kroner|kronor|nok|sek)\.?)?$/.exec(said)
  return amount && /\D/.test(said) ? { price: Number(amount[1]), currency } : null
}
