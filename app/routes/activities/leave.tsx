import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { activityBySlug } from '#app/domain/activities/finding/queries.server.ts'
import { leaveActivity } from '#app/domain/activities/sign-ups/commands.server.ts'
import { signUpTexts } from '#app/domain/activities/sign-ups/messages.ts'
import { mySignUp } from '#app/domain/activities/sign-ups/queries.server.ts'
import { closed } from '#app/domain/activities/sign-ups/rules.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { LeaveTwo } from '#app/domain/activities/together/components/leave-two.tsx'
import { companyOf } from '#app/domain/activities/together/queries.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayWhen } from '#app/platform/time.ts'
import { Button } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { When } from '#app/ui/when.tsx'
import { Notice } from '#app/ui/notice.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const found = await lean(actor, async (sql) => {
    const activity = await activityBySlug(sql, args.params.slug ?? '', language)
    return activity && { activity, mine: await mySignUp(sql, activity.id, person.id), company: await companyOf(sql, activity.id, person.id, now) }
  })
  if (!found) return notFound()
  const { activity, mine, company } = found
  return {
    with: company?.with ?? null,
    language,
    slug: activity.slug,
    title: activity.text.title,
    titleLanguage: activity.text.language,
    when: sayWhen(activity.startsAt, activity.endsAt, activity.zone, language, now, { allDay: activity.allDay }),
    state: mine?.state ?? 'left',
    closed: closed({ ...activity, publishedAt: activity.publishedAt ?? now }, now) !== null,
  }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const read = await readForm(args.request, z.object({ who: z.enum(['me', 'both']).optional() }))
  const both = read.value?.who === 'both'
  const result = await lean(actor, async (sql) => {
    const activity = await activityBySlug(sql, args.params.slug ?? '', language)
    if (!activity) return null
    // Whoever comes with somebody is asked first for whom it is.
    if (!read.value?.who && (await companyOf(sql, activity.id, person.id, now))?.with) return { slug: activity.slug, left: { ok: false as const } }
    return { slug: activity.slug, left: await leaveActivity(sql, { activityId: activity.id, personId: person.id, both, now }) }
  })
  if (!result) return notFound()
  // Too late: this address, looked at, says so.
  return seeOther(`/activities/${result.slug}${result.left.ok ? '#join' : '/leave'}`)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${signUpTexts(loaded?.language ?? 'nb').leaveTitle} · Samkraft` }, { name: 'robots', content: 'noindex' },
]

export default function Leave() {
  const { slug, title, titleLanguage, when, state, closed, with: name } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = signUpTexts(language)
  const back = { to: `/activities/${slug}`, text: texts.backToActivity }
  return (
    <Page title={texts.leaveTitle} back={back}>
      <p className="max-w-text text-lg"><strong lang={titleLanguage === language ? undefined : titleLanguage}>{title}</strong><br /><When text={when} /></p>
      {state === 'left'
        ? <Notice><p>{texts.notIn}</p></Notice>
        : closed
          ? <Notice kind="warning" title={texts.tooLateTitle}><p>{texts.tooLateText}</p></Notice>
          : (
            <Form>
              <p className="max-w-text">{state === 'waiting' ? texts.leaveWaitingText : texts.leaveText}</p>
              {name ? <LeaveTwo name={name} /> : <div><Button wide>{state === 'waiting' ? texts.leaveWaiting : texts.leave}</Button></div>}
            </Form>
          )}
    </Page>
  )
}
