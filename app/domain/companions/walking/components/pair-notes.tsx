import { useLanguage } from '#app/ui/language.tsx'
import type { MyPairing } from '../../pairings/queries.server.ts'
import { walkingTexts } from '../messages.ts'
import { sayDay } from '../saying.ts'

/** Whom one walks with, on one's own page. */
export function PairNotes({ pairings }: { pairings: Pick<MyPairing, 'id' | 'state' | 'other' | 'expectedEnd' | 'organisation'>[] }) {
  const language = useLanguage()
  const texts = walkingTexts(language)
  const going = pairings.filter(({ state }) => state !== 'ended')
  if (going.length === 0) return null
  return (
    <section aria-labelledby="pairs" className="flex flex-col gap-4">
      <h2 id="pairs" className="text-2xl">{texts.mine}</h2>
      {going.map((one) => (
        <article key={one.id} className="cut marked flex flex-col gap-1 border border-line bg-sheet p-4 shadow-note">
          <h3 className="text-xl"><a href={`/me/pairings/${one.id}`} className="link inline-flex min-h-11 items-center">{texts.mineWith(one.other)}</a></h3>
          <p>{one.state === 'trial' ? texts.mineTrial : texts.mineActive(sayDay(one.expectedEnd, language))}</p>
          <p className="text-soft">{one.organisation.name}</p>
        </article>
      ))}
    </section>
  )
}
