import { Notice } from '#app/ui/notice.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { planningTexts } from './messages.ts'

/** Somebody else saved in between: nothing typed is lost, and here is what they did. */
export function OvertakenNotice({ who, changes, both }: { who: string; changes: string; both: string[] }) {
  const texts = planningTexts(useLanguage())
  return (
    <Notice kind="warning" id="overtaken" title={texts.overtakenTitle(who)}>
      <p>{texts.overtakenText}</p>
      {changes && <p>{texts.overtakenChanges(changes)}</p>}
      {both.length > 0 && <ul className="list-disc pl-5">{both.map((one) => <li key={one}>{one}</li>)}</ul>}
    </Notice>
  )
}
