import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Kind } from '../schema.ts'
import { wordsIn } from './rules.ts'
import type { CourseWords, In } from './schema.ts'

export interface Training { courseId: string; title: string; done: boolean; modulesDone: number; modules: number }

/**
 * How far a person has come with the published courses that somebody of these kinds needs, one entry per course; none when
 * nothing is asked for. For the person, their coordinators and the program; others get no course they may not see.
 */
export async function trainingFor(sql: Sql, { organisationId, personId, kinds, language }: { organisationId: string; personId: string; kinds: Kind[]; language: Language }): Promise<Training[]> {
  const rows = await sql<Omit<Training, 'title'> & { texts: In<CourseWords> }>`
    SELECT c.id AS "courseId", c.texts, EXISTS (SELECT FROM school_completions d WHERE d.course_id = c.id AND d.person_id = ${personId}::uuid) AS done,
      count(m.id)::int AS modules, count(p.done_at)::int AS "modulesDone"
    FROM school_courses c LEFT JOIN school_modules m ON m.course_id = c.id AND m.published_at IS NOT NULL AND m.retired_at IS NULL
    LEFT JOIN school_progress p ON p.module_id = m.id AND p.person_id = ${personId}::uuid
    WHERE c.organisation_id = ${organisationId}::uuid AND c.published_at IS NOT NULL AND c.retired_at IS NULL AND c.kinds && ${kinds}::text[]
    GROUP BY c.id ORDER BY c.created_at, c.id`
  return rows.map(({ texts, ...row }) => ({ ...row, title: wordsIn(texts, language).words.title }))
}
