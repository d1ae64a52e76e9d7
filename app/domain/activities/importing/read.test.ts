import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { plainText } from './plain-text.ts'
import { isNote } from './problems.ts'
import { exceptionsOf } from './repeating.ts'
import { decodeCalendar, readCalendar } from './read.ts'
import { expand, readRule } from './recurrence.ts'

const zone = 'Europe/Oslo'
const now = new Date('2026-11-23T09:00:00Z')
const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR'].join('\r\n')
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:a@example', 'SUMMARY:Onsdagskafé', ...lines, 'END:VEVENT']
function read(text: string, options: { zone?: string; now?: Date } = {}) {
  const result = readCalendar(text, { zone, now, ...options })
  if (!result.ok) throw new Error(result.reason)
  return result
}
const starts = (text: string) => read(text).occurrences.map((one) => one.start.toISOString().replace(':00.000Z', 'Z'))

test('how many dates of a rule are left out or moved', () => {
  const weekly = event('DTSTART;TZID=Europe/Oslo:20261126T180000', 'DURATION:PT2H', 'RRULE:FREQ=WEEKLY;COUNT=10', 'EXDATE;TZID=Europe/Oslo:20261224T180000')
  const moved = event('DTSTART;TZID=Europe/Oslo:20261204T190000', 'DURATION:PT2H', 'RECURRENCE-ID;TZID=Europe/Oslo:20261203T180000')
  const exceptions = (text: string) => {
    const { repeating, occurrences } = read(text)
    return exceptionsOf(repeating.get('a@example')!, occurrences)
  }
  expect(exceptions(calendar(...weekly))).toBe(1)
  expect(exceptions(calendar(...weekly, ...moved))).toBe(2)
})

describe('what is no calendar is refused as a whole', () => {
  test.each([
    ['', 'empty'], ['  \n\n', 'empty'], ['<!doctype html><title>Logg inn</title>', 'not-a-calendar'], ['Onsdag kl. 18: kafé', 'not-a-calendar'],
    ['BEGIN:VCARD\nVERSION:3.0\nFN:Kari\nEND:VCARD', 'not-a-calendar'], ['BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR', 'old-format'],
    [calendar('X-LONG:' + 'x'.repeat(2_000_001)), 'too-large'],
  ])('%#: %s', (text, reason) => expect(readCalendar(text, { zone, now })).toEqual({ ok: false, reason }))
})

