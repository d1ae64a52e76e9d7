import { slugOf } from '#app/domain/activities/planning/rules.ts'
import { tell } from '#app/domain/history/commands.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import { idOf } from '../ids.server.ts'
import { isLive, publishingRefused, type PublishingRefused } from '../rules.ts'
import type { GroupPlan } from '../schema.ts'
import { tellClosed } from '../telling/commands.server.ts'
import { groupPiece, meetingChoices } from './queries.server.ts'

/** Who plans a group, for which organisation: what the gate has proved. Row-level security refuses everybody else. */
export interface Planner { organisationId: string; personId: string; now: Date }
export type Saved = { ok: true; id: string } | { ok: false; reason: 'overtaken' | 'not_found' | 'place_unknown' }

/** Writes a new group down as a draft. `key` comes with the form: sent twice it is one group, with the words sent last. */
export async function draftGroup(sql: Sql, { organisationId, personId, now }: Planner, { key, plan }: { key: string; plan: GroupPlan }): Promise<Saved> {
  const id = idOf('group', organisationId, personId, key)
  if (!(await placeFits(sql, organisationId, plan.placeId))) return { ok: false, reason: 'place_unknown' }
  const slug = slugOf(plan.texts[plan.language]?.name ?? '', id.slice(0, 6))
  const made = await sql`
    INSERT INTO groups (id, organisation_id, slug, language, way_in, visibility, place_id, area, created_by, created_at, updated_at)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${slug}, ${plan.language}, ${plan.wayIn}, ${plan.visibility}, ${plan.placeId}::uuid, ${plan.area}, ${personId}::uuid,
      ${now}::timestamptz, ${now}::timestamptz) ON CONFLICT (id) DO NOTHING RETURNING id`
  if (made.length === 0) return editGroup(sql, { organisationId, personId, now }, { groupId: id, version: 1, plan })
  await writeTexts(sql, id, plan)
  await tell(sql, { organisationId, subject: ['group', id], event: 'group.drafted' })
  return { ok: true, id }
}

/** Changes what is written. `version` is the one the form was filled from; when somebody else saved since, nothing is written. */
export async function editGroup(sql: Sql, { organisationId, now }: Planner, { groupId, version, plan }: { groupId: string; version: number; plan: GroupPlan }): Promise<Saved> {
  if (!(await placeFits(sql, organisationId, plan.placeId))) return { ok: false, reason: 'place_unknown' }
  const changed = await sql`
    UPDATE groups SET language = ${plan.language}, way_in = ${plan.wayIn}, visibility = ${plan.visibility}, place_id = ${plan.placeId}::uuid, area = ${plan.area},
      version = version + 1, updated_at = ${now}::timestamptz
    WHERE id = ${groupId}::uuid AND organisation_id = ${organisationId}::uuid AND version = ${version}::int RETURNING id`
  if (changed.length === 0) return { ok: false, reason: (await groupPiece(sql, organisationId, groupId))?.plans ? 'overtaken' : 'not_found' }
  await writeTexts(sql, groupId, plan)
  await tell(sql, { organisationId, subject: ['group', groupId], event: 'group.edited' })
  return { ok: true, id: groupId }
}

async function placeFits(sql: Sql, organisationId: string, placeId: string | null): Promise<boolean> {
  return placeId === null || (await sql`SELECT id FROM places WHERE id = ${placeId}::uuid AND organisation_id = ${organisationId}::uuid`).length > 0
}

async function writeTexts(sql: Sql, groupId: string, { texts }: GroupPlan) {
  const rows = Object.entries(texts).map(([language, words]) => ({ language, ...words }))
  await sql`DELETE FROM group_texts WHERE group_id = ${groupId}::uuid AND language <> ALL (${rows.map(({ language }) => language)}::text[])`
  await sql`
    INSERT INTO group_texts (group_id, language, name, for_whom, description, first_time)
    SELECT ${groupId}::uuid, language, name, "forWhom", description, "firstTime"
    FROM json_to_recordset(${JSON.stringify(rows)}::text::json) AS said (language text, name text, "forWhom" text, description text, "firstTime" text)
    ON CONFLICT (group_id, language) DO UPDATE SET name = excluded.name, for_whom = excluded.for_whom, description = excluded.description, first_time = excluded.first_time`
}

