import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ActivityNotes } from '#app/domain/activities/finding/components/activity-notes.tsx'
import { Subscribe } from '#app/domain/activities/finding/components/subscribe.tsx'
import { findingTexts } from '#app/domain/activities/finding/messages.ts'
import { activitiesOf, organisationBySlug } from '#app/domain/activities/finding/queries.server.ts'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { readFilters } from '#app/domain/activities/finding/schema.ts'
import { askingTexts } from '#app/domain/companions/asking/messages.ts'
import { companionWords } from '#app/domain/companions/messages.ts'
import { kindRulesOf } from '#app/domain/companions/requirements/queries.server.ts'
import { volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { GroupNotes } from '#app/domain/groups/finding/components/group-notes.tsx'
import { listedGroups } from '#app/domain/groups/finding/queries.server.ts'
import { groupTexts } from '#app/domain/groups/messages.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { OpeningNotes } from '#app/domain/openings/finding/components/opening-notes.tsx'
import { findingOpenings } from '#app/domain/openings/finding/messages.ts'
import { openingsOf } from '#app/domain/openings/finding/queries.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound, publicPage } from '#app/platform/http/respond.server.ts'
import { inLanguage } from '#app/platform/language.ts'
import { plainWords, safeHtml } from '#app/platform/markdown.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Card, EmptyState } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { PlaceMap } from '#app/ui/map.tsx'
import { Prose } from '#app/ui/prose.tsx'
import { alternates } from '../activities/alternates.ts'

const onePage = 24

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const now = wholeMinute(new Date())
  const { APP_URL, TILE_URL, TILE_ATTRIBUTION } = env()
  const { page } = readFilters(new URL(args.request.url).searchParams).filters
  const found = await lean(actor, async (sql) => {
    const organisation = await organisationBySlug(sql, args.params.org ?? '')
    if (!organisation) return null
    const activities = await activitiesOf(sql, organisation.id, { language, now, limit: onePage, offset: (page - 1) * onePage })
    return { organisation, ...activities, groups: page === 1 ? await listedGroups(sql, { language, organisationId: organisation.id }) : [], openings: page === 1 ? await openingsOf(sql, organisation.id, { language, now }) : [],
      welcomes: (await kindRulesOf(sql, organisation.id)).filter((rule) => rule.welcome).map((rule) => rule.kind) }
  })
  if (!found) return notFound()
  const about = inLanguage(found.organisation.about, language) ?? ''
  return data(
    { ...found, page, html: safeHtml(about), summary: plainWords(about, 180), language, now, appUrl: APP_URL, tiles: { tileUrl: TILE_URL, attribution: TILE_ATTRIBUTION } },
    { headers: person ? {} : publicPage },
  )
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  if (!page) return []
  const { organisation, appUrl } = page
  const address = `${appUrl}/o/${organisation.slug}`
  const texts = findingTexts(page.language)
  const description = page.summary || texts.organisationIntro(organisation.name)
  return [
    { title: texts.headOf(organisation.name) },
    { name: 'description', content: description },
    { property: 'og:title', content: organisation.name },
    { property: 'og:description', content: description },
    { property: 'og:type', content: 'website' },
    { property: 'og:url', content: address },
    ...(page.page > 1 ? [{ name: 'robots', content: 'noindex, follow' }] : alternates(address)),
    { tagName: 'link', rel: 'alternate', type: 'text/calendar', href: `/o/${organisation.slug}/activities.ics`, title: texts.feedOf(organisation.name) },
    { tagName: 'link', rel: 'alternate', type: 'application/atom+xml', href: `/o/${organisation.slug}/activities.atom`, title: texts.feedOf(organisation.name) },
    {
      'script:ld+json': {
        '@context': 'https://schema.org', '@type': 'Organization', name: organisation.name, url: address,
        ...(organisation.website && { sameAs: organisation.website }), ...(organisation.contactEmail && { email: organisation.contactEmail }),
        address: { '@type': 'PostalAddress', addressCountry: organisation.country },
      },
    },
  ]
}

