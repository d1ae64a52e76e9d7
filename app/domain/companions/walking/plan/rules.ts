import { addDays, daysBetween } from '../../pairings/rules.ts'
import { type MilestoneKind, milestoneKinds } from '../schema.ts'

export interface KeptMilestone { id: string; kind: MilestoneKind | 'own'; name: string; dueOn: string | null; doneOn: string | null }
export interface Milestone {
  /** The row's, or the kind's name while nobody has touched it. */
  id: string
  kind: MilestoneKind | 'own'
  name: string
  dueOn: string | null
  doneOn: string | null
}

/** The day each usual milestone is suggested for. A move has a day only where somebody leaves treatment or prison. */
export function suggested({ startsOn, expectedEnd, releasedOn }: { startsOn: string; expectedEnd: string; releasedOn: string | null }): Record<MilestoneKind, string | null> {
  const length = daysBetween(startsOn, expectedEnd)
  const within = (day: string) => (day > expectedEnd ? expectedEnd : day)
  return {
    'first-meeting': within(addDays(startsOn, 7)),
    'first-activity': within(addDays(startsOn, 30)),
    move: releasedOn && releasedOn >= startsOn ? releasedOn : null,
    halfway: addDays(startsOn, Math.floor(length / 2)),
    landing: expectedEnd,
  }
}

/** All milestones by day: the suggested ones as the two have changed them, and their own. */
export function planOf(kept: KeptMilestone[], time: Parameters<typeof suggested>[0]): Milestone[] {
  const days = suggested(time)
  const usual = milestoneKinds.map((kind): Milestone => {
    const row = kept.find((one) => one.kind === kind)
    return { id: kind, kind, name: '', dueOn: row?.dueOn ?? days[kind], doneOn: row?.doneOn ?? null }
  })
  const own = kept.filter(({ kind }) => kind === 'own')
  // What has no day stands last, what is reached on the same day keeps its order.
  return [...usual, ...own].sort((a, b) => (a.doneOn ?? a.dueOn ?? '9999').localeCompare(b.doneOn ?? b.dueOn ?? '9999'))
}
