import { type Language, languages } from '#app/platform/language.ts'
import type { In, Question } from './schema.ts'

/** What to read next: what is begun first, then the first that is not done, in the course's order. None when all are done. */
export function nextModule<M extends { id: string; begun: boolean; done: boolean }>(modules: M[]): M | undefined {
  return modules.find((one) => one.begun && !one.done) ?? modules.find((one) => !one.done)
}

/** Each question's answer as it was ticked (null: none), and whether all are right. A quiz without questions is never passed. */
export function gradeQuiz(questions: Question[], answers: (number | null)[]): { right: boolean[]; passed: boolean } {
  const right = questions.map((one, index) => answers[index] === one.right)
  return { right, passed: right.length > 0 && right.every(Boolean) }
}

/** The answers ticked in a posted form (`q0`, `q1` …), as far as there are such options. */
export function readAnswers(questions: Question[], values: Record<string, string | undefined>): (number | null)[] {
  return questions.map((one, index) => {
    const chosen = values[`q${index}`]
    return chosen !== undefined && /^\d$/.test(chosen) && Number(chosen) < one.options.length ? Number(chosen) : null
  })
}

/** The text in the reader's language or the closest there is, and which language that is. */
export function wordsIn<T>(texts: In<T>, language: Language): { words: T; language: Language } {
  const closest: Record<Language, Language[]> = { nb: ['nb', 'sv', 'en'], sv: ['sv', 'nb', 'en'], en: ['en', 'nb', 'sv'] }
  const found = closest[language].find((one) => texts[one] !== undefined)
  if (!found) throw new Error('a course is written in at least one language')
  return { words: texts[found]!, language: found }
}

export const writtenIn = (texts: In<unknown>): Language[] => languages.filter((one) => texts[one] !== undefined)
