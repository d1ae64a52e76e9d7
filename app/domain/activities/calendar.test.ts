import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { activityCalendar, type CalendarOptions, type EventFacts } from './calendar.ts'

const now = new Date('2026-11-23T12:00:00Z')
const facts: EventFacts = {
  uid: '4f5ac1f2@samkraft',
  sequence: 3,
  title: 'Tur – Sandnes',
  startsAt: new Date('2026-12-05T11:00:00Z'),
  endsAt: new Date('2026-12-05T14:00:00Z'),
  zone: 'Europe/Oslo',
  allDay: false,
  location: 'Langgata 1, Sandnes',
  lat: 58.85,
  lon: 5.73,
  url: 'http://localhost:3000/me#a',
  description: 'Meld avbud om du ikke kommer',
}
const options: CalendarOptions = { method: 'REQUEST', now, organizer: 'Samkraft <post@samkraft.example>', attendee: { name: 'Åse Ødegård', email: 'ase@example.org' } }

/** As bytes on the wire: lines after unfolding, checked on the way for length, line ends and whole letters. */
function lines(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8')
  expect(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toBe(text)
  expect(text.endsWith('\r\n')).toBe(true)
  const raw: Buffer[] = []
  let from = 0
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 0x0a) expect(bytes[i - 1]).toBe(0x0d)
    if (bytes[i] !== 0x0d) continue
    expect(bytes[i + 1]).toBe(0x0a)
    raw.push(bytes.subarray(from, i))
    from = i + 2
  }
  for (const line of raw) {
    expect(line.length).toBeLessThanOrEqual(75)
    // a fold in the middle of a letter would make the line undecodable by itself
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(line)).not.toThrow()
    for (const byte of line) expect(byte >= 0x20 && byte !== 0x7f).toBe(true)
  }
  return Buffer.concat(raw.flatMap((line, i) => (line[0] === 0x20 ? [line.subarray(1)] : [Buffer.from(i ? '\r\n' : ''), line]))).toString('utf8').split('\r\n')
}
const eventOf = (text: string) => new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')!)

describe('an invitation', () => {
  const text = activityCalendar([facts], options)
  const all = lines(text)
  test('says the wall clock of its own zone, with the zone, and stamps in UTC', () => {
    expect(all).toContain('DTSTART;TZID=Europe/Oslo:20261205T120000')
    expect(all).toContain('DTEND;TZID=Europe/Oslo:20261205T150000')
    expect(all).toContain('TZID:Europe/Oslo')
    expect(all).toContain('DTSTAMP:20261123T120000Z')
    expect(eventOf(text).startDate.toJSDate().toISOString()).toBe('2026-12-05T11:00:00.000Z')
  })
  test('is consistent: method, status, uid, sequence, place, point, address', () => {
    expect(all.filter((line) => line.startsWith('METHOD:'))).toEqual(['METHOD:REQUEST'])
    expect(all).toContain('UID:4f5ac1f2@samkraft')
    expect(all).toContain('SEQUENCE:3')
    expect(all).toContain('STATUS:CONFIRMED')
    expect(all).toContain('LOCATION:Langgata 1\\, Sandnes')
    expect(all).toContain('GEO:58.85;5.73')
    expect(all).toContain('URL;VALUE=URI:http://localhost:3000/me#a')
  })
  test('comes from the neutral sender to exactly the one who gets it', () => {
    expect(all.filter((line) => line.startsWith('ORGANIZER'))).toEqual(['ORGANIZER;CN="Samkraft":mailto:post@samkraft.example'])
    const attendees = all.filter((line) => line.startsWith('ATTENDEE'))
    expect(attendees).toHaveLength(1)
    for (const part of ['ROLE=REQ-PARTICIPANT', 'CUTYPE=INDIVIDUAL', 'PARTSTAT=ACCEPTED', 'RSVP=TRUE', 'CN="Åse Ødegård"', ':MAILTO:ase@example.org']) expect(attendees[0]).toContain(part)
  })
  test('cancelling carries the same UID, METHOD:CANCEL and STATUS:CANCELLED', () => {
    const cancel = lines(activityCalendar([{ ...facts, sequence: 4 }], { ...options, method: 'CANCEL' }))
    expect(cancel).toContain('METHOD:CANCEL')
    expect(cancel).toContain('STATUS:CANCELLED')
    expect(cancel).toContain('UID:4f5ac1f2@samkraft')
    expect(cancel).toContain('SEQUENCE:4')
  })
})

