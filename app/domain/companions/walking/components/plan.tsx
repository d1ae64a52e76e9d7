import { Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { walkingTexts } from '../messages.ts'
import type { Milestone } from '../plan/rules.ts'
import { sayDay } from '../saying.ts'

interface Props { plan: Milestone[]; startsOn: string; expectedEnd: string; today: string; /** One of the two, while it goes on. */ open: boolean }

/** The way ahead with its stops: what is reached, and around when the rest comes. */
export function Plan({ plan, startsOn, expectedEnd, today, open }: Props) {
  const language = useLanguage()
  const texts = walkingTexts(language)
  const say = (day: string) => sayDay(day, language, today)
  // What nobody has chosen a day for is not in the plan of those who cannot change it.
  const shown = open ? plan : plan.filter(({ dueOn, doneOn }) => dueOn ?? doneOn)
  return (
    <section aria-labelledby="plan" className="flex max-w-text flex-col gap-4">
      <div>
        <h2 id="plan" className="text-2xl">{texts.planTitle}</h2>
        <p>{(open ? texts.planText : texts.planTime)(say(startsOn), say(expectedEnd))}</p>
      </div>
      <ol className="flex flex-col">
        {shown.map((one, index) => {
          const name = one.kind === 'own' ? one.name : texts[`milestone_${one.kind}`]
          return (
            <li key={one.id} className="relative flex gap-4 pb-5 last:pb-0">
              {index < shown.length - 1 && (
                <svg viewBox="0 0 32 100" className="absolute top-9 bottom-0 left-0 h-[calc(100%-2.25rem)] w-8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                  <path className={`path-line ${one.doneOn ? '' : 'path-ahead'}`} vectorEffect="non-scaling-stroke" d={index % 2 ? 'M16 0c-7 20-6 36 0 52s6 32 0 48' : 'M16 0c7 18 7 34 1 50s-7 34-1 50'} />
                </svg>
              )}
              <span className={`marked grid size-8 shrink-0 place-items-center rounded-full border-3 ${one.doneOn ? 'border-ink bg-ink text-paper' : 'border-edge bg-paper'}`}>{one.doneOn && <Icon name="check" className="size-5" />}</span>
              <div className="min-w-0 grow">
                <h3 className="text-lg font-bold wrap-anywhere">{name}</h3>
                <p className="text-soft">{one.doneOn ? texts.reachedOn(say(one.doneOn)) : one.dueOn ? texts.around(say(one.dueOn)) : texts.noDay}</p>
                {open && (
                  <div className="flex flex-wrap gap-x-6">
                    <Form action="?#plan" className="contents">
                      <input type="hidden" name="intent" value={one.doneOn ? 'unreach' : 'reach'} />
                      <input type="hidden" name="id" value={one.id} />
                      <Button kind="plain">{one.doneOn ? texts.notReached : texts.reached}<span className="sr-only">: {name}</span></Button>
                    </Form>
                    {!one.doneOn && <LinkButton kind="plain" to={`?do=milestone&id=${one.id}`}>{texts.edit}<span className="sr-only">: {name}</span></LinkButton>}
                  </div>
                )}
              </div>
            </li>
          )
        })}
      </ol>
      {open && <p><LinkButton kind="quiet" to="?do=add">{texts.addMilestone}</LinkButton></p>}
    </section>
  )
}
