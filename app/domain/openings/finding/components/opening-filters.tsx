import type { ReactNode } from 'react'
import { filterAddress, type Filters, isFiltered } from '#app/domain/activities/finding/schema.ts'
import type { Language } from '#app/platform/language.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/card.tsx'
import { Field, Form, Select } from '#app/ui/form.tsx'
import { openingWords } from '../../messages.ts'
import { isKind, kinds } from '../../schema.ts'
import { findingOpenings } from '../messages.ts'
import type { Listed } from '../queries.server.ts'
import { OpeningNotes } from './opening-notes.tsx'

interface Offered { organisations: { slug: string; name: string }[]; places: string[] }
const distances = [5, 10, 25, 50, 100]

/** What to look for. An ordinary form: each choice is part of the address. */
export function OpeningFilters({ filters, offered, language }: { filters: Filters; offered: Offered; language: Language }) {
  const texts = findingOpenings(language)
  const words = openingWords(language)
  const within = filters.within && !distances.includes(filters.within) ? [...distances, filters.within].sort((a, b) => a - b) : distances
  return (
    <Form method="get" action="/openings" role="search" className="cut flex flex-col gap-4 border-2 border-ink bg-sheet p-5">
      <div className="grid grid-cols-2 items-end gap-4 md:grid-cols-4">
        <div className="col-span-2"><Field label={texts.search} hint={texts.searchHint} name="q" type="search" defaultValue={filters.q} maxLength={100} autoComplete="off" enterKeyHint="search" /></div>
        <Field label={texts.place} name="place" defaultValue={filters.place} maxLength={100} list="known-places" autoComplete="off" />
        <Select label={texts.kind} name="kind" defaultValue={filters.kind} options={[{ value: '', label: texts.anyKind }, ...kinds.map((kind) => ({ value: kind, label: words[`kind_${kind}`] }))]} />
      </div>
      <datalist id="known-places">{offered.places.map((place) => <option key={place} value={place} />)}</datalist>
      {filters.near && <input type="hidden" name="near" value={`${filters.near.lat},${filters.near.lon}`} />}
      <details open={Boolean(filters.within || filters.org)}>
        <summary className="inline-flex min-h-11 items-center font-bold underline decoration-berry-deep decoration-2 underline-offset-4">{texts.moreFilters}</summary>
        <div className="grid gap-4 pt-2 sm:grid-cols-2">
          <Select label={texts.within} name="within" defaultValue={filters.within ? String(filters.within) : ''}
            options={[{ value: '', label: texts.anyDistance }, ...within.map((km) => ({ value: String(km), label: texts.kilometres(km) }))]} />
          <Select label={texts.organisation} name="org" defaultValue={filters.org}
            options={[{ value: '', label: texts.anyOrganisation }, ...offered.organisations.map(({ slug, name }) => ({ value: slug, label: name }))]} />
        </div>
      </details>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Button>{texts.show}</Button>
        {isFiltered(filters) && <a href="/openings" className="link inline-flex min-h-11 items-center font-bold">{texts.startOver}</a>}
      </div>
    </Form>
  )
}

/** In one sentence, what the list below shows. */
export function ChosenOpenings({ filters, place, offered, language }: { filters: Filters; place: string | null; offered: Offered; language: Language }) {
  const texts = findingOpenings(language)
  const said = [
    filters.q && texts.withWords(filters.q),
    filters.kind && (isKind(filters.kind) ? openingWords(language)[`kind_${filters.kind}`] : filters.kind),
    filters.near ? texts.nearYou : place && texts.nearTo(place),
    filters.within && (filters.near || place) && texts.kilometres(filters.within).toLowerCase(),
    filters.org && (offered.organisations.find((offer) => offer.slug === filters.org)?.name ?? filters.org),
    (filters.near || place) && texts.nearestFirst,
  ].filter(Boolean)
  return said.length === 0 ? null : <p className="text-lg"><span className="text-soft">{texts.chosen}:</span> <strong>{said.join(', ')}</strong></p>
}

/** Nothing fits: how to look wider, and what there is meanwhile. */
export function NoOpenings({ filters, others, language, now }: { filters: Filters; others: Listed[]; language: Language; now: Date }) {
  const texts = findingOpenings(language)
  const wider = (text: string, changes: Parameters<typeof filterAddress>[2]) => ({ text, to: filterAddress('/openings', filters, { page: null, ...changes }) })
  const ways = [
    filters.within && wider(texts.withoutDistance, { within: null }),
    filters.kind && wider(texts.withoutKind, { kind: null }),
    filters.org && wider(texts.withoutOrganisation, { org: null }),
    filters.q && wider(texts.withoutWords, { q: null }),
    (filters.place || filters.near) && wider(texts.withoutPlace, { place: null, near: null, within: null }),
  ].filter((way): way is { text: string; to: string } => Boolean(way))
  const anything = others.length > 0
  const action = anything
    ? ways.slice(0, 3).map((way): ReactNode => <LinkButton key={way.text} to={way.to} kind="quiet">{way.text}</LinkButton>)
    : <LinkButton to="/activities" kind="quiet">{texts.seeActivities}</LinkButton>
  return (
    <div className="flex flex-col gap-10">
      <EmptyState title={texts.nothingTitle} action={action}><p className="text-lg">{anything && isFiltered(filters) ? texts.nothingText : texts.nothingAtAll}</p></EmptyState>
      {anything && (
        <section className="flex flex-col gap-4">
          <h2 className="text-2xl">{texts.meanwhile}</h2>
          <OpeningNotes openings={others} language={language} now={now} heading="h3" />
        </section>
      )}
    </div>
  )
}
