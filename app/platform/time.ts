import { type Language, messages } from './language.ts'

/**
 * Times as people say them, in the zone where the thing happens. Names are written here rather than asked of the
 * runtime, so that a page says the same on every machine.
 */
const nb = {
  weekday: (day: number) => ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'][day] ?? '',
  month: (month: number) => ['januar', 'februar', 'mars', 'april', 'mai', 'juni', 'juli', 'august', 'september', 'oktober', 'november', 'desember'][month - 1] ?? '',
  today: 'i dag',
  tomorrow: 'i morgen',
  yesterday: 'i går',
  dayMonth: (day: number, month: string) => `${day}. ${month}`,
  clock: (time: string) => `kl. ${time}`,
  dot: '.',
  allDay: 'hele dagen',
  zone: (city: string) => `tiden i ${city}`,
}
const texts = messages({
  nb,
  sv: {
    weekday: (day: number) => ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'][day] ?? '',
    month: (month: number) => ['januari', 'februari', 'mars', 'april', 'maj', 'juni', 'juli', 'augusti', 'september', 'oktober', 'november', 'december'][month - 1] ?? '',
    today: 'i dag',
    tomorrow: 'i morgon',
    yesterday: 'i går',
    dayMonth: (day, month) => `${day} ${month}`,
    clock: (time) => `kl. ${time}`,
    dot: '.',
    allDay: 'hela dagen',
    zone: (city) => `tiden i ${city}`,
  },
  en: {
    weekday: (day: number) => ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][day] ?? '',
    month: (month: number) => ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'][month - 1] ?? '',
    today: 'today',
    tomorrow: 'tomorrow',
    yesterday: 'yesterday',
    dayMonth: (day, month) => `${day} ${month}`,
    clock: (time) => `at ${time}`,
    dot: ':',
    allDay: 'all day',
    zone: (city) => `${city} time`,
  },
})

/** Where our readers' own clocks are likely to stand; Sweden's shows the same. */
const likelyZone = 'Europe/Oslo'

export interface LocalTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  /** 0 is Monday. */
  weekday: number
  /** Days since 1970, to count days between. */
  dayNumber: number
}

/** An instant as the wall clock and calendar of a zone show it. */
export function localTime(instant: Date, zone: string): LocalTime {
  const wall = new Date(+instant + offsetAt(+instant, zone))
  const dayNumber = Math.floor(+wall / 86_400_000)
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    weekday: (((dayNumber + 3) % 7) + 7) % 7,
    dayNumber,
  }
}

/** The day it is in a zone, as forms and the database write it: `2026-11-25`. */
export function calendarDay(instant: Date, zone: string): string {
  const { year, month, day } = localTime(instant, zone)
  return `${year}-${two(month)}-${two(day)}`
}

/** Whether text is a day that there is, written as `2026-11-25`. */
export const isCalendarDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()
const quarter = 15 * 60_000

/**
 * How far a zone's wall clock is ahead of UTC, in milliseconds. Asking the runtime costs as much as a small page, and zones
 * change on quarters of an hour only, so each quarter is asked about once.
 */
function offsetAt(instant: number, zone: string): number {
  const from = Math.floor(instant / quarter) * quarter
  const key = `${from} ${zone}`
  let known = offsets.get(key)
  if (known === undefined) {
    let format = formats.get(zone)
    if (!format) {
      format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' })
      formats.set(zone, format)
    }
    const found: Record<string, number> = {}
    for (const part of format.formatToParts(from)) found[part.type] = Number(part.value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found
    known = Date.UTC(year, month - 1, day, hour, minute, second) - from
    if (offsets.size > 20_000) offsets.clear()
    offsets.set(key, known)
  }
  return known
}

const two = (value: number) => String(value).padStart(2, '0')
const clockOf = (time: LocalTime, language: Language) => `${two(time.hour)}${texts(language).dot}${two(time.minute)}`

/** "kl. 18.00" / "at 18:00" */
export const sayTime = (instant: Date, zone: string, language: Language) => texts(language).clock(clockOf(localTime(instant, zone), language))

/** "tirsdag 24. november"; with the year when it is not this one. */
export function sayDate(instant: Date, zone: string, language: Language, now?: Date) {
  return dateOf(localTime(instant, zone), language, now && localTime(now, zone))
}

function dateOf(at: LocalTime, language: Language, today?: LocalTime) {
  const say = texts(language)
  const date = `${say.weekday(at.weekday)} ${say.dayMonth(at.day, say.month(at.month))}`
  return today?.year === at.year ? date : `${date} ${at.year}`
}

/** "tirsdag 24. november kl. 14.00": a moment as it stays true on another day than it was written. */
export const sayMoment = (instant: Date, zone: string, language: Language, now: Date) => `${sayDate(instant, zone, language, now)} ${sayTime(instant, zone, language)}`

/** "i morgen, tirsdag 24. november", or only the date when it is farther off than a day. */
export function sayDay(instant: Date, zone: string, language: Language, now: Date) {
  return dayOf(localTime(instant, zone), language, localTime(now, zone))
}

function dayOf(at: LocalTime, language: Language, today: LocalTime) {
  const say = texts(language)
  const near = { '-1': say.yesterday, 0: say.today, 1: say.tomorrow }[String(at.dayNumber - today.dayNumber)]
  const date = dateOf(at, language, today)
  return near ? `${near}, ${date}` : date
}

/**
 * "i morgen, tirsdag 24. november kl. 18.00–20.00". Ends that fall on another day are said in full, ends in the first
 * small hours are not (a night out is one evening). The zone is named only where the reader's own clock shows otherwise.
 * `absolute` is for what is read on another day than it was written: mails.
 */
export function sayWhen(start: Date, end: Date, zone: string, language: Language, now: Date, options: { allDay?: boolean; absolute?: boolean } = {}): string {
  const say = texts(language)
  const from = localTime(start, zone)
  const today = localTime(now, zone)
  const day = options.absolute ? dateOf(from, language, today) : dayOf(from, language, today)
  if (options.allDay) {
    const last = localTime(new Date(+end - 1), zone)
    return last.dayNumber > from.dayNumber ? `${day} – ${dateOf(last, language, today)}` : `${day}, ${say.allDay}`
  }
  const to = localTime(end, zone)
  const sameEvening = to.dayNumber === from.dayNumber || (to.dayNumber === from.dayNumber + 1 && to.hour < 5)
  const begins = `${day} ${say.clock(clockOf(from, language))}`
  const when = sameEvening
    ? `${begins}–${clockOf(to, language)}`
    : `${begins} – ${dateOf(to, language, today)} ${say.clock(clockOf(to, language))}`
  return sameClock(start, zone) ? when : `${when} (${say.zone(cityOf(zone))})`
}

const sameClock = (instant: Date, zone: string) => {
  const here = localTime(instant, zone)
  const there = localTime(instant, likelyZone)
  return here.dayNumber === there.dayNumber && here.hour === there.hour && here.minute === there.minute
}
const cityOf = (zone: string) => (zone.split('/').pop() ?? zone).replaceAll('_', ' ')

/** Weekday, day and month apart, as they stand on a wall calendar. */
export function calendarLeaf(instant: Date, zone: string, language: Language): { weekday: string; day: string; month: string } {
  const at = localTime(instant, zone)
  const say = texts(language)
  return { weekday: say.weekday(at.weekday), day: String(at.day), month: say.month(at.month) }
}
