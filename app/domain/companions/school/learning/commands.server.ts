import { tell } from '#app/domain/history/commands.server.ts'
import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { wordsIn } from '../rules.ts'
import { sealReflection } from '../sealing.server.ts'
import type { In, ModuleWords, Question } from '../schema.ts'
import { schoolTexts } from './messages.ts'
import { gradeQuiz } from './rules.ts'
import type { Learnt } from './schema.ts'

interface At { moduleId: string; courseId: string; organisationId: string; personId: string; now: Date }

/**
 * A learner goes on with a module. Whatever button was pressed, the answers ticked and the reflection are kept; `read` and
 * `quiz` say that the text was read, `practice` asks for a sign-off. Asking twice is asking once.
 */
export async function learn(sql: Sql, at: At, { sent, questions, answers }: { sent: Learnt; questions: Question[]; answers: (number | null)[] }): Promise<{ done: boolean; completed: boolean }> {
  const { moduleId, personId, now } = at
  const before = await hasCompleted(sql, at)
  const read = sent.intent === 'read' || sent.intent === 'quiz' ? now : null
  const passed = sent.intent === 'quiz' && gradeQuiz(questions, answers).passed ? now : null
  const [progress] = await sql<{ done: boolean }>`
    INSERT INTO school_progress (module_id, person_id, read_at, answers, passed_at)
    VALUES (${moduleId}::uuid, ${personId}::uuid, ${read}::timestamptz, ${questions.length > 0 ? JSON.stringify(answers) : null}::jsonb, ${passed}::timestamptz)
    ON CONFLICT (module_id, person_id) DO UPDATE SET read_at = coalesce(school_progress.read_at, excluded.read_at), answers = coalesce(excluded.answers, school_progress.answers),
      passed_at = coalesce(school_progress.passed_at, excluded.passed_at)
    RETURNING done_at IS NOT NULL AS done`
  if (sent.reflection !== undefined) await keepReflection(sql, at, sent.reflection, sent.shared)
  if (sent.intent === 'practice') await askForSignOff(sql, at)
  const completed = !before && (await hasCompleted(sql, at))
  if (completed) await tell(sql, { organisationId: at.organisationId, subject: ['course', at.courseId], event: 'school.completed' })
  return { done: progress!.done, completed }
}

async function keepReflection(sql: Sql, { moduleId, personId, organisationId, now }: At, words: string, shared: boolean) {
  if (words === '') await sql`DELETE FROM school_reflections WHERE module_id = ${moduleId}::uuid AND person_id = ${personId}::uuid`
  else {
    await sql`INSERT INTO school_reflections (module_id, person_id, sealed, shared, changed_at)
      VALUES (${moduleId}::uuid, ${personId}::uuid, ${sealReflection({ moduleId, personId, organisationId }, words)}, ${shared}, ${now}::timestamptz)
      ON CONFLICT (module_id, person_id) DO UPDATE SET sealed = excluded.sealed, shared = excluded.shared, changed_at = excluded.changed_at`
  }
}