export type Lived = { ok: true } | { ok: false; reason: PublishingRefused | 'not_found' }

/** From now on people find it and may come. */
export async function publishGroup(sql: Sql, { organisationId, personId, now }: Planner, groupId: string): Promise<Lived> {
  const group = await groupPiece(sql, organisationId, groupId)
  if (!group?.plans) return { ok: false, reason: 'not_found' }
  const refused = publishingRefused(group, group.hosts)
  if (refused) return refused === 'already_published' ? { ok: true } : { ok: false, reason: refused }
  const published = await sql`UPDATE groups SET published_at = ${now}::timestamptz, published_by = ${personId}::uuid, updated_at = ${now}::timestamptz
    WHERE id = ${groupId}::uuid AND published_at IS NULL RETURNING id`
  if (published.length > 0) await tell(sql, { organisationId, subject: ['group', groupId], event: 'group.published' })
  return { ok: true }
}

/** It meets no more: nobody new comes in and nothing new is written; its members hear so. A draft is put away. */
export async function closeGroup(sql: Sql, { organisationId, personId, now }: Planner, groupId: string): Promise<Lived> {
  const group = await groupPiece(sql, organisationId, groupId)
  if (!group?.plans) return { ok: false, reason: 'not_found' }
  const closed = await sql`UPDATE groups SET closed_at = ${now}::timestamptz, closed_by = ${personId}::uuid, updated_at = ${now}::timestamptz
    WHERE id = ${groupId}::uuid AND closed_at IS NULL RETURNING id`
  if (closed.length === 0) return { ok: true }
  await tell(sql, { organisationId, subject: ['group', groupId], event: group.publishedAt ? 'group.closed' : 'group.discarded' })
  if (isLive(group)) await tellClosed(sql, groupId)
  return { ok: true }
}

export async function reopenGroup(sql: Sql, { organisationId, now }: Planner, groupId: string): Promise<Lived> {
  const opened = await sql`UPDATE groups SET closed_at = NULL, closed_by = NULL, updated_at = ${now}::timestamptz
    WHERE id = ${groupId}::uuid AND organisation_id = ${organisationId}::uuid AND closed_at IS NOT NULL RETURNING id`
  if (opened.length > 0) await tell(sql, { organisationId, subject: ['group', groupId], event: 'group.reopened' })
  return { ok: true }
}

/** Which of what was on offer the group meets at; what has been stays. `chosen` holds ids of series and activities. */
export async function setMeetings(sql: Sql, { organisationId, now }: Planner, groupId: string, chosen: string[]) {
  const offered = await meetingChoices(sql, groupId, organisationId, { language: 'nb', now })
  const ids = (kind: 'series' | 'activity', wanted: boolean) => offered.filter((one) => one.kind === kind && chosen.includes(one.id) === wanted).map((one) => one.id)
  await sql`DELETE FROM group_meetings WHERE group_id = ${groupId}::uuid AND (series_id = ANY (${ids('series', false)}::uuid[]) OR activity_id = ANY (${ids('activity', false)}::uuid[]))`
  await sql`INSERT INTO group_meetings (group_id, series_id) SELECT ${groupId}::uuid, unnest(${ids('series', true)}::uuid[]) ON CONFLICT DO NOTHING`
  await sql`INSERT INTO group_meetings (group_id, activity_id) SELECT ${groupId}::uuid, unnest(${ids('activity', true)}::uuid[]) ON CONFLICT DO NOTHING`
  await tell(sql, { organisationId, subject: ['group', groupId], event: 'group.edited' })
}
