import type { Language } from '#app/platform/language.ts'
import { findingTexts } from '../messages.ts'
import { filterAddress, type Filters, nearDays } from '../schema.ts'

/** The days people ask for most, one tap away: the rest of the search stays as it is. */
export function DayChoices({ filters, language, now }: { filters: Filters; language: Language; now: Date }) {
  const texts = findingTexts(language)
  const days = nearDays(now)
  return (
    <nav aria-label={texts.when} className="not-printed">
      <ul className="flex flex-wrap gap-2">
        {(['today', 'tomorrow', 'weekend'] as const).map((name) => {
          const chosen = filters.from === days[name].from && filters.to === days[name].to
          return (
            <li key={name}>
              <a href={filterAddress('/activities', filters, chosen ? { from: null, to: null, page: null } : { ...days[name], page: null })} aria-current={chosen || undefined}
                className="cut-small settle inline-flex min-h-11 items-center border-2 border-edge bg-sheet px-4 font-bold hover:border-ink hover:bg-bark aria-current:border-ink aria-current:bg-berry-wash">
                {texts[name]}
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
