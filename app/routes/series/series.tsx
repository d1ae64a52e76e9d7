import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findingTexts } from '#app/domain/activities/finding/messages.ts'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { JoinAll, SeriesDates } from '#app/domain/activities/series/components/series-screen.tsx'
import { sayRuleTime, seriesTexts } from '#app/domain/activities/series/messages.ts'
import { seriesBySlug } from '#app/domain/activities/series/queries.server.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound, publicPage } from '#app/platform/http/respond.server.ts'
import { inLanguage } from '#app/platform/language.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { alternates } from '../activities/alternates.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const now = wholeMinute(new Date())
  const series = await lean(actor, (sql) => seriesBySlug(sql, args.params.slug ?? '', { language, personId: person?.id ?? null, now }))
  if (!series) return notFound()
  const shared = series.visibility !== 'members'
  return data({ series, person: person && { name: person.name }, language, now, appUrl: env().APP_URL }, { headers: person || !shared ? {} : publicPage })
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
  const { series, person, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = seriesTexts(language)
  const rule = series.rules.findLast(({ firstDay }) => series.dates.some((date) => date.startsAt >= new Date(`${firstDay}T00:00Z`))) ?? series.rules.at(-1)
  return (
    <Page title={series.title} titleLang={series.titleLanguage === language ? undefined : series.titleLanguage} back={{ to: '/activities', text: findingTexts(language).back }}
      over={`${inLanguage(series.kind, language) ?? ''} · ${series.organisation.name}`} intro={rule && texts.pageIntro(sayRuleTime(rule, language))}
      aside={<JoinAll series={series} person={person} now={now} />}>
      <SeriesDates series={series} person={person} now={now} />
    </Page>
  )
}
