import { z } from 'zod'
import { questions } from './rules.ts'

const tap = <T extends readonly [string, ...string[]]>(taps: T) => z.enum(taps).nullable().catch(null).default(null)

export const feedbackSchema = z
  .object({
    how: tap(questions.how), welcome: tap(questions.welcome), again: tap(questions.again),
    words: z.string().trim().max(500, 'words_too_long').transform((words) => words || null).default(null),
    anonymous: z.literal('on').optional().transform((ticked) => ticked === 'on'),
  })
  .refine(({ how, welcome, again, words }) => how ?? welcome ?? again ?? words, { path: ['how'], message: 'nothing' })
