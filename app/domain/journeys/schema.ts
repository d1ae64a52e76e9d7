import { z } from 'zod'
import { isCalendarDay } from '#app/platform/time.ts'

/** The parts of the mapping conversation (seed 001), in the order in which they are offered. */
export const parts = ['interests', 'strengths', 'network', 'needs', 'challenges', 'dreams'] as const
export type Part = (typeof parts)[number]
export const isPart = (value: unknown): value is Part => parts.includes(value as Part)
export const partForm = z.object({ words: z.string().trim().max(8000, 'words_long').default(''), go: z.enum(['next', 'stay']).default('stay'), seen: z.union([z.literal('').transform(() => null), z.coerce.date()]).catch(null).default(null) })

/** Goal attainment scaling (Kiresuk & Sherman 1968): five levels, 0 is what one hopes for. */
export const levels = [-2, -1, 0, 1, 2] as const
export type Level = (typeof levels)[number]

const words = (most: number) => z.string().trim().max(most, 'words_long').default('')
/** A goal's own words; of the levels none is needed. */
export const goalWords = z.object({
  title: z.string().trim().min(1, 'title_missing').max(200, 'title_long'),
  why: words(2000),
  minus2: words(300), minus1: words(300), zero: words(300), plus1: words(300), plus2: words(300),
})
export type GoalWords = z.output<typeof goalWords>
export const goalForm = goalWords.extend({ main: z.string().optional().transform((ticked) => ticked === 'on') })
export const levelField = { '-2': 'minus2', '-1': 'minus1', '0': 'zero', '1': 'plus1', '2': 'plus2' } as const satisfies Record<string, keyof GoalWords>

export const levelForm = z.object({ level: z.enum(['-2', '-1', '0', '1', '2'], 'level_missing').transform((text) => Number(text) as Level) })

const day = z.string().trim()
  .refine((value) => isCalendarDay(value) && value >= '1900-01-01' && value < '2101-01-01', 'day_unreadable')
export const stepForm = z.object({ step: z.string().trim().min(1, 'step_missing').max(500, 'step_long'), dueOn: z.union([z.literal('').transform(() => null), day]).default(null) })

/** What one can put on one's own way. A relapse is a bend, a rest is a pause: neither ends it. */
export const momentKinds = ['contact', 'treatment', 'home', 'work', 'course', 'people', 'helped', 'good', 'bend', 'pause', 'other'] as const
export type MomentKind = (typeof momentKinds)[number]
export const momentForm = z.object({ kind: z.enum(momentKinds, 'kind_missing'), onDay: day, words: words(1000) })

export interface Step { id: string; words: string; dueOn: string | null; doneAt: Date | null }
export interface Goal {
  id: string
  main: boolean
  words: GoalWords
  createdAt: Date
  setAsideAt: Date | null
  /** Each time the person said how it goes, the last one last. */
  levels: { level: Level; at: Date }[]
  steps: Step[]
}
export interface Moment { id: string; onDay: string; kind: MomentKind; words: string }
