import { DateTime } from 'luxon'

/**
 * When something happens, as people type it: days and times in plain fields, on any phone. Everything here is pure;
 * the present moment is passed in. A problem is a message key with the values its sentence needs.
 */
export type Problem = readonly [key: string, ...values: (string | number)[]]

export interface TypedWhen { startDate: string; startTime: string; endDate: string; endTime: string; overnight: boolean; zone: string }
export interface When { startsAt: Date; endsAt: Date; zone: string }
export type WhenField = 'startDate' | 'startTime' | 'endDate' | 'endTime' | 'zone'

export const longestDays = 14
const furthestYears = 3

interface Day { year: number; month: number; day: number }

/** `2026-11-24` (what browsers send), `24.11.2026`, `24.11.26`, `24/11 2026`, and `24.11` for the next one to come. */
export function readDay(text: string, now: Date, zone: string): Day | Problem {
  const typed = text.trim().replace(/\.$/, '')
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  const written = /^(\d{1,2})[./](\d{1,2})(?:[./ -]+(\d{4}|\d{2}))?$/.exec(typed)
  if (!iso && !written) return ['day_unreadable']
  const [year, month, day] = iso ? [Number(iso[1]), Number(iso[2]), Number(iso[3])] : [written![3] ? Number(written![3]) : undefined, Number(written![2]), Number(written![1])]
  if (month < 1 || month > 12) return ['day_unreadable']
  const today = DateTime.fromJSDate(now, { zone })
  const thisYear = DateTime.fromObject({ year: today.year, month, day }, { zone })
  const full = year === undefined ? (thisYear.isValid && thisYear < today.startOf('day') ? today.year + 1 : today.year) : year < 100 ? 2000 + year : year
  const last = DateTime.fromObject({ year: full, month }).daysInMonth ?? 31
  if (day < 1 || day > last) return ['day_impossible', last]
  return { year: full, month, day }
}

/** `18:00`, `18.00`, `1800`, `18`, `kl. 18`, `6 pm`; 24:00 is the end of the day. Minutes since midnight. */
export function readTime(text: string): number | Problem {
  const typed = text.trim().toLowerCase().replace(/^kl\.?\s*/, '')
  const parts = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?$/.exec(typed)
  if (!parts) return ['time_unreadable']
  let hour = Number(parts[1])
  const minute = Number(parts[2] ?? 0)
  if (parts[3] && (hour < 1 || hour > 12)) return ['time_impossible']
  if (parts[3]) hour = (hour % 12) + (parts[3] === 'pm' ? 12 : 0)
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return ['time_impossible']
  return hour * 60 + minute
}

const isProblem = (value: unknown): value is Problem => Array.isArray(value)

/** The wall clock's moments: none on the night the clock jumps forward, two when it goes back. */
export function momentsAt(day: Day, minutes: number, zone: string): DateTime[] {
  const wanted = DateTime.fromObject({ ...day, hour: Math.floor(minutes / 60), minute: minutes % 60 }, { zone })
  if (wanted.hour * 60 + wanted.minute !== minutes || wanted.day !== day.day) return []
  return wanted.getPossibleOffsets().sort((a, b) => a.toMillis() - b.toMillis())
}

/** The last and the first minute around an hour that does not exist. */
function aroundTheGap(day: Day, minutes: number, zone: string): [string, string] {
  let before = minutes, after = minutes
  while (before > 0 && momentsAt(day, before, zone).length === 0) before--
  while (after < 1439 && momentsAt(day, after, zone).length === 0) after++
  return [clock(before), clock(after)]
}

