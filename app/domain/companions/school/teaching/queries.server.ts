import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Kind } from '../../schema.ts'
import { wordsIn, writtenIn } from '../rules.ts'
import { openReflection } from '../sealing.server.ts'
import type { CourseWords, In, ModuleWords, Question } from '../schema.ts'

export interface Standing { publishedAt: Date | null; retiredAt: Date | null }
export interface CourseListed extends Standing { id: string; title: string; kinds: Kind[]; modules: number; learners: number; completed: number; waiting: number }

/** An organisation's courses for its coordinators: those in use first. */
export async function coursesAtWork(sql: Sql, organisationId: string, language: Language): Promise<CourseListed[]> {
  const rows = await sql<Omit<CourseListed, 'title'> & { texts: In<CourseWords> }>`
    SELECT c.id, c.texts, c.kinds, c.published_at AS "publishedAt", c.retired_at AS "retiredAt",
      (SELECT count(*)::int FROM school_modules m WHERE m.course_id = c.id AND m.retired_at IS NULL) AS modules,
      (SELECT count(DISTINCT p.person_id)::int FROM school_progress p WHERE p.course_id = c.id) AS learners,
      (SELECT count(*)::int FROM school_completions d WHERE d.course_id = c.id) AS completed,
      (SELECT count(*)::int FROM school_progress p WHERE p.course_id = c.id AND p.asked_at IS NOT NULL AND p.signed_at IS NULL AND p.person_id <> app_person()) AS waiting
    FROM school_courses c WHERE c.organisation_id = ${organisationId}::uuid ORDER BY c.retired_at IS NOT NULL, c.published_at IS NULL, c.created_at, c.id LIMIT 200`
  return rows.map(({ texts, ...row }) => ({ ...row, title: wordsIn(texts, language).words.title }))
}

export interface ModuleListed extends Standing { id: string; title: string; practice: boolean; quiz: boolean; meetings: number; begun: number; done: number; languages: Language[] }
export interface CourseAtWork extends Standing {
  id: string
  organisationId: string
  language: Language
  texts: In<CourseWords>
  kinds: Kind[]
  version: number
  begun: boolean
  supervisors: { id: string; name: string }[]
  modules: ModuleListed[]
}

export async function courseAtWork(sql: Sql, organisationId: string, id: string, language: Language): Promise<CourseAtWork | null> {
  const [found] = await sql<Omit<CourseAtWork, 'modules'>>`
    SELECT c.id, c.organisation_id AS "organisationId", c.language, c.texts, c.kinds, c.version, c.published_at AS "publishedAt", c.retired_at AS "retiredAt",
      EXISTS (SELECT FROM school_progress p WHERE p.course_id = c.id) AS begun,
      coalesce((SELECT json_agg(json_build_object('id', p.id, 'name', p.name) ORDER BY p.name) FROM school_supervisors s JOIN people p ON p.id = s.person_id WHERE s.course_id = c.id), '[]') AS supervisors
    FROM school_courses c WHERE c.id = ${id}::uuid AND c.organisation_id = ${organisationId}::uuid AND teaches(c.id)`
  if (!found) return null
  const modules = await sql<Omit<ModuleListed, 'title' | 'languages'> & { texts: In<{ title: string }> }>`
    SELECT m.id, titles_of(m.texts) AS texts, m.practice, m.quiz <> '{}' AS quiz, m.published_at AS "publishedAt", m.retired_at AS "retiredAt",
      (SELECT count(*)::int FROM school_meetings w WHERE w.module_id = m.id) AS meetings,
      (SELECT count(*)::int FROM school_progress p WHERE p.module_id = m.id) AS begun, (SELECT count(p.done_at)::int FROM school_progress p WHERE p.module_id = m.id) AS done
    FROM school_modules m WHERE m.course_id = ${id}::uuid ORDER BY m.retired_at IS NOT NULL, m.position, m.id`
  return { ...found, modules: modules.map(({ texts, ...row }) => ({ ...row, title: wordsIn(texts, language).words.title, languages: writtenIn(texts) })) }
}

