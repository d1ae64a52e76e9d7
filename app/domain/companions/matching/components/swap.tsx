import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { matchingTexts } from '../messages.ts'
import type { Named } from '../rules.ts'
import type { Candidate, Proposed } from '../schema.ts'
import { Hold } from './board.tsx'
import { Fit, Reasons } from './reasons.tsx'

interface Props {
  slug: string
  request: { id: string; name: string }
  candidate: Candidate | null
  volunteer: { id: string; name: string }
  whatIf: NonNullable<Proposed['whatIf']>
  /** These two are what is proposed, or locked. */
  proposed: boolean
  locked: boolean
  total: number
  names: Record<string, string>
  named: Named
  values: { startsOn: string; expectedEnd: string }
  errors: Record<string, string>
}

/** One pair weighed against the whole: why they fit, what it would change for others, and the press that lets them begin. */
export function Swap({ slug, request, candidate, volunteer, whatIf, proposed, locked, total, names, named, values, errors }: Props) {
  const texts = matchingTexts(useLanguage())
  const about = `${request.name}, ${volunteer.name}`
  const hold = { slug, request: request.id, volunteer: volunteer.id, about, from: 'person' as const }
  if ('hindrance' in whatIf) {
    return (
      <>
        <Notice kind="warning" title={texts.cannot(whatIf.hindrance === 'full' ? texts.cannot_full : texts.hindered(whatIf.hindrance))} />
        {whatIf.hindrance === 'forbidden' && <Hold {...hold} intent="allow" />}
      </>
    )
  }
  const { difference, moves } = whatIf
  const others = moves.filter((move) => move.requestId !== request.id)
  const nameOf = (id: string | null) => (id === null ? null : (named[id]?.name ?? ''))
  return (
    <>
      <section aria-label={texts.whatIf(request.name, volunteer.name)} className="flex max-w-text flex-col gap-3">
        {candidate && <><p className="text-lg"><Fit fit={candidate.fit} /></p><Reasons two={candidate} /></>}
        <p className="text-soft">{texts.estimated}</p>
      </section>
      <section aria-labelledby="cost" className="flex max-w-text flex-col gap-2">
        <h2 id="cost" className="text-2xl">{proposed ? texts.alreadyProposed : difference === 0 ? texts.costNothing : difference < 0 ? texts.cost(-difference, total) : texts.better(difference)}</h2>
        {others.length > 0 && (
          <>
            <h3 className="text-lg">{texts.moves}</h3>
            <ul className="flex list-disc flex-col gap-1 pl-6">{others.map((move) => <li key={move.requestId}>{texts.move(names[move.requestId] ?? '', nameOf(move.from), nameOf(move.to))}</li>)}</ul>
          </>
        )}
        <p className="text-soft">{texts.points}</p>
      </section>
      <Card title={texts.pairTitle} className="max-w-text">
        <p>{texts.pairText}</p>
        <Form action={`?with=${volunteer.id}`} className="flex flex-col gap-4">
          <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
          <div className="grid grid-cols-1 items-end gap-x-6 gap-y-4 sm:grid-cols-2">
            <Field name="startsOn" type="date" label={texts.startsOn} hint={texts.startsHint} className="max-w-56" required defaultValue={values.startsOn} error={errors.startsOn} />
            <Field name="expectedEnd" type="date" label={texts.expectedEnd} hint={texts.endHint} className="max-w-56" required defaultValue={values.expectedEnd} error={errors.expectedEnd} />
          </div>
          <p><Button name="intent" value="pair">{texts.pairNow}</Button></p>
        </Form>
      </Card>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <Hold {...hold} intent={locked ? 'unlock' : 'lock'} />
        <Hold {...hold} intent="forbid" />
      </div>
    </>
  )
}
