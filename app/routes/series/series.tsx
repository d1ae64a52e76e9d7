import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ActivityStory } from '#app/domain/activities/finding/components/activity-story.tsx'
import { findingTexts } from '#app/domain/activities/finding/messages.ts'
import { activityBySlug } from '#app/domain/activities/finding/queries.server.ts'
import { roomIn, wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { JoinAll, SeriesDates } from '#app/domain/activities/series/components/series-screen.tsx'
import { sayRuleTime, seriesTexts } from '#app/domain/activities/series/messages.ts'
import { seriesBySlug } from '#app/domain/activities/series/queries.server.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound, publicPage } from '#app/platform/http/respond.server.ts'
import { safeHtml } from '#app/platform/markdown.server.ts'
import { inLanguage } from '#app/platform/language.ts'
import { ActionBar, LinkButton } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { alternates } from '../activities/alternates.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const now = wholeMinute(new Date())
  const found = await lean(actor, async (sql) => {
    const series = await seriesBySlug(sql, args.params.slug ?? '', { language, personId: person?.id ?? null, now })
    const next = series?.dates.find((date) => date.cancelledAt === null)
    return { series, next: next ? await activityBySlug(sql, next.slug, language) : null }
  })
  const { series, next } = found
  if (!series) return notFound()
  const shared = series.visibility !== 'members'
  const { APP_URL, TILE_URL, TILE_ATTRIBUTION } = env()
  const story = next && { activity: next, html: safeHtml(next.text.description), room: roomIn(next, now), tiles: { tileUrl: TILE_URL, attribution: TILE_ATTRIBUTION } }
  return data({ series, story, person: person && { name: person.name }, language, now, appUrl: APP_URL }, { headers: person || !shared ? {} : publicPage })
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  if (!page) return []
  const { series, language, appUrl } = page
  const address = `${appUrl}/series/${series.slug}`
  const rule = series.rules.at(-1)
  return [
    { title: findingTexts(language).headOf(series.title) },
    ...(rule ? [{ name: 'description', content: seriesTexts(language).pageIntro(sayRuleTime(rule, language)) }] : []),
    ...(series.visibility === 'public' ? alternates(address) : [{ name: 'robots', content: 'noindex, nofollow' }]),
    { tagName: 'link', rel: 'alternate', type: 'text/calendar', href: `/series/${series.slug}.ics` },
  ]
}

export default function Series() {
  const { series, story, person, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = seriesTexts(language)
  const rule = series.rules.findLast(({ firstDay }) => series.dates.some((date) => date.startsAt >= new Date(`${firstDay}T00:00Z`))) ?? series.rules.at(-1)
  return (
    <Page title={series.title} titleLang={series.titleLanguage === language ? undefined : series.titleLanguage} back={{ to: '/activities', text: findingTexts(language).back }}
      over={`${inLanguage(series.kind, language) ?? ''} · ${series.organisation.name}`} intro={rule && story ? texts.pageIntro(sayRuleTime(rule, language)) : undefined}
      aside={<JoinAll series={series} person={person} now={now} />}>
      {!story && series.dates.length > 0 && <Notice title={texts.endedTitle}><p>{series.dates[0]!.cancelReason}</p><p>{texts.endedText}</p></Notice>}
      {story && (
        <section aria-labelledby="next" className="flex flex-col gap-6">
          <h2 id="next" className="text-2xl">{texts.next}</h2>
          <ActivityStory {...story} language={language} now={now} preview />
        </section>
      )}
      <SeriesDates series={series} person={person} now={now} />
      {story && !series.always && <div className="contents *:max-md:-mt-8 *:max-md:-mb-19 lg:hidden"><ActionBar><LinkButton to="#join">{texts.joinAll}</LinkButton></ActionBar></div>}
    </Page>
  )
}
