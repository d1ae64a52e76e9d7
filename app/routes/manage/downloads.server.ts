import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { takeOutComers, takeOutPeriod } from '#app/domain/activities/exporting/commands.server.ts'
import { readPeriod } from '#app/domain/activities/exporting/rules.ts'
import { planners, workers } from '#app/domain/activities/planning/policy.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { download } from '#app/platform/http/download.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import type { SheetFormat } from '#app/platform/spreadsheet.ts'

export async function downloadComers(args: LoaderFunctionArgs, format: SheetFormat) {
  const { organisation, actor, language } = await requireMember(args, args.params.org, ...workers)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const taken = await lean(actor, (sql) => takeOutComers(sql, { organisationId: organisation.id, activityId: id, format, language, now: new Date() }))
  return taken ? download(taken.sheet, format, taken.name) : notFound()
}

export async function downloadPeriod(args: LoaderFunctionArgs, format: SheetFormat) {
  const { organisation, actor, language } = await requireMember(args, args.params.org, ...planners)
  const asked = new URL(args.request.url).searchParams
  const { period, problems } = readPeriod({ from: asked.get('from'), to: asked.get('to') }, new Date(), organisation.zone)
  // The page says at the field what is wrong.
  if (problems.from || problems.to) return redirect(`/manage/${organisation.slug}/export?${new URLSearchParams({ ...period })}`, 303)
  const { sheet, name } = await lean(actor, (sql) => takeOutPeriod(sql, { organisationId: organisation.id, zone: organisation.zone, period, format, language }))
  return download(sheet, format, name)
}
