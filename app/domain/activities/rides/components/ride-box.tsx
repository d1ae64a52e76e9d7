import type { Language } from '#app/platform/language.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { rideTexts } from '../messages.ts'

interface Props {
  slug: string
  language: Language
  rides: { free: number; asked: number; driver: string | null }
}

/** On an activity's page, for those who come: what there is in the way of rides, in a line. */
export function RideBox({ slug, language, rides }: Props) {
  const texts = rideTexts(language)
  const line = rides.driver ? texts.boxHas(rides.driver) : rides.asked > 0 ? texts.boxAsked(rides.asked) : rides.free > 0 ? texts.boxFree(rides.free) : texts.boxText
  return (
    <section className="flex flex-col items-start gap-1">
      <h2 className="text-xl">{texts.boxTitle}</h2>
      <p>{line}</p>
      <LinkButton to={`/activities/${slug}/rides`} kind="plain">{texts.boxLink}</LinkButton>
    </section>
  )
}
