import { tell } from '#app/domain/history/commands.server.ts'
import { encrypt } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { idOf } from '../ids.server.ts'
import { tellReported } from '../telling/commands.server.ts'
import { sealOf } from './queries.server.ts'
import { postsAnHour, type Reason } from './rules.ts'

/** Who does something on a board, and which: what the gate and the board's own reading have proved. */
export interface Speaker { groupId: string; organisationId: string; personId: string; now: Date }
export type Written = { ok: true; id: string } | { ok: false; reason: 'too_many' | 'gone' }

/** A person's posts and reports take turns, so that the limit holds whatever comes at once. */
const takeTurn = (sql: Sql, personId: string) => sql`SELECT pg_advisory_xact_lock(hashtextextended(${`board ${personId}`}, 0))::text`

/** Writes a post or an answer. `key` comes with the form: the same words sent twice with it are one post. */
export async function writePost(
  sql: Sql,
  { groupId, organisationId, personId, now }: Speaker,
  { text, key, replyTo }: { text: string; key: string; replyTo: string | null },
): Promise<Written> {
  await takeTurn(sql, personId)
  const id = idOf('group post', groupId, personId, key, replyTo ?? '', text)
  const [before] = await sql<{ again: boolean; lately: number; answered: boolean }>`
    SELECT EXISTS (SELECT FROM group_posts p WHERE p.id = ${id}::uuid) AS again,
      (SELECT count(*)::int FROM group_posts p WHERE p.author_id = ${personId}::uuid AND p.created_at > ${now}::timestamptz - interval '1 hour') AS lately,
      ${replyTo}::uuid IS NULL OR EXISTS (SELECT FROM group_posts p WHERE p.id = ${replyTo}::uuid AND p.group_id = ${groupId}::uuid AND p.reply_to IS NULL) AS answered`
  if (before!.again) return { ok: true, id }
  if (before!.lately >= postsAnHour) return { ok: false, reason: 'too_many' }
  if (!before!.answered) return { ok: false, reason: 'gone' }
  await sql`INSERT INTO group_posts (id, organisation_id, group_id, author_id, reply_to, body, created_at)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${groupId}::uuid, ${personId}::uuid, ${replyTo}::uuid, ${encrypt(text, sealOf('group_posts', id, organisationId))}, ${now}::timestamptz)`
  return { ok: true, id }
}

/** The author takes back what they wrote: the words are gone, also from the database. */
export async function erasePost(sql: Sql, { groupId, personId, now }: Speaker, postId: string): Promise<boolean> {
  const erased = await sql`UPDATE group_posts SET body = NULL, erased_at = ${now}::timestamptz
    WHERE id = ${postId}::uuid AND group_id = ${groupId}::uuid AND author_id = ${personId}::uuid AND erased_at IS NULL RETURNING id`
  return erased.length > 0
}

/** Takes a post out of sight, or lets it be seen again; for hosts, and for coordinators where it was reported. */
export async function hidePost(sql: Sql, { groupId, organisationId, personId, now }: Speaker, postId: string, hide: boolean): Promise<boolean> {
  const changed = await sql`UPDATE group_posts SET hidden_at = CASE WHEN ${hide} THEN ${now}::timestamptz END, hidden_by = CASE WHEN ${hide} THEN ${personId}::uuid END
    WHERE id = ${postId}::uuid AND group_id = ${groupId}::uuid AND (hidden_at IS NULL) = ${hide} AND leads_group(group_id) RETURNING id`
  if (changed.length > 0) await tell(sql, { organisationId, subject: ['group', groupId], event: hide ? 'group.post-hidden' : 'group.post-shown', facts: { post: postId } })
  return changed.length > 0
}

/**
 * Says that somebody should look at a post. Hosts and coordinators hear of it at once; who wrote the post hears nothing, and
 * nobody is told in a mail who reported. That somebody is in danger can be said however much else one has reported; `heard` says
 * whether there was anybody to tell.
 */
export async function reportPost(
  sql: Sql,
  { groupId, organisationId, personId, now }: Speaker,
  { postId, reason, words, key }: { postId: string; reason: Reason; words: string; key: string },
): Promise<{ ok: true; heard: boolean } | { ok: false; reason: 'too_many' | 'gone' }> {
  await takeTurn(sql, personId)
  const id = idOf('group report', postId, personId, key, reason, words)
  const [before] = await sql<{ again: boolean; lately: number; author: string | null; there: boolean }>`
    SELECT EXISTS (SELECT FROM group_reports r WHERE r.id = ${id}::uuid) AS again,
      (SELECT count(*)::int FROM group_reports r WHERE r.reporter_id = ${personId}::uuid AND (r.reason = 'danger') = ${reason === 'danger'} AND r.created_at > ${now}::timestamptz - interval '1 hour') AS lately,
      p.author_id AS author, p.id IS NOT NULL AS there
    FROM (SELECT) AS one LEFT JOIN group_posts p ON p.id = ${postId}::uuid AND p.group_id = ${groupId}::uuid`
  if (before!.again) return { ok: true, heard: true }
  if (before!.lately >= postsAnHour) return { ok: false, reason: 'too_many' }
  if (!before!.there) return { ok: false, reason: 'gone' }
  await sql`INSERT INTO group_reports (id, organisation_id, group_id, post_id, reporter_id, reason, words, created_at)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${groupId}::uuid, ${postId}::uuid, ${personId}::uuid, ${reason},
      ${words ? encrypt(words, sealOf('group_reports', id, organisationId)) : null}, ${now}::timestamptz)`
  const told = await tellReported(sql, groupId, { danger: reason === 'danger', except: [personId, before!.author] })
  return { ok: true, heard: told > 0 }
}

/** Somebody has looked: every report of that post is done with, and the post hidden if they say so. */
export async function handleReports(sql: Sql, speaker: Speaker, { reportId, hide }: { reportId: string; hide: boolean }): Promise<boolean> {
  const { groupId, personId, now } = speaker
  const [report] = await sql<{ postId: string }>`SELECT post_id AS "postId" FROM group_reports
    WHERE id = ${reportId}::uuid AND group_id = ${groupId}::uuid AND leads_group(group_id) AND NOT wrote_post(post_id)`
  if (!report) return false
  if (hide) await hidePost(sql, speaker, report.postId, true)
  await sql`UPDATE group_reports SET handled_at = ${now}::timestamptz, handled_by = ${personId}::uuid
    WHERE post_id = ${report.postId}::uuid AND handled_at IS NULL AND leads_group(group_id) AND NOT wrote_post(post_id)`
  return true
}
