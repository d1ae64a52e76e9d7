import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { TookPartList } from '#app/domain/activities/attendance/components/took-part.tsx'
import { tookPart } from '#app/domain/activities/attendance/queries.server.ts'
import { placeLine } from '#app/domain/activities/discretion.ts'
import { maybes } from '#app/domain/activities/replies/queries.server.ts'
import { answerToken } from '#app/domain/activities/sign-ups/answer.server.ts'
import { ComingCard } from '#app/domain/activities/sign-ups/components/coming-up.tsx'
import { signUpTexts } from '#app/domain/activities/sign-ups/messages.ts'
import { comingUp } from '#app/domain/activities/sign-ups/queries.server.ts'
import { AppointmentCards } from '#app/domain/appointments/components/appointment-cards.tsx'
import { myAppointments } from '#app/domain/appointments/queries.server.ts'
import { askingTexts } from '#app/domain/companions/asking/messages.ts'
import { journeyTexts } from '#app/domain/journeys/messages.ts'
import { myPairings } from '#app/domain/companions/pairings/queries.server.ts'
import { PairNotes } from '#app/domain/companions/walking/components/pair-notes.tsx'
import { AskedToHost, MyGroups } from '#app/domain/groups/membership/components/my-groups.tsx'
import { myGroups } from '#app/domain/groups/membership/queries.server.ts'
import { schoolTexts } from '#app/domain/companions/school/learning/messages.ts'
import { hasSchool } from '#app/domain/companions/school/learning/queries.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { MyApplicationNote } from '#app/domain/openings/applying/components/my-application.tsx'
import { myApplications } from '#app/domain/openings/applying/queries.server.ts'
import { glance } from '#app/platform/db.server.ts'
import { calendarLeaf, sayMoment, sayWhen } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Island } from '#app/ui/island.tsx'
import { Page } from '#app/ui/layout.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const [ahead, been, groups, unsure, applications, appointments, pairings, school] = await glance(actor, (sql) => Promise.all([
    comingUp(sql, person.id, language, now), tookPart(sql, person.id, language, now), myGroups(sql, person.id, language), maybes(sql, person.id), myApplications(sql, person.id, language),
    myAppointments(sql, person.id, { since: now }), myPairings(sql, person.id, now), hasSchool(sql),
  ]))
  return {
    been, now, school,
    language,
    name: person.name,
    groups, pairings,
    appointments: appointments.map((one) => ({
      id: one.id, place: one.place, others: one.others, organisation: one.organisation.name,
      leaf: calendarLeaf(one.startsAt, one.zone, language), when: sayWhen(one.startsAt, one.endsAt, one.zone, language, now),
      href: one.pairingId ? `/me/pairings/${one.pairingId}` : one.kind === 'conversation' ? '/me/volunteering' : '/me/school#supervision',
    })),
    offered: applications.filter((one) => one.state === 'offered'),
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
  const { name, ahead, been, groups, offered, appointments, pairings, school, now } = useLoaderData<typeof loader>()
  const texts = signUpTexts(useLanguage())
  // What one looks forward to is never a thing that was called off.
  const waits = ahead.filter((coming) => coming.offer && !coming.cancelled)
  const known = ahead.filter((coming) => !waits.includes(coming))
  const next = known.find((coming) => !coming.cancelled)
  const later = known.filter((coming) => coming !== next)
  const asked = groups.filter((group) => group.askedToHost)
  return (
    <Page title={texts.myTitle(name)} aside={<Own school={school} />}>
      {waits.length + offered.length + asked.length > 0 && (
        <section className="flex flex-col gap-4">
          <h2 className="text-2xl">{texts.waitsTitle}</h2>
          {waits.map((coming) => <ComingCard key={coming.id} coming={coming} />)}
          {offered.map((one) => <MyApplicationNote key={one.id} application={one} heading="h3" />)}
          {asked.map((group) => <AskedToHost key={group.id} group={group} />)}
        </section>
      )}
      {next
        ? <section className="flex flex-col gap-4"><h2 className="text-2xl">{texts.nextTitle}</h2><ComingCard coming={next} /></section>
        : waits.length + appointments.length === 0 && <EmptyState title={texts.nothingTitle} action={<LinkButton to="/activities">{texts.findActivities}</LinkButton>}><p>{texts.nothingText}</p></EmptyState>}
      <AppointmentCards appointments={appointments} />
      <PairNotes pairings={pairings} />
      {later.length > 0 && (
        <section className="flex flex-col gap-4"><h2 className="text-2xl">{texts.laterTitle}</h2>{later.map((coming) => <ComingCard key={coming.id} coming={coming} />)}</section>
      )}
      <MyGroups groups={groups} now={now} />
      <TookPartList been={been} now={now} />
      {next && <p><LinkButton to="/activities" kind="quiet">{texts.findActivities}</LinkButton></p>}
    </Page>
  )
}

function Own({ school }: { school: boolean }) {
  const language = useLanguage()
  const texts = signUpTexts(language)
  const asking = askingTexts(language)
  const links = [
    ['/me/way', journeyTexts(language).way, journeyTexts(language).wayHint],
    ['/me/companion', asking.mineTitle, asking.mineHint],
    ['/me/applications', texts.linkApplications, texts.linkApplicationsHint],
    ...(school ? [['/me/school', schoolTexts(language).link, schoolTexts(language).linkHint2] as const] : []),
    ['/me/volunteering', texts.linkVolunteering, texts.linkVolunteeringHint],
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
