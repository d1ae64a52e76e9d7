import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { visit } from '#app/domain/identity/gate.server.ts'
import { publicPage } from '#app/platform/http/respond.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Prose } from '#app/ui/prose.tsx'
import { privacyTexts } from './messages/privacy.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { person, language } = await visit(args)
  return data({ language }, { headers: person ? {} : publicPage })
}
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => {
  const texts = privacyTexts(loaded?.language ?? 'nb')
  return [{ title: `${texts.title} · Samkraft` }, { name: 'description', content: texts.intro }]
}

export default function Privacy() {
  const texts = privacyTexts(useLanguage())
  return (
    <Page title={texts.title} intro={texts.intro}>
      <Prose>
        <h2>{texts.keptTitle}</h2>
        <ul>
          <li>{texts.keptName}</li>
          <li>{texts.keptJoined}</li>
          <li>{texts.keptCame}</li>
          <li>{texts.keptFeedback}</li>
          <li>{texts.keptApplied}</li>
          <li>{texts.keptCompanion}</li>
          <li>{texts.keptGroups}</li>
          <li>{texts.keptCompanions}</li>
          <li>{texts.keptVolunteer}</li>
          <li>{texts.keptPairs}</li>
          <li>{texts.keptWay}</li>
          <li>{texts.keptMails}</li>
          <li>{texts.keptSessions}</li>
          <li>{texts.keptReminders}</li>
          <li>{texts.keptHowLong}</li>
          <li>{texts.keptNever}</li>
        </ul>
        <h2>{texts.seenTitle}</h2>
        <ul>
          <li>{texts.seenJoined}</li>
          <li>{texts.seenApplied}</li>
          <li>{texts.seenCompanion}</li>
          <li>{texts.seenGroups}</li>
          <li>{texts.seenCompanions}</li>
          <li>{texts.seenWay}</li>
          <li>{texts.seenOthers}</li>
          <li>{texts.seenMail}</li>
        </ul>
        <h2>{texts.rightTitle}</h2>
        <ul>
          <li>{texts.rightConsent}</li>
          <li>{texts.rightWithdraw}</li>
          <li>{texts.rightErase}</li>
          <li>{texts.rightComplain}</li>
        </ul>
        <h2>{texts.trackTitle}</h2>
        <ul>
          <li>{texts.trackCookies}</li>
          <li>{texts.trackTyped}</li>
          <li>{texts.trackLeader}</li>
          <li>{texts.trackMap}</li>
          <li>{texts.trackMail}</li>
          <li>{texts.trackPush}</li>
          <li>{texts.trackLog}</li>
          <li>{texts.trackHistory}</li>
        </ul>
        <h2>{texts.whoTitle}</h2>
        <p>{texts.whoText}</p>
      </Prose>
    </Page>
  )
}
