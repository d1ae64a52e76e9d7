/**
 * What a calendar file can have wrong, each with the line of the original file. 'Skipped' means that the event (or line)
 * is not read; 'noted' means that it is read, and how.
 */
export const skipped = [
  'not-a-line', 'unclosed', 'stray-end', 'outside', 'no-uid', 'no-start', 'no-title', 'bad-time', 'bad-duration', 'ends-before-start', 'too-long',
  'bad-rule', 'rule-too-often', 'rule-not-understood', 'too-much', 'older-version', 'private', 'answer', 'task', 'free-busy', 'journal',
] as const
export const noted = ['no-end', 'unknown-zone', 'title-shortened', 'series-shortened', 'file-shortened'] as const

export type What = (typeof skipped)[number] | (typeof noted)[number]
export interface ProblemOf<W extends What> {
  line: number
  what: W
  /** What stood there, short enough to recognise. */
  value?: string
  /** The event it belongs to, by its title. */
  title?: string
}
export type Problem = ProblemOf<What>

export const isNote = (problem: Problem) => (noted as readonly string[]).includes(problem.what)

/** Refuses one event; caught where events are read, never outside. */
export class Unreadable extends Error {
  readonly problem: Omit<Problem, 'title'>
  constructor(line: number, what: What, value?: string) {
    super(what)
    this.problem = value === undefined ? { line, what } : { line, what, value }
  }
}
