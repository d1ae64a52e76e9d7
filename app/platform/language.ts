export const languages = ['nb', 'sv', 'en'] as const
export type Language = (typeof languages)[number]
export const isLanguage = (value: unknown): value is Language => languages.includes(value as Language)

/** A message either stands as it is or is made from typed values. */
export type Message = string | ((...values: any[]) => string)

/**
 * Binds a noun's messages to its three languages; `nb` decides the keys and the values each takes, so a missing or
 * misspelt translation does not compile.
 */
export function messages<T extends Record<string, Message>>(texts: { nb: T; sv: { [K in keyof T]: T[K] extends string ? string : T[K] }; en: { [K in keyof T]: T[K] extends string ? string : T[K] } }) {
  return (language: Language): T => texts[language] as T
}

/** The text in the reader's language, else in the closest one there is: Norwegian and Swedish read each other. */
export function inLanguage<T>(texts: Partial<Record<Language, T>>, language: Language): T | undefined {
  const order: Record<Language, Language[]> = { nb: ['nb', 'sv', 'en'], sv: ['sv', 'nb', 'en'], en: ['en', 'nb', 'sv'] }
  for (const candidate of order[language]) if (texts[candidate] !== undefined) return texts[candidate]
  return undefined
}
