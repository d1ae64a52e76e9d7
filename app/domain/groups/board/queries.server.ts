import { decrypt } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { type Post, type Reason, type Thread, threadsOf } from './rules.ts'

/** Where a post's words belong; moved to another row or organisation they do not open. */
export const sealOf = (table: 'group_posts' | 'group_reports', id: string, organisationId: string) => `${table}:${id}:${organisationId}`

type Row = Omit<Post, 'text'> & { body: string | null; organisationId: string }
const opened = ({ body, organisationId, ...post }: Row): Post =>
  ({ ...post, text: body === null ? null : decrypt(body, sealOf('group_posts', post.id, organisationId)) })

const onePage = 30

/** One page of the board, newest first, as far as the reader may read it; `next` is where the page before it begins. */
export async function boardOf(sql: Sql, groupId: string, { personId, before }: { personId: string; before: Date | null }): Promise<{ threads: Thread[]; next: Date | null }> {
  // A thread is placed by its post, or where that one cannot be seen, by the first answer that can.
  const places = await sql<{ id: string; at: Date }>`
    SELECT coalesce(p.reply_to, p.id) AS id, coalesce(min(p.created_at) FILTER (WHERE p.reply_to IS NULL), min(p.created_at)) AS at
    FROM group_posts p WHERE p.group_id = ${groupId}::uuid
    GROUP BY 1 HAVING bool_or(p.body IS NOT NULL)
      AND (${before}::timestamptz IS NULL OR coalesce(min(p.created_at) FILTER (WHERE p.reply_to IS NULL), min(p.created_at)) < ${before}::timestamptz)
    ORDER BY 2 DESC, 1 LIMIT ${onePage + 1}::int`
  const shown = places.slice(0, onePage)
  const ids = shown.map(({ id }) => id)
  const posts = ids.length === 0 ? [] : await sql<Row>`
    SELECT p.id, p.reply_to AS "replyTo", (p.author_id = ${personId}::uuid) IS TRUE AS mine, called_in(p.group_id, p.author_id) AS called,
      hosting_in(p.group_id, p.author_id) IS TRUE AS host, p.body, p.organisation_id AS "organisationId", p.created_at AS "createdAt", p.hidden_at IS NOT NULL AS hidden
    FROM group_posts p WHERE p.group_id = ${groupId}::uuid AND (p.id = ANY (${ids}::uuid[]) OR p.reply_to = ANY (${ids}::uuid[]))`
  return { threads: threadsOf(posts.map(opened)), next: places.length > onePage ? shown.at(-1)!.at : null }
}

/** One post, when the reader may read it and it is still there. */
export async function postIn(sql: Sql, groupId: string, postId: string, personId: string): Promise<Post | null> {
  const [row] = await sql<Row>`
    SELECT p.id, p.reply_to AS "replyTo", (p.author_id = ${personId}::uuid) IS TRUE AS mine, called_in(p.group_id, p.author_id) AS called,
      hosting_in(p.group_id, p.author_id) IS TRUE AS host, p.body, p.organisation_id AS "organisationId", p.created_at AS "createdAt", p.hidden_at IS NOT NULL AS hidden
    FROM group_posts p WHERE p.id = ${postId}::uuid AND p.group_id = ${groupId}::uuid AND p.erased_at IS NULL`
  return row ? opened(row) : null
}

export interface Report { id: string; postId: string; reason: Reason; words: string | null; at: Date; called: string | null; text: string | null; hidden: boolean }
/** What has been reported and waits, gravest first; to nobody what is about themselves (row-level security). Who reported is not told. */
export async function openReports(sql: Sql, groupId: string): Promise<Report[]> {
  const rows = await sql<Report & { organisationId: string }>`
    SELECT r.id, r.post_id AS "postId", r.reason, r.words, r.created_at AS at, r.organisation_id AS "organisationId", called_in(r.group_id, p.author_id) AS called, p.body AS text,
      p.hidden_at IS NOT NULL AS hidden
    FROM group_reports r LEFT JOIN group_posts p ON p.id = r.post_id
    WHERE r.group_id = ${groupId}::uuid AND r.handled_at IS NULL AND leads_group(r.group_id) AND NOT wrote_post(r.post_id)
    ORDER BY r.reason <> 'danger', r.created_at, r.id`
  return rows.map(({ organisationId, ...report }) => ({
    ...report,
    words: report.words && decrypt(report.words, sealOf('group_reports', report.id, organisationId)),
    text: report.text && decrypt(report.text, sealOf('group_posts', report.postId, organisationId)),
  }))
}

/** The number to call when a life is at risk where the group's organisation is. */
export async function emergencyNumber(sql: Sql, country: string): Promise<string> {
  const [line] = await sql<{ number: string }>`SELECT number FROM help_lines WHERE country = ${country} ORDER BY position, id LIMIT 1`
  return line?.number ?? '112'
}
