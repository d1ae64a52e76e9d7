import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ActivityNotes } from '#app/domain/activities/finding/components/activity-notes.tsx'
import { ChosenFilters } from '#app/domain/activities/finding/components/chosen-filters.tsx'
import { DayChoices } from '#app/domain/activities/finding/components/day-choices.tsx'
import { FilterForm } from '#app/domain/activities/finding/components/filter-form.tsx'
import { NothingFound } from '#app/domain/activities/finding/components/nothing-found.tsx'
import { Subscribe } from '#app/domain/activities/finding/components/subscribe.tsx'
import { findingTexts } from '#app/domain/activities/finding/messages.ts'
import { findActivities, offered, searchOf } from '#app/domain/activities/finding/queries.server.ts'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { filterAddress, isFiltered, lastPage, readFilters } from '#app/domain/activities/finding/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { publicPage } from '#app/platform/http/respond.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { PlaceMap } from '#app/ui/map.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { alternates } from './alternates.ts'

const onePage = 24

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const { filters, ignored } = readFilters(new URL(args.request.url).searchParams)
  const now = wholeMinute(new Date())
  const { APP_URL, TILE_URL, TILE_ATTRIBUTION } = env()
  const found = await lean(actor, async (sql) => {
    const { search, place } = await searchOf(sql, filters, { language, now, limit: onePage, offset: (filters.page - 1) * onePage })
    const [page, choices] = await Promise.all([findActivities(sql, search), offered(sql)])
    const soon = page.activities.length > 0 ? [] : (await searchSoon(sql, language, now)).activities
    return { ...page, place: place?.name ?? null, offered: choices, soon, byTime: !search.near && search.words.length === 0 }
  })
  return data(
    { ...found, filters, ignored, language, now, appUrl: APP_URL, tiles: { tileUrl: TILE_URL, attribution: TILE_ATTRIBUTION } },
    { headers: person ? {} : publicPage },
  )
}

const searchSoon = async (sql: Parameters<typeof findActivities>[0], language: Parameters<typeof searchOf>[2]['language'], now: Date) =>
  findActivities(sql, (await searchOf(sql, readFilters(new URLSearchParams()).filters, { language, now, limit: 4 })).search)

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  if (!page) return []
  const texts = findingTexts(page.language)
  return [
    { title: texts.listHead },
    { name: 'description', content: texts.listSummary },
    { property: 'og:title', content: texts.listTitle },
    { property: 'og:description', content: texts.listSummary },
    { property: 'og:type', content: 'website' },
    { property: 'og:url', content: `${page.appUrl}/activities` },
    // Searches are for people; the plain list is for search engines.
    ...(isFiltered(page.filters) || page.filters.page > 1 ? [{ name: 'robots', content: 'noindex, follow' }] : alternates(`${page.appUrl}/activities`)),
    { tagName: 'link', rel: 'alternate', type: 'text/calendar', href: '/activities.ics', title: texts.feedName },
    { tagName: 'link', rel: 'alternate', type: 'application/atom+xml', href: filterAddress('/activities.atom', page.filters, { page: null }), title: texts.feedName },
    {
      'script:ld+json': {
        '@context': 'https://schema.org',
        '@type': 'ItemList',
        itemListElement: page.activities.map((activity, index) => ({ '@type': 'ListItem', position: index + 1, url: `${page.appUrl}/activities/${activity.slug}`, name: activity.title })),
      },
    },
  ]
}

export default function List() {
  const page = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = findingTexts(language)
  const { filters, activities, now } = page
  const step = 'inline-flex min-h-12 items-center font-bold underline decoration-berry-deep decoration-2 underline-offset-4 hover:decoration-4'
  return (
    <Page title={texts.listTitle} intro={texts.listIntro}>
      <FilterForm filters={filters} offered={page.offered} language={language} />
      <DayChoices filters={filters} language={language} now={now} />
      {page.ignored.length > 0 && <Notice kind="info">{texts.ignored(page.ignored.map(texts.ignoredField).join(', '))}</Notice>}
      {filters.place && !filters.near && !page.place && (
        <Notice kind="info" title={texts.unknownPlace(filters.place)}>
          {page.offered.places.length > 0 && <p>{texts.knownPlaces} {page.offered.places.slice(0, 12).join(', ')}</p>}
        </Notice>
      )}
      <ChosenFilters filters={filters} place={page.place} offered={page.offered} language={language} now={now} />
      {activities.length === 0
        ? <NothingFound filters={filters} soon={page.soon} offered={page.offered} language={language} now={now} />
        : (
          <>
            {activities.some((activity) => activity.lat !== null) && <PlaceMap {...page.tiles} />}
            <div id="results"><ActivityNotes activities={activities} language={language} now={now} byDay={page.byTime} /></div>
            {(filters.page > 1 || page.more) && (
              <nav aria-label={texts.pages} className="not-printed flex flex-wrap items-center gap-x-6 gap-y-2">
                {filters.page > 1 && <a href={filterAddress('/activities', filters, { page: filters.page - 1 })} rel="prev" className={step}>{texts.previous}</a>}
                <span className="text-soft">{texts.pageNumber(filters.page)}</span>
                {page.more && filters.page < lastPage && <a href={filterAddress('/activities', filters, { page: filters.page + 1 })} rel="next" className={step}>{texts.next}</a>}
              </nav>
            )}
          </>
        )}
      <Subscribe address={page.appUrl + filterAddress('/activities.ics', filters, { page: null })} language={language} />
    </Page>
  )
}
