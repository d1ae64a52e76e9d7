import { randomUUID } from 'node:crypto'
import { takeTurn } from '#app/domain/activities/sign-ups/commands.server.ts'
import { tell } from '#app/domain/history/commands.server.ts'
import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { type RequestState, wish as wishSchema } from '../schema.ts'
import { openWish, sealAvoid, sealWish } from '../sealing.server.ts'
import { askingTexts } from './messages.ts'
import type { AskingRefusal } from './rules.ts'
import type { Told } from './schema.ts'

interface Who { organisationId: string; personId: string; now: Date }
interface Found { id: string; state: RequestState; sealed: string | null; startsOn: string | null; releasedOn: string | null }

/** Whoever asks and takes it back again and again does not fill anybody's mailbox. */
const mostAsksADay = 5

/**
 * The person of the transaction asks for a companion, or tells more about what they wish for. Asking twice is asking once. The coordinators hear of a new one, and so does the person,
 * who then has it in writing.
 */
export async function askForCompanion(sql: Sql, { told, ...who }: Who & { told: Told }): Promise<{ ok: true; id: string; asked: boolean } | { ok: false; reason: AskingRefusal }> {
  const { organisationId, personId, now } = who
  await takeTurn(sql, personId)
  const before = await ownRequest(sql, who)
  const asks = !before || before.state === 'withdrawn'
  if (asks) {
    const [busy] = await sql<{ asks: number }>`SELECT count(*)::int AS asks FROM history
      WHERE subject_kind = 'companion-request' AND subject_id = ${before?.id ?? ''} AND event = 'companion.asked' AND at > ${new Date(+now - 86_400_000)}::timestamptz`
    if (busy!.asks >= mostAsksADay) return { ok: false, reason: 'too_often' }
  }
  const id = before?.id ?? randomUUID()
  const at = { id, organisationId }
  const sealed = sealWish(at, wishSchema.parse({ ...(before && openWish(at, before.sealed)), ...told.wish }))
  const days = told.days ?? { startsOn: before?.startsOn ?? null, releasedOn: before?.releasedOn ?? null }
  if (!before) {
    await sql`INSERT INTO companion_requests (id, organisation_id, person_id, state, sealed, starts_on, released_on, asked_at, changed_at)
      VALUES (${id}::uuid, ${organisationId}::uuid, ${personId}::uuid, 'waiting', ${sealed}, ${days.startsOn}::date, ${days.releasedOn}::date, ${now}::timestamptz, ${now}::timestamptz)`
  } else {
    await sql`UPDATE companion_requests SET state = ${asks ? 'waiting' : before.state}, sealed = ${sealed}, starts_on = ${days.startsOn}::date, released_on = ${days.releasedOn}::date,
      asked_at = CASE WHEN ${asks}::boolean THEN ${now}::timestamptz ELSE asked_at END, changed_at = ${now}::timestamptz WHERE id = ${id}::uuid`
  }
  if (told.avoids !== undefined) await keepAvoids(sql, who, told.avoids)
  if (asks) {
    await tell(sql, { organisationId, subject: ['companion-request', id], event: 'companion.asked' })
    await tellOfAsking(sql, id)
  }
  return { ok: true, id, asked: asks }
}

async function keepAvoids(sql: Sql, { organisationId, personId, now }: Who, avoids: string) {
  if (avoids === '') {
    await sql`DELETE FROM match_avoids WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid`
    return
  }
  await sql`INSERT INTO match_avoids (organisation_id, person_id, sealed, changed_at) VALUES (${organisationId}::uuid, ${personId}::uuid, ${sealAvoid({ personId, organisationId }, avoids)}, ${now}::timestamptz)
    ON CONFLICT (organisation_id, person_id) DO UPDATE SET sealed = excluded.sealed, changed_at = excluded.changed_at`
}

/** The person takes it back: nobody looks any more, and what they wrote is gone. Asking twice is asking once. */
export async function withdrawRequest(sql: Sql, who: Who): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'paired' }> {
  await takeTurn(sql, who.personId)
  const found = await ownRequest(sql, who)
  if (!found) return { ok: false, reason: 'not_found' }
  if (found.state === 'withdrawn') return { ok: true }
  if (found.state === 'paired') return { ok: false, reason: 'paired' }
  await sql`UPDATE companion_requests SET state = 'withdrawn', sealed = NULL, starts_on = NULL, released_on = NULL, changed_at = ${who.now}::timestamptz WHERE id = ${found.id}::uuid`
  await keepAvoids(sql, who, '')
  await tell(sql, { organisationId: who.organisationId, subject: ['companion-request', found.id], event: 'companion.withdrawn' })
  return { ok: true }
}

/** A pause: it stays as it is, and nobody looks meanwhile. The place in the line is kept. */
export async function pauseRequest(sql: Sql, { pause, ...who }: Who & { pause: boolean }): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'paired' }> {
  await takeTurn(sql, who.personId)
  const found = await ownRequest(sql, who)
  if (!found || found.state === 'withdrawn') return { ok: false, reason: 'not_found' }
  if (found.state === 'paired') return { ok: false, reason: 'paired' }
  await sql`UPDATE companion_requests SET state = ${pause ? 'paused' : 'waiting'}, changed_at = ${who.now}::timestamptz WHERE id = ${found.id}::uuid`
  return { ok: true }
}

/** As it stands, kept from changing until the transaction ends: a coordinator may be pairing at this moment. */
async function ownRequest(sql: Sql, { organisationId, personId }: Who): Promise<Found | undefined> {
  const [found] = await sql<Found>`SELECT id, state, sealed, starts_on AS "startsOn", released_on AS "releasedOn" FROM companion_requests
    WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid FOR UPDATE`
  return found
}

/** The person has it in writing. The coordinators hear of it, but for one who walked beside them before: that one learns nothing of what came after. */
async function tellOfAsking(sql: Sql, requestId: string) {
  await actingAs(sql, system('companions'), async (sql) => {
    const readers = await sql<{ personId: string; email: string; language: Language; slug: string; organisation: string; asker: string; own: boolean }>`
      SELECT p.id AS "personId", p.email::text AS email, p.language, o.slug, o.name AS organisation, who.name AS asker, p.id = r.person_id AS own
      FROM companion_requests r JOIN organisations o ON o.id = r.organisation_id JOIN people who ON who.id = r.person_id
      JOIN people p ON p.id = r.person_id OR p.id IN (SELECT m.person_id FROM memberships m WHERE m.organisation_id = r.organisation_id AND m.role = 'coordinator'
        AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date)
        AND NOT EXISTS (SELECT FROM pairings w WHERE w.organisation_id = r.organisation_id AND w.participant_id = r.person_id AND w.companion_id = m.person_id))
      WHERE r.id = ${requestId}::uuid ORDER BY p.id`
    await owe(sql, readers.map((reader) => {
      const texts = askingTexts(reader.language)
      if (reader.own) {
        return letterTo(reader, { subject: texts.subject, title: texts.letterTitle, paragraphs: [texts.letterText(reader.organisation), texts.letterNext], buttons: [{ text: texts.letterButton, href: `/me/companion/${reader.slug}` }] })
      }
      return letterTo(reader, { subject: texts.coordinatorSubject, title: texts.coordinatorTitle, paragraphs: [texts.coordinatorText(reader.asker)], buttons: [{ text: texts.coordinatorButton, href: `/manage/${reader.slug}/matching/${requestId}` }] })
    }))
  })
}
