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
