import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { MyApplicationNote } from '#app/domain/openings/applying/components/my-application.tsx'
import { applyingTexts } from '#app/domain/openings/applying/messages.ts'
import { myApplications } from '#app/domain/openings/applying/queries.server.ts'
import { isAlive } from '#app/domain/openings/rules.ts'
import { peopleTexts } from '#app/domain/people/messages.ts'
import { lean } from '#app/platform/db.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${applyingTexts(data?.language ?? 'nb').mineTitle} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  return { language, applications: await lean(actor, (sql) => myApplications(sql, person.id, language)) }
}

export default function Applications() {
  const { applications } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = applyingTexts(language)
  const alive = applications.filter((one) => isAlive(one.state))
  const over = applications.filter((one) => !isAlive(one.state))
  return (
    <Page title={texts.mineTitle} intro={applications.length > 0 ? texts.mineIntro : undefined} back={{ to: '/me', text: peopleTexts(language).back }}>
      {applications.length === 0 && <EmptyState title={texts.none} action={<LinkButton to="/openings">{texts.findSome}</LinkButton>}><p>{texts.noneText}</p></EmptyState>}
      {alive.length > 0 && <div className="flex max-w-text flex-col gap-5">{alive.map((one) => <MyApplicationNote key={one.id} application={one} />)}</div>}
      {over.length > 0 && (
        <section aria-labelledby="over" className="flex max-w-text flex-col gap-5">
          <h2 id="over" className="text-2xl">{texts.over}</h2>
          {over.map((one) => <MyApplicationNote key={one.id} application={one} heading="h3" />)}
        </section>
      )}
      {applications.length > 0 && <p><LinkButton to="/openings" kind="quiet">{texts.findSome}</LinkButton></p>}
    </Page>
  )
}
