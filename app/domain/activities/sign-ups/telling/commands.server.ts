import { type OwedMail, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Change } from '../rules.ts'

/** What happened to an activity, as those whose calendar holds it must hear. */
export type News =
  | { reason: 'published' }
  | { reason: 'changed'; changes: Change[] }
  | { reason: 'cancelled'; note?: string }
  | { reason: 'unpublished' }
  | { reason: 'host-changed'; formerHostId: string | null }

/**
 * Everybody's calendar hears about a change: those who joined, the organiser and the host; those who wait get a plain
 * mail where it concerns them. Call it after the change is written and `activities.sequence` has grown.
 */
export async function announce(sql: Sql, activityId: string, news: News, now: Date): Promise<void> {
  if (news.reason === 'changed' && news.changes.length === 0) return
  await actingAs(sql, system('announce'), async (sql) => {
    const [activity] = await sql<{ hostId: string | null; createdBy: string | null; sequence: number; live: boolean; over: boolean }>`
      SELECT host_id AS "hostId", created_by AS "createdBy", sequence, ends_at <= ${now}::timestamptz AS over,
        published_at IS NOT NULL AND cancelled_at IS NULL AS live
      FROM activities WHERE id = ${activityId}::uuid`
    if (!activity || activity.over) return
    const concerned = await sql<Concerned>`
      SELECT p.id AS "personId", p.email, p.language, s.state, coalesce(e.method = 'REQUEST', false) AS holds
      FROM people p
      LEFT JOIN sign_ups s ON s.person_id = p.id AND s.activity_id = ${activityId}::uuid
      LEFT JOIN calendar_entries e ON e.person_id = p.id AND e.activity_id = ${activityId}::uuid
      WHERE p.id = ${activity.hostId}::uuid OR p.id = ${activity.createdBy}::uuid
        OR p.id IN (SELECT person_id FROM sign_ups WHERE activity_id = ${activityId}::uuid AND state <> 'left')
        OR p.id IN (SELECT person_id FROM calendar_entries WHERE activity_id = ${activityId}::uuid AND method = 'REQUEST')
      ORDER BY s.queue_number, p.id`
    const told: Told[] = []
    const plain: Concerned[] = []
    for (const one of concerned) {
      const role = one.personId === activity.hostId ? 'hosting' : one.personId === activity.createdBy ? 'organising' : one.state === 'joined' ? 'joined' : null
      if (activity.live) {
        if (role === null) {
          if (one.holds) told.push({ ...one, method: 'CANCEL', reason: 'not-hosting' })
          else if (one.state === 'waiting' && (news.reason === 'changed' || news.reason === 'published')) plain.push(one)
        } else if (!one.holds) told.push({ ...one, method: 'REQUEST', reason: role === 'joined' ? 'on-again' : role })
        else if (news.reason === 'changed') told.push({ ...one, method: 'REQUEST', reason: one.holds || role === 'joined' ? 'changed' : role, changes: news.changes })
      } else {
        const note = news.reason === 'cancelled' ? news.note : undefined
        const reason = news.reason === 'unpublished' ? 'withdrawn' : 'cancelled'
        if (one.holds) told.push({ ...one, method: 'CANCEL', reason, note })
        else if (one.state === 'waiting' && (news.reason === 'cancelled' || news.reason === 'unpublished')) plain.push(one)
      }
    }
    const { reason, ...details } = news
    await Promise.all([
      tellCalendars(sql, activityId, activity.sequence, told),
      owe(sql, plain.map((one) => ({
        personId: one.personId, address: one.email, language: one.language, template: 'waiting' as const, activityId,
        facts: { ...details, reason: reason === 'changed' ? 'changed' : reason === 'published' ? 'in-line' : 'cancelled' },
      }))),
    ])
  })
}

// ── who is told, and with which number ──────────────────────────────────────────────────────────────────────

interface Addressee {
  personId: string
  email: string
  language: Language
}
interface Concerned extends Addressee {
  state: string | null
  holds: boolean
}
export type CalendarReason =
  | 'joined' | 'promoted' | 'changed' | 'cancelled' | 'withdrawn' | 'left' | 'removed' | 'hosting' | 'organising' | 'not-hosting' | 'on-again'
interface Told extends Addressee {
  method: 'REQUEST' | 'CANCEL'
  reason: CalendarReason
  note?: string
  changes?: Change[]
}

export const addressesOf = (sql: Sql, people: string[]) =>
  sql<Addressee>`SELECT id AS "personId", email, language FROM people
    WHERE id IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(people)}::text::json))`

/**
 * A message to one calendar whose last number is known already: nobody else tells it anything during this activity's
 * turn, so no statement waits for another's answer.
 */
export function tellOwnCalendar(sql: Sql, activityId: string, { sequence, told }: { sequence: number; told: number | null }, one: Told): Promise<unknown> {
  const next = told === null ? sequence : Math.max(told + 1, sequence)
  return Promise.all([
    sql`INSERT INTO calendar_entries (activity_id, person_id, sequence, method) VALUES (${activityId}::uuid, ${one.personId}::uuid, ${next}::int, ${one.method})
      ON CONFLICT (activity_id, person_id) DO UPDATE SET sequence = excluded.sequence, method = excluded.method`,
    owe(sql, calendarMail(activityId, one, next)),
  ])
}

/** One calendar message each, every one with a SEQUENCE above what that calendar heard before. */
export async function tellCalendars(sql: Sql, activityId: string, sequence: number, told: Told[]): Promise<void> {
  if (told.length === 0) return
  const entries = await sql<{ personId: string; sequence: number }>`
    INSERT INTO calendar_entries AS e (activity_id, person_id, sequence, method)
    SELECT ${activityId}::uuid, "personId", ${sequence}::int, method FROM json_to_recordset(${JSON.stringify(told)}::text::json) AS t ("personId" uuid, method text)
    ON CONFLICT (activity_id, person_id) DO UPDATE SET sequence = greatest(e.sequence + 1, excluded.sequence), method = excluded.method
    RETURNING person_id AS "personId", sequence`
  const numbers = new Map(entries.map((entry) => [entry.personId, entry.sequence]))
  await owe(sql, told.map((one) => calendarMail(activityId, one, numbers.get(one.personId)!)))
}

const calendarMail = (activityId: string, { personId, email, language, method, reason, note, changes }: Told, sequence: number): OwedMail => ({
  personId, address: email, language, template: 'calendar', activityId, facts: { method, sequence, reason, note, changes },
})
