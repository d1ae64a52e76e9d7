import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { layPaper, paperInk, paperSheet, printable } from '#app/platform/pdf/paper.server.ts'
import { sayDate } from '#app/platform/time.ts'
import { wordsIn } from '../rules.ts'
import type { CourseWords, In } from '../schema.ts'
import { certificateTexts } from './messages.ts'

export interface CertificateFacts { language: Language; name: string; course: string; modules: string[]; organisation: string; zone: string; completedAt: Date }

/** What a certificate says: for the learner and the coordinators, when the course is done. */
export async function certificateOf(sql: Sql, { courseId, personId, organisationId, language }: { courseId: string; personId: string; organisationId?: string; language: Language }): Promise<CertificateFacts | null> {
  const [found] = await sql<Omit<CertificateFacts, 'language' | 'course' | 'modules'> & { texts: In<CourseWords>; modules: In<{ title: string }>[] }>`
    SELECT coalesce((SELECT who.name FROM learners_of(c.id) who WHERE who.person_id = d.person_id), (SELECT p.name FROM people p WHERE p.id = d.person_id)) AS name, c.texts, o.name AS organisation, o.zone, d.completed_at AS "completedAt",
      (SELECT json_agg(titles_of(m.texts) ORDER BY m.position, m.id) FROM school_modules m JOIN school_progress p ON p.module_id = m.id AND p.person_id = d.person_id
        WHERE m.course_id = c.id AND p.done_at IS NOT NULL) AS modules
    FROM school_completions d JOIN school_courses c ON c.id = d.course_id JOIN organisations o ON o.id = c.organisation_id
    WHERE d.course_id = ${courseId}::uuid AND d.person_id = ${personId}::uuid AND (${organisationId ?? null}::uuid IS NULL OR c.organisation_id = ${organisationId ?? null}::uuid)`
  if (!found) return null
  const { texts, modules, ...rest } = found
  return { ...rest, language, course: wordsIn(texts, language).words.title, modules: modules.map((titles) => wordsIn(titles, language).words.title) }
}

/** One A4 page to put in a folder or to show: who, what, when, where. It says nothing of anybody's past. */
export async function drawCertificate(facts: CertificateFacts): Promise<Buffer> {
  const texts = certificateTexts(facts.language)
  const { document, done } = layPaper({ language: facts.language, title: `${texts.title}: ${facts.name}`, author: facts.organisation, made: facts.completedAt })
  const edge = 72
  const width = paperSheet.width - 2 * edge
  let y = 120
  const put = (tag: 'H1' | 'H2' | 'P', text: string, font: 'regular' | 'bold', size: number, colour: string, gap = 0) => {
    const said = printable(document, text)
    let fits = size
    while (fits > 10 && document.font(font).fontSize(fits).heightOfString(said, { width }) > size * 2.6) fits--
    y += gap
    const at = y
    document.addStructure(document.struct(tag, {}, () => void document.font(font).fontSize(fits).fillColor(colour).text(said, edge, at, { width })))
    y += document.font(font).fontSize(fits).heightOfString(said, { width })
  }
  put('P', facts.organisation, 'bold', 18, paperInk.soft)
  document.markContent('Artifact', { type: 'Layout' })
  document.save().translate(edge, y + 8).scale(1.4).path('M2 10.5c9-6 17-7.5 25-4.5s13 7.5 23 6.5 15-8 26-8 14 7 25 6.5 13-5.5 22-5.5 16 4.5 35 3').lineWidth(3).lineCap('round').stroke(paperInk.berry).restore()
  document.endMarkedContent()
  put('H1', texts.title, 'bold', 44, paperInk.ink, 70)
  put('P', facts.name, 'bold', 30, paperInk.ink, 28)
  put('P', texts.has, 'regular', 16, paperInk.soft, 8)
  put('P', facts.course, 'bold', 24, paperInk.ink, 8)
  put('H2', texts.modules, 'bold', 14, paperInk.soft, 40)
  const left = paperSheet.height - 150 - y
  const size = Math.max(7, Math.min(14, left / (facts.modules.length * 1.9)))
  const room = Math.floor(left / (size * 1.9))
  const shown = facts.modules.length > room ? [...facts.modules.slice(0, room - 1), `+ ${facts.modules.length - room + 1}`] : facts.modules
  for (const module of shown) put('P', module, 'regular', size, paperInk.ink, 5)
  y = paperSheet.height - 130
  put('P', texts.at(facts.organisation, sayDate(facts.completedAt, facts.zone, facts.language)), 'regular', 14, paperInk.ink)
  document.end()
  return done
}

/** Drawing takes the processor for a tenth of a second, so they are drawn one at a time. */
let last: Promise<unknown> = Promise.resolve()
export async function certificateFile(facts: CertificateFacts): Promise<Response> {
  const drawn = last.then(() => drawCertificate(facts))
  last = drawn.catch(() => {})
  return new Response(new Uint8Array(await drawn), {
    headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${certificateTexts(facts.language).file}.pdf"`, 'cache-control': 'private, no-store' },
  })
}