test('all-day events are dates, whatever zone the process runs in', () => {
  const text = activityCalendar([{ ...facts, allDay: true, startsAt: new Date('2026-12-04T23:00:00Z'), endsAt: new Date('2026-12-05T23:00:00Z') }], { ...options, method: 'PUBLISH', attendee: undefined })
  const all = lines(text)
  expect(all).toContain('DTSTART;VALUE=DATE:20261205')
  expect(all).toContain('DTEND;VALUE=DATE:20261206')
  expect(all.filter((line) => line.startsWith('ATTENDEE'))).toEqual([])
})

test('summer and winter keep the wall clock', () => {
  const all = lines(activityCalendar([{ ...facts, startsAt: new Date('2027-07-01T16:00:00Z'), endsAt: new Date('2027-07-01T18:00:00Z') }], options))
  expect(all).toContain('DTSTART;TZID=Europe/Oslo:20270701T180000')
})

test('a zone nobody knows becomes UTC rather than a wrong hour', () => {
  expect(lines(activityCalendar([{ ...facts, zone: 'Europe/Sandnes' }], options))).toContain('DTSTART:20261205T110000Z')
})

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom('\r\n', '\n', '\r', '\u2028', '\u0085', '\0', '"', '^n', '\\n', ';', ',', ':', 'ATTENDEE:mailto:x@y.z', 'BEGIN:VEVENT', 'END:VCALENDAR', 'å', '😀', '\ud800', ' '), { maxLength: 60 }).map((parts) => parts.join('')),
)

test('no field can inject a line, an attendee or half a letter', () => {
  fc.assert(
    fc.property(nasty, nasty, nasty, nasty, nasty, fc.constantFrom('REQUEST' as const, 'CANCEL' as const), (title, description, location, name, sender, method) => {
      const text = activityCalendar([{ ...facts, title, description, location, url: `http://x.example/${title}` }], {
        ...options, method, attendee: { name, email: 'ase@example.org' }, organizer: `${sender} <post@samkraft.example>`, name: title,
      })
      const all = lines(text)
      expect(all.filter((line) => /^ATTENDEE/i.test(line))).toHaveLength(1)
      expect(all.filter((line) => /^ORGANIZER/i.test(line))).toHaveLength(1)
      expect(all.filter((line) => line.startsWith('BEGIN:VEVENT'))).toHaveLength(1)
      expect(all.filter((line) => line.startsWith('METHOD'))).toEqual([`METHOD:${method}`])
      const allowed = /^(BEGIN|END|VERSION|PRODID|METHOD|NAME|X-WR-CALNAME|TZID|TZOFFSETFROM|TZOFFSETTO|TZNAME|LAST-MODIFIED|DTSTART|DTEND|RRULE|UID|SEQUENCE|DTSTAMP|SUMMARY|TRANSP|LOCATION|GEO|X-APPLE-STRUCTURED-LOCATION|DESCRIPTION|ORGANIZER|ATTENDEE|URL|STATUS)[;:]/
      for (const line of all) if (line) expect(line).toMatch(allowed)
      // and a reader gets back what was put in
      const event = eventOf(text)
      expect(event.attendees).toHaveLength(1)
      expect(event.attendees[0]!.getFirstValue()).toBe('MAILTO:ase@example.org')
      expect(event.uid).toBe(facts.uid)
      expect(squeezed(event.summary ?? '')).toBe(squeezed(title))
    }),
    { numRuns: 400 },
  )
})
// oxlint-disable-next-line no-control-regex
const squeezed = (value: string) => value.toWellFormed().replace(/[\u0000-\u0020\u007f-\u009f\u2028\u2029\s]+/g, ' ').trim()

test('a feed of a thousand events is made in well under a second', () => {
  const many = Array.from({ length: 1000 }, (_, i) => ({ ...facts, uid: `${i}@samkraft`, description: 'å'.repeat(300) }))
  const begun = performance.now()
  const text = activityCalendar(many, { method: 'PUBLISH', now, organizer: options.organizer, name: 'Samkraft' })
  expect(performance.now() - begun).toBeLessThan(2000) // 0.1 s on a quiet machine
  const all = text.split('\r\n')
  expect(all.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1000)
  expect(all.filter((line) => line === 'BEGIN:VTIMEZONE')).toHaveLength(1)
})
