import { sayDate } from '#app/platform/time.ts'
import { ActionBar, Button } from '#app/ui/button.tsx'
import { Checkbox, Choice, ErrorSummary, Field, Form, Select, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { supervisionTexts } from '../messages.ts'
import type { Supervised, SupervisionAtWork } from '../queries.server.ts'
import { forms, lengths } from '../schema.ts'

interface Fields { values: Record<string, string>; errors: Record<string, string> }
const listed = (errors: Record<string, string>) => Object.entries(errors).map(([name, text]) => ({ name, text }))

function WhenFields({ values, errors }: Fields) {
  const texts = supervisionTexts(useLanguage())
  return (
    <>
      <div className="flex flex-wrap gap-4">
        <Field label={texts.day} name="startDate" type="date" defaultValue={values.startDate} error={errors.startDate} />
        <Field label={texts.time} name="startTime" type="time" defaultValue={values.startTime} error={errors.startTime} />
        <Select label={texts.length} name="length" defaultValue={values.length} error={errors.length} options={lengths.map((minutes) => ({ value: String(minutes), label: texts.minutesN(minutes) }))} />
      </div>
      <TextArea label={texts.place} name="place" hint={texts.placeHint} optional rows={2} defaultValue={values.place} error={errors.place} />
    </>
  )
}

/** Invites to a group or a talk. */
export function PlanForm({ values, errors, unseen, people, zone, now }: Fields & { unseen: Record<string, string>; people: Supervised[]; zone: string; now: Date }) {
  const language = useLanguage()
  const texts = supervisionTexts(language)
  const on = (day: Date) => sayDate(day, zone, language, now)
  return (
    <Form keep="supervision">
      <ErrorSummary errors={listed(errors)} />
      {Object.entries(unseen).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <Choice legend={texts.formLabel} name="form" value={values.form} error={errors.form} options={forms.map((form) => ({ value: form, label: texts[`form_${form}`], hint: texts[`${form}Hint`] }))} />
      <fieldset className="flex max-w-text flex-col gap-1" aria-describedby={errors.invited ? 'field-invited-error' : undefined}>
        <legend className="mb-1 font-bold">{texts.who}</legend>
        <p className="text-soft" id="field-invited">{texts.whoHint}</p>
        {errors.invited && <p id="field-invited-error" className="font-bold text-danger">{errors.invited}</p>}
        {people.map((one) => (
          <Checkbox key={one.personId} name={`invite.${one.personId}`} label={one.name} defaultChecked={values[`invite.${one.personId}`] === 'on'}
            hint={[one.lastAt ? texts.lastAt(on(one.lastAt)) : texts.never, ...(one.nextAt ? [texts.nextAt(on(one.nextAt))] : [])].join(' · ')} />
        ))}
      </fieldset>
      <Field label={texts.places} name="places" hint={texts.placesHint} optional inputMode="numeric" defaultValue={values.places} error={errors.places} className="max-w-32" />
      <WhenFields values={values} errors={errors} />
      <ActionBar><Button>{texts.send}</Button></ActionBar>
    </Form>
  )
}

export function MoveForm({ values, errors }: Fields) {
  const texts = supervisionTexts(useLanguage())
  return (
    <Form keep="move">
      <ErrorSummary errors={listed(errors)} />
      <input type="hidden" name="intent" value="move" />
      <WhenFields values={values} errors={errors} />
      <ActionBar><Button>{texts.saveMove}</Button></ActionBar>
    </Form>
  )
}

/** Writes down that it was held: who came, how long, and a note about the work. */
export function RecordForm({ one, values, errors }: { one: SupervisionAtWork; values?: Record<string, string>; errors: Record<string, string> }) {
  const texts = supervisionTexts(useLanguage())
  // Everybody is taken to have come until somebody says otherwise: one untick, not five ticks.
  const came = (personId: string, was: boolean) => (values ? values[`came.${personId}`] === 'on' : one.recordedAt ? was : true)
  const planned = Math.round((+one.endsAt - +one.startsAt) / 60_000)
  return (
    <Form keep="record">
      <ErrorSummary errors={listed(errors)} />
      <input type="hidden" name="intent" value="record" />
      <fieldset className="flex max-w-text flex-col gap-1">
        <legend className="mb-1 font-bold">{texts.whoCame}</legend>
        {one.invited.map((who) => <Checkbox key={who.personId} name={`came.${who.personId}`} label={who.name} defaultChecked={came(who.personId, who.came)} />)}
      </fieldset>
      <Field label={texts.howLong} name="minutes" inputMode="numeric" defaultValue={values?.minutes ?? String(one.minutes ?? planned)} error={errors.minutes} className="max-w-32" />
      <TextArea label={texts.note} name="note" hint={texts[`noteHint_${one.form}`]} optional private rows={5} defaultValue={values?.note ?? one.note} error={errors.note} />
      <ActionBar><Button>{texts.saveRecord}</Button></ActionBar>
    </Form>
  )
}
