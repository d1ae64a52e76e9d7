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
 * mail where it concerns them. Call it after the change is written and `activities.sequence` has grown. Several dates of a
 * series are told in one mail each.
 */
export async function announce(sql: Sql, activityIds: string | string[], news: News, now: Date): Promise<void> {
  if (news.reason === 'changed' && news.changes.length === 0) return
  await actingAs(sql, system('announce'), async (sql) => {
    const concerned = await sql<Concerned>`
      SELECT a.id AS "activityId", p.id AS "personId", p.email, p.language, s.state, coalesce(e.method = 'REQUEST', false) AS holds,
        a.published_at IS NOT NULL AND a.cancelled_at IS NULL AS live,
        CASE WHEN p.id = a.host_id THEN 'hosting' WHEN p.id = a.created_by THEN 'organising' WHEN s.state = 'joined' THEN 'joined' END AS role
      FROM activities a
      CROSS JOIN LATERAL (SELECT a.host_id AS id UNION SELECT a.created_by UNION SELECT person_id FROM sign_ups WHERE activity_id = a.id AND state <> 'left'
        UNION SELECT person_id FROM calendar_entries WHERE activity_id = a.id AND method = 'REQUEST') about
      JOIN people p ON p.id = about.id
      LEFT JOIN sign_ups s ON s.person_id = p.id AND s.activity_id = a.id
      LEFT JOIN calendar_entries e ON e.person_id = p.id AND e.activity_id = a.id
      WHERE a.id IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify([activityIds].flat())}::text::json)) AND a.ends_at > ${now}::timestamptz
      ORDER BY a.starts_at, a.id, s.queue_number, p.id`
    const told: Told[] = []
    const plain = new Map<string, Concerned>()
    for (const one of concerned) {
      const telling = tellingOf(one, news)
      if (telling === 'plain') plain.set(one.personId, plain.get(one.personId) ?? one)
      else if (telling) told.push({ ...addressee(one), dates: [one.activityId], ...telling })
    }
    const { reason, ...details } = news
    await Promise.all([
      tellCalendars(sql, together(told)),
      owe(sql, [...plain.values()].map((one) => ({
        personId: one.personId, address: one.email, language: one.language, template: 'waiting' as const, activityId: one.activityId,
        facts: { ...details, reason: reason === 'changed' ? 'changed' : reason === 'published' ? 'in-line' : 'cancelled' },
      }))),
    ])
  })
}

/** What this news is to one person and one activity: a message to their calendar, a plain mail to somebody who waits, or nothing. */
function tellingOf(one: Concerned, news: News): Omit<Told, keyof Addressee | 'dates'> | 'plain' | null {
  const { role, holds, live, state } = one
  if (live) {
    if (role === null) {
      if (holds) return { method: 'CANCEL', reason: 'not-hosting' }
      return state === 'waiting' && (news.reason === 'changed' || news.reason === 'published') ? 'plain' : null
    }
    if (!holds) return { method: 'REQUEST', reason: role === 'joined' ? 'on-again' : role }
    return news.reason === 'changed' ? { method: 'REQUEST', reason: 'changed', changes: news.changes } : null
  }
  const gone = news.reason === 'cancelled' || news.reason === 'unpublished'
  if (holds) return { method: 'CANCEL', reason: news.reason === 'unpublished' ? 'withdrawn' : 'cancelled', note: news.reason === 'cancelled' ? news.note : undefined }
  return state === 'waiting' && gone ? 'plain' : null
}

// ── who is told, and with which number ──────────────────────────────────────────────────────────────────────

interface Addressee {
  personId: string
  email: string
  language: Language
}
interface Concerned extends Addressee {
  activityId: string
  state: string | null
  holds: boolean
  live: boolean
  role: 'hosting' | 'organising' | 'joined' | null
}
const addressee = ({ personId, email, language }: Addressee): Addressee => ({ personId, email, language })
export type CalendarReason =
  | 'joined' | 'promoted' | 'changed' | 'cancelled' | 'withdrawn' | 'left' | 'removed' | 'hosting' | 'organising' | 'not-hosting' | 'on-again' | 'full-date' | 'tidied' | 'left-together'
export interface Told extends Addressee {
  /** The activities it is about, of one series when there are several. */
  dates: string[]
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
export function tellOwnCalendar(sql: Sql, activityId: string, { sequence, told }: { sequence: number; told: number | null }, one: Omit<Told, 'dates'>): Promise<unknown> {
  const next = told === null ? sequence : Math.max(told + 1, sequence)
  return Promise.all([
    sql`INSERT INTO calendar_entries (activity_id, person_id, sequence, method) VALUES (${activityId}::uuid, ${one.personId}::uuid, ${next}::int, ${one.method})
      ON CONFLICT (activity_id, person_id) DO UPDATE SET sequence = excluded.sequence, method = excluded.method`,
    owe(sql, calendarMail({ ...one, dates: [activityId] }, activityId, next)),
  ])
}

/**
 * One message to each calendar for each event in it, with a SEQUENCE above what that calendar heard before. A series is
 * one event however many of its dates are told.
 */
export async function tellCalendars(sql: Sql, told: Told[]): Promise<void> {
  if (told.length === 0) return
  const entries = await sql<{ personId: string; activityId: string; event: string; sequence: number }>`
    INSERT INTO calendar_entries AS e (activity_id, person_id, sequence, method)
    SELECT a.id, t."personId", greatest(a.sequence, (SELECT max(b.sequence) FROM activities b WHERE b.rule_id = a.rule_id),
        (SELECT max(o.sequence) + 1 FROM activities b JOIN calendar_entries o ON o.activity_id = b.id AND o.person_id = t."personId" WHERE b.rule_id = a.rule_id)), t.method
    FROM json_to_recordset(${JSON.stringify(told)}::text::json) AS t ("personId" uuid, method text, dates json)
    CROSS JOIN LATERAL json_array_elements_text(t.dates) AS date JOIN activities a ON a.id = date::uuid
    ON CONFLICT (activity_id, person_id) DO UPDATE SET sequence = greatest(e.sequence + 1, excluded.sequence), method = excluded.method
    RETURNING person_id AS "personId", activity_id AS "activityId", sequence,
      (SELECT coalesce(a.rule_id, a.id) FROM activities a WHERE a.id = e.activity_id) AS event`
  const mails = told.flatMap((one) => {
    const own = new Map(entries.filter((entry) => entry.personId === one.personId).map((entry) => [entry.activityId, entry]))
    const events = Map.groupBy(one.dates.flatMap((date) => own.get(date) ?? []), (entry) => entry.event)
    // What happened is said once; a second event of the same series only has to leave the calendar right.
    return [...events.values()].map((dates, index) => calendarMail(index === 0 ? one : { ...one, reason: 'tidied', note: undefined }, dates[0]!.activityId, Math.max(...dates.map(({ sequence }) => sequence))))
  })
  await owe(sql, mails)
}

/** What is told alike to the same person about several dates is told once. */
function together(told: Told[]): Told[] {
  const alike = Map.groupBy(told, ({ dates: _, ...rest }) => JSON.stringify(rest))
  return [...alike.values()].map((same) => ({ ...same[0]!, dates: same.flatMap(({ dates }) => dates) }))
}

const calendarMail = ({ personId, email, language, method, reason, note, changes, dates }: Told, activityId: string, sequence: number): OwedMail => ({
  personId, address: email, language, template: 'calendar', activityId, facts: { method, sequence, reason, note, changes, ...(dates.length > 1 ? { many: true } : {}) },
})
