import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { CompanionTabs } from '#app/domain/companions/components/companion-tabs.tsx'
import { beginWithSix, sixModulesId } from '#app/domain/companions/school/teaching/commands.server.ts'
import { CourseCard } from '#app/domain/companions/school/teaching/components/course-list.tsx'
import { teachingTexts } from '#app/domain/companions/school/teaching/messages.ts'
import { coursesAtWork } from '#app/domain/companions/school/teaching/queries.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Board, Card } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · ${data.name}` }]

/** The organisation's courses. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, roles, language } = await requireMember(args, args.params.org, 'coordinator')
  const courses = await lean(actor, (sql) => coursesAtWork(sql, organisation.id, language))
  return { title: teachingTexts(language).title, slug: organisation.slug, name: organisation.name, roles, courses, six: courses.some((one) => one.id === sixModulesId(organisation.id)), done: new URL(args.request.url).searchParams.get('done') }
}

/** The one press here begins with the six modules. */
export async function action(args: ActionFunctionArgs) {
  const { actor, person, organisation } = await requireMember(args, args.params.org, 'coordinator')
  const { id } = await lean(actor, (sql) => beginWithSix(sql, { organisationId: organisation.id, personId: person.id, now: new Date() }, organisation.language))
  return seeOther(`/manage/${organisation.slug}/school/${id}`)
}

export default function School() {
  const { title, slug, name, roles, courses, six, done } = useLoaderData<typeof loader>()
  const texts = teachingTexts(useLanguage())
  return (
    <Page title={title} over={name} intro={texts.intro} actions={courses.length > 0 && <LinkButton kind="quiet" to={`/manage/${slug}/school/new`}>{texts.newCourse}</LinkButton>}>
      <div className="flex flex-col gap-2"><WorkplaceTabs slug={slug} roles={roles} current="companions" /><CompanionTabs slug={slug} current="school" /></div>
      {done === 'discard' && <Notice kind="done" title={texts.done_discard} />}
      {courses.length > 0 && <Board>{courses.map((course) => <CourseCard key={course.id} slug={slug} course={course} />)}</Board>}
      {!six && (
        <Card title={texts.sixTitle} className="max-w-text">
          <p>{texts.sixText}</p>
          <Form className="mt-2 flex flex-wrap gap-3"><Button kind={courses.length > 0 ? 'quiet' : 'primary'}>{texts.six}</Button>{courses.length === 0 && <LinkButton kind="quiet" to={`/manage/${slug}/school/new`}>{texts.newCourse}</LinkButton>}</Form>
        </Card>
      )}
    </Page>
  )
}
