import { ActionBar, Button } from '#app/ui/button.tsx'
import { Checkbox, ErrorSummary, Field, FieldGroup, Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { journeyTexts } from '../../messages.ts'
import { levelField, levels } from '../../schema.ts'

/** A goal in the person's own words; what each level would look like stands folded, because most do not need it at first. */
export function GoalForm({ formKey, values, errors }: { formKey?: string; values: Record<string, string>; errors: Record<string, string> }) {
  const texts = journeyTexts(useLanguage())
  const said = (name: string) => (errors[name] ? String(texts[errors[name] as 'title_missing'] ?? texts.words_long) : undefined)
  const scale = levels.map((level) => ({ level, name: levelField[`${level}`] }))
  return (
    <Form>
      <ErrorSummary errors={Object.keys(errors).map((name) => ({ name, text: said(name)! }))} />
      {formKey && <input type="hidden" name="key" value={values.key ?? formKey} />}
      <Field label={texts.goalTitle} hint={texts.goalTitleHint} name="title" maxLength={200} required private autoComplete="off" defaultValue={values.title ?? ''} error={said('title')} />
      <TextArea label={texts.goalWhy} name="why" rows={3} optional private defaultValue={values.why ?? ''} error={said('why')} />
      <Checkbox label={texts.goalMain} name="main" defaultChecked={values.main === 'on'} />
      <details open={scale.some(({ name }) => values[name] || errors[name])} className="cut border-2 border-line p-4">
        <summary className="min-h-11 cursor-pointer py-2 text-lg font-bold">{texts.scale}</summary>
        <FieldGroup legend={texts.scale} hint={texts.scaleHint}>
          {scale.toReversed().map(({ level, name }) => <TextArea key={name} label={texts.level(level)} name={name} rows={2} private defaultValue={values[name] ?? ''} error={said(name)} />)}
        </FieldGroup>
      </details>
      <ActionBar><Button>{texts.save}</Button></ActionBar>
    </Form>
  )
}
