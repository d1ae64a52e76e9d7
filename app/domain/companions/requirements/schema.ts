import { z } from 'zod'
import { languages } from '#app/platform/language.ts'
import { kinds } from '../schema.ts'

export const itemNames = ['declaration', 'references', 'training', 'age', 'sober', 'certificate'] as const
export type ItemName = (typeof itemNames)[number]

const ticked = z.string().optional().transform((value) => value === 'on')
const number = (most: number, message: string) =>
  z.string().trim().transform((text, context) => {
    const value = /^\d{1,3}$/.test(text) ? Number(text) : NaN
    if (value >= 0 && value <= most) return value
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

/** What is asked of one kind, as posted. A certificate is asked for only with a reason. */
export const kindRulesForm = z.object({
  kind: z.enum(kinds),
  welcome: ticked,
  paid: ticked,
  declaration: ticked,
  referenceCount: number(3, 'references_unreadable'),
  minimumAge: number(99, 'age_unreadable'),
  certificate: ticked,
  certificateReason: z.string().trim().max(500, 'reason_long').default(''),
  soberMonths: z.string().trim().default('0').pipe(number(120, 'sober_unreadable')),
}).superRefine(({ certificate, certificateReason }, context) => {
  if (certificate && !certificateReason) context.addIssue({ code: 'custom', path: ['certificateReason'], message: 'reason_missing' })
})
export type KindRulesForm = z.output<typeof kindRulesForm>

export const declarationLimit = 6000
const text = z.string().trim().min(1, 'text_missing').max(declarationLimit, 'text_long')
export const declarationForm = z.object({ nb: text, sv: text, en: text, asksAgain: ticked })

export const signForm = z.object({
  declaration: z.uuid(),
  language: z.enum(languages),
  name: z.string().transform((name) => name.replace(/\s+/g, ' ')).pipe(z.string().trim().min(1, 'name_missing').max(80, 'name_long')),
  read: z.literal('on', 'read_missing'),
})

export const referenceForm = z.object({
  name: z.string().trim().min(1, 'name_missing').max(80, 'name_long'),
  contact: z.string().trim().min(1, 'contact_missing').max(160, 'contact_long'),
  how: z.string().trim().max(160, 'how_long').default(''),
})
export type ReferenceTold = z.output<typeof referenceForm>
