import { type GroupPage, groupBySlug } from '#app/domain/groups/finding/queries.server.ts'
import { type Standing, standingIn } from '#app/domain/groups/membership/queries.server.ts'
import { type GateArgs, type PersonVisit, requirePerson } from '#app/domain/identity/gate.server.ts'
import { lean, type Sql } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'

/**
 * Opens a group's board to those who read it. Somebody who takes a pause is shown their own place; for everybody else there is
 * no board at that address.
 */
export async function onBoard<T>(args: GateArgs, work: (sql: Sql, found: { visit: PersonVisit; group: GroupPage; standing: Standing }) => Promise<T>): Promise<T> {
  const visit = await requirePerson(args)
  return lean(visit.actor, async (sql) => {
    const group = await groupBySlug(sql, args.params?.slug ?? '', visit.language)
    if (!group) return notFound()
    const standing = await standingIn(sql, group.id, visit.person.id)
    if (!standing.reads) {
      if (standing.member?.state === 'paused') throw seeOther(`/groups/${group.slug}/membership`)
      return notFound()
    }
    return work(sql, { visit, group, standing })
  })
}
