import { ActionBar, Button } from '#app/ui/button.tsx'
import { ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { exportTexts } from '../messages.ts'
import type { Period, PeriodProblem } from '../rules.ts'

export function PeriodForm({ base, period, problems }: { base: string; period: Period; problems: { from?: PeriodProblem; to?: PeriodProblem } }) {
  const texts = exportTexts(useLanguage())
  const error = (name: 'from' | 'to') => problems[name] && texts[problems[name]]
  return (
    <Form method="get" action={`${base}/export.xlsx`}>
      <ErrorSummary errors={(['from', 'to'] as const).flatMap((name) => (error(name) ? [{ name, text: error(name)! }] : []))} />
      <Field type="date" label={texts.from} name="from" required defaultValue={period.from} error={error('from')} />
      <Field type="date" label={texts.to} name="to" required defaultValue={period.to} error={error('to')} />
      <p className="max-w-text text-soft">{texts.ownFigures} {texts.csvHint}</p>
      <ActionBar>
        <Button>{texts.getExcel}</Button>
        <Button kind="quiet" formAction={`${base}/export.csv`}>{texts.getCsv}</Button>
      </ActionBar>
    </Form>
  )
}
