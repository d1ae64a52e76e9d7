import { type Language, languages } from '#app/platform/language.ts'
import type { In } from './schema.ts'

const closest: Record<Language, Language[]> = { nb: ['nb', 'sv', 'en'], sv: ['sv', 'nb', 'en'], en: ['en', 'nb', 'sv'] }

/** The text in the reader's language or the closest there is, and which language that is. */
export function wordsIn<T>(texts: In<T>, language: Language): { words: T; language: Language } {
  const found = closest[language].find((one) => texts[one] !== undefined)
  if (!found) throw new Error('a course is written in at least one language')
  return { words: texts[found]!, language: found }
}

export const writtenIn = (texts: In<unknown>): Language[] => languages.filter((one) => texts[one] !== undefined)