export default function Organisation() {
  const { organisation, activities, groups, openings, welcomes, more, page, html, now, appUrl, tiles } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = findingTexts(language)
  const asking = askingTexts(language)
  const path = `/o/${organisation.slug}`
  const step = 'inline-flex min-h-12 items-center font-bold underline decoration-berry-deep decoration-2 underline-offset-4 hover:decoration-4'
  const aside = (
    <>
      {welcomes.length > 0 && (
        <Card title={volunteeringTexts(language).give}>
          <p>{welcomes.map((kind) => companionWords(language)[`kind_${kind}`]).join(', ')}.</p>
          <p><LinkButton to={`/volunteer/${organisation.slug}`} kind="quiet">{volunteeringTexts(language).signUp}</LinkButton></p>
        </Card>
      )}
      {(organisation.contactEmail || organisation.website) && (
        <Card title={texts.contact}>
          {organisation.contactEmail && <p><a href={`mailto:${organisation.contactEmail}`} className="link inline-flex min-h-11 items-center break-all">{organisation.contactEmail}</a></p>}
          {organisation.website && /^https?:\/\//.test(organisation.website) && <p><a href={organisation.website} rel="noopener" className="link inline-flex min-h-11 items-center break-all">{organisation.website.replace(/^https?:\/\/|\/$/g, '')}</a></p>}
        </Card>
      )}
      {organisation.places.length > 0 && (
        <Card title={texts.whereWeAre}>
          <ul className="flex flex-col gap-2">{organisation.places.map((place) => <li key={place.name}><strong>{place.name}</strong>{place.address && <><br />{place.address}</>}</li>)}</ul>
        </Card>
      )}
    </>
  )
  return (
    <Page title={organisation.name} aside={aside}>
      {html && <Prose html={html} />}
      <section className="flex flex-col gap-6">
        <h2 className="text-2xl">{texts.upcoming}</h2>
        {activities.length === 0
          ? <EmptyState title={texts.noUpcoming} action={<LinkButton to="/activities" kind="quiet">{texts.seeOthers}</LinkButton>}><p>{texts.noUpcomingText}</p></EmptyState>
          : (
            <>
              {activities.some((activity) => activity.lat !== null) && <PlaceMap {...tiles} />}
              <ActivityNotes activities={activities} language={language} now={now} heading="h3" withoutOrganisation />
              {(page > 1 || more) && (
                <nav aria-label={texts.pages} className="not-printed flex flex-wrap items-center gap-x-6 gap-y-2">
                  {page > 1 && <a href={page > 2 ? `${path}?page=${page - 1}` : path} rel="prev" className={step}>{texts.previous}</a>}
                  <span className="text-soft">{texts.pageNumber(page)}</span>
                  {more && <a href={`${path}?page=${page + 1}`} rel="next" className={step}>{texts.next}</a>}
                </nav>
              )}
            </>
          )}
      </section>
      {groups.length > 0 && (
        <section className="flex flex-col gap-6">
          <h2 className="text-2xl">{groupTexts(language).ofOrganisation}</h2>
          <GroupNotes groups={groups} heading="h3" withoutOrganisation />
        </section>
      )}
      {openings.length > 0 && (
        <section className="flex flex-col gap-6">
          <h2 className="text-2xl">{findingOpenings(language).organisationTitle}</h2>
          <OpeningNotes openings={openings} language={language} now={now} heading="h3" withoutOrganisation />
        </section>
      )}
      <section className="flex max-w-text flex-col items-start gap-3">
        <h2 className="text-2xl">{asking.inviteTitle}</h2>
        <p>{asking.inviteText}</p>
        <p><LinkButton kind="quiet" to={`/me/companion/${organisation.slug}`}>{asking.inviteLink}</LinkButton></p>
      </section>
      <Subscribe address={`${appUrl}${path}/activities.ics`} language={language} />
    </Page>
  )
}
