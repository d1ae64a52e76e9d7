import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { editModule, stepModule } from '#app/domain/companions/school/teaching/commands.server.ts'
import { StandingTag } from '#app/domain/companions/school/teaching/components/course-list.tsx'
import { LanguageLinks } from '#app/domain/companions/school/teaching/components/language-links.tsx'
import { ModuleEditForm, typedModule } from '#app/domain/companions/school/teaching/components/module-edit-form.tsx'
import { teachingTexts } from '#app/domain/companions/school/teaching/messages.ts'
import { courseAtWork, moduleAtWork } from '#app/domain/companions/school/teaching/queries.server.ts'
import { wordsIn } from '#app/domain/companions/school/rules.ts'
import { moduleSchema, moduleSteps } from '#app/domain/companions/school/teaching/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { z } from 'zod'
import { notFound } from '#app/platform/http/respond.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { languageWritten, saidErrors } from './course-form.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

/** One module at work, in one language at a time. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { course: id, module: moduleId } = args.params
  if (!isId(id) || !isId(moduleId)) return notFound()
  return lean(actor, async (sql) => {
    const course = await courseAtWork(sql, organisation.id, id, language)
    const module = course && (await moduleAtWork(sql, id, moduleId))
    if (!module) return notFound()
    const asked = new URL(args.request.url).searchParams
    const written = languageWritten(args.request, course.language)
    return {
      title: wordsIn(module.texts, language).words.title, slug: organisation.slug, id, moduleId, written, version: String(module.version), empty: module.texts[written] === undefined, begun: module.begun,
      publishedAt: module.publishedAt, retiredAt: module.retiredAt, learnable: course.publishedAt !== null && !course.retiredAt, meetings: course.modules.find((one) => one.id === moduleId)!.meetings,
      values: typedModule(module.texts[written], module.quiz[written] ?? [], module.practice), done: asked.get('done'), refused: asked.get('refused') !== null,
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { course: id, module: moduleId } = args.params
  if (!isId(id) || !isId(moduleId)) return notFound()
  const { values } = await readForm(args.request, z.looseObject({}))
  const by = { organisationId: organisation.id, personId: person.id, now: new Date() }
  const back = `/manage/${organisation.slug}/school/${id}`
  const here = `${back}/modules/${moduleId}`
  return lean(actor, async (sql) => {
    const course = await courseAtWork(sql, organisation.id, id, language)
    const module = course && (await moduleAtWork(sql, id, moduleId))
    if (!module) return notFound()
    const step = moduleSteps.find((one) => one === values.intent)
    if (step) {
      const moved = await stepModule(sql, by, id, moduleId, step)
      return seeOther(step === 'discard' && moved ? `${back}?done=saved` : `${here}?${moved ? 'done=saved' : 'refused=1'}`)
    }
    const read = check(moduleSchema, values)
    const wrong = { values, version: values.version ?? '1' }
    if (!read.ok) return data({ ...wrong, errors: saidErrors(read.errors, language), overtaken: false }, 422)
    if (!(await editModule(sql, by, id, { id: moduleId, written: read.value }))) return data({ ...wrong, version: String(module.version), errors: {}, overtaken: true }, 409)
    return seeOther(`${here}?in=${read.value.lang}&done=saved`)
  })
}

export default function Module() {
  const { title, slug, id, moduleId, written, version, empty, begun, publishedAt, retiredAt, learnable, meetings, values, done, refused } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string>; version: string; overtaken: boolean }>()
  const texts = teachingTexts(useLanguage())
  const here = `/manage/${slug}/school/${id}/modules/${moduleId}`
  const press = (step: (typeof moduleSteps)[number], kind: 'quiet' | 'plain', text: string) => <Form action={here} className="contents"><input type="hidden" name="intent" value={step} /><Button kind={kind}>{text}</Button></Form>
  return (
    <Page title={title} back={{ to: `/manage/${slug}/school/${id}`, text: texts.modules }}>
      {done === 'saved' && <Notice kind="done" title={texts.saved} />}
      {done === 'made' && <Notice kind="done" title={texts.done_made} />}
      {refused && <Notice kind="warning" title={texts.refused} />}
      {answered?.overtaken && <Notice kind="warning" title={texts.overtaken}>{texts.overtakenText}</Notice>}
      <div className="flex max-w-text flex-wrap items-center gap-x-5 gap-y-2">
        <StandingTag publishedAt={publishedAt} retiredAt={retiredAt} />
        {retiredAt ? press('restore', 'quiet', texts.moduleRestore) : !publishedAt && press('publish', 'quiet', texts.modulePublish)}
        <LinkButton kind="plain" to={`${here}/meetings`}>{meetings > 0 ? texts.hasMeetings(meetings) : texts.chooseMeetings}</LinkButton>
        {learnable && publishedAt && !retiredAt && <LinkButton kind="plain" to={`/me/school/${id}/${moduleId}`}>{texts.preview}</LinkButton>}
      </div>
      <LanguageLinks to={here} current={written} />
      {empty && <Notice>{texts.notWritten}</Notice>}
      {begun && <p className="max-w-text text-soft">{texts.begunHint}</p>}
      <ModuleEditForm written={written} values={answered?.values ?? values} errors={answered?.errors ?? {}} unseen={{ version: answered?.version ?? version }} submit={texts.save} />
      <div className="flex max-w-text flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-5">
        {publishedAt && !retiredAt && <>{press('retire', 'quiet', texts.moduleRetire)}<span className="text-soft">{texts.moduleRetireHint}</span></>}
        {!begun && press('discard', 'plain', texts.moduleDiscard)}
      </div>
    </Page>
  )
}
