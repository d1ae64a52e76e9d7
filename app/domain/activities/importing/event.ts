import ICAL from 'ical.js'
import { type Component, type Property, properties, property } from './components.ts'
import { oneLine, plainText, shorten, unescapeText } from './plain-text.ts'
import { type Problem, Unreadable } from './problems.ts'
import { DAY, type Rule, type Wall, readRule } from './recurrence.ts'
import { type Zone, readWall } from './zones.ts'

/** A moment as one line of the calendar says it: a date, or a clock in some zone. */
export interface Moment {
  wall: Wall
  date: boolean
  zone: Zone
  utc: boolean
}

interface Identity {
  uid: string
  line: number
  /** Which date of a series this one replaces, and whether those after it follow. */
  original: (Moment & { andFuture: boolean }) | undefined
  sequence: number
  stamp: string
}
export interface Event extends Identity {
  kind: 'event'
  start: Moment
  /** In wall-clock time: what begins at 18 and lasts two hours ends at 20, whatever the night does to the clocks. */
  length: number
  rules: { rule: Rule; line: number }[]
  exceptRules: { rule: Rule; line: number }[]
  extra: { at: Moment; length: number | undefined }[]
  except: Moment[]
  title: string
  description: string
  place: string
  point: { lat: number; lon: number } | undefined
  categories: string[]
  notes: Problem[]
}
export interface Withdrawal extends Identity {
  kind: 'withdrawal'
}
export interface Private extends Identity {
  kind: 'private'
}

const HOUR = 3_600_000
const LONGEST = 31 * DAY
const MOST_DATES = 1_000

/** @throws Unreadable, with the line, when the event cannot be trusted to say when and what. */
export function readEvent(
  component: Component,
  { home, zones, called_off }: { home: Zone; zones: (tzid: string) => Zone | undefined; called_off: boolean },
): Event | Withdrawal | Private {
  const notes: Problem[] = []
  const value = (name: string) => property(component, name)?.value.trim() ?? ''

  const moment = (from: Property, text = from.value): Moment => {
    const read = readWall(text)
    if (!read || !['', 'DATE', 'DATE-TIME', 'PERIOD'].includes((from.parameters.VALUE ?? '').toUpperCase())) {
      throw new Unreadable(from.line, 'bad-time', `${from.name}: ${text.trim().slice(0, 40)}`)
    }
    if (read.date) return { ...read, zone: home }
    if (read.utc) return { ...read, zone: utc(home.name) }
    const tzid = from.parameters.TZID
    const zone = tzid ? zones(tzid) : home
    if (!zone && !notes.some((note) => note.what === 'unknown-zone')) notes.push({ line: from.line, what: 'unknown-zone', value: tzid!.slice(0, 60) })
    return { ...read, zone: zone ?? home }
  }

  const uid = value('UID')
  if (!uid) throw new Unreadable(component.line, 'no-uid')
  if (uid.length > 400) throw new Unreadable(property(component, 'UID')!.line, 'no-uid', uid.slice(0, 40))
  const replaces = property(component, 'RECURRENCE-ID')
  const identity: Identity = {
    uid,
    line: component.line,
    original: replaces && { ...moment(replaces), andFuture: (replaces.parameters.RANGE ?? '').toUpperCase() === 'THISANDFUTURE' },
    sequence: Number.parseInt(value('SEQUENCE'), 10) || 0,
    stamp: value('DTSTAMP') || value('LAST-MODIFIED'),
  }
  const openness = value('CLASS').toUpperCase()
  if (openness && openness !== 'PUBLIC') return { ...identity, kind: 'private' }
  if (called_off || value('STATUS').toUpperCase() === 'CANCELLED') return { ...identity, kind: 'withdrawal' }

  const begins = property(component, 'DTSTART')
  if (!begins) throw new Unreadable(component.line, 'no-start')
  let start = moment(begins)
  let length = lengthOf(component, start, moment, notes)
  if (!start.date && value('X-MICROSOFT-CDO-ALLDAYEVENT').toUpperCase() === 'TRUE' && start.wall % DAY === 0 && length % DAY === 0) {
    start = { ...start, date: true, zone: home }
  }
  if (start.date) length = Math.max(1, Math.round(length / DAY)) * DAY
  if (length > LONGEST) throw new Unreadable(begins.line, 'too-long')

  const fullTitle = oneLine(unescapeText(value('SUMMARY').slice(0, 4_000)))
  // Exceptions may leave out what does not change; the series knows its title.
  if (!fullTitle && !replaces) throw new Unreadable(component.line, 'no-title')
  const title = shorten(fullTitle, 120)
  if (title !== fullTitle) notes.push({ line: property(component, 'SUMMARY')!.line, what: 'title-shortened', title })

  const wallInStart = (instant: number) => start.zone.wallOf(instant)
  const rules = (name: string) => properties(component, name).slice(0, 20).map(({ value, line }) => ({ rule: readRule(value, line, wallInStart), line }))
  const dates = (name: string) => properties(component,
    name).flatMap((from) => from.value.split(',').slice(0, MOST_DATES).map((text) => ({ from, text }))).slice(0, MOST_DATES)

  return {
    ...identity,
    kind: 'event',
    start,
    length,
    rules: rules('RRULE'),
    exceptRules: rules('EXRULE'),
    extra: dates('RDATE').map(({ from, text }) => {
      const [begin, end] = text.split('/') as [string, string | undefined]
      const at = moment(from, begin)
      return { at, length: end === undefined ? undefined : periodLength(from, at, end, moment) }
    }),
    except: dates('EXDATE').map(({ from, text }) => moment(from, text)),
    title,
    description: descriptionOf(component, title === fullTitle ? '' : fullTitle),
    place: shorten(oneLine(unescapeText(value('LOCATION').slice(0, 2_000))), 200),
    point: pointOf(component),
    categories: properties(component, 'CATEGORIES').flatMap((from) => from.value.slice(0, 1_000).split(/(?<!\\),/)).map((text) => oneLine(unescapeText(text))).filter(Boolean).slice(0, 20),
    notes: notes.map((note) => ({ ...note, title })),
  }
}

