import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { nameReference, takeBackReference } from '#app/domain/companions/requirements/commands.server.ts'
import { ReferencesPage } from '#app/domain/companions/requirements/components/references-page.tsx'
import { requirementTexts } from '#app/domain/companions/requirements/messages.ts'
import { referenceForm } from '#app/domain/companions/requirements/schema.ts'
import { volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { myStoryWith } from '#app/domain/companions/volunteering/queries.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded && `${requirementTexts(loaded.language).referencesTitle} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const story = await lean(actor, (sql) => myStoryWith(sql, { personId: person.id, slug: args.params.org ?? '' }, { now, language }))
  if (!story || story.state === 'left') return notFound()
  return { language, now, story, done: new URL(args.request.url).searchParams.get('done') }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const slug = args.params.org ?? ''
  const story = await lean(actor, (sql) => myStoryWith(sql, { personId: person.id, slug }, { now, language }))
  if (!story || story.state === 'left') return notFound()
  const here = `/me/volunteering/${slug}/references`
  const { values } = await readForm(args.request, z.looseObject({}))
  if (values.intent === 'remove') {
    const referenceId = values.reference
    if (isId(referenceId)) await lean(actor, (sql) => takeBackReference(sql, { volunteerId: story.id, referenceId }))
    return seeOther(`${here}?done=removed`)
  }
  const read = check(referenceForm, values)
  if (!read.ok) return data({ values, errors: read.errors }, 422)
  const named = await lean(actor, (sql) => nameReference(sql, { organisationId: story.organisation.id, personId: person.id, slug, told: read.value, language, now }))
  return named.ok ? seeOther(`${here}?done=added`) : named.reason === 'not_found' ? notFound() : data({ values, errors: { name: named.reason } as Record<string, string> }, 409)
}

export default function References() {
  const { story, done, now } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string> }>()
  const language = useLanguage()
  const texts = requirementTexts(language)
  const known = ['name_missing', 'name_long', 'contact_missing', 'contact_long', 'how_long', 'enough'] as const
  const errors = Object.fromEntries(Object.entries(answered?.errors ?? {}).map(([field, key]) => [field, texts[known.find((one) => one === key) ?? (field === 'contact' ? 'contact_missing' : 'name_missing')]]))
  const here = `/me/volunteering/${story.organisation.slug}`
  return (
    <Page title={texts.referencesTitle} intro={texts.referencesIntro(story.organisation.name)} back={{ to: here, text: volunteeringTexts(language).mineAt(story.organisation.name) }}>
      {(done === 'added' || done === 'removed') && !answered && <Notice kind="done" title={texts[`done_${done}`]} />}
      <ReferencesPage story={story} action={`${here}/references`} now={now} values={answered?.values ?? {}} errors={errors} />
    </Page>
  )
}
