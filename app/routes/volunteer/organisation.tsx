import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { organisationBySlug } from '#app/domain/activities/finding/queries.server.ts'
import { kindRulesOf } from '#app/domain/companions/requirements/queries.server.ts'
import { KindNotes, WhatIsAsked, WhatItIs } from '#app/domain/companions/volunteering/components/invitation.tsx'
import { volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { isVolunteerAt } from '#app/domain/companions/volunteering/queries.server.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound, publicPage } from '#app/platform/http/respond.server.ts'
import { ActionBar, LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { alternates } from '../activities/alternates.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const found = await lean(actor, async (sql) => {
    const organisation = await organisationBySlug(sql, args.params.org ?? '')
    if (!organisation) return null
    const { id, slug, name } = organisation
    return { organisation: { slug, name }, rules: (await kindRulesOf(sql, id)).filter((rule) => rule.welcome), mine: person ? await isVolunteerAt(sql, { organisationId: id, personId: person.id }) : false }
  })
  if (!found) return notFound()
  return data({ ...found, language, appUrl: env().APP_URL }, { headers: person ? {} : publicPage })
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  if (!page) return []
  const texts = volunteeringTexts(page.language)
  return [{ title: `${texts.titleAt(page.organisation.name)} | Samkraft` }, { name: 'description', content: texts.summary }, ...alternates(`${page.appUrl}/volunteer/${page.organisation.slug}`)]
}

/** One organisation's invitation: whom it welcomes, and what it asks before one begins. */
export default function OrganisationInvitation() {
  const { organisation, rules, mine } = useLoaderData<typeof loader>()
  const texts = volunteeringTexts(useLanguage())
  const signUp = `/volunteer/${organisation.slug}/sign-up`
  if (rules.length === 0 && !mine) {
    return (
      <Page title={texts.titleAt(organisation.name)} back={{ to: `/o/${organisation.slug}`, text: organisation.name }}>
        <EmptyState title={texts.closed(organisation.name)} action={<LinkButton to="/volunteer" kind="quiet">{texts.others}</LinkButton>}><p>{texts.closedText}</p></EmptyState>
      </Page>
    )
  }
  return (
    <Page title={texts.titleAt(organisation.name)} intro={texts.introAt} back={{ to: `/o/${organisation.slug}`, text: organisation.name }}>
      {mine && <Notice><a href={`/me/volunteering/${organisation.slug}`} className="link inline-flex min-h-11 items-center font-bold">{texts.already}</a></Notice>}
      <KindNotes offered={rules.map((rule) => rule.kind)} rules={rules} to={(kind) => `${signUp}?kind=${kind}`} />
      <WhatItIs />
      <WhatIsAsked rules={rules} />
      {!mine && <ActionBar><LinkButton to={signUp} wide>{texts.signUp}</LinkButton></ActionBar>}
    </Page>
  )
}