/** Clocks in UTC belong to no place; the activity keeps the organisation's zone. */
const utc = (home: string): Zone => ({ name: home, instantOf: (wall) => wall, wallOf: (instant) => instant })

function lengthOf(component: Component, start: Moment, moment: (from: Property) => Moment, notes: Problem[]): number {
  const ends = property(component, 'DTEND')
  const lasts = property(component, 'DURATION')
  let length = 0
  if (ends) {
    const end = moment(ends)
    if (end.date !== start.date) throw new Unreadable(ends.line, 'bad-time', `DTEND: ${ends.value.trim().slice(0, 40)}`)
    length = (end.date ? end.wall : start.zone.wallOf(end.zone.instantOf(end.wall))) - start.wall
    if (length < 0) throw new Unreadable(ends.line, 'ends-before-start')
  } else if (lasts) length = durationOf(lasts, lasts.value)
  if (length > 0) return length
  if (start.date) return DAY
  notes.push({ line: (ends ?? lasts)?.line ?? component.line, what: 'no-end' })
  return HOUR
}

function durationOf(from: Property, text: string): number {
  try {
    const milliseconds = ICAL.Duration.fromString(text.trim().toUpperCase()).toSeconds() * 1000
    if (milliseconds >= 0 && milliseconds < 1e13) return milliseconds
  } catch {
    // Said below, with the line.
  }
  throw new Unreadable(from.line, 'bad-duration', text.trim().slice(0, 40))
}

function periodLength(from: Property, at: Moment, end: string, moment: (from: Property, text: string) => Moment): number {
  if (/^[+-]?P/i.test(end.trim())) return durationOf(from, end)
  const until = moment(from, end)
  const length = at.zone.wallOf(until.zone.instantOf(until.wall)) - at.wall
  if (length <= 0) throw new Unreadable(from.line, 'ends-before-start')
  return length
}

function descriptionOf(component: Component, fullTitle: string): string {
  const text = plainText(unescapeText(property(component, 'DESCRIPTION')?.value.slice(0, 20_000) ?? ''))
  // Google puts its own notice about the video meeting between two such lines.
  const lines = text.split('\n')
  const [open, close] = [lines.findIndex((line) => line.startsWith('-::~')), lines.findLastIndex((line) => line.startsWith('-::~'))]
  const own = (open < close ? [...lines.slice(0, open), ...lines.slice(close + 1)] : lines).join('\n').trim()
  const url = property(component, 'URL')?.value.trim() ?? ''
  const link = /^https?:\/\/[^\s<>"]{1,300}$/i.test(url) && !own.includes(url) ? url : ''
  return shorten([fullTitle, own, link].filter(Boolean).join('\n\n'), 7_500)
}

function pointOf(component: Component): { lat: number; lon: number } | undefined {
  const text = property(component, 'GEO')?.value ?? /^geo:(.*)$/i.exec(property(component, 'X-APPLE-STRUCTURED-LOCATION')?.value.trim() ?? '')?.[1] ?? ''
  const match = /^\s*(-?\d{1,2}(?:\.\d{1,15})?)\s*[;,]\s*(-?\d{1,3}(?:\.\d{1,15})?)\s*(?:;.*)?$/.exec(text)
  if (!match) return undefined
  const [lat, lon] = [Number(match[1]), Number(match[2])]
  // 0,0 is what programs write when they do not know.
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lat !== 0 || lon !== 0) ? { lat, lon } : undefined
}
