import { z } from 'zod'
import { endReasons } from '../schema.ts'

export const wordsLimit = 2000
export const messageLimit = 1500

/** What a person sends: a few sentences, and the parts of themselves they choose to show. */
export const applicationSchema = z.object({
  words: z.string().trim().min(1, 'words_missing').max(wordsLimit, 'words_long'),
  phone: z.string().trim().max(40, 'phone_wrong').regex(/^$|^\+?[\d\s().-]{5,}$/, 'phone_wrong').default(''),
  email: z.string().optional().transform((ticked) => ticked === 'on'),
})
export type Written = z.output<typeof applicationSchema>

/** What those who answer do next, and what they say with it. */
export const answerSchema = z.discriminatedUnion('step', [
  z.object({ step: z.enum(['talking', 'offered', 'started']), message: z.string().trim().max(messageLimit, 'message_long').default('') }),
  z.object({ step: z.literal('declined'), message: z.string().trim().min(1, 'message_missing').max(messageLimit, 'message_long') }),
  z.object({ step: z.literal('ended'), reason: z.enum(endReasons, 'reason_missing'), message: z.string().trim().max(messageLimit, 'message_long').default('') }),
])
export type Answer = z.output<typeof answerSchema>
