import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { addStep, changeStep, deleteGoal, sayLevel, setAside } from '#app/domain/journeys/goals/commands.server.ts'
import { LevelForm, LevelHistory, Steps } from '#app/domain/journeys/goals/components/goal-story.tsx'
import { journeyTexts } from '#app/domain/journeys/messages.ts'
import { levelForm, stepForm } from '#app/domain/journeys/schema.ts'
import { isId } from '#app/platform/actor.ts'
import { idFrom } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { seeOther } from '#app/platform/http/cookies.server.ts'
import { check, readForm } from '#app/platform/http/form.server.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/card.tsx'
import { ErrorSummary, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { requireGoal } from './goal-gate.server.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { goal, language } = await requireGoal(args)
  return { language, goal, formKey: randomUUID(), erasing: new URL(args.request.url).searchParams.get('do') === 'erase', now: new Date() }
}

export async function action(args: ActionFunctionArgs) {
  const { actor, person, goal } = await requireGoal(args)
  const { values } = await readForm(args.request, z.unknown())
  const here = `/me/way/goals/${goal.id}`
  const mine = { personId: person.id, goalId: goal.id, now: new Date() }
  const refuse = (errors: Record<string, string>) => data({ values, errors }, { status: 422 })
  switch (values.intent) {
    case 'level': {
      const read = check(levelForm, values)
      if (!read.ok) return refuse(read.errors)
      await lean(actor, (sql) => sayLevel(sql, { ...mine, level: read.value.level }))
      return seeOther(here)
    }
    case 'step': {
      const read = check(stepForm, values)
      if (!read.ok) return refuse(read.errors)
      const added = await lean(actor, (sql) => addStep(sql, { ...mine, stepId: idFrom(JSON.stringify(['step', goal.id, values.key, read.value])), words: read.value.step, dueOn: read.value.dueOn }))
      return added.ok ? seeOther(`${here}#steps`) : refuse({ step: added.reason })
    }
    case 'done':
    case 'undone':
    case 'remove-step': {
      const { intent, step } = values
      if (isId(step)) await lean(actor, (sql) => changeStep(sql, { goalId: goal.id, stepId: step, deed: intent === 'remove-step' ? 'remove' : intent, now: mine.now }))
      return seeOther(`${here}#steps`)
    }
    case 'aside':
    case 'take-up': {
      const { intent } = values
      await lean(actor, (sql) => setAside(sql, mine, intent === 'aside'))
      return seeOther(here)
    }
    case 'erase':
      await lean(actor, (sql) => deleteGoal(sql, mine))
      return seeOther('/me/way/goals')
    default:
      return seeOther(here)
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${journeyTexts(loaded?.language ?? 'nb').goals} · Samkraft` }]

export default function GoalPage() {
  const { goal, formKey, erasing, now } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const texts = journeyTexts(useLanguage())
  const here = `/me/way/goals/${goal.id}`
  if (erasing) {
    return (
      <Page title={texts.erase} intro={texts.eraseText} back={{ to: here, text: goal.words.title }}>
        <Form action={here}><input type="hidden" name="intent" value="erase" /><ActionBar><Button kind="danger">{texts.eraseNow}</Button><LinkButton kind="quiet" to={here}>{texts.keep}</LinkButton></ActionBar></Form>
      </Page>
    )
  }
  const errors = Object.fromEntries(Object.entries(answered?.errors ?? {}).map(([name, key]) => [name, String(texts[key as 'step_missing'] ?? texts.words_long)]))
  return (
    <Page title={goal.words.title} back={{ to: '/me/way/goals', text: texts.goals }} over={goal.setAsideAt ? <Tag>{texts.setAsideTag}</Tag> : goal.main && <Tag tone="berry">{texts.main}</Tag>}>
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      {goal.words.why && <p className="max-w-text text-lg whitespace-pre-line">{goal.words.why}</p>}
      {!goal.setAsideAt && <LevelForm goal={goal} error={errors.level} now={now} />}
      <Steps goal={goal} formKey={formKey} values={answered?.values ?? {}} errors={errors} now={now} />
      <LevelHistory goal={goal} now={now} />
      <section className="flex flex-col items-start gap-2 border-t-2 border-line pt-5">
        <LinkButton kind="plain" to={`${here}/edit`}>{texts.change}</LinkButton>
        <Form className=""><Button kind="plain" name="intent" value={goal.setAsideAt ? 'take-up' : 'aside'}>{goal.setAsideAt ? texts.takeUp : texts.aside}</Button></Form>
        {!goal.setAsideAt && <p className="text-soft">{texts.asideText}</p>}
        <LinkButton kind="plain" to={`${here}?do=erase`}>{texts.erase}</LinkButton>
      </section>
      <p className="max-w-text text-soft">{texts.onlyYou}</p>
    </Page>
  )
}
