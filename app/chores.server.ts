import { groupNews } from '#app/domain/groups/jobs.server.ts'
import type { Chore } from '#app/platform/chores.server.ts'

/** Everything that falls due by the clock, in the order in which it is looked at. */
export const chores: Chore[] = [groupNews]
