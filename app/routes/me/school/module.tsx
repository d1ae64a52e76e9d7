import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { learn } from '#app/domain/companions/school/learning/commands.server.ts'
import { Meetings } from '#app/domain/companions/school/learning/components/meetings.tsx'
import { ModuleForm } from '#app/domain/companions/school/learning/components/module-form.tsx'
import { schoolTexts } from '#app/domain/companions/school/learning/messages.ts'
import { myCourse, myModule } from '#app/domain/companions/school/learning/queries.server.ts'
import { nextModule, readAnswers } from '#app/domain/companions/school/learning/rules.ts'
import { learningSchema } from '#app/domain/companions/school/learning/schema.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { safeHtml } from '#app/platform/markdown.server.ts'
import { ErrorSummary } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Prose } from '#app/ui/prose.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.module.words.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const { course: courseId, module: moduleId } = args.params
  if (!isId(courseId) || !isId(moduleId)) return notFound()
  const now = new Date()
  const found = await lean(actor, async (sql) => {
    const course = await myCourse(sql, courseId, person.id, language)
    const module = course?.open ? await myModule(sql, { courseId, moduleId, personId: person.id, language, now }) : null
    return course && module ? { course, module } : null
  })
  if (!found) return notFound()
  const { course, module } = found
  const asked = new URL(args.request.url).searchParams
  const { body, exercise, practice } = module.words
  return {
    course: { id: course.id, title: course.title, zone: course.organisation.zone }, module, now,
    place: { n: course.modules.findIndex((one) => one.id === moduleId) + 1, all: course.modules.length },
    next: nextModule(course.modules.filter((one) => one.id !== moduleId)) ?? null,
    html: { body: safeHtml(body), exercise: safeHtml(exercise), practice: safeHtml(practice) },
    done: asked.get('done'), checked: module.passedAt !== null || asked.get('quiz') === 'tried',
  }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const { course: courseId, module: moduleId } = args.params
  if (!isId(courseId) || !isId(moduleId)) return notFound()
  const read = await readForm(args.request, learningSchema)
  const here = `/me/school/${courseId}/${moduleId}`
  const now = new Date()
  return lean(actor, async (sql) => {
    const course = await myCourse(sql, courseId, person.id, language)
    const module = course?.open ? await myModule(sql, { courseId, moduleId, personId: person.id, language, now }) : null
    if (!course || !module) return notFound()
    if (!read.ok) return 'intent' in read.errors ? seeOther(here) : data({ values: read.values, errors: read.errors }, 422)
    const questions = module.quiz && !module.passedAt ? module.quiz.questions : []
    const { completed } = await learn(sql, { courseId, moduleId, organisationId: course.organisation.id, personId: person.id, now }, { sent: read.value, questions, answers: readAnswers(questions, read.values) })
    if (completed) return seeOther(`/me/school/${courseId}`)
    return seeOther(read.value.intent === 'quiz' ? `${here}?quiz=tried#quiz` : `${here}?done=${read.value.intent}#content`) // else a browser keeps the #quiz of the address before
  })
}

export default function Module() {
  const { course, module, place, next, html, done, checked, now } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string> }>()
  const language = useLanguage()
  const texts = schoolTexts(language)
  const { words, textLanguage } = module
  const errors: Record<string, string> = answered?.errors.reflection ? { reflection: texts.reflection_long } : {}
  const said = done === 'reflect' || done === 'practice' || done === 'read' ? texts[`done_${done}`] : null
  const foreign = textLanguage === language ? undefined : textLanguage
  return (
    <Page title={words.title} titleLang={foreign} over={texts.module(place.n, place.all)} back={{ to: `/me/school/${course.id}`, text: course.title }}>
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      {said && <Notice kind="done" title={said} />}
      {foreign && <Notice>{texts.otherLanguage}</Notice>}
      <Prose html={html.body} lang={foreign} />
      {words.link && (
        <section className="flex flex-col gap-1">
          <h2 className="text-2xl">{texts.goTo}</h2>
          <p><a href={words.link} rel="noopener noreferrer nofollow" className="link inline-flex min-h-11 items-center text-lg font-bold wrap-anywhere" lang={foreign}>{words.linkText || words.link}</a></p>
          <p className="text-soft">{texts.linkHint}</p>
        </section>
      )}
      <Meetings meetings={module.meetings} now={now} />
      <ModuleForm module={module} html={html} zone={course.zone} checked={checked} values={answered?.values} errors={errors} now={now}
        onward={next ? { to: `/me/school/${course.id}/${next.id}`, text: texts.next(next.title) } : { to: `/me/school/${course.id}`, text: texts.toCourse }} />
    </Page>
  )
}