describe('broken parts are listed with the line of the file, the rest is read', () => {
  const good = event('DTSTART:20261209T170000Z', 'DTEND:20261209T190000Z')
  const broken = (...lines: string[]) => calendar(...lines.length ? lines : [], ...good)
  test.each<[string, string[], number, string]>([
    ['no UID', ['BEGIN:VEVENT', 'SUMMARY:x', 'DTSTART:20261209T170000Z', 'END:VEVENT'], 4, 'no-uid'],
    ['no start', ['BEGIN:VEVENT', 'UID:b', 'SUMMARY:x', 'END:VEVENT'], 4, 'no-start'],
    ['a start that is no time', ['BEGIN:VEVENT', 'UID:b', 'SUMMARY:x', 'DTSTART:i morgen', 'END:VEVENT'], 7, 'bad-time'],
    ['a day that does not exist', ['BEGIN:VEVENT', 'UID:b', 'SUMMARY:x', 'DTSTART:20270231T100000', 'END:VEVENT'], 7, 'bad-time'],
    ['an end before the start', ['BEGIN:VEVENT', 'UID:b', 'SUMMARY:x', 'DTSTART:20261209T170000Z', 'DTEND:20261209T160000Z', 'END:VEVENT'], 8, 'ends-before-start'],
    ['a broken length', ['BEGIN:VEVENT', 'UID:b', 'SUMMARY:x', 'DTSTART:20261209T170000Z', 'DURATION:lenge', 'END:VEVENT'], 8, 'bad-duration'],
    ['a broken rule', ['BEGIN:VEVENT', 'UID:b', 'SUMMARY:x', 'DTSTART:20261209T170000Z', 'RRULE:FREQ=OFTEN', 'END:VEVENT'], 8, 'bad-rule'],
    ['a rule with a part we do not know', ['BEGIN:VEVENT', 'UID:b', 'SUMMARY:x', 'DTSTART:20261209T170000Z', 'RRULE:FREQ=YEARLY;BYWEEKNO=20', 'END:VEVENT'], 8, 'rule-not-understood'],
    ['a broken exception', ['BEGIN:VEVENT', 'UID:b', 'SUMMARY:x', 'DTSTART:20261209T170000Z', 'RRULE:FREQ=WEEKLY', 'EXDATE:20261216T170000Z,jul', 'END:VEVENT'], 9, 'bad-time'],
    ['an event that never ends', ['BEGIN:VEVENT', 'UID:b', 'SUMMARY:x', 'DTSTART:20261209T170000Z'], 4, 'unclosed'],
    ['an end without a beginning', ['END:VTODO'], 4, 'stray-end'],
    ['a month-long event', ['BEGIN:VEVENT', 'UID:b', 'SUMMARY:x', 'DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20270301', 'END:VEVENT'], 7, 'too-long'],
  ])('%s', (_, lines, line, what) => {
    const result = read(broken(...lines))
    expect(result.problems).toEqual([expect.objectContaining({ line, what })])
    expect(result.occurrences).toHaveLength(1)
  })
  test('a line that is none is left out and listed; its event stays', () => {
    const result = read(calendar(...event('DTSTART:20261209T170000Z', 'DTEND:20261209T190000Z', 'DESCRIPTION:Vi går tur', 'og drikker kaffe etterpå')))
    expect(result.problems).toEqual([{ line: 10, what: 'not-a-line', value: 'og drikker kaffe etterpå' }])
    expect(result.occurrences[0]).toMatchObject({ description: 'Vi går tur' })
  })
  test('folded lines count as the file counts them', () => {
    const result = read(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:a', 'SUMMARY:En lang', '  tittel', 'DESCRIPTION:x', ' y', 'DTSTART:galt', 'END:VEVENT', 'END:VCALENDAR'].join('\n'))
    expect(result.problems).toEqual([{ line: 8, what: 'bad-time', value: 'DTSTART: galt', title: 'En lang tittel' }])
  })
  test('a file that breaks off is read as far as it goes, and nothing may count as gone', () => {
    const whole = calendar(...good, 'BEGIN:VEVENT', 'UID:b', 'SUMMARY:Tur', 'DTSTART:20261210T170000Z', 'END:VEVENT')
    const result = read(whole.slice(0, whole.indexOf('20261210') + 4))
    expect(result).toMatchObject({ incomplete: true, unread: ['b'] })
    expect(result.occurrences).toHaveLength(1)
    expect(read(whole).incomplete).toBe(false)
  })
  test('the events of an unreadable UID are known, so that they do not count as gone', () => {
    expect(read(broken('BEGIN:VEVENT', 'UID:b', 'SUMMARY:x', 'DTSTART:galt', 'END:VEVENT')).unread).toEqual(['b'])
  })
})

describe('left out with a note', () => {
  test('private and confidential events, tasks, journals, busy times', () => {
    const result = read(calendar(...event('CLASS:CONFIDENTIAL', 'DTSTART:20261209T170000Z'), 'BEGIN:VTODO', 'SUMMARY:Kjøp kaffe', 'DTSTART:galt', 'END:VTODO', 'BEGIN:VJOURNAL', 'END:VJOURNAL', 'BEGIN:VFREEBUSY', 'uten kolon', 'END:VFREEBUSY'))
    expect(result.problems.map(({ line, what, title }) => [line, what, title])).toEqual([[4, 'private', 'Onsdagskafé'], [10, 'task', 'Kjøp kaffe'], [14, 'journal', undefined], [16, 'free-busy', undefined]])
    expect(result.occurrences).toEqual([])
  })
  test('a private exception of a public series is not shown, nor is the date it replaces', () => {
    const text = calendar(...event('DTSTART:20261202T170000Z', 'RRULE:FREQ=WEEKLY;COUNT=3'), ...event('CLASS:PRIVATE', 'RECURRENCE-ID:20261209T170000Z', 'DTSTART:20261209T180000Z'))
    expect(starts(text)).toEqual(['2026-12-02T17:00Z', '2026-12-16T17:00Z'])
  })
  test('what is past is counted', () => {
    const result = read(calendar(...event('DTSTART:20261101T170000Z'), 'BEGIN:VEVENT', 'UID:b', 'SUMMARY:Om to år', 'DTSTART:20281101T170000Z', 'END:VEVENT'))
    expect(result).toMatchObject({ occurrences: [], past: 1, later: 1, problems: [] })
  })
  test('people are not imported', () => {
    const result = read(calendar(...event('DTSTART:20261209T170000Z', 'DTEND:20261209T190000Z', 'ORGANIZER;CN=Ola Hemmelig:mailto:ola@hemmelig.example', 'ATTENDEE;CN=Kari Hemmelig:mailto:kari@hemmelig.example', 'CONTACT:Hemmelig', 'BEGIN:VALARM', 'ATTENDEE:mailto:x@hemmelig.example', 'DESCRIPTION:Hemmelig', 'END:VALARM')))
    expect(result.occurrences).toHaveLength(1)
    expect(JSON.stringify(result)).not.toMatch(/hemmelig/i)
  })
})

describe('zones', () => {
  const at = (parameter: string, ...definition: string[]) => {
    const result = read(calendar(...definition, ...event(`DTSTART;TZID=${parameter}:20270709T180000`, `DTEND;TZID=${parameter}:20270709T200000`)))
    expect(result.occurrences).toHaveLength(1)
    return [result.occurrences[0]!.start.toISOString().slice(11, 16), result.occurrences[0]!.zone, ...result.problems.map((problem) => problem.what)]
  }
  test.each([
    ['Europe/Oslo', '16:00', 'Europe/Oslo'], ['Europe/Helsinki', '15:00', 'Europe/Helsinki'],
    ['W. Europe Standard Time', '16:00', 'Europe/Oslo'], ['Central European Standard Time', '16:00', 'Europe/Warsaw'], ['GMT Standard Time', '17:00', 'Europe/London'], ['Pacific Standard Time', '01:00', 'America/Los_Angeles'],
    ['"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', '16:00', 'Europe/Amsterdam'],
    ['/mozilla.org/20050126_1/Europe/Stockholm', '16:00', 'Europe/Stockholm'], ['/freeassociation.sourceforge.net/America/Indiana/Knox', '23:00', 'America/Indiana/Knox'],
    ['US/Pacific', '01:00', 'US/Pacific'], ['UTC', '18:00', 'UTC'],
  ])('%s', (name, time, expected) => expect(at(name)).toEqual([time, expected]))
  const definition = (name: string, ...more: string[]) => ['BEGIN:VTIMEZONE', `TZID:${name}`, ...more,
    'BEGIN:STANDARD', 'DTSTART:16011028T030000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'TZOFFSETFROM:+0300', 'TZOFFSETTO:+0200', 'END:STANDARD',
    'BEGIN:DAYLIGHT', 'DTSTART:16010325T020000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0300', 'END:DAYLIGHT', 'END:VTIMEZONE']
  test('a name of its own, known only by a definition in the file', () => {
    expect(at('Østlig tid', ...definition('Østlig tid'))).toEqual(['15:00', 'Europe/Oslo'])
    // The same definition in winter.
    const winter = read(calendar(...definition('Østlig tid'), ...event('DTSTART;TZID=Østlig tid:20270109T180000', 'DURATION:PT1H')))
    expect(winter.occurrences[0]!.start.toISOString()).toBe('2027-01-09T16:00:00.000Z')
  })
  test('a definition that comes after the events, or says where it is, serves too', () => {
    expect(read(calendar(...event('DTSTART;TZID=Hjemme:20270709T180000'), ...definition('Hjemme'))).occurrences[0]!.start.toISOString()).toBe('2027-07-09T15:00:00.000Z')
    expect(at('Vest-Europa', ...definition('Vest-Europa', 'X-LIC-LOCATION:Europe/Stockholm'))).toEqual(['16:00', 'Europe/Stockholm'])
  })
  test('a zone nobody knows is read as the organisation\'s, with a note', () => expect(at('Customized Time Zone')).toEqual(['16:00', 'Europe/Oslo', 'unknown-zone']))
  test('a hostile definition is not followed', () => {
    expect(at('Evil', ...definition('Evil').map((line) => line.replace('FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'FREQ=SECONDLY')))).toEqual(['16:00', 'Europe/Oslo', 'unknown-zone'])
  })
  test('floating times are the organisation\'s', () => {
    const text = calendar(...event('DTSTART:20270709T180000'))
    expect(read(text).occurrences[0]!.start.toISOString()).toBe('2027-07-09T16:00:00.000Z')
    expect(read(text, { zone: 'Europe/Helsinki' }).occurrences[0]!.start.toISOString()).toBe('2027-07-09T15:00:00.000Z')
  })
})

describe('days and lengths', () => {
  const one = (...lines: string[]) => {
    const [found] = read(calendar(...event(...lines))).occurrences
    return [found!.start.toISOString().slice(0, 16), found!.end.toISOString().slice(0, 16), found!.allDay]
  }
  test('a whole day is the organisation\'s day, and its end is not part of it', () => {
    expect(one('DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261226')).toEqual(['2026-12-23T23:00', '2026-12-25T23:00', true])
    expect(one('DTSTART;VALUE=DATE:20261224')).toEqual(['2026-12-23T23:00', '2026-12-24T23:00', true])
    expect(one('DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261224')).toEqual(['2026-12-23T23:00', '2026-12-24T23:00', true])
    expect(one('DTSTART;TZID=America/Los_Angeles:20261224', 'DURATION:PT86400S')).toEqual(['2026-12-23T23:00', '2026-12-24T23:00', true])
  })
  test('a day on which the clocks change has 23 hours and is still one day', () => expect(one('DTSTART;VALUE=DATE:20270328')).toEqual(['2027-03-27T23:00', '2027-03-28T22:00', true]))
  test('what Outlook calls a whole day is one', () => expect(one('DTSTART:20261224T000000', 'DTEND:20261225T000000', 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE')).toEqual(['2026-12-23T23:00', '2026-12-24T23:00', true]))
  test('an end in another zone', () => expect(one('DTSTART;TZID=Europe/Oslo:20261209T180000', 'DTEND:20261209T190000Z')).toEqual(['2026-12-09T17:00', '2026-12-09T19:00', false]))
  test('no end: an hour, and a note', () => {
    expect(one('DTSTART:20261209T170000Z')).toEqual(['2026-12-09T17:00', '2026-12-09T18:00', false])
    expect(read(calendar(...event('DTSTART:20261209T170000Z'))).problems.map((problem) => [problem.what, isNote(problem)])).toEqual([['no-end', true]])
  })
})

describe('series', () => {
  const weekly = ['DTSTART;TZID=Europe/Oslo:20261202T180000', 'DTEND;TZID=Europe/Oslo:20261202T200000', 'RRULE:FREQ=WEEKLY;BYDAY=WE']
  test('twelve months ahead, at the same clock time summer and winter', () => {
    const { occurrences } = read(calendar(...event(...weekly)))
    expect(occurrences).toHaveLength(51)
    expect(occurrences[0]).toMatchObject({ occurrence: '20261202', start: new Date('2026-12-02T17:00:00Z') })
    expect(occurrences.at(-1)).toMatchObject({ occurrence: '20271117', start: new Date('2027-11-17T17:00:00Z') })
    expect(occurrences.find((one) => one.occurrence === '20270707')).toMatchObject({ start: new Date('2027-07-07T16:00:00Z'), end: new Date('2027-07-07T18:00:00Z') })
  })
  test('left-out dates: with time, in UTC, as a list, as days', () => {
    const result = starts(calendar(...event(...weekly, 'EXDATE;TZID=Europe/Oslo:20261209T180000', 'EXDATE:20261216T170000Z,20261223T170000Z', 'EXDATE;VALUE=DATE:20261230')))
    expect(result.slice(0, 2)).toEqual(['2026-12-02T17:00Z', '2027-01-06T17:00Z'])
  })
  test('extra dates, also with a length of their own', () => {
    const { occurrences } = read(calendar(...event('DTSTART:20261202T170000Z', 'DURATION:PT2H', 'RDATE:20261204T170000Z', 'RDATE;VALUE=PERIOD:20261205T100000Z/PT5H')))
    expect(occurrences.map((one) => [one.start.toISOString().slice(8, 13), one.end.toISOString().slice(8, 13)])).toEqual([['02T17', '02T19'], ['04T17', '04T19'], ['05T10', '05T15']])
  })
  test('one date moved, one called off, one elsewhere: each keeps the day it was first meant for', () => {
    const result = read(calendar(...event(...weekly, 'LOCATION:Kaféen'),
      ...event('RECURRENCE-ID;TZID=Europe/Oslo:20261209T180000', 'DTSTART;TZID=Europe/Oslo:20261210T190000', 'DTEND;TZID=Europe/Oslo:20261210T210000'),
      ...event('RECURRENCE-ID:20261216T170000Z', 'STATUS:CANCELLED'),
      ...event('RECURRENCE-ID;VALUE=DATE:20261223', 'DTSTART;TZID=Europe/Oslo:20261223T120000', 'LOCATION:Hytta')))
    expect(result.occurrences.slice(0, 4).map((one) => [one.occurrence, one.start.toISOString().slice(0, 16), one.place])).toEqual([
      ['20261202', '2026-12-02T17:00', 'Kaféen'], ['20261209', '2026-12-10T18:00', ''], ['20261223', '2026-12-23T11:00', 'Hytta'], ['20261230', '2026-12-30T17:00', 'Kaféen'],
    ])
    expect(result.withdrawn).toEqual([{ uid: 'a@example', occurrence: '20261216' }])
  })
  test('from a date on, everything an hour later under another name', () => {
    const result = read(calendar(...event(...weekly), ...event('RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Oslo:20270106T180000', 'DTSTART;TZID=Europe/Oslo:20270106T190000', 'DURATION:PT1H').map((line) => line.replace('Onsdagskafé', 'Spillkveld'))))
    const [before, first, next, summer] = ['20261230', '20270106', '20270113', '20270707'].map((key) => result.occurrences.find((one) => one.occurrence === key)!)
    expect(before).toMatchObject({ title: 'Onsdagskafé', start: new Date('2026-12-30T17:00:00Z') })
    expect(first).toMatchObject({ title: 'Spillkveld', start: new Date('2027-01-06T18:00:00Z'), end: new Date('2027-01-06T19:00:00Z') })
    expect(next).toMatchObject({ title: 'Spillkveld', start: new Date('2027-01-13T18:00:00Z') })
    expect(summer).toMatchObject({ start: new Date('2027-07-07T17:00:00Z') })
    expect(result.occurrences).toHaveLength(51)
  })
  test('an exception whose series is not in the file stands alone', () => {
    expect(read(calendar(...event('RECURRENCE-ID:20261209T170000Z', 'DTSTART:20261209T180000Z'))).occurrences).toMatchObject([{ occurrence: '20261209', start: new Date('2026-12-09T18:00:00Z') }])
  })
  test('a series that moves to another hour keeps its dates', () => {
    const later = read(calendar(...event(...weekly.map((line) => line.replace('T180000', 'T190000').replace('T200000', 'T210000')))))
    expect(later.occurrences.map((one) => one.occurrence)).toEqual(read(calendar(...event(...weekly))).occurrences.map((one) => one.occurrence))
  })
  test('twice a day: the second is known by its time', () => {
    const { occurrences } = read(calendar(...event('DTSTART;TZID=Europe/Oslo:20261202T100000', 'RRULE:FREQ=DAILY;BYHOUR=10,18;COUNT=4')))
    expect(occurrences.map((one) => one.occurrence)).toEqual(['20261202', '20261202T180000', '20261203', '20261203T180000'])
  })
  test('until counts the day it names; in UTC it is an instant', () => {
    expect(starts(calendar(...event('DTSTART;TZID=Europe/Oslo:20261202T180000', 'RRULE:FREQ=DAILY;UNTIL=20261204')))).toHaveLength(3)
    expect(starts(calendar(...event('DTSTART;TZID=Europe/Oslo:20261202T180000', 'RRULE:FREQ=DAILY;UNTIL=20261204T170000Z')))).toHaveLength(3)
    expect(starts(calendar(...event('DTSTART;TZID=Europe/Oslo:20261202T180000', 'RRULE:FREQ=DAILY;UNTIL=20261204T165959Z')))).toHaveLength(2)
  })
  test('the same event twice: the newest counts, the other is listed', () => {
    const result = read(calendar(...event('SEQUENCE:2', 'DTSTART:20261209T170000Z', 'DURATION:PT1H'), ...event('SEQUENCE:1', 'DTSTART:20261208T170000Z', 'DURATION:PT1H')))
    expect(result.occurrences.map((one) => one.start.toISOString().slice(0, 10))).toEqual(['2026-12-09'])
    expect(result.problems).toEqual([{ line: 11, what: 'older-version', value: '4', title: 'Onsdagskafé' }])
  })
})

describe('hostile rules end', () => {
  test('every second, every hour, every minute of the day: not for us', () => {
    for (const rule of ['FREQ=SECONDLY', 'FREQ=MINUTELY;INTERVAL=5', 'FREQ=HOURLY', `FREQ=DAILY;BYHOUR=${[...Array(24).keys()]};BYMINUTE=${[...Array(60).keys()]}`]) {
      expect(read(calendar(...event('DTSTART:20260101T000000Z', `RRULE:${rule}`))).problems).toEqual([expect.objectContaining({ line: 8, what: 'rule-too-often' })])
    }
  })
  test('rules that never come true (ical.js does not return from the first)', () => {
    for (const rule of ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31', 'FREQ=MONTHLY;BYDAY=9MO', 'FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1']) {
      expect(read(calendar(...event('DTSTART:20200101T000000Z', `RRULE:${rule}`))).occurrences).toEqual([])
    }
  })
  test('thousands of endless rules from long ago share one budget', () => {
    const many = Array.from({ length: 6_000 }, (_, i) => ['BEGIN:VEVENT', `UID:${i}`, 'SUMMARY:x', 'DTSTART:19000101T000000Z', `RRULE:FREQ=DAILY;COUNT=99999;INTERVAL=${1 + (i % 2)}`, 'END:VEVENT']).flat()
    const result = read(calendar(...many))
    expect(result.incomplete).toBe(true)
    expect(result.occurrences.length).toBeLessThanOrEqual(2_000)
    expect(result.problems.filter((problem) => problem.what === 'too-much').length).toBeGreaterThan(5_000)
  })
  test('more dates than anyone would plan: the nearest are read, and that is said', () => {
    const many = Array.from({ length: 30 }, (_, i) => ['BEGIN:VEVENT', `UID:${i}`, 'SUMMARY:x', 'DTSTART:20200101T100000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY', 'END:VEVENT']).flat()
    const result = read(calendar(...many))
    expect(result.occurrences).toHaveLength(2_000)
    expect(result).toMatchObject({ incomplete: true, problems: [expect.objectContaining({ what: 'file-shortened', value: '2000' })] })
  })
})

test('the expansion agrees with ical.js where that one can be trusted', () => {
  const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
  const list = <T>(of: fc.Arbitrary<T>, most = 3) => fc.uniqueArray(of, { minLength: 1, maxLength: most })
  const rule = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 5 }), fc.option(list(fc.integer({ min: 1, max: 12 })))).map(([interval, months]) => `FREQ=DAILY;INTERVAL=${interval}${months ? `;BYMONTH=${months}` : ''}`),
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.option(list(weekday))).map(([interval, days]) => `FREQ=WEEKLY;INTERVAL=${interval}${days ? `;BYDAY=${days}` : ''}`),
    fc.tuple(fc.integer({ min: 1, max: 4 }), list(fc.integer({ min: 1, max: 28 }))).map(([interval, days]) => `FREQ=MONTHLY;INTERVAL=${interval};BYMONTHDAY=${days}`),
    fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(1, 2, 3, 4, -1, -2), weekday).map(([interval, nth, day]) => `FREQ=MONTHLY;INTERVAL=${interval};BYDAY=${nth}${day}`),
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 2, -1), weekday).map(([month, nth, day]) => `FREQ=YEARLY;BYMONTH=${month};BYDAY=${nth}${day}`),
    fc.integer({ min: 1, max: 2 }).map((interval) => `FREQ=YEARLY;INTERVAL=${interval}`),
  )
  const begin = fc.date({ min: new Date('2015-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }).map((date) => Math.floor(date.getTime() / 60_000) * 60_000)
    .filter((wall) => new Date(wall).getUTCDate() <= 28)
  fc.assert(fc.property(rule, begin, fc.option(fc.integer({ min: 1, max: 400 })), (text, start, count) => {
    // Where a start does not fit its own rule, programs disagree whether it counts.
    const full = count && !text.includes('BYMONTH=') ? `${text};COUNT=${count}` : text
    const [from, to] = [Date.UTC(2026, 10, 23), Date.UTC(2027, 10, 23)]
    const iterator = ICAL.Recur.fromString(full).iterator(ICAL.Time.fromString(new Date(start).toISOString().slice(0, 19), undefined as never))
    const theirs: number[] = []
    for (let next = iterator.next(); next; next = iterator.next()) {
      const wall = Date.UTC(next.year, next.month - 1, next.day, next.hour, next.minute, next.second)
      if (wall > to) break
      if (wall >= from) theirs.push(wall)
    }
    expect(expand(readRule(full, 1, (wall) => wall), start, from, to, 1_000, { days: 1e7 })).toEqual(theirs)
  }), { numRuns: 300 })
})

describe('texts', () => {
  test('HTML becomes what people read of it', () => {
    expect(plainText('<p>Hei &amp; velkommen<br>til <b>kafé</b></p><p>Kart: <a href="https://kart.example/x?a=1&amp;b=2">her</a></p><ul><li>kaffe</li><li>kake</li></ul>')).toBe('Hei & velkommen\ntil kafé\n\nKart: her (https://kart.example/x?a=1&b=2)\n\n- kaffe\n- kake')
    expect(plainText('<html><head><title>x</title></head><style>p{color:red}</style><body>Hei</body></html>')).toBe('Hei')
    expect(plainText('2 < 3 og 5 > 4')).toBe('2 < 3 og 5 > 4')
    expect(plainText('<a href="javascript:alert(1)">trykk</a>')).toBe('trykk')
  })
  test('escapes, Google\'s notice about video meetings, links, pictures of nothing', () => {
    const notice = '-::~:~::~:~:~\\nDelta med Google Meet: https://meet.google.com/abc\\nIkke rediger denne delen.\\n-::~:~::~:~:~'
    const [found] = read(calendar(...event('DTSTART:20261209T170000Z', `DESCRIPTION:Ta med\\, kopp\\; og\\ngode sko\\n\\n${notice}`, 'LOCATION:Torget 1\\, Sandnes\\nNorge', 'GEO:58.8524;5.7352', 'URL:https://fjordfolk.example/kafe'))).occurrences
    expect(found).toMatchObject({ description: 'Ta med, kopp; og\ngode sko\n\nhttps://fjordfolk.example/kafe', place: 'Torget 1, Sandnes Norge', point: { lat: 58.8524, lon: 5.7352 } })
  })
  test('Apple\'s place; nonsense and 0,0 are no point', () => {
    const point = (line: string) => read(calendar(...event('DTSTART:20261209T170000Z', line))).occurrences[0]!.point
    expect(point('X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="Torget: 1":geo:58.85,5.73')).toEqual({ lat: 58.85, lon: 5.73 })
    expect(point('GEO:0;0')).toBeUndefined()
    expect(point('GEO:nord;øst')).toBeUndefined()
  })
  test('files say in bytes what they are', () => {
    const text = calendar(...event('DTSTART:20261209T170000Z'))
    const latin = Buffer.from(text, 'latin1')
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), latin, wide]) expect(read(decodeCalendar(bytes)).occurrences[0]!.title).toBe('Onsdagskafé')
  })
})

