import type { Question } from '../schema.ts'

/** What to read next: what is begun first, then the first that is not done, in the course's order. None when all are done. */
export function nextModule<M extends { begun: boolean; done: boolean }>(modules: M[]): M | undefined {
  return modules.find((one) => one.begun && !one.done) ?? modules.find((one) => !one.done)
}

/** Which answers are right (null: not ticked), and whether all are. A quiz without questions is never passed. */
export function gradeQuiz(questions: Question[], answers: (number | null)[]): { right: boolean[]; passed: boolean } {
  const right = questions.map((one, index) => answers[index] === one.right)
  return { right, passed: right.length > 0 && right.every(Boolean) }
}

/** The answers ticked in a posted form (`q0`, `q1` …), as far as there are such options. */
export function readAnswers(questions: Question[], values: Record<string, unknown>): (number | null)[] {
  return questions.map((one, index) => {
    const chosen = values[`q${index}`]
    return typeof chosen === 'string' && /^\d$/.test(chosen) && Number(chosen) < one.options.length ? Number(chosen) : null
  })
}
