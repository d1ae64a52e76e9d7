import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { saveGoal } from '#app/domain/journeys/goals/commands.server.ts'
import { GoalForm } from '#app/domain/journeys/goals/components/goal-form.tsx'
import { journeyTexts } from '#app/domain/journeys/messages.ts'
import { goalForm } from '#app/domain/journeys/schema.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { readForm } from '#app/platform/http/form.server.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { requireGoal } from './goal-gate.server.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { goal, language } = await requireGoal(args)
  return { language, id: goal.id, values: { ...goal.words, ...(goal.main ? { main: 'on' } : {}) } as Record<string, string> }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, goal } = await requireGoal(args)
  const read = await readForm(args.request, goalForm)
  if (!read.ok) return data({ values: read.values, errors: read.errors }, { status: 422 })
  const { main, ...words } = read.value
  await lean(actor, (sql) => saveGoal(sql, { personId: person.id, goalId: goal.id, words, main, now: new Date() }))
  return seeOther(`/me/way/goals/${goal.id}`)
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${journeyTexts(loaded?.language ?? 'nb').change} · Samkraft` }]

export default function EditGoal() {
  const { id, values } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = journeyTexts(useLanguage())
  return (
    <Page title={texts.change} back={{ to: `/me/way/goals/${id}`, text: values.title }}>
      <GoalForm values={answered?.values ?? values} errors={answered?.errors ?? {}} />
    </Page>
  )
}
