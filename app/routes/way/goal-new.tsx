import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { addGoal } from '#app/domain/journeys/goals/commands.server.ts'
import { GoalForm } from '#app/domain/journeys/goals/components/goal-form.tsx'
import { journeyTexts } from '#app/domain/journeys/messages.ts'
import { goalForm } from '#app/domain/journeys/schema.ts'
import { idFrom } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { language } = await requirePerson(args)
  return { language, formKey: randomUUID() }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person } = await requirePerson(args)
  const read = await readForm(args.request, goalForm)
  if (!read.ok) return data({ values: read.values, errors: read.errors }, { status: 422 })
  const { main, ...words } = read.value
  const goalId = idFrom(JSON.stringify(['goal', person.id, read.values.key, words]))
  const added = await lean(actor, (sql) => addGoal(sql, { personId: person.id, goalId, words, main, now: new Date() }))
  return added.ok ? seeOther(`/me/way/goals/${goalId}`) : data({ values: read.values, errors: { title: added.reason } as Record<string, string> }, { status: 422 })
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${journeyTexts(loaded?.language ?? 'nb').newGoal} · Samkraft` }]

export default function NewGoal() {
  const { formKey } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = journeyTexts(useLanguage())
  return (
    <Page title={texts.newGoal} back={{ to: '/me/way/goals', text: texts.goals }}>
      <GoalForm formKey={formKey} values={answered?.values ?? {}} errors={answered?.errors ?? {}} />
    </Page>
  )
}
