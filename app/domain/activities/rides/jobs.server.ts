import { system } from '#app/platform/actor.ts'
import type { Chore } from '#app/platform/chores.server.ts'
import { lean } from '#app/platform/db.server.ts'

/** What people arranged between them (rides, who came with whom, where to meet) is forgotten the day after. */
export const arrangementsForgotten: Chore = {
  name: 'arrangements-forgotten',
  work: (now) => lean(system('rides'), async (sql) => {
    await sql`DELETE FROM rides r USING activities a WHERE a.id = r.activity_id AND a.ends_at <= ${now}::timestamptz - interval '1 day'`
    await sql`DELETE FROM together t USING activities a WHERE a.id = t.activity_id AND a.ends_at <= ${now}::timestamptz - interval '1 day'`
  }),
}
