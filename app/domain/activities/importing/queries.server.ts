import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { type Imported, type ImportPlan, planImport, type Remembered } from './plan.ts'
import { type CalendarRead, readCalendar, type Refused } from './read.ts'

/** What an organisation has from calendars, in the words of each activity's own language. */
export async function importedActivities(sql: Sql, organisationId: string): Promise<Imported[]> {
  return sql<Imported>`
    SELECT a.id, a.import_uid AS uid, a.import_occurrence AS occurrence, a.imported AS remembered, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay",
      t.title, t.description, coalesce(d.address, '') AS place, a.published_at IS NOT NULL AS published, a.cancelled_at IS NOT NULL AS cancelled, a.joined_count + a.waiting_count AS joined
    FROM activities a JOIN activity_texts t ON t.activity_id = a.id AND t.language = a.language LEFT JOIN activity_addresses d ON d.activity_id = a.id
    WHERE a.organisation_id = ${organisationId}::uuid AND a.import_uid IS NOT NULL
      ORDER BY a.starts_at, a.id` as Promise<(Imported & { remembered: Remembered | null })[]>
}

export type Preview = { ok: true; read: CalendarRead; plan: ImportPlan } | Refused

/** What the calendar would change today. Reads only. */
export async function previewImport(sql: Sql,
  { organisation, content, now }: { organisation: { id: string; zone: string }; content: string; now: Date }): Promise<Preview> {
  const read = readCalendar(content, { zone: organisation.zone, now })
  if (!read.ok) return read
  return { ok: true, read, plan: planImport(await importedActivities(sql, organisation.id), read, now) }
}

export interface KeptCalendar {
  id: string
  fileName: string
  content: string
  applied: boolean
}

/** A file that was sent in, for the person who sent it. */
export async function keptCalendar(sql: Sql, { organisationId, id }: { organisationId: string; id: string }): Promise<KeptCalendar | null> {
  const [kept] = await sql<KeptCalendar>`
    SELECT id, file_name AS "fileName", content, applied_at IS NOT NULL AS applied FROM calendar_imports WHERE id = ${id}::uuid
      AND organisation_id = ${organisationId}::uuid`
  return kept ?? null
}

export interface KindChoice {
  id: string
  slug: string
  names: Partial<Record<Language, string>>
}
export async function kindsOf(sql: Sql, organisationId: string): Promise<KindChoice[]> {
  return sql<KindChoice>`SELECT id, slug, names FROM activity_kinds WHERE organisation_id = ${organisationId}::uuid AND archived_at IS NULL
    ORDER BY position, slug`
}
