import type { Language } from '#app/platform/language.ts'
import { ActionBar, Button } from '#app/ui/button.tsx'
import { Checkbox, ErrorSummary, Field, FieldGroup, Form, Select, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { mostOptions, mostQuestions, type ModuleWords, type Question } from '../../schema.ts'
import { teachingTexts } from '../messages.ts'

/** What the form shows of a module that is written already. */
export function typedModule(words: ModuleWords | undefined, questions: Question[], practice: boolean): Record<string, string> {
  return {
    ...words, practised: practice ? 'on' : '',
    ...Object.fromEntries(questions.flatMap((one, n) => [[`q${n}_question`, one.question], [`q${n}_right`, String(one.right)], [`q${n}_why`, one.why], ...one.options.map((option, o) => [`q${n}_option${o}`, option])])),
  }
}

interface Props { written: Language; values: Record<string, string>; errors: Record<string, string>; unseen: Record<string, string>; submit: string }

export function ModuleEditForm({ written, values, errors, unseen, submit }: Props) {
  const texts = teachingTexts(useLanguage())
  const area = (name: 'exercise' | 'reflection' | 'practice', rows: number) => <TextArea label={texts[name]} name={name} hint={texts[`${name}Hint`]} error={errors[name]} optional rows={rows} defaultValue={values[name]} lang={written} />
  return (
    <Form keep="module">
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      {Object.entries({ ...unseen, lang: written, intent: 'save' }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <Field label={texts.moduleTitle} name="title" defaultValue={values.title} error={errors.title} lang={written} />
      <TextArea label={texts.body} name="body" hint={texts.bodyHint} defaultValue={values.body} error={errors.body} rows={16} lang={written} />
      <Field label={texts.link} name="link" type="url" inputMode="url" hint={texts.linkHint} optional defaultValue={values.link} error={errors.link} />
      <Field label={texts.linkText} name="linkText" optional defaultValue={values.linkText} error={errors.linkText} lang={written} />
      {area('exercise', 5)}
      {area('reflection', 2)}
      <div className="flex flex-col gap-3">
        {area('practice', 4)}
        <Checkbox label={texts.practised} name="practised" hint={texts.practisedHint} defaultChecked={values.practised === 'on'} />
      </div>
      <FieldGroup legend={texts.quiz} hint={texts.quizHint}>
        {Array.from({ length: mostQuestions }, (_, n) => {
          const wrong = Object.keys(errors).some((name) => name.startsWith(`q${n}_`))
          return (
            <details key={n} open={wrong || Boolean(values[`q${n}_question`])} className="cut max-w-text border-2 border-line bg-sheet px-4 py-2">
              <summary className="flex min-h-11 cursor-pointer items-center font-bold">{texts.questionN(n + 1)}</summary>
              <div className="flex flex-col gap-4 py-3">
                <Field label={texts.question} name={`q${n}_question`} defaultValue={values[`q${n}_question`]} error={errors[`q${n}_question`]} lang={written} />
                {Array.from({ length: mostOptions }, (_, o) => (
                  <Field key={o} label={texts.option(o + 1)} name={`q${n}_option${o}`} defaultValue={values[`q${n}_option${o}`]} error={errors[`q${n}_option${o}`]} optional={o > 1} lang={written} />
                ))}
                <Select label={texts.rightOne} name={`q${n}_right`} defaultValue={values[`q${n}_right`] ?? ''} error={errors[`q${n}_right`]}
                  options={[{ value: '', label: '–' }, ...Array.from({ length: mostOptions }, (_, o) => ({ value: String(o), label: texts.optionShort(o + 1) }))]} />
                <TextArea label={texts.why} name={`q${n}_why`} hint={texts.whyHint} optional rows={2} defaultValue={values[`q${n}_why`]} lang={written} />
              </div>
            </details>
          )
        })}
      </FieldGroup>
      <ActionBar><Button>{submit}</Button></ActionBar>
    </Form>
  )
}
