import { sayDate } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card, Tag } from '#app/ui/card.tsx'
import { Checkbox, ErrorSummary, Field, Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { languages } from '#app/platform/language.ts'
import { companionWords } from '../../messages.ts'
import type { Kind } from '../../schema.ts'
import { requirementTexts } from '../messages.ts'
import type { DeclarationVersion } from '../queries.server.ts'
import { askedOf, type KindRules } from '../rules.ts'
import { declarationLimit } from '../schema.ts'

interface Filled { values: Record<string, string>; errors: Record<string, string> }

/** What is asked, one note per kind. */
export function RequirementsOverview({ rules, declaration, slug, zone, now }: { rules: KindRules[]; declaration: DeclarationVersion | null; slug: string; zone: string; now: Date }) {
  const language = useLanguage()
  const texts = requirementTexts(language)
  const words = companionWords(language)
  const here = `/manage/${slug}/volunteers/requirements`
  const lines = (rule: KindRules) => {
    const asked = askedOf([rule.kind], [rule])
    return [...(asked.minimumAge > 0 ? [texts.item_age(asked.minimumAge)] : []), ...(asked.declaration ? [texts.declaration] : []), ...(asked.references > 0 ? [texts.item_references(asked.references)] : []),
      ...(asked.soberMonths > 0 ? [texts.item_sober(asked.soberMonths)] : []), ...(asked.certificate ? [texts.item_certificate] : []), ...(rule.paid ? [texts.paid] : [])]
  }
  return (
    <>
      <section aria-labelledby="kinds" className="flex flex-col gap-4">
        <h2 id="kinds" className="text-2xl">{texts.settingsKinds}</h2>
        <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
          {rules.map((rule) => (
            <article key={rule.kind} className="cut marked flex flex-col items-start gap-2 border border-line bg-sheet p-5 shadow-note">
              <h3 className="text-xl">{words[`kinds_${rule.kind}`]}</h3>
              <p><Tag tone={rule.welcome ? 'done' : 'plain'}>{rule.welcome ? texts.welcomed : texts.notWelcomed}</Tag></p>
              <p>{lines(rule).join('. ') || texts.none}.</p>
              <p className="mt-auto"><LinkButton kind="plain" to={`${here}?kind=${rule.kind}`}>{texts.change}<span className="sr-only">: {words[`kinds_${rule.kind}`]}</span></LinkButton></p>
            </article>
          ))}
        </div>
      </section>
      <Card title={texts.declaration} className="max-w-text">
        <p>{declaration ? texts.declarationNow(declaration.version, sayDate(declaration.createdAt, zone, language, now)) : texts.declarationNone}</p>
        {declaration && <p><LinkButton kind="plain" to={`${here}?declaration`}>{texts.editDeclaration}</LinkButton></p>}
      </Card>
    </>
  )
}

/** A kind's rules as the form's values. */
export const rulesValues = (rule: KindRules): Record<string, string> => ({
  welcome: rule.welcome ? 'on' : '', paid: rule.paid ? 'on' : '', declaration: rule.declaration ? 'on' : '', referenceCount: String(rule.referenceCount), minimumAge: String(rule.minimumAge),
  soberMonths: String(rule.soberMonths), certificate: rule.certificateReason === null ? '' : 'on', certificateReason: rule.certificateReason ?? '',
})

export function KindRulesForm({ kind, slug, values, errors }: Filled & { kind: Kind; slug: string }) {
  const texts = requirementTexts(useLanguage())
  const box = (name: string) => ({ name, defaultChecked: values[name] === 'on', error: errors[name] })
  const field = (name: string) => ({ name, defaultValue: values[name] ?? '', error: errors[name] })
  return (
    <Form action={`/manage/${slug}/volunteers/requirements?kind=${kind}`} keep={`rules-${kind}`}>
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      <input type="hidden" name="kind" value={kind} />
      <Checkbox label={texts.welcome} hint={texts.welcomeHint} {...box('welcome')} />
      <Checkbox label={texts.paid} hint={texts.paidHint} {...box('paid')} />
      <Checkbox label={texts.declaration} hint={texts.declarationHint} {...box('declaration')} />
      <Field label={texts.referenceCount} inputMode="numeric" className="max-w-24" {...field('referenceCount')} />
      <Field label={texts.minimumAge} hint={texts.minimumAgeHint} inputMode="numeric" className="max-w-24" {...field('minimumAge')} />
      {kind === 'peer' && <Field label={texts.soberMonths} hint={texts.soberMonthsHint} inputMode="numeric" className="max-w-24" {...field('soberMonths')} />}
      <Checkbox label={texts.certificate} hint={texts.certificateHint} {...box('certificate')} />
      <TextArea label={texts.certificateReason} hint={texts.certificateReasonHint} rows={2} maxLength={500} {...field('certificateReason')} />
      <div><Button name="intent" value="kind">{texts.save}</Button></div>
    </Form>
  )
}

export function DeclarationForm({ slug, values, errors }: Filled & { slug: string }) {
  const texts = requirementTexts(useLanguage())
  return (
    <Form action={`/manage/${slug}/volunteers/requirements?declaration`} keep="declaration">
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      {languages.map((language) => <TextArea key={language} label={texts.textIn(texts[language])} name={language} rows={14} maxLength={declarationLimit} required defaultValue={values[language] ?? ''} error={errors[language]} lang={language} />)}
      <Checkbox label={texts.asksAgain} hint={texts.asksAgainHint} name="asksAgain" defaultChecked={values.asksAgain === 'on'} />
      <div><Button name="intent" value="declaration">{texts.save}</Button></div>
    </Form>
  )
}
