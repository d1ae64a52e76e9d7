import { tell } from '#app/domain/history/commands.server.ts'
import { idFrom } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Kind } from '../../schema.ts'
import type { CourseWords } from '../schema.ts'
import { sixModules, sixModulesCourse } from '../six-modules/six-modules.ts'
import type { courseSteps, moduleSteps, ModuleWritten } from './schema.ts'

interface By { organisationId: string; personId: string; now: Date }

export const sixModulesId = (organisationId: string) => idFrom(`school six modules ${organisationId}`)

/** An organisation begins with the six modules: a draft of its own, to change as it likes. Pressing twice is pressing once. */
export async function beginWithSix(sql: Sql, { organisationId, personId, now }: By, language: Language): Promise<{ id: string }> {
  const id = sixModulesId(organisationId)
  const made = await sql`INSERT INTO school_courses (id, organisation_id, language, kinds, texts, created_by, created_at)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${language}, ${['companion', 'peer']}::text[], ${JSON.stringify(sixModulesCourse)}::jsonb, ${personId}::uuid, ${now}::timestamptz) ON CONFLICT (id) DO NOTHING RETURNING 1`
  if (made.length === 0) return { id }
  const rows = sixModules.map((module, index) => ({ id: idFrom(`school six modules ${organisationId} ${index}`), position: index + 1, ...module }))
  await sql`INSERT INTO school_modules (id, course_id, position, texts, quiz, practice, published_at)
    SELECT id, ${id}::uuid, position, texts, quiz, practice, ${now}::timestamptz FROM json_to_recordset(${JSON.stringify(rows)}::text::json) AS given (id uuid, position int, texts jsonb, quiz jsonb, practice boolean)`
  await tell(sql, { organisationId, subject: ['course', id], event: 'school.course-made' })
  return { id }
}

/** `id` comes with the form: sent twice, it is the same course. */
export async function makeCourse(sql: Sql, { organisationId, personId, now }: By, { id, language, words, kinds }: { id: string; language: Language; words: CourseWords; kinds: Kind[] }) {
  const made = await sql`INSERT INTO school_courses (id, organisation_id, language, kinds, texts, created_by, created_at)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${language}, ${kinds}::text[], ${JSON.stringify({ [language]: words })}::jsonb, ${personId}::uuid, ${now}::timestamptz) ON CONFLICT (id) DO NOTHING RETURNING 1`
  if (made.length > 0) await tell(sql, { organisationId, subject: ['course', id], event: 'school.course-made' })
}

/** What the course is called in one language, whom it is for, and who may sign off. False when somebody else saved meanwhile. */
export async function editCourse(sql: Sql, { organisationId }: By, { id, version, language, words, kinds, supervisors }: { id: string; version: number; language: Language; words: CourseWords; kinds: Kind[]; supervisors: string[] }): Promise<boolean> {
  const saved = await sql`UPDATE school_courses SET texts = texts || ${JSON.stringify({ [language]: words })}::jsonb, kinds = ${kinds}::text[], version = version + 1
    WHERE id = ${id}::uuid AND organisation_id = ${organisationId}::uuid AND version = ${version}::int RETURNING 1`
  if (saved.length === 0) return false
  await sql`DELETE FROM school_supervisors WHERE course_id = ${id}::uuid AND NOT (person_id = ANY (${supervisors}::uuid[]))`
  await sql`INSERT INTO school_supervisors (course_id, person_id) SELECT ${id}::uuid, person FROM unnest(${supervisors}::uuid[]) AS person ON CONFLICT DO NOTHING`
  await tell(sql, { organisationId, subject: ['course', id], event: 'school.course-edited' })
  return true
}

const courseDeeds = { publish: 'school.course-published', retire: 'school.course-retired', restore: 'school.course-restored', discard: 'school.course-discarded' } as const

/** A course comes into use, is put away or taken up again; a draft that nobody began may be thrown away. */
export async function stepCourse(sql: Sql, { organisationId, now }: By, id: string, step: (typeof courseSteps)[number]): Promise<boolean> {
  const [moved] = step === 'publish'
    ? await sql`UPDATE school_courses c SET published_at = ${now}::timestamptz WHERE id = ${id}::uuid AND organisation_id = ${organisationId}::uuid AND published_at IS NULL
        AND EXISTS (SELECT FROM school_modules m WHERE m.course_id = c.id AND m.published_at IS NOT NULL AND m.retired_at IS NULL) RETURNING 1`
    : step === 'retire' ? await sql`UPDATE school_courses SET retired_at = ${now}::timestamptz WHERE id = ${id}::uuid AND organisation_id = ${organisationId}::uuid AND retired_at IS NULL AND published_at IS NOT NULL RETURNING 1`
    : step === 'restore' ? await sql`UPDATE school_courses SET retired_at = NULL WHERE id = ${id}::uuid AND organisation_id = ${organisationId}::uuid AND retired_at IS NOT NULL RETURNING 1`
    : await sql`DELETE FROM school_courses WHERE id = ${id}::uuid AND organisation_id = ${organisationId}::uuid AND published_at IS NULL RETURNING 1`
  if (moved) await tell(sql, { organisationId, subject: ['course', id], event: courseDeeds[step] })
  return moved !== undefined
}

