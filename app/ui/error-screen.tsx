import { LinkButton } from './button.tsx'
import { useFrame, useTexts } from './frame.tsx'
import { Page } from './layout.tsx'

export function ErrorTitle({ status }: { status: number }) {
  const texts = useTexts()
  return <title>{`${status === 404 ? texts.missingTitle : status >= 500 ? texts.brokenTitle : texts.refusedTitle} · ${texts.name}`}</title>
}

/** What a person sees when a page cannot be shown. A missing page says nothing about why it is missing. */
export function ErrorScreen({ status }: { status: number }) {
  const texts = useTexts()
  const { errorId } = useFrame()
  if (status === 404) {
    return (
      <Page title={texts.missingTitle} intro={texts.missingText}>
        <p className="flex flex-wrap gap-3"><LinkButton to="/activities">{texts.seeActivities}</LinkButton><LinkButton kind="quiet" to="/">{texts.toFront}</LinkButton></p>
        <p className="max-w-text">{texts.brokenHelp} <a href="/help" className="link font-bold">{texts.footerHelpLink}</a></p>
      </Page>
    )
  }
  const ours = status >= 500
  return (
    <Page title={ours ? texts.brokenTitle : texts.refusedTitle} intro={ours ? texts.brokenText : texts.refusedText}>
      <p className="flex flex-wrap gap-3"><LinkButton to="/">{texts.toFront}</LinkButton></p>
      <p className="max-w-text">{texts.brokenHelp} <a href="/help" className="link font-bold">{texts.footerHelpLink}</a></p>
      {errorId && <p className="text-soft">{texts.errorNumber} <span className="font-bold">{errorId}</span></p>}
    </Page>
  )
}
