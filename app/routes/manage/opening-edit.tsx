import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { planners } from '#app/domain/activities/planning/policy.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { editOpening } from '#app/domain/openings/planning/commands.server.ts'
import { OpeningForm } from '#app/domain/openings/planning/components/opening-form.tsx'
import { OvertakenOpening } from '#app/domain/openings/planning/components/overtaken-opening.tsx'
import { openingPlanningTexts } from '#app/domain/openings/planning/messages.ts'
import { choicesForOpening, openingPlanned } from '#app/domain/openings/planning/queries.server.ts'
import { typedPlan, wordsFor } from '#app/domain/openings/planning/rules.ts'
import { isId } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { Page } from '#app/ui/layout.tsx'
import { tiles } from './activity-form.server.ts'
import { overtakenForm, sentOpening, unseenOf, wrongForm } from './opening-form.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, actor, language } = await requireMember(args, args.params.org, ...planners)
  const { id } = args.params
  if (!isId(id)) return notFound()
  return lean(actor, async (sql) => {
    const opening = await openingPlanned(sql, organisation.id, id)
    if (!opening) return notFound()
    const choices = await choicesForOpening(sql, organisation, opening)
    const values = typedPlan(opening, choices.places)
    const { title } = wordsFor(opening, language).words
    return {
      title: openingPlanningTexts(language).editTitle(title), opening: { id, title }, organisation, choices, tiles: tiles(), values, errors: {} as Record<string, string>,
      unseen: unseenOf(values, { opening: id, version: String(opening.version) }), draft: !opening.publishedAt,
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, args.params.org, ...planners)
  const { organisation, person, actor } = member
  const { id } = args.params
  if (!isId(id)) return notFound()
  const sent = await sentOpening(args.request, new Date())
  return lean(actor, async (sql) => {
    const edited = await editOpening(sql, { organisation, personId: person.id, openingId: id, version: Number(sent.typed.version), ...sent })
    const address = `/manage/${organisation.slug}/openings/${id}`
    if (edited.ok) return redirect(sent.typed.intent === 'preview' ? `${address}/preview` : `${address}?done=saved`, 303)
    if (edited.reason === 'not_found') return notFound()
    if (edited.reason === 'wrong') return data(wrongForm(sent, edited, member, { opening: id, version: sent.typed.version ?? '' }), 422)
    return data(overtakenForm(sent, edited, await choicesForOpening(sql, organisation, edited.now), member), 409)
  })
}

export default function Screen() {
  const loaded = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  return (
    <Page title={loaded.title} back={{ to: `/manage/${loaded.organisation.slug}/openings/${loaded.opening.id}`, text: loaded.opening.title }}>
      {answered?.overtaken && <OvertakenOpening {...answered.overtaken} />}
      <OpeningForm organisation={loaded.organisation} choices={loaded.choices} tiles={loaded.tiles} draft={loaded.draft}
        values={answered?.values ?? loaded.values} errors={answered?.errors ?? loaded.errors} unseen={answered?.unseen ?? loaded.unseen} />
    </Page>
  )
}
