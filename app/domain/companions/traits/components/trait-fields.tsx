import type { ReactNode } from 'react'
import { Checkbox, Field, FieldGroup, Select } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { PointPicker } from '#app/ui/map.tsx'
import { companionWords } from '../../messages.ts'
import { dayParts, experiences, genders, interests, spoken, weekdays } from '../../schema.ts'
import { traitTexts } from '../messages.ts'
import { travelChoices } from '../schema.ts'

interface Props {
  /** Who answers: somebody who offers time, or somebody who asks for it. */
  side: 'offers' | 'asks'
  organisation: { name: string; country: string }
  values: Record<string, string>
  /** Said in the reader's language. */
  errors: Record<string, string>
  /** Without it there is no map to point at. */
  tiles?: { tileUrl: string; attribution: string }
}

/** What both sides of a match may tell about themselves: each part stands by itself in a form. */
export function LikesFields({ values }: Props) {
  const language = useLanguage()
  const texts = traitTexts(language)
  const words = companionWords(language)
  return (
    <>
      <Chips legend={texts.interests} hint={texts.interestsHint} values={values} boxes={interests.map((one) => ({ name: `interests.${one}`, label: words[`interest_${one}`] }))} />
      <Chips legend={texts.speaks} values={values} boxes={spoken.map((one) => ({ name: `speaks.${one}`, label: words[`speaks_${one}`] }))} shown={4} more={texts.moreLanguages} />
    </>
  )
}

/** Days down, parts of the day across: seven rows that a thumb can fill. */
export function TimesFields({ values }: Props) {
  const language = useLanguage()
  const texts = traitTexts(language)
  const words = companionWords(language)
  return (
    <fieldset className="max-w-text" aria-describedby="times-hint">
      <legend className="mb-1.5 font-bold">{texts.times}</legend>
      <p id="times-hint" className="mb-1.5 text-soft">{texts.timesHint}</p>
      <table className="w-full">
        <thead><tr><td />{dayParts.map((part) => <th key={part} scope="col" className="px-1 pb-1 text-center text-sm font-normal text-soft sm:text-base">{words[`part_${part}`]}</th>)}</tr></thead>
        <tbody>
          {weekdays.map((day) => (
            <tr key={day} className="border-t border-line">
              <th scope="row" className="py-1 pr-2 text-left font-bold">{words[`day_${day}`]}</th>
              {dayParts.map((part) => (
                <td key={part} className="p-0 text-center">
                  <label className="flex min-h-12 cursor-pointer items-center justify-center has-checked:bg-glow">
                    <input type="checkbox" name={`times.${day}-${part}`} defaultChecked={values[`times.${day}-${part}`] === 'on'} className="tick size-7 cursor-pointer" />
                    <span className="sr-only">{words[`day_${day}`]}, {words[`part_${part}`].toLowerCase()}</span>
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  )
}

export function WhereFields({ values, errors, organisation, tiles }: Props) {
  const texts = traitTexts(useLanguage())
  return (
    <FieldGroup legend={texts.where}>
      <Field label={texts.area} hint={texts.areaHint} name="area" optional maxLength={120} autoComplete="address-level2" defaultValue={values.area ?? ''} error={errors.area} />
      <Select label={texts.travel} name="travelMinutes" className="max-w-72" defaultValue={values.travelMinutes || '30'} options={travelChoices.map((minutes) => ({ value: String(minutes), label: texts.minutes(minutes) }))} />
      <Checkbox label={texts.hasCar} name="hasCar" defaultChecked={values.hasCar === 'on'} />
      {tiles && (
        <details open={Boolean(values.lat || values.lon || errors.lat || errors.lon)}>
          <summary className="min-h-11 cursor-pointer py-2 font-bold">{texts.point}</summary>
          <PointPicker legend={texts.point} hint={texts.pointHint} latLabel={texts.lat} lonLabel={texts.lon} lat={values.lat} lon={values.lon} latError={errors.lat} lonError={errors.lon}
            searchUrl={organisation.country === 'NO' ? 'https://ws.geonorge.no/adresser/v1/sok' : undefined} {...tiles} />
        </details>
      )}
    </FieldGroup>
  )
}

export function AboutFields({ values, errors, organisation }: Props) {
  const language = useLanguage()
  const texts = traitTexts(language)
  const words = companionWords(language)
  return (
    <FieldGroup legend={texts.who} hint={texts.allOptional(organisation.name)}>
      <Select label={texts.gender} name="gender" className="max-w-72" defaultValue={values.gender ?? ''} options={[{ value: '', label: texts.genderUntold }, ...genders.map((one) => ({ value: one, label: words[`gender_${one}`] }))]} />
      <Field label={texts.birthYear} hint={texts.birthYearHint} name="birthYear" optional inputMode="numeric" autoComplete="bday-year" maxLength={10} className="max-w-40" defaultValue={values.birthYear ?? ''} error={errors.birthYear} />
    </FieldGroup>
  )
}

export function ExperienceFields({ side, values, organisation }: Props) {
  const language = useLanguage()
  const texts = traitTexts(language)
  const words = companionWords(language)
  return (
    <Chips legend={texts.experiences} optional hint={(side === 'offers' ? texts.experiencesOffer : texts.experiencesAsk)(organisation.name)} values={values}
      boxes={experiences.map((one) => ({ name: `experiences.${one}`, label: words[`experience_${one}`] }))} hidden />
  )
}

interface ChipsProps {
  legend: ReactNode
  hint?: ReactNode
  boxes: { name: string; label: string }[]
  values: Record<string, string>
  optional?: boolean
  /** Never kept on the device while typing. */
  hidden?: boolean
  /** How many are met at once; the others are folded under `more` until one of them is ticked. */
  shown?: number
  more?: string
}

/** Many small choices side by side. */
function Chips({ legend, hint, boxes, values, optional, hidden, shown = boxes.length, more }: ChipsProps) {
  const texts = traitTexts(useLanguage())
  const hintId = `${boxes[0]?.name.split('.')[0]}-hint`
  const some = (ones: ChipsProps['boxes']) => (
    <div className="flex flex-wrap gap-2">
      {ones.map(({ name, label }) => (
        <label key={name} className="cut-small flex min-h-11 cursor-pointer items-center gap-2 border-2 border-line bg-sheet py-1 pr-3 pl-2 hover:border-edge has-checked:border-ink has-checked:bg-glow">
          <input type="checkbox" name={name} defaultChecked={values[name] === 'on'} data-private={hidden ? '' : undefined} className="tick size-6 shrink-0 cursor-pointer" />
          <span>{label}</span>
        </label>
      ))}
    </div>
  )
  const folded = boxes.slice(shown)
  return (
    <fieldset className="max-w-text" aria-describedby={hint ? hintId : undefined}>
      <legend className="mb-1.5 font-bold">{legend} {optional && <span className="font-normal text-soft">({texts.optional})</span>}</legend>
      {hint && <p id={hintId} className="mb-2 text-soft">{hint}</p>}
      {some(boxes.slice(0, shown))}
      {folded.length > 0 && (
        <details open={folded.some(({ name }) => values[name] === 'on')} className="mt-1">
          <summary className="inline-flex min-h-11 cursor-pointer items-center font-bold underline decoration-berry-deep decoration-2 underline-offset-4">{more}</summary>
          {some(folded)}
        </details>
      )}
    </fieldset>
  )
}
