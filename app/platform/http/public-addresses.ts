import { isLanguage, type Language } from '../language.ts'

/**
 * The addresses that may be answered with one page for everybody, and the query each understands. Anything not named
 * here is never cached. A query is brought to one form, so that the same page is kept once.
 */
export const filters = ['q', 'kind', 'place', 'near', 'within', 'from', 'to', 'org', 'page'] as const

/** An opening is not on a day. */
const openingFilters = filters.filter((name) => name !== 'from' && name !== 'to')

const publicAddresses: { path: RegExp; query: readonly string[] }[] = [
  { path: /^\/$/, query: [] },
  { path: /^\/(?:help|privacy|accessibility)$/, query: [] },
  { path: /^\/activities(?:\.ics|\.atom)?$/, query: filters },
  { path: /^\/activities\/[a-z0-9-]{1,90}(?:\.ics)?$/, query: [] },
  { path: /^\/series\/[a-z0-9-]{1,90}(?:\.ics)?$/, query: [] },
  { path: /^\/groups$/, query: ['q'] },
  { path: /^\/groups\/[a-z0-9-]{1,90}$/, query: [] },
  { path: /^\/openings(?:\.atom)?$/, query: openingFilters },
  { path: /^\/openings\/[a-z0-9-]{1,90}$/, query: [] },
  { path: /^\/volunteer$/, query: [] },
  { path: /^\/volunteer\/[a-z0-9-]{1,60}$/, query: [] },
  { path: /^\/activities\/[a-z0-9-]{1,90}\/poster\.pdf$/, query: [] },
  { path: /^\/o\/[a-z0-9-]{1,60}$/, query: ['page'] },
  { path: /^\/o\/[a-z0-9-]{1,60}\/activities\.(?:ics|atom)$/, query: [] },
  { path: /^\/o\/[a-z0-9-]{1,60}\/embed$/, query: [] },
  { path: /^\/api\/activities$/, query: [...filters, 'cursor', 'limit'] },
  { path: /^\/api\/openings$/, query: [...openingFilters, 'cursor', 'limit'] },
  { path: /^\/api\/openapi\.json$/, query: [] },
  { path: /^\/pictures\/[0-9a-f-]{36}\.webp$/, query: [] },
]

/** What others add to links to count clicks says nothing about the page. */
const counting = /^(?:utm_[a-z]+|fbclid|gclid|mc_[a-z]+)$/

export type PublicAddress = { path: string; language: Language | null }

/** The address in its one form, or null when it is not public as a whole. */
export function publicAddress(url: string): PublicAddress | null {
  if (url.length > 600) return null
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const address = publicAddresses.find((candidate) => candidate.path.test(path))
  if (!address) return null
  if (mark < 0) return { path, language: null }
  const sent = new URLSearchParams(url.slice(mark + 1))
  const known = new Map<string, string>()
  let language: Language | null = null
  for (const [name, value] of sent) {
    if (counting.test(name)) continue
    if (name === 'lang') {
      if (!isLanguage(value)) return null
      language ??= value
    } else if (!address.query.includes(name)) return null
    else if (!known.has(name)) known.set(name, value.trim())
  }
  const query = address.query.flatMap((name) => (known.get(name) ? [[name, known.get(name)!]] : []))
  return { path: query.length ? `${path}?${new URLSearchParams(query)}` : path, language }
}
