import { z } from 'zod'
import { personName } from '#app/domain/identity/schema.ts'
import { languages } from '#app/platform/language.ts'

/** What a person decides about themselves. A box that is not ticked is not sent. */
export const ownSettings = z.object({
  name: personName,
  language: z.enum(languages),
  openTitles: z.literal('on').optional().transform((value) => value === 'on'),
})
export type OwnSettings = z.output<typeof ownSettings>
