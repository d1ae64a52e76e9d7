import type { Language } from '#app/platform/language.ts'
import { sayDate } from '#app/platform/time.ts'

/** A calendar day in words, "fredag 4. desember", with the year when it is not that of `today`. */
export function sayDay(day: string, language: Language, today?: string): string {
  return sayDate(new Date(`${day}T12:00:00Z`), 'UTC', language, today === undefined ? undefined : new Date(`${today}T12:00:00Z`))
}
