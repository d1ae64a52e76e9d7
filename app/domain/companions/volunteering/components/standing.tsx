import { Tag } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { PathSteps } from '#app/ui/path.tsx'
import { companionWords } from '../../messages.ts'
import type { VolunteerState } from '../../schema.ts'
import { volunteeringTexts } from '../messages.ts'
import { way } from '../rules.ts'

/** Where somebody is on the way; a pause shows where it was begun, and beside it that it is one. */
export function WayPath({ state, resumes, own }: { state: VolunteerState; resumes: VolunteerState | null; own?: boolean }) {
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const words = companionWords(language)
  const name = (step: (typeof way)[number]) => (own && (step === 'applied' || step === 'preparing') ? texts[`path_${step}`] : words[`volunteer_${step}`])
  const at = state === 'paused' ? resumes : state
  if (state === 'left') return <p><Tag>{words.volunteer_left}</Tag></p>
  return (
    <div className="flex flex-col gap-2">
      <PathSteps label={`${texts.path}: ${words[`volunteer_${state}`]}`} steps={way.map(name)} current={way.indexOf(at as (typeof way)[number])} />
      {state === 'paused' && <p><Tag tone="berry">{words.volunteer_paused}</Tag></p>}
    </div>
  )
}
