import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requirePerson } from '#app/domain/identity/gate.server.ts'
import { myGoals } from '#app/domain/journeys/goals/queries.server.ts'
import { journeyTexts } from '#app/domain/journeys/messages.ts'
import { mainGoalsReached } from '#app/domain/journeys/way/rules.ts'
import { lean } from '#app/platform/db.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState, Tag } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await requirePerson(args)
  const goals = await lean(actor, (sql) => myGoals(sql, person.id))
  return { language, goals, main: mainGoalsReached(goals) }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${journeyTexts(data?.language ?? 'nb').goals} · Samkraft` }]

export default function Goals() {
  const { goals, main } = useLoaderData<typeof loader>()
  const texts = journeyTexts(useLanguage())
  const add = <LinkButton to="/me/way/goals/new">{texts.newGoal}</LinkButton>
  return (
    <Page title={texts.goals} intro={texts.goalsIntro} back={{ to: '/me/way', text: texts.way }} actions={goals.length > 0 && add}>
      {goals.length === 0 && <EmptyState title={texts.noGoals} action={add}><p>{texts.noGoalsText}</p></EmptyState>}
      {texts.mainReached(main.reached, main.n) && <p className="max-w-text text-lg">{texts.mainReached(main.reached, main.n)}</p>}
      <div className="flex max-w-text flex-col gap-4">
        {goals.map((goal) => {
          const next = goal.steps.find((step) => !step.doneAt)
          const last = goal.levels.at(-1)
          return (
            <article key={goal.id} className="cut marked flex flex-col items-start gap-1 border border-line bg-sheet p-4 shadow-note">
              <h2 className="text-xl"><a href={`/me/way/goals/${goal.id}`} className="link inline-flex min-h-11 items-center">{goal.words.title}</a></h2>
              {next && !goal.setAsideAt && <p>{texts.newStep}: {next.words}</p>}
              <p className="mt-1 flex flex-wrap gap-2">
                {goal.main && !goal.setAsideAt && <Tag tone="berry">{texts.main}</Tag>}
                {goal.setAsideAt ? <Tag>{texts.setAsideTag}</Tag> : last && <Tag tone={last.level >= 0 ? 'done' : 'plain'}>{texts.level(last.level)}</Tag>}
              </p>
            </article>
          )
        })}
      </div>
      <p className="max-w-text text-soft">{texts.onlyYou}</p>
    </Page>
  )
}
