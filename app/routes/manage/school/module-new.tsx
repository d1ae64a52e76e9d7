import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { makeModule } from '#app/domain/companions/school/teaching/commands.server.ts'
import { ModuleEditForm } from '#app/domain/companions/school/teaching/components/module-edit-form.tsx'
import { teachingTexts } from '#app/domain/companions/school/teaching/messages.ts'
import { courseAtWork } from '#app/domain/companions/school/teaching/queries.server.ts'
import { moduleSchema } from '#app/domain/companions/school/teaching/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { idFrom, randomSecret } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { languageWritten, saidErrors } from './course-form.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { course: id } = args.params
  const course = isId(id) ? await lean(actor, (sql) => courseAtWork(sql, organisation.id, id, language)) : null
  if (!course) return notFound()
  return { title: teachingTexts(language).newModule, back: `/manage/${organisation.slug}/school/${course.id}`, written: languageWritten(args.request, course.language), form: randomSecret() }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, organisation, language } = await requireMember(args, args.params.org, 'coordinator')
  const { course: id } = args.params
  if (!isId(id)) return notFound()
  const read = await readForm(args.request, moduleSchema)
  return lean(actor, async (sql) => {
    if (!(await courseAtWork(sql, organisation.id, id, language))) return notFound()
    if (!read.ok) return data({ values: read.values, errors: saidErrors(read.errors, language) }, 422)
    const module = idFrom(`school module ${id} ${person.id} ${read.values.form ?? ''}`)
    await makeModule(sql, { organisationId: organisation.id, personId: person.id, now: new Date() }, id, { id: module, written: read.value })
    return seeOther(`/manage/${organisation.slug}/school/${id}/modules/${module}?done=made`)
  })
}

export default function NewModule() {
  const { title, back, written, form } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string> }>()
  const texts = teachingTexts(useLanguage())
  return (
    <Page title={title} back={{ to: back, text: texts.modules }}>
      <ModuleEditForm written={written} values={answered?.values ?? {}} errors={answered?.errors ?? {}} unseen={{ form: answered?.values.form ?? form }} submit={texts.save} />
    </Page>
  )
}
