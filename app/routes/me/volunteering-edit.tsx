import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { kindRulesOf } from '#app/domain/companions/requirements/queries.server.ts'
import { offerTime } from '#app/domain/companions/volunteering/commands.server.ts'
import { SignUpForm } from '#app/domain/companions/volunteering/components/sign-up-form.tsx'
import { saySignUpErrors, volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { knownOf, myStoryWith } from '#app/domain/companions/volunteering/queries.server.ts'
import { signUpForm } from '#app/domain/companions/volunteering/schema.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded && `${volunteeringTexts(loaded.language).editTitle} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const found = await lean(actor, async (sql) => {
    const story = await myStoryWith(sql, { personId: person.id, slug: args.params.org ?? '' }, { now: new Date(), language })
    if (!story || story.state === 'left') return null
    const { organisation, kinds, state } = story
    // What they chose stays open to choose, also when the organisation has closed for others.
    const offered = state === 'applied' || state === 'talking' ? (await kindRulesOf(sql, organisation.id)).filter((rule) => rule.welcome || kinds.includes(rule.kind)).map((rule) => rule.kind) : []
    return { organisation, kinds, offered, values: { ...(await knownOf(sql, { personId: person.id, organisationId: organisation.id })), name: person.name } }
  })
  if (!found) return notFound()
  const { TILE_URL, TILE_ATTRIBUTION } = env()
  return { ...found, language, tiles: { tileUrl: TILE_URL, attribution: TILE_ATTRIBUTION } }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const now = new Date()
  const story = await lean(actor, (sql) => myStoryWith(sql, { personId: person.id, slug: args.params.org ?? '' }, { now, language }))
  if (!story || story.state === 'left') return notFound()
  const read = await readForm(args.request, signUpForm)
  if (!read.ok) return data({ values: read.values, errors: read.errors, refused: null }, 422)
  const saved = await lean(actor, (sql) => offerTime(sql, { organisationId: story.organisation.id, personId: person.id, signUp: read.value, now }))
  if (!saved.ok) return data({ values: read.values, errors: {} as Record<string, string>, refused: saved.reason }, 409)
  return seeOther(`/me/volunteering/${story.organisation.slug}?done=saved`)
}

export default function Edit() {
  const { organisation, kinds, offered, values, tiles } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string>; refused: 'not_welcome' | 'too_often' | null }>()
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const here = `/me/volunteering/${organisation.slug}`
  return (
    <Page title={texts.editTitle} intro={texts.editIntro} back={{ to: here, text: texts.mineAt(organisation.name) }}>
      {answered?.refused && <Notice kind="warning" title={texts[`refused_${answered.refused}`]} />}
      <SignUpForm action={`${here}/edit`} organisation={organisation} offered={offered} settled={kinds} values={answered?.values ?? values} errors={saySignUpErrors(language, answered?.errors)} tiles={tiles} who="changing" back={here} />
    </Page>
  )
}
