import { system } from '#app/platform/actor.ts'
import type { Chore } from '#app/platform/chores.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { lapseOffers } from './line/commands.server.ts'

/**
 * Offered places that nobody answered go on to the next in line. Each activity takes its turn, so several may ask at once; one
 * that cannot be handled is reported and does not stop the others.
 */
export const offersRunOut: Chore = {
  name: 'offers-run-out',
  async work(now, failed = (error) => { throw error }) {
    const due = await lean(system('offers'), (sql) => sql<{ id: string }>`
      SELECT DISTINCT a.id FROM sign_ups s JOIN activities a ON a.id = s.activity_id
      WHERE s.offered_until IS NOT NULL AND a.cancelled_at IS NULL AND a.starts_at > ${now}::timestamptz
        AND offer_ends(s.offered_until, a.starts_at) <= ${now}::timestamptz`)
    for (const { id } of due) await lean(system('offers'), (sql) => lapseOffers(sql, id, now)).catch(failed)
  },
}
