import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { type CoordinatorNews, tellingTexts, type VolunteerNews } from './messages.ts'

interface Reader { personId: string; email: string; language: Language }

const pages: Record<VolunteerNews, (slug: string) => string> = {
  applied: (slug) => `/me/volunteering/${slug}`, talking: (slug) => `/me/volunteering/${slug}`, preparing: (slug) => `/me/volunteering/${slug}`, ready: (slug) => `/me/volunteering/${slug}`,
  'talking-times': (slug) => `/me/volunteering/${slug}/conversation`, times: (slug) => `/me/volunteering/${slug}/conversation`, 'nudge-book': (slug) => `/me/volunteering/${slug}/conversation`,
  'nudge-items': (slug) => `/me/volunteering/${slug}`, pause: (slug) => `/me/volunteering/${slug}?do=pause`, 'sign-again': (slug) => `/me/volunteering/${slug}/declaration`,
  thanked: () => '/volunteer', left: (slug) => `/me/volunteering/${slug}`,
}

/** The volunteer hears of something in their own language, with the words that came with it. The subject says nothing. */
export async function tellVolunteer(sql: Sql, volunteerId: string, { news, message = '' }: { news: VolunteerNews; message?: string }): Promise<void> {
  await actingAs(sql, system('companions'), async (sql) => {
    const [found] = await sql<Reader & { slug: string; organisation: string }>`
      SELECT p.id AS "personId", p.email::text AS email, p.language, o.slug, o.name AS organisation
      FROM volunteers v JOIN organisations o ON o.id = v.organisation_id JOIN people p ON p.id = v.person_id WHERE v.id = ${volunteerId}::uuid`
    if (!found) return
    const texts = tellingTexts(found.language)
    const said = texts.volunteer(news, { organisation: found.organisation })
    await owe(sql, letterTo(found, {
      subject: texts.subject, title: said.title,
      paragraphs: [...said.paragraphs, ...(message ? [texts.theyWrite(found.organisation), ...message.split(/\n{2,}/)] : []), ...said.next],
      facts: [[texts.factWho, found.organisation]],
      buttons: [{ text: said.button, href: pages[news](found.slug) }],
    }))
  })
}

/** The coordinators who work there today hear of something; never about themselves. */
export async function tellCoordinators(sql: Sql, { organisationId, volunteerId, news, count = 1 }: { organisationId: string; volunteerId?: string; news: CoordinatorNews; count?: number }): Promise<void> {
  await actingAs(sql, system('companions'), async (sql) => {
    const readers = await sql<Reader & { slug: string; organisation: string; name: string | null }>`
      SELECT p.id AS "personId", p.email::text AS email, p.language, o.slug, o.name AS organisation, who.name
      FROM organisations o JOIN people p ON coordinates_today(o.id, p.id)
      LEFT JOIN volunteers v ON v.id = ${volunteerId ?? null}::uuid LEFT JOIN people who ON who.id = v.person_id
      WHERE o.id = ${organisationId}::uuid AND p.id IS DISTINCT FROM v.person_id
        AND p.id IN (SELECT m.person_id FROM memberships m WHERE m.organisation_id = o.id AND m.role = 'coordinator') ORDER BY p.id`
    await owe(sql, readers.map((reader) => {
      const texts = tellingTexts(reader.language)
      const said = texts.coordinator(news, { name: reader.name ?? '', count })
      const list = `/manage/${reader.slug}/volunteers`
      const page = news === 'no-times' ? `${list}/times` : volunteerId && news !== 'left' ? `${list}/${volunteerId}` : list
      return letterTo(reader, { subject: texts.subject, title: said.title, paragraphs: said.paragraphs, facts: [[texts.factWho, reader.organisation]], buttons: [{ text: said.button, href: page }] })
    }))
  })
}
