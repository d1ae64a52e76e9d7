import { ActionBar, Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Checkbox, ErrorSummary, Field, FieldGroup, Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { applyingTexts } from '../messages.ts'
import { wordsLimit } from '../schema.ts'

interface Props {
  slug: string
  organisation: string
  /** Who is signed in; a stranger signs in after writing. */
  person: { name: string; email: string } | null
  values: Record<string, string>
  /** Said in the reader's language. */
  errors: Record<string, string>
  /** It was sent already and nobody has read it. */
  changing: boolean
}

/** A few sentences, and what one chooses to show of oneself. */
export function ApplyForm({ slug, organisation, person, values, errors, changing }: Props) {
  const texts = applyingTexts(useLanguage())
  return (
    <Form action={`/openings/${slug}/apply`} keep="apply" className="flex flex-col gap-8">
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      <TextArea label={texts.words} hint={texts.wordsHint} name="words" rows={8} maxLength={wordsLimit} required defaultValue={values.words ?? ''} error={errors.words} />
      <FieldGroup legend={texts.shareTitle} hint={texts.shareHint}>
        <p className="max-w-text">{person ? <>{texts.shareName(person.name)} <a href="/me/settings" className="link inline-flex min-h-11 items-center">{texts.changeName}</a></> : texts.shareNameStranger}</p>
        <Checkbox name="email" label={person ? texts.shareEmail(person.email) : texts.shareEmailStranger} hint={texts.shareEmailHint} defaultChecked={values.email === 'on'} />
        <Field name="phone" type="tel" label={texts.phone} hint={texts.phoneHint} optional maxLength={40} autoComplete="tel" inputMode="tel" className="max-w-72" defaultValue={values.phone ?? ''} error={errors.phone} />
      </FieldGroup>
      <Card className="max-w-text"><p>{texts.whoReads(organisation)}</p>{!person && <p className="font-bold">{texts.strangerNext}</p>}</Card>
      <ActionBar><Button wide>{changing ? texts.saveWords : person ? texts.send : texts.sendStranger}</Button></ActionBar>
    </Form>
  )
}
