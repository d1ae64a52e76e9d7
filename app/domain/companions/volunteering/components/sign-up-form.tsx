import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { ErrorSummary, Field, fieldId, FieldGroup, Form, Select, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { companionWords } from '../../messages.ts'
import type { Kind } from '../../schema.ts'
import { AboutFields, ExperienceFields, LikesFields, TimesFields, WhereFields } from '../../traits/components/trait-fields.tsx'
import { volunteeringTexts } from '../messages.ts'
import { hoursChoices } from '../schema.ts'

interface Props {
  action: string
  organisation: { name: string; country: string }
  /** Kinds to choose among; none: the coordinator has settled it. */
  offered: readonly Kind[]
  settled: readonly Kind[]
  values: Record<string, string>
  /** Said in the reader's language. */
  errors: Record<string, string>
  tiles: { tileUrl: string; attribution: string }
  /** `stranger` signs in after writing; `changing` has signed up already. */
  who: 'stranger' | 'new' | 'changing'
  back?: string
}

/** Who I am and what I can give: what matters first, everything else optional, the button always at hand. */
export function SignUpForm({ action, organisation, offered, settled, values, errors, tiles, who, back }: Props) {
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const words = companionWords(language)
  const traits = { side: 'offers' as const, organisation, values, errors, tiles }
  return (
    <Form action={action} keep="volunteer" className="flex flex-col gap-8">
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      {offered.length > 0 ? <KindChoice offered={offered} values={values} error={errors.kinds} /> : (
        <div className="max-w-text">
          <p>{texts.kindsFixed(settled.map((kind) => words[`kind_${kind}`].toLowerCase()).join(', '))}</p>
          {settled.map((kind) => <input key={kind} type="hidden" name={`kinds.${kind}`} value="on" />)}
        </div>
      )}
      <Field label={texts.name} name="name" required maxLength={80} autoComplete="name" defaultValue={values.name ?? ''} error={errors.name} />
      <Field label={texts.phone} hint={texts.phoneHint} name="phone" type="tel" optional maxLength={40} autoComplete="tel" inputMode="tel" className="max-w-72" defaultValue={values.phone ?? ''} error={errors.phone} />
      <Select label={texts.hours} name="hours" className="max-w-72" defaultValue={values.hours ?? ''} options={[{ value: '', label: texts.hoursOpen }, ...hoursChoices.map((hours) => ({ value: String(hours), label: texts.hoursOf(hours) }))]} />
      <TimesFields {...traits} />
      <LikesFields {...traits} />
      <Field label={texts.skills} hint={texts.skillsHint} name="skills" optional maxLength={1000} defaultValue={values.skills ?? ''} error={errors.skills} />
      <ExperienceFields {...traits} />
      <WhereFields {...traits} />
      <AboutFields {...traits} />
      <FieldGroup legend={texts.about}>
        <TextArea label={<span className="sr-only">{texts.about}</span>} name="about" rows={4} maxLength={2000} defaultValue={values.about ?? ''} error={errors.about} />
      </FieldGroup>
      <Card className="max-w-text"><p>{texts.whoReads(organisation.name)}</p>{who === 'stranger' && <p className="font-bold">{texts.strangerNext}</p>}</Card>
      <ActionBar><Button wide>{{ stranger: texts.sendStranger, new: texts.send, changing: texts.save }[who]}</Button>{back && <LinkButton kind="plain" to={back}>{texts.back}</LinkButton>}</ActionBar>
    </Form>
  )
}

function KindChoice({ offered, values, error }: { offered: readonly Kind[]; values: Record<string, string>; error?: string }) {
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const words = companionWords(language)
  return (
    <fieldset className="max-w-text" aria-describedby={error ? 'field-kinds-error' : 'kinds-hint'}>
      <legend className="mb-1.5 text-xl font-bold">{texts.kinds}</legend>
      <p id="kinds-hint" className="mb-1.5 text-soft">{texts.kindsHint}</p>
      {error && <p id="field-kinds-error" className="mb-1.5 font-bold text-danger">{error}</p>}
      <div className="flex flex-col gap-2">
        {offered.map((kind, index) => (
          <label key={kind} className="cut-small flex min-h-12 cursor-pointer items-start gap-3 border-2 border-line bg-sheet px-3 py-2 hover:border-edge has-checked:border-ink has-checked:bg-glow">
            <input type="checkbox" id={index === 0 ? fieldId('kinds') : undefined} name={`kinds.${kind}`} defaultChecked={values[`kinds.${kind}`] === 'on'} className="tick mt-0.5 size-7 shrink-0 cursor-pointer" />
            <span className="self-center"><strong>{words[`kind_${kind}`]}</strong><br />{texts[`time_${kind}`]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
