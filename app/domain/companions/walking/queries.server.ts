import { myAppointments } from '#app/domain/appointments/queries.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { MyPairing } from '../pairings/queries.server.ts'
import type { ReflectionWords } from '../ending/schema.ts'
import type { KeptMilestone } from './plan/rules.ts'
import type { LineReader, LogKind, WishKind } from './schema.ts'
import { openWalking } from './sealing.server.ts'

export interface LogShown {
  id: string
  kind: LogKind
  on: string
  /** Who of the two wrote it down. */
  by: 'participant' | 'companion'
  own: boolean
  /** null: not told, or not for the reader. */
  rating: number | null
  line: { text: string; shownTo: LineReader } | null
}

/** What came of their meetings, the latest first, as far as the reader may know it. */
export async function logsOf(sql: Sql, pairingId: string, personId: string): Promise<LogShown[]> {
  const rows = await sql<Omit<LogShown, 'line'> & { sealed: string | null; shownTo: LineReader }>`
    SELECT l.id, l.kind, l.on_day AS on, CASE WHEN l.person_id = p.participant_id THEN 'participant' ELSE 'companion' END AS by, l.person_id = ${personId}::uuid AS own,
      r.rating, w.sealed, w.shown_to AS "shownTo"
    FROM meeting_logs l JOIN pairings p ON p.id = l.pairing_id LEFT JOIN meeting_ratings r ON r.log_id = l.id LEFT JOIN meeting_lines w ON w.log_id = l.id
    WHERE l.pairing_id = ${pairingId}::uuid ORDER BY l.on_day DESC, l.created_at DESC LIMIT 200`
  return rows.map(({ sealed, shownTo, ...row }) => ({ ...row, line: sealed === null ? null : { text: openWalking('meeting_lines', { id: row.id, pairingId }, sealed), shownTo } }))
}

/** The milestones somebody has changed, reached or added. */
export async function milestonesOf(sql: Sql, pairingId: string): Promise<KeptMilestone[]> {
  const rows = await sql<Omit<KeptMilestone, 'name'> & { sealed: string | null }>`
    SELECT id, kind, sealed, due_on AS "dueOn", done_on AS "doneOn" FROM milestones WHERE pairing_id = ${pairingId}::uuid ORDER BY changed_at`
  return rows.map(({ sealed, ...row }) => ({ ...row, name: openWalking('milestones', { id: row.id, pairingId }, sealed) }))
}

export interface WishShown { id: string; kind: WishKind; words: string; askedAt: Date; by: 'participant' | 'companion' }
/** What the reader has asked the coordinator for and waits for; for the coordinator what either has. */
export async function wishesOf(sql: Sql, pairingId: string): Promise<WishShown[]> {
  const rows = await sql<Omit<WishShown, 'words'> & { sealed: string | null }>`
    SELECT w.id, w.kind, w.sealed, w.asked_at AS "askedAt", CASE WHEN w.person_id = p.participant_id THEN 'participant' ELSE 'companion' END AS by
    FROM pairing_wishes w JOIN pairings p ON p.id = w.pairing_id WHERE w.pairing_id = ${pairingId}::uuid AND w.handled_at IS NULL ORDER BY w.asked_at`
  return rows.map(({ sealed, ...row }) => ({ ...row, words: openWalking('pairing_wishes', { id: row.id, pairingId }, sealed) }))
}

export interface ReflectionShown { by: 'participant' | 'companion'; own: boolean; shared: boolean; words: ReflectionWords }
/** What the reader wrote looking back; for the coordinator what was shared. */
export async function reflectionsOf(sql: Sql, pairingId: string, personId: string): Promise<ReflectionShown[]> {
  const rows = await sql<Omit<ReflectionShown, 'words'> & { writer: string; sealed: string }>`
    SELECT CASE WHEN r.person_id = p.participant_id THEN 'participant' ELSE 'companion' END AS by, r.person_id = ${personId}::uuid AS own, r.person_id AS writer, r.shared, r.sealed
    FROM reflections r JOIN pairings p ON p.id = r.pairing_id WHERE r.pairing_id = ${pairingId}::uuid ORDER BY r.changed_at`
  return rows.map(({ sealed, writer, ...row }) => ({ ...row, words: JSON.parse(openWalking('reflections', { id: writer, pairingId }, sealed)) as ReflectionWords }))
}

/** What each has answered after the trial meeting: one's own for the two, both for the coordinator. */
export const trialAnswersOf = (sql: Sql, pairingId: string) => sql<{ by: 'participant' | 'companion'; yes: boolean; at: Date }>`
  SELECT CASE WHEN a.person_id = p.participant_id THEN 'participant' ELSE 'companion' END AS by, a.yes, a.at
  FROM trial_answers a JOIN pairings p ON p.id = a.pairing_id WHERE a.pairing_id = ${pairingId}::uuid ORDER BY 1 DESC`

/** When and where the two meet from now on. */
export async function meetingsAhead(sql: Sql, pairing: Pick<MyPairing, 'id'>, personId: string, now: Date) {
  return (await myAppointments(sql, personId, { since: now })).filter(({ pairingId }) => pairingId === pairing.id)
}

export interface Outing { id: string; slug: string; title: string; startsAt: Date; endsAt: Date; zone: string; allDay: boolean }
/** Public activities of the organisation that the two could go to, the next first. */
export const outingsFor = (sql: Sql, organisationId: string, language: string, now: Date) => sql<Outing>`
  SELECT a.id, a.slug, t.title, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay" FROM activities a
  JOIN LATERAL (SELECT x.title FROM activity_texts x WHERE x.activity_id = a.id ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
  WHERE a.organisation_id = ${organisationId}::uuid AND a.published_at IS NOT NULL AND a.cancelled_at IS NULL AND a.visibility = 'public' AND a.starts_at > ${now}::timestamptz
  ORDER BY a.starts_at, a.id LIMIT 12`
