import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { tell } from '#app/domain/history/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import type { Chore } from '#app/platform/chores.server.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { answerOverdue, dueToClose, patience, reminderDue } from '../rules.ts'
import type { State } from '../schema.ts'
import { closeByItself, tellAnswerers, tellApplicant } from './telling/commands.server.ts'

/** What falls due for openings by the clock. One process at a time; each part bears being asked again. */
export const openingsChore: Chore = {
  name: 'openings',
  async work(now) {
    for (const part of [closeDue, answerForgotten, remind, forget]) {
      await lean(system('openings'), async (sql) => {
        const [turn] = await sql<{ mine: boolean }>`SELECT pg_try_advisory_xact_lock(hashtextextended('openings chore', 0)) AS mine`
        if (turn?.mine) await part(sql, now)
      })
    }
  },
}

/** As much as one round takes on; the next one comes in half a minute. */
const atOnce = 200

/** Openings whose last day has passed or whose places are taken close. */
async function closeDue(sql: Sql, now: Date) {
  const due = await sql<{ id: string; applyUntil: Date | null; places: number; taken: number }>`
    SELECT id, apply_until AS "applyUntil", places, taken_count AS taken FROM openings
    WHERE published_at IS NOT NULL AND closed_at IS NULL AND (apply_until <= ${now}::timestamptz OR taken_count >= places) ORDER BY id LIMIT ${atOnce}::int FOR UPDATE SKIP LOCKED`
  for (const opening of due) {
    const because = dueToClose(opening, now)
    if (because) await closeByItself(sql, { openingId: opening.id, because, now })
  }
}

/**
 * Whoever has waited in vain gets a kind answer: nobody is left without one. Each in the opening's turn, and looked at again
 * then: a yes, a withdrawal or an answer may have come while we waited. No row is locked before its turn is taken.
 */
async function answerForgotten(sql: Sql, now: Date) {
  const longest = new Date(+now - patience.afterClosing * 86_400_000)
  const waiting = await sql<{ id: string; openingId: string }>`
    SELECT a.id, a.opening_id AS "openingId"
    FROM applications a JOIN openings o ON o.id = a.opening_id
    WHERE a.state IN ('sent', 'talking', 'offered') AND (o.closed_at <= ${longest}::timestamptz OR (a.state = 'sent' AND a.changed_at <= ${new Date(+now - patience.atMost * 86_400_000)}::timestamptz))
    ORDER BY a.changed_at LIMIT ${atOnce}::int`
  for (const { id, openingId } of waiting.sort((a, b) => (a.openingId < b.openingId ? -1 : 1))) {
    await takeTurn(sql, openingId)
    const [one] = await sql<{ id: string; state: State; changedAt: Date; openingId: string; organisationId: string; closedAt: Date | null; full: boolean }>`
      SELECT a.id, a.state, a.changed_at AS "changedAt", a.opening_id AS "openingId", o.organisation_id AS "organisationId", o.closed_at AS "closedAt", o.taken_count >= o.places AS full
      FROM applications a JOIN openings o ON o.id = a.opening_id WHERE a.id = ${id}::uuid`
    if (!one || !answerOverdue(one, one, now)) continue
    await sql`UPDATE applications SET state = 'unanswered', reminded = 0, changed_at = ${now}::timestamptz WHERE id = ${one.id}::uuid`
    await sql`INSERT INTO application_steps (application_id, state, at) VALUES (${one.id}::uuid, 'unanswered', ${now}::timestamptz)`
    await tell(sql, { organisationId: one.organisationId, subject: ['application', one.id], event: 'application.unanswered', facts: { opening: one.openingId } })
    await tellApplicant(sql, one.id, { state: 'unanswered' })
  }
}

/** Those who answer are reminded of whoever waits: one mail for each opening, however many wait and however long we slept. */
async function remind(sql: Sql, now: Date) {
  const waiting = await sql<{ id: string; state: State; changedAt: Date; reminded: number; openingId: string }>`
    SELECT id, state, changed_at AS "changedAt", reminded, opening_id AS "openingId" FROM applications
    WHERE state IN ('sent', 'talking') AND reminded < ${patience.reminders.length}::int
      AND changed_at <= ${now}::timestamptz - make_interval(days => (${[...patience.reminders]}::int[])[reminded + 1])
    ORDER BY opening_id, changed_at LIMIT ${atOnce}::int FOR UPDATE SKIP LOCKED`
  const due = waiting.flatMap((one) => {
    const count = reminderDue(one, now)
    return count === null ? [] : [{ ...one, count }]
  })
  for (const [openingId, ones] of Map.groupBy(due, (one) => one.openingId)) {
    for (const one of ones) await sql`UPDATE applications SET reminded = ${one.count}::int WHERE id = ${one.id}::uuid`
    await tellAnswerers(sql, openingId, { news: 'reminder', count: ones.length })
  }
}

/** A year after it was over, what was written is erased; that it was, and how it went, stays. So do drafts whose time is over. */
async function forget(sql: Sql, now: Date) {
  const old = await sql<{ id: string }>`
    SELECT id FROM applications WHERE sealed IS NOT NULL AND state IN ('ended', 'declined', 'turned-down', 'withdrawn', 'unanswered')
      AND changed_at <= ${now}::timestamptz - make_interval(months => ${patience.keptMonths}::int) ORDER BY changed_at LIMIT ${atOnce}::int FOR UPDATE SKIP LOCKED`
  for (const { id } of old) {
    await sql`UPDATE application_steps SET sealed = NULL WHERE application_id = ${id}::uuid AND sealed IS NOT NULL`
    await sql`UPDATE applications SET sealed = NULL, shares_email = false WHERE id = ${id}::uuid`
  }
  await sql`DELETE FROM application_drafts WHERE expires_at <= ${now}::timestamptz`
}
