import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { visit } from '#app/domain/identity/gate.server.ts'
import { publicPage } from '#app/platform/http/respond.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Prose } from '#app/ui/prose.tsx'
import { accessibilityTexts } from './messages/accessibility.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { person, language } = await visit(args)
  return data({ language }, { headers: person ? {} : publicPage })
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => {
  const texts = accessibilityTexts(loaded?.language ?? 'nb')
  return [{ title: `${texts.title} · Samkraft` }, { name: 'description', content: texts.intro }]
}

export default function Accessibility() {
  const texts = accessibilityTexts(useLanguage())
  return (
    <Page title={texts.title} intro={texts.intro}>
      <Prose>
        <h2>{texts.aimTitle}</h2>
        <p>{texts.aimText}</p>
        <h2>{texts.worksTitle}</h2>
        <ul>
          <li>{texts.worksScript}</li>
          <li>{texts.worksKeyboard}</li>
          <li>{texts.worksZoom}</li>
          <li>{texts.worksText}</li>
        </ul>
        <h2>{texts.limitsTitle}</h2>
        <ul>
          <li>{texts.limitsMap}</li>
          <li>{texts.limitsPictures}</li>
          <li>{texts.limitsLanguage}</li>
          <li>{texts.limitsTested}</li>
        </ul>
        <h2>{texts.tellTitle}</h2>
        <p>{texts.tellText}</p>
        <p>{texts.dated}</p>
      </Prose>
    </Page>
  )
}
