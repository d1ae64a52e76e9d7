import { randomUUID } from 'node:crypto'
import type { Kind } from '#app/domain/companions/schema.ts'
import type { Question } from '#app/domain/companions/school/schema.ts'
import type { TestDatabase } from './database.ts'

const words = (title: string) => ({ title, body: 'Les dette.', link: '', linkText: '', exercise: '', reflection: 'Hva tenker du?', practice: '' })
export const oneQuestion: Question[] = [{ question: 'Hva gjør du først?', options: ['Lytter', 'Forteller'], right: 0, why: 'Å lytte kommer først.' }]

/** A published course for companions with two modules: one to read, one with a quiz and practice; unless told otherwise. */
export async function makeCourse(database: TestDatabase, { organisation, kinds = ['companion'], published = true }: { organisation: { id: string }; kinds?: Kind[]; published?: boolean }) {
  const id = randomUUID()
  await database.owner(`INSERT INTO school_courses (id, organisation_id, language, kinds, texts, created_at, published_at) VALUES ($1, $2, 'nb', $3, $4, now(), CASE WHEN $5 THEN now() END)`,
    [id, organisation.id, kinds, JSON.stringify({ nb: { title: 'Skolen', about: '' } }), published])
  const module = async (position: number, title: string, more: { quiz?: Question[]; practice?: boolean } = {}) => {
    const made = randomUUID()
    await database.owner(`INSERT INTO school_modules (id, course_id, position, texts, quiz, practice, published_at) VALUES ($1, $2, $3, $4, $5, $6, now())`,
      [made, id, position, JSON.stringify({ nb: words(title) }), JSON.stringify(more.quiz ? { nb: more.quiz } : {}), more.practice ?? false])
    return made
  }
  return { id, organisationId: organisation.id, modules: [await module(1, 'Å lese'), await module(2, 'Å øve', { quiz: oneQuestion, practice: true })] as [string, string] }
}
