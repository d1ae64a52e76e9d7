import { Button } from '#app/ui/button.tsx'
import { Field, Form, Select, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { journeyTexts } from '../../messages.ts'
import { momentKinds } from '../../schema.ts'

/** Puts something that happened on the way: what, about when, and a few words. */
export function MomentForm({ formKey, values, errors }: { formKey: string; values: Record<string, string>; errors: Record<string, string | undefined> }) {
  const texts = journeyTexts(useLanguage())
  return (
    <Form keep="moment">
      <input type="hidden" name="key" value={values.key ?? formKey} />
      <Select label={texts.momentKind} name="kind" defaultValue={values.kind ?? ''} error={errors.kind} options={[{ value: '', label: '–' }, ...momentKinds.map((kind) => ({ value: kind, label: texts.moment(kind) }))]} />
      <Field label={texts.momentDay} hint={texts.momentDayHint} name="onDay" type={/^(\d{4}-\d\d-\d\d)?$/.test(values.onDay ?? '') ? 'date' : 'text'} defaultValue={values.onDay ?? ''} error={errors.onDay} className="max-w-52" />
      <TextArea label={texts.momentWords} name="words" rows={3} maxLength={1000} private defaultValue={values.words ?? ''} error={errors.words} />
      <div><Button kind="quiet" name="intent" value="add">{texts.momentAdd}</Button></div>
    </Form>
  )
}
