import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { activityBySlug } from '#app/domain/activities/finding/queries.server.ts'
import { closed } from '#app/domain/activities/sign-ups/rules.ts'
import { companyToken } from '#app/domain/activities/together/answer.server.ts'
import { arrangeMeeting, inviteAlong, partWays, takeBack } from '#app/domain/activities/together/commands.server.ts'
import { Asked, AskSomebody, Together } from '#app/domain/activities/together/components/together-screen.tsx'
import { togetherTexts } from '#app/domain/activities/together/messages.ts'
import { companyOf } from '#app/domain/activities/together/queries.server.ts'
import { meetingAt } from '#app/domain/activities/together/rules.ts'
import { meetingSchema } from '#app/domain/activities/together/schema.ts'
import { type GateArgs, requirePerson } from '#app/domain/identity/gate.server.ts'
import { email } from '#app/domain/identity/schema.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { localTime, sayMoment, sayWhen } from '#app/platform/time.ts'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { When } from '#app/ui/when.tsx'

async function opened(args: GateArgs, now: Date) {
  const visiting = await requirePerson(args)
  const { actor, person, language } = visiting
  const found = await lean(actor, async (sql) => {
    const activity = await activityBySlug(sql, args.params?.slug ?? '', language)
    return activity && { activity, company: await companyOf(sql, activity.id, person.id, now) }
  })
  return found ? { ...visiting, ...found } : notFound()
}

export async function loader(args: LoaderFunctionArgs) {
  const now = new Date()
  const { activity, company, language } = await opened(args, now)
  const parameters = new URL(args.request.url).searchParams
  const at = company?.meeting?.at && localTime(company.meeting.at, activity.zone)
  return {
    language,
    slug: activity.slug, title: activity.text.title, titleLanguage: activity.text.language,
    when: sayWhen(activity.startsAt, activity.endsAt, activity.zone, language, now, { allDay: activity.allDay }),
    closed: closed(activity, now) !== null,
    with: company?.with ?? null,
    asked: company && company.with === null ? { link: `${env().APP_URL}/together/${companyToken(company.id)}`, until: sayMoment(company.expiresAt, activity.zone, language, now) } : null,
    values: { place: company?.meeting?.place ?? '', at: at ? `${at.hour}.${String(at.minute).padStart(2, '0')}` : '' } as Record<string, string>,
    saved: parameters.has('saved'), sent: parameters.has('sent'),
  }
}

const intents = z.looseObject({ intent: z.enum(['invite', 'mail', 'take-back', 'meet', 'apart']) })

export async function action(args: ActionFunctionArgs) {
  const now = new Date()
  const { activity, actor, person } = await opened(args, now)
  const here = `/activities/${activity.slug}/together`
  const read = await readForm(args.request, intents)
  if (!read.ok) return seeOther(here)
  const refuse = (errors: Record<string, string>) => data({ values: read.values, errors }, { status: 422 })
  const mine = { activityId: activity.id, personId: person.id, now }
  switch (read.value.intent) {
    case 'invite':
    case 'mail': {
      const mailed = read.value.intent === 'mail' ? check(z.object({ email }), read.values) : null
      if (mailed && !mailed.ok) return refuse({ email: 'email_invalid' })
      const asked = await lean(actor, (sql) => inviteAlong(sql, { activityId: activity.id, inviter: person, email: mailed?.value?.email, now }))
      if (asked.ok) return seeOther(mailed ? `${here}?sent` : here)
      return asked.reason === 'too-many' || asked.reason === 'own-address' ? refuse({ email: asked.reason === 'own-address' ? 'own_address' : asked.reason }) : seeOther(here)
    }
    case 'take-back':
      await lean(actor, (sql) => takeBack(sql, { activityId: activity.id, inviterId: person.id, now }))
      return seeOther(here)
    case 'apart':
      await lean(actor, (sql) => partWays(sql, mine))
      return seeOther(`/activities/${activity.slug}#join`)
    case 'meet': {
      const meeting = check(meetingSchema, read.values)
      if (!meeting.ok) return refuse(meeting.errors)
      const at = meeting.value.at === '' ? null : meetingAt(meeting.value.at, activity)
      if (meeting.value.at !== '' && !at) return refuse({ at: 'at_wrong' })
      const arranged = await lean(actor, (sql) => arrangeMeeting(sql, { ...mine, place: meeting.value.place, at }))
      return seeOther(arranged.ok ? `${here}?saved` : here)
    }
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${togetherTexts(loaded?.language ?? 'nb').title} · Samkraft` }, { name: 'robots', content: 'noindex' },
]

export default function GoingTogether() {
  const { slug, title, titleLanguage, when, closed, with: name, asked, values, saved, sent } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const language = useLanguage()
  const texts = togetherTexts(language)
  const typed = { values: answered?.values ?? values, errors: (answered?.errors ?? {}) as Record<string, string> }
  return (
    <Page title={name ? texts.withTitle(name) : texts.title} intro={name ? texts.withText : texts.intro} back={{ to: `/activities/${slug}`, text: texts.back }}>
      <p className="max-w-text text-lg"><strong lang={titleLanguage === language ? undefined : titleLanguage}>{title}</strong><br /><When text={when} /></p>
      {closed
        ? <Notice><p>{texts.closedText}</p></Notice>
        : name ? <Together name={name} saved={saved && !answered} {...typed} /> : asked ? <Asked {...asked} sent={sent} /> : <AskSomebody {...typed} />}
    </Page>
  )
}
