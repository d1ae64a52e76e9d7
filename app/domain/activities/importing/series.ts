import type { Event, Moment, Withdrawal } from './event.ts'
import type { Occurrence } from './occurrence.ts'
import type { Problem } from './problems.ts'
import { type Budget, DAY, type Wall, expand } from './recurrence.ts'
import type { Zone } from './zones.ts'

/**
 * All that one UID says, as dates: an event that happens once, or a series with its exceptions.
 *
 * A date of a series is known by the day it was first meant for ('20261209'; with the time when the series meets
 * twice that day). So a series that moves from 18 to 19 stays the same activities, and those who joined stay joined.
 */
export function datesOf(
  events: (Event | Withdrawal)[],
  { home, window, budget }: { home: Zone; window: { from: number; to: number }; budget: Budget },
): { occurrences: Occurrence[]; withdrawn: (string | undefined)[]; problems: Problem[]; shortened: boolean; continues: boolean } {
  const problems: Problem[] = []
  const newest = <T extends Event | Withdrawal>(candidates: T[]): T | undefined => {
    const [first, ...others] = candidates.toSorted((a, b) => b.sequence - a.sequence || b.stamp.localeCompare(a.stamp) || b.line - a.line)
    for (const other of others) {
      problems.push({ line: other.line, what: 'older-version', value: String(first!.line), ...(other.kind === 'event' && other.title && { title: other.title }) })
    }
    return first
  }

  const master = newest(events.filter((event) => !event.original))
  if (master?.kind === 'withdrawal') return { occurrences: [], withdrawn: [undefined], problems, shortened: false, continues: false }
  const zone = master?.start.zone ?? home
  const allDay = master?.start.date ?? false

  /** The wall clock of the series at which a moment of another line falls. A date without time is the whole day. */
  const inSeries = (moment: Moment): { wall: Wall; wholeDay: boolean } => {
    if (moment.date) return { wall: moment.wall, wholeDay: true }
    // Programs write midnight in UTC when they mean a date.
    if (allDay) return { wall: day(moment.utc && moment.wall % DAY === 0 ? moment.wall : zone.wallOf(moment.zone.instantOf(moment.wall))), wholeDay: true }
    return { wall: zone.wallOf(moment.zone.instantOf(moment.wall)), wholeDay: false }
  }

  const exceptions = Map.groupBy(events.filter((event) => event.original).map((event) => ({ event, at: inSeries(event.original!) })),
    ({ at }) => `${at.wall} ${at.wholeDay}`)
    .values()
    .map((same) => {
      const event = newest(same.map((one) => one.event))!
      return { event, at: same[0]!.at, andFuture: event.original!.andFuture }
    })
    .toArray()
    .sort((a, b) => a.at.wall - b.at.wall)

  const repeats = master !== undefined && (master.rules.length > 0 || master.extra.length > 0)
  const shifts = exceptions.filter((exception) => exception.andFuture && exception.event.kind === 'event')
  const slack = 2 * DAY + Math.max(0, ...shifts.map(({ event, at }) => Math.abs((event as Event).start.wall - at.wall)))
  const [from, to] = [zone.wallOf(window.from) - slack, zone.wallOf(window.to) + slack]

  // When each date was first meant to be, within the window and a little around it.
  const lengths = new Map<Wall, number>()
  let meant: Wall[] = []
  let shortened = false
  if (master) {
    const { start, rules, exceptRules, extra, except } = master
    const all = (list: typeof rules) => list.flatMap(({ rule, line }) => {
      const walls = expand(rule, start.wall, from, to, MOST, budget, line)
      if (walls.length >= MOST) shortened = true
      return walls
    })
    for (const { at, length } of extra) if (length !== undefined) lengths.set(inSeries(at).wall, length)
    const without = except.map(inSeries)
    const excepted = new Set([...all(exceptRules), ...without.filter((date) => !date.wholeDay).map((date) => date.wall)])
    const exceptedDays = new Set(without.filter((date) => date.wholeDay).map((date) => day(date.wall)))
    meant = [...new Set([start.wall, ...all(rules), ...extra.map(({ at }) => inSeries(at).wall)])]
      .filter((wall) => wall >= from && wall <= to && !excepted.has(wall) && !exceptedDays.has(day(wall)))
      .sort((a, b) => a - b)
    if (meant.length > MOST) shortened = true
    meant = meant.slice(0, MOST)
    if (shortened) problems.push({ line: master.line, what: 'series-shortened', value: String(MOST), title: master.title })
  }

  const keys = new Map<Wall, string>()
  const taken = new Set<string>()
  for (const wall of meant) {
    const key = repeats || exceptions.length ? (taken.has(dateKey(wall)) ? timeKey(wall) : dateKey(wall)) : ''
    taken.add(key)
    keys.set(wall, key)
  }
  const onDay = Map.groupBy(meant, day)
  const replaced = (at: { wall: Wall; wholeDay: boolean }): Wall | undefined => {
    if (!at.wholeDay && keys.has(at.wall)) return at.wall
    const same = onDay.get(day(at.wall)) ?? []
    return same.length === 1 || (at.wholeDay && same.length) ? same[0] : undefined
  }

  const occurrences: Occurrence[] = []
  const withdrawn: (string | undefined)[] = []
  const notes = new Set<Problem>()
  let continues = false
  const add = (event: Event, key: string, start: Wall, length: number) => {
    const { zone } = event.start
    const begins = zone.instantOf(start)
    if (begins > window.to) continues = true
    if (begins <= window.from || begins > window.to) return
    for (const note of event.notes) notes.add(note)
    occurrences.push({
      uid: event.uid, occurrence: key, line: event.line,
      start: new Date(begins), end: new Date(Math.max(zone.instantOf(start + length), begins + 60_000)), zone: zone.name, allDay: event.start.date,
      title: event.title || master?.title || '', description: event.description || (event.title ? '' : master?.description ?? ''),
      place: event.place, ...(event.point && { point: event.point }), categories: event.categories.length ? event.categories : master?.categories ?? [],
    })
  }

  const done = new Set<Wall>()
  for (const { event, at } of exceptions) {
    const wall = replaced(at)
    if (wall !== undefined) done.add(wall)
    const key = (wall !== undefined ? keys.get(wall) : undefined) ?? dateKey(at.wall)
    if (event.kind === 'withdrawal') withdrawn.push(key)
    else if (event.title || master?.title) add(event, key, event.start.wall, event.length)
    else problems.push({ line: event.line, what: 'no-title' })
  }
  for (const wall of meant) {
    if (done.has(wall)) continue
    const ruling = shifts.findLast(({ at }) => at.wall <= wall)
    if (ruling) {
      const event = ruling.event as Event
      // Moved by whole wall-clock time; an exception in another zone moves within its own.
      const own = event.start.zone.wallOf(zone.instantOf(ruling.at.wall))
      const shift = ruling.at.wholeDay ? event.start.wall - ruling.at.wall : event.start.wall - own
      add(event, keys.get(wall)!, (ruling.at.wholeDay ? wall : event.start.zone.wallOf(zone.instantOf(wall))) + shift, event.length)
    } else if (master) add(master, keys.get(wall)!, wall, lengths.get(wall) ?? master.length)
  }
  return { occurrences, withdrawn, problems: [...problems, ...notes], shortened,
    continues: continues || (master?.start.wall ?? 0) > to || (meant.at(-1) ?? 0) > zone.wallOf(window.to) }
}

/** Daily for a year, and then some. */
const MOST = 400

const day = (wall: Wall) => Math.floor(wall / DAY) * DAY
const dateKey = (wall: Wall) => new Date(wall).toISOString().slice(0, 10).replaceAll('-', '')
const timeKey = (wall: Wall) => new Date(wall).toISOString().slice(0, 19).replace(/[-:]/g, '')
