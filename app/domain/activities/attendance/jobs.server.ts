import { system } from '#app/platform/actor.ts'
import type { Chore } from '#app/platform/chores.server.ts'
import { lean } from '#app/platform/db.server.ts'

/** As long as an organiser may still need to know who that was: a quarter's list. */
const daysKept = 90

/** First names of those who came unannounced are forgotten; that somebody came stays. */
export const walkInsForgotten: Chore = {
  name: 'walk-ins-forgotten',
  work: (now) => lean(system('forgetting'), async (sql) => {
    await sql`UPDATE attendance SET first_name = NULL WHERE person_id IS NULL AND first_name IS NOT NULL AND marked_at < ${new Date(+now - daysKept * 86_400_000)}::timestamptz`
  }),
}
