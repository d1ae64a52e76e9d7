import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { welcomingOrganisations } from '#app/domain/companions/requirements/queries.server.ts'
import { KindNotes, WhatItIs, WhoWelcomes } from '#app/domain/companions/volunteering/components/invitation.tsx'
import { volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { publicPage } from '#app/platform/http/respond.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { alternates } from '../activities/alternates.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  return data({ organisations: await lean(actor, welcomingOrganisations), language, appUrl: env().APP_URL }, { headers: person ? {} : publicPage })
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  const texts = volunteeringTexts(page?.language ?? 'nb')
  return [{ title: texts.head }, { name: 'description', content: texts.summary }, ...(page ? alternates(`${page.appUrl}/volunteer`) : [])]
}

/** Inviting people to give of their time: what there is to give, what one gets, and who welcomes them. */
export default function Invitation() {
  const { organisations } = useLoaderData<typeof loader>()
  const texts = volunteeringTexts(useLanguage())
  const [only] = organisations
  const to = organisations.length === 1 ? (kind: string) => `/volunteer/${only!.slug}/sign-up?kind=${kind}` : () => '#who'
  return (
    <Page title={texts.title} intro={texts.intro}>
      <KindNotes to={to} />
      <WhoWelcomes organisations={organisations} />
      <WhatItIs />
    </Page>
  )
}
