import { z } from 'zod'

/** Why a coordinator ends it; `trial` is what the program says when there were not two yeses. */
export const endReasons = ['landed', 'rematch', 'moved', 'stopped'] as const
export type EndReason = (typeof endReasons)[number]

const words = z.string().trim().max(2000, 'words_long').default('')
export const reflectionSchema = z.object({ good: words, hard: words, takes: words, shared: z.string().optional().transform((ticked) => ticked === 'on') })
export type ReflectionWords = Pick<z.output<typeof reflectionSchema>, 'good' | 'hard' | 'takes'>
