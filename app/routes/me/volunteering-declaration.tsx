import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { signDeclaration } from '#app/domain/companions/requirements/commands.server.ts'
import { DeclarationPage } from '#app/domain/companions/requirements/components/declaration-page.tsx'
import { requirementTexts } from '#app/domain/companions/requirements/messages.ts'
import { declarationIn, declarationVersion, latestDeclaration } from '#app/domain/companions/requirements/queries.server.ts'
import { signForm } from '#app/domain/companions/requirements/schema.ts'
import { volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { myStoryWith } from '#app/domain/companions/volunteering/queries.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { safeHtml } from '#app/platform/markdown.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded && `${requirementTexts(loaded.language).declarationTitle} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const found = await lean(actor, async (sql) => {
    const story = await myStoryWith(sql, { personId: person.id, slug: args.params.org ?? '' }, { now, language })
    if (!story) return null
    // Whoever has signed reads what they signed; whoever is asked reads what they are asked.
    const { declaration, organisation } = story
    const shown = declaration?.signed || story.state === 'left' ? declaration?.signature?.version : undefined
    const text = shown ? await declarationVersion(sql, { organisationId: organisation.id, version: shown }) : await latestDeclaration(sql, organisation.id)
    return text && { story, latest: text }
  })
  if (!found) return notFound()
  const { story, latest } = found
  const { text, language: textLanguage } = declarationIn(latest, language)
  return {
    language, now, organisation: story.organisation, name: person.name, signature: story.declaration?.signature ?? null, signed: story.declaration?.signed ?? false, maySign: story.state !== 'left',
    declaration: { id: latest.id, version: latest.version, createdAt: latest.createdAt, html: safeHtml(text), textLanguage },
  }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const slug = args.params.org ?? ''
  const story = await lean(actor, (sql) => myStoryWith(sql, { personId: person.id, slug }, { now, language }))
  if (!story || story.state === 'left') return notFound()
  const read = await readForm(args.request, signForm)
  if (!read.ok) return data({ values: read.values, errors: read.errors, changed: false }, 422)
  const { declaration, name, language: readIn } = read.value
  const signed = await lean(actor, (sql) => signDeclaration(sql, { organisationId: story.organisation.id, personId: person.id, slug, declarationId: declaration, language: readIn, name, now }))
  if (!signed.ok) return data({ values: { name: read.values.name ?? '' } as Record<string, string>, errors: {} as Record<string, string>, changed: true }, 409)
  return seeOther(`/me/volunteering/${slug}?done=saved`)
}

export default function Declaration() {
  const { organisation, name, declaration, signature, signed, maySign, now } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string>; changed: boolean }>()
  const language = useLanguage()
  const texts = requirementTexts(language)
  const say = (field: string, key: string) => (field === 'read' ? texts.read_missing : key === 'name_long' ? texts.name_long : texts.name_missing)
  const errors = Object.fromEntries(Object.entries(answered?.errors ?? {}).map(([field, key]) => [field, say(field, key)]))
  const here = `/me/volunteering/${organisation.slug}`
  return (
    <Page title={texts.declarationTitle} intro={signed || !maySign ? undefined : texts.declarationIntro(organisation.name)} back={{ to: here, text: volunteeringTexts(language).mineAt(organisation.name) }}>
      {answered?.changed && <Notice kind="warning" title={texts.refused_changed} />}
      <DeclarationPage action={`${here}/declaration`} declaration={declaration} signature={signature} signed={signed} maySign={maySign} zone={organisation.zone} now={now} values={answered?.values ?? { name }} errors={errors} />
    </Page>
  )
}
