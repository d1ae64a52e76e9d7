import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { openingPlanningTexts } from '../messages.ts'

/** Somebody else saved in between: nothing typed is lost, and here is what they did. */
export function OvertakenOpening({ title, changes, both }: { title: string; changes: string; both: string[] }) {
  return (
    <Notice kind="warning" id="overtaken" title={title}>
      <p>{openingPlanningTexts(useLanguage()).overtakenText}</p>
      {changes && <p>{changes}</p>}
      {both.length > 0 && <ul className="list-disc pl-5">{both.map((one) => <li key={one}>{one}</li>)}</ul>}
    </Notice>
  )
}
