import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { applyImport, letCalendarGo } from '#app/domain/activities/importing/commands.server.ts'
import { ImportPreview, type Moment, type Series } from '#app/domain/activities/importing/components/preview.tsx'
import { importTexts } from '#app/domain/activities/importing/messages.ts'
import { type Part, seriesMark } from '#app/domain/activities/importing/plan.ts'
import { keptCalendar, kindsOf, previewImport } from '#app/domain/activities/importing/queries.server.ts'
import type { CalendarRead } from '#app/domain/activities/importing/read.ts'
import { exceptionsOf } from '#app/domain/activities/importing/repeating.ts'
import type { Occurrence } from '#app/domain/activities/importing/occurrence.ts'
import { WorkplaceTabs } from '#app/domain/activities/planning/components/workplace-tabs.tsx'
import { planners } from '#app/domain/activities/planning/policy.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { lean, transaction } from '#app/platform/db.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Page } from '#app/ui/layout.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, roles, language } = await requireMember(args, args.params.org, ...planners)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const now = new Date()
  const found = await lean(actor, async (sql) => {
    const kept = await keptCalendar(sql, { organisationId: organisation.id, id })
    if (!kept) return notFound()
    if (kept.applied) return { kept, preview: null, kinds: [] }
    return { kept, preview: await previewImport(sql, { organisation, content: kept.content, now }), kinds: await kindsOf(sql, organisation.id) }
  })
  const texts = importTexts(language)
  const name = found.kept.fileName || texts.previewFile
  const shown = found.preview?.ok ? {
    created: seriesOf(found.preview.plan.create.map((to) => ({ to })), found.preview.read), changed: seriesOf(found.preview.plan.change),
    gone: found.preview.plan.gone.map(({ activity: { id, title, startsAt, endsAt, zone, allDay, published, joined }, calledOff }) => ({ id, title, startsAt, endsAt, zone, allDay, published, joined, calledOff })),
    same: found.preview.plan.same + found.preview.plan.begun, cancelledHere: found.preview.plan.cancelledHere, past: found.preview.read.past,
      later: found.preview.read.later,
    incomplete: found.preview.read.incomplete, problems: found.preview.read.problems.slice(0, 2_000), kinds: found.kinds, now,
  } : null
  return { title: texts.previewTitle(name), organisation, roles, used: found.kept.applied, shown }
}

/** One line per series: the same UID, the same thing to do. By which rule it repeats is said of what is new as a whole. */
function seriesOf(list: { to: Occurrence; what?: Part[] }[], read?: CalendarRead): Series[] {
  const moment = ({ start, end, zone, allDay }: Occurrence): Moment => ({ startsAt: start, endsAt: end, zone, allDay })
  return [...Map.groupBy(list, ({ to }) => to.uid)].map(([uid, dates]) => {
    const [first, last] = [dates[0]!.to, dates.at(-1)!.to]
    const rule = read?.repeating.get(uid)
    const all = rule ? read!.occurrences.filter((one) => one.uid === uid) : []
    return { mark: seriesMark(uid), repeats: rule && all.length === dates.length ? { rule, exceptions: exceptionsOf(rule, all) } : undefined,
      title: first.title, place: first.place, count: dates.length, ...moment(first), last: moment(last),
      what: [...new Set(dates.flatMap(({ what }) => what ?? []))] }
  })
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, organisation, language } = await requireMember(args, args.params.org, ...planners)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const form = await readForm(args.request,
    z.looseObject({ kindId: z.string().optional(), publish: z.string().optional(), reason: z.string().max(300).optional() }))
  const now = new Date()
  const marked = (prefix: string) => new Set(Object.keys(form.values).filter((name) => name.startsWith(`${prefix}.`)).map((name) => name.slice(prefix.length + 1)))
  const applied = await transaction(actor, async (tx, sql) => {
    const kept = await keptCalendar(sql, { organisationId: organisation.id, id })
    if (!kept || kept.applied) return null
    const done = await applyImport(tx, sql, {
      organisation, personId: person.id, content: kept.content, now,
      choices: {
        create: marked('create'), change: marked('change'), cancel: marked('cancel'), publish: form.values.publish === 'on', kindId: form.values.kindId,
        reason: form.values.reason?.trim().slice(0, 300) || importTexts(language).reasonDefault,
      },
    })
    if (done.ok) await letCalendarGo(sql, { id, now })
    return done
  })
  if (!applied) return redirect(`/manage/${organisation.slug}/import/${id}`, 303)
  if (!applied.ok) return data({ values: form.values, error: applied.reason }, 422)
  return redirect(`/manage/${organisation.slug}/import?done=${Math.min(marked('create').size, applied.created)}-${applied.changed}-${applied.cancelled}-${applied.created}`, 303)
}

export default function Screen() {
  const { title, organisation, roles, used, shown } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = importTexts(useLanguage())
  const back = `/manage/${organisation.slug}/import`
  return (
    <Page title={title} intro={shown && shown.created.length + shown.changed.length + shown.gone.length > 0 ? texts.previewIntro : undefined} back={{ to: back, text: texts.title }}>
      <WorkplaceTabs slug={organisation.slug} roles={roles} current="import" />
      {used && <Notice kind="done" title={texts.used}><p><LinkButton kind="plain"
        to={`/manage/${organisation.slug}`}>{texts.toActivities}</LinkButton></p></Notice>}
      {shown && <ImportPreview {...shown} back={back} values={answered?.values} error={answered && texts[answered.error]} />}
    </Page>
  )
}
