import { DateTime } from 'luxon'
import { inLanguage, type Language } from '#app/platform/language.ts'
import { sayDate } from '#app/platform/time.ts'
import { findingTexts } from '../messages.ts'
import type { Offered } from '../queries.server.ts'
import { daysZone, type Filters, isFiltered } from '../schema.ts'

/** In one sentence, what the list below shows. */
export function ChosenFilters({ filters, place, offered, language, now }: { filters: Filters; place: string | null; offered: Offered; language: Language; now: Date }) {
  if (!isFiltered(filters)) return null
  const texts = findingTexts(language)
  const day = (text: string) => sayDate(DateTime.fromISO(text, { zone: daysZone }).toJSDate(), daysZone, language, now)
  const kind = offered.kinds.find((offer) => offer.slug === filters.kind)
  const said = [
    filters.q && texts.withWords(filters.q),
    filters.kind && ((kind && inLanguage(kind.names, language)) ?? filters.kind),
    filters.near ? texts.nearYou : place && texts.nearTo(place),
    filters.within && (filters.near || place) && texts.kilometres(filters.within).toLowerCase(),
    ...(filters.from && filters.from === filters.to
      ? [day(filters.from)]
      : [filters.from && texts.fromDay(day(filters.from)), filters.to && texts.toDay(day(filters.to))]),
    filters.org && (offered.organisations.find((offer) => offer.slug === filters.org)?.name ?? filters.org),
    (filters.near || place) && texts.nearestFirst,
  ].filter(Boolean)
  return said.length === 0 ? null : <p className="text-lg"><span className="text-soft">{texts.chosen}:</span> <strong>{said.join(', ')}</strong></p>
}
