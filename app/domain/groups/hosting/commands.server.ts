import { tell } from '#app/domain/history/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import { firstNameOf, type MemberState } from '../rules.ts'
import { tellAnswer, tellHostAsked, tellHostNamed } from '../telling/commands.server.ts'

/** What hosts, coordinators and planners do; row-level security decides which of it is theirs. */
export interface Leading { groupId: string; organisationId: string; personId: string; now: Date }

/** Yes or no to somebody who asked. A no is kind and gives no reason. */
export async function answerRequest(sql: Sql, { groupId, personId, now }: Leading, { placeId, yes }: { placeId: string; yes: boolean }): Promise<boolean> {
  const answered = await changePlace(sql, { groupId, personId, now }, placeId, ['asked'], yes ? 'member' : 'left')
  if (answered) await tellAnswer(sql, groupId, answered, yes ? 'yes' : 'no')
  return answered !== null
}

/** Somebody cannot be in it any more; they hear so, and who else to talk to. They ask before they come again. */
export async function takeOut(sql: Sql, { groupId, personId, now }: Leading, placeId: string): Promise<boolean> {
  const gone = await changePlace(sql, { groupId, personId, now }, placeId, ['member', 'paused'], 'left')
  if (gone) await tellAnswer(sql, groupId, gone, 'out')
  return gone !== null
}

async function changePlace(sql: Sql, { groupId, personId, now }: Omit<Leading, 'organisationId'>, placeId: string, from: MemberState[], to: MemberState) {
  const [changed] = await sql<{ person: string }>`
    UPDATE group_members SET state = ${to}, changed_at = ${now}::timestamptz, changed_by = ${personId}::uuid
    WHERE id = ${placeId}::uuid AND group_id = ${groupId}::uuid AND state = ANY (${from}::text[]) AND person_id <> ${personId}::uuid AND leads_group(group_id)
    RETURNING person_id AS person`
  return changed?.person ?? null
}

export type Named = { ok: true } | { ok: false; reason: 'not_found' }

/** From today on this person hosts: somebody of the organisation whom the one who names them may know. */
export async function nameHost(sql: Sql, { groupId, organisationId, personId, now }: Leading, hostId: string): Promise<Named> {
  const [host] = await sql<{ name: string }>`SELECT name FROM people WHERE id = ${hostId}::uuid AND may_host(${groupId}::uuid, id)`
  if (!host) return { ok: false, reason: 'not_found' }
  const named = await sql`
    INSERT INTO group_hosts (group_id, person_id, called, from_day, named_by, created_at)
    SELECT g.id, ${hostId}::uuid, ${firstNameOf(host.name)}, (${now}::timestamptz AT TIME ZONE o.zone)::date, ${personId}::uuid, ${now}::timestamptz
    FROM groups g JOIN organisations o ON o.id = g.organisation_id WHERE g.id = ${groupId}::uuid
    ON CONFLICT (group_id, person_id) WHERE to_day IS NULL DO NOTHING RETURNING id`
  if (named.length === 0) return { ok: true }
  await tell(sql, { organisationId, subject: ['group', groupId], event: 'group.host-named' })
  if (hostId !== personId) await tellHostNamed(sql, groupId, hostId)
  return { ok: true }
}

/**
 * Asks somebody by their address whether they will host. The answer here is the same whether the address is known or not:
 * that somebody is a participant is not for the one who asks to find out.
 */
export async function askToHost(sql: Sql, { groupId, personId, now }: Leading, email: string) {
  const [mine] = await sql<{ plans: boolean }>`SELECT plans_group(${groupId}::uuid) AS plans`
  if (!mine?.plans) return
  const asked = await actingAs(sql, system('groups'), async (sql) => {
    const [person] = await sql<{ id: string; name: string }>`
      SELECT p.id, p.name FROM people p WHERE p.email = ${email}::citext AND may_host(${groupId}::uuid, p.id)
        AND NOT EXISTS (SELECT FROM group_hosts h WHERE h.group_id = ${groupId}::uuid AND h.person_id = p.id
          AND (h.to_day IS NULL OR (h.from_day IS NULL AND h.to_day > ${now}::timestamptz::date - 30)))`
    if (!person) return null
    const added = await sql`
      INSERT INTO group_hosts (group_id, person_id, called, named_by, created_at)
      VALUES (${groupId}::uuid, ${person.id}::uuid, ${firstNameOf(person.name)}, ${personId}::uuid, ${now}::timestamptz)
      ON CONFLICT (group_id, person_id) WHERE to_day IS NULL DO NOTHING RETURNING id`
    return added.length > 0 ? person.id : null
  })
  if (asked) await tellHostAsked(sql, groupId, asked)
}

/** Somebody hosts no more from now on; the days they did stay. */
export async function endHosting(sql: Sql, { groupId, organisationId, now }: Leading, hostingId: string): Promise<boolean> {
  const ended = await sql`
    UPDATE group_hosts h SET to_day = greatest(h.from_day, (${now}::timestamptz AT TIME ZONE o.zone)::date)
    FROM organisations o WHERE o.id = ${organisationId}::uuid AND h.id = ${hostingId}::uuid AND h.group_id = ${groupId}::uuid AND h.from_day IS NOT NULL AND h.to_day IS NULL
    RETURNING h.id`
  if (ended.length > 0) await tell(sql, { organisationId, subject: ['group', groupId], event: 'group.host-ended' })
  return ended.length > 0
}
