import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { wordsIn } from '../rules.ts'
import { openReflection } from '../sealing.server.ts'
import type { CourseWords, In, ModuleWords, Question } from '../schema.ts'

export interface ModuleStep { id: string; title: string; textLanguage: Language; begun: boolean; done: boolean; doneAt: Date | null; waits: boolean }
export interface MyCourse {
  id: string
  title: string
  about: string
  textLanguage: Language
  organisation: { id: string; slug: string; name: string; zone: string }
  /** false: put away, or one gives no time there any more; only the certificate is left. */
  open: boolean
  completedAt: Date | null
  modules: ModuleStep[]
}

/** The courses a person may take, or has done something of, with how far they have come. */
export async function myCourses(sql: Sql, personId: string, language: Language): Promise<MyCourse[]> {
  const rows = await sql<Omit<MyCourse, 'title' | 'about' | 'textLanguage' | 'modules'> & { texts: In<CourseWords>; modules: (Omit<ModuleStep, 'title' | 'textLanguage' | 'doneAt'> & { texts: In<{ title: string }>; doneAt: string | null })[] }>`
    SELECT c.id, c.texts, json_build_object('id', o.id, 'slug', o.slug, 'name', o.name, 'zone', o.zone) AS organisation, c.retired_at IS NULL AND may_learn(c.organisation_id) AS open,
      (SELECT d.completed_at FROM school_completions d WHERE d.course_id = c.id AND d.person_id = ${personId}::uuid) AS "completedAt",
      coalesce((SELECT json_agg(json_build_object('id', m.id, 'texts', titles_of(m.texts), 'begun', p.module_id IS NOT NULL, 'done', p.done_at IS NOT NULL, 'doneAt', p.done_at,
          'waits', p.asked_at IS NOT NULL AND p.signed_at IS NULL) ORDER BY m.position, m.id)
        FROM school_modules m LEFT JOIN school_progress p ON p.module_id = m.id AND p.person_id = ${personId}::uuid
        WHERE m.course_id = c.id AND (m.published_at IS NOT NULL AND m.retired_at IS NULL OR p.done_at IS NOT NULL)), '[]') AS modules
    FROM school_courses c JOIN organisations o ON o.id = c.organisation_id
    WHERE c.published_at IS NOT NULL AND (c.retired_at IS NULL AND may_learn(c.organisation_id) OR has_done_in_course(c.id))
    ORDER BY o.name, c.created_at, c.id LIMIT 100`
  return rows.map(({ texts, modules, ...row }) => {
    const { words, language: textLanguage } = wordsIn(texts, language)
    return {
      ...row, ...words, textLanguage,
      modules: modules.map(({ texts: titles, doneAt, ...step }) => {
        const found = wordsIn(titles, language)
        return { ...step, title: found.words.title, textLanguage: found.language, doneAt: doneAt === null ? null : new Date(doneAt) }
      }),
    }
  })
}

/** Whether there is a course or a supervision for the actor. */
export const hasSchool = async (sql: Sql) =>
  (await sql`SELECT 1 FROM school_courses c WHERE c.published_at IS NOT NULL AND (c.retired_at IS NULL AND may_learn(c.organisation_id) OR has_done_in_course(c.id)) UNION ALL SELECT 1 FROM supervisions LIMIT 1`).length > 0

export const myCourse = async (sql: Sql, courseId: string, personId: string, language: Language) =>
  (await myCourses(sql, personId, language)).find((one) => one.id === courseId) ?? null

export interface Meeting { id: string; slug: string; title: string; startsAt: Date; endsAt: Date; zone: string; allDay: boolean; joined: boolean }
export interface ModulePage {
  id: string
  words: ModuleWords
  textLanguage: Language
  quiz: { questions: Question[]; language: Language } | null
  practice: boolean
  readAt: Date | null
  answers: (number | null)[] | null
  passedAt: Date | null
  askedAt: Date | null
  signedAt: Date | null
  signer: string | null
  doneAt: Date | null
  reflection: { words: string; shared: boolean } | null
  /** Who may sign off beside the coordinators is the course's business: they are not named here. */
  meetings: Meeting[]
}

/** One module with everything the learner has done in it. */
export async function myModule(sql: Sql, { courseId, moduleId, personId, language, now }: { courseId: string; moduleId: string; personId: string; language: Language; now: Date }): Promise<ModulePage | null> {
  const [found] = await sql<Omit<ModulePage, 'words' | 'textLanguage' | 'quiz' | 'reflection' | 'meetings'> & { texts: In<ModuleWords>; quiz: In<Question[]>; organisationId: string; sealed: string | null; shared: boolean | null }>`
    SELECT m.id, m.texts, m.quiz, m.practice, c.organisation_id AS "organisationId", p.read_at AS "readAt", p.answers, p.passed_at AS "passedAt", p.asked_at AS "askedAt", p.signed_at AS "signedAt",
      signer_of(m.id, ${personId}::uuid) AS signer, p.done_at AS "doneAt", r.sealed, r.shared
    FROM school_modules m JOIN school_courses c ON c.id = m.course_id
    LEFT JOIN school_progress p ON p.module_id = m.id AND p.person_id = ${personId}::uuid
    LEFT JOIN school_reflections r ON r.module_id = m.id AND r.person_id = ${personId}::uuid
    WHERE m.id = ${moduleId}::uuid AND c.id = ${courseId}::uuid AND learns_module(m.id)`
  if (!found) return null
  const meetings = await sql<Meeting>`
    SELECT a.id, a.slug, t.title, a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.zone, a.all_day AS "allDay",
      EXISTS (SELECT FROM sign_ups s WHERE s.activity_id = a.id AND s.person_id = ${personId}::uuid AND s.state = 'joined') AS joined
    FROM school_meetings w JOIN activities a ON a.id = w.activity_id
    JOIN LATERAL (SELECT x.title FROM activity_texts x WHERE x.activity_id = a.id ORDER BY x.language = ${language} DESC, x.language = a.language DESC LIMIT 1) t ON true
    WHERE w.module_id = ${moduleId}::uuid AND a.published_at IS NOT NULL AND a.cancelled_at IS NULL AND a.ends_at > ${now}::timestamptz ORDER BY a.starts_at, a.id LIMIT 50`
  const { texts, quiz, organisationId, sealed, shared, ...row } = found
  const { words, language: textLanguage } = wordsIn(texts, language)
  const asked = Object.keys(quiz).length > 0 ? wordsIn(quiz, language) : null
  return {
    ...row, words, textLanguage, meetings, quiz: asked && { questions: asked.words, language: asked.language },
    reflection: sealed === null ? null : { words: openReflection({ moduleId, personId, organisationId }, sealed), shared: shared ?? false },
  }
}
