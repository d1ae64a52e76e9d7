import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { markAttendance, walkInId } from '#app/domain/activities/attendance/commands.server.ts'
import { AttendanceScreen } from '#app/domain/activities/attendance/components/attendance-screen.tsx'
import { attendanceTexts } from '#app/domain/activities/attendance/messages.ts'
import { attendanceList, ledActivity } from '#app/domain/activities/attendance/queries.server.ts'
import { attendanceClosed, type Mark } from '#app/domain/activities/attendance/rules.ts'
import { tapSchema, walkInSchema } from '#app/domain/activities/attendance/schema.ts'
import { workers } from '#app/domain/activities/planning/policy.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page && `${attendanceTexts(page.language).title} · ${page.activity.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, person, language } = await requireMember(args, args.params.org, ...workers)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const now = new Date()
  return lean(actor, async (sql) => {
    const activity = await ledActivity(sql, organisation.id, id, language)
    if (!activity) return notFound()
    return {
      activity, list: await attendanceList(sql, id), closed: attendanceClosed(activity, now), slug: organisation.slug, personId: person.id,
      nextWalkIn: randomUUID(), language, now,
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const { actor, organisation, person, language } = await requireMember(args, args.params.org, ...workers)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const now = new Date()
  const sent = await readForm(args.request, z.looseObject({ intent: z.enum(['tap', 'walk-in']) }))
  const here = `/manage/${organisation.slug}/activities/${id}/attendance`
  if (!(await lean(actor, (sql) => ledActivity(sql, organisation.id, id, language)))) return notFound()
  const write = async (mark: Omit<Mark, 'key' | 'at'>) => {
    await lean(actor, (sql) => markAttendance(sql, { activityId: id, markedBy: person.id, marks: [{ ...mark, key: randomUUID(), at: now }], now }))
    // Too early or too late: the page says so.
    return redirect(`${here}#row-${mark.who}`, 303)
  }
  if (sent.value?.intent === 'walk-in') {
    const read = check(walkInSchema, { firstName: '', ...sent.values })
    if (read.ok) return write({ ...read.value, who: walkInId(read.value.who, read.value.firstName), outcome: 'came' })
    const error = read.errors.firstName === 'name_too_long' ? ('name_too_long' as const) : ('name_missing' as const)
    return data({ values: read.values, error }, 422)
  }
  const read = check(tapSchema, sent.values)
  return read.ok ? write(read.value) : redirect(here, 303)
}

export default function Screen() {
  return <AttendanceScreen {...useLoaderData<typeof loader>()} {...useActionData<typeof action>()} />
}
