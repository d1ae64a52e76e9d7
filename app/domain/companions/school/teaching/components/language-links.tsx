import { type Language, languages } from '#app/platform/language.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Tabs } from '#app/ui/table.tsx'
import { teachingTexts } from '../messages.ts'

/** Which language is written: one at a time, so that the form stays as long as a thumb can bear. */
export function LanguageLinks({ to, current }: { to: string; current: Language }) {
  const texts = teachingTexts(useLanguage())
  return <Tabs label={texts.language} tabs={languages.map((one) => ({ to: `${to}?in=${one}`, text: texts[`in_${one}`], current: one === current }))} />
}
