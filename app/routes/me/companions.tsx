import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { askingTexts } from '#app/domain/companions/asking/messages.ts'
import { housesToAsk } from '#app/domain/companions/asking/queries.server.ts'
import { companionWords } from '#app/domain/companions/messages.ts'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { journeyTexts } from '#app/domain/journeys/messages.ts'
import { lean } from '#app/platform/db.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState, Tag } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

/** Where one can ask for a companion, and where one has. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  return { language, houses: await lean(actor, (sql) => housesToAsk(sql, person.id)) }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${askingTexts(data.language).title} · Samkraft` }]

export default function Companions() {
  const { houses } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const texts = askingTexts(language)
  const asked = houses.filter((house) => house.state !== null && house.state !== 'withdrawn')
  const others = houses.filter((house) => !asked.includes(house))
  return (
    <Page title={texts.chooseTitle} intro={texts.chooseIntro} back={{ to: '/me', text: journeyTexts(language).back }}>
      {asked.length > 0 && (
        <section className="flex max-w-text flex-col gap-3">
          <h2 className="text-2xl">{texts.mine}</h2>
          {asked.map(({ slug, name, state }) => (
            <article key={slug} className="cut marked flex flex-col gap-2 border border-line bg-sheet p-5 shadow-note">
              <h3 className="text-xl"><a href={`/me/companion/${slug}`} className="link inline-flex min-h-11 items-center">{name}</a></h3>
              <p><Tag tone={state === 'paired' ? 'done' : 'plain'}>{companionWords(language)[`request_${state!}`]}</Tag></p>
            </article>
          ))}
        </section>
      )}
      {houses.length === 0 && <EmptyState title={texts.noHouses} />}
      {others.length > 0 && (
        <section className="flex max-w-text flex-col gap-3">
          <h2 className="text-2xl">{texts.where}</h2>
          <ul className="flex flex-col gap-2">
            {others.map(({ slug, name, belongs }, index) => <li key={slug}><LinkButton wide kind={index === 0 && belongs && asked.length === 0 ? 'primary' : 'quiet'} to={`/me/companion/${slug}`}>{texts.ask(name)}</LinkButton></li>)}
          </ul>
        </section>
      )}
    </Page>
  )
}
