import { makeComingDates } from '#app/domain/activities/series/making/commands.server.ts'
import { arrangementsForgotten } from '#app/domain/activities/rides/jobs.server.ts'
import { offersRunOut } from '#app/domain/activities/sign-ups/jobs.server.ts'
import type { Chore } from '#app/platform/chores.server.ts'

/** Everything that falls due by the clock, in the order in which it is looked at. */
export const chores: Chore[] = [
  { name: 'series', work: makeComingDates },
  offersRunOut,
  arrangementsForgotten,
]
