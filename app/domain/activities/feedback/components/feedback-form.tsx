import { Button } from '#app/ui/button.tsx'
import { Checkbox, Choice, ErrorSummary, Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { feedbackTexts } from '../messages.ts'
import { questionNames, questions } from '../rules.ts'

/** Three taps and a free sentence. */
export function FeedbackForm({ values = {}, errors = {} }: { values?: Record<string, string>; errors?: Record<string, string> }) {
  const texts = feedbackTexts(useLanguage()) as ReturnType<typeof feedbackTexts> & Record<string, string>
  const shown = Object.entries(errors).map(([name, key]) => ({ name, text: texts[key] ?? texts.nothing }))
  const errorOf = (name: string) => shown.find((error) => error.name === name)?.text
  return (
    <>
      <ErrorSummary errors={shown} />
      <Form action="?">
        {questionNames.map((name) => (
          <Choice key={name} legend={texts[name]} name={name} value={values[name]} error={errorOf(name)}
            options={questions[name].map((tap) => ({ value: tap, label: texts[`${name}.${tap}`] }))} />
        ))}
        <TextArea name="words" label={texts.words} hint={texts.wordsHint} rows={4} maxLength={500} optional private defaultValue={values.words ?? ''} error={errorOf('words')} />
        <Checkbox name="anonymous" label={texts.anonymous} hint={texts.anonymousHint} defaultChecked={values.anonymous === 'on'} />
        <div><Button wide>{texts.send}</Button></div>
      </Form>
    </>
  )
}
