import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { type CoordinatorNews, coordinatorLetters } from './messages.ts'

/**
 * The organisation's coordinators of today hear that somebody waits for them: how many, never who. `about` has the pairing of
 * each thing there is. What is about a pairing that they are one of the two of is not counted for them: nothing of it reaches
 * them, not even that there is something. Who is told is counted.
 */
export async function tellCoordinators(sql: Sql, { organisationId, news, about }: { organisationId: string; news: CoordinatorNews; about: string[] }): Promise<number> {
  return actingAs(sql, system('companions'), async (sql) => {
    const readers = await sql<{ personId: string; email: string; language: Language; slug: string; own: string[] }>`
      SELECT DISTINCT p.id AS "personId", p.email::text AS email, p.language, o.slug,
        ARRAY(SELECT w.id::text FROM pairings w WHERE w.organisation_id = o.id AND p.id IN (w.participant_id, w.companion_id)) AS own
      FROM memberships m JOIN people p ON p.id = m.person_id JOIN organisations o ON o.id = m.organisation_id
      WHERE m.organisation_id = ${organisationId}::uuid AND m.role = 'coordinator' AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date) ORDER BY p.id`
    const letters = readers.flatMap(({ own, ...reader }) => {
      const count = about.filter((id) => !own.includes(id)).length
      if (count === 0) return []
      const texts = coordinatorLetters(reader.language)
      return letterTo(reader, { subject: texts.subject, ...texts.said(news, count), buttons: [{ text: texts.open, href: `/manage/${reader.slug}/pairings` }] })
    })
    await owe(sql, letters)
    return letters.length
  })
}
