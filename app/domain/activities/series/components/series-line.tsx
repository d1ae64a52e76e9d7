import { useLanguage } from '#app/ui/language.tsx'
import { sayRule, seriesTexts } from '../messages.ts'
import type { SeriesNote } from '../queries.server.ts'

/** On the page of one date: that it is one of several, and the way to the others. */
export function SeriesLine({ series }: { series: SeriesNote }) {
  const language = useLanguage()
  const texts = seriesTexts(language)
  return (
    <p className="flex flex-wrap items-center gap-x-3">
      <span>{texts.pageIntro(sayRule(series.rule.rule, language))}</span>
      <a href={`/series/${series.slug}`} className="link not-printed inline-flex min-h-11 items-center">{texts.otherDates}</a>
    </p>
  )
}
