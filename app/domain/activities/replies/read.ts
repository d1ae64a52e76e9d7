import { type Component, properties, property, readComponents } from '../importing/components.ts'
import { ianaZone, readWall, zonesOf } from '../importing/zones.ts'

/** One answer, as a calendar wrote it. */
export interface Reply {
  uid: string
  answer: 'accepted' | 'declined' | 'tentative'
  /** Who answers, in small letters. */
  attendee: string
  sequence: number
  /** When the calendar said it. */
  saidAt: Date
  /** One date of a series: the day it was first meant for, by the clock of a zone. null: all of it. */
  dayIn: ((zone: string) => string) | null
}

const largest = 200_000
const most = 50
const day = 86_400_000
const answers: Record<string, Reply['answer']> = { ACCEPTED: 'accepted', DECLINED: 'declined', TENTATIVE: 'tentative' }

/**
 * The answers in a calendar text (RFC 5546, METHOD:REPLY), as Google, Outlook and Apple write them. What is not plainly one
 * person's yes, no or maybe is no answer: delegation, counter-proposals, several attendees, no time of saying. Never throws.
 */
export function readReplies(text: string): Reply[] {
  if (text.length > largest) return []
  return readComponents(text).calendars.flatMap((calendar) => {
    if (said(calendar, 'METHOD').toUpperCase() !== 'REPLY') return []
    const zones = calendar.children.filter((child) => child.name === 'VTIMEZONE')
    return calendar.children.filter((child) => child.name === 'VEVENT').slice(0, most).flatMap((event) => readOne(event, zones) ?? [])
  })
}

function readOne(event: Component, zones: Component[]): Reply | null {
  const uid = said(event, 'UID')
  const attendees = properties(event, 'ATTENDEE')
  const [attendee] = attendees
  if (!uid || uid.length > 255 || attendees.length !== 1 || !attendee) return null
  const { PARTSTAT = '', EMAIL = '', ...others } = attendee.parameters
  const answer = answers[PARTSTAT.toUpperCase()]
  const stamp = readWall(said(event, 'DTSTAMP'))
  if (!answer || !stamp?.utc || others['DELEGATED-TO'] || others['DELEGATED-FROM']) return null
  // iCloud may name a person by a path of its own, with the address beside it.
  const address = (/^mailto:(.+)$/i.exec(attendee.value.trim())?.[1] ?? EMAIL).trim().toLowerCase()
  const sequence = Number(said(event, 'SEQUENCE') || '0')
  if (!/^[^\s@]+@[^\s@]+$/.test(address) || address.length > 254 || !Number.isInteger(sequence) || sequence < 0 || sequence > 1_000_000) return null
  const recurrence = property(event, 'RECURRENCE-ID')
  const dayIn = recurrence ? dayOf(recurrence.value, recurrence.parameters.TZID, zones) : null
  // A date that cannot be read is not all dates.
  if (dayIn === undefined) return null
  return { uid, answer, attendee: address, sequence, saidAt: new Date(stamp.wall), dayIn }
}

const said = (component: Component, name: string) => property(component, name)?.value.trim() ?? ''

function dayOf(value: string, tzid: string | undefined, zones: Component[]): ((zone: string) => string) | undefined {
  const read = readWall(value)
  if (!read) return undefined
  const iso = (wall: number) => new Date(wall).toISOString().slice(0, 10)
  if (read.date) return () => iso(read.wall)
  return (home) => {
    if (read.utc) return iso(ianaZone(home).wallOf(read.wall))
    const zone = tzid ? zonesOf(zones, home, [read.wall - 400 * day, read.wall + 400 * day], { days: 2_000 })(tzid) : undefined
    return iso(zone ? ianaZone(home).wallOf(zone.instantOf(read.wall)) : read.wall)
  }
}