export interface ModuleAtWork extends Standing { id: string; texts: In<ModuleWords>; quiz: In<Question[]>; practice: boolean; version: number; begun: boolean }
export async function moduleAtWork(sql: Sql, courseId: string, id: string): Promise<ModuleAtWork | null> {
  const [found] = await sql<ModuleAtWork>`
    SELECT m.id, m.texts, m.quiz, m.practice, m.version, m.published_at AS "publishedAt", m.retired_at AS "retiredAt", EXISTS (SELECT FROM school_progress p WHERE p.module_id = m.id) AS begun
    FROM school_modules m WHERE m.id = ${id}::uuid AND m.course_id = ${courseId}::uuid`
  return found ?? null
}

/** Who may be named to sign off practice: who gives time here now, by either way, and who is named already. */
export const mayBeNamed = (sql: Sql, organisationId: string, courseId: string) => sql<{ id: string; name: string; named: boolean }>`
  SELECT p.id, p.name, EXISTS (SELECT FROM school_supervisors s WHERE s.course_id = ${courseId}::uuid AND s.person_id = p.id) AS named FROM people p
  WHERE p.id IN (SELECT v.person_id FROM volunteers v WHERE v.organisation_id = ${organisationId}::uuid AND v.state IN ('ready', 'active')
    UNION SELECT m.person_id FROM memberships m WHERE m.organisation_id = ${organisationId}::uuid AND m.role = 'volunteer' AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date)
    UNION SELECT s.person_id FROM school_supervisors s WHERE s.course_id = ${courseId}::uuid)
  ORDER BY p.name, p.id LIMIT 300`

export interface MeetingChoice { id: string; title: string; startsAt: Date; endsAt: Date; zone: string; allDay: boolean; chosen: boolean }
/** What the organisation has published and not yet held, and what is chosen already. */
export const meetingChoices = (sql: Sql, organisationId: string, moduleId: string, { language, now }: { language: Language; now: Date }) => sql<MeetingChoice>`
  SELECT a.id, t.title, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay", w.activity_id IS NOT NULL AS chosen
  FROM activities a LEFT JOIN school_meetings w ON w.activity_id = a.id AND w.module_id = ${moduleId}::uuid
  JOIN LATERAL (SELECT x.title FROM activity_texts x WHERE x.activity_id = a.id ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
  WHERE a.organisation_id = ${organisationId}::uuid AND a.published_at IS NOT NULL AND a.cancelled_at IS NULL AND a.ends_at > ${now}::timestamptz
  ORDER BY w.activity_id IS NULL, a.starts_at, a.id LIMIT 200`

export interface Learner { personId: string; name: string; done: number; waiting: number; completedAt: Date | null }
/** Who has begun, who waits for a sign-off first. */
export const learnersAtWork = (sql: Sql, courseId: string) => sql<Learner>`
  SELECT who.person_id AS "personId", who.name, count(p.done_at) FILTER (WHERE m.retired_at IS NULL)::int AS done, count(*) FILTER (WHERE p.asked_at IS NOT NULL AND p.signed_at IS NULL AND p.person_id <> app_person())::int AS waiting,
    (SELECT d.completed_at FROM school_completions d WHERE d.course_id = ${courseId}::uuid AND d.person_id = who.person_id) AS "completedAt"
  FROM learners_of(${courseId}::uuid) who JOIN school_progress p ON p.course_id = ${courseId}::uuid AND p.person_id = who.person_id JOIN school_modules m ON m.id = p.module_id
  GROUP BY who.person_id, who.name ORDER BY 4 DESC, who.name, who.person_id LIMIT 500`

export interface LearnerStep { moduleId: string; title: string; practice: boolean; begun: boolean; doneAt: Date | null; askedAt: Date | null; signedAt: Date | null; signer: string | null; reflection: string | null }
export interface LearnerAtWork { personId: string; name: string; completedAt: Date | null; steps: LearnerStep[] }