/** A new module at the end, as a draft. `id` comes with the form: sent twice, it is the same module. */
export async function makeModule(sql: Sql, { organisationId }: By, courseId: string, { id, written }: { id: string; written: ModuleWritten }) {
  const { lang, words, questions, practised } = written
  const made = await sql`INSERT INTO school_modules (id, course_id, position, texts, quiz, practice)
    SELECT ${id}::uuid, ${courseId}::uuid, coalesce(max(m.position), 0) + 1, ${JSON.stringify({ [lang]: words })}::jsonb, ${JSON.stringify(questions.length > 0 ? { [lang]: questions } : {})}::jsonb, ${practised}
    FROM school_modules m WHERE m.course_id = ${courseId}::uuid ON CONFLICT (id) DO NOTHING RETURNING 1`
  if (made.length > 0) await tell(sql, { organisationId, subject: ['course', courseId], event: 'school.module-changed', facts: { module: id, step: 'made' } })
}

/** A module in one language; the others stay. What people have done in it stays done. False when somebody else saved meanwhile. */
export async function editModule(sql: Sql, { organisationId }: By, courseId: string, { id, written }: { id: string; written: ModuleWritten }): Promise<boolean> {
  const { lang, version, words, questions, practised } = written
  const saved = await sql`UPDATE school_modules SET texts = texts || ${JSON.stringify({ [lang]: words })}::jsonb,
      quiz = (quiz - ${lang}::text) || ${JSON.stringify(questions.length > 0 ? { [lang]: questions } : {})}::jsonb, practice = ${practised}, version = version + 1
    WHERE id = ${id}::uuid AND course_id = ${courseId}::uuid AND version = ${version}::int RETURNING 1`
  if (saved.length === 0) return false
  await tell(sql, { organisationId, subject: ['course', courseId], event: 'school.module-changed', facts: { module: id, step: 'edited' } })
  return true
}

/** A module comes into use, is put away, taken up again, thrown away while nobody has begun it, or moves in the order. */
export async function stepModule(sql: Sql, { organisationId, now }: By, courseId: string, id: string, step: (typeof moduleSteps)[number]): Promise<boolean> {
  if (step === 'up' || step === 'down') return moveModule(sql, courseId, id, step)
  const [moved] = step === 'publish' ? await sql`UPDATE school_modules SET published_at = ${now}::timestamptz WHERE id = ${id}::uuid AND course_id = ${courseId}::uuid AND published_at IS NULL RETURNING 1`
    : step === 'retire' ? await sql`UPDATE school_modules SET retired_at = ${now}::timestamptz WHERE id = ${id}::uuid AND course_id = ${courseId}::uuid AND retired_at IS NULL AND published_at IS NOT NULL RETURNING 1`
    : step === 'restore' ? await sql`UPDATE school_modules SET retired_at = NULL WHERE id = ${id}::uuid AND course_id = ${courseId}::uuid AND retired_at IS NOT NULL RETURNING 1`
    : await sql`DELETE FROM school_modules WHERE id = ${id}::uuid AND course_id = ${courseId}::uuid RETURNING 1`
  if (moved) await tell(sql, { organisationId, subject: ['course', courseId], event: 'school.module-changed', facts: { module: id, step } })
  return moved !== undefined
}

async function moveModule(sql: Sql, courseId: string, id: string, step: 'up' | 'down'): Promise<boolean> {
  await sql`SELECT 1 FROM school_courses WHERE id = ${courseId}::uuid FOR UPDATE` // two at once would both move from the same place
  const order = (await sql<{ id: string }>`SELECT id FROM school_modules WHERE course_id = ${courseId}::uuid AND retired_at IS NULL ORDER BY position, id`).map((one) => one.id)
  const from = order.indexOf(id), to = from + (step === 'up' ? -1 : 1)
  if (from < 0 || to < 0 || to >= order.length) return false
  order.splice(to, 0, ...order.splice(from, 1))
  await sql`UPDATE school_modules m SET position = given.n FROM unnest(${order}::uuid[]) WITH ORDINALITY AS given (id, n) WHERE m.id = given.id AND m.course_id = ${courseId}::uuid`
  return true
}

/** Which of what the organisation has published belongs to a module. What is over stays as it was. */
export async function setMeetings(sql: Sql, { organisationId, now }: By, moduleId: string, chosen: string[]) {
  await sql`DELETE FROM school_meetings w USING activities a WHERE w.module_id = ${moduleId}::uuid AND a.id = w.activity_id AND a.ends_at > ${now}::timestamptz AND NOT (a.id = ANY (${chosen}::uuid[]))`
  await sql`INSERT INTO school_meetings (module_id, activity_id) SELECT ${moduleId}::uuid, a.id FROM activities a
    WHERE a.id = ANY (${chosen}::uuid[]) AND a.organisation_id = ${organisationId}::uuid AND a.published_at IS NOT NULL AND a.cancelled_at IS NULL AND a.ends_at > ${now}::timestamptz ON CONFLICT DO NOTHING`
}
