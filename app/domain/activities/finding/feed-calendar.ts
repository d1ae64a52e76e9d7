import { activityCalendar, type CalendarOptions, type EventFacts } from '../calendar.ts'

/**
 * The calendar of a feed. Writing a thousand events anew takes a third of a second, and between two askings hardly any has
 * changed: each event's own text is remembered under everything it says, and the feed is put together from those.
 */
const remembered = new Map<string, { zone: string; event: string }>()
const most = 5_000

export function feedCalendar(events: (EventFacts & { stamp: Date })[], options: CalendarOptions & { method: 'PUBLISH' }): string {
  const [first] = events
  if (!first) return activityCalendar([], options)
  const parts = events.map((event) => partsOf(event, options))
  const whole = activityCalendar([first], options)
  const frame = { before: whole.slice(0, whole.indexOf('\r\nBEGIN:VEVENT\r\n') + 2), after: whole.slice(whole.lastIndexOf('END:VCALENDAR')) }
  const zones = new Set(parts.map((part) => part.zone))
  zones.delete(parts[0]!.zone) // stands in the frame
  return frame.before + [...zones].join('') + parts.map((part) => part.event).join('') + frame.after
}

function partsOf(event: EventFacts & { stamp: Date }, options: CalendarOptions) {
  const key = JSON.stringify([event, options.organizer])
  let known = remembered.get(key)
  if (!known) {
    const text = activityCalendar([event], { ...options, name: undefined })
    known = { zone: block(text, 'VTIMEZONE'), event: block(text, 'VEVENT') }
    if (remembered.size >= most) remembered.clear()
    remembered.set(key, known)
  }
  return known
}

function block(text: string, name: string): string {
  const from = text.indexOf(`\r\nBEGIN:${name}\r\n`)
  const end = `\r\nEND:${name}\r\n`
  const to = text.lastIndexOf(end)
  return from < 0 || to < 0 ? '' : text.slice(from + 2, to + end.length)
}
