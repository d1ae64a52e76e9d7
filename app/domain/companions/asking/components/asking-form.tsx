import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Checkbox, Choice, ErrorSummary, Field, Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { PathSteps } from '#app/ui/path.tsx'
import { companionWords } from '../../messages.ts'
import { experienceWishes, genderWishes, purposes } from '../../schema.ts'
import { AboutFields, ExperienceFields, LikesFields, TimesFields, WhereFields } from '../../traits/components/trait-fields.tsx'
import { askingTexts } from '../messages.ts'
import { nextPart } from '../rules.ts'
import { avoidsLimit, type Part, parts, wordsLimit } from '../schema.ts'

interface Props {
  part: Part
  house: { slug: string; name: string; country: string; contactEmail: string | null }
  email: string
  values: Record<string, string>
  /** Said in the reader's language. */
  errors: Record<string, string>
  /** Not asked yet: this form is the asking. */
  first: boolean
  /** One part after another, rather than one that is changed. */
  walking: boolean
  tiles: { tileUrl: string; attribution: string }
}

/** One question group: what it is for is the asking, the rest may follow at any time. */
export function AskingForm({ part, house, email, values, errors, first, walking, tiles }: Props) {
  const texts = askingTexts(useLanguage())
  const here = `/me/companion/${house.slug}`
  const next = walking ? nextPart(part) : null
  const fields = { side: 'asks' as const, organisation: house, values, errors, tiles }
  return (
    <>
      {walking && <PathSteps label={texts.stepOf(parts.indexOf(part) + 1, parts.length)} steps={parts.map((one) => texts.step(one))} current={parts.indexOf(part)} />}
      <Form action={`${here}?part=${part}${walking ? '&walk' : ''}`} keep={`companion-${part}`} className="flex flex-col gap-8">
        <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
        {part === 'why' && <WhyFields values={values} errors={errors} email={email} />}
        {part === 'now' && <NowFields values={values} errors={errors} />}
        {part === 'who' && <><WhoFields values={values} /><ExperienceFields {...fields} /></>}
        {part === 'likes' && <><LikesFields {...fields} /><AboutFields {...fields} /></>}
        {part === 'when' && <><TimesFields {...fields} /><WhereFields {...fields} /></>}
        {part === 'avoid' && <TextArea label={texts.avoids} hint={texts.avoidsHint(house.contactEmail ?? house.name)} name="avoids" rows={5} maxLength={avoidsLimit} optional private defaultValue={values.avoids ?? ''} error={errors.avoids} />}
        {first && <Card className="max-w-text"><p>{texts.privacy(house.name)}</p></Card>}
        <ActionBar>
          <Button name="intent" value={next && !first ? 'next' : 'save'}>{first ? texts.send : next ? texts.next : texts.save}</Button>
          {next && !first && <Button name="intent" value="save" kind="plain">{texts.enough}</Button>}
          {!walking && !first && <LinkButton kind="plain" to={here}>{texts.skip}</LinkButton>}
        </ActionBar>
      </Form>
    </>
  )
}

function WhyFields({ values, errors, email }: Pick<Props, 'values' | 'errors' | 'email'>) {
  const language = useLanguage()
  const texts = askingTexts(language)
  const words = companionWords(language)
  return (
    <>
      <fieldset className="max-w-text">
        <legend className="mb-1.5 font-bold">{texts.purposes}</legend>
        <div className="flex flex-col gap-2">
          {purposes.map((one) => (
            <label key={one} className="cut-small flex min-h-12 cursor-pointer items-center gap-3 border-2 border-line bg-sheet px-3 py-2 hover:border-edge has-checked:border-ink">
              <input type="checkbox" name={`purposes.${one}`} defaultChecked={values[`purposes.${one}`] === 'on'} className="tick size-7 shrink-0 cursor-pointer" />
              <span>{words[`purpose_${one}`]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <TextArea label={texts.words} hint={texts.wordsHint} name="words" rows={4} maxLength={wordsLimit} optional private defaultValue={values.words ?? ''} error={errors.words} />
      <div className="flex max-w-text flex-col gap-3">
        <p className="break-words">{texts.reach(email)}</p>
        <Field name="phone" type="tel" label={texts.phone} hint={texts.phoneHint} optional maxLength={40} autoComplete="tel" inputMode="tel" className="max-w-72" defaultValue={values.phone ?? ''} error={errors.phone} />
      </div>
    </>
  )
}

function NowFields({ values, errors }: Pick<Props, 'values' | 'errors'>) {
  const texts = askingTexts(useLanguage())
  return (
    <>
      <Choice legend={texts.inside} hint={texts.insideHint} name="inside" value={values.inside || 'no'} options={(['no', 'treatment', 'prison'] as const).map((value) => ({ value, label: texts[`inside_${value}`] }))} />
      <Field name="releasedOn" type="date" label={texts.releasedOn} hint={texts.releasedOnHint} optional className="max-w-56" defaultValue={values.releasedOn ?? ''} error={errors.releasedOn} />
      <Field name="insideWhere" label={texts.insideWhere} hint={texts.insideWhereHint} optional maxLength={200} private defaultValue={values.insideWhere ?? ''} error={errors.insideWhere} />
      <Field name="startsOn" type="date" label={texts.startsOn} hint={texts.startsOnHint} optional className="max-w-56" defaultValue={values.startsOn ?? ''} error={errors.startsOn} />
    </>
  )
}

function WhoFields({ values }: Pick<Props, 'values'>) {
  const language = useLanguage()
  const texts = askingTexts(language)
  const words = companionWords(language)
  return (
    <>
      <Choice legend={texts.genderWish} name="genderWish" value={values.genderWish || 'any'} options={genderWishes.map((value) => ({ value, label: words[`genderWish_${value}`] }))} />
      <Checkbox name="genderMust" label={texts.genderMust} hint={texts.genderMustHint} defaultChecked={values.genderMust === 'on'} />
      <Choice legend={texts.experienceWish} name="experienceWish" value={values.experienceWish || 'no-matter'} options={experienceWishes.map((value) => ({ value, label: words[`experienceWish_${value}`] }))} />
    </>
  )
}
