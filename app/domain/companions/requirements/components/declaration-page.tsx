import { sayDate } from '#app/platform/time.ts'
import { ActionBar, Button } from '#app/ui/button.tsx'
import { Checkbox, ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Prose } from '#app/ui/prose.tsx'
import { requirementTexts } from '../messages.ts'

interface Props {
  declaration: { id: string; version: number; html: string; createdAt: Date; textLanguage: string }
  signature: { version: number; name: string; at: Date } | null
  signed: boolean
  maySign: boolean
  action: string
  zone: string
  now: Date
  values: Record<string, string>
  errors: Record<string, string>
}

/** The text, read through, and the name under it. */
export function DeclarationPage({ declaration, signature, signed, maySign, action, zone, now, values, errors }: Props) {
  const language = useLanguage()
  const texts = requirementTexts(language)
  const sheet = <div className="cut max-w-text border-2 border-line bg-sheet p-5"><Prose html={declaration.html} lang={declaration.textLanguage === language ? undefined : declaration.textLanguage} /><p className="mt-4 text-soft">{texts.version(declaration.version, sayDate(declaration.createdAt, zone, language, now))}</p></div>
  if (signed || !maySign) return <>{signature && <Notice kind="done">{texts.signedAt(signature.name, sayDate(signature.at, zone, language, now))}</Notice>}{sheet}</>
  return (
    <>
      {signature && <Notice>{texts.signedOlder(signature.version)}</Notice>}
      {sheet}
      <Form action={action}>
        <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
        <input type="hidden" name="declaration" value={declaration.id} />
        <input type="hidden" name="language" value={declaration.textLanguage} />
        <Checkbox label={texts.read} name="read" required defaultChecked={values.read === 'on'} error={errors.read} />
        <Field label={texts.yourName} name="name" required maxLength={80} autoComplete="name" defaultValue={values.name ?? ''} error={errors.name} />
        <ActionBar><Button wide>{texts.sign}</Button></ActionBar>
      </Form>
    </>
  )
}
