import { Icon } from '#app/ui/icon.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { sayCon, sayPro } from '../explaining.ts'
import { matchingTexts } from '../messages.ts'
import type { Candidate } from '../schema.ts'

/** What speaks for two and what against, side by side where there is room. */
export function Reasons({ two, short }: { two: Pick<Candidate, 'pros' | 'cons'>; short?: boolean }) {
  const language = useLanguage()
  const texts = matchingTexts(language)
  const pros = (short ? two.pros.slice(0, 2) : two.pros).map((one) => sayPro(one, language))
  const cons = (short ? two.cons.slice(0, 2) : two.cons).map((one) => sayCon(one, language))
  return (
    <div className={`grid grid-cols-1 gap-x-8 gap-y-2 ${short ? '' : 'sm:grid-cols-2'}`}>
      <Side title={texts.speaksFor} says={pros} good />
      <Side title={texts.speaksAgainst} says={cons} />
    </div>
  )
}

function Side({ title, says, good }: { title: string; says: string[]; good?: boolean }) {
  if (says.length === 0) return null
  return (
    <ul className="flex flex-col gap-1" aria-label={title}>
      {says.map((one) => (
        <li key={one} className="flex gap-2">
          {good ? <Icon name="check" className="mt-0.5 size-5 shrink-0" /> : <span aria-hidden="true" className="w-5 shrink-0 text-center font-bold">–</span>}
          <span>{one}</span>
        </li>
      ))}
    </ul>
  )
}

/** How well two fit: in words, and as long as it is. */
export function Fit({ fit }: { fit: number }) {
  const texts = matchingTexts(useLanguage())
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <svg viewBox="0 0 100 10" className="h-2.5 w-24" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect width="100" height="10" className="fill-bark" />
        <rect width={fit} height="10" className="fill-berry-deep" />
      </svg>
      <span>{texts.fit(fit)}</span>
    </span>
  )
}
