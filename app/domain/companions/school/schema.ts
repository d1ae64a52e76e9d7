import { z } from 'zod'
import type { Language } from '#app/platform/language.ts'

export interface CourseWords { title: string; about: string }
/** What a module says in one language. Everything but the title and the text may be empty. */
export interface ModuleWords {
  title: string
  /** Markdown, as elsewhere. */
  body: string
  /** A film or a picture somewhere else: shown as a link, never loaded from here. */
  link: string
  linkText: string
  exercise: string
  /** A question to think about; the answer is the learner's own. */
  reflection: string
  /** What to do with others, and have signed off. */
  practice: string
}
export interface Question { question: string; options: string[]; right: number; why: string }
export type In<T> = Partial<Record<Language, T>>

export const mostQuestions = 4
export const mostOptions = 4
export const reflectionLimit = 4000

/** What a learner sends with any of the module's buttons: everything on the page, so that nothing typed is lost. */
export const learningSchema = z.looseObject({
  intent: z.enum(['read', 'quiz', 'reflect', 'practice']),
  reflection: z.string().trim().max(reflectionLimit, 'reflection_long').default(''),
  shared: z.string().optional().transform((ticked) => ticked === 'on'),
})
