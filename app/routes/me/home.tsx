import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { TookPartList } from '#app/domain/activities/attendance/components/took-part.tsx'
import { tookPart } from '#app/domain/activities/attendance/queries.server.ts'
import { placeLine } from '#app/domain/activities/discretion.ts'
import { replyTexts } from '#app/domain/activities/replies/messages.ts'
import { maybes } from '#app/domain/activities/replies/queries.server.ts'
import { answerToken } from '#app/domain/activities/sign-ups/answer.server.ts'
import { signUpTexts } from '#app/domain/activities/sign-ups/messages.ts'
import { comingUp } from '#app/domain/activities/sign-ups/queries.server.ts'
import { MyGroups } from '#app/domain/groups/membership/components/my-groups.tsx'
import { myGroups } from '#app/domain/groups/membership/queries.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { glance } from '#app/platform/db.server.ts'
import { calendarLeaf, sayMoment, sayWhen } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { DateBlock, EmptyState, Tag } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Island } from '#app/ui/island.tsx'
import { Page } from '#app/ui/layout.tsx'
import { When } from '#app/ui/when.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const [ahead, been, groups, unsure] = await glance(actor, (sql) => Promise.all([comingUp(sql, person.id, language, now), tookPart(sql, person.id, language, now), myGroups(sql, person.id, language), maybes(sql, person.id)]))
  return {
    been, now,
    language,
    name: person.name,
    groups,
    ahead: ahead.map(({ startsAt, endsAt, zone, allDay, area, address, signUpId, offeredUntil, ...rest }) => ({
      ...rest,
      offer: signUpId && offeredUntil && offeredUntil > now ? { until: sayMoment(offeredUntil, zone, language, now), token: answerToken(signUpId) } : null,
      maybe: unsure.some((one) => one.activityId === rest.id),
      begun: startsAt <= now,
      leaf: calendarLeaf(startsAt, zone, language),
      when: sayWhen(startsAt, endsAt, zone, language, now, { allDay }),
      where: placeLine(address, area),
    })),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${signUpTexts(data.language).myTitle(data.name)} · Samkraft` : 'Samkraft' }]

export default function Home() {
  const { name, ahead, been, groups, now } = useLoaderData<typeof loader>()
  const texts = signUpTexts(useLanguage())
  // What one looks forward to is never a thing that was called off.
  const next = ahead.find((coming) => !coming.cancelled)
  const later = ahead.filter((coming) => coming !== next)
  return (
    <Page title={texts.myTitle(name)} aside={<Own />}>
      {next
        ? <section className="flex flex-col gap-4"><h2 className="text-2xl">{texts.nextTitle}</h2><Coming coming={next} /></section>
        : <EmptyState title={texts.nothingTitle} action={<LinkButton to="/activities">{texts.findActivities}</LinkButton>}><p>{texts.nothingText}</p></EmptyState>}
      {later.length > 0 && (
        <section className="flex flex-col gap-4"><h2 className="text-2xl">{texts.laterTitle}</h2>{later.map((coming) => <Coming key={coming.id} coming={coming} />)}</section>
      )}
      <MyGroups groups={groups} now={now} />
      <TookPartList been={been} now={now} />
      {next && <p><LinkButton to="/activities" kind="quiet">{texts.findActivities}</LinkButton></p>}
    </Page>
  )
}

type Ahead = ReturnType<typeof useLoaderData<typeof loader>>['ahead'][number]

function Coming({ coming }: { coming: Ahead }) {
  const language = useLanguage()
  const texts = signUpTexts(language)
  const { state, position, cancelled, cancelReason, offer } = coming
  return (
    <article id={`activity-${coming.id}`} className="cut marked flex gap-4 border border-line bg-sheet p-4 shadow-note">
      <DateBlock {...coming.leaf} past={cancelled} />
      <div className="flex min-w-0 grow flex-col items-start gap-1">
        <h3 className={`text-xl ${cancelled ? 'line-through decoration-2' : ''}`} lang={coming.titleLanguage === language ? undefined : coming.titleLanguage}>
          <a href={`/activities/${coming.slug}`} className="link inline-flex min-h-11 items-center">{coming.title}</a>
        </h3>
        <p className="font-bold"><When text={coming.when} /></p>
        {coming.where && <p>{coming.where}</p>}
        <p className="text-soft">{coming.organisation}</p>
        <p className="mt-1 flex flex-wrap gap-2">
          {cancelled && <Tag tone="danger">{texts.cancelled}</Tag>}
          {!cancelled && coming.hosting && <Tag tone="berry">{texts.youHost}</Tag>}
          {!cancelled && state === 'joined' && <Tag tone="done">{texts.youJoined}</Tag>}
          {!cancelled && state === 'waiting' && (offer ? <Tag tone="berry">{texts.offerTitle}</Tag> : <Tag>{texts.youWait(position ?? 1)}</Tag>)}
        </p>
        {!cancelled && coming.maybe && <p className="text-soft">{replyTexts(language).maybe}</p>}
        {!cancelled && offer && <p className="mt-1 flex flex-col items-start gap-2">{texts.offerOpen(offer.until)}<LinkButton to={`/answer/${offer.token}?answer=yes&offer=1`}>{texts.offerAnswer}</LinkButton></p>}
        {cancelled && cancelReason && <p className="mt-1 whitespace-pre-line">{cancelReason}</p>}
        {!cancelled && !coming.begun && state && !offer && <LinkButton to={`/activities/${coming.slug}/leave`} kind="plain">{state === 'waiting' ? texts.leaveWaiting : texts.cannotCome}</LinkButton>}
      </div>
    </article>
  )
}

function Own() {
  const texts = signUpTexts(useLanguage())
  const links = [
    ['/me/applications', texts.linkApplications, texts.linkApplicationsHint],
    ['/me/calendar', texts.linkCalendar, texts.linkCalendarHint],
    ['/me/notifications', texts.linkNotifications, texts.linkNotificationsHint],
    ['/me/settings', texts.linkSettings, texts.linkSettingsHint],
    ['/me/mails', texts.linkMails, texts.linkMailsHint],
    ['/me/sessions', texts.linkSessions, texts.linkSessionsHint],
    ['/me/passkeys', texts.linkPasskeys, texts.linkPasskeysHint],
  ] as const
  return (
    <nav aria-labelledby="own">
      <h2 id="own" className="mb-2 text-xl">{texts.myThings}</h2>
      <ul className="flex flex-col divide-y divide-line">
        {links.map(([to, text, hint]) => (
          <li key={to} className="py-2"><a href={to} className="link inline-flex min-h-11 items-center font-bold">{text}</a><br /><span className="text-soft">{hint}</span></li>
        ))}
      </ul>
      <Form action="/sign-out" className="mt-4"><Button kind="quiet">{texts.signOut}</Button><Island name="forget" /></Form>
    </nav>
  )
}
