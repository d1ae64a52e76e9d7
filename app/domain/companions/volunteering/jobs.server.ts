import { system } from '#app/platform/actor.ts'
import type { Chore } from '#app/platform/chores.server.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { waitingSince } from './queries.server.ts'
import { asksAboutPause, awake, patience, reminderDue } from './rules.ts'
import { tellCoordinators, tellVolunteer } from './telling/commands.server.ts'

/** What falls due by the clock for those who give time. One process at a time; each part bears being asked again. */
export const volunteeringChore: Chore = {
  name: 'volunteering',
  async work(now) {
    for (const part of [remind, forget]) {
      await lean(system('companions'), async (sql) => {
        const [turn] = await sql<{ mine: boolean }>`SELECT pg_try_advisory_xact_lock(hashtextextended('volunteering chore', 0)) AS mine`
        if (turn?.mine) await part(sql, now)
      })
    }
  },
}

const dayMs = 86_400_000

/**
 * Whoever holds things up hears of it, kindly: coordinators in one mail for all who wait, a volunteer of what waits for
 * them, and in the end whether they would like a pause. A conversation to come is nobody's delay.
 */
async function remind(sql: Sql, now: Date) {
  const shortest = Math.min(...patience.coordinator, ...patience.volunteer)
  const waiting = await waitingSince(sql, new Date(+now - shortest * dayMs), { now, language: 'nb' })
  const due = waiting.flatMap((story) => {
    const count = awake(now, story.organisation.zone) ? reminderDue(story, now) : null
    return count === null ? [] : [{ story, count }]
  })
  for (const { story, count } of due) await sql`UPDATE volunteers SET reminded = ${count}::int WHERE id = ${story.id}::uuid`
  for (const { story, count } of due.filter((one) => one.story.waits.who === 'volunteer')) {
    await tellVolunteer(sql, story.id, { news: asksAboutPause(count) ? 'pause' : story.waits.what === 'book' ? 'nudge-book' : 'nudge-items' })
  }
  const ours = due.filter((one) => one.story.waits.who === 'coordinator')
  for (const [organisationId, ones] of Map.groupBy(ours, (one) => one.story.organisation.id)) {
    await tellCoordinators(sql, { organisationId, news: 'reminder', count: ones.length })
  }
}

/** As much as one round takes on; the next one comes in half a minute. */
const atOnce = 200

/** Half a year after somebody left, what they told, what was said to them and the conversations they had are erased. So are drafts whose time is over. */
async function forget(sql: Sql, now: Date) {
  const old = await sql<{ id: string }>`
    SELECT id FROM volunteers WHERE state = 'left' AND sealed IS NOT NULL AND changed_at <= ${now}::timestamptz - make_interval(months => ${patience.keptMonths}::int)
    ORDER BY changed_at LIMIT ${atOnce}::int FOR UPDATE SKIP LOCKED`
  for (const { id } of old) {
    await sql`UPDATE volunteer_steps SET sealed = NULL WHERE volunteer_id = ${id}::uuid AND sealed IS NOT NULL`
    await sql`DELETE FROM conversation_times WHERE volunteer_id = ${id}::uuid`
    await sql`DELETE FROM appointments a USING volunteers v WHERE v.id = ${id}::uuid AND a.kind = 'conversation' AND a.organisation_id = v.organisation_id AND a.created_by = v.person_id`
    await sql`UPDATE volunteers SET sealed = NULL WHERE id = ${id}::uuid`
  }
  await sql`DELETE FROM volunteer_drafts WHERE expires_at <= ${now}::timestamptz`
  // Times nobody took are of no use once they have passed.
  await sql`DELETE FROM conversation_times WHERE volunteer_id IS NULL AND starts_at <= ${new Date(+now - dayMs)}::timestamptz`
}
