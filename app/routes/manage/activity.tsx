import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { cancelActivity, discardDraft, duplicateActivity, publishActivity, unpublishActivity } from '#app/domain/activities/planning/commands.server.ts'
import { ConfirmScreen, WorkpieceScreen } from '#app/domain/activities/planning/components/workpiece.tsx'
import { say } from '#app/domain/activities/planning/messages.ts'
import { mayOpen, mayPlan, workers } from '#app/domain/activities/planning/policy.ts'
import { deedsOf, maySeeWhoComes, namesAround, workpiece } from '#app/domain/activities/planning/queries.server.ts'
import { wordsFor } from '#app/domain/activities/planning/rules.ts'
import { cancelSchema } from '#app/domain/activities/planning/schema.ts'
import { EndSeriesScreen, SeriesAtWork } from '#app/domain/activities/series/components/series-at-work.tsx'
import { endSeries, publishSeries } from '#app/domain/activities/series/planning/commands.server.ts'
import { removeFromSeries } from '#app/domain/activities/series/sign-ups/commands.server.ts'
import { seriesAtWork, toPublish } from '#app/domain/activities/series/queries.server.ts'
import { removeFromActivity } from '#app/domain/activities/sign-ups/commands.server.ts'
import { whoComes } from '#app/domain/activities/sign-ups/queries.server.ts'
import { type Member, requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { type Sql, transaction, type Tx } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

/** The activity's workplace, for those who plan in its organisation and for its host; for others there is no such page. */
async function opened(tx: Tx, sql: Sql, member: Member, id: string) {
  const activity = await workpiece(tx, member.organisation.id, id)
  if (!activity || !mayOpen(member.roles, activity, member.person.id)) return notFound()
  const comers = activity.publishedAt && (await maySeeWhoComes(sql, id))
    ? (await whoComes(sql, id)).map(({ personId, name, state, visible, offeredUntil }) => ({ personId, name, state, visible, offeredUntil })) : null
  return { activity, comers }
}

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...workers)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const asked = new URL(args.request.url).searchParams
  const { organisation, language, roles, actor } = member
  const now = new Date()
  return transaction(actor, async (tx, sql) => {
    const { activity, comers } = await opened(tx, sql, member, id)
    const plans = mayPlan(roles)
    const doing = confirmed(asked.get('do'))
    const person = comers?.find((one) => one.personId === asked.get('person'))
    if (doing === 'remove' ? !person : doing && !plans) return notFound()
    if (doing === 'end' && !activity.ruleId) return notFound()
    return {
      title: wordsFor(activity, language).words.title, slug: organisation.slug, activity, comers, plans, doing, person,
      series: activity.seriesId ? await seriesAtWork(sql, activity, now) : null, toPublish: await toPublish(sql, activity, now),
      ...(await namesAround(tx, activity)), deeds: plans ? await deedsOf(sql, id) : [],
      link: `${env().APP_URL}/activities/${activity.slug}`, copyKey: randomUUID(), now, done: asked.get('done'), refused: asked.get('refused'),
      saved: savedFor(asked),
    }
  })
}

const intentSchema = z.looseObject({ intent: z.enum(['publish', 'unpublish', 'cancel', 'end', 'discard', 'duplicate', 'remove']) })

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...workers)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const sent = await readForm(args.request, intentSchema)
  const now = new Date()
  const { organisation, person, roles, actor, language } = member
  const here = `/manage/${organisation.slug}/activities/${id}`
  return transaction(actor, async (tx, sql) => {
    const { comers, activity } = await opened(tx, sql, member, id)
    if (!sent.ok) return redirect(here, 303)
    const { intent } = sent.value
    const asked = { organisationId: organisation.id, personId: person.id, activityId: id, now }
    // Asked twice, or by two at once: what was wanted is so.
    const answer = (outcome: { ok: true } | { ok: false; reason: string }, done: string, already?: string) =>
      redirect(`${here}?${outcome.ok || outcome.reason === already ? `done=${done}` : `refused=${outcome.reason}`}`, 303)
    if (intent === 'remove') {
      const chosen = comers?.find((one) => one.personId === sent.values.person)
      if (!chosen) return redirect(here, 303)
      if (sent.values.all === 'on' && activity.seriesId) {
        const { ok } = await removeFromSeries(sql, { seriesId: activity.seriesId, personId: chosen.personId, now })
        return answer(ok ? { ok } : { ok, reason: 'begun' }, 'removed')
      }
      return answer(await removeFromActivity(sql, { activityId: id, personId: chosen.personId, now }), 'removed')
    }
    if (!mayPlan(roles)) return notFound()
    switch (intent) {
      case 'publish': return activity.ruleId
        ? answer(await publishSeries(tx, sql, asked), 'series', 'already_published')
        : answer(await publishActivity(tx, sql, asked), 'published', 'already_published')
      case 'unpublish': return activity.ruleId ? answer({ ok: false, reason: 'date_of_series' }, '') : answer(await unpublishActivity(tx, sql, asked), 'unpublished', 'not_published')
      case 'discard': return answer(await discardDraft(tx, sql, asked), 'discarded')
      case 'duplicate': {
        const copy = await duplicateActivity(tx, sql, { ...asked, key: sent.values.key ?? randomUUID() })
        return copy.ok ? redirect(`/manage/${organisation.slug}/activities/${copy.id}?done=copied`, 303) : notFound()
      }
      case 'end':
      case 'cancel': {
        const read = check(cancelSchema, { reason: '', ...sent.values })
        if (!read.ok) return data({ values: read.values, errors: Object.fromEntries(Object.entries(read.errors).map(([field, key]) => [field, say([key], language)])) }, 422)
        if (intent === 'end') return answer(await endSeries(tx, sql, { ...asked, reason: read.value.reason }), 'ended', 'cancelled')
        return answer(await cancelActivity(tx, sql, { ...asked, reason: read.value.reason }), 'cancelled', 'cancelled')
      }
    }
  })
}

const confirmed = (text: string | null): 'cancel' | 'end' | 'unpublish' | 'discard' | 'remove' | null =>
  text === 'cancel' || text === 'end' || text === 'unpublish' || text === 'discard' || text === 'remove' ? text : null

/** For how many dates a change was saved, and whether those who joined hear of it. */
function savedFor(asked: URLSearchParams): { dates: number; told: boolean } | null {
  const dates = asked.get('dates')
  return dates !== null && /^[1-9]\d{0,3}$/.test(dates) ? { dates: Number(dates), told: asked.get('told') === 'yes' } : null
}

export default function Screen() {
  const { doing, person, activity, slug, plans, series, ...rest } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  if (doing === 'end' && series) return <EndSeriesScreen activity={activity} series={series} slug={slug} values={answered?.values} errors={answered?.errors} />
  if (doing && doing !== 'end') return <ConfirmScreen doing={doing} activity={activity} slug={slug} person={person} now={rest.now} values={answered?.values} errors={answered?.errors} />
  return (
    <WorkpieceScreen {...rest} activity={activity} slug={slug} mayPlan={plans}
      series={series && <SeriesAtWork series={series} activity={activity} slug={slug} mayPlan={plans} done={rest.done} refused={rest.refused} now={rest.now} toPublish={rest.toPublish} />} />
  )
}
