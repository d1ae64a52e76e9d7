import { inLanguage, type Language } from '#app/platform/language.ts'
import { Button } from '#app/ui/button.tsx'
import { Choice, Field, Form, Select } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { settingsTexts } from '../messages.ts'
import type { NotificationSettings } from '../queries.server.ts'
import { distances } from '../schema.ts'

interface Props {
  settings: NotificationSettings
  /** "torsdag 26. november kl. 10.00" */
  next: string | null
  typed?: Record<string, string>
  placeError?: string
  kinds: { slug: string; names: Partial<Record<Language, string>> }[]
  places: string[]
}

/** What to hear about, and how often: off until it is asked for. */
export function DigestForm({ settings, next, typed, placeError, kinds, places }: Props) {
  const language = useLanguage()
  const texts = settingsTexts(language)
  const chosen = (slug: string) => (typed ? typed[`kind-${slug}`] === 'on' : settings.kinds.includes(slug))
  const within = settings.place && settings.within === null ? 'area' : String(settings.within ?? 25)
  return (
    <Form>
      <Choice legend={texts.digest} name="digest" value={typed?.digest ?? settings.digest} hint={next ? texts.digestNext(next) : undefined}
        options={[{ value: 'off', label: texts.digestOff }, { value: 'weekly', label: texts.digestWeekly }, { value: 'daily', label: texts.digestDaily }]} />
      <fieldset className="max-w-text">
        <legend className="mb-1.5 font-bold">{texts.kinds}</legend>
        <p className="mb-1.5 text-soft">{texts.kindsHint}</p>
        <div className="grid grid-cols-2 gap-x-2 sm:grid-cols-3">
          {kinds.map(({ slug, names }) => (
            <label key={slug} className="flex min-h-11 min-w-0 cursor-pointer items-start gap-2 py-1.5">
              <input type="checkbox" name={`kind-${slug}`} value="on" defaultChecked={chosen(slug)} className="mt-0.5 tick size-7 shrink-0 cursor-pointer" />
              <span className="min-w-0 self-center break-words hyphens-auto">{inLanguage(names, language) ?? slug}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={texts.place} hint={texts.placeHint} name="place" error={placeError} defaultValue={typed?.place ?? settings.place} maxLength={100} list="digest-places" autoComplete="off" />
      <datalist id="digest-places">{places.map((place) => <option key={place} value={place} />)}</datalist>
      <Select label={texts.within} name="within" defaultValue={typed?.within ?? within}
        options={[{ value: 'area', label: texts.withinArea }, ...distances.map((km) => ({ value: km, label: texts.kilometres(Number(km)) }))]} />
      <div><Button kind="quiet" wide name="do" value="digest">{texts.save}</Button></div>
    </Form>
  )
}
