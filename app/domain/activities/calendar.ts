import { createRequire } from 'node:module'
import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalAttendeeType, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { DateTime } from 'luxon'

const { getVtimezoneComponent } = createRequire(import.meta.url)('@touch4it/ical-timezones') as typeof import('@touch4it/ical-timezones')

/** An activity as a calendar shows it. Which title and place these are (open or discreet) the caller decides. */
export interface EventFacts {
  uid: string
  sequence: number
  title: string
  /** What stands under the title; the address of the page goes into `url`. */
  description?: string
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  location?: string | null
  lat?: number | null
  lon?: number | null
  url?: string
  cancelled?: boolean
  /** A series: how it repeats (RRULE) and which of its moments are left out, by the wall clock they were meant for (`20270325T180000`). */
  repeats?: { rule: string; except: string[] }
  /** A date of a series that differs: the moment it was first meant for. */
  replaces?: Date
  /** When this was last true to its source; lets a feed that has not changed be the same bytes. Else the calendar's `now`. */
  stamp?: Date
}

export interface CalendarOptions {
  /** PUBLISH: files and feeds. REQUEST and CANCEL: a message to one person about one activity. */
  method: 'PUBLISH' | 'REQUEST' | 'CANCEL'
  now: Date
  /** Where replies of calendars go: the neutral sender, as `Name <address>`. */
  organizer: string
  /** The recipient of a message, and nobody else. */
  attendee?: { name: string; email: string }
  /** The name a subscribed calendar shows. */
  name?: string
  language?: string
}

/**
 * The one place where iCalendar text is made (RFC 5545, 5546): the invitation in a mail, the file of one activity, the
 * feeds. Instants come out as wall-clock time in the activity's zone with its VTIMEZONE; DTSTAMP in UTC.
 */
export function activityCalendar(events: EventFacts[], options: CalendarOptions): string {
  const { method, now, attendee } = options
  const organizer = mailbox(options.organizer)
  const calendar = ical({
    prodId: { company: 'Samkraft', product: 'Samkraft', language: (options.language ?? 'nb').toUpperCase() },
    method: ICalCalendarMethod[method],
    // The zone stands on each event; one on the calendar would take the Z from DTSTAMP.
    timezone: { name: null, generator: zoneComponent },
  })
  if (options.name) calendar.name(escaped(options.name))
  if (method === 'PUBLISH') calendar.ttl(3 * 60 * 60)
  const stamp = DateTime.fromJSDate(now, { zone: 'utc' })
  for (const facts of events) {
    const zone = zoneComponent(facts.zone) ? facts.zone : 'UTC'
    const cancelled = method === 'CANCEL' || facts.cancelled === true
    const event = calendar.createEvent({
      id: oneLine(facts.uid),
      sequence: facts.sequence,
      stamp: facts.stamp ? DateTime.fromJSDate(facts.stamp, { zone: 'utc' }) : stamp,
      start: DateTime.fromJSDate(facts.startsAt, { zone }),
      end: DateTime.fromJSDate(facts.endsAt, { zone }),
      timezone: zone === 'UTC' ? null : zone,
      allDay: facts.allDay,
      summary: oneLine(facts.title),
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: facts.allDay || cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
      organizer,
    })
    if (facts.repeats) event.repeating(recurrence(facts.repeats, zone))
    if (facts.replaces) event.recurrenceId(DateTime.fromJSDate(facts.replaces, { zone }))
    if (facts.description) event.description(clean(facts.description))
    if (facts.url) event.url(oneLine(facts.url))
    const place = facts.location ? oneLine(facts.location) : ''
    if (place && facts.lat != null && facts.lon != null) event.location({ title: place, geo: { lat: facts.lat, lon: facts.lon } })
    else if (place) event.location(place)
    if (attendee) {
      event.createAttendee({
        name: parameter(attendee.name),
        email: oneLine(attendee.email),
        rsvp: true,
        type: ICalAttendeeType.INDIVIDUAL,
        role: ICalAttendeeRole.REQ,
        // They said yes on the site; their calendar's buttons are for changing that.
        status: method === 'CANCEL' ? ICalAttendeeStatus.DECLINED : ICalAttendeeStatus.ACCEPTED,
      })
    }
  }
  return `${calendar.toString()}\r\n`
}

/** Left-out moments are named by the wall clock they were meant for, which may not exist that night: calendars compare the words. */
function recurrence({ rule, except }: NonNullable<EventFacts['repeats']>, zone: string): string {
  const list = except.map((wall) => (zone === 'UTC' ? `${wall}Z` : wall)).join(',')
  return `RRULE:${oneLine(rule)}${list && `\nEXDATE${zone === 'UTC' ? '' : `;TZID=${zone}`}:${list}`}`
}

const components = new Map<string, string | null>()
function zoneComponent(zone: string): string | null {
  let known = components.get(zone)
  if (known === undefined) {
    known = /^[A-Za-z]+\/[A-Za-z_/+-]+$/.test(zone) ? getVtimezoneComponent(zone) : null
    // What else the file says (where it was downloaded from) is nobody's business.
    known = known?.split(/\r?\n/).filter((line) => !/^(TZURL|X-)/.test(line)).join('\r\n') ?? null
    components.set(zone, known)
  }
  return known
}

/** Nothing that could begin a line, end a quoted value or be half a letter gets as far as the generator. */
// oxlint-disable-next-line no-control-regex -- these are what is taken away
const clean = (value: string) => value.toWellFormed().replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ')
const oneLine = (value: string) => clean(value).replace(/\s+/g, ' ').trim()
const parameter = (value: string) => oneLine(value).replace(/["^\\]/g, '’') || '–'
const escaped = (value: string) => oneLine(value).replace(/[\\;,]/g, (sign) => `\\${sign}`)

function mailbox(from: string): { name: string; email: string } {
  const match = /^(.*)<([^<>]+)>\s*$/.exec(oneLine(from))
  const email = (match?.[2] ?? oneLine(from)).trim()
  return { name: parameter(match?.[1]?.trim() || email), email }
}
