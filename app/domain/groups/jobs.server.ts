import { system } from '#app/platform/actor.ts'
import type { Chore } from '#app/platform/chores.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { localTime } from '#app/platform/time.ts'
import { isWaking } from './board/rules.ts'
import { tellNews } from './telling/commands.server.ts'

/**
 * Tells members who asked for it that there is something new on their board: once in 24 hours at most, in waking hours, and
 * not about what is older than two days. What they have read is not known, and not kept.
 */
export const groupNews: Chore = {
  name: 'group-news',
  work: (now) =>
    lean(system('groups'), async (sql) => {
      const due = await sql<{ id: string; groupId: string; personId: string; zone: string }>`
        SELECT m.id, m.group_id AS "groupId", m.person_id AS "personId", o.zone
        FROM group_members m JOIN groups g ON g.id = m.group_id JOIN organisations o ON o.id = g.organisation_id
        WHERE m.state = 'member' AND m.news_since IS NOT NULL AND g.closed_at IS NULL
          AND (m.mailed_at IS NULL OR m.mailed_at <= ${now}::timestamptz - interval '24 hours')
          AND EXISTS (SELECT FROM group_posts p WHERE p.group_id = m.group_id AND p.author_id IS DISTINCT FROM m.person_id AND p.hidden_at IS NULL AND p.erased_at IS NULL
            AND p.created_at <= ${now}::timestamptz
            AND p.created_at > greatest(m.news_since, m.mailed_at, m.changed_at, ${now}::timestamptz - interval '2 days'))
        ORDER BY m.group_id, m.id LIMIT 200 FOR UPDATE OF m SKIP LOCKED`
      const awake = due.filter(({ zone }) => isWaking(localTime(now, zone).hour))
      for (const [groupId, members] of Map.groupBy(awake, (one) => one.groupId)) {
        await sql`UPDATE group_members SET mailed_at = ${now}::timestamptz WHERE id = ANY (${members.map((one) => one.id)}::uuid[])`
        await tellNews(sql, groupId, members.map((one) => one.personId))
      }
    }),
}
