import { z } from 'zod'

export const kinds = ['job', 'work-training', 'housing', 'course'] as const
export type Kind = (typeof kinds)[number]
export const isKind = (value: unknown): value is Kind => kinds.includes(value as Kind)

export const visibilities = ['public', 'members', 'unlisted'] as const
export type Visibility = (typeof visibilities)[number]

/** What is written about an opening in one language; the lengths are the database's. */
export const textsSchema = z.object({
  title: z.string().trim().min(1, 'title_missing').max(120, 'title_long'),
  description: z.string().trim().max(8000, 'text_long_8000'),
  tasks: z.string().trim().max(2000, 'text_long_2000'),
  learns: z.string().trim().max(2000, 'text_long_2000'),
  adjustments: z.string().trim().max(2000, 'text_long_2000'),
  pay: z.string().trim().max(500, 'text_long_500'),
  hours: z.string().trim().max(200, 'text_long_200'),
})
export type Texts = z.output<typeof textsSchema>
export const textFields = ['title', 'description', 'tasks', 'learns', 'adjustments', 'pay', 'hours'] as const satisfies (keyof Texts)[]

export const states = ['sent', 'talking', 'offered', 'accepted', 'started', 'ended', 'declined', 'turned-down', 'withdrawn', 'unanswered'] as const
/** Where an application stands; each change is also a step with who and when. */
export type State = (typeof states)[number]

export const endReasons = ['finished', 'moved-on', 'paused', 'stopped'] as const
/** Why something that had begun ended: between the person and those who answer, shown to nobody else. */
export type EndReason = (typeof endReasons)[number]
