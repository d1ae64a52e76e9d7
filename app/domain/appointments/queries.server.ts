import type { Sql } from '#app/platform/db.server.ts'
import type { AppointmentKind } from './commands.server.ts'
import { openPlace } from './sealing.server.ts'

export interface Appointment {
  id: string
  kind: AppointmentKind
  pairingId: string | null
  organisation: { slug: string; name: string }
  startsAt: Date
  endsAt: Date
  zone: string
  place: string
  uid: string
  sequence: number
  changedAt: Date
  cancelledAt: Date | null
  /** First names of everybody else. */
  others: string[]
}

/** What the person has agreed to from `since` on, the next first; what was called off only when asked for. */
export async function myAppointments(sql: Sql, personId: string, { since, cancelled = false }: { since: Date; cancelled?: boolean }): Promise<Appointment[]> {
  const rows = await sql<Omit<Appointment, 'place'> & { sealed: string | null; organisationId: string }>`
    SELECT a.id, a.kind, a.pairing_id AS "pairingId", json_build_object('slug', o.slug, 'name', o.name) AS organisation, a.organisation_id AS "organisationId", a.starts_at AS "startsAt", a.ends_at AS "endsAt",
      a.zone, a.sealed, a.uid, a.sequence, a.changed_at AS "changedAt", a.cancelled_at AS "cancelledAt",
      ARRAY(SELECT split_part(trim(who.name), ' ', 1) FROM people_at(a.id) who WHERE who.person_id <> ${personId}::uuid) AS others
    FROM appointment_people mine JOIN appointments a ON a.id = mine.appointment_id JOIN organisations o ON o.id = a.organisation_id
    WHERE mine.person_id = ${personId}::uuid AND a.ends_at > ${since}::timestamptz AND (${cancelled}::boolean OR a.cancelled_at IS NULL)
    ORDER BY a.starts_at, a.id LIMIT 200`
  return rows.map(({ sealed, organisationId, ...row }) => ({ ...row, place: openPlace({ id: row.id, organisationId }, sealed) }))
}
