import { useLanguage } from '#app/ui/language.tsx'
import type { MyPairing } from '../../pairings/queries.server.ts'
import { walkingTexts } from '../messages.ts'
import { sayDay } from '../saying.ts'

/** Whom one walks with, on one's own page. */
export function PairNotes({ pairings }: { pairings: Pick<MyPairing, 'id' | 'state' | 'other' | 'expectedEnd' | 'endedBecause' | 'organisation'>[] }) {
  const language = useLanguage()
  const texts = walkingTexts(language)
  // A trial that went no further is not held before anybody.
  const shown = pairings.filter(({ endedBecause }) => endedBecause !== 'trial')
  if (shown.length === 0) return null
  return (
    <section aria-labelledby="pairs" className="flex flex-col gap-4">
      <h2 id="pairs" className="text-2xl">{texts.mine}</h2>
      {shown.map((one) => (
        <article key={one.id} className="cut marked flex flex-col gap-1 border border-line bg-sheet p-4 shadow-note">
          <h3 className="text-xl"><a href={`/me/pairings/${one.id}`} className="link inline-flex min-h-11 items-center">{texts.mineWith(one.other)}</a></h3>
          <p>{one.state === 'ended' ? texts.mineOver : one.state === 'trial' ? texts.mineTrial : texts.mineActive(sayDay(one.expectedEnd, language))}</p>
          <p className="text-soft">{one.organisation.name}</p>
        </article>
      ))}
    </section>
  )
}
