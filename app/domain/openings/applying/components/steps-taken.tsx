import { sayDate, sayTime } from '#app/platform/time.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { applyingTexts } from '../messages.ts'
import type { StepTaken } from '../queries.server.ts'

/** Who did what and when, with what was said; the newest first. */
export function StepsTaken({ steps, zone, now, reader }: { steps: StepTaken[]; zone: string; now: Date; reader: 'applicant' | 'answerer' }) {
  const language = useLanguage()
  const texts = applyingTexts(language)
  return (
    <section aria-labelledby="steps" className="flex max-w-text flex-col gap-3">
      <h2 id="steps" className="text-2xl">{texts.whatHappened}</h2>
      <ul className="flex flex-col gap-4">
        {steps.toReversed().map((step, index) => (
          <li key={index} className="flex flex-col gap-1 border-l-4 border-line pl-4">
            <p><strong>{texts.did(step.state, step.name ?? texts.someone, reader === 'applicant' && step.own)}</strong> <span className="text-soft">{sayDate(step.at, zone, language, now)} {sayTime(step.at, zone, language)}</span></p>
            {step.message && <p className="whitespace-pre-line">{step.message}</p>}
            {step.reason && <p className="text-soft">{texts[`reason_${step.reason}`]}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
