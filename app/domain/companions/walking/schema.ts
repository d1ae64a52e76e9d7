import { z } from 'zod'

export const logKinds = ['met', 'talked', 'tried'] as const
export type LogKind = (typeof logKinds)[number]
/** Who reads a line that one of the two wrote; each includes those before it. */
export const readers = ['me', 'two', 'coordinator'] as const
export type LineReader = (typeof readers)[number]
export const milestoneKinds = ['first-meeting', 'first-activity', 'move', 'halfway', 'landing'] as const
export type MilestoneKind = (typeof milestoneKinds)[number]
export const wishKinds = ['talk', 'rematch', 'end'] as const
export type WishKind = (typeof wishKinds)[number]

export const lineLimit = 500
export const wordsLimit = 1500

const day = (message: string) => z.iso.date(message)
export const logSchema = z.object({
  kind: z.enum(logKinds, 'kind_missing'),
  day: day('day_wrong'),
  /** Nothing came of it: then there is nothing to say about how it went. */
  rating: z.union([z.literal(''), z.coerce.number('rating_wrong').int().min(1).max(5)]).default('').transform((value) => value || null),
  line: z.string().trim().max(lineLimit, 'line_long').default(''),
  shownTo: z.enum(readers).default('two'),
})
export type LogEntry = z.output<typeof logSchema>

export const meetSchema = z.object({
  day: day('day_wrong'),
  time: z.string().trim().regex(/^([01]?\d|2[0-3])[.:]?[0-5]\d$/, 'time_wrong').transform((typed) => typed.replace(/\D/g, '').padStart(4, '0')),
  minutes: z.coerce.number().pipe(z.union([30, 60, 90, 120, 180].map((minutes) => z.literal(minutes)))).catch(60),
  place: z.string().trim().max(200, 'place_long').default(''),
})

export const milestoneSchema = z.object({ name: z.string().trim().min(1, 'name_missing').max(120, 'name_long'), day: day('day_wrong') })
export const wishSchema = z.object({ kind: z.enum(wishKinds, 'wish_missing'), words: z.string().trim().max(wordsLimit, 'words_long').default('') })
