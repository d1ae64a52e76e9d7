import type { ReactNode } from 'react'
import { textField } from '#app/domain/activities/planning/rules.ts'
import { isLanguage, type Language, languages } from '#app/platform/language.ts'
import { ActionBar, Button } from '#app/ui/button.tsx'
import { Choice, ErrorSummary, Field, FieldGroup, Form, Select, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { PointPicker } from '#app/ui/map.tsx'
import { openingWords } from '../../messages.ts'
import { kinds, textFields } from '../../schema.ts'
import { openingPlanningTexts, type OpeningPlanningTexts } from '../messages.ts'
import type { NamedChoices } from '../queries.server.ts'
import { percents } from '../schema.ts'

interface Props {
  /** Where it is sent; without it, to the page's own address. */
  action?: string
  values: Record<string, string>
  /** What is wrong, said in the reader's language. */
  errors: Record<string, string>
  choices: NamedChoices
  organisation: { slug: string; name: string; country: string; language: Language }
  tiles: { tileUrl: string; attribution: string }
  /** Sent along unseen: the form's key, the version it was filled from, the marks of what it was filled with. */
  unseen: Record<string, string>
  /** Nobody else sees it yet. */
  draft?: boolean
}

/** Everything about an opening in one plain form: sections from what matters to what is seldom needed. */
export function OpeningForm({ action, values, errors, choices, organisation, tiles, unseen, draft }: Props) {
  const language = useLanguage()
  const texts = openingPlanningTexts(language)
  const words = openingWords(language)
  const original = languages.find((one) => one === values.language) ?? organisation.language
  const field = (name: string) => ({ name, defaultValue: values[name] ?? '', error: errors[name] })
  const contact = choices.contacts.find(({ id }) => id === values.contactId)
  return (
    <Form action={action} keep={`opening-${unseen.opening ?? organisation.slug}-${unseen.version ?? ''}`} className="flex flex-col gap-10">
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text: isLanguage(name.split('_')[1]) ? `${texts.inLanguage(texts[name.split('_')[1] as Language])}: ${text}` : text }))} />
      {Object.entries(unseen).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <FieldGroup legend={texts.what}>
        <Select label={texts.kind} {...field('kind')} required options={[{ value: '', label: texts.kindChoose }, ...kinds.map((kind) => ({ value: kind, label: words[`kind_${kind}`] }))]} />
        <Field label={texts.title} hint={texts.titleHint} maxLength={120} required {...field('title')} />
        <TextArea label={texts.description} hint={texts.descriptionHint} rows={7} optional {...field('description')} />
      </FieldGroup>
      <FieldGroup legend={texts.how} hint={texts.howHint}>
        <TextArea label={texts.tasks} rows={3} optional {...field('tasks')} />
        <TextArea label={texts.learns} rows={3} optional {...field('learns')} />
        <TextArea label={texts.adjustments} hint={texts.adjustmentsHint} rows={3} optional {...field('adjustments')} />
        <TextArea label={texts.pay} hint={texts.payHint} rows={2} optional {...field('pay')} />
      </FieldGroup>
      <FieldGroup legend={texts.much}>
        <div className="grid max-w-text items-end gap-6 sm:grid-cols-2">
          <Select label={texts.percent} {...field('percent')} options={[{ value: '', label: texts.percentNone }, ...percents.map((percent) => ({ value: String(percent), label: words.percentOf(percent) }))]} />
          <Field label={texts.places} hint={texts.placesHint} inputMode="numeric" autoComplete="off" required {...field('places')} />
        </div>
        <Field label={texts.hours} hint={texts.hoursHint} maxLength={200} optional {...field('hours')} />
        <div className="grid max-w-text items-end gap-6 sm:grid-cols-2">
          <Field label={texts.startsOn} hint={texts.startsOnHint} optional type={dayType(values.startsOn)} {...field('startsOn')} />
          <Field label={texts.applyBy} hint={texts.applyByHint} optional type={dayType(values.applyBy)} {...field('applyBy')} />
        </div>
      </FieldGroup>
      <FieldGroup legend={texts.where}>
        {choices.places.length > 0 && (
          <Select label={texts.place} {...field('placeId')} options={[{ value: '', label: texts.noPlace },
            ...choices.places.map(({ id, name, address }) => ({ value: id, label: address ? `${name}, ${address}` : name }))]} />
        )}
        <Field label={texts.area} hint={texts.areaHint} maxLength={120} {...field('area')} />
        <details open={Boolean(values.lat || values.lon || errors.lat || errors.lon)}>
          <summary className="min-h-11 cursor-pointer py-2 font-bold">{texts.point}</summary>
          <PointPicker legend={texts.point} hint={texts.pointHint} latLabel={texts.lat} lonLabel={texts.lon} lat={values.lat} lon={values.lon} latError={errors.lat} lonError={errors.lon}
            searchUrl={organisation.country === 'NO' ? 'https://ws.geonorge.no/adresser/v1/sok' : undefined} {...tiles} />
        </details>
      </FieldGroup>
      <FieldGroup legend={texts.who}>
        <Choice legend={texts.visibility} name="visibility" value={values.visibility} error={errors.visibility} options={[
          { value: 'public', label: texts.visibilityPublic, hint: texts.visibilityPublicHint },
          { value: 'members', label: texts.visibilityMembers, hint: texts.visibilityMembersHint(organisation.name) },
          { value: 'unlisted', label: texts.visibilityUnlisted, hint: texts.visibilityUnlistedHint },
        ]} />
        {choices.mayChooseContact
          ? <Select label={texts.contact} hint={texts.contactHint} {...field('contactId')} options={[{ value: '', label: texts.noContact }, ...choices.contacts.map(({ id, name }) => ({ value: id, label: name }))]} />
          : <><input type="hidden" name="contactId" value={values.contactId ?? ''} /><p className="max-w-text text-soft">{texts.contactKept(contact?.name ?? texts.noContact.toLowerCase())}</p></>}
      </FieldGroup>
      <FieldGroup legend={texts.languages} hint={texts.languagesHint}>
        <Select label={texts.language} name="language" defaultValue={original} error={errors.language} options={languages.map((one) => ({ value: one, label: texts[one] }))} />
        {languages.filter((one) => one !== original).map((one) => <OtherLanguage key={one} {...{ of: one, original, values, errors, texts, field }} />)}
      </FieldGroup>
      <ActionBar>
        {draft ? <Button name="intent" value="preview">{texts.saveAndLook}</Button> : <Button name="intent" value="save">{texts.save}</Button>}
      </ActionBar>
    </Form>
  )
}

