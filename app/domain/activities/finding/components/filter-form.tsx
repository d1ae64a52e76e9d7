import { inLanguage, type Language } from '#app/platform/language.ts'
import { Button } from '#app/ui/button.tsx'
import { Field, Form, Select } from '#app/ui/form.tsx'
import { findingTexts } from '../messages.ts'
import type { Offered } from '../queries.server.ts'
import { type Filters, isFiltered } from '../schema.ts'

const distances = [5, 10, 25, 50, 100]

/** What to look for. An ordinary form: each choice is part of the address. */
export function FilterForm({ filters, offered, language }: { filters: Filters; offered: Offered; language: Language }) {
  const texts = findingTexts(language)
  // A day chosen under the form is said there: the form need not unfold for it.
  const more = Boolean(filters.within || filters.org)
  const within = filters.within && !distances.includes(filters.within) ? [...distances, filters.within].sort((a, b) => a - b) : distances
  return (
    <Form method="get" action="/activities" role="search" className="cut flex flex-col gap-4 border-2 border-ink bg-sheet p-5">
      <div className="grid grid-cols-2 items-end gap-4 md:grid-cols-4">
        <div className="col-span-2"><Field label={texts.search} hint={texts.searchHint} name="q" type="search" defaultValue={filters.q} maxLength={100} autoComplete="off" enterKeyHint="search" /></div>
        <Field label={texts.place} name="place" defaultValue={filters.place} maxLength={100} list="known-places" autoComplete="off" />
        <Select label={texts.kind} name="kind" defaultValue={filters.kind}
          options={[{ value: '', label: texts.anyKind }, ...offered.kinds.map((kind) => ({ value: kind.slug, label: inLanguage(kind.names, language) ?? kind.slug }))]} />
      </div>
      <datalist id="known-places">{offered.places.map((place) => <option key={place} value={place} />)}</datalist>
      {filters.near && <input type="hidden" name="near" value={`${filters.near.lat},${filters.near.lon}`} />}
      <details open={more} className="flex flex-col">
        <summary className="inline-flex min-h-11 items-center font-bold underline decoration-berry-deep decoration-2 underline-offset-4">{texts.moreFilters}</summary>
        <div className="grid gap-4 pt-2 sm:grid-cols-2 lg:grid-cols-4">
          <Field label={texts.from} name="from" type="date" defaultValue={filters.from ?? ''} />
          <Field label={texts.to} name="to" type="date" defaultValue={filters.to ?? ''} />
          <Select label={texts.within} name="within" defaultValue={filters.within ? String(filters.within) : ''}
            options={[{ value: '', label: texts.anyDistance }, ...within.map((km) => ({ value: String(km), label: texts.kilometres(km) }))]} />
          <Select label={texts.organisation} name="org" defaultValue={filters.org}
            options={[{ value: '', label: texts.anyOrganisation }, ...offered.organisations.map(({ slug, name }) => ({ value: slug, label: name }))]} />
        </div>
      </details>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Button>{texts.show}</Button>
        {isFiltered(filters) && <a href="/activities" className="link inline-flex min-h-11 items-center font-bold">{texts.startOver}</a>}
      </div>
    </Form>
  )
}
