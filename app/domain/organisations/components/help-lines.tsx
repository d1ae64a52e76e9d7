import { inLanguage, type Language, languages } from '#app/platform/language.ts'
import { sayDate } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/card.tsx'
import { Checkbox, ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { organisationTexts, sayErrors } from '../messages.ts'

export interface HelpLineWords {
  id: string
  names: Partial<Record<Language, string>>
  number: string
  hours: Partial<Record<Language, string>>
  source: string
  checkedOn: string
  verified: boolean
}

export function HelpLineList({ lines, base }: { lines: HelpLineWords[]; base: string }) {
  const language = useLanguage()
  const texts = organisationTexts(language)
  return (
    <ul className="flex max-w-text flex-col divide-y divide-line">
      {lines.map((line) => {
        const name = inLanguage(line.names, language) ?? line.number
        return (
          <li key={line.id} className="flex flex-col gap-1 py-4">
            <p className="text-lg font-bold">{name} · <span className="tabular-nums">{line.number}</span></p>
            <p className="text-soft">
              {[inLanguage(line.hours, language), line.source, texts.checked(sayDate(new Date(`${line.checkedOn}T12:00:00Z`), 'Europe/Oslo', language))].filter(Boolean).join(' · ')}
              {!line.verified && <> <Tag tone="danger">{texts.unverified}</Tag></>}
            </p>
            <p><LinkButton kind="plain" to={`${base}?line=${line.id}`} aria-label={texts.editOf(name)}>{texts.edit}</LinkButton></p>
          </li>
        )
      })}
    </ul>
  )
}

export function HelpLineForm({ line, today, answered, base }: { line: HelpLineWords | null; today: string; answered?: { values: Record<string, string>; errors: Record<string, string> } | undefined; base: string }) {
  const texts = organisationTexts(useLanguage())
  const errors = sayErrors(answered?.errors ?? {}, texts)
  const field = (name: string, otherwise: string | undefined) => ({ name, defaultValue: answered ? answered.values[name] : otherwise, error: errors.of(name) })
  return (
    <>
      <Form>
        <ErrorSummary errors={errors.all} />
        <input type="hidden" name="line" value={line?.id ?? ''} />
        {languages.map((one) => <Field key={one} label={texts.lineName(texts[one])} maxLength={80}
          optional={one !== 'nb'} {...field(one, line?.names[one])} />)}
        <Field label={texts.number} type="tel" maxLength={60} required {...field('number', line?.number)} />
        {languages.map((one) => <Field key={one} label={texts.hours(texts[one])} hint={one === 'nb' ? texts.hoursHint : undefined}
          maxLength={120} optional {...field(`hours_${one}`, line?.hours[one])} />)}
        <Field label={texts.source} maxLength={300} required {...field('source', line?.source)} />
        <Field type="date" label={texts.checkedOn} required {...field('checkedOn', line?.checkedOn ?? today)} />
        <Checkbox label={texts.verified} name="verified" defaultChecked={answered ? answered.values.verified === 'on' : (line?.verified ?? false)} />
        <ActionBar><Button name="intent" value="save">{texts.save}</Button><LinkButton kind="plain" to={base}>{texts.back}</LinkButton></ActionBar>
      </Form>
      {line && (
        <Form className="border-t border-line pt-6">
          <input type="hidden" name="line" value={line.id} />
          <Button kind="danger" name="intent" value="remove">{texts.removeOf(line.number)}</Button>
        </Form>
      )}
    </>
  )
}
