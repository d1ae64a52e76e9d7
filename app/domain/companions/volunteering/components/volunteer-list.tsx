import { Button, LinkButton } from '#app/ui/button.tsx'
import { EmptyState, Tag } from '#app/ui/card.tsx'
import { Form, Select } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Table } from '#app/ui/table.tsx'
import { companionWords } from '../../messages.ts'
import { type Kind, kinds, type VolunteerState, volunteerStates } from '../../schema.ts'
import { volunteeringTexts } from '../messages.ts'
import type { VolunteerStory } from '../queries.server.ts'
import { daysWaited } from '../rules.ts'

interface Props { slug: string; volunteers: VolunteerStory[]; filters: { stage: VolunteerState | ''; kind: Kind | '' }; open: boolean; now: Date }

/** Everybody by stage; within a stage the longest wait first. */
export function VolunteerList({ slug, volunteers, filters, open, now }: Props) {
  const language = useLanguage()
  const texts = volunteeringTexts(language)
  const words = companionWords(language)
  const shown = volunteers.filter((one) => (filters.stage ? one.state === filters.stage : one.state !== 'left') && (!filters.kind || one.kinds.includes(filters.kind)))
  const stages = volunteerStates.filter((state) => shown.some((one) => one.state === state))
  const here = `/manage/${slug}/volunteers`
  return (
    <>
      {(volunteers.length > 0) && (
        <Form method="get" action={here} className="flex flex-wrap items-end gap-4">
          <Select label={texts.filterStage} name="stage" defaultValue={filters.stage} options={[{ value: '', label: texts.filterAlive }, ...volunteerStates.map((state) => ({ value: state, label: words[`volunteer_${state}`] }))]} />
          <Select label={texts.filterKind} name="kind" defaultValue={filters.kind} options={[{ value: '', label: texts.filterAll }, ...kinds.map((kind) => ({ value: kind, label: words[`kinds_${kind}`] }))]} />
          <Button kind="quiet">{texts.show}</Button>
        </Form>
      )}
      {shown.length === 0 && (
        <EmptyState title={texts.listEmpty} action={<LinkButton to={`${here}/requirements`} kind={open ? 'quiet' : 'primary'}>{texts.requirements}</LinkButton>}><p>{open ? texts.listEmptyText : texts.listClosed}</p></EmptyState>
      )}
      {stages.map((state) => (
        <Table key={state} caption={words[`volunteer_${state}`]} columns={[texts.colName, texts.colKinds, texts.colWaits, texts.colSince]}
          rows={shown.filter((one) => one.state === state).map((one) => ({ key: one.id, cells: [
            <a key="name" href={`${here}/${one.id}`} className="link inline-flex min-h-11 items-center">{one.person.name ?? texts.someone}</a>,
            one.kinds.map((kind) => words[`kind_${kind}`]).join(', '),
            <Turn key="turn" story={one} />,
            one.waits.who === 'nobody' ? '–' : texts.days(daysWaited(one.changedAt, now)),
          ] }))} />
      ))}
    </>
  )
}

/** Whose move it is; ours stands out. */
export function Turn({ story: { waits, state, items } }: { story: VolunteerStory }) {
  const texts = volunteeringTexts(useLanguage())
  if (waits.who === 'nobody') return (state === 'ready' || state === 'active') && items.some((item) => item.what === 'declaration' && !item.met) ? <Tag>{texts.signAgain}</Tag> : <>–</>
  const said = texts[`turn_${waits.who}_${waits.what}` as 'turn_coordinator_answer']
  return waits.who === 'coordinator' ? <Tag tone="berry">{said}</Tag> : <>{said}</>
}