// A browser shows nothing in a date field that holds what it cannot read; a plain one shows what was typed.
function dayType(typed = '') {
  if (typed === '') return 'date'
  const read = new Date(`${typed}T00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(typed) && !Number.isNaN(+read) && read.toISOString().startsWith(typed) ? 'date' : 'text'
}

interface Part {
  of: Language
  original: Language
  values: Record<string, string>
  errors: Record<string, string>
  texts: OpeningPlanningTexts
  field: (name: string) => { name: string; defaultValue: string; error?: string }
}

function OtherLanguage({ of, original, values, errors, texts, field }: Part) {
  const name = (one: (typeof textFields)[number]) => textField(one, of, original)
  const names = textFields.map(name)
  const mark: ReactNode = names.some((one) => values[one]) ? <span className="font-normal text-soft"> ({texts.written})</span> : null
  return (
    <details open={names.some((one) => errors[one])} className="cut border-2 border-line p-4">
      <summary className="min-h-11 cursor-pointer py-2 font-bold">{texts.inLanguage(texts[of])}{mark}</summary>
      <div className="mt-3 flex flex-col gap-6">
        <Field label={texts.title} maxLength={120} {...field(name('title'))} />
        <TextArea label={texts.description} rows={7} optional {...field(name('description'))} />
        <TextArea label={texts.tasks} rows={3} optional {...field(name('tasks'))} />
        <TextArea label={texts.learns} rows={3} optional {...field(name('learns'))} />
        <TextArea label={texts.adjustments} rows={3} optional {...field(name('adjustments'))} />
        <TextArea label={texts.pay} rows={2} optional {...field(name('pay'))} />
        <Field label={texts.hours} maxLength={200} optional {...field(name('hours'))} />
      </div>
    </details>
  )
}
