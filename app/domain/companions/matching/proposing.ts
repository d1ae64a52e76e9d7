import { assign, proves } from './assignment.ts'
import { hindrances, type Pool, type Proposal, type Proposed, type Two } from './schema.ts'
import { explain, fitOf, giverSide, hindranceOf, loadPoints, loadScale, measure, scales, seekerSide, stayBonus, worthIt } from './scoring.ts'

export interface Question {
  pool: Pool
  /** Whom to explain, in this order; everybody when not said. */
  about?: string[]
  /** How many others to name beside the proposal. */
  others?: number
  /** What if these two were chosen? */
  whatIf?: Two
}

const byId = <T extends { id: string }>(list: T[]) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1))
const forbidden = hindrances.indexOf('forbidden') + 1
/** Less than any load can make good. */
const never = -20_000
const ended = hindrances.indexOf('ended') + 1

/**
 * Proposes for everybody at once: of all ways to give those who wait a companion, the one with the most benefit, where a pair's benefit is what leaving the
 * person waiting would cost less what the pair lacks. What coordinators have locked is taken out first. The order of what comes in does not matter.
 * @throws Error if the answer does not prove itself (which would be our mistake).
 */
export function propose({ pool, about, others = 3, whatIf }: Question): Proposed {
  const seekers = byId(pool.seekers).map((seeker) => seekerSide(seeker, pool.weights))
  const givers = byId(pool.givers).map(giverSide)
  const [seekerAt, giverAt] = [indexOf(seekers), indexOf(givers)]
  const scale = scales(pool.weights)
  const width = givers.length

  // Every two once, giver by giver: how well they fit, in thousandths without the place's load, and whether anything rules them out.
  const height = seekers.length
  const fits = new Int16Array(width * height)
  const hindered = new Uint8Array(width * height)
  const points = new Float64Array(scale.length)
  for (let column = 0, at = 0; column < width; column++) {
    const giver = givers[column]!
    for (let row = 0; row < height; row++, at++) {
      const seeker = seekers[row]!
      if ((hindered[at] = hindranceOf(seeker, giver)) !== 0) continue
      measure(seeker, giver, points)
      fits[at] = Math.round(fitOf(points, scale))
    }
  }
  const cellOf = ([requestId, volunteerId]: Two) => {
    const [row, column] = [seekerAt.get(requestId), giverAt.get(volunteerId)]
    return row === undefined || column === undefined ? -1 : column * height + row
  }
  const mark = (twos: Two[], table: Uint8Array, value: number) => {
    for (const two of twos) if (cellOf(two) >= 0) table[cellOf(two)] = value
  }
  mark(pool.ended, hindered, ended)
  mark(pool.forbids, hindered, forbidden)

  // What a place adds for its load, and what two are worth without it.
  const loadOf = (column: number, before: number) => Math.round(loadScale(scale) * loadPoints(givers[column]!, before))
  const worth = new Int16Array(fits.length)
  for (let column = 0, at = 0; column < width; column++) for (let row = 0; row < height; row++, at++) worth[at] = hindered[at] ? never : fits[at]! - worthIt + seekers[row]!.urgency
  for (const two of pool.last) if (cellOf(two) >= 0 && worth[cellOf(two)] !== never) worth[cellOf(two)]! += stayBonus

  const solve = (locks: Two[]) => {
    const chosen = new Int32Array(seekers.length).fill(-1)
    const taken = new Int32Array(width)
    const broken: Two[] = []
    let total = 0
    for (const lock of locks.toSorted()) {
      const cell = cellOf(lock)
      const [row, column] = [cell % height, Math.floor(cell / height)]
      if (cell < 0 || hindered[cell] || chosen[row] !== -1 || taken[column]! >= free(column)) broken.push(lock)
      else {
        total += Math.max(0, worth[cell]! + loadOf(column, taken[column]!))
        chosen[row] = column
        taken[column]!++
      }
    }
    const open = Int32Array.from(seekers.keys().filter((row) => chosen[row] === -1))
    const places = givers.flatMap((_, column) => Array.from({ length: free(column) - taken[column]! }, (_, place) => ({ column, before: taken[column]! + place })))
    const benefit = new Int16Array(places.length * open.length)
    let at = 0
    for (const { column, before } of places) {
      const load = loadOf(column, before)
      const from = column * height
      for (let index = 0; index < open.length; index++) benefit[at++] = Math.max(0, worth[from + open[index]!]! + load)
    }
    const answer = assign(benefit, places.length, open.length)
    if (!proves(answer, benefit, places.length, open.length)) throw new Error('the proposal does not prove itself')
    for (const [place, { column }] of places.entries()) if (answer.columnOf[place]! >= 0) chosen[open[answer.columnOf[place]!]!] = column
    return { chosen, broken, total: total + answer.total }
  }
  const free = (column: number) => Math.max(0, givers[column]!.capacity - givers[column]!.walking)
  const { chosen, broken, total } = solve(pool.locks)
  const locked = new Set(pool.locks.map(([requestId]) => requestId).filter((id) => !broken.some(([requestId]) => requestId === id)))
  const twoOf = (of: Int32Array, row: number): string | null => (of[row]! < 0 ? null : givers[of[row]!]!.id)

  const fitAt = (row: number, column: number) => fits[column * height + row]! + loadOf(column, 0)
  const candidate = (row: number, column: number) => ({ volunteerId: givers[column]!.id, fit: Math.round(fitAt(row, column) / 10), ...explain(seekers[row]!, givers[column]!) })
  const proposals = (about ?? seekers.map(({ id }) => id)).flatMap((id): Proposal[] => {
    const row = seekerAt.get(id)
    if (row === undefined) return []
    const counted = new Int32Array(hindrances.length + 1)
    const best: { column: number; fit: number }[] = []
    for (let column = 0; column < width; column++) {
      const hindrance = hindered[column * height + row]!
      if (hindrance) counted[hindrance]!++
      else if (column !== chosen[row]) keepBest(best, { column, fit: fitAt(row, column) }, others)
    }
    return [{
      requestId: id, locked: locked.has(id), two: chosen[row]! < 0 ? null : candidate(row, chosen[row]!), others: best.map(({ column }) => candidate(row, column)),
      hindered: Object.fromEntries(hindrances.flatMap((hindrance, index) => (counted[index + 1] ? [[hindrance, counted[index + 1]]] : []))),
    }]
  })
  return { total: Math.round(total / 10), pairs: seekers.flatMap(({ id }, row): Two[] => (twoOf(chosen, row) ? [[id, twoOf(chosen, row)!]] : [])), proposals, broken, ...(whatIf && { whatIf: consider(whatIf) }) }

  function consider(two: Two): Proposed['whatIf'] {
    const cell = cellOf(two)
    if (cell < 0) return { hindrance: 'full' }
    if (hindered[cell]) return { hindrance: hindrances[hindered[cell] - 1]! }
    const then = solve([...pool.locks.filter(([requestId]) => requestId !== two[0]), two])
    if (then.broken.some((one) => one[0] === two[0])) return { hindrance: 'full' }
    return {
      difference: Math.round((then.total - total) / 10), total: Math.round(then.total / 10),
      moves: seekers.flatMap(({ id }, row) => (chosen[row] === then.chosen[row] ? [] : [{ requestId: id, from: twoOf(chosen, row), to: twoOf(then.chosen, row) }])),
    }
  }
}

const indexOf = (sides: { id: string }[]) => new Map(sides.map(({ id }, index) => [id, index]))

/** Puts one among the best so far, the best first. */
function keepBest<One extends { fit: number }>(best: One[], one: One, most: number) {
  if (best.length === most && (most === 0 || best[most - 1]!.fit >= one.fit)) return
  let at = best.length
  while (at > 0 && one.fit > best[at - 1]!.fit) at--
  best.splice(at, 0, one)
  if (best.length > most) best.pop()
}
