import { type GateArgs, requirePerson } from '#app/domain/identity/gate.server.ts'
import { myGoals } from '#app/domain/journeys/goals/queries.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'

/** One of the person's own goals; anything else never was. */
export async function requireGoal(args: GateArgs) {
  const visit = await requirePerson(args)
  const goalId = args.params?.goal
  const goal = isId(goalId) ? (await lean(visit.actor, (sql) => myGoals(sql, visit.person.id))).find((one) => one.id === goalId) : undefined
  return goal ? { ...visit, goal } : notFound()
}
