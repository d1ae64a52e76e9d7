import { isLanguage, type Language, languages } from '#app/platform/language.ts'
import { ActionBar, Button } from '#app/ui/button.tsx'
import { Choice, ErrorSummary, Field, FieldGroup, Form, Select, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { fieldOf, type TextField, textFields } from '../../schema.ts'
import { groupPlanningTexts, type GroupPlanningTexts, saidBy } from '../messages.ts'

interface Props {
  values: Record<string, string>
  /** Message keys by field. */
  errors: Record<string, string>
  places: { id: string; name: string }[]
  organisation: { slug: string; name: string; language: Language }
  /** Sent along unseen: the form's key, or the version it was filled from. */
  unseen: Record<string, string>
  draft?: boolean
}

/** Everything a group says of itself, from what matters to what is seldom needed. */
export function GroupForm({ values, errors: keys, places, organisation, unseen, draft }: Props) {
  const texts = groupPlanningTexts(useLanguage())
  const errors = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, saidBy(texts, '', key) ?? texts.invalid]))
  const original = isLanguage(values.language) ? values.language : organisation.language
  const others = languages.filter((language) => language !== original)
  return (
    <Form keep={`group-${unseen.key ? organisation.slug : unseen.group}-${unseen.version ?? ''}`} className="flex flex-col gap-10">
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      {Object.entries(unseen).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <FieldGroup legend={texts.what}><Words of={original} values={values} errors={errors} texts={texts} required /></FieldGroup>
      <Choice legend={texts.wayIn} name="wayIn" value={values.wayIn} error={errors.wayIn} options={[
        { value: 'request', label: texts.wayInRequest, hint: texts.wayInRequestHint }, { value: 'open', label: texts.wayInOpen, hint: texts.wayInOpenHint },
      ]} />
      <Choice legend={texts.visibility} name="visibility" value={values.visibility} error={errors.visibility} options={[
        { value: 'public', label: texts.visibilityPublic, hint: texts.visibilityPublicHint },
        { value: 'members', label: texts.visibilityMembers, hint: texts.visibilityMembersHint(organisation.name) },
        { value: 'unlisted', label: texts.visibilityUnlisted, hint: texts.visibilityUnlistedHint },
      ]} />
      <FieldGroup legend={texts.where}>
        {places.length > 0 && <Select label={texts.place} name="placeId" defaultValue={values.placeId ?? ''} error={errors.placeId} options={[{ value: '', label: texts.noPlace }, ...places.map(({ id, name }) => ({ value: id, label: name }))]} />}
        <Field label={texts.area} hint={texts.areaHint} name="area" defaultValue={values.area ?? ''} error={errors.area} maxLength={120} optional />
      </FieldGroup>
      <FieldGroup legend={texts.languages} hint={texts.languagesHint}>
        <Select label={texts.language} name="language" defaultValue={original} error={errors.language} options={languages.map((language) => ({ value: language, label: texts[language] }))} />
        {others.map((language) => (
          <details key={language} open={textFields.some((field) => errors[fieldOf(field, language)])} className="cut border-2 border-line p-4">
            <summary className="min-h-11 cursor-pointer py-2 font-bold">
              {texts.inLanguage(texts[language])}{values[fieldOf('name', language)] && <span className="font-normal text-soft"> ({texts.written})</span>}
            </summary>
            <div className="mt-3 flex flex-col gap-6"><Words of={language} values={values} errors={errors} texts={texts} /></div>
          </details>
        ))}
      </FieldGroup>
      <ActionBar><Button>{draft ? texts.saveDraft : texts.save}</Button></ActionBar>
    </Form>
  )
}

function Words({ of, values, errors, texts, required }: { of: Language; values: Record<string, string>; errors: Record<string, string>; texts: GroupPlanningTexts; required?: boolean }) {
  const field = (one: TextField) => ({ name: fieldOf(one, of), defaultValue: values[fieldOf(one, of)] ?? '', error: errors[fieldOf(one, of)] })
  return (
    <>
      <Field label={texts.name} maxLength={120} required={required} {...field('name')} />
      <TextArea label={texts.forWhom} hint={texts.forWhomHint} rows={2} maxLength={500} optional {...field('forWhom')} />
      <TextArea label={texts.firstTime} hint={texts.firstTimeHint} rows={3} maxLength={2000} optional {...field('firstTime')} />
      <TextArea label={texts.description} hint={texts.descriptionHint} rows={6} optional {...field('description')} />
    </>
  )
}
