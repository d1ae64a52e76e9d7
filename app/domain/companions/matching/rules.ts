import type { Proposed, Two } from './schema.ts'
import { isCalendarDay } from '#app/platform/time.ts'

/** What `namedIn` and the screens need of a pool. */
interface People {
  askers: { id: string; name: string }[]
  volunteers: { id: string; name: string; kinds: string[] }[]
}
export type Named = Record<string, { name: string; peer: boolean; proposedFor: string[] }>

/** Who is named on a screen, and whom each of them is proposed for: no one else's name leaves the server. */
export function namedIn({ askers, volunteers }: People, { pairs, proposals, whatIf }: Proposed, also: string[] = []): Named {
  const shown = new Set([...also, ...proposals.flatMap(({ two, others }) => [...(two ? [two.volunteerId] : []), ...others.map(({ volunteerId }) => volunteerId)])])
  if (whatIf && 'moves' in whatIf) for (const { from, to } of whatIf.moves) for (const id of [from, to]) if (id) shown.add(id)
  const names = new Map(askers.map(({ id, name }) => [id, name]))
  const forWhom = new Map<string, string[]>()
  for (const [requestId, volunteerId] of pairs satisfies Two[]) if (shown.has(volunteerId)) forWhom.set(volunteerId, [...(forWhom.get(volunteerId) ?? []), names.get(requestId) ?? ''])
  return Object.fromEntries(volunteers.filter(({ id }) => shown.has(id)).map(({ id, name, kinds }) => [id, { name, peer: kinds.includes('peer'), proposedFor: forWhom.get(id) ?? [] }]))
}

/**
 * Who stands by name in what somebody keeps away from: whoever has a name of three letters or more among its words, whole and in whatever case.
 * Rather one too many than the one who was meant; a coordinator who knows better can still pair the two.
 */
export function namedInWords(words: string, people: { id: string; name: string }[]): string[] {
  const said = wordsIn(words)
  return people.filter(({ name }) => [...wordsIn(name)].some((part) => part.length > 2 && said.has(part))).map(({ id }) => id)
}
const wordsIn = (text: string) => new Set(text.toLowerCase().normalize('NFC').split(/[^\p{L}]+/u).filter(Boolean))

/** What is wrong with the days of a pairing, by field. Days as `2026-11-25`. */
export function pairDayErrors({ startsOn, expectedEnd }: { startsOn: string; expectedEnd: string }, today: string): Record<string, string> {
  const errors: Record<string, string> = {}
  if (!isCalendarDay(startsOn)) errors.startsOn = 'date_wrong'
  else if (startsOn < today) errors.startsOn = 'date_past'
  if (!isCalendarDay(expectedEnd)) errors.expectedEnd = 'date_wrong'
  else if (!errors.startsOn && (expectedEnd <= startsOn || Date.parse(expectedEnd) - Date.parse(startsOn) > 2 * 365 * 86_400_000)) errors.expectedEnd = 'date_order'
  return errors
}
