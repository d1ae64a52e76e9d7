import { readdirSync, readFileSync } from 'node:fs'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { shorten } from './plain-text.ts'
import { type CalendarRead, decodeCalendar, readCalendar } from './read.ts'

/** The calendars of tests/calendars, which other people's programs wrote. Each as it was when it was new, and today. */
const folder = 'tests/calendars'
const text = (name: string) => decodeCalendar(readFileSync(`${folder}/${name}.ics`))
function read(name: string, now: string): CalendarRead {
  const result = readCalendar(text(name), { zone: 'Europe/Oslo', now: new Date(now) })
  if (!result.ok) throw new Error(result.reason)
  return result
}
const today = '2026-11-23T09:00:00Z'
const found = ({ occurrences }: CalendarRead, line: number) =>
  occurrences.filter((one) => one.line === line).map(({ start, end, title, zone, allDay, occurrence }) => ({ start: start.toISOString(), end: end.toISOString(), title, zone, allDay, occurrence }))
const counted = ({ problems }: CalendarRead) => problems.reduce<Record<string, number>>((counts, { what }) => ({ ...counts, [what]: (counts[what] ?? 0) + 1 }), {})

test('every file is read, and says so for each of its events', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ics'))
  expect(files).toHaveLength(11)
  for (const file of files) {
    const result = readCalendar(decodeCalendar(readFileSync(`${folder}/${file}`)), { zone: 'Europe/Oslo', now: new Date(today) })
    expect(result.ok, file).toBe(true)
    const events = text(file.slice(0, -4)).match(/^BEGIN:VEVENT/gm)!.length
    if (!result.ok) continue
    // Series and single events with dates to come, past ones, and what was left out: nothing disappears unsaid.
    const leftOut = result.problems.filter((problem) => !['task', 'free-busy', 'no-end', 'title-shortened', 'unknown-zone'].includes(problem.what)).length
    const series = new Set([...result.occurrences, ...result.withdrawn].map((one) => one.uid)).size
    const exceptions = text(file.slice(0, -4)).match(/^RECURRENCE-ID/gm)?.length ?? 0
    expect(series + result.past + result.later + leftOut + exceptions, file).toBeGreaterThanOrEqual(events)
  }
})

test('CalendarDataFile: what its owner marked private stays out, each with its line', () => {
  const result = read('CalendarDataFile', '2004-09-01T00:00:00Z')
  expect(result.occurrences).toEqual([])
  expect(counted(result)).toEqual({ private: 151 })
  expect(result.problems[0]).toEqual({ line: 6, what: 'private', title: 'naslov' })
  expect(result.later).toBe(1)
  expect(text('CalendarDataFile').split('\n')[5]).toBe('BEGIN:VEVENT')
})

test('SwedishHolidays: 52 calendars in one file, all private', () => {
  const result = read('SwedishHolidays2003-2006', '2003-01-01T00:00:00Z')
  expect(counted(result)).toEqual({ private: 52 })
  expect(result.problems[0]).toEqual({ line: 8, what: 'private', title: 'Nyårsdagen' })
})

test('THFC: matches told by a clock in Sydney, birthdays every year', () => {
  const then = read('THFC', '2002-08-01T00:00:00Z')
  expect(then.calendar).toEqual({ key: '085755EB-963D-11D7-ABA4-003065B8B7E6', name: 'THFC' })
  expect(found(then, 9)).toEqual([{
    start: '2002-08-17T14:00:00.000Z', end: '2002-08-17T15:40:00.000Z', zone: 'Australia/Sydney', allDay: false, occurrence: '',
    title: 'Everton (2) v Spurs (2) [Pembridge 37, Etherington 63, Ferdinand 75, Radzinski 81]',
  }])
  expect(then.occurrences).toHaveLength(64)
  const now = read('THFC', today)
  expect(now.occurrences).toHaveLength(20)
  expect(now.past).toBe(94)
  expect(found(now, 584)).toEqual([{ start: '2026-11-28T23:00:00.000Z', end: '2026-11-29T23:00:00.000Z', title: 'Kasey Keller 29.11.69', zone: 'Europe/Oslo', allDay: true, occurrence: '20261129' }])
  expect(now.problems).toEqual([])
})

test('alarm_google_future: the event without its alarms and the address in them', () => {
  const result = read('alarm_google_future', '2024-10-01T00:00:00Z')
  expect(result.occurrences).toHaveLength(1)
  expect(result.occurrences[0]).toMatchObject({ title: 'event with alarms', description: '', start: new Date('2024-10-04T18:15:00Z'), end: new Date('2024-10-04T19:00:00Z'), zone: 'Europe/Oslo' })
  expect(JSON.stringify(result)).not.toContain('niccokunzmann@')
  expect(read('alarm_google_future', today)).toMatchObject({ occurrences: [], past: 1, problems: [] })
})

test('bears: an Apple calendar whose own zone definition is wrong', () => {
  const result = read('bears', '2005-06-01T00:00:00Z')
  expect(result.occurrences).toHaveLength(21)
  // The file claims an offset of zero before April 2005; the zone's name knows better.
  expect(found(result, 31)).toMatchObject([{ title: 'Dolphins @ Bears', start: '2005-08-09T00:00:00.000Z', end: '2005-08-09T03:00:00.000Z', zone: 'Canada/Mountain' }])
  expect(result.problems).toEqual([])
})

