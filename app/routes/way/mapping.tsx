import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { myMapping } from '#app/domain/journeys/mapping/queries.server.ts'
import { journeyTexts } from '#app/domain/journeys/messages.ts'
import { parts } from '#app/domain/journeys/schema.ts'
import { lean } from '#app/platform/db.server.ts'
import { Tag } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const mapping = await lean(actor, (sql) => myMapping(sql, person.id))
  return { language, written: parts.filter((part) => mapping[part]) }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${journeyTexts(data?.language ?? 'nb').mapping} · Samkraft` }]

export default function Mapping() {
  const { written } = useLoaderData<typeof loader>()
  const texts = journeyTexts(useLanguage())
  return (
    <Page title={texts.mapping} intro={texts.mappingIntro} back={{ to: '/me/way', text: texts.way }}>
      <ul className="flex max-w-text flex-col divide-y divide-line">
        {parts.map((part) => (
          <li key={part} className="flex flex-wrap items-center justify-between gap-x-4 py-2">
            <a href={`/me/way/mapping/${part}`} className="link inline-flex min-h-12 items-center text-xl font-bold">{texts.part(part)}</a>
            <Tag tone={written.includes(part) ? 'done' : 'plain'}>{written.includes(part) ? texts.written : texts.notWritten}</Tag>
          </li>
        ))}
      </ul>
      <p className="max-w-text text-soft">{texts.onlyYou}</p>
    </Page>
  )
}
