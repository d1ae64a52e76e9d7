import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CoursePath } from '#app/domain/companions/school/learning/components/course-path.tsx'
import { schoolTexts } from '#app/domain/companions/school/learning/messages.ts'
import { myCourse } from '#app/domain/companions/school/learning/queries.server.ts'
import { nextModule } from '#app/domain/companions/school/learning/rules.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { sayDate } from '#app/platform/time.ts'
import { ActionBar, LinkButton } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.course.title} · Samkraft` }]

/** A course as the person who takes it sees it. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const { course: id } = args.params
  const course = isId(id) ? await lean(actor, (sql) => myCourse(sql, id, person.id, language)) : null
  if (!course) return notFound()
  return { course, now: new Date() }
}

export default function Course() {
  const { course, now } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = schoolTexts(language)
  const next = nextModule(course.modules)
  const certificate = <LinkButton kind={next && course.open ? 'quiet' : 'primary'} to={`/me/school/${course.id}/certificate.pdf`}>{texts.certificate}</LinkButton>
  return (
    <Page title={course.title} titleLang={course.textLanguage === language ? undefined : course.textLanguage} over={course.organisation.name} back={{ to: '/me/school', text: texts.title }}
      intro={course.about || undefined}>
      {course.completedAt && <Notice kind="done" title={texts.completed}><p>{texts.completedOn(sayDate(course.completedAt, course.organisation.zone, language, now))}</p></Notice>}
      {!course.open && <Notice>{texts.closed}</Notice>}
      <section className="flex flex-col gap-5">
        <h2 className="text-2xl">{texts.modules}</h2>
        {course.modules.length > 0 ? <><p>{texts.progress(course.modules.filter((one) => one.done).length, course.modules.length)}</p><CoursePath course={course} now={now} /></> : <p>{texts.emptyCourse}</p>}
      </section>
      {course.open && <p className="max-w-text text-soft">{texts.whoSees}</p>}
      {(course.completedAt || (course.open && next)) && (
        <ActionBar>
          {course.open && next && <LinkButton to={`/me/school/${course.id}/${next.id}`}>{course.modules.some((one) => one.begun) ? texts.goOn : texts.begin}</LinkButton>}
          {course.completedAt && certificate}
        </ActionBar>
      )}
    </Page>
  )
}
