import { sealOf } from '#app/domain/people/keys.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { Goal, GoalWords, Level, Step } from '../schema.ts'

export const goalContext = (id: string, personId: string) => `goals ${id} ${personId}`
export const stepContext = (id: string, personId: string) => `goal_steps ${id} ${personId}`

/** Every goal of the person of the transaction: main ones first, those set aside last. */
export async function myGoals(sql: Sql, personId: string): Promise<Goal[]> {
  const rows = await sql<Omit<Goal, 'words' | 'steps'> & { sealed: string; steps: (Omit<Step, 'words' | 'doneAt'> & { sealed: string; doneAt: string | null })[]; levels: { level: Level; at: string }[] }>`
    SELECT g.id, g.main, g.sealed, g.created_at AS "createdAt", g.set_aside_at AS "setAsideAt",
      coalesce((SELECT json_agg(json_build_object('level', l.level, 'at', l.at) ORDER BY l.id) FROM goal_levels l WHERE l.goal_id = g.id), '[]') AS levels,
      coalesce((SELECT json_agg(json_build_object('id', s.id, 'sealed', s.sealed, 'dueOn', s.due_on, 'doneAt', s.done_at) ORDER BY s.done_at IS NOT NULL, s.due_on NULLS LAST, s.created_at, s.id)
        FROM goal_steps s WHERE s.goal_id = g.id), '[]') AS steps
    FROM goals g WHERE g.person_id = ${personId}::uuid ORDER BY g.set_aside_at IS NOT NULL, NOT g.main, g.created_at, g.id`
  if (rows.length === 0) return []
  const { open } = await sealOf(sql, personId)
  return rows.map(({ sealed, steps, levels, ...goal }) => ({
    ...goal,
    words: JSON.parse(open(sealed, goalContext(goal.id, personId))) as GoalWords,
    levels: levels.map(({ level, at }) => ({ level, at: new Date(at) })),
    steps: steps.map(({ sealed, doneAt, ...step }) => ({ ...step, words: open(sealed, stepContext(step.id, personId)), doneAt: doneAt === null ? null : new Date(doneAt) })),
  }))
}
