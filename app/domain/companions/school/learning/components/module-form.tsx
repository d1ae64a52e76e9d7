import { sayDate } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Checkbox, Choice, Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Prose } from '#app/ui/prose.tsx'
import { schoolTexts } from '../messages.ts'
import type { ModulePage } from '../queries.server.ts'

interface Props {
  module: ModulePage
  html: { exercise: string; practice: string }
  zone: string
  /** The answers were looked at: each question says how it went. */
  checked: boolean
  /** What was typed, when the page came back. */
  values?: Record<string, string>
  errors: Record<string, string>
  /** Where one goes on when this is done. */
  onward: { to: string; text: string }
  now: Date
}

/** What a learner does in a module. It is one form, so that whatever is pressed, everything typed is kept. */
export function ModuleForm({ module, html, zone, checked, values, errors, onward, now }: Props) {
  const language = useLanguage()
  const texts = schoolTexts(language)
  const { words, quiz, reflection } = module
  const on = (day: Date) => sayDate(day, zone, language, now)
  const lang = module.textLanguage === language ? undefined : module.textLanguage
  const read = quiz ? module.passedAt !== null : module.readAt !== null
  const shared = values ? values.shared === 'on' : reflection?.shared
  return (
    <Form keep={`module-${module.id}`} className="flex flex-col gap-9">
      {html.exercise && <section className="flex flex-col gap-3"><h2 className="text-2xl">{texts.exercise}</h2><Prose html={html.exercise} lang={lang} /></section>}
      {words.reflection && (
        <section className="flex flex-col gap-4">
          <h2 className="text-2xl">{texts.reflection}</h2>
          <p className="max-w-text text-lg" lang={lang}>{words.reflection}</p>
          <TextArea label={texts.yourThoughts} name="reflection" hint={texts.thoughtsHint} error={errors.reflection} optional private rows={5} defaultValue={values?.reflection ?? reflection?.words} />
          <Checkbox label={texts.share} name="shared" hint={texts.shareHint} defaultChecked={shared} />
          <p><Button kind="quiet" name="intent" value="reflect">{texts.saveThoughts}</Button></p>
        </section>
      )}
      {quiz && (
        <section id="quiz" className="flex flex-col gap-5">
          <h2 className="text-2xl">{texts.quiz}</h2>
          {module.passedAt ? <Notice kind="done" title={texts.quizPassed} /> : checked ? <Notice title={texts.quizNot} /> : <p className="max-w-text">{texts.quizHint}</p>}
          {quiz.questions.map((one, index) => {
            const ticked = values?.[`q${index}`] ?? module.answers?.[index]?.toString()
            const isRight = ticked === String(one.right)
            const said = !checked ? undefined : isRight ? `${texts.right} ${one.why}` : ticked === undefined ? texts.notAnswered : texts.notRight
            return module.passedAt
              ? <div key={index} className="flex max-w-text flex-col gap-1"><h3 className="text-lg">{one.question}</h3><p>{one.options[one.right]}</p>{one.why && <p className="text-soft">{one.why}</p>}</div>
              : <Choice key={index} legend={<span lang={quiz.language === language ? undefined : quiz.language}>{one.question}</span>} name={`q${index}`} value={ticked} hint={said && <strong className={isRight ? 'text-done' : undefined}>{said}</strong>} options={one.options.map((option, n) => ({ value: String(n), label: option }))} />
          })}
          {!module.passedAt && <p><Button name="intent" value="quiz">{texts.check}</Button></p>}
        </section>
      )}
      {module.practice && (
        <section className="flex flex-col gap-3">
          <h2 className="text-2xl">{texts.practice}</h2>
          {html.practice ? <Prose html={html.practice} lang={lang} /> : <p>{texts.practiceGeneral}</p>}
          {module.signedAt ? <Notice kind="done" title={texts.signedBy(module.signer, on(module.signedAt))} />
            : module.askedAt ? <Notice title={texts.askedOn(on(module.askedAt))} />
            : <><p className="max-w-text text-soft">{texts.practiceHint}</p><p><Button kind={read ? 'primary' : 'quiet'} name="intent" value="practice">{texts.practised}</Button></p></>}
        </section>
      )}
      {module.doneAt && <Notice kind="done" title={texts.moduleDone} />}
      {(read || !quiz) && (
        <ActionBar>
          {!read ? <Button name="intent" value="read">{texts.read}</Button>
            : <LinkButton kind={module.practice && !module.askedAt ? 'quiet' : 'primary'} to={onward.to}>{onward.text}</LinkButton>}
        </ActionBar>
      )}
    </Form>
  )
}
