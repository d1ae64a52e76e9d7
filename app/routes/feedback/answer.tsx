import { type ActionFunctionArgs, data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { giveFeedback } from '#app/domain/activities/feedback/commands.server.ts'
import { FeedbackForm } from '#app/domain/activities/feedback/components/feedback-form.tsx'
import { feedbackTexts } from '#app/domain/activities/feedback/messages.ts'
import { tooOld } from '#app/domain/activities/feedback/rules.ts'
import { feedbackSchema } from '#app/domain/activities/feedback/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { sayWhen } from '#app/platform/time.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { When } from '#app/ui/when.tsx'
import { privately, requestOf } from './request.server.ts'

/** How it was, from a mail, also signed out. Looking changes nothing. */
export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const request = await requestOf(args.params.token, language)
  const now = new Date()
  return data(
    {
      language, title: request.title, titleLanguage: request.titleLanguage, when: sayWhen(request.startsAt, request.endsAt, request.zone, language, now, { allDay: request.allDay }),
      answered: request.answered, old: tooOld(request.askedAt, now),
    },
    { headers: privately },
  )
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export async function action(args: ActionFunctionArgs) {
  const { language } = await visit(args)
  const request = await requestOf(args.params.token, language)
  const address = `/feedback/${request.token}`
  const now = new Date()
  if (request.answered || tooOld(request.askedAt, now)) return seeOther(address)
  const read = await readForm(args.request, feedbackSchema)
  if (!read.ok) return data({ values: read.values, errors: read.errors }, { status: 422, headers: privately })
  await lean(system('feedback'), (sql) => giveFeedback(sql, request, { ...read.value, token: request.token, now }))
  return seeOther(address)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${feedbackTexts(loaded?.language ?? 'nb').title} · Samkraft` }, { name: 'robots', content: 'noindex' }]

export default function Feedback() {
  const { title, titleLanguage, when, answered, old } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const language = useLanguage()
  const texts = feedbackTexts(language)
  const over = <span lang={titleLanguage === language ? undefined : titleLanguage}>{title}</span>
  if (answered) {
    return (
      <Page title={texts.thanks} over={over}>
        <p className="max-w-text text-lg">{texts.thanksText}</p>
        <p><LinkButton to="/activities" kind="quiet">{texts.seeActivities}</LinkButton></p>
        <p className="max-w-text">{texts.help} <a href="/help" className="link inline-flex min-h-11 items-center font-bold">{texts.helpLink}</a></p>
      </Page>
    )
  }
  if (old) return <Page title={texts.old} over={over}><Notice>{texts.oldText}</Notice></Page>
  return (
    <Page title={texts.title} over={over} intro={<><When text={when} /><br />{texts.intro}</>}>
      <FeedbackForm values={sent?.values} errors={sent?.errors} />
    </Page>
  )
}
