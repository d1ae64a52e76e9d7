import { sayDate } from '#app/platform/time.ts'
import { Button } from '#app/ui/button.tsx'
import { Choice, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { journeyTexts } from '../../messages.ts'
import { type Goal, levelField, levels } from '../../schema.ts'

const zone = 'Europe/Oslo'

/** Where one is with a goal, in one's own words for it. */
export function LevelForm({ goal, error, now }: { goal: Goal; error?: string; now: Date }) {
  const language = useLanguage()
  const texts = journeyTexts(language)
  const last = goal.levels.at(-1)
  return (
    <Form className="flex flex-col gap-4">
      <Choice legend={texts.howNow} name="level" hint={last && texts.lastSaid(sayDate(last.at, zone, language, now))} error={error} value={last ? String(last.level) : undefined}
        options={levels.toReversed().map((level) => ({ value: String(level), label: texts.level(level), hint: goal.words[levelField[`${level}`]] || undefined }))} />
      <div><Button kind="quiet" name="intent" value="level">{texts.sayIt}</Button></div>
    </Form>
  )
}

/** Small steps: what is next first, what is done behind. */
export function Steps({ goal, formKey, values, errors, now }: { goal: Goal; formKey: string; values: Record<string, string>; errors: Record<string, string | undefined>; now: Date }) {
  const language = useLanguage()
  const texts = journeyTexts(language)
  const day = (text: string) => sayDate(new Date(`${text}T12:00:00Z`), zone, language, now)
  return (
    <section aria-labelledby="steps" className="flex max-w-text flex-col gap-4">
      <div><h2 id="steps" className="text-2xl">{texts.steps}</h2><p className="text-soft">{texts.stepsHint}</p></div>
      {goal.steps.length > 0 && (
        <ul className="flex flex-col divide-y divide-line">
          {goal.steps.map((step) => (
            <li key={step.id} className="flex flex-wrap items-center gap-x-4 py-2">
              <span className={`min-w-0 grow whitespace-pre-line wrap-anywhere ${step.doneAt ? 'text-soft line-through' : 'font-bold'}`}>{step.words}{step.dueOn && !step.doneAt && <span className="block font-normal text-soft">{texts.by(day(step.dueOn))}</span>}</span>
              <Form className="flex flex-wrap items-center gap-x-4">
                <input type="hidden" name="step" value={step.id} />
                <Button kind="plain" name="intent" value={step.doneAt ? 'undone' : 'done'}>{step.doneAt ? texts.stepUndone : texts.stepDone}<span className="sr-only">: {step.words}</span></Button>
                <Button kind="plain" name="intent" value="remove-step">{texts.remove}<span className="sr-only">: {step.words}</span></Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Form className="flex flex-col gap-4">
        <input type="hidden" name="key" value={values.key ?? formKey} />
        <Field label={texts.newStep} name="step" maxLength={500} private autoComplete="off" defaultValue={values.step ?? ''} error={errors.step} />
        <Field label={texts.stepDue} name="dueOn" type={/^(\d{4}-\d\d-\d\d)?$/.test(values.dueOn ?? '') ? 'date' : 'text'} defaultValue={values.dueOn ?? ''} error={errors.dueOn} className="max-w-52" />
        <div><Button kind="quiet" name="intent" value="step">{texts.addStep}</Button></div>
      </Form>
    </section>
  )
}

/** How it has gone so far, as a short list in time. */
export function LevelHistory({ goal, now }: { goal: Goal; now: Date }) {
  const language = useLanguage()
  const texts = journeyTexts(language)
  if (goal.levels.length < 2) return null
  return (
    <section aria-labelledby="so-far" className="max-w-text">
      <h2 id="so-far" className="text-2xl">{texts.history}</h2>
      <ol className="mt-2 flex flex-col divide-y divide-line">
        {goal.levels.map((said, index) => <li key={index} className="flex flex-wrap gap-x-4 py-2"><span className="w-44 text-soft">{sayDate(said.at, zone, language, now)}</span><span>{texts.level(said.level)}</span></li>)}
      </ol>
    </section>
  )
}
