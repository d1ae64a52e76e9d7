import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Choice, ErrorSummary, Form, TextArea } from '#app/ui/form.tsx'
import { Prose } from '#app/ui/prose.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { stepsFrom } from '../../rules.ts'
import { endReasons } from '../../schema.ts'
import { applyingTexts } from '../messages.ts'
import type { ReadApplication } from '../queries.server.ts'
import { messageLimit } from '../schema.ts'
import { StandingPath } from './standing-path.tsx'
import { StepsTaken } from './steps-taken.tsx'

type Step = ReturnType<typeof stepsFrom>[number]
interface Props {
  application: ReadApplication
  zone: string
  now: Date
  /** Which answer is being written. */
  answering: Step | null
  values: Record<string, string>
  errors: Record<string, string>
}

/** An application as those who answer read it, and the answer they write. */
export function AnswerScreen({ application, zone, now, answering, values, errors }: Props) {
  const texts = applyingTexts(useLanguage())
  const { name, state, written, email, steps } = application
  const choices = stepsFrom(state)
  const [first, ...others] = choices
  return (
    <>
      <StandingPath state={state} looked />
      <section aria-labelledby="wrote" className="flex max-w-text flex-col gap-2">
        <h2 id="wrote" className="text-2xl">{texts.theyWrote(name)}</h2>
        {written ? <Prose><p className="whitespace-pre-line">{written.words}</p></Prose> : <p className="text-soft">{texts.erased}</p>}
      </section>
      <section aria-labelledby="contact" className="flex max-w-text flex-col gap-1">
        <h2 id="contact" className="text-xl">{texts.contactThem}</h2>
        {email && <p><a href={`mailto:${email}`} className="link inline-flex min-h-11 items-center break-all">{email}</a></p>}
        {written?.phone && <p><a href={`tel:${written.phone.replace(/[^\d+]/g, '')}`} className="link inline-flex min-h-11 items-center">{written.phone}</a></p>}
        {!email && !written?.phone && <p className="text-soft">{texts.noContact}</p>}
      </section>
      {answering && choices.includes(answering)
        ? <AnswerForm step={answering} values={values} errors={errors} />
        : first && (
          <section aria-labelledby="answer" className="flex flex-col gap-3">
            <h2 id="answer" className="text-2xl">{texts.answerTitle}</h2>
            <ActionBar>
              <LinkButton to={`?answer=${first}`} kind={first === 'declined' || first === 'ended' ? 'quiet' : 'primary'}>{texts[`answer_${first}`]}</LinkButton>
              {others.map((step) => <LinkButton key={step} kind="plain" to={`?answer=${step}`}>{texts[`answer_${step}`]}</LinkButton>)}
            </ActionBar>
          </section>
        )}
      <StepsTaken steps={steps} zone={zone} now={now} reader="answerer" />
    </>
  )
}

function AnswerForm({ step, values, errors }: { step: Step; values: Record<string, string>; errors: Record<string, string> }) {
  const texts = applyingTexts(useLanguage())
  const required = step === 'declined'
  return (
    <section aria-labelledby="answer" className="cut max-w-text border-2 border-ink bg-sheet p-5">
      <h2 id="answer" className="mb-4 text-2xl">{texts[`answer_${step}`]}</h2>
      <Form action={`?answer=${step}`} keep={`answer-${step}`}>
        <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
        <input type="hidden" name="step" value={step} />
        {step === 'ended' && <Choice legend={texts.reason} hint={texts.reasonHint} name="reason" required value={values.reason} error={errors.reason} options={endReasons.map((reason) => ({ value: reason, label: texts[`reason_${reason}`] }))} />}
        <TextArea label={texts.message} hint={texts[`answerHint_${step}`]} name="message" rows={5} maxLength={messageLimit} optional={!required} required={required}
          defaultValue={values.message ?? (step === 'declined' ? texts.kindNo : '')} error={errors.message} />
        <div className="flex flex-wrap gap-3"><Button>{texts.sendAnswer}</Button><LinkButton to="?" kind="plain">{texts.back}</LinkButton></div>
      </Form>
    </section>
  )
}
