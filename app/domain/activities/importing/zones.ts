import { DateTime, IANAZone } from 'luxon'
import { findIana } from 'windows-iana'
import { type Component, properties, property } from './components.ts'
import { type Budget, DAY, type Rule, type Wall, expand, readRule } from './recurrence.ts'

/**
 * What a TZID means. Programs name zones in their own ways: Google by IANA, Outlook by Windows names or by what its
 * menus say ("(UTC+01:00) Amsterdam, Berlin …"), Mozilla and Evolution with a path in front, some only by a definition
 * in the file itself.
 */
export interface Zone {
  /** The IANA name to keep with an activity. */
  name: string
  instantOf(wall: Wall): number
  wallOf(instant: number): Wall
}

const iana = new Map<string, Zone>()
export function ianaZone(name: string): Zone {
  let zone = iana.get(name)
  if (!zone) {
    zone = {
      name,
      // Reads the clock in UTC and keeps what it shows: the same face in the other zone.
      instantOf: (wall) => DateTime.fromMillis(wall, { zone: 'utc' }).setZone(name, { keepLocalTime: true }).toMillis(),
      wallOf: (instant) => instant + DateTime.fromMillis(instant, { zone: name }).offset * 60_000,
    }
    iana.set(name, zone)
  }
  return zone
}

/** luxon's list leaves out odd but real names (US/Pacific); the platform decides. Offsets such as +01:00 are no names. */
const isIana = (name: string) => /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name)

const cities = new Map(Intl.supportedValuesOf('timeZone').map((name) => [name.slice(name.lastIndexOf('/') + 1).replaceAll('_', ' ').toLowerCase(), name]))

/** Zones of Windows cover many countries; the organisation's own is the likeliest of them. */
function fromWindows(name: string, home: string): string | undefined {
  const candidates: string[] = findIana(name)
  return candidates.includes(home) ? home : candidates[0]
}

function fixed(minutes: number, home: string): Zone {
  return { name: home, instantOf: (wall) => wall - minutes * 60_000, wallOf: (instant) => instant + minutes * 60_000 }
}

const offsetMinutes = (value: string | undefined) => {
  const match = /^([+-])(\d{2})(\d{2})(\d{2})?$/.exec(value?.trim() ?? '')
  return match && Number(match[2]) <= 15 ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : undefined
}

/** Reads the file's own definition, as far as the window needs it. Undefined when it makes no sense. */
function fromDefinition(definition: Component, home: string, window: [from: number, to: number], budget: Budget): Zone | undefined {
  const changes: { wall: Wall; before: number; after: number }[] = []
  for (const observance of definition.children) {
    if (observance.name !== 'STANDARD' && observance.name !== 'DAYLIGHT') continue
    const before = offsetMinutes(property(observance, 'TZOFFSETFROM')?.value)
    const after = offsetMinutes(property(observance, 'TZOFFSETTO')?.value)
    const start = readWall(property(observance, 'DTSTART')?.value ?? '')
    if (before === undefined || after === undefined || !start) return undefined
    changes.push({ wall: start.wall, before, after })
    for (const rule of properties(observance, 'RRULE')) {
      let read: Rule
      try {
        read = readRule(rule.value, rule.line, (instant) => instant + before * 60_000)
        // A year each way is enough to know the latest change before the window.
        for (const wall of expand(read, start.wall, window[0] - 400 * DAY, window[1] + 40 * DAY, 200, budget)) changes.push({ wall, before, after })
      } catch {
        return undefined
      }
    }
    for (const more of properties(observance, 'RDATE').flatMap((date) => date.value.split(',')).slice(0, 200)) {
      const date = readWall(more)
      if (date) changes.push({ wall: date.wall, before, after })
    }
  }
  if (!changes.length) return undefined
  changes.sort((a, b) => a.wall - b.wall)
  const offset = (when: (change: (typeof changes)[number]) => boolean) => changes.findLast(when)?.after ?? changes[0]!.before
  return {
    name: home,
    instantOf: (wall) => wall - offset((change) => change.wall <= wall) * 60_000,
    wallOf: (instant) => instant + offset((change) => change.wall - change.before * 60_000 <= instant) * 60_000,
  }
}

/** A date or a date with time as calendars write it. */
export function readWall(value: string): { wall: Wall; date: boolean; utc: boolean } | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/i.exec(value.trim())
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number]
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (year < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 24 || minute > 59 || second > 60) return undefined
  return { wall: date.getTime() + ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000, date: match[4] === undefined, utc: match[7] !== undefined }
}

/** Answers what the zones of one file mean; `undefined` for one that nobody can know. */
export function zonesOf(definitions: Component[], home: string, window: [from: number, to: number], budget: Budget): (tzid: string) => Zone | undefined {
  const byId = new Map(definitions.map((definition) => [property(definition, 'TZID')?.value.trim() ?? '', definition]))
  const known = new Map<string, Zone | undefined>()

  const named = (name: string) => {
    if (isIana(name)) return ianaZone(name)
    // /mozilla.org/20050126_1/Europe/Oslo, /freeassociation.sourceforge.net/America/Indiana/Knox
    const path = name.split('/').filter(Boolean)
    for (let keep = Math.min(3, path.length - 1); keep >= 1; keep--) {
      const tail = path.slice(-keep).join('/')
      if (keep > 1 && isIana(tail)) return ianaZone(tail)
    }
    const windows = fromWindows(name, home)
    return windows ? ianaZone(windows) : undefined
  }
  const find = (tzid: string): Zone | undefined => {
    const direct = named(tzid)
    if (direct) return direct
    const definition = byId.get(tzid)
    if (definition) {
      const hint = property(definition, 'X-LIC-LOCATION')?.value.trim()
      const hinted = hint ? named(hint) : undefined
      if (hinted) return hinted
      const defined = fromDefinition(definition, home, window, budget)
      if (defined) return defined
    }
    // "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"
    const places = tzid.replace(/^\([^)]*\)\s*/, '').split(',').map((city) => cities.get(city.trim().toLowerCase())).filter((name) => name !== undefined)
    if (places.length) return ianaZone(places.includes(home) ? home : places[0]!)
    const offset = /^\(?(?:UTC|GMT)\s*(?:([+-])(\d{1,2})(?::?(\d{2}))?)?\)?$/i.exec(tzid)
    if (offset) return fixed((offset[1] === '-' ? -1 : 1) * (Number(offset[2] ?? 0) * 60 + Number(offset[3] ?? 0)), home)
    return undefined
  }
  return (tzid) => {
    const name = tzid.trim()
    if (!known.has(name)) known.set(name, find(name))
    return known.get(name)
  }
}
