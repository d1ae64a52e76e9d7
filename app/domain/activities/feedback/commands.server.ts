import { randomUUID } from 'node:crypto'
import { letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { encrypt, hashOf } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import { feedbackTexts } from './messages.ts'
import { type Asked, wordsContext } from './queries.server.ts'
import type { Taps } from './rules.ts'
import { feedbackToken } from './token.server.ts'

/**
 * Takes an answer, once per link (as `system('feedback')`). An anonymous one keeps no person and only its day; that the
 * link was used is remembered apart from it.
 */
export async function giveFeedback(
  sql: Sql,
  { activityId, organisationId, personId, zone }: Asked,
  { how, welcome, again, words, anonymous, token, now }: Taps & { words: string | null; anonymous: boolean; token: string; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'answered' }> {
  const spent = await sql`
    INSERT INTO spent_tokens (token_hash, mixed_on, expires_on) VALUES (${hashOf(token)}, ${now}::timestamptz::date, ${now}::timestamptz::date + 60)
    ON CONFLICT DO NOTHING RETURNING token_hash`
  if (spent.length === 0) return { ok: false, reason: 'answered' }
  const id = randomUUID()
  await sql`
    INSERT INTO feedback (id, activity_id, person_id, how, welcome, again, words, created_on)
    VALUES (${id}::uuid, ${activityId}::uuid, ${anonymous ? null : personId}::uuid, ${how}, ${welcome}, ${again},
      ${words && encrypt(words, wordsContext(organisationId, id))}, (${now}::timestamptz AT TIME ZONE ${zone})::date)`
  return { ok: true }
}

/** Whether we may ask this person how things were. */
export async function chooseSilence(sql: Sql, { personId, silent, now }: { personId: string; silent: boolean; now: Date }) {
  await (silent
    ? sql`INSERT INTO feedback_silences (person_id, since) VALUES (${personId}::uuid, ${now}::timestamptz) ON CONFLICT DO NOTHING`
    : sql`DELETE FROM feedback_silences WHERE person_id = ${personId}::uuid`)
}

/** At one go; the next half minute takes the rest. */
const batch = 200

/**
 * Asks those who came how it was (as `system('feedback')`): the morning after, in the hours when people are up, at most once
 * a week. Where nobody took attendance, those who had joined; never who was marked as not coming. What is three days old is
 * left alone. Returns how many were asked.
 */
export async function askHowItWas(sql: Sql, now: Date): Promise<number> {
  const [turn] = await sql<{ mine: boolean }>`SELECT pg_try_advisory_xact_lock(hashtextextended('feedback', 0)) AS mine`
  if (!turn?.mine) return 0
  const guests = await sql<{ requestId: string; activityId: string; personId: string; email: string; language: Language; title: string; came: boolean }>`
    WITH over AS (
      SELECT a.id, a.ends_at, a.host_id, a.created_by, a.language,
        EXISTS (SELECT FROM attendance t WHERE t.activity_id = a.id AND NOT t.from_door AND t.outcome IS NOT NULL) AS taken
      FROM activities a
      WHERE a.published_at IS NOT NULL AND a.cancelled_at IS NULL AND a.ends_at <= ${now}::timestamptz AND a.ends_at > ${now}::timestamptz - interval '3 days'
        -- what ends in the small hours belongs to the evening before
        AND (((a.ends_at AT TIME ZONE a.zone) - interval '5 hours')::date + 1 + time '09:00') AT TIME ZONE a.zone <= ${now}::timestamptz
        AND (${now}::timestamptz AT TIME ZONE a.zone)::time BETWEEN '09:00' AND '20:00'
    ), guest AS (
      SELECT o.id, t.person_id, true AS came FROM over o JOIN attendance t ON t.activity_id = o.id AND t.outcome = 'came' AND t.person_id IS NOT NULL
      UNION ALL
      SELECT o.id, s.person_id, false FROM over o JOIN sign_ups s ON s.activity_id = o.id AND s.state = 'joined'
      WHERE NOT o.taken AND NOT EXISTS (SELECT FROM attendance t WHERE t.activity_id = o.id AND t.who = s.person_id AND t.outcome IS NOT NULL)
    )
    SELECT DISTINCT ON (g.person_id) gen_random_uuid() AS "requestId", o.id AS "activityId", p.id AS "personId", p.email, p.language, t.title, g.came
    FROM guest g JOIN over o ON o.id = g.id JOIN people p ON p.id = g.person_id
    JOIN LATERAL (SELECT x.title FROM activity_texts x WHERE x.activity_id = o.id ORDER BY x.language = p.language DESC, x.language = o.language DESC LIMIT 1) t ON true
    WHERE p.id IS DISTINCT FROM o.host_id AND p.id IS DISTINCT FROM o.created_by
      AND NOT EXISTS (SELECT FROM feedback_requests r WHERE r.person_id = p.id AND (r.activity_id = o.id OR r.asked_at > ${now}::timestamptz - interval '7 days'))
      AND NOT EXISTS (SELECT FROM feedback_silences q WHERE q.person_id = p.id)
    ORDER BY g.person_id, o.ends_at, o.id LIMIT ${batch}::int`
  if (guests.length === 0) return 0
  await sql`
    INSERT INTO feedback_requests (id, activity_id, person_id, asked_at)
    SELECT g."requestId", g."activityId", g."personId", ${now}::timestamptz
      FROM json_to_recordset(${JSON.stringify(guests)}::text::json) AS g ("requestId" uuid, "activityId" uuid, "personId" uuid)`
  await owe(sql, guests.map((guest) => {
    const texts = feedbackTexts(guest.language)
    const link = `/feedback/${feedbackToken(guest.requestId)}`
    return letterTo(guest, {
      subject: texts.mailSubject, title: texts.title,
      paragraphs: [guest.came ? texts.mailCame(guest.title) : texts.mailJoined(guest.title), texts.mailAsk],
      buttons: [{ text: texts.mailAnswer, href: link }, { text: texts.mailOff, href: `${link}/off`, quiet: true }],
      unsubscribe: `${link}/off`,
    })
  }))
  return guests.length
}

/** Once a day what is remembered of used links is rewritten as a whole, and what is of no more use is forgotten. */
export async function tidyRequests(sql: Sql, now: Date): Promise<void> {
  await sql`DELETE FROM spent_tokens WHERE expires_on < ${now}::timestamptz::date`
  await sql`UPDATE spent_tokens SET mixed_on = ${now}::timestamptz::date WHERE EXISTS (SELECT FROM spent_tokens WHERE mixed_on < ${now}::timestamptz::date)`
  await sql`DELETE FROM feedback_requests WHERE asked_at < ${now}::timestamptz - interval '60 days'`
}
