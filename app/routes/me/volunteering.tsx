import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { MyStoryNote } from '#app/domain/companions/volunteering/components/my-story.tsx'
import { volunteeringTexts } from '#app/domain/companions/volunteering/messages.ts'
import { myVolunteering } from '#app/domain/companions/volunteering/queries.server.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { peopleTexts } from '#app/domain/people/messages.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${volunteeringTexts(data?.language ?? 'nb').mineTitle} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const mine = await lean(actor, (sql) => myVolunteering(sql, person.id, { now: new Date(), language }))
  // Most people give their time in one place: that is the page.
  const alive = mine.filter((one) => one.state !== 'left')
  const [only] = alive.length === 1 ? alive : mine.length === 1 ? mine : []
  if (only) throw seeOther(`/me/volunteering/${only.organisation.slug}`)
  return { language, mine: mine.toReversed() }
}

export default function Volunteering() {
  const { mine } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  return (
    <Page title={texts.mineTitle} back={{ to: '/me', text: peopleTexts(language).back }}>
      {mine.length === 0 && <EmptyState title={texts.mineNone} action={<LinkButton to="/volunteer">{texts.mineFind}</LinkButton>}><p>{texts.mineNoneText}</p></EmptyState>}
      {mine.map((story) => <MyStoryNote key={story.id} story={story} />)}
    </Page>
  )
}
