import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { workers } from '#app/domain/activities/planning/policy.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { answerApplication, lookedAt } from '#app/domain/openings/applying/commands.server.ts'
import { AnswerScreen } from '#app/domain/openings/applying/components/answer-screen.tsx'
import { applyingTexts } from '#app/domain/openings/applying/messages.ts'
import { applicationToAnswer } from '#app/domain/openings/applying/queries.server.ts'
import { answerSchema } from '#app/domain/openings/applying/schema.ts'
import { openingPlanned } from '#app/domain/openings/planning/queries.server.ts'
import { wordsFor } from '#app/domain/openings/planning/rules.ts'
import { stepsFrom } from '#app/domain/openings/rules.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

/** One application, for those who answer. Opening it is reading it: the person sees that, and the words stand from then on. */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation, person, actor, language } = await requireMember(args, args.params.org, ...workers)
  const { id, application: applicationId } = args.params
  if (!isId(id) || !isId(applicationId)) return notFound()
  const asked = new URL(args.request.url).searchParams
  const now = new Date()
  return lean(actor, async (sql) => {
    const opening = await openingPlanned(sql, organisation.id, id)
    if (!opening || !(await applicationToAnswer(sql, { openingId: id, applicationId }))) return notFound()
    await lookedAt(sql, { applicationId, personId: person.id, now })
    const application = (await applicationToAnswer(sql, { openingId: id, applicationId }))!
    return {
      title: applyingTexts(language).applicationFrom(application.name), application, opening: { id, title: wordsFor(opening, language).words.title, zone: opening.zone }, slug: organisation.slug,
      answering: stepsFrom(application.state).find((step) => step === asked.get('answer')) ?? null, done: asked.get('done'), refused: asked.get('refused'), now,
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const { organisation, person, actor } = await requireMember(args, args.params.org, ...workers)
  const { id, application: applicationId } = args.params
  if (!isId(id) || !isId(applicationId)) return notFound()
  const read = await readForm(args.request, answerSchema)
  const here = `/manage/${organisation.slug}/openings/${id}/applications/${applicationId}`
  return lean(actor, async (sql) => {
    if (!(await openingPlanned(sql, organisation.id, id))) return notFound()
    if (!read.ok) return 'step' in read.errors ? seeOther(here) : data({ values: read.values, errors: read.errors }, 422)
    const done = await answerApplication(sql, { applicationId, openingId: id, personId: person.id, answer: read.value, now: new Date() })
    if (!done.ok) return done.reason === 'not_found' ? notFound() : seeOther(`${here}?refused=${done.reason === 'full' ? 'offer_full' : done.reason}`)
    return seeOther(`${here}?done=answered`)
  })
}

export default function Screen() {
  const { title, application, opening, slug, answering, done, refused, now } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string> }>()
  const texts = applyingTexts(useLanguage())
  const said = (key: string) => (key === 'reason_missing' || key === 'message_missing' || key === 'message_long' ? texts[key] : key === 'missing' || key === 'invalid' ? texts.reason_missing : texts.message_long)
  const errors = Object.fromEntries(Object.entries(answered?.errors ?? {}).map(([field, key]) => [field, said(key)]))
  return (
    <Page title={title} back={{ to: `/manage/${slug}/openings/${opening.id}`, text: opening.title }}>
      {done === 'answered' && <Notice kind="done" title={texts.answered} />}
      {(refused === 'moved' || refused === 'offer_full') && <Notice kind="warning" title={texts[`refused_${refused}`]} />}
      <AnswerScreen application={application} zone={opening.zone} now={now} answering={answering} values={answered?.values ?? {}} errors={errors} />
    </Page>
  )
}
