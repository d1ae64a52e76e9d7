/** The three taps, best first. */
export const questions = {
  how: ['good', 'so-so', 'not-good'],
  welcome: ['yes', 'a-little', 'no'],
  again: ['yes', 'maybe', 'no'],
} as const
export type Question = keyof typeof questions
export const questionNames = Object.keys(questions) as Question[]
export type Taps = { [Q in Question]: (typeof questions)[Q][number] | null }

export interface Answer extends Taps {
  /** null: anonymous. */
  name: string | null
  words: string | null
}

/** Days a link can be answered. */
export const linkDays = 30
export const tooOld = (askedAt: Date, now: Date) => +now > +askedAt + linkDays * 86_400_000

/** Fewer anonymous answers than this are not counted out to those who lead: with one or two, one could guess whose they are. */
export const fewestAnonymous = 3

export interface Summary {
  /** Answers that `counts` are of. */
  counted: number
  counts: { [Q in Question]: Record<string, number> }
  /** Anonymous answers whose taps are not shown yet. */
  kept: number
  signed: Answer[]
  /** What was written without a name, apart from the taps. */
  words: string[]
}

/**
 * What those who lead see. Signed answers stand with their names. Of anonymous ones the taps are only ever counted, together
 * with the signed, and not before there are three of them; what was written stands by itself, since it was written to be read.
 */
export function summarise(answers: readonly Answer[]): Summary {
  const anonymous = answers.filter(({ name }) => name === null)
  const signed = answers.filter(({ name }) => name !== null)
  const kept = anonymous.length < fewestAnonymous ? anonymous.length : 0
  const counted = kept > 0 ? signed : answers
  const countsOf = (question: Question) => Object.fromEntries(questions[question].map((tap) => [tap, counted.filter((answer) => answer[question] === tap).length]))
  return {
    counted: counted.length,
    counts: { how: countsOf('how'), welcome: countsOf('welcome'), again: countsOf('again') },
    kept, signed, words: anonymous.flatMap(({ words }) => words ?? []),
  }
}
