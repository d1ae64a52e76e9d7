import type { Language } from '#app/platform/language.ts'
import { ActionBar, Button } from '#app/ui/button.tsx'
import { Checkbox, ErrorSummary, Field, Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { companionWords } from '../../../messages.ts'
import { kinds } from '../../../schema.ts'
import { teachingTexts } from '../messages.ts'

interface Props {
  written: Language
  values: Record<string, string>
  errors: Record<string, string>
  unseen: Record<string, string>
  supervisors?: { id: string; name: string }[]
  submit: string
}

/** What a course is called, whom it makes ready, and who signs off. */
export function CourseForm({ written, values, errors, unseen, supervisors, submit }: Props) {
  const language = useLanguage()
  const texts = teachingTexts(language), words = companionWords(language)
  return (
    <Form keep="course">
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      {Object.entries({ ...unseen, lang: written }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <Field label={texts.courseTitle} name="title" defaultValue={values.title} error={errors.title} maxLength={200} lang={written} />
      <TextArea label={texts.about} name="about" optional defaultValue={values.about} error={errors.about} rows={4} lang={written} />
      <fieldset className="flex max-w-text flex-col gap-1">
        <legend className="mb-1 font-bold">{texts.kinds}</legend>
        <p className="text-soft">{texts.kindsHint}</p>
        {kinds.map((kind) => <Checkbox key={kind} label={words[`kinds_${kind}`]} name={`kinds.${kind}`} defaultChecked={values[`kinds.${kind}`] === 'on'} />)}
      </fieldset>
      {supervisors && (
        <fieldset className="flex max-w-text flex-col gap-1">
          <legend className="mb-1 font-bold">{texts.supervisors}</legend>
          <p className="text-soft">{texts.supervisorsHint}</p>
          {supervisors.length === 0 ? <p>{texts.supervisorsNone}</p>
            : supervisors.map((one) => <Checkbox key={one.id} label={one.name} name={`signs.${one.id}`} defaultChecked={values[`signs.${one.id}`] === 'on'} />)}
        </fieldset>
      )}
      <ActionBar><Button>{submit}</Button></ActionBar>
    </Form>
  )
}
