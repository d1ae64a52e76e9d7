import type { ReactNode } from 'react'
import { inLanguage, type Language } from '#app/platform/language.ts'
import { sayWhen } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Card, EmptyState } from '#app/ui/card.tsx'
import { Checkbox, ErrorSummary, Field, FieldGroup, Form, Select } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { sayUntil } from '../../series/components/messages.ts'
import { sayRuleTime } from '../../series/messages.ts'
import type { SeriesRule } from '../../series/rules.ts'
import { type ImportTexts, importTexts, sayProblem } from '../messages.ts'
import type { Part } from '../plan.ts'
import { isNote, type Problem } from '../problems.ts'

export interface Moment { startsAt: Date; endsAt: Date; zone: string; allDay: boolean }
export interface Series extends Moment { mark: string; title: string; place: string; count: number; last: Moment; repeats?: { rule: SeriesRule; exceptions: number }; what?: Part[] }
export interface Leaving extends Moment { id: string; title: string; calledOff: boolean; published: boolean; joined: number }
export interface PreviewProps {
  created: Series[]
  changed: Series[]
  gone: Leaving[]
  same: number
  cancelledHere: number
  past: number
  later: number
  incomplete: boolean
  problems: Problem[]
  kinds: { id: string; names: Partial<Record<Language, string>> }[]
  now: Date
  back: string
  /** What was ticked and typed, when the form comes back. */
  values?: Record<string, string>
  error?: string
}

const shown = 60

/** What an import would do, and what to choose of it. */
export function ImportPreview({ created, changed, gone, same, cancelledHere, past, later, incomplete, problems, kinds, now, back, values, error }: PreviewProps) {
  const language = useLanguage()
  const texts = importTexts(language)
  const ticked = (name: string, otherwise: boolean) => (values ? values[name] === 'on' : otherwise)
  const when = ({ startsAt, endsAt, zone, allDay }: Moment) => sayWhen(startsAt, endsAt, zone, language, now, { allDay, absolute: true })
  const dates = ({ repeats, ...series }: Series) => (repeats
    ? texts.repeats(sayRuleTime(repeats.rule, language), sayUntil(repeats.rule, language, now), repeats.exceptions)
    : texts.dates(series.count, when(series), when(series.last)))
  const nothing = created.length + changed.length + gone.length === 0
  const aside = [past + later > 0 && texts.left(past, later), cancelledHere > 0 && texts.cancelledHere(cancelledHere)].filter(Boolean)
  return (
    <>
      {incomplete && <Notice kind="warning">{texts.incomplete}</Notice>}
      {nothing && <EmptyState title={texts.nothing} action={<LinkButton kind="quiet"
        to={back}>{texts.title}</LinkButton>}>{texts.nothingText(same)}</EmptyState>}
      {!nothing && (
        <Form className="flex flex-col gap-10">
          {error && <ErrorSummary errors={[{ name: 'kindId', text: error }]} />}
          {created.length > 0 && (
            <FieldGroup legend={texts.newOnes(created.length)} hint={texts.newHint}>
              <div className="flex flex-col">
                {created.map((series) => <Checkbox key={series.mark} name={`create.${series.mark}`} label={series.title}
                  hint={[dates(series), series.place].filter(Boolean).join(' · ')} defaultChecked={ticked(`create.${series.mark}`, true)} />)}
              </div>
              {kinds.length > 0 && <Select label={texts.kind} hint={texts.kindHint} name="kindId" defaultValue={values?.kindId}
                options={kinds.map(({ id, names }) => ({ value: id, label: inLanguage(names, language) ?? '' }))} />}
              <Checkbox name="publish" label={texts.publish} hint={texts.publishHint} defaultChecked={ticked('publish', false)} />
            </FieldGroup>
          )}
          {changed.length > 0 && (
            <FieldGroup legend={texts.changedOnes(changed.length)} hint={texts.changedHint}>
              <div className="flex flex-col">
                {changed.map((series) => (
                  <Checkbox key={series.mark} name={`change.${series.mark}`} label={series.title} defaultChecked={ticked(`change.${series.mark}`, true)}
                    hint={[(series.what ?? []).map((part) => texts[`what_${part}`]).join(', '), dates(series), series.place].filter(Boolean).join(' · ')} />
                ))}
              </div>
            </FieldGroup>
          )}
          {gone.length > 0 && (
            <FieldGroup legend={texts.goneOnes(gone.length)} hint={texts.goneHint}>
              <div className="flex flex-col">
                {gone.map((one) => (
                  <Checkbox key={one.id} name={`cancel.${one.id}`} label={one.title} defaultChecked={ticked(`cancel.${one.id}`, false)}
                    hint={[when(one), one.calledOff && texts.calledOff, one.published ? one.joined > 0 && texts.joined(one.joined) : texts.draft].filter(Boolean).join(' · ')} />
                ))}
              </div>
              <Field label={texts.reason} name="reason" maxLength={300} defaultValue={values?.reason ?? texts.reasonDefault} />
            </FieldGroup>
          )}
          <ActionBar>
            <Button>{texts.confirm}</Button>
            <LinkButton kind="plain" to={back}>{texts.stop}</LinkButton>
          </ActionBar>
        </Form>
      )}
      {aside.length > 0 && <p className="max-w-text text-soft">{aside.join(' ')}</p>}
      <Problems texts={texts} title={texts.problems} problems={problems.filter((problem) => !isNote(problem))} />
      <Problems texts={texts} title={texts.notes} problems={problems.filter(isNote)} />
    </>
  )
}

function Problems({ title, problems, texts }: { title: (count: number) => ReactNode; problems: Problem[]; texts: ImportTexts }) {
  if (problems.length === 0) return null
  return (
    <Card title={title(problems.length)}>
      <ul className="flex flex-col gap-1">
        {problems.slice(0, shown).map((problem, index) => (
          <li key={index} className="flex flex-col gap-x-4 sm:flex-row"><span
            className="w-24 shrink-0 text-soft tabular-nums">{texts.line(problem.line)}</span><span
              className="min-w-0 [overflow-wrap:anywhere]">{sayProblem(problem, texts)}</span></li>
        ))}
      </ul>
      {problems.length > shown && <p className="text-soft">{texts.andMore(problems.length - shown)}</p>}
    </Card>
  )
}
