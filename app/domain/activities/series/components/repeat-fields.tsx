import { Choice, Field, FieldGroup, Select } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { seriesPlanningTexts } from './messages.ts'

interface Props { values: Record<string, string>; errors: Record<string, string> }

/** How often a draft will happen. A last day that a browser cannot read is shown as it was typed. */
export function RepeatFields({ values, errors }: Props) {
  const texts = seriesPlanningTexts(useLanguage())
  const until = values.repeatUntil ?? ''
  return (
    <FieldGroup legend={texts.repeats} hint={texts.repeatsHint}>
      <Select label={texts.howOften} name="repeats" defaultValue={values.repeats ?? ''} error={errors.repeats} options={[
        { value: '', label: texts.never }, { value: 'weekly', label: texts.weekly }, { value: 'fortnightly', label: texts.fortnightly },
        { value: 'monthly', label: texts.monthly }, { value: 'monthly-last', label: texts.monthlyLast },
      ]} />
      <div className="max-w-72">
        <Field label={texts.until} hint={texts.untilHint} name="repeatUntil" defaultValue={until} error={errors.repeatUntil} optional type={until === '' || /^\d{4}-\d\d-\d\d$/.test(until) ? 'date' : 'text'} />
      </div>
    </FieldGroup>
  )
}

/** One date, or this and all that follow. */
export function ScopeChoice({ value, error }: { value?: string; error?: string }) {
  const texts = seriesPlanningTexts(useLanguage())
  return (
    <Choice legend={<span className="text-xl">{texts.scope}</span>} name="scope" value={value ?? 'this'} error={error} options={[
      { value: 'this', label: texts.scopeThis }, { value: 'following', label: texts.scopeFollowing, hint: texts.scopeFollowingHint },
    ]} />
  )
}
