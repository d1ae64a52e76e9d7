import { sayDay } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Choice, ErrorSummary, Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { boardTexts } from '../messages.ts'
import { longestReport, type Post, reasons } from '../rules.ts'
import { Deed } from './board.tsx'

export type PostDeed = 'erase' | 'hide' | 'report'
interface Props { slug: string; post: Post; deed: PostDeed; zone: string; now: Date; number: string; formKey: string; values?: Record<string, string>; errors?: Record<string, string> }

/** One post, and one thing to do with it. */
export function PostDeeds({ slug, post, deed, zone, now, number, formKey, values, errors = {} }: Props) {
  const language = useLanguage()
  const texts = boardTexts(language)
  const address = `/groups/${slug}/board/${post.id}`
  return (
    <>
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      <blockquote className="flex max-w-text flex-col gap-1 border-l-4 border-berry pl-4">
        <p className="font-bold">{post.called ?? texts.someone} <span className="text-sm font-normal text-soft">{sayDay(post.createdAt, zone, language, now)}</span></p>
        <p className="whitespace-pre-line wrap-anywhere">{post.text}</p>
      </blockquote>
      {deed === 'erase' && <Deed address={address} intent="erase"><p className="max-w-text">{texts.eraseText}</p><div><Button kind="danger">{texts.eraseYes}</Button></div></Deed>}
      {deed === 'hide' && <Deed address={address} intent="hide"><p className="max-w-text">{texts.hideText}</p><div><Button>{texts.hideYes}</Button></div></Deed>}
      {deed === 'report' && (
        <Form action={address}>
          <input type="hidden" name="intent" value="report" />
          <input type="hidden" name="key" value={values?.key ?? formKey} />
          <Choice legend={texts.reason} name="reason" value={values?.reason} error={errors.reason} required
            options={reasons.map((reason) => ({ value: reason, label: texts[`reason_${reason}`], hint: reason === 'danger' ? texts.reason_danger_hint(number) : undefined }))} />
          <TextArea label={texts.words} name="words" rows={3} optional private defaultValue={values?.words} error={errors.words} maxLength={longestReport} />
          <div><Button>{texts.reportYes}</Button></div>
        </Form>
      )}
    </>
  )
}

/** After somebody said that a person may be in danger: what to do now, before anything else. */
export function DangerNotice({ number, alone }: { number: string; alone: boolean }) {
  const texts = boardTexts(useLanguage())
  return (
    <Notice kind="danger" title={alone ? texts.dangerAloneTitle : texts.dangerDoneTitle}>
      <p>{texts.dangerDoneText(number)}</p>
      <p className="flex flex-wrap gap-3">
        <a href={`tel:${number.replace(/[^\d+]/g, '')}`} className="cut settle inline-flex min-h-14 items-center justify-center bg-danger px-5 py-2 text-xl font-bold text-on-danger">{texts.dangerCall(number)}</a>
        <LinkButton kind="quiet" to="/help">{texts.dangerHelp}</LinkButton>
      </p>
    </Notice>
  )
}
