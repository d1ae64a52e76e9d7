import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { signOff } from '#app/domain/companions/school/learning/commands.server.ts'
import { schoolTexts } from '#app/domain/companions/school/learning/messages.ts'
import { practiceToSign, signsOffSomewhere } from '#app/domain/companions/school/teaching/queries.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { safeHtml } from '#app/platform/markdown.server.ts'
import { sayDate } from '#app/platform/time.ts'
import { Button } from '#app/ui/button.tsx'
import { Card, EmptyState } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Prose } from '#app/ui/prose.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

/** Practice that waits for the one a coordinator named to sign it off. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const waiting = await lean(actor, async (sql) => ((await signsOffSomewhere(sql, person.id)) ? await practiceToSign(sql, person.id, language) : null))
  if (!waiting) return notFound()
  return {
    title: schoolTexts(language).signTitle, now: new Date(), done: new URL(args.request.url).searchParams.get('done'),
    waiting: waiting.map(({ practice, ...one }) => ({ ...one, html: safeHtml(practice) })),
  }
}

const signing = z.object({ course: z.uuid(), module: z.uuid(), learner: z.uuid() })

export async function action(args: ActionFunctionArgs) {
  const { actor, person } = await requirePerson(args)
  const read = await readForm(args.request, signing)
  if (!read.ok) return notFound()
  const { course, module, learner } = read.value
  const { ok } = await lean(actor, (sql) => signOff(sql, { courseId: course, moduleId: module, learnerId: learner, by: person.id, now: new Date() }))
  return ok ? seeOther('/me/school/practice?done=signed') : notFound()
}

export default function Practice() {
  const { title, waiting, done, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = schoolTexts(language)
  return (
    <Page title={title} intro={waiting.length > 0 ? texts.signIntro : undefined} back={{ to: '/me/school', text: texts.title }}>
      {done === 'signed' && <Notice kind="done" title={texts.signed} />}
      {waiting.length === 0 ? <EmptyState title={texts.signNone}><p>{texts.signNoneText}</p></EmptyState> : waiting.map((one) => (
        <Card key={`${one.moduleId} ${one.personId}`} title={one.name} className="max-w-text">
          <p className="font-bold">{one.title}</p>
          <p className="text-soft">{one.organisation} · {texts.askedSince(sayDate(one.askedAt, one.zone, language, now))}</p>
          {one.html && <Prose html={one.html} />}
          {one.reflection && <div><h3 className="font-bold">{texts.shared}</h3><p className="whitespace-pre-line">{one.reflection}</p></div>}
          <Form className="contents">
            <input type="hidden" name="course" value={one.courseId} /><input type="hidden" name="module" value={one.moduleId} /><input type="hidden" name="learner" value={one.personId} />
            <p><Button kind="quiet">{texts.sign(one.name)}</Button></p>
          </Form>
        </Card>
      ))}
    </Page>
  )
}
