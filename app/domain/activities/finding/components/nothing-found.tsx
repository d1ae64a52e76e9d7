import type { ReactNode } from 'react'
import type { Language } from '#app/platform/language.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/card.tsx'
import { findingTexts } from '../messages.ts'
import type { Listed, Offered } from '../queries.server.ts'
import { filterAddress, type Filters, isFiltered } from '../schema.ts'
import { ActivityNotes } from './activity-notes.tsx'

/** Nothing fits: how to look wider, what there is meanwhile, and whom to ask. */
export function NothingFound({ filters, soon, offered, language, now }: { filters: Filters; soon: Listed[]; offered: Offered; language: Language; now: Date }) {
  const texts = findingTexts(language)
  const wider = (text: string, changes: Parameters<typeof filterAddress>[2]) => ({ text, to: filterAddress('/activities', filters, { page: null, ...changes }) })
  const ways = [
    filters.within && wider(texts.withoutDistance, { within: null }),
    (filters.from || filters.to) && wider(texts.withoutDays, { from: null, to: null }),
    filters.kind && wider(texts.withoutKind, { kind: null }),
    filters.org && wider(texts.withoutOrganisation, { org: null }),
    filters.q && wider(texts.withoutWords, { q: null }),
    (filters.place || filters.near) && wider(texts.withoutPlace, { place: null, near: null, within: null }),
  ].filter((way): way is { text: string; to: string } => Boolean(way))
  const anything = soon.length > 0
  return (
    <div className="flex flex-col gap-10">
      <EmptyState title={texts.nothingTitle} action={ways.slice(0, 3).map((way): ReactNode => <LinkButton key={way.to + way.text} to={way.to} kind="quiet">{way.text}</LinkButton>)}>
        <p className="text-lg">{anything && isFiltered(filters) ? texts.nothingText : texts.nothingAtAll}</p>
      </EmptyState>
      {anything && (
        <section className="flex flex-col gap-4">
          <h2 className="text-2xl">{texts.meanwhile}</h2>
          <ActivityNotes activities={soon} language={language} now={now} heading="h3" />
        </section>
      )}
      {offered.organisations.length > 0 && (
        <section className="flex flex-col gap-2">
          <h2 className="text-2xl">{texts.whoArranges}</h2>
          <ul className="flex flex-wrap gap-x-6">
            {offered.organisations.slice(0, 20).map((organisation) => (
              <li key={organisation.slug}><a href={`/o/${organisation.slug}`} className="link inline-flex min-h-11 items-center">{organisation.name}</a></li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
