import type { Language } from '#app/platform/language.ts'
import { Icon } from '#app/ui/icon.tsx'
import { findingTexts } from '../messages.ts'

/** A calendar's address, to press where the device knows what to do with it and to copy where not. */
export function Subscribe({ address, language }: { address: string; language: Language }) {
  const texts = findingTexts(language)
  return (
    <details className="not-printed max-w-text">
      <summary className="inline-flex min-h-11 items-center gap-2 font-bold underline decoration-berry-deep decoration-2 underline-offset-4"><Icon name="calendar" className="size-5" />{texts.subscribe}</summary>
      <p className="mt-1">{texts.subscribeText}</p>
      <p className="mt-1"><a href={address.replace(/^https?:/, 'webcal:')} className="link break-all">{address}</a></p>
    </details>
  )
}
