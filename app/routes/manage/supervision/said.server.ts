import { say } from '#app/domain/activities/planning/messages.ts'
import type { Problem } from '#app/domain/activities/planning/when.ts'
import { supervisionTexts } from '#app/domain/companions/supervision/messages.ts'
import type { Language } from '#app/platform/language.ts'

/** What is wrong in a form about supervision, each at its field, in the reader's language. */
export function saidErrors(errors: Record<string, string | Problem>, language: Language): Record<string, string> {
  const texts = supervisionTexts(language) as unknown as Record<string, string>
  return Object.fromEntries(Object.entries(errors).map(([field, key]) => [field, typeof key !== 'string' ? say(key, language) : field === 'form' ? texts.form_missing! : (texts[key] ?? say(['invalid'], language))]))
}

export const idsTicked = (values: Record<string, string>, prefix: string) => Object.keys(values).filter((name) => name.startsWith(prefix) && values[name] === 'on').map((name) => name.slice(prefix.length))
