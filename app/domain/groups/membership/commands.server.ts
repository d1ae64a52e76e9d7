import { tell } from '#app/domain/history/commands.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { asksAnew, comesInAs, isLive, type MemberState, type WayIn } from '../rules.ts'
import { tellAsked } from '../telling/commands.server.ts'

/** What the person of the transaction does with their own place in a group. Nobody is asked why. */
export interface Own { groupId: string; personId: string; now: Date }

/** Comes in, or asks to. Asked twice, it is the same place. */
export async function joinGroup(
  sql: Sql,
  { groupId, personId, called, now }: Own & { called: string },
): Promise<{ ok: true; state: MemberState } | { ok: false; reason: 'closed' }> {
  const [group] = await sql<{ wayIn: WayIn; publishedAt: Date | null; closedAt: Date | null; open: boolean }>`
    SELECT way_in AS "wayIn", published_at AS "publishedAt", closed_at AS "closedAt", visibility <> 'members' OR belongs_to(organisation_id) AS open
    FROM groups WHERE id = ${groupId}::uuid`
  const [mine] = await sql<{ state: MemberState; asksFirst: boolean; changedAt: Date }>`
    SELECT state, asks_first AS "asksFirst", changed_at AS "changedAt" FROM group_members WHERE group_id = ${groupId}::uuid AND person_id = ${personId}::uuid`
  if (!group || !isLive(group) || (!group.open && !mine)) return { ok: false, reason: 'closed' }
  const state = comesInAs(group.wayIn, mine ?? null)
  if (mine && mine.state !== 'left' && !(mine.state === 'asked' && state === 'member')) return { ok: true, state: mine.state }
  if (!group.open) return { ok: false, reason: 'closed' }
  const written = mine
    ? await sql`UPDATE group_members SET state = ${state}, called = ${called}, changed_at = ${now}::timestamptz, changed_by = ${personId}::uuid
        WHERE group_id = ${groupId}::uuid AND person_id = ${personId}::uuid AND state = ${mine.state} RETURNING id`
    : await sql`INSERT INTO group_members (group_id, person_id, state, called, created_at, changed_at, changed_by)
        VALUES (${groupId}::uuid, ${personId}::uuid, ${state}, ${called}, ${now}::timestamptz, ${now}::timestamptz, ${personId}::uuid)
        ON CONFLICT (group_id, person_id) DO NOTHING RETURNING id`
  if (written.length > 0 && state === 'asked' && asksAnew(mine?.changedAt ?? null, now)) await tellAsked(sql, groupId)
  return { ok: true, state }
}

const move = (sql: Sql, { groupId, personId, now }: Own, from: MemberState[], to: MemberState) =>
  sql`UPDATE group_members SET state = ${to}, changed_at = ${now}::timestamptz, changed_by = ${personId}::uuid,
      news_since = CASE WHEN ${to}::text = 'left' THEN NULL ELSE news_since END
    WHERE group_id = ${groupId}::uuid AND person_id = ${personId}::uuid AND state = ANY (${from}::text[]) RETURNING id`

/** No mails, no board, the place is kept. */
export const pauseGroup = (sql: Sql, own: Own) => move(sql, own, ['member'], 'paused')
export const comeBack = (sql: Sql, own: Own) => move(sql, own, ['paused'], 'member')
/** Goes, or takes back that one asked; with `erase`, what one wrote goes too. */
export async function leaveGroup(sql: Sql, { erase, ...own }: Own & { erase: boolean }) {
  if (erase) await eraseMyWords(sql, own)
  await move(sql, own, ['asked', 'member', 'paused'], 'left')
}

export async function eraseMyWords(sql: Sql, { groupId, personId, now }: Own) {
  await sql`UPDATE group_posts SET body = NULL, erased_at = ${now}::timestamptz
    WHERE group_id = ${groupId}::uuid AND author_id = ${personId}::uuid AND erased_at IS NULL`
}

/** A mail a day at most, saying that there is something new. */
export async function wantNews(sql: Sql, { groupId, personId, now }: Own, wanted: boolean) {
  await sql`UPDATE group_members SET news_since = CASE WHEN ${wanted} THEN coalesce(news_since, ${now}::timestamptz) END
    WHERE group_id = ${groupId}::uuid AND person_id = ${personId}::uuid AND state IN ('member', 'paused')`
}

/** What one is called here; as a host also whether outsiders read it on the group's page. */
export async function callMe(sql: Sql, { groupId, personId, called, shown }: Omit<Own, 'now'> & { called: string; shown: boolean }) {
  await sql`UPDATE group_members SET called = ${called} WHERE group_id = ${groupId}::uuid AND person_id = ${personId}::uuid AND state <> 'left'`
  await sql`UPDATE group_hosts SET called = ${called}, shown = ${shown} WHERE group_id = ${groupId}::uuid AND person_id = ${personId}::uuid
    AND from_day IS NOT NULL AND to_day IS NULL`
}

/** Answers whether one will host. A no is a no for a month. */
export async function answerHosting(sql: Sql, { groupId, personId, now }: Own, yes: boolean): Promise<boolean> {
  const answered = await sql<{ organisationId: string }>`
    UPDATE group_hosts h SET from_day = CASE WHEN ${yes} THEN (${now}::timestamptz AT TIME ZONE o.zone)::date END,
      to_day = CASE WHEN NOT ${yes} THEN (${now}::timestamptz AT TIME ZONE o.zone)::date END
    FROM groups g JOIN organisations o ON o.id = g.organisation_id
    WHERE g.id = h.group_id AND h.group_id = ${groupId}::uuid AND h.person_id = ${personId}::uuid AND h.from_day IS NULL AND h.to_day IS NULL
      AND (NOT ${yes} OR may_host(h.group_id, h.person_id))
    RETURNING g.organisation_id AS "organisationId"`
  if (answered.length > 0 && yes) await tell(sql, { organisationId: answered[0]!.organisationId, subject: ['group', groupId], event: 'group.host-named' })
  return answered.length > 0
}

/** Puts hosting down; the days of it stay as the contribution they were. */
export async function stopHosting(sql: Sql, { groupId, personId, now }: Own) {
  const ended = await sql<{ organisationId: string }>`
    UPDATE group_hosts h SET to_day = greatest(h.from_day, (${now}::timestamptz AT TIME ZONE o.zone)::date), shown = false
    FROM groups g JOIN organisations o ON o.id = g.organisation_id
    WHERE g.id = h.group_id AND h.group_id = ${groupId}::uuid AND h.person_id = ${personId}::uuid AND h.from_day IS NOT NULL AND h.to_day IS NULL
    RETURNING g.organisation_id AS "organisationId"`
  if (ended.length > 0) await tell(sql, { organisationId: ended[0]!.organisationId, subject: ['group', groupId], event: 'group.host-ended' })
}
