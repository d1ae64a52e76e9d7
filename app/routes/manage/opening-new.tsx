import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { planners } from '#app/domain/activities/planning/policy.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { draftOpening } from '#app/domain/openings/planning/commands.server.ts'
import { OpeningForm } from '#app/domain/openings/planning/components/opening-form.tsx'
import { OvertakenOpening } from '#app/domain/openings/planning/components/overtaken-opening.tsx'
import { openingPlanningTexts } from '#app/domain/openings/planning/messages.ts'
import { choicesForOpening } from '#app/domain/openings/planning/queries.server.ts'
import { suggestedPlan } from '#app/domain/openings/planning/rules.ts'
import { lean } from '#app/platform/db.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { PathSteps } from '#app/ui/path.tsx'
import { tiles } from './activity-form.server.ts'
import { overtakenForm, sentOpening, unseenOf, wrongForm } from './opening-form.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, person, actor, language } = await requireMember(args, args.params.org, ...planners)
  const choices = await lean(actor, (sql) => choicesForOpening(sql, organisation))
  const values = suggestedPlan(organisation, choices, person.id)
  return {
    title: openingPlanningTexts(language).newTitle, organisation, choices, tiles: tiles(), values, errors: {} as Record<string, string>, unseen: unseenOf(values, { key: randomUUID() }),
  }
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...planners)
  const { organisation, person, actor } = member
  const sent = await sentOpening(args.request, new Date())
  const key = sent.typed.key || randomUUID()
  return lean(actor, async (sql) => {
    const drafted = await draftOpening(sql, { organisation, personId: person.id, key, ...sent })
    if (drafted.ok) return redirect(`/manage/${organisation.slug}/openings/${drafted.id}/preview`, 303)
    if (drafted.reason === 'wrong') return data({ ...wrongForm(sent, drafted, member, { key }), action: undefined }, 422)
    const form = overtakenForm(sent, drafted, await choicesForOpening(sql, organisation, drafted.now), member)
    return data({ ...form, action: `/manage/${organisation.slug}/openings/${drafted.id}/edit` }, 409)
  })
}

export default function Screen() {
  const loaded = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = openingPlanningTexts(useLanguage())
  return (
    <Page title={texts.newTitle} intro={texts.newIntro} back={{ to: `/manage/${loaded.organisation.slug}/openings`, text: texts.listTitle }}>
      <PathSteps label={texts.steps} steps={[texts.stepWrite, texts.stepLook, texts.stepPublish]} current={0} />
      {answered?.overtaken && <OvertakenOpening {...answered.overtaken} />}
      <OpeningForm draft action={answered?.action} organisation={loaded.organisation} choices={loaded.choices} tiles={loaded.tiles}
        values={answered?.values ?? loaded.values} errors={answered?.errors ?? loaded.errors} unseen={answered?.unseen ?? loaded.unseen} />
    </Page>
  )
}
