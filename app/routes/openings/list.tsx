import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { filterAddress, isFiltered, lastPage } from '#app/domain/activities/finding/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { ChosenOpenings, NoOpenings, OpeningFilters } from '#app/domain/openings/finding/components/opening-filters.tsx'
import { OpeningNotes } from '#app/domain/openings/finding/components/opening-notes.tsx'
import { findingOpenings } from '#app/domain/openings/finding/messages.ts'
import { findOpenings, openingChoices, openingSearch } from '#app/domain/openings/finding/queries.server.ts'
import { nothingAsked, readOpeningFilters } from '#app/domain/openings/finding/schema.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { publicPage } from '#app/platform/http/respond.server.ts'
import { Icon } from '#app/ui/icon.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { PlaceMap } from '#app/ui/map.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { alternates } from '../activities/alternates.ts'

const onePage = 24

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const { filters, ignored } = readOpeningFilters(new URL(args.request.url).searchParams)
  const now = wholeMinute(new Date())
  const { APP_URL, TILE_URL, TILE_ATTRIBUTION } = env()
  const found = await lean(actor, async (sql) => {
    const { search, place } = await openingSearch(sql, filters, { language, now, limit: onePage, offset: (filters.page - 1) * onePage })
    const page = await findOpenings(sql, search)
    const others = page.openings.length > 0 ? [] : (await findOpenings(sql, (await openingSearch(sql, nothingAsked(), { language, now, limit: 4 })).search)).openings
    return { ...page, others, place: place?.name ?? null, offered: await openingChoices(sql) }
  })
  return data({ ...found, filters, ignored, language, now, appUrl: APP_URL, tiles: { tileUrl: TILE_URL, attribution: TILE_ATTRIBUTION } }, { headers: person ? {} : publicPage })
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  if (!page) return []
  const texts = findingOpenings(page.language)
  return [
    { title: texts.listHead },
    { name: 'description', content: texts.listSummary },
    { property: 'og:title', content: texts.listTitle },
    { property: 'og:description', content: texts.listSummary },
    { property: 'og:type', content: 'website' },
    { property: 'og:url', content: `${page.appUrl}/openings` },
    // Searches are for people; the plain list is for search engines.
    ...(isFiltered(page.filters) || page.filters.page > 1 ? [{ name: 'robots', content: 'noindex, follow' }] : alternates(`${page.appUrl}/openings`)),
    { tagName: 'link', rel: 'alternate', type: 'application/atom+xml', href: filterAddress('/openings.atom', page.filters, { page: null }), title: texts.feedName },
    {
      'script:ld+json': {
        '@context': 'https://schema.org',
        '@type': 'ItemList',
        itemListElement: page.openings.map((opening, index) => ({ '@type': 'ListItem', position: index + 1, url: `${page.appUrl}/openings/${opening.slug}`, name: opening.title })),
      },
    },
  ]
}

export default function List() {
  const page = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = findingOpenings(language)
  const { filters, openings, now } = page
  const step = 'inline-flex min-h-12 items-center font-bold underline decoration-berry-deep decoration-2 underline-offset-4 hover:decoration-4'
  const feed = page.appUrl + filterAddress('/openings.atom', filters, { page: null })
  return (
    <Page title={texts.listTitle} intro={texts.listIntro}>
      <OpeningFilters filters={filters} offered={page.offered} language={language} />
      {page.ignored.length > 0 && <Notice kind="info">{texts.ignored(page.ignored.map(texts.ignoredField).join(', '))}</Notice>}
      {filters.place && !filters.near && !page.place && (
        <Notice kind="info" title={texts.unknownPlace(filters.place)}>{page.offered.places.length > 0 && <p>{texts.knownPlaces} {page.offered.places.slice(0, 12).join(', ')}</p>}</Notice>
      )}
      <ChosenOpenings filters={filters} place={page.place} offered={page.offered} language={language} />
      {openings.length === 0
        ? <NoOpenings filters={filters} others={page.others} language={language} now={now} />
        : (
          <>
            {openings.some((opening) => opening.lat !== null) && <PlaceMap {...page.tiles} />}
            <div id="results"><OpeningNotes openings={openings} language={language} now={now} /></div>
            {(filters.page > 1 || page.more) && (
              <nav aria-label={texts.pages} className="not-printed flex flex-wrap items-center gap-x-6 gap-y-2">
                {filters.page > 1 && <a href={filterAddress('/openings', filters, { page: filters.page - 1 })} rel="prev" className={step}>{texts.previous}</a>}
                <span className="text-soft">{texts.pageNumber(filters.page)}</span>
                {page.more && filters.page < lastPage && <a href={filterAddress('/openings', filters, { page: filters.page + 1 })} rel="next" className={step}>{texts.next}</a>}
              </nav>
            )}
          </>
        )}
      <details className="not-printed max-w-text">
        <summary className="inline-flex min-h-11 items-center gap-2 font-bold underline decoration-berry-deep decoration-2 underline-offset-4"><Icon name="note" className="size-5" />{texts.follow}</summary>
        <p className="mt-1">{texts.followText}</p>
        <p className="mt-1"><a href={feed} className="link break-all">{feed}</a></p>
      </details>
    </Page>
  )
}
