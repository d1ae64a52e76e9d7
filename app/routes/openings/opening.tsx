import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { myStanding } from '#app/domain/openings/applying/queries.server.ts'
import { ApplyBox } from '#app/domain/openings/finding/components/apply-box.tsx'
import { OpeningStory } from '#app/domain/openings/finding/components/opening-story.tsx'
import { findingOpenings } from '#app/domain/openings/finding/messages.ts'
import { postingData } from '#app/domain/openings/finding/posting.ts'
import { openingBySlug } from '#app/domain/openings/finding/queries.server.ts'
import { openingWords } from '#app/domain/openings/messages.ts'
import { hires } from '#app/domain/openings/planning/queries.server.ts'
import { standingOf } from '#app/domain/openings/rules.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound, publicPage } from '#app/platform/http/respond.server.ts'
import type { Language } from '#app/platform/language.ts'
import { plainWords, safeHtml } from '#app/platform/markdown.server.ts'
import { ActionBar, LinkButton } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { alternates } from '../activities/alternates.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const now = wholeMinute(new Date())
  const { APP_URL, TILE_URL, TILE_ATTRIBUTION } = env()
  const found = await lean(actor, async (sql) => {
    const opening = await openingBySlug(sql, args.params.slug ?? '', language)
    if (!opening || !person) return { opening, mine: null, answers: false }
    return { opening, mine: await myStanding(sql, opening.id, person.id), answers: await hires(sql, opening.id) }
  })
  const { opening, mine, answers } = found
  if (!opening) return notFound()
  const standing = standingOf(opening, now)
  const summary = plainWords(opening.text.description || opening.text.tasks, 5_000)
  return data(
    {
      opening, mine, open: standing === 'open',
      answersAt: answers ? `/manage/${opening.organisation.slug}/openings/${opening.id}` : null,
      html: safeHtml(opening.text.description),
      // What is closed is not offered to search engines as if it were open.
      posting: opening.visibility === 'public' && standing === 'open' ? postingData(opening, { appUrl: APP_URL, summary }) : null,
      summary: plainWords(summary, 180),
      language, now, appUrl: APP_URL, tiles: { tileUrl: TILE_URL, attribution: TILE_ATTRIBUTION },
    },
    { headers: person || opening.visibility === 'members' ? {} : publicPage },
  )
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  if (!page) return []
  const { opening, appUrl, open } = page
  const address = `${appUrl}/openings/${opening.slug}`
  const description = [openingWords(page.language)[`kind_${opening.kind}`], opening.area, page.summary].filter(Boolean).join('. ')
  return [
    { title: findingOpenings(page.language).headOf(opening.text.title) },
    { name: 'description', content: description },
    { property: 'og:title', content: opening.text.title },
    { property: 'og:description', content: description },
    { property: 'og:type', content: 'website' },
    { property: 'og:url', content: address },
    { property: 'og:locale', content: localeOf[opening.text.language] },
    ...(opening.visibility === 'public' && open ? alternates(address) : [{ name: 'robots', content: 'noindex, nofollow' }]),
    ...(page.posting ? [{ 'script:ld+json': page.posting }] : []),
  ]
}
const localeOf: Record<Language, string> = { nb: 'nb_NO', sv: 'sv_SE', en: 'en_GB' }

export default function Opening() {
  const { opening, mine, open, answersAt, html, now, tiles } = useLoaderData<typeof loader>()
  const language = useLanguage()
  return (
    <Page
      back={{ to: '/openings', text: findingOpenings(language).back }}
      over={`${openingWords(language)[`kind_${opening.kind}`]} · ${opening.organisation.name}`}
      title={opening.text.title}
      titleLang={opening.text.language === language ? undefined : opening.text.language}
      aside={<ApplyBox slug={opening.slug} open={open} mine={mine} answersAt={answersAt} language={language} />}
    >
      <OpeningStory opening={opening} html={html} language={language} now={now} tiles={tiles} />
      {open && !answersAt && !mine && (
        <div className="contents *:max-md:-mt-8 *:max-md:-mb-19 lg:hidden"><ActionBar><LinkButton to={`/openings/${opening.slug}/apply`}>{findingOpenings(language).apply}</LinkButton></ActionBar></div>
      )}
    </Page>
  )
}
