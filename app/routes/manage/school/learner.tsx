import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { signOff } from '#app/domain/companions/school/learning/commands.server.ts'
import { schoolTexts } from '#app/domain/companions/school/learning/messages.ts'
import { wordsIn } from '#app/domain/companions/school/rules.ts'
import { teachingTexts } from '#app/domain/companions/school/teaching/messages.ts'
import { courseAtWork, learnerAtWork } from '#app/domain/companions/school/teaching/queries.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayDate } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PathList } from '#app/ui/path.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.learner.name} · Samkraft` }]

/** How far somebody has come with a course, and what they chose to share. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { course: id, person: learnerId } = args.params
  if (!isId(id) || !isId(learnerId)) return notFound()
  return lean(actor, async (sql) => {
    const course = await courseAtWork(sql, organisation.id, id, language)
    const learner = course && (await learnerAtWork(sql, course, learnerId, language))
    if (!learner) return notFound()
    return { slug: organisation.slug, zone: organisation.zone, id, title: wordsIn(course.texts, language).words.title, learner, own: learnerId === person.id, done: new URL(args.request.url).searchParams.get('done'), now: new Date() }
  })
}

const signing = z.object({ module: z.uuid() })

export async function action(args: ActionFunctionArgs) {
  const { actor, person, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { course: id, person: learnerId } = args.params
  if (!isId(id) || !isId(learnerId)) return notFound()
  const read = await readForm(args.request, signing)
  if (!read.ok) return notFound()
  return lean(actor, async (sql) => {
    if (!(await courseAtWork(sql, organisation.id, id, language))) return notFound()
    const { ok } = await signOff(sql, { courseId: id, moduleId: read.value.module, learnerId, by: person.id, now: new Date() })
    return ok ? seeOther(`/manage/${organisation.slug}/school/${id}/learners/${learnerId}?done=signed`) : notFound()
  })
}

export default function Learner() {
  const { slug, zone, id, title, learner, own, done, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = teachingTexts(language)
  const on = (day: Date) => sayDate(day, zone, language, now)
  const next = learner.steps.find((one) => !one.doneAt)
  return (
    <Page title={learner.name} over={title} back={{ to: `/manage/${slug}/school/${id}`, text: title }}>
      {done === 'signed' && <Notice kind="done" title={texts.signed} />}
      {learner.completedAt && <Notice kind="done" title={texts.completed(on(learner.completedAt))}><p><LinkButton kind="plain" to={`/manage/${slug}/school/${id}/learners/${learner.personId}/certificate.pdf`}>{texts.certificate}</LinkButton></p></Notice>}
      <h2 className="text-2xl">{texts.modules}</h2>
      <PathList stops={learner.steps.map((step) => {
        const waits = step.practice && step.askedAt && !step.signedAt
        return {
          state: step.doneAt ? 'done' as const : step === next ? 'here' as const : 'ahead' as const, title: step.title,
          text: (
            <span className="flex flex-col items-start gap-2">
              <span className="text-soft">{step.doneAt ? texts.done(on(step.doneAt)) : waits ? texts.askedOn(on(step.askedAt!)) : step.begun ? texts.begun : texts.notBegun}</span>
              {step.signedAt && <span className="text-soft">{schoolTexts(language).signedBy(step.signer, on(step.signedAt))}</span>}
              {step.reflection && <span className="max-w-text border-l-4 border-berry pl-3"><strong className="block">{texts.sharedWords}</strong><span className="whitespace-pre-line">{step.reflection}</span></span>}
              {waits && (own ? <span>{texts.self}</span> : <Form className="contents"><input type="hidden" name="module" value={step.moduleId} /><Button>{texts.signOff}</Button></Form>)}
            </span>
          ),
        }
      })} />
    </Page>
  )
}
