import { DateTime } from 'luxon'
import { type Component, properties, property, readComponents } from './components.ts'
import { type Event, type Withdrawal, readEvent } from './event.ts'
import type { Occurrence } from './occurrence.ts'
import { oneLine, unescapeText } from './plain-text.ts'
import { type Problem, Unreadable } from './problems.ts'
import { type Budget, DAY } from './recurrence.ts'
import { type CalendarRule, repeatingOf } from './repeating.ts'
import { datesOf } from './series.ts'
import { ianaZone, zonesOf } from './zones.ts'

/**
 * Reads what another program's calendar says will happen. Pure: text in, plans and problems out. Never throws, and
 * takes about as long as the text is, whatever stands in it. People's names and addresses in it (attendees, organisers,
 * alarms) are not read at all.
 */
export interface CalendarRead {
  ok: true
  /** `key` tells one calendar of an organisation from another; `name` is what its owner calls it. */
  calendar: { key: string; name: string | undefined }
  occurrences: Occurrence[]
  /** The rules behind those that repeat, by UID. */
  repeating: Map<string, CalendarRule>
  /** What the calendar itself says is called off. No occurrence: all of it. */
  withdrawn: { uid: string; occurrence: string | undefined }[]
  /** Events that are there but could not be read (in full): nothing of theirs may count as gone. */
  unread: string[]
  /** The file breaks off or was more than we take: what it lacks says nothing. */
  incomplete: boolean
  /** How far ahead series were followed. */
  until: Date
  /** How many events have nothing left to come, and how many begin after the window. */
  past: number
  later: number
  problems: Problem[]
}
export type Refused = { ok: false; reason: 'empty' | 'too-large' | 'not-a-calendar' | 'old-format' }

export const LARGEST = 2_000_000
const MOST_OCCURRENCES = 2_000
const DAYS_TO_LOOK_AT = 400_000

/** Files say in bytes what they are: UTF-8, now and then UTF-16 (Outlook) or the Windows alphabet. */
export function decodeCalendar(bytes: Uint8Array): string {
  const label = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes).replaceAll('\u0000', '')
  } catch {
    return new TextDecoder('windows-1252').decode(bytes).replaceAll('\u0000', '')
  }
}

export function readCalendar(text: string, { zone, now, months = 12 }: { zone: string; now: Date; months?: number }): CalendarRead | Refused {
  if (text.trim() === '') return { ok: false, reason: 'empty' }
  if (text.length > LARGEST) return { ok: false, reason: 'too-large' }
  const { calendars, problems: shape, truncated } = readComponents(text)
  if (!calendars.length) return { ok: false, reason: 'not-a-calendar' }
  if (calendars.every((calendar) => property(calendar, 'VERSION')?.value.trim() === '1.0')) return { ok: false, reason: 'old-format' }

  const problems: Problem[] = [...shape]
  const unread = new Set<string>()
  const budget: Budget = { days: DAYS_TO_LOOK_AT }
  const window = { from: now.getTime(), to: DateTime.fromJSDate(now, { zone }).plus({ months }).toMillis() }
  const home = ianaZone(zone)

  const read: (Event | Withdrawal)[] = []
  for (const calendar of calendars) {
    const method = property(calendar, 'METHOD')?.value.trim().toUpperCase()
    const zones = zonesOf(calendar.children.filter((child) => child.name === 'VTIMEZONE'), zone, [window.from - DAY, window.to + DAY], budget)
    for (const component of calendar.children) {
      const other = ({ VTODO: 'task', VFREEBUSY: 'free-busy', VJOURNAL: 'journal' } as const)[component.name as 'VTODO']
      if (other) problems.push(aside(component, other))
      if (component.name !== 'VEVENT') continue
      if (method && ['REPLY', 'COUNTER', 'DECLINECOUNTER', 'REFRESH', 'ADD'].includes(method)) {
        problems.push(aside(component, 'answer'))
        continue
      }
      if (component.unclosed) {
        const uid = property(component, 'UID')?.value.trim()
        if (uid) unread.add(uid)
        continue
      }
      try {
        const event = readEvent(component, { home, zones, called_off: method === 'CANCEL' })
        if (event.kind === 'private') problems.push(aside(component, 'private'))
        else read.push(event)
        // A private exception of a public series is called off for us: nothing of it may show.
        if (event.kind === 'private' && event.original) read.push({ ...event, kind: 'withdrawal' })
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error
        problems.push({ ...aside(component, error.problem.what), ...error.problem })
        const uid = property(component, 'UID')?.value.trim()
        if (uid) unread.add(uid)
      }
    }
  }

  const occurrences: Occurrence[] = []
  const repeating: CalendarRead['repeating'] = new Map()
  const withdrawn: CalendarRead['withdrawn'] = []
  let past = 0
  let later = 0
  for (const [uid, events] of Map.groupBy(read, (event) => event.uid)) {
    try {
      const dates = datesOf(events, { home, window, budget })
      for (const problem of dates.problems) problems.push(problem)
      for (const occurrence of dates.occurrences) occurrences.push(occurrence)
      for (const occurrence of dates.withdrawn) withdrawn.push({ uid, occurrence })
      if (dates.shortened) unread.add(uid)
      const rule = dates.occurrences.length > 1 && !dates.shortened ? repeatingOf(events, budget) : null
      if (rule) repeating.set(uid, rule)
      if (!dates.occurrences.length && !dates.withdrawn.length) dates.continues ? later++ : past++
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      const title = events.find((event) => event.kind === 'event')?.title
      problems.push({ ...error.problem, ...(title && { title }) })
      unread.add(uid)
    }
  }

  occurrences.sort((a, b) => a.start.getTime() - b.start.getTime() || a.line - b.line)
  const tooMany = occurrences.length > MOST_OCCURRENCES
  if (tooMany) problems.push({ line: occurrences[MOST_OCCURRENCES]!.line, what: 'file-shortened', value: String(MOST_OCCURRENCES) })
  const header = (name: string) => calendars.map((calendar) => property(calendar, name)?.value.trim()).find((value) => value)
  const name = header('X-WR-CALNAME') ?? header('NAME')
  return {
    ok: true,
    calendar: { key: header('X-WR-RELCALID') ?? name ?? header('PRODID') ?? '',
      name: name === undefined ? undefined : oneLine(unescapeText(name.slice(0, 400))).slice(0, 120) },
    occurrences: occurrences.slice(0, MOST_OCCURRENCES),
    repeating: tooMany ? new Map() : repeating,
    withdrawn,
    unread: [...unread],
    incomplete: truncated || tooMany || budget.days < 0,
    until: new Date(window.to),
    past,
    later,
    problems: problems.sort((a, b) => a.line - b.line),
  }
}

/** A component that is passed over, by its first line and its title. */
function aside(component: Component, what: Problem['what']): Problem {
  const title = oneLine(unescapeText(properties(component, 'SUMMARY')[0]?.value.slice(0, 400) ?? '')).slice(0, 80)
  return { line: component.line, what, ...(title && { title }) }
}
