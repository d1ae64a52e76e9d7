import type { ReactNode } from 'react'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Checkbox, Choice, ErrorSummary, Field, Form, Select, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { walkingTexts } from '../messages.ts'
import { type LineReader, readers, wishKinds, wordsLimit } from '../schema.ts'
import type { Side } from '../../pairings/telling/messages.ts'

interface Typed { values: Record<string, string>; errors: Record<string, string> }
const summary = (errors: Record<string, string>) => <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />

/** A question with one thing to do and the way back. */
export function Sure({ intent, id, text, keep, danger = true, children }: { intent: string; id: string; text: string; keep: string; danger?: boolean; children?: ReactNode }) {
  return (
    <Form action="?">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="id" value={id} />
      {children}
      <ActionBar><Button kind={danger ? 'danger' : 'primary'}>{text}</Button><LinkButton kind="quiet" to="?">{keep}</LinkButton></ActionBar>
    </Form>
  )
}

export function MilestoneForm({ id, formKey, removable, values, errors }: Typed & { id: string | null; formKey: string; removable: boolean }) {
  const texts = walkingTexts(useLanguage())
  return (
    <>
      <Form action={id ? `?do=milestone&id=${id}` : '?do=add'}>
        {summary(errors)}
        <input type="hidden" name="intent" value={id ? 'milestone' : 'add'} />
        <input type="hidden" name="key" value={formKey} />
        {id ? <input type="hidden" name="id" value={id} /> : <Field label={texts.milestoneName} hint={texts.milestoneHint} name="name" required maxLength={120} defaultValue={values.name} error={errors.name} />}
        <Field label={texts.day} name="day" type="date" required defaultValue={values.day} error={errors.day} className="max-w-60" />
        <ActionBar><Button>{id ? texts.saveDay : texts.add}</Button><LinkButton kind="plain" to="?#plan">{texts.cancel}</LinkButton></ActionBar>
      </Form>
      {id && removable && (
        <Form action="?">
          <input type="hidden" name="intent" value="remove" />
          <input type="hidden" name="id" value={id} />
          <Button kind="plain">{texts.remove}</Button>
        </Form>
      )}
    </>
  )
}

export function AskForm({ side, values, errors }: Typed & { side: Side }) {
  const texts = walkingTexts(useLanguage())
  return (
    <Form action="?do=ask">
      {summary(errors)}
      <input type="hidden" name="intent" value="ask" />
      <Choice legend={texts.askWhat} name="kind" required value={values.kind} error={errors.kind} options={wishKinds.map((kind) => ({ value: kind, label: texts[`wish_${kind}`], hint: kind === 'rematch' && side === 'participant' ? texts.rematchHint : undefined }))} />
      <TextArea label={texts.askWords} name="words" optional private rows={5} maxLength={wordsLimit} defaultValue={values.words} error={errors.words} />
      <ActionBar><Button>{texts.askSend}</Button><LinkButton kind="plain" to="?">{texts.cancel}</LinkButton></ActionBar>
    </Form>
  )
}

export function ReaderForm({ id, side, shownTo }: { id: string; side: Side; shownTo: LineReader }) {
  const texts = walkingTexts(useLanguage())
  return (
    <Sure intent="show" id={id} text={texts.saveLog} keep={texts.cancel} danger={false}>
      <Choice legend={texts.shownTo} name="shownTo" value={shownTo} options={readers.filter((one) => side === 'participant' || one !== 'me').map((one) => ({ value: one, label: texts[`shown_${one}`] }))} />
    </Sure>
  )
}

export function LookBackForm({ values, errors }: Typed) {
  const texts = walkingTexts(useLanguage())
  return (
    <Form action="?do=back">
      {summary(errors)}
      <input type="hidden" name="intent" value="back" />
      {(['good', 'hard', 'takes'] as const).map((name) => <TextArea key={name} label={texts[name]} name={name} optional private rows={4} maxLength={2000} defaultValue={values[name]} error={errors[name]} />)}
      <Checkbox label={texts.share} name="shared" defaultChecked={values.shared === 'on'} />
      <ActionBar><Button>{texts.saveBack}</Button><LinkButton kind="plain" to="?">{texts.cancel}</LinkButton></ActionBar>
    </Form>
  )
}

export function AlongForm({ other, outings }: { other: string; outings: { id: string; text: string }[] }) {
  const texts = walkingTexts(useLanguage())
  if (outings.length === 0) return <p>{texts.alongNone}</p>
  return (
    <Form action="?do=along">
      <input type="hidden" name="intent" value="along" />
      <Select label={texts.alongPick} name="activity" options={outings.map(({ id, text }) => ({ value: id, label: text }))} />
      <ActionBar><Button>{texts.alongAsk(other)}</Button><LinkButton kind="plain" to="?">{texts.cancel}</LinkButton></ActionBar>
    </Form>
  )
}
