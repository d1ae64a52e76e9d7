import { openPlace } from '#app/domain/appointments/sealing.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { walkingKinds } from '../schema.ts'
import { openNote } from './sealing.server.ts'
import type { SupervisionForm } from './schema.ts'

export interface Invited { personId: string; name: string; came: boolean }
export interface SupervisionAtWork {
  id: string
  form: SupervisionForm
  places: number
  startsAt: Date
  endsAt: Date
  zone: string
  place: string
  cancelledAt: Date | null
  recordedAt: Date | null
  minutes: number | null
  note: string
  /** Who plans it, and comes to all of it. */
  holder: string | null
  invited: Invited[]
}

/** An organisation's supervisions for its coordinators: what is ahead first, then what waits to be written down, then the rest. */
export async function supervisionsAtWork(sql: Sql, organisationId: string, now: Date, id?: string): Promise<SupervisionAtWork[]> {
  const rows = await sql<Omit<SupervisionAtWork, 'place' | 'note'> & { sealedPlace: string | null; sealedNote: string | null }>`
    SELECT a.id, s.form, s.places, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.sealed AS "sealedPlace", a.cancelled_at AS "cancelledAt", s.recorded_at AS "recordedAt", s.minutes, n.sealed AS "sealedNote",
      (SELECT who.name FROM people_at(a.id) who WHERE who.person_id = a.created_by) AS holder,
      coalesce((SELECT json_agg(json_build_object('personId', who.person_id, 'name', who.name, 'came', c.person_id IS NOT NULL) ORDER BY who.name)
        FROM people_at(a.id) who LEFT JOIN supervision_attendance c ON c.appointment_id = a.id AND c.person_id = who.person_id WHERE who.person_id IS DISTINCT FROM a.created_by), '[]') AS invited
    FROM supervisions s JOIN appointments a ON a.id = s.appointment_id LEFT JOIN supervision_notes n ON n.appointment_id = s.appointment_id
    WHERE s.organisation_id = ${organisationId}::uuid AND works_for(s.organisation_id, 'coordinator') AND (${id ?? null}::uuid IS NULL OR a.id = ${id ?? null}::uuid)
    ORDER BY a.ends_at <= ${now}::timestamptz, CASE WHEN a.ends_at > ${now}::timestamptz THEN a.starts_at END, s.recorded_at IS NOT NULL OR a.cancelled_at IS NOT NULL, a.starts_at DESC, a.id LIMIT 200`
  return rows.map(({ sealedPlace, sealedNote, ...row }) => ({
    ...row, place: openPlace({ id: row.id, organisationId }, sealedPlace), note: sealedNote === null ? '' : openNote({ id: row.id, organisationId }, sealedNote),
  }))
}

export const supervisionAtWork = async (sql: Sql, organisationId: string, id: string, now: Date) => (await supervisionsAtWork(sql, organisationId, now, id))[0] ?? null

export interface Supervised { personId: string; name: string; /** Walks beside somebody, or may. */ walks: boolean; since: Date; lastAt: Date | null; nextAt: Date | null }
/** Everybody who may be invited, with when they last had supervision and when they next will; who has waited longest first. */
export const supervised = (sql: Sql, organisationId: string, now: Date) => sql<Supervised>`
  SELECT v.person_id AS "personId", p.name, v.kinds && ${walkingKinds}::text[] AS walks, v.changed_at AS since,
    (SELECT max(a.starts_at) FROM supervision_attendance c JOIN supervisions s ON s.appointment_id = c.appointment_id JOIN appointments a ON a.id = c.appointment_id
      WHERE c.person_id = v.person_id AND s.organisation_id = v.organisation_id AND s.recorded_at IS NOT NULL) AS "lastAt",
    (SELECT min(a.starts_at) FROM appointment_people w JOIN supervisions s ON s.appointment_id = w.appointment_id JOIN appointments a ON a.id = w.appointment_id
      WHERE w.person_id = v.person_id AND s.organisation_id = v.organisation_id AND a.cancelled_at IS NULL AND a.ends_at > ${now}::timestamptz) AS "nextAt"
  FROM volunteers v JOIN people p ON p.id = v.person_id
  WHERE v.organisation_id = ${organisationId}::uuid AND v.state IN ('ready', 'active') AND v.person_id <> app_person() AND works_for(v.organisation_id, 'coordinator')
  ORDER BY coalesce((SELECT max(a.starts_at) FROM supervision_attendance c JOIN appointments a ON a.id = c.appointment_id WHERE c.person_id = v.person_id AND a.organisation_id = v.organisation_id), v.changed_at), p.name LIMIT 500`

export interface MySupervision { id: string; form: SupervisionForm; organisation: string; organisationId: string; startsAt: Date; endsAt: Date; zone: string; place: string; holder: string | null; came: boolean | null; minutes: number | null; note: string }
/** One's own supervisions: those ahead and those that were held. What is noted of a talk of two is for both. */
export async function mySupervisions(sql: Sql, personId: string, now: Date): Promise<MySupervision[]> {
  const rows = await sql<Omit<MySupervision, 'place' | 'note'> & { sealedPlace: string | null; sealedNote: string | null }>`
    SELECT a.id, s.form, o.name AS organisation, a.organisation_id AS "organisationId", a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.sealed AS "sealedPlace",
      (SELECT who.name FROM people_at(a.id) who WHERE who.person_id = a.created_by) AS holder,
      CASE WHEN s.recorded_at IS NOT NULL THEN EXISTS (SELECT FROM supervision_attendance c WHERE c.appointment_id = a.id AND c.person_id = ${personId}::uuid) END AS came, s.minutes,
      CASE WHEN s.form = 'talk' THEN n.sealed END AS "sealedNote"
    FROM appointment_people mine JOIN appointments a ON a.id = mine.appointment_id JOIN supervisions s ON s.appointment_id = a.id JOIN organisations o ON o.id = a.organisation_id
    LEFT JOIN supervision_notes n ON n.appointment_id = a.id
    WHERE mine.person_id = ${personId}::uuid AND a.created_by IS DISTINCT FROM ${personId}::uuid AND a.cancelled_at IS NULL AND (a.ends_at > ${now}::timestamptz OR s.recorded_at IS NOT NULL)
    ORDER BY a.ends_at <= ${now}::timestamptz, CASE WHEN a.ends_at > ${now}::timestamptz THEN a.starts_at END, a.starts_at DESC, a.id LIMIT 100`
  return rows.map(({ sealedPlace, sealedNote, ...row }) => {
    const at = { id: row.id, organisationId: row.organisationId }
    return { ...row, place: openPlace(at, sealedPlace), note: sealedNote === null ? '' : openNote(at, sealedNote) }
  })
}
