import type { ActionFunctionArgs } from '@remix-run/node'
import { markAttendance } from '#app/domain/activities/attendance/commands.server.ts'
import { attendanceList, ledActivity } from '#app/domain/activities/attendance/queries.server.ts'
import { syncSchema } from '#app/domain/activities/attendance/schema.ts'
import { workers } from '#app/domain/activities/planning/policy.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'

/**
 * What a device marked while it had no network: `{ person, marks }` in, the list as it is now out. Sending the same twice
 * changes nothing. 303: the session has ended; 409: somebody else is signed in now, or the list is closed.
 */
export async function action(args: ActionFunctionArgs) {
  const { actor, organisation, person, language } = await requireMember(args, args.params.org, ...workers)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const read = syncSchema.safeParse(await args.request.json().catch(() => null))
  if (!read.success) return answer({}, 400)
  if (read.data.person !== person.id) return answer({ reason: 'person' }, 409)
  const now = new Date()
  return lean(actor, async (sql) => {
    if (!(await ledActivity(sql, organisation.id, id, language))) return notFound()
    const marked = await markAttendance(sql, { activityId: id, markedBy: person.id, marks: read.data.marks, now })
    if (!marked.ok) return answer({ reason: marked.reason }, 409)
    const list = await attendanceList(sql, id)
    return answer({ now: +now, list: list.map(({ who, name, outcome, personId }) => ({ who, name, outcome, walkIn: personId === null })) }, 200)
  })
}

export const loader = () => notFound()

const answer = (body: object, status: number) => Response.json(body, { status, headers: { 'cache-control': 'private, no-store' } })
