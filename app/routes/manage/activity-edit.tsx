import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { editActivity } from '#app/domain/activities/planning/commands.server.ts'
import { ActivityForm } from '#app/domain/activities/planning/components/activity-form.tsx'
import { planningTexts } from '#app/domain/activities/planning/components/messages.ts'
import { OvertakenNotice } from '#app/domain/activities/planning/components/overtaken-notice.tsx'
import { planners } from '#app/domain/activities/planning/policy.ts'
import { choicesFor, workpiece } from '#app/domain/activities/planning/queries.server.ts'
import { concernsCalendars, settled, typedPlan, wordsFor } from '#app/domain/activities/planning/rules.ts'
import { changeFollowing } from '#app/domain/activities/series/following/commands.server.ts'
import { repeatDraft } from '#app/domain/activities/series/planning/commands.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { isId } from '#app/platform/actor.ts'
import { transaction } from '#app/platform/db.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { Page } from '#app/ui/layout.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { overtakenForm, sentActivity, tiles, typedRepeats, unseenOf, wrongForm } from './activity-form.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...planners)
  const { id } = args.params
  if (!isId(id)) return notFound()
  return transaction(member.actor, async (tx, sql) => {
    const activity = await workpiece(tx, member.organisation.id, id)
    if (!activity) return notFound()
    const choices = await choicesFor(tx, sql, member.organisation.id, activity)
    const draft = !activity.publishedAt && !activity.cancelledAt
    const values: Record<string, string> = { ...typedPlan(activity, choices.places), ...(draft ? await typedRepeats(sql, activity.ruleId) : {}) }
    const { title } = wordsFor(activity, member.language).words
    return {
      title: planningTexts(member.language).editTitle(title), activity: { id, title }, organisation: member.organisation, choices, tiles: tiles(),
      values, errors: {} as Record<string, string>, unseen: unseenOf(values, { activity: id, version: String(activity.version) }) as Record<string, string>,
      settled: settled(activity, new Date()) !== null, published: activity.publishedAt !== null, draft, dateOfSeries: activity.publishedAt !== null && activity.ruleId !== null,
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...planners)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const { organisation, person } = member
  const sent = await sentActivity(args.request, member, new Date())
  const version = Number(sent.typed.version)
  return transaction(member.actor, async (tx, sql) => {
    const asked = { organisationId: organisation.id, personId: person.id, activityId: id, version, ...sent }
    const edited = await (sent.typed.scope === 'following' ? changeFollowing(tx, sql, asked) : editActivity(tx, sql, asked))
    if (edited.ok && sent.typed.repeats !== undefined) await repeatDraft(tx, sql, { ...asked, repeats: sent.repeats })
    const address = `/manage/${organisation.slug}/activities/${id}`
    const dates = edited.ok && 'dates' in edited ? Number(edited.dates) : 0
    const many = edited.ok && dates > 0 ? `&dates=${dates}${concernsCalendars(edited.changes) ? '&told=yes' : ''}` : ''
    if (edited.ok) return redirect(sent.typed.intent === 'preview' ? `${address}/preview` : `${address}?done=saved${many}`, 303)
    if (edited.reason === 'not_found') return notFound()
    if (edited.reason === 'wrong') return data({ ...wrongForm(sent, edited, member, { activity: id, version: sent.typed.version ?? '' }), overtaken: undefined }, 422)
    return data(overtakenForm(sent, edited, await choicesFor(tx, sql, organisation.id, edited.now), member, await typedRepeats(sql, edited.now.publishedAt ? null : edited.now.ruleId)), 409)
  })
}

export default function Screen() {
  const loaded = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = planningTexts(useLanguage())
  const back = `/manage/${loaded.organisation.slug}/activities/${loaded.activity.id}`
  return (
    <Page title={loaded.title} back={{ to: back, text: loaded.activity.title }}>
      {answered?.overtaken && <OvertakenNotice {...answered.overtaken} />}
      {loaded.settled ? <Notice>{texts.settledNote}</Notice> : loaded.published && <Notice>{texts.publishedNote}</Notice>}
      <ActivityForm organisation={loaded.organisation} choices={loaded.choices} tiles={loaded.tiles} settled={loaded.settled} draft={loaded.draft} dateOfSeries={loaded.dateOfSeries}
        values={answered?.values ?? loaded.values} errors={answered?.errors ?? loaded.errors} unseen={answered?.unseen ?? loaded.unseen} />
    </Page>
  )
}
