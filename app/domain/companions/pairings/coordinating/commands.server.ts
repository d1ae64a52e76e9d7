import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { type CoordinatorNews, coordinatorLetters } from './messages.ts'

/**
 * The organisation's coordinators of today hear that somebody waits for them: how many, never who. A coordinator who is one
 * of the two of `pairingId` hears nothing of it.
 */
export async function tellCoordinators(sql: Sql, { organisationId, pairingId = null, news, count }: { organisationId: string; pairingId?: string | null; news: CoordinatorNews; count: number }): Promise<void> {
  await actingAs(sql, system('companions'), async (sql) => {
    const readers = await sql<{ personId: string; email: string; language: Language; slug: string }>`
      SELECT DISTINCT p.id AS "personId", p.email::text AS email, p.language, o.slug
      FROM memberships m JOIN people p ON p.id = m.person_id JOIN organisations o ON o.id = m.organisation_id
      WHERE m.organisation_id = ${organisationId}::uuid AND m.role = 'coordinator' AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date)
        AND NOT EXISTS (SELECT FROM pairings w WHERE w.id = ${pairingId}::uuid AND p.id IN (w.participant_id, w.companion_id)) ORDER BY p.id`
    await owe(sql, readers.map((reader) => {
      const texts = coordinatorLetters(reader.language)
      return letterTo(reader, { subject: texts.subject, ...texts.said(news, count), buttons: [{ text: texts.open, href: `/manage/${reader.slug}/pairings` }] })
    }))
  })
}
