import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { editCourse } from '#app/domain/companions/school/teaching/commands.server.ts'
import { CourseForm } from '#app/domain/companions/school/teaching/components/course-form.tsx'
import { LanguageLinks } from '#app/domain/companions/school/teaching/components/language-links.tsx'
import { teachingTexts } from '#app/domain/companions/school/teaching/messages.ts'
import { courseAtWork, mayBeNamed } from '#app/domain/companions/school/teaching/queries.server.ts'
import { courseSchema, kindsTicked } from '#app/domain/companions/school/teaching/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { idsTicked, languageWritten, saidErrors } from './course-form.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { course: id } = args.params
  if (!isId(id)) return notFound()
  return lean(actor, async (sql) => {
    const course = await courseAtWork(sql, organisation.id, id, language)
    if (!course) return notFound()
    const written = languageWritten(args.request, course.language)
    const supervisors = await mayBeNamed(sql, organisation.id, id)
    return {
      title: teachingTexts(language).editCourse, slug: organisation.slug, id, written, supervisors, version: String(course.version), empty: course.texts[written] === undefined,
      values: { ...course.texts[written], ...Object.fromEntries(course.kinds.map((kind) => [`kinds.${kind}`, 'on'])), ...Object.fromEntries(supervisors.filter((one) => one.named).map((one) => [`signs.${one.id}`, 'on'])) } as Record<string, string>,
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { course: id } = args.params
  if (!isId(id)) return notFound()
  const read = await readForm(args.request, courseSchema)
  const wrong = { values: read.values, version: read.values.version ?? '1' }
  return lean(actor, async (sql) => {
    const course = await courseAtWork(sql, organisation.id, id, language)
    if (!course) return notFound()
    if (!read.ok) return data({ ...wrong, errors: saidErrors(read.errors, language), overtaken: false }, 422)
    const { lang, version, title, about } = read.value
    const allowed = new Set((await mayBeNamed(sql, organisation.id, id)).map((one) => one.id))
    const saved = await editCourse(sql, { organisationId: organisation.id, personId: person.id, now: new Date() },
      { id, version, language: lang, words: { title, about }, kinds: kindsTicked(read.values), supervisors: idsTicked(read.values, 'signs.').filter((one) => allowed.has(one)) })
    if (!saved) return data({ ...wrong, version: String(course.version), errors: {}, overtaken: true }, 409)
    return seeOther(`/manage/${organisation.slug}/school/${id}?done=saved`)
  })
}

export default function EditCourse() {
  const { title, slug, id, written, supervisors, version, values, empty } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string>; version: string; overtaken: boolean }>()
  const texts = teachingTexts(useLanguage())
  return (
    <Page title={title} back={{ to: `/manage/${slug}/school/${id}`, text: texts.title }}>
      <LanguageLinks to={`/manage/${slug}/school/${id}/edit`} current={written} />
      {answered?.overtaken && <Notice kind="warning" title={texts.overtaken}>{texts.overtakenText}</Notice>}
      {empty && <Notice>{texts.notWritten}</Notice>}
      <CourseForm written={written} values={answered?.values ?? values} errors={answered?.errors ?? {}} unseen={{ version: answered?.version ?? version }} supervisors={supervisors} submit={texts.save} />
    </Page>
  )
}
