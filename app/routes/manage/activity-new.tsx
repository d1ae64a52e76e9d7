import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { draftActivity } from '#app/domain/activities/planning/commands.server.ts'
import { ActivityForm } from '#app/domain/activities/planning/components/activity-form.tsx'
import { planningTexts } from '#app/domain/activities/planning/components/messages.ts'
import { OvertakenNotice } from '#app/domain/activities/planning/components/overtaken-notice.tsx'
import { planners } from '#app/domain/activities/planning/policy.ts'
import { choicesFor } from '#app/domain/activities/planning/queries.server.ts'
import { suggestedPlan } from '#app/domain/activities/planning/rules.ts'
import { repeatDraft } from '#app/domain/activities/series/planning/commands.server.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { transaction } from '#app/platform/db.server.ts'
import { Page } from '#app/ui/layout.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { PathSteps } from '#app/ui/path.tsx'
import { overtakenForm, sentActivity, tiles, typedRepeats, unseenOf, wrongForm } from './activity-form.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...planners)
  const choices = await transaction(member.actor, (tx, sql) => choicesFor(tx, sql, member.organisation.id))
  const values: Record<string, string> = { ...suggestedPlan(member.organisation, choices, member.person.id, new Date()), repeats: '', repeatUntil: '' }
  return {
    title: planningTexts(member.language).newTitle, organisation: member.organisation, choices, tiles: tiles(),
    values, errors: {} as Record<string, string>, unseen: unseenOf(values, { key: randomUUID() }) as Record<string, string>,
  }
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...planners)
  const { organisation, person } = member
  const sent = await sentActivity(args.request, member, new Date())
  const key = sent.typed.key || randomUUID()
  return transaction(member.actor, async (tx, sql) => {
    const drafted = await draftActivity(tx, sql, { organisationId: organisation.id, personId: person.id, key, ...sent })
    if (drafted.ok) await repeatDraft(tx, sql, { organisationId: organisation.id, personId: person.id, activityId: drafted.id, repeats: sent.repeats })
    if (drafted.ok) return redirect(`/manage/${organisation.slug}/activities/${drafted.id}/preview`, 303)
    if (drafted.reason === 'wrong') return data({ ...wrongForm(sent, drafted, member, { key }), action: undefined, overtaken: undefined }, 422)
    const form = overtakenForm(sent, drafted, await choicesFor(tx, sql, organisation.id, drafted.now), member, await typedRepeats(sql, drafted.now.ruleId))
    return data({ ...form, action: `/manage/${organisation.slug}/activities/${drafted.id}/edit` }, 409)
  })
}

export default function Screen() {
  const loaded = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = planningTexts(useLanguage())
  const back = `/manage/${loaded.organisation.slug}`
  return (
    <Page title={texts.newTitle} intro={texts.newIntro} back={{ to: back, text: loaded.organisation.name }}>
      <PathSteps label={texts.steps} steps={[texts.stepWrite, texts.stepLook, texts.stepPublish]} current={0} />
      {answered?.overtaken && <OvertakenNotice {...answered.overtaken} />}
      <ActivityForm draft action={answered?.action} organisation={loaded.organisation} choices={loaded.choices} tiles={loaded.tiles}
        values={answered?.values ?? loaded.values} errors={answered?.errors ?? loaded.errors} unseen={answered?.unseen ?? loaded.unseen} />
    </Page>
  )
}
