import type { Role } from '#app/domain/identity/schema.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'

/** One thing that happened, with the names it concerns as far as the reader may know them. */
export interface Deed {
  id: number
  at: Date
  event: string
  /** null: nobody with a name (the program itself, or somebody who is gone). */
  who: string | null
  byProgram: boolean
  /** The activity's, the series', the opening's or the person's name, the invited address, the kind, the place. */
  what: string | null
  facts: { role?: Role; created?: number; changed?: number; cancelled?: number; number?: string; dates?: number }
}

const onePage = 50

/**
 * What happened in an organisation, newest first. Who joined and left is not told here: that is for those who lead the
 * activity. What an import made one by one is told once, by the import; what changed for many dates, by their series.
 */
export async function journalOf(sql: Sql,
  { organisationId, before, language, now }: { organisationId: string; before: number | null; language: Language; now: Date }): Promise<{ deeds: Deed[]; next: number | null }> {
  const deeds = await sql<Deed>`
    SELECT h.id, h.at, h.event, p.name AS who, h.actor LIKE 'system:%' AS "byProgram", h.facts, CASE h.subject_kind
        WHEN 'activity' THEN (SELECT t.title FROM activity_texts t JOIN activities a ON a.id = t.activity_id WHERE a.id::text = h.subject_id
          ORDER BY t.language = ${language} DESC, t.language = a.language DESC LIMIT 1)
        WHEN 'series' THEN (SELECT t.title FROM activities a JOIN activity_texts t ON t.activity_id = a.id WHERE a.series_id::text = h.subject_id
          ORDER BY a.ends_at <= ${now}::timestamptz, CASE WHEN a.ends_at > ${now}::timestamptz THEN a.starts_at END, a.starts_at DESC, t.language = ${language} DESC, t.language = a.language DESC LIMIT 1)
        WHEN 'group' THEN (SELECT t.name FROM group_texts t JOIN groups g ON g.id = t.group_id WHERE g.id::text = h.subject_id
          ORDER BY t.language = ${language} DESC, t.language = g.language DESC LIMIT 1)
        WHEN 'opening' THEN (SELECT t.title FROM opening_texts t JOIN openings o ON o.id = t.opening_id WHERE o.id::text = h.subject_id
          ORDER BY t.language = ${language} DESC, t.language = o.language DESC LIMIT 1)
        WHEN 'course' THEN (SELECT coalesce(c.texts->${language}->>'title', c.texts->c.language->>'title') FROM school_courses c WHERE c.id::text = h.subject_id)
        WHEN 'person' THEN (SELECT s.name FROM people s WHERE s.id::text = h.subject_id)
        WHEN 'invitation' THEN (SELECT i.email::text FROM invitations i WHERE i.id::text = h.subject_id)
        ELSE coalesce((SELECT coalesce(k.names->>${language}, k.names->>'nb', k.names->>'sv', k.names->>'en') FROM activity_kinds k
          WHERE k.id::text = h.facts->>'kind'), (SELECT l.name FROM places l WHERE l.id::text = h.facts->>'place'))
      END AS what
    FROM history h LEFT JOIN people p ON 'person:' || p.id = h.actor
    WHERE h.organisation_id = ${organisationId}::uuid AND (${before}::bigint IS NULL OR h.id < ${before}::bigint) AND h.event NOT LIKE 'sign-up.%' AND h.event NOT LIKE 'application.%'
      AND NOT (h.facts ? 'series' AND h.event = 'activity.edited') AND NOT (h.facts ? 'imported' AND h.event IN ('activity.drafted', 'activity.published'))
    ORDER BY h.id DESC LIMIT ${onePage + 1}::int`
  const shown = deeds.slice(0, onePage).map((deed) => ({ ...deed, id: Number(deed.id) }))
  return { deeds: shown, next: deeds.length > onePage ? shown.at(-1)!.id : null }
}