describe('whatever is in the file', () => {
  const words = ['BEGIN:VCALENDAR', 'END:VCALENDAR', 'BEGIN:VEVENT', 'END:VEVENT', 'BEGIN:VTIMEZONE', 'END:VTIMEZONE', 'BEGIN:STANDARD', 'END:STANDARD', 'BEGIN:VALARM', 'END:VALARM', 'UID:a', 'UID:b', 'SUMMARY:x', 'SUMMARY', 'CLASS:PRIVATE',
    'DTSTART:20261209T170000Z', 'DTSTART;VALUE=DATE:20261209', 'DTSTART;TZID=X:20261209T170000', 'DTSTART;TZID="', 'DTEND:20261209T180000Z', 'DTEND;VALUE=DATE:20261210', 'DTSTART:99991231T235959Z', 'DTSTART:00010101T000000', 'DURATION:P1D', 'DURATION:-P1D', 'DURATION:P99999999999999D',
    'RRULE:FREQ=DAILY', 'RRULE:FREQ=YEARLY;INTERVAL=9999', 'RRULE:FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO', 'RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=', 'RRULE:;;=', 'EXDATE:20261210T170000Z', 'EXDATE:,,', 'RDATE;VALUE=PERIOD:20261211T170000Z/PT1H', 'RDATE:/', 'RECURRENCE-ID:20261209T170000Z', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20261212T170000Z', 'RECURRENCE-ID:x',
    'STATUS:CANCELLED', 'METHOD:CANCEL', 'TZID:X', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+9999', 'RRULE:FREQ=YEARLY;UNTIL=00000000', 'GEO:1;2', ' folded', '\tfolded', '', ':', ';', 'x', '"', '\ud800', '\u0000']
  const line = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) })
  test('it never throws, and every date it finds is one', () => {
    fc.assert(fc.property(fc.array(line, { maxLength: 60 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, newline) => {
      for (const text of [lines.join(newline), ['BEGIN:VCALENDAR', ...lines].join(newline)]) {
        const result = readCalendar(text, { zone, now })
        if (!result.ok) continue
        const count = text.split(/\r\n|\n|\r/).length
        for (const problem of result.problems) expect(problem.line).toSatisfy((at: number) => at >= 1 && at <= count)
        for (const one of result.occurrences) {
          expect(one.start > now && one.end > one.start && one.title.length > 0 && one.title.length <= 120).toBe(true)
          expect(one.description.length).toBeLessThanOrEqual(8_000)
        }
        expect(new Set(result.occurrences.map((one) => `${one.uid} ${one.occurrence}`)).size).toBe(result.occurrences.length)
      }
    }), { numRuns: 3_000 })
  })
  test('any bytes at all', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      readCalendar(decodeCalendar(bytes), { zone, now })
      readCalendar(`BEGIN:VCALENDAR\n${decodeCalendar(bytes)}`, { zone, now })
    }), { numRuns: 500 })
  })
  test('the largest file we take, of the worst kinds, does not take long', () => {
    const fill = (piece: string) => piece.repeat(Math.floor(1_900_000 / piece.length))
    for (const text of [
      calendar(...event('DTSTART:20261209T170000Z', `DESCRIPTION:${fill('<a href=http:')}`)), calendar(...event('DTSTART:20261209T170000Z', `DESCRIPTION:${fill('<style>')}`)),
      calendar(...event('DTSTART:20261209T170000Z', `SUMMARY;${fill('X="')}`)), calendar(fill('BEGIN:VEVENT\n')), calendar(fill('BEGIN:X\n')), calendar(...event(fill(' x\n'))), calendar(...event('DTSTART:20261209T170000Z', `RDATE:${fill('20261209T170000Z,')}`)),
      calendar(...event('DTSTART:20261209T170000Z', fill('RRULE:FREQ=DAILY\n'))), calendar(fill('END:VEVENT\n')), calendar(fill('BEGIN:VEVENT\nUID:a\nSUMMARY:x\nDTSTART:20261209T170000Z\nEND:VEVENT\n')), calendar(...event('DTSTART:20261209T170000Z', `CATEGORIES:${fill('\\,')}`)),
    ]) {
      const begun = performance.now()
      expect(readCalendar(text, { zone, now }).ok).toBe(true)
      expect(performance.now() - begun, text.slice(50, 200)).toBeLessThan(4_000)
    }
  }, 60_000)
})
