import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { sayDay } from '../../walking/saying.ts'
import { type PairNews, pairLetters, type Side } from './messages.ts'

export interface PairReader { personId: string; name: string; email: string; language: Language; side: Side; other: string; organisation: string; organisationSlug: string }

/** The two of a pairing, the participant first, with the other's first name. For the program, which writes to them. */
export async function pairOf(sql: Sql, pairingId: string): Promise<PairReader[]> {
  return actingAs(sql, system('companions'), (sql) => sql<PairReader>`
    SELECT me.id AS "personId", me.name, me.email::text AS email, me.language, CASE WHEN me.id = p.participant_id THEN 'participant' ELSE 'companion' END AS side,
      split_part(trim(other.name), ' ', 1) AS other, o.name AS organisation, o.slug AS "organisationSlug"
    FROM pairings p JOIN organisations o ON o.id = p.organisation_id
    JOIN people me ON me.id IN (p.participant_id, p.companion_id) JOIN people other ON other.id IN (p.participant_id, p.companion_id) AND other.id <> me.id
    WHERE p.id = ${pairingId}::uuid ORDER BY me.id <> p.participant_id`)
}

/** Both hear of something (or only those of `to`), each in their own language. `day` is the day it is about. */
export async function tellPair(sql: Sql, pairingId: string, { news, day, to = ['participant', 'companion'] }: { news: PairNews; day?: string; to?: Side[] }): Promise<void> {
  const two = (await pairOf(sql, pairingId)).filter(({ side }) => to.includes(side))
  await owe(sql, two.map((reader) => {
    const texts = pairLetters(reader.language)
    const { title, paragraphs, volunteer } = texts.said(news, { ...reader, day: day ? sayDay(day, reader.language) : '' })
    const over = news.startsWith('ended')
    return letterTo(reader, {
      subject: texts.subject, title, paragraphs, about: over ? undefined : pairingId,
      buttons: [
        ...(volunteer ? [{ text: texts.volunteer, href: `/volunteer/${reader.organisationSlug}` }] : []),
        // For the companion there is no such page once it has ended.
        ...(over && reader.side === 'companion' ? [] : [{ text: texts.open, href: `/me/pairings/${pairingId}`, quiet: volunteer }]),
      ],
    })
  }))
}
