import { sealOf } from '#app/domain/people/keys.server.ts'
import type { Sql } from '#app/platform/db.server.ts'
import type { GoalWords, Level } from '../schema.ts'
import { goalContext, stepContext } from './queries.server.ts'

/** Nobody needs more of either; a script that goes on and on does. */
export const mostGoals = 50
export const mostSteps = 100

export type GoalRefusal = 'too_many' | 'not_found'
interface Own { personId: string; goalId: string; now: Date }

/** Writes a goal down. `goalId` comes from the form, so that one sent twice is one goal. */
export async function addGoal(sql: Sql, { personId, goalId, words, main, now }: Own & { words: GoalWords; main: boolean }): Promise<{ ok: true } | { ok: false; reason: GoalRefusal }> {
  const { seal } = await sealOf(sql, personId)
  const [count] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM goals WHERE person_id = ${personId}::uuid`
  if (count!.n >= mostGoals) return { ok: false, reason: 'too_many' }
  await sql`INSERT INTO goals (id, person_id, main, sealed, created_at, changed_at)
    VALUES (${goalId}::uuid, ${personId}::uuid, ${main}, ${seal(JSON.stringify(words), goalContext(goalId, personId))}, ${now}::timestamptz, ${now}::timestamptz) ON CONFLICT (id) DO NOTHING`
  return { ok: true }
}

/** The same goal in other words. */
export async function saveGoal(sql: Sql, { personId, goalId, words, main, now }: Own & { words: GoalWords; main: boolean }): Promise<boolean> {
  const { seal } = await sealOf(sql, personId)
  const saved = await sql`UPDATE goals SET sealed = ${seal(JSON.stringify(words), goalContext(goalId, personId))}, main = ${main}, changed_at = ${now}::timestamptz WHERE id = ${goalId}::uuid AND person_id = ${personId}::uuid RETURNING id`
  return saved.length > 0
}

/** Sets a goal aside, or takes it up again: neither is a failure, and everything about it stays. */
export async function setAside(sql: Sql, { personId, goalId, now }: Own, aside: boolean): Promise<boolean> {
  const moved = await sql`UPDATE goals SET set_aside_at = CASE WHEN ${aside} THEN coalesce(set_aside_at, ${now}::timestamptz) END, changed_at = ${now}::timestamptz WHERE id = ${goalId}::uuid AND person_id = ${personId}::uuid RETURNING id`
  return moved.length > 0
}

export async function deleteGoal(sql: Sql, { personId, goalId }: Omit<Own, 'now'>): Promise<boolean> {
  return (await sql`DELETE FROM goals WHERE id = ${goalId}::uuid AND person_id = ${personId}::uuid RETURNING id`).length > 0
}

/** The person says how it goes. Who changes their mind within half a day has said one thing. */
export async function sayLevel(sql: Sql, { personId, goalId, level, now }: Own & { level: Level }): Promise<boolean> {
  const own = await sql`SELECT id FROM goals WHERE id = ${goalId}::uuid AND person_id = ${personId}::uuid FOR UPDATE`
  if (own.length === 0) return false
  await sql`DELETE FROM goal_levels WHERE goal_id = ${goalId}::uuid AND at > ${new Date(+now - 12 * 3_600_000)}::timestamptz`
  await sql`INSERT INTO goal_levels (goal_id, level, at) VALUES (${goalId}::uuid, ${level}::int, ${now}::timestamptz)`
  return true
}

export async function addStep(sql: Sql, { personId, goalId, stepId, words, dueOn, now }: Own & { stepId: string; words: string; dueOn: string | null }): Promise<{ ok: true } | { ok: false; reason: GoalRefusal }> {
  const [goal] = await sql<{ steps: number }>`SELECT (SELECT count(*)::int FROM goal_steps s WHERE s.goal_id = g.id) AS steps FROM goals g WHERE g.id = ${goalId}::uuid AND g.person_id = ${personId}::uuid`
  if (!goal) return { ok: false, reason: 'not_found' }
  if (goal.steps >= mostSteps) return { ok: false, reason: 'too_many' }
  const { seal } = await sealOf(sql, personId)
  await sql`INSERT INTO goal_steps (id, goal_id, sealed, due_on, created_at)
    VALUES (${stepId}::uuid, ${goalId}::uuid, ${seal(words, stepContext(stepId, personId))}, ${dueOn}::date, ${now}::timestamptz) ON CONFLICT (id) DO NOTHING`
  return { ok: true }
}

/** Ticks a step, takes the tick back, or takes the step away. */
export async function changeStep(sql: Sql, { goalId, stepId, deed, now }: { goalId: string; stepId: string; deed: 'done' | 'undone' | 'remove'; now: Date }): Promise<void> {
  if (deed === 'remove') await sql`DELETE FROM goal_steps WHERE id = ${stepId}::uuid AND goal_id = ${goalId}::uuid`
  else await sql`UPDATE goal_steps SET done_at = CASE WHEN ${deed === 'done'} THEN coalesce(done_at, ${now}::timestamptz) END WHERE id = ${stepId}::uuid AND goal_id = ${goalId}::uuid`
}
