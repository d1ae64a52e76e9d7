import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { makeCourse } from '#app/domain/companions/school/teaching/commands.server.ts'
import { CourseForm } from '#app/domain/companions/school/teaching/components/course-form.tsx'
import { teachingTexts } from '#app/domain/companions/school/teaching/messages.ts'
import { courseSchema, kindsTicked } from '#app/domain/companions/school/teaching/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { idFrom, randomSecret } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { saidErrors } from './course-form.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  return { title: teachingTexts(language).newCourse, slug: organisation.slug, written: organisation.language, form: randomSecret() }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const read = await readForm(args.request, courseSchema)
  if (!read.ok) return data({ values: read.values, errors: saidErrors(read.errors, language) }, 422)
  const { lang, title, about } = read.value
  const id = idFrom(`school course ${organisation.id} ${person.id} ${read.values.form ?? ''}`)
  await lean(actor, (sql) => makeCourse(sql, { organisationId: organisation.id, personId: person.id, now: new Date() }, { id, language: lang, words: { title, about }, kinds: kindsTicked(read.values) }))
  return seeOther(`/manage/${organisation.slug}/school/${id}`)
}

export default function NewCourse() {
  const { title, slug, written, form } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string> }>()
  const texts = teachingTexts(useLanguage())
  return (
    <Page title={title} back={{ to: `/manage/${slug}/school`, text: texts.title }}>
      <CourseForm written={written} values={answered?.values ?? {}} errors={answered?.errors ?? {}} unseen={{ form: answered?.values.form ?? form }} submit={texts.make} />
    </Page>
  )
}