test('google_aus_holidays: dates with a zone, exceptions named by midnight in UTC, zone definitions at the end', () => {
  const then = read('google_aus_holidays', '2004-12-01T00:00:00Z')
  expect(then.occurrences).toHaveLength(23)
  expect(found(then, 1589)).toEqual([{ start: '2004-12-31T23:00:00.000Z', end: '2005-01-01T23:00:00.000Z', title: 'New Year', zone: 'Europe/Oslo', allDay: true, occurrence: '20050101' }])
  const now = read('google_aus_holidays', today)
  expect(now.occurrences.map((one) => [one.title, one.occurrence])).toEqual([
    ['Christmas', '20261225'], ['Boxing Day', '20261226'], ['Public Holiday', '20261227'], ['New Year', '20270101'], ['Australia Day', '20270126'], ['Anzac Day', '20270425'], ['Melbourne Cup Day', '20271102'],
  ])
  expect(now.problems).toEqual([{ line: 465, what: 'no-title' }, { line: 792, what: 'no-title' }])
  // The organiser's address at Google is not for us.
  expect(JSON.stringify(now)).not.toContain('calendar.google.com')
})

test('incoming: several answers about one meeting; the newest word counts, replies are no events', () => {
  const result = read('incoming', '1997-06-01T00:00:00Z')
  expect(result.occurrences).toHaveLength(1)
  expect(found(result, 29)).toMatchObject([{ title: 'Pool party', start: '1997-07-01T19:00:00.000Z', end: '1997-07-01T19:30:00.000Z' }])
  expect(result.problems.map(({ line, what }) => [line, what])).toEqual([
    [6, 'older-version'], [61, 'too-long'], [76, 'answer'], [91, 'answer'], [106, 'answer'], [121, 'answer'], [136, 'older-version'], [156, 'answer'],
  ])
  expect(result.withdrawn).toEqual([])
})

test('issue_348: a busy time without a colon is no concern of ours; the event is', () => {
  const result = read('issue_348_exception_parsing_value', '2019-06-01T00:00:00Z')
  expect(result.problems).toEqual([{ line: 6, what: 'free-busy' }])
  expect(result.occurrences).toMatchObject([{ line: 13, title: 'Sixt : détails de votre réservation', start: new Date('2019-06-24T06:30:00Z') }])
  expect(result.occurrences[0]!.place).toContain('Genève')
})

test('multiple_timezones: events without a title or a possible extra date are listed', () => {
  const result = read('multiple_timezones', '2021-01-01T00:00:00Z')
  expect(result.occurrences).toEqual([])
  expect(result.problems).toEqual([{ line: 20, what: 'no-title' }, { line: 25, what: 'no-title' }, { line: 30, what: 'no-title' }])
  expect(result.unread).toEqual(['test-vtime-named-timezone', 'test-vtime-utc', 'test-vtime-floating'])
})

test('sunbird_sample: names on lines of their own, titles as long as reviews, tasks among events', () => {
  const result = read('sunbird_sample', '2003-06-01T00:00:00Z')
  expect(result.occurrences).toHaveLength(153)
  expect(counted(result).task).toBe(4)
  const gentlemen = result.occurrences.find((one) => one.uid === '62B2B092-AF8D-11D7-9EF2-0050E4C50C66')!
  expect(gentlemen).toMatchObject({ title: 'The League of Extraordinary Gentlemen', description: 'http://www.movie-list.com/trailers.php?id=lxg', allDay: true, start: new Date('2003-10-01T22:00:00Z') })
  const long = read('sunbird_sample', '2003-01-01T00:00:00Z')
  const review = long.occurrences.find((one) => one.title.startsWith('Star Trek: Nemesis'))!
  expect(review.title.length).toBeLessThanOrEqual(120)
  expect(review.description).toContain('Brent Spiner and LeVar Burton - Empire Rating 3/5')
  expect(long.problems).toContainEqual(expect.objectContaining({ what: 'title-shortened', title: review.title }))
})

describe('twinkle_orig', () => {
  const result = read('twinkle_orig', '2004-12-01T00:00:00Z')
  test('a weekly series, a meeting, a due date without length', () => {
    expect(found(result, 34)).toHaveLength(48)
    expect(found(result, 143)).toMatchObject([{ title: 'MCSD Due Date', start: '2004-12-06T08:00:00.000Z', end: '2004-12-06T09:00:00.000Z' }])
    expect(result.problems).toContainEqual({ line: 156, what: 'no-end', title: 'MCSD Due Date' })
  })
  test('private ones and tasks are left out, the called off one is said to be', () => {
    expect(counted(result)).toEqual({ private: 2, task: 3, 'no-end': 1 })
    expect(result.withdrawn).toEqual([{ uid: '11d0751a-4fe3-11d9-ad61-d99ae0821462', occurrence: undefined }])
  })
})

test('where ical.js can read a whole file, we see the same events', () => {
  for (const name of ['THFC', 'bears', 'google_aus_holidays', 'alarm_google_future']) {
    const whole = new ICAL.Component(ICAL.parse(text(name)) as never)
    const titles = whole.getAllSubcomponents('vevent').filter((event) => !event.hasProperty('rrule') && !event.hasProperty('recurrence-id'))
      .map((event) => String(event.getFirstPropertyValue('summary')).trim()).filter(Boolean).toSorted()
    const ours = readCalendar(text(name), { zone: 'Europe/Oslo', now: new Date('2000-01-01T00:00:00Z'), months: 12 * 60 })
    expect(ours.ok && ours.occurrences.filter((one) => one.occurrence === '').map((one) => one.title).toSorted()).toEqual(titles.map((title) => shorten(title.replace(/\s+/g, ' '), 120)).toSorted())
  }
})
