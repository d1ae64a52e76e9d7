import { Button } from '#app/ui/button.tsx'
import { ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { togetherTexts } from '../messages.ts'

type Texts = ReturnType<typeof togetherTexts>
type Typed = { values: Record<string, string>; errors: Record<string, string> }
/** What is wrong, in words. */
const said = (texts: Texts, errors: Record<string, string>) =>
  Object.fromEntries(Object.entries(errors).map(([field, key]) => [field, String((texts as unknown as Record<string, unknown>)[key] ?? texts.email_invalid)]))

/** Nobody is asked yet: make a link, or have it mailed. */
export function AskSomebody({ values, errors }: Typed) {
  const texts = togetherTexts(useLanguage())
  const wrong = said(texts, errors)
  return (
    <>
      <ErrorSummary errors={Object.entries(wrong).map(([name, text]) => ({ name, text }))} />
      <p className="max-w-text text-soft">{texts.lineNote}</p>
      <Form><Button name="intent" value="invite" wide>{texts.makeLink}</Button></Form>
      <Form className="flex flex-col items-start gap-4">
        <h2 className="text-xl">{texts.orMail}</h2>
        <div className="w-full"><Field label={texts.email} hint={texts.emailHint} name="email" type="email" inputMode="email" autoComplete="off" maxLength={254} private defaultValue={values.email} error={wrong.email} /></div>
        <Button name="intent" value="mail" kind="quiet">{texts.send}</Button>
      </Form>
    </>
  )
}

/** Somebody is asked and has not answered. */
export function Asked({ link, until, sent }: { link: string; until: string; sent: boolean }) {
  const texts = togetherTexts(useLanguage())
  return (
    <>
      {sent && <Notice kind="done" title={texts.sent} />}
      <section className="flex max-w-text flex-col gap-3">
        <h2 className="text-xl">{texts.linkTitle}</h2>
        <p>{texts.linkText(until)}</p>
        <Field label={texts.link} name="link" readOnly value={link} private />
      </section>
      <Form><Button name="intent" value="take-back" kind="plain">{texts.takeBack}</Button></Form>
    </>
  )
}

/** Two come together: where and when they meet, for the two alone. */
export function Together({ name, values, errors, saved }: Typed & { name: string; saved: boolean }) {
  const texts = togetherTexts(useLanguage())
  const wrong = said(texts, errors)
  return (
    <>
      {saved && <Notice kind="done" title={texts.saved} />}
      <ErrorSummary errors={Object.entries(wrong).map(([field, text]) => ({ name: field, text }))} />
      <Form>
        <Field label={texts.place} hint={texts.placeHint} name="place" maxLength={200} autoComplete="off" private defaultValue={values.place} error={wrong.place} />
        <Field label={texts.at} hint={texts.atHint} name="at" optional inputMode="numeric" autoComplete="off" className="max-w-32" private defaultValue={values.at} error={wrong.at} />
        <div><Button name="intent" value="meet" wide>{texts.save}</Button></div>
      </Form>
      <Form className="flex flex-col items-start gap-1">
        <Button name="intent" value="apart" kind="plain" aria-label={`${texts.apart}: ${name}`}>{texts.apart}</Button>
        <p className="text-soft">{texts.apartHint}</p>
      </Form>
    </>
  )
}
