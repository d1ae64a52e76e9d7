import { useLanguage } from '#app/ui/language.tsx'
import { PathSteps } from '#app/ui/path.tsx'
import { Tag } from '#app/ui/card.tsx'
import { isAlive, way } from '../../rules.ts'
import type { State } from '../../schema.ts'
import { applyingTexts } from '../messages.ts'

/** Where an application stands: on the way as long as it goes on, else in a word. */
export function StandingPath({ state, looked }: { state: State; looked: boolean }) {
  const texts = applyingTexts(useLanguage())
  if (!isAlive(state)) return <p><Tag>{texts.state(state, looked)}</Tag></p>
  return <PathSteps label={`${texts.pathLabel}: ${texts.state(state, looked)}`} steps={way.map((step) => texts[`step_${step}`])} current={way.indexOf(state as (typeof way)[number])} />
}
