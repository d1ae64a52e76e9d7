import { Button, LinkButton } from '#app/ui/button.tsx'
import { Choice, ErrorSummary, Field, Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { walkingTexts } from '../messages.ts'
import type { LogShown } from '../queries.server.ts'
import { lineLimit, logKinds, readers } from '../schema.ts'
import { sayDay } from '../saying.ts'
import type { Side } from '../../pairings/telling/messages.ts'

interface FormProps { side: Side; other: string; today: string; formKey: string; values: Record<string, string>; errors: Record<string, string> }

/** What came of it, in three taps: what happened, how it went, save. The rest is folded away. */
export function LogForm({ side, other, today, formKey, values, errors }: FormProps) {
  const texts = walkingTexts(useLanguage())
  const choices = side === 'participant' ? readers : readers.filter((one) => one !== 'me')
  return (
    <section aria-labelledby="log" className="cut max-w-text border-2 border-line bg-sheet p-5">
      <h2 id="log" className="text-2xl">{texts.logTitle}</h2>
      <p className="mb-4 text-soft">{texts.logIntro}</p>
      <Form action="?#log">
        <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
        <input type="hidden" name="intent" value="log" />
        <input type="hidden" name="key" value={formKey} />
        <Choice legend={texts.logKind} name="kind" required value={values.kind} error={errors.kind} options={logKinds.map((kind) => ({ value: kind, label: texts[`kind_${kind}`] }))} />
        <Rating chosen={values.rating} />
        <details open={Boolean(values.line || errors.line || errors.day)}>
          <summary className="link inline-flex min-h-11 cursor-pointer items-center font-bold">{texts.lineMore}</summary>
          <div className="mt-3 flex flex-col gap-6">
            <TextArea label={texts.line} hint={side === 'participant' ? texts.lineHintParticipant : texts.lineHintCompanion(other)} name="line" rows={3} maxLength={lineLimit} private defaultValue={values.line} error={errors.line} />
            <Choice legend={texts.shownTo} name="shownTo" value={values.shownTo ?? choices[0]} options={choices.map((one) => ({ value: one, label: texts[`shown_${one}`] }))} />
            <Field label={texts.logDay} name="day" type="date" max={today} defaultValue={values.day ?? today} error={errors.day} className="max-w-60" />
          </div>
        </details>
        <div><Button kind="quiet">{texts.saveLog}</Button></div>
      </Form>
    </section>
  )
}

function Rating({ chosen }: { chosen?: string }) {
  const texts = walkingTexts(useLanguage())
  return (
    <fieldset aria-describedby="rating-hint">
      <legend className="mb-1.5 font-bold">{texts.rating}</legend>
      <p id="rating-hint" className="mb-1.5 text-soft">{texts.ratingHint}</p>
      <div className="grid grid-cols-5 gap-2">
        {[1, 2, 3, 4, 5].map((rating) => (
          <label key={rating} className="cut-small flex min-h-14 cursor-pointer flex-col items-center justify-center gap-1 border-2 border-line bg-sheet p-1 hover:border-edge has-checked:border-ink">
            <input type="radio" name="rating" value={rating} defaultChecked={chosen === String(rating)} aria-label={rating === 1 ? texts.rating_1 : rating === 5 ? texts.rating_5 : String(rating)} className="tick size-6 shrink-0 cursor-pointer" />
            <span className="font-bold" aria-hidden="true">{rating}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What has been, the latest first, as far as the reader may know it. */
export function Logs({ logs, other, today }: { logs: LogShown[]; other: string; today: string }) {
  const language = useLanguage()
  const texts = walkingTexts(language)
  return (
    <section aria-labelledby="logs" className="flex max-w-text flex-col gap-3">
      <h2 id="logs" className="text-2xl">{texts.logs}</h2>
      {logs.length === 0 && <p>{texts.noLogs}</p>}
      <ul className="flex flex-col gap-4">
        {logs.map((log) => (
          <li key={log.id} className="flex flex-col border-l-4 border-line pl-4">
            <p><strong>{log.kind === 'tried' ? texts.did_tried(log.own ? texts.you : other) : texts[`did_${log.kind}`]}</strong> <span className="text-soft">{sayDay(log.on, language, today)}</span></p>
            {log.line && <p className="wrap-anywhere whitespace-pre-line">{log.line.text}</p>}
            <p className="flex flex-wrap items-center gap-x-4 text-soft">
              {log.own ? texts.wroteByYou : texts.wroteBy(other)}
              {log.own && log.rating !== null && <span>{texts.yourRating(log.rating)}</span>}
            </p>
            {log.own && (
              <p className="flex flex-wrap gap-x-6">
                {log.line && <LinkButton kind="plain" to={`?do=line&id=${log.id}`}>{texts.readBy(texts[`shown_${log.line.shownTo}`].toLowerCase())}</LinkButton>}
                <LinkButton kind="plain" to={`?do=forget&id=${log.id}`}>{texts.forget}<span className="sr-only"> {sayDay(log.on, language, today)}</span></LinkButton>
              </p>
            )}
          </li>
        ))}
      </ul>
      {logs.length > 0 && <p className="text-soft">{texts.seen}</p>}
    </section>
  )
}