/** One learner's way through a course, with what they chose to share, for who may see it. */
export async function learnerAtWork(sql: Sql, course: { id: string; organisationId: string }, personId: string, language: Language): Promise<LearnerAtWork | null> {
  const [who] = await sql<{ name: string; completedAt: Date | null }>`
    SELECT who.name, (SELECT d.completed_at FROM school_completions d WHERE d.course_id = ${course.id}::uuid AND d.person_id = who.person_id) AS "completedAt"
    FROM learners_of(${course.id}::uuid) who WHERE who.person_id = ${personId}::uuid`
  if (!who) return null
  const rows = await sql<Omit<LearnerStep, 'title' | 'reflection'> & { texts: In<{ title: string }>; sealed: string | null }>`
    SELECT m.id AS "moduleId", titles_of(m.texts) AS texts, m.practice, p.module_id IS NOT NULL AS begun, p.done_at AS "doneAt", p.asked_at AS "askedAt", p.signed_at AS "signedAt", signer_of(m.id, ${personId}::uuid) AS signer, r.sealed
    FROM school_modules m LEFT JOIN school_progress p ON p.module_id = m.id AND p.person_id = ${personId}::uuid
    LEFT JOIN school_reflections r ON r.module_id = m.id AND r.person_id = ${personId}::uuid AND r.shared
    WHERE m.course_id = ${course.id}::uuid AND m.published_at IS NOT NULL AND (m.retired_at IS NULL OR p.done_at IS NOT NULL) ORDER BY m.position, m.id`
  return {
    personId, ...who,
    steps: rows.map(({ texts, sealed, ...row }) => ({
      ...row, title: wordsIn(texts, language).words.title, reflection: sealed === null ? null : openReflection({ moduleId: row.moduleId, personId, organisationId: course.organisationId }, sealed),
    })),
  }
}

export interface PracticeWaiting { courseId: string; moduleId: string; personId: string; name: string; askedAt: Date; title: string; organisation: string; zone: string; practice: string; reflection: string | null }
/** Practice that waits for the actor to sign it off, as the one named for it, the longest wait first. */
export async function practiceToSign(sql: Sql, personId: string, language: Language): Promise<PracticeWaiting[]> {
  const rows = await sql<Omit<PracticeWaiting, 'title' | 'practice' | 'reflection'> & { texts: In<ModuleWords>; sealed: string | null; organisationId: string }>`
    SELECT p.course_id AS "courseId", p.module_id AS "moduleId", p.person_id AS "personId", who.name, p.asked_at AS "askedAt", m.texts, o.name AS organisation, o.zone, r.sealed, p.organisation_id AS "organisationId"
    FROM school_supervisors s JOIN school_progress p ON p.course_id = s.course_id JOIN school_modules m ON m.id = p.module_id JOIN organisations o ON o.id = p.organisation_id
    JOIN LATERAL learners_of(s.course_id) who ON who.person_id = p.person_id
    LEFT JOIN school_reflections r ON r.module_id = p.module_id AND r.person_id = p.person_id AND r.shared
    WHERE s.person_id = ${personId}::uuid AND signs_off(s.course_id) AND p.person_id <> ${personId}::uuid AND p.asked_at IS NOT NULL AND p.signed_at IS NULL ORDER BY p.asked_at LIMIT 100`
  return rows.map(({ texts, sealed, organisationId, ...row }) => {
    const { words } = wordsIn(texts, language)
    return { ...row, title: words.title, practice: words.practice, reflection: sealed === null ? null : openReflection({ moduleId: row.moduleId, personId: row.personId, organisationId }, sealed) }
  })
}

/** Whether the actor is named to sign off anywhere, so that their own page leads there. */
export const signsOffSomewhere = async (sql: Sql, personId: string) =>
  (await sql`SELECT 1 FROM school_supervisors s WHERE s.person_id = ${personId}::uuid AND signs_off(s.course_id) LIMIT 1`).length > 0
