import { DateTime } from 'luxon'
import { z } from 'zod'

/** What a reader asks of the list, the feed and the API: the parameters of contract.md. */
export interface Filters {
  q: string
  kind: string
  place: string
  near: { lat: number; lon: number } | null
  /** Kilometres from the place. */
  within: number | null
  from: string | null
  to: string | null
  org: string
  page: number
}
export type FilterName = keyof Filters

/** Whose days `from` and `to` are. Sweden's are the same. */
export const daysZone = 'Europe/Oslo'
export const lastPage = 100

const slug = z.string().trim().toLowerCase().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(60)
const calendarDay = z.string().trim().regex(/^20\d\d-\d\d-\d\d$/).refine((day) => DateTime.fromISO(day).isValid)
const point = z
  .string()
  .regex(/^\s*-?\d{1,2}(\.\d+)?\s*,\s*-?\d{1,3}(\.\d+)?\s*$/)
  .transform((text) => text.split(',').map(Number))
  .refine(([lat, lon]) => Math.abs(lat!) <= 90 && Math.abs(lon!) <= 180)
  // A hundred metres are near enough, and say less about where the reader is.
  .transform(([lat, lon]) => ({ lat: Math.round(lat! * 1000) / 1000, lon: Math.round(lon! * 1000) / 1000 }))
const fields = {
  q: z.string().trim().max(100),
  kind: slug,
  place: z.string().trim().max(100),
  near: point,
  within: z.coerce.number().positive().max(2_000),
  from: calendarDay,
  to: calendarDay,
  org: slug,
  page: z.coerce.number().int().min(1).max(lastPage),
}

const nothing: Filters = { q: '', kind: '', place: '', near: null, within: null, from: null, to: null, org: '', page: 1 }

/** Reads what it can; `ignored` names what it could not, so that a page can say so and the API refuse. */
export function readFilters(sent: URLSearchParams): { filters: Filters; ignored: FilterName[] } {
  const filters: Record<string, unknown> = { ...nothing }
  const ignored: FilterName[] = []
  for (const name of Object.keys(fields) as FilterName[]) {
    const value = sent.get(name)
    if (value === null || value.trim() === '') continue
    const read = fields[name].safeParse(value)
    if (read.success) filters[name] = read.data
    else ignored.push(name)
  }
  const read = filters as unknown as Filters
  if (read.from && read.to && read.to < read.from) {
    read.to = null
    ignored.push('to')
  }
  if (read.within && !read.near && !read.place) {
    read.within = null
    ignored.push('within')
  }
  return { filters: read, ignored }
}

/** The same filters as an address, with some changed or taken away (null). */
export function filterAddress(path: string, filters: Filters, changes: Partial<Record<FilterName, string | number | null>> = {}): string {
  const query = new URLSearchParams()
  for (const name of Object.keys(fields) as FilterName[]) {
    const value = name in changes ? changes[name] : name === 'near' ? filters.near && `${filters.near.lat},${filters.near.lon}` : (filters[name] as string | number | null)
    if (value === null || value === undefined || value === '' || (name === 'page' && value === 1)) continue
    query.set(name, String(value))
  }
  return query.size ? `${path}?${query}` : path
}

export const isFiltered = (filters: Filters) => filterAddress('', { ...filters, page: 1 }) !== ''

/** Today, tomorrow, and the Saturday and Sunday that come next or are now, as filters. */
export function nearDays(now: Date): Record<'today' | 'tomorrow' | 'weekend', { from: string; to: string }> {
  const today = DateTime.fromJSDate(now, { zone: daysZone }).startOf('day')
  const saturday = today.weekday === 7 ? today : today.plus({ days: 6 - today.weekday })
  const between = (from: DateTime, to: DateTime) => ({ from: from.toFormat('yyyy-MM-dd'), to: to.toFormat('yyyy-MM-dd') })
  const tomorrow = today.plus({ days: 1 })
  return { today: between(today, today), tomorrow: between(tomorrow, tomorrow), weekend: between(saturday, today.plus({ days: 7 - today.weekday })) }
}

/** Days as instants: from the first's beginning until the last's end. */
export function daysOf({ from, to }: Pick<Filters, 'from' | 'to'>): { from: Date | null; until: Date | null } {
  const start = (day: string) => DateTime.fromISO(day, { zone: daysZone })
  return { from: from ? start(from).toJSDate() : null, until: to ? start(to).plus({ days: 1 }).toJSDate() : null }
}
