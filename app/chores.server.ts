import { appointmentReminders } from '#app/domain/appointments/jobs.server.ts'
import { walkInsForgotten } from '#app/domain/activities/attendance/jobs.server.ts'
import { askHowThingsWere } from '#app/domain/activities/feedback/jobs.server.ts'
import { makeComingDates } from '#app/domain/activities/series/making/commands.server.ts'
import { arrangementsForgotten } from '#app/domain/activities/rides/jobs.server.ts'
import { offersRunOut } from '#app/domain/activities/sign-ups/jobs.server.ts'
import { volunteeringChore } from '#app/domain/companions/volunteering/jobs.server.ts'
import { walkingChore } from '#app/domain/companions/walking/jobs.server.ts'
import { groupNews } from '#app/domain/groups/jobs.server.ts'
import { openingsChore } from '#app/domain/openings/applying/jobs.server.ts'
import { sendDigests } from '#app/domain/notifications/digest/commands.server.ts'
import { sendReminders } from '#app/domain/notifications/reminders/commands.server.ts'
import type { Chore } from '#app/platform/chores.server.ts'

/** Everything that falls due by the clock, in the order in which it is looked at. */
export const chores: Chore[] = [
  { name: 'series', work: makeComingDates },
  offersRunOut,
  arrangementsForgotten,
  walkInsForgotten,
  groupNews,
  askHowThingsWere,
  openingsChore,
  volunteeringChore,
  walkingChore,
  { name: 'reminders', work: async (now) => void (await sendReminders(now)) },
  appointmentReminders,
  { name: 'digests', work: async (now) => void (await sendDigests(now)) },
]
