/** How it went with somebody who was expected, or who just came. */
export const outcomes = ['came', 'absent', 'regrets'] as const
export type Outcome = (typeof outcomes)[number]

/** One tap on a device. `outcome` null takes back what was marked before. */
export interface Mark {
  /** Made by the device; the same mark sent twice has the same key. */
  key: string
  /** When it was made, by the device's clock. */
  at: Date
  /** The person's id; for a walk-in an id that the device made. */
  who: string
  outcome: Outcome | null
  /** Of a walk-in: what they are called. */
  firstName?: string
}

const minute = 60_000
const opensBefore = 30 * minute
const closesAfter = 14 * 24 * 60 * minute

export interface Held {
  startsAt: Date
  endsAt: Date
  publishedAt: Date | null
  cancelledAt: Date | null
}
export type Closed = 'not-held' | 'too-early' | 'too-late'

/** Why attendance cannot be taken now; null: it can, from half an hour before it starts until two weeks after its end. */
export function attendanceClosed({ startsAt, endsAt, publishedAt, cancelledAt }: Held, now: Date): Closed | null {
  if (!publishedAt || cancelledAt) return 'not-held'
  if (+now < +startsAt - opensBefore) return 'too-early'
  return +now > +endsAt + closesAfter ? 'too-late' : null
}
export const attendanceOpens = ({ startsAt }: Pick<Held, 'startsAt'>) => new Date(+startsAt - opensBefore)

/**
 * Of two marks about the same person the later one counts, whichever arrives first; made at the same millisecond, the
 * one with the greater key. Everybody who knows the same marks so agrees.
 */
export const isNewer = (one: Pick<Mark, 'at' | 'key'>, other: Pick<Mark, 'at' | 'key'>) =>
  +one.at !== +other.at ? +one.at > +other.at : one.key > other.key

/** The mark that counts for each person, in the order of their ids, so that two who write at once wait and never lock. */
export function lastMarks(marks: readonly Mark[]): Mark[] {
  const last = new Map<string, Mark>()
  for (const mark of marks) {
    const known = last.get(mark.who)
    if (!known || isNewer(mark, known)) last.set(mark.who, mark)
  }
  return [...last.values()].sort((a, b) => (a.who < b.who ? -1 : 1))
}

/** "12 av 14": those who came, of those who said they would and everybody else who came. */
export function tally(list: readonly { outcome: Outcome | null; expected: boolean }[]): { came: number; of: number } {
  const came = list.filter((one) => one.outcome === 'came').length
  return { came, of: came + list.filter((one) => one.expected && one.outcome !== 'came').length }
}
