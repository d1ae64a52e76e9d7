import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { GroupStory } from '#app/domain/groups/finding/components/group-story.tsx'
import { comingMeetings, groupBySlug } from '#app/domain/groups/finding/queries.server.ts'
import { PlaceCard } from '#app/domain/groups/membership/components/place-card.tsx'
import { standingIn } from '#app/domain/groups/membership/queries.server.ts'
import { groupTexts, sayDone } from '#app/domain/groups/messages.ts'
import { isLive } from '#app/domain/groups/rules.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound, publicPage } from '#app/platform/http/respond.server.ts'
import { plainWords, safeHtml } from '#app/platform/markdown.server.ts'
import { ActionBar, LinkButton } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { alternates } from '../activities/alternates.ts'

/** Dates here are whole minutes, so that one kept page is the same for everybody within it. */
const minute = 60_000

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const now = new Date(Math.floor(Date.now() / minute) * minute)
  const found = await lean(actor, async (sql) => {
    const group = await groupBySlug(sql, args.params.slug ?? '', language)
    return group && {
      group, meetings: await comingMeetings(sql, group.id, { language, now }),
      standing: person && (await standingIn(sql, group.id, person.id)),
    }
  })
  if (!found) return notFound()
  const { group } = found
  return data(
    {
      ...found, html: safeHtml(group.text.description), summary: plainWords(group.text.forWhom || group.text.description, 180), live: isLive(group), language, now,
      appUrl: env().APP_URL, done: person ? new URL(args.request.url).searchParams.get('done') : null,
    },
    { headers: person || group.visibility === 'members' ? {} : publicPage },
  )
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  if (!page) return []
  const { group, summary, appUrl } = page
  const address = `${appUrl}/groups/${group.slug}`
  return [
    { title: groupTexts(page.language).headOf(group.text.name) }, { name: 'description', content: summary },
    { property: 'og:title', content: group.text.name }, { property: 'og:description', content: summary }, { property: 'og:type', content: 'website' }, { property: 'og:url', content: address },
    ...(group.visibility === 'public' && page.live ? alternates(address) : [{ name: 'robots', content: 'noindex, nofollow' }]),
  ]
}

export default function Group() {
  const { group, html, meetings, standing, live, now, done } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = groupTexts(language)
  const said = sayDone(texts, done)
  return (
    <Page back={{ to: '/groups', text: texts.back }} over={texts.over(group.organisation.name)} title={group.text.name} titleLang={group.text.language === language ? undefined : group.text.language}
      aside={<PlaceCard group={{ id: group.id, slug: group.slug, live, asks: group.wayIn === 'request', organisation: group.organisation }} standing={standing} />}>
      {said && <Notice kind="done">{said}</Notice>}
      {!group.publishedAt && <Notice>{texts.draftNotice}</Notice>}
      {group.closedAt && <Notice title={texts.closedTitle}><p>{texts.closedText}</p><p><LinkButton kind="quiet" to="/groups">{texts.seeAll}</LinkButton></p></Notice>}
      <GroupStory group={group} html={html} meetings={meetings} language={language} now={now} />
      {live && !standing?.host && (!standing?.member || standing.member.state === 'left') && (
        <div className="contents *:max-md:-mt-8 *:max-md:-mb-19 lg:hidden"><ActionBar><LinkButton to="#join">{group.wayIn === 'request' || standing?.member?.asksFirst ? texts.ask : texts.join}</LinkButton></ActionBar></div>
      )}
    </Page>
  )
}
