import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { planners } from '#app/domain/activities/planning/policy.ts'
import { draftGroup } from '#app/domain/groups/planning/commands.server.ts'
import { GroupForm } from '#app/domain/groups/planning/components/group-form.tsx'
import { groupPlanningTexts } from '#app/domain/groups/planning/messages.ts'
import { placesOf } from '#app/domain/groups/planning/queries.server.ts'
import { groupForm } from '#app/domain/groups/schema.ts'
import { requireMember } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data && `${data.title} · Samkraft` }]

export async function loader(args: LoaderFunctionArgs) {
  const { actor, organisation, language } = await requireMember(args, args.params.org, ...planners)
  const places = await lean(actor, (sql) => placesOf(sql, organisation.id))
  const values: Record<string, string> = { language: organisation.language, wayIn: 'request', visibility: 'public' }
  return { title: groupPlanningTexts(language).newTitle, organisation, places, values, errors: {} as Record<string, string>, key: randomUUID() }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, organisation, person } = await requireMember(args, args.params.org, ...planners)
  const read = await readForm(args.request, groupForm)
  const key = read.values.key || randomUUID()
  if (!read.ok) return data({ values: read.values, errors: read.errors, key }, 422)
  const saved = await lean(actor, (sql) => draftGroup(sql, { organisationId: organisation.id, personId: person.id, now: new Date() }, { key, plan: read.value }))
  if (saved.ok) return redirect(`/manage/${organisation.slug}/groups/${saved.id}?done=saved`, 303)
  // The form was sent before and somebody has gone on with what it made: what was typed now begins another.
  if (saved.reason === 'overtaken') return data({ values: read.values, errors: {} as Record<string, string>, key: randomUUID() }, 409)
  return data({ values: read.values, errors: { placeId: 'place_unknown' } as Record<string, string>, key }, 422)
}

export default function Screen() {
  const loaded = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = groupPlanningTexts(useLanguage())
  const { values, errors, key } = answered ?? loaded
  return (
    <Page title={texts.newTitle} intro={texts.newIntro} back={{ to: `/manage/${loaded.organisation.slug}/groups`, text: texts.groups }}>
      <GroupForm draft values={values} errors={errors} places={loaded.places} organisation={loaded.organisation} unseen={{ key }} />
    </Page>
  )
}
