import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Counted } from './rules.ts'

/** What an organisation has published in a period, in numbers, for those who plan there. How many came is known to those who lead the activity. */
export const activitiesBetween = (sql: Sql, organisationId: string, { from, until, language }: { from: Date; until: Date; language: Language }) =>
  sql<Counted>`
    SELECT t.title, k.names AS kind, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay", coalesce(p.name, a.area) AS where,
      a.cancelled_at IS NOT NULL AS cancelled, a.visibility, a.places, a.joined_count AS joined, a.waiting_count AS waiting,
      CASE WHEN leads(a.id) AND EXISTS (SELECT FROM attendance t WHERE t.activity_id = a.id AND t.outcome IS NOT NULL)
        THEN (SELECT count(*)::int FROM attendance t WHERE t.activity_id = a.id AND t.outcome = 'came') END AS came
    FROM activities a JOIN activity_kinds k ON k.id = a.kind_id LEFT JOIN places p ON p.id = a.place_id
    JOIN LATERAL (SELECT x.title FROM activity_texts x WHERE x.activity_id = a.id ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
    WHERE a.organisation_id = ${organisationId}::uuid AND a.published_at IS NOT NULL AND plans(a.id)
      AND a.starts_at >= ${from}::timestamptz AND a.starts_at < ${until}::timestamptz
    ORDER BY a.starts_at, a.id LIMIT 20000`
