import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { idFrom } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { calendarDay } from '#app/platform/time.ts'
import { addDays } from '../../pairings/rules.ts'
import { reachMilestone } from '../plan/commands.server.ts'
import type { LineReader, LogEntry } from '../schema.ts'
import { sealWalking } from '../sealing.server.ts'

/** Nobody remembers farther back. */
const farthestBack = 60
const mostADay = 10

export type LogRefusal = 'not_found' | 'day_wrong' | 'day_early' | 'many'

/**
 * One of the two writes down that they met, talked or tried. Three rows for three kinds of reader: that there was contact, how
 * it went, and the line. What a companion writes is always read by the participant, so it is never for oneself alone. `key`
 * names the form: sent twice, it is one entry.
 */
export async function logMeeting(sql: Sql, { pairingId, personId, key, entry, now }: { pairingId: string; personId: string; key: string; entry: LogEntry; now: Date }): Promise<{ ok: true } | { ok: false; reason: LogRefusal }> {
  await takeTurn(sql, pairingId)
  const [pairing] = await sql<{ walks: boolean; participates: boolean; zone: string; knownSince: Date; today: number }>`
    SELECT walks_now(p.id) AS walks, p.participant_id = ${personId}::uuid AS participates, o.zone, p.created_at AS "knownSince",
      (SELECT count(*)::int FROM meeting_logs l WHERE l.pairing_id = p.id AND l.person_id = ${personId}::uuid AND l.created_at > ${now}::timestamptz - interval '1 day') AS today
    FROM pairings p JOIN organisations o ON o.id = p.organisation_id WHERE p.id = ${pairingId}::uuid`
  if (!pairing?.walks) return { ok: false, reason: 'not_found' }
  const today = calendarDay(now, pairing.zone)
  if (entry.day > today || entry.day < addDays(today, -farthestBack)) return { ok: false, reason: 'day_wrong' }
  // Before they were told of each other they have not met: a slip of the day, which would count as their first meeting.
  if (entry.kind === 'met' && entry.day < calendarDay(pairing.knownSince, pairing.zone)) return { ok: false, reason: 'day_early' }
  if (pairing.today >= mostADay) return { ok: false, reason: 'many' }
  const id = idFrom(`meeting log ${pairingId} ${personId} ${key}`)
  const made = await sql`INSERT INTO meeting_logs (id, pairing_id, person_id, kind, on_day, created_at)
    VALUES (${id}::uuid, ${pairingId}::uuid, ${personId}::uuid, ${entry.kind}, ${entry.day}::date, ${now}::timestamptz) ON CONFLICT (id) DO NOTHING RETURNING id`
  if (made.length === 0) return { ok: true }
  if (entry.rating && entry.kind !== 'tried') await sql`INSERT INTO meeting_ratings (log_id, rating) VALUES (${id}::uuid, ${entry.rating})`
  if (entry.line) {
    const shownTo = entry.shownTo === 'me' && !pairing.participates ? 'two' : entry.shownTo
    await sql`INSERT INTO meeting_lines (log_id, shown_to, sealed) VALUES (${id}::uuid, ${shownTo}, ${sealWalking('meeting_lines', { id, pairingId }, entry.line)})`
  }
  if (entry.kind === 'met') {
    const [first] = await sql`SELECT FROM milestones WHERE pairing_id = ${pairingId}::uuid AND kind = 'first-meeting' AND done_on IS NOT NULL`
    if (!first) await reachMilestone(sql, { pairingId, id: 'first-meeting', on: entry.day, by: personId, now })
  }
  return { ok: true }
}

/** Whoever wrote an entry takes it out again, with all that belongs to it. */
export async function forgetLog(sql: Sql, { pairingId, id, personId }: { pairingId: string; id: string; personId: string }): Promise<void> {
  await sql`DELETE FROM meeting_logs WHERE id = ${id}::uuid AND pairing_id = ${pairingId}::uuid AND person_id = ${personId}::uuid`
}

/** Whoever wrote a line says who reads it from now on. */
export async function showLine(sql: Sql, { pairingId, id, personId, shownTo }: { pairingId: string; id: string; personId: string; shownTo: LineReader }): Promise<void> {
  await sql`UPDATE meeting_lines SET shown_to = ${shownTo} WHERE log_id = ${id}::uuid
    AND EXISTS (SELECT FROM meeting_logs l JOIN pairings p ON p.id = l.pairing_id WHERE l.id = log_id AND l.pairing_id = ${pairingId}::uuid AND l.person_id = ${personId}::uuid AND (${shownTo} <> 'me' OR p.participant_id = ${personId}::uuid))`
}
