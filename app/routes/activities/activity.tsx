import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ActivityStory } from '#app/domain/activities/finding/components/activity-story.tsx'
import { JoinBox } from '#app/domain/activities/finding/components/join-box.tsx'
import { eventData } from '#app/domain/activities/finding/event.ts'
import { findingTexts } from '#app/domain/activities/finding/messages.ts'
import { activityBySlug } from '#app/domain/activities/finding/queries.server.ts'
import { roomIn, wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { OfferBox } from '#app/domain/activities/sign-ups/components/offer-box.tsx'
import { answerToken } from '#app/domain/activities/sign-ups/answer.server.ts'
import { mySignUp, whoShows } from '#app/domain/activities/sign-ups/queries.server.ts'
import { CompanyBox } from '#app/domain/activities/together/components/company-box.tsx'
import { companyOf } from '#app/domain/activities/together/queries.server.ts'
import { RideBox } from '#app/domain/activities/rides/components/ride-box.tsx'
import { ridesOf } from '#app/domain/activities/rides/queries.server.ts'
import { SeriesLine } from '#app/domain/activities/series/components/series-line.tsx'
import { seriesNote } from '#app/domain/activities/series/queries.server.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound, publicPage } from '#app/platform/http/respond.server.ts'
import { inLanguage, type Language } from '#app/platform/language.ts'
import { plainWords, safeHtml } from '#app/platform/markdown.server.ts'
import { sayDate, sayMoment, sayTime } from '#app/platform/time.ts'
import { ActionBar, LinkButton } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { alternates } from './alternates.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const now = wholeMinute(new Date())
  const { APP_URL, TILE_URL, TILE_ATTRIBUTION } = env()
  const found = await lean(actor, async (sql) => {
    const activity = await activityBySlug(sql, args.params.slug ?? '', language)
    if (!activity) return { activity, series: null, mine: null, others: [], company: null, rides: null }
    const series = await seriesNote(sql, activity.id, now)
    if (!person) return { activity, series, mine: null, others: [], company: null, rides: null }
    const [mine, others, company, rides] = await Promise.all([
      mySignUp(sql, activity.id, person.id), whoShows(sql, activity.id, person.id), companyOf(sql, activity.id, person.id, now), ridesOf(sql, activity.id, person.id),
    ])
    const two = Boolean(company?.with)
    const offer = mine?.offeredUntil && mine.offeredUntil > now ? { until: sayMoment(mine.offeredUntil, activity.zone, language, now), token: answerToken(mine.id), two } : null
    return {
      activity, series, mine: mine && { ...mine, offer, two }, others: others.map((other) => other.name),
      company: company && { with: company.with, meeting: company.meeting && { place: company.meeting.place, when: company.meeting.at ? sayTime(company.meeting.at, activity.zone, language) : '' } },
      rides: mine?.state === 'joined'
        ? { free: rides.offers.reduce((sum, one) => sum + one.free, 0), asked: rides.asked.filter((one) => !one.yes).length, driver: rides.seat?.yes ? rides.seat.name : null } : null,
    }
  })
  const { activity } = found
  if (!activity) return notFound()
  const summary = plainWords(activity.text.description || activity.text.whatToExpect, 5_000)
  const shared = activity.visibility === 'public' || activity.visibility === 'unlisted'
  return data(
    {
      ...found,
      activity,
      html: safeHtml(activity.text.description),
      event: activity.visibility === 'public' ? eventData(activity, { appUrl: APP_URL, summary }) : null,
      summary: summary.length > 180 ? plainWords(summary, 180) : summary,
      room: roomIn(activity, now),
      person: person && { name: person.name },
      language,
      now,
      appUrl: APP_URL,
      tiles: { tileUrl: TILE_URL, attribution: TILE_ATTRIBUTION },
    },
    { headers: person || !shared ? {} : publicPage },
  )
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  if (!page) return []
  const { activity, language, appUrl } = page
  const { text } = activity
  const address = `${appUrl}/activities/${activity.slug}`
  const when = `${sayDate(activity.startsAt, activity.zone, language, page.now)}${activity.allDay ? '' : ` ${sayTime(activity.startsAt, activity.zone, language)}`}`
  const description = [when, activity.area, page.summary].filter(Boolean).join('. ')
  return [
    { title: findingTexts(language).headOf(text.title) },
    { name: 'description', content: description },
    { property: 'og:title', content: text.title },
    { property: 'og:description', content: description },
    { property: 'og:type', content: 'website' },
    { property: 'og:url', content: address },
    { property: 'og:locale', content: localeOf[text.language] },
    ...(activity.picture
      ? [
          { property: 'og:image', content: `${appUrl}/pictures/${activity.picture.id}.webp` },
          { property: 'og:image:alt', content: text.pictureAlt },
          { property: 'og:image:width', content: String(activity.picture.width) },
          { property: 'og:image:height', content: String(activity.picture.height) },
        ]
      : []),
    ...(activity.visibility === 'public' ? alternates(address) : [{ name: 'robots', content: 'noindex, nofollow' }]),
    { tagName: 'link', rel: 'alternate', type: 'text/calendar', href: `/activities/${activity.slug}.ics` },
    ...(page.event ? [{ 'script:ld+json': page.event }] : []),
  ]
}
const localeOf: Record<Language, string> = { nb: 'nb_NO', sv: 'sv_SE', en: 'en_GB' }

const joinable = (state: string) => ['open-to-all', 'free', 'few', 'full'].includes(state)

export default function Activity() {
  const { activity, html, room, person, mine, others, company, rides, series, now, tiles } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = findingTexts(language)
  const offer = joinable(room.state) ? mine?.offer : null
  const mayJoin = (!mine || mine.state === 'left') && joinable(room.state)
  return (
    <Page
      back={{ to: '/activities', text: texts.back }}
      over={`${inLanguage(activity.kind.names, language) ?? activity.kind.slug} · ${activity.organisation.name}`}
      title={activity.text.title}
      titleLang={activity.text.language === language ? undefined : activity.text.language}
      aside={<>{!offer && <JoinBox slug={activity.slug} room={room} language={language} person={person} mine={mine} others={others} />}
        {person && joinable(room.state) && <CompanyBox slug={activity.slug} language={language} company={company} />}
        {rides && joinable(room.state) && <RideBox slug={activity.slug} language={language} rides={rides} />}</>}
    >
      {offer && <OfferBox slug={activity.slug} offer={offer} language={language} />}
      {mine && !offer && mine.state !== 'left' && room.state !== 'cancelled' && (
        <p className="flex flex-wrap items-center gap-x-4 lg:hidden">
          <Tag tone={mine.state === 'joined' ? 'done' : 'plain'}>{mine.state === 'joined' ? texts.joinedTitle : texts.waitingTitle(mine.position ?? 1)}</Tag>
          {joinable(room.state) && <a href="#join" className="link not-printed inline-flex min-h-11 items-center">{mine.state === 'joined' ? texts.leave : texts.leaveWaiting}</a>}
        </p>
      )}
      {series && <SeriesLine series={series} />}
      <ActivityStory activity={activity} html={html} room={room} held={Boolean(offer)} language={language} now={now} tiles={tiles} />
      {mayJoin && (
        <div className="contents *:max-md:-mt-8 *:max-md:-mb-19 lg:hidden"><ActionBar><LinkButton to="#join">{room.state === 'full' ? texts.joinWaiting : texts.join}</LinkButton></ActionBar></div>
      )}
    </Page>
  )
}
