import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { CompanionTabs } from '#app/domain/companions/components/companion-tabs.tsx'
import { stepCourse, stepModule } from '#app/domain/companions/school/teaching/commands.server.ts'
import { StandingTag, useNeeded } from '#app/domain/companions/school/teaching/components/course-list.tsx'
import { LearnersTable } from '#app/domain/companions/school/teaching/components/learners-table.tsx'
import { ModulesAtWork } from '#app/domain/companions/school/teaching/components/modules-at-work.tsx'
import { teachingTexts } from '#app/domain/companions/school/teaching/messages.ts'
import { courseAtWork, learnersAtWork } from '#app/domain/companions/school/teaching/queries.server.ts'
import { wordsIn } from '#app/domain/companions/school/rules.ts'
import { courseSteps } from '#app/domain/companions/school/teaching/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.words.title} · Samkraft` }]

/** A course at work: its modules in their order, and who has got how far. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, roles, language } = await requireMember(args, args.params.org, 'coordinator')
  const { course: id } = args.params
  if (!isId(id)) return notFound()
  return lean(actor, async (sql) => {
    const course = await courseAtWork(sql, organisation.id, id, language)
    if (!course) return notFound()
    const asked = new URL(args.request.url).searchParams
    const { words } = wordsIn(course.texts, language)
    return { slug: organisation.slug, zone: organisation.zone, roles, course, words, learners: await learnersAtWork(sql, id), done: asked.get('done'), refused: asked.get('refused'), now: new Date() }
  })
}

const pressed = z.object({ intent: z.union([z.enum(courseSteps), z.string().regex(/^(up|down) [0-9a-f-]{36}$/)]) })

export async function action(args: ActionFunctionArgs) {
  const { actor, person, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { course: id } = args.params
  if (!isId(id)) return notFound()
  const read = await readForm(args.request, pressed)
  const here = `/manage/${organisation.slug}/school/${id}`
  if (!read.ok) return seeOther(here)
  const by = { organisationId: organisation.id, personId: person.id, now: new Date() }
  return lean(actor, async (sql) => {
    if (!(await courseAtWork(sql, organisation.id, id, language))) return notFound()
    const { intent } = read.value
    const step = courseSteps.find((one) => one === intent)
    if (!step) {
      const [way, module] = intent.split(' ') as ['up' | 'down', string]
      if (isId(module)) await stepModule(sql, by, id, module, way)
      return seeOther(`${here}#modules`)
    }
    const moved = await stepCourse(sql, by, id, step)
    return seeOther(step === 'discard' && moved ? `/manage/${organisation.slug}/school?done=discard` : `${here}?${moved ? 'done' : 'refused'}=${step}`)
  })
}

export default function Course() {
  const { slug, zone, roles, course, words, learners, done, refused, now } = useLoaderData<typeof loader>()
  const texts = teachingTexts(useLanguage())
  const needed = useNeeded(course.kinds)
  const here = `/manage/${slug}/school/${course.id}`
  const live = course.modules.filter((one) => one.publishedAt && !one.retiredAt).length
  const press = (step: (typeof courseSteps)[number], kind: 'primary' | 'quiet' | 'danger' | 'plain') => <Form action={here} className="contents"><input type="hidden" name="intent" value={step} /><Button kind={kind}>{texts[step]}</Button></Form>
  return (
    <Page title={words.title} intro={words.about || undefined} back={{ to: `/manage/${slug}/school`, text: texts.title }} actions={<LinkButton kind="quiet" to={`${here}/edit`}>{texts.editCourse}</LinkButton>}>
      <div className="flex flex-col gap-2"><WorkplaceTabs slug={slug} roles={roles} current="companions" /><CompanionTabs slug={slug} current="school" /></div>
      {(courseSteps as readonly (string | null)[]).includes(done) && <Notice kind="done" title={texts[`done_${done as (typeof courseSteps)[number]}`]} />}
      {done === 'saved' && <Notice kind="done" title={texts.saved} />}
      {refused && <Notice kind="warning" title={refused === 'publish' && live === 0 ? texts.nothingToPublish : texts.refused} />}
      <div className="flex max-w-text flex-col gap-2">
        <p className="flex flex-wrap items-center gap-3"><StandingTag {...course} /><span>{needed}</span></p>
        {course.supervisors.length > 0 && <p className="text-soft">{texts.supervisors} {course.supervisors.map((one) => one.name).join(', ')}</p>}
        {!course.publishedAt && <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">{press('publish', 'primary')}<span className="text-soft">{texts.publishHint}</span></div>}
      </div>
      <section id="modules" className="flex flex-col gap-4">
        <h2 className="text-2xl">{texts.modules}</h2>
        <ModulesAtWork slug={slug} course={course} />
        <p><LinkButton kind="quiet" to={`${here}/modules/new`}>{texts.newModule}</LinkButton></p>
      </section>
      {course.publishedAt && (
        <section className="flex flex-col gap-4">
          <h2 className="text-2xl">{texts.learners}</h2>
          <LearnersTable to={here} learners={learners} modules={live} zone={zone} now={now} />
        </section>
      )}
      <div className="flex max-w-text flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-5">
        {course.retiredAt ? press('restore', 'quiet') : course.publishedAt ? <>{press('retire', 'quiet')}<span className="text-soft">{texts.retireHint}</span></> : press('discard', 'plain')}
      </div>
    </Page>
  )
}