export const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}.${String(minutes % 60).padStart(2, '0')}`
const minutesOf = (moment: DateTime) => moment.hour * 60 + moment.minute
const isoDay = (moment: DateTime) => moment.toFormat('yyyy-MM-dd')
const dayOf = ({ year, month, day }: Day, add = 0): Day => {
  const moved = DateTime.fromObject({ year, month, day }, { zone: 'UTC' }).plus({ days: add })
  return { year: moved.year, month: moved.month, day: moved.day }
}

/** Whether the clock shows this moment's time twice that night, so that a reader needs to be told which is meant. */
export function happensTwice(moment: Date, zone: string): boolean {
  return DateTime.fromJSDate(moment, { zone }).getPossibleOffsets().length > 1
}

/** What the form's fields show for a time that is already chosen. */
export function typedWhen({ startsAt, endsAt, zone }: When): TypedWhen {
  const start = DateTime.fromJSDate(startsAt, { zone }), end = DateTime.fromJSDate(endsAt, { zone })
  return {
    startDate: isoDay(start), startTime: start.toFormat('HH:mm'),
    endDate: isoDay(end) === isoDay(start) ? '' : isoDay(end), endTime: end.toFormat('HH:mm'),
    overnight: false, zone,
  }
}

/** What a new activity suggests: the next full hour, for two hours; from nine in the morning when it is night. */
export function suggestedWhen(now: Date, zone: string): When {
  let start = DateTime.fromJSDate(now, { zone }).plus({ hours: 1 }).startOf('hour')
  if (start.hour >= 21) start = start.plus({ days: 1 }).set({ hour: 9 })
  if (start.hour < 9) start = start.set({ hour: 9 })
  return { startsAt: start.toJSDate(), endsAt: start.plus({ hours: 2 }).toJSDate(), zone }
}

/** The same weekday and clock time in the first week to come, for a copy. */
export function nextWeekly({ startsAt, endsAt, zone }: When, now: Date): When {
  const start = DateTime.fromJSDate(startsAt, { zone })
  const today = DateTime.fromJSDate(now, { zone })
  let weeks = Math.max(1, Math.ceil(today.diff(start, 'weeks').weeks))
  if (start.plus({ weeks }) <= today) weeks++
  const end = DateTime.fromJSDate(endsAt, { zone }).plus({ weeks })
  const moved = start.plus({ weeks })
  return { startsAt: moved.toJSDate(), endsAt: (end > moved ? end : moved.plus({ hours: 1 })).toJSDate(), zone }
}

/**
 * Reads when something happens. `known` is what is chosen already: fields left as they were keep its very moments, so
 * that an old activity's texts can be edited and the second 02.30 of an October night stays the second.
 */
export function readWhen(typed: TypedWhen, now: Date, known?: When): { ok: true; when: When } | { ok: false; errors: Partial<Record<WhenField, Problem>> } {
  const errors: Partial<Record<WhenField, Problem>> = {}
  const refused = () => ({ ok: false as const, errors })
  const { zone } = typed
  if (!DateTime.local({ zone }).isValid) {
    errors.zone = ['zone_unknown']
    return refused()
  }
  const day = typed.startDate.trim() ? readDay(typed.startDate, now, zone) : (['day_missing'] as Problem)
  const time = typed.startTime.trim() ? readTime(typed.startTime) : (['time_missing'] as Problem)
  const lastDay = typed.endDate.trim() ? readDay(typed.endDate, now, zone) : undefined
  const lastTime = typed.endTime.trim() ? readTime(typed.endTime) : (['time_missing'] as Problem)
  if (isProblem(day)) errors.startDate = day
  if (isProblem(time) || time === 1440) errors.startTime = isProblem(time) ? time : ['time_impossible']
  if (isProblem(lastDay)) errors.endDate = lastDay
  if (isProblem(lastTime)) errors.endTime = lastTime
  const start = isProblem(day) || isProblem(time) || time === 1440 ? undefined : pickStart(day, time)
  if (!start || isProblem(day) || isProblem(time) || isProblem(lastDay) || isProblem(lastTime)) return refused()

  const sameDay = !lastDay || compareDays(lastDay, day) === 0
  if (lastDay && compareDays(lastDay, day) < 0) {
    errors.endDate = ['ends_before_start']
    return refused()
  }
  const untilMidnight = lastTime === 1440 || (sameDay && !lastDay && lastTime === 0 && time > 0)
  const overnight = untilMidnight || (sameDay && typed.overnight && lastTime <= time)
  if (sameDay && !overnight && lastTime <= time) {
    // On the night the clock goes back, 02.45 to 02.15 is half an hour.
    const second = momentsAt(day, lastTime % 1440, zone)[1]
    if (!second || second <= start) {
      errors.endTime = ['ends_before_start_today', clock(lastTime), clock(time)]
      return refused()
    }
  }
  const end = pickEnd(dayOf(lastDay ?? day, overnight ? 1 : 0), lastTime % 1440, start)
  if (!end) return refused()

  const when = { startsAt: start.toJSDate(), endsAt: end.toJSDate(), zone }
  const startMoved = when.startsAt.getTime() !== known?.startsAt.getTime()
  const endMoved = when.endsAt.getTime() !== known?.endsAt.getTime()
  const today = DateTime.fromJSDate(now, { zone })
  if (startMoved && when.startsAt <= now) {
    if (isoDay(start) === isoDay(today)) errors.startTime = ['start_past_today', clock(minutesOf(today))]
    else errors.startDate = ['start_past']
  } else if (startMoved && start > today.plus({ years: furthestYears })) errors.startDate = ['start_too_far', start.year]
  else if (endMoved && when.endsAt <= now) errors.endTime = ['end_past']
  if (when.endsAt <= when.startsAt) errors.endTime ??= ['ends_before_start']
  else if ((startMoved || endMoved) && end.diff(start, 'days').days > longestDays) errors[lastDay ? 'endDate' : 'endTime'] = ['lasts_too_long', longestDays]
  return Object.keys(errors).length > 0 ? refused() : { ok: true, when }

  function pickStart(on: Day, at: number) {
    const kept = same(known?.startsAt, on, at)
    const moments = momentsAt(on, at, zone)
    if (!kept && moments.length === 0) errors.startTime = ['time_skipped', clock(at), ...aroundTheGap(on, at, zone)]
    return kept ?? moments[0]
  }
  function pickEnd(on: Day, at: number, after: DateTime) {
    const kept = same(known?.endsAt, on, at)
    if (kept && kept > after) return kept
    const moments = momentsAt(on, at, zone)
    if (moments.length === 0) errors.endTime = ['time_skipped', clock(at), ...aroundTheGap(on, at, zone)]
    return moments.find((moment) => moment > after) ?? moments[0]
  }
  function same(moment: Date | undefined, on: Day, at: number) {
    if (!moment || known?.zone !== zone) return undefined
    const local = DateTime.fromJSDate(moment, { zone })
    const unchanged = local.year === on.year && local.month === on.month && local.day === on.day && minutesOf(local) === at
    return unchanged ? local : undefined
  }
}

const compareDays = (a: Day, b: Day) => a.year - b.year || a.month - b.month || a.day - b.day
