import { DateTime } from 'luxon'
import type { Language } from '#app/platform/language.ts'
import { type Quiet, quietAround } from '../reminders/rules.ts'

export type HowOften = 'off' | 'weekly' | 'daily'

/** Thursday at ten: the weekend can still be planned. */
const weekday = 4
const atHour = 10

/** When the next digest comes after an instant, on the person's own clock; never in quiet hours. */
export function nextDigest(howOften: 'weekly' | 'daily', quiet: Quiet, after: Date): Date {
  const here = DateTime.fromJSDate(after, { zone: quiet.zone })
  for (let days = 0; ; days++) {
    const slot = here.startOf('day').plus({ days }).set({ hour: atHour })
    if (howOften === 'weekly' && slot.weekday !== weekday) continue
    const at = quietAround(slot.toJSDate(), quiet)?.ends ?? slot.toJSDate()
    if (at > after) return at
  }
}

/** As many as one reads in a mail. */
export const mostItems = 10

export interface DigestItem {
  slug: string
  title: string
  titleLanguage: Language
  when: string
  where: string
  organisation: string
}
/** What the mail of a digest is made from; public facts only. */
export interface DigestFacts {
  items: DigestItem[]
  /** Where the rest is, when there is more. */
  more: string | null
}
