import { useLanguage } from '#app/ui/language.tsx'
import { PathSteps } from '#app/ui/path.tsx'
import { walkingTexts } from '../messages.ts'

/** Where the two are: getting to know each other, on the way, there. */
export function PairPath({ state }: { state: 'trial' | 'active' | 'ended' }) {
  const texts = walkingTexts(useLanguage())
  return <PathSteps label={texts.path} steps={[texts.stepTrial, texts.stepActive, texts.stepEnd]} current={{ trial: 0, active: 1, ended: 2 }[state]} />
}
