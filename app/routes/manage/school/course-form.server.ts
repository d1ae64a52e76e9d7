import { teachingTexts } from '#app/domain/companions/school/teaching/messages.ts'
import { isLanguage, type Language } from '#app/platform/language.ts'

/** What is wrong in a form of the school, each in the reader's language. */
export function saidErrors(errors: Record<string, string>, language: Language): Record<string, string> {
  const texts = teachingTexts(language) as unknown as Record<string, string>
  return Object.fromEntries(Object.entries(errors).map(([field, key]) => [field, texts[key] ?? texts.too_long!]))
}

/** Which language is being written: the one asked for, else the one the course was begun in. */
export function languageWritten(request: Request, own: Language): Language {
  const asked = new URL(request.url).searchParams.get('in')
  return isLanguage(asked) ? asked : own
}

export const idsTicked = (values: Record<string, string>, prefix: string) => Object.keys(values).filter((name) => name.startsWith(prefix) && values[name] === 'on').map((name) => name.slice(prefix.length))
