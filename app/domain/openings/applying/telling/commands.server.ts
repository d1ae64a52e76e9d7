import { tell } from '#app/domain/history/commands.server.ts'
import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { State } from '../../schema.ts'
import { type EmployerNews, letterTexts } from './messages.ts'

interface About {
  applicationId: string
  openingId: string
  organisationId: string
  organisationSlug: string
  organisation: string
  /** In the reader's language, else in the original's. */
  title: string
  contact: string | null
}
interface Reader { personId: string; email: string; language: Language; openTitles: boolean }

/** The applicant hears of a step, in their own language, with the words that came with it. */
export async function tellApplicant(sql: Sql, applicationId: string, { state, message = '' }: { state: State; message?: string }): Promise<void> {
  await actingAs(sql, system('openings'), async (sql) => {
    const [found] = await sql<About & Reader>`
      SELECT a.id AS "applicationId", o.id AS "openingId", o.organisation_id AS "organisationId", house.slug AS "organisationSlug", house.name AS organisation, t.title,
        contact_name(o.id) AS contact, p.id AS "personId", p.email::text AS email, p.language, p.open_titles AS "openTitles"
      FROM applications a JOIN openings o ON o.id = a.opening_id JOIN organisations house ON house.id = o.organisation_id JOIN people p ON p.id = a.person_id
      JOIN LATERAL (SELECT text.* FROM opening_texts text WHERE text.opening_id = o.id ORDER BY text.language = p.language DESC, text.language = o.language DESC LIMIT 1) t ON true
      WHERE a.id = ${applicationId}::uuid`
    if (!found) return
    const texts = letterTexts(found.language)
    const said = texts.applicant(state, { title: found.title, organisation: found.organisation, contact: found.contact })
    await owe(sql, letterTo(found, {
      subject: found.openTitles ? found.title : texts.subject,
      title: said.title,
      paragraphs: [...said.paragraphs, ...(message ? [texts.theyWrite(found.organisation), ...message.split(/\n{2,}/)] : []), ...said.next],
      facts: [[texts.factWhat, found.title], [texts.factWho, found.organisation], ...(found.contact ? [[texts.factContact, found.contact] as [string, string]] : [])],
      buttons: [{ text: texts.seeApplication, href: `/me/applications/${applicationId}` }, ...(said.others ? [{ text: texts.seeOthers, href: '/openings', quiet: true }] : [])],
    }))
  })
}

/**
 * Those who answer hear of something: the contact person, else the maker, else the organisation's coordinators, whoever
 * works there today. `count` is how many wait.
 */
export async function tellAnswerers(sql: Sql, openingId: string, { news, applicationId, count = 1 }: { news: EmployerNews; applicationId?: string; count?: number }): Promise<void> {
  await actingAs(sql, system('openings'), async (sql) => {
    const readers = await sql<Reader & Omit<About, 'applicationId' | 'contact'> & { applicant: string | null }>`
      WITH working AS (
        SELECT DISTINCT ON (m.person_id) m.person_id AS id, CASE WHEN m.person_id = o.contact_id THEN 1 WHEN m.person_id = o.created_by THEN 2 ELSE 3 END AS rank
        FROM openings o JOIN memberships m ON m.organisation_id = o.organisation_id
        WHERE o.id = ${openingId}::uuid AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date) AND (
          (m.person_id = o.contact_id AND m.role <> 'participant') OR (m.person_id = o.created_by AND m.role IN ('organiser', 'coordinator', 'administrator')) OR m.role = 'coordinator')
      )
      SELECT p.id AS "personId", p.email::text AS email, p.language, p.open_titles AS "openTitles", o.id AS "openingId", o.organisation_id AS "organisationId",
        house.slug AS "organisationSlug", house.name AS organisation, t.title,
        (SELECT who.name FROM applications a JOIN people who ON who.id = a.person_id WHERE a.id = ${applicationId ?? null}::uuid) AS applicant
      FROM working w JOIN people p ON p.id = w.id JOIN openings o ON o.id = ${openingId}::uuid JOIN organisations house ON house.id = o.organisation_id
      JOIN LATERAL (SELECT text.* FROM opening_texts text WHERE text.opening_id = o.id ORDER BY text.language = p.language DESC, text.language = o.language DESC LIMIT 1) t ON true
      WHERE w.rank = (SELECT min(rank) FROM working) ORDER BY p.id`
    await owe(sql, readers.map((reader) => {
      const texts = letterTexts(reader.language)
      const said = texts.employer(news, { title: reader.title, applicant: reader.applicant ?? '', count })
      const address = `/manage/${reader.organisationSlug}/openings/${openingId}`
      return letterTo(reader, {
        subject: reader.openTitles ? reader.title : texts.employerSubject,
        title: said.title,
        paragraphs: said.paragraphs,
        facts: [[texts.factWhat, reader.title]],
        buttons: [{ text: said.button, href: applicationId && (news === 'sent' || news === 'accepted') ? `${address}/applications/${applicationId}` : address }],
      })
    }))
  })
}

/** Its places are taken or its last day has passed: nobody can apply any more, and those who answer hear what is left to do. */
export async function closeByItself(sql: Sql, { openingId, because, now }: { openingId: string; because: 'filled' | 'deadline'; now: Date }): Promise<void> {
  await actingAs(sql, system('openings'), async (sql) => {
    const [closed] = await sql<{ organisationId: string; waiting: number }>`
      UPDATE openings o SET closed_at = ${now}::timestamptz, closed_because = ${because}, updated_at = ${now}::timestamptz
      WHERE id = ${openingId}::uuid AND published_at IS NOT NULL AND closed_at IS NULL
      RETURNING organisation_id AS "organisationId", (SELECT count(*)::int FROM applications a WHERE a.opening_id = o.id AND a.state IN ('sent', 'talking')) AS waiting`
    if (!closed) return
    await tell(sql, { organisationId: closed.organisationId, subject: ['opening', openingId], event: `opening.${because}` })
    await tellAnswerers(sql, openingId, { news: because, count: closed.waiting })
  })
}
