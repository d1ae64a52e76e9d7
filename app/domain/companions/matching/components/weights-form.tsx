import { ActionBar, Button } from '#app/ui/button.tsx'
import { ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { matchingTexts } from '../messages.ts'
import { defaultWeights, mostWeight, sensitive, weighed } from '../schema.ts'

/** How much each thing counts, and everything that is worth knowing about how it is counted. */
export function WeightsForm({ action, values, errors }: { action: string; values: Record<string, string>; errors: Record<string, string> }) {
  const texts = matchingTexts(useLanguage())
  return (
    <>
      <Form action={action}>
        <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
        <div className="grid grid-cols-1 gap-x-10 gap-y-6 md:grid-cols-2">
          {weighed.map((name) => (
            <Field key={name} name={name} type="number" inputMode="numeric" min={0} max={mostWeight} step={1} required className="max-w-28" label={texts.weight(name)} hint={`${texts.weightHint(name)} ${texts.weightDefault(defaultWeights[name])}`}
              defaultValue={values[name]} error={errors[name]} />
          ))}
        </div>
        <ActionBar><Button name="intent" value="save">{texts.saveWeights}</Button><Button kind="plain" name="intent" value="usual" formNoValidate>{texts.usualWeights}</Button></ActionBar>
      </Form>
      <section aria-labelledby="always" className="flex max-w-text flex-col gap-2">
        <h2 id="always" className="text-2xl">{texts.alwaysTitle}</h2>
        <ul className="flex list-disc flex-col gap-1 pl-6">{texts.always.split('\n').map((one) => <li key={one}>{one}</li>)}</ul>
      </section>
      <section aria-labelledby="one" className="flex max-w-text flex-col gap-2">
        <h2 id="one" className="text-2xl">{texts.oneTitle}</h2>
        <p>{texts.oneText}</p>
        <p>{texts.estimated}</p>
      </section>
      <section aria-labelledby="sensitive" className="flex max-w-text flex-col gap-2">
        <h2 id="sensitive" className="text-2xl">{texts.sensitiveTitle}</h2>
        <p>{texts.sensitiveText}</p>
        <ul className="flex list-disc flex-col gap-1 pl-6">{sensitive.map((one) => <li key={one}>{texts.sensitiveOne(one)}</li>)}</ul>
      </section>
    </>
  )
}
