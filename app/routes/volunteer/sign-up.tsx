import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { organisationBySlug } from '#app/domain/activities/finding/queries.server.ts'
import { kindRulesOf } from '#app/domain/companions/requirements/queries.server.ts'
import { offerTime } from '#app/domain/companions/volunteering/commands.server.ts'
import { SignUpForm } from '#app/domain/companions/volunteering/components/sign-up-form.tsx'
import { draftHours, draftOf, dropDraft, keepDraft } from '#app/domain/companions/volunteering/drafts/commands.server.ts'
import { saySignUpErrors, volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { isVolunteerAt, knownOf } from '#app/domain/companions/volunteering/queries.server.ts'
import { signUpForm } from '#app/domain/companions/volunteering/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { randomSecret } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { readCookie, seeOther, setCookie } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: loaded && `${volunteeringTexts(loaded.language).signUpTitle(loaded.organisation.name)} | Samkraft` }, { name: 'robots', content: 'noindex' }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const found = await lean(actor, async (sql) => {
    const organisation = await organisationBySlug(sql, args.params.org ?? '')
    if (!organisation) return null
    const offered = (await kindRulesOf(sql, organisation.id)).filter((rule) => rule.welcome).map((rule) => rule.kind)
    return { organisation, offered, mine: person ? await isVolunteerAt(sql, { organisationId: organisation.id, personId: person.id }) : false, known: person ? await knownOf(sql, { personId: person.id, organisationId: organisation.id }) : {} }
  })
  if (!found) return notFound()
  const { organisation, offered, mine, known } = found
  if (mine) throw seeOther(`/me/volunteering/${organisation.slug}`)
  if (offered.length === 0) throw seeOther(`/volunteer/${organisation.slug}`)
  const draft = await draftOf(readCookie(args.request, 'volunteer-draft'), organisation.id, new Date())
  const chosen = offered.find((kind) => kind === new URL(args.request.url).searchParams.get('kind')) ?? (offered.length === 1 ? offered[0] : undefined)
  const { TILE_URL, TILE_ATTRIBUTION } = env()
  return {
    language, offered, stranger: person === null, filled: !draft && Object.keys(known).length > 0, tiles: { tileUrl: TILE_URL, attribution: TILE_ATTRIBUTION },
    organisation: { slug: organisation.slug, name: organisation.name, country: organisation.country },
    values: draft ?? { [`speaks.${language}`]: 'on', ...known, ...(person ? { name: person.name } : {}), ...(chosen ? { [`kinds.${chosen}`]: 'on' } : {}) } as Record<string, string>,
  }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person } = await visit(args)
  const now = new Date()
  const organisation = await lean(actor, (sql) => organisationBySlug(sql, args.params.org ?? ''))
  if (!organisation) return notFound()
  const read = await readForm(args.request, signUpForm)
  const values = read.values
  const kept = readCookie(args.request, 'volunteer-draft')
  if (!read.ok) return data({ values, errors: read.errors, refused: null }, 422)
  if (!person) {
    // What was told waits, sealed, while they sign in; also when a session ended in the meantime.
    const secret = kept ?? randomSecret()
    if (!(await keepDraft({ secret, organisationId: organisation.id, values, network: args.context.network, now }))) return data({ values, errors: {} as Record<string, string>, refused: 'too_often' as const }, 409)
    return seeOther(`/sign-in?to=${encodeURIComponent(`/volunteer/${organisation.slug}/sign-up`)}`, setCookie('volunteer-draft', secret, draftHours * 3600))
  }
  const sent = await lean(actor, (sql) => offerTime(sql, { organisationId: organisation.id, personId: person.id, signUp: read.value, now }))
  if (!sent.ok) return data({ values, errors: {} as Record<string, string>, refused: sent.reason }, 409)
  await dropDraft(kept)
  return seeOther(`/me/volunteering/${organisation.slug}?done=${sent.again ? 'saved' : 'sent'}`, setCookie('volunteer-draft', '', 0))
}

export default function SignUp() {
  const { organisation, offered, stranger, filled, values, tiles } = useLoaderData<typeof loader>()
  const answered = useActionData<{ values: Record<string, string>; errors: Record<string, string>; refused: 'not_welcome' | 'too_often' | null }>()
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  return (
    <Page title={texts.signUpTitle(organisation.name)} intro={texts.signUpIntro} back={{ to: `/volunteer/${organisation.slug}`, text: organisation.name }}>
      {answered?.refused && <Notice kind="warning" title={texts[`refused_${answered.refused}`]} />}
      {filled && !answered && <Notice>{texts.known}</Notice>}
      <SignUpForm action={`/volunteer/${organisation.slug}/sign-up`} organisation={organisation} offered={offered} settled={[]} values={answered?.values ?? values} errors={saySignUpErrors(language, answered?.errors)} tiles={tiles} who={stranger ? 'stranger' : 'new'} />
    </Page>
  )
}