/** Those who may sign off hear of it: who was named for it and is still here, or the coordinators when nobody is. */
async function askForSignOff(sql: Sql, { moduleId, courseId, organisationId, personId, now }: At) {
  const asked = await sql`UPDATE school_progress p SET asked_at = ${now}::timestamptz FROM school_modules m
    WHERE p.module_id = ${moduleId}::uuid AND p.person_id = ${personId}::uuid AND m.id = p.module_id AND m.practice AND p.asked_at IS NULL RETURNING 1`
  if (asked.length === 0) return
  await actingAs(sql, system('companions'), async (sql) => {
    const [learner] = await sql<{ name: string; slug: string }>`SELECT p.name, o.slug FROM people p, organisations o WHERE p.id = ${personId}::uuid AND o.id = ${organisationId}::uuid`
    const readers = await sql<{ personId: string; email: string; language: Language; coordinates: boolean }>`
      WITH named AS (SELECT s.person_id FROM school_supervisors s WHERE s.course_id = ${courseId}::uuid AND s.person_id <> ${personId}::uuid AND (
          EXISTS (SELECT FROM volunteers v WHERE v.organisation_id = ${organisationId}::uuid AND v.person_id = s.person_id AND v.state <> 'left')
          OR EXISTS (SELECT FROM memberships m WHERE m.organisation_id = ${organisationId}::uuid AND m.person_id = s.person_id AND m.role IN ('volunteer', 'organiser', 'coordinator', 'administrator')
            AND m.valid_from <= ${now}::date AND (m.valid_to IS NULL OR m.valid_to >= ${now}::date)))),
        coordinators AS (SELECT DISTINCT m.person_id FROM memberships m WHERE m.organisation_id = ${organisationId}::uuid AND m.role = 'coordinator' AND m.person_id <> ${personId}::uuid
          AND m.valid_from <= ${now}::date AND (m.valid_to IS NULL OR m.valid_to >= ${now}::date))
      SELECT p.id AS "personId", p.email::text AS email, p.language, p.id IN (SELECT person_id FROM coordinators) AS coordinates FROM people p
      WHERE p.id IN (SELECT person_id FROM named) OR (NOT EXISTS (SELECT FROM named) AND p.id IN (SELECT person_id FROM coordinators)) ORDER BY p.id`
    await owe(sql, readers.map((reader) => {
      const texts = schoolTexts(reader.language)
      return letterTo(reader, {
        subject: texts.askedSubject, title: texts.askedTitle(learner!.name), paragraphs: [texts.askedText],
        buttons: [{ text: texts.askedButton, href: reader.coordinates ? `/manage/${learner!.slug}/school/${courseId}/learners/${personId}` : '/me/school/practice' }],
      })
    }))
  })
}

/** Somebody who may has seen the learner practise. The learner hears of it, and of the certificate when that was the last. */
export async function signOff(sql: Sql, { moduleId, courseId, learnerId, by, now }: { moduleId: string; courseId: string; learnerId: string; by: string; now: Date }): Promise<{ ok: boolean }> {
  const at = { courseId, personId: learnerId }
  const signed = await sql<{ organisationId: string }>`UPDATE school_progress SET signed_at = ${now}::timestamptz, signed_by = ${by}::uuid
    WHERE module_id = ${moduleId}::uuid AND course_id = ${courseId}::uuid AND person_id = ${learnerId}::uuid AND person_id <> ${by}::uuid AND asked_at IS NOT NULL AND signed_at IS NULL
    RETURNING organisation_id AS "organisationId"`
  if (signed.length === 0) {
    const [already] = await sql`SELECT 1 FROM school_progress WHERE module_id = ${moduleId}::uuid AND course_id = ${courseId}::uuid AND person_id = ${learnerId}::uuid AND signed_at IS NOT NULL`
    return { ok: already !== undefined }
  }
  const { organisationId } = signed[0]!
  await tell(sql, { organisationId, subject: ['course', courseId], event: 'school.signed-off', facts: { module: moduleId, person: learnerId } })
  await actingAs(sql, system('companions'), async (sql) => {
    const completed = await hasCompleted(sql, at)
    const [reader] = await sql<{ personId: string; email: string; language: Language; signer: string; texts: In<ModuleWords> }>`
      SELECT p.id AS "personId", p.email::text AS email, p.language, who.name AS signer, m.texts FROM people p, people who, school_modules m
      WHERE p.id = ${learnerId}::uuid AND who.id = ${by}::uuid AND m.id = ${moduleId}::uuid`
    const texts = schoolTexts(reader!.language)
    await owe(sql, letterTo(reader!, {
      subject: texts.signedSubject, title: texts.signedTitle,
      paragraphs: [texts.signedText(reader!.signer, wordsIn(reader!.texts, reader!.language).words.title), ...(completed ? [texts.signedLast] : [])],
      buttons: [{ text: texts.signedButton, href: `/me/school/${courseId}` }],
    }))
  })
  return { ok: true }
}

const hasCompleted = async (sql: Sql, { courseId, personId }: { courseId: string; personId: string }) =>
  (await sql`SELECT 1 FROM school_completions WHERE course_id = ${courseId}::uuid AND person_id = ${personId}::uuid`).length > 0
