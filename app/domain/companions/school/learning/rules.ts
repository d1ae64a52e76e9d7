import type { Question } from '../schema.ts'

/**
 * What to read next: what is begun first, then the first that is not done, in the course's order. What waits for somebody
 * else's sign-off is nothing to do; none when nothing is.
 */
export function nextModule<M extends { begun: boolean; done: boolean; waits: boolean }>(modules: M[]): M | undefined {
  const todo = modules.filter((one) => !one.done && !one.waits)
  return todo.find((one) => one.begun) ?? todo[0]
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
