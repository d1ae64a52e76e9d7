import type { ReactNode } from 'react'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { MyPairing } from '../../pairings/queries.server.ts'
import type { walkingTexts } from '../messages.ts'
import type { Milestone } from '../plan/rules.ts'
import type { LogShown, ReflectionShown } from '../queries.server.ts'
import { MeetingForm } from './meetings.tsx'
import { AlongForm, AskForm, LookBackForm, MilestoneForm, ReaderForm, Sure } from './small-forms.tsx'

interface Props {
  pairing: Pick<MyPairing, 'other' | 'side' | 'state'>
  meetings: { id: string; when: string; begun: boolean; values: Record<string, string> }[]
  logs: LogShown[]
  plan: Milestone[]
  reflection: ReflectionShown | null
  outings: { id: string; text: string }[]
  task: string
  taskId: string | null
  key: string
  refused: string | null
  typed: { values: Record<string, string>; errors: Record<string, string> }
}

/** One thing to do, alone on the screen; null when there is no such thing (any more). */
export function pairTask(texts: ReturnType<typeof walkingTexts>, { pairing, meetings, logs, plan, reflection, outings, task, taskId, key, refused, typed }: Props): ReactNode {
  const { other, side, state } = pairing
  const page = (title: string, intro: string | undefined, children: ReactNode) => {
    const warning = refused && (texts as unknown as Record<string, unknown>)[`refused_${refused}`]
    return <Page title={title} intro={intro} back={{ to: '?', text: texts.title(other) }}>{typeof warning === 'string' && <Notice kind="warning" title={warning} />}{children}</Page>
  }
  const meeting = meetings.find(({ id, begun }) => id === taskId && !begun)
  const log = logs.find(({ id, own }) => id === taskId && own)
  const milestone = plan.find(({ id }) => id === taskId)
  const filled = (values: Record<string, string>) => (Object.keys(typed.values).length > 0 ? typed.values : values)
  if (task === 'back') {
    return page(texts.lookBackTitle, texts.lookBackText, <LookBackForm values={filled(reflection ? { ...reflection.words, shared: reflection.shared ? 'on' : '' } : {})} errors={typed.errors} />)
  }
  if (task === 'forget' && log) return page(texts.forgetTitle, texts.forgetText, <Sure intent="forget" id={log.id} text={texts.forgetNow} keep={texts.cancel} />)
  if (task === 'line' && log?.line) return page(texts.changeReader, undefined, <><p className="max-w-text border-l-4 border-line pl-4 whitespace-pre-line">{log.line.text}</p><ReaderForm id={log.id} side={side} shownTo={log.line.shownTo} /></>)
  if (state === 'ended') return null
  if (task === 'meet') return page(texts.arrangeTitle, texts.arrangeIntro(other), <MeetingForm action="?do=meet" intent="meet" formKey={key} {...typed} />)
  if (task === 'move' && meeting) return page(texts.moveTitle, meeting.when, <MeetingForm action={`?do=move&id=${meeting.id}`} intent="move" id={meeting.id} formKey={key} values={filled(meeting.values)} errors={typed.errors} />)
  if (task === 'off' && meeting) return page(texts.callOffTitle, meeting.when, <><p className="max-w-text">{texts.callOffText}</p><Sure intent="off" id={meeting.id} text={texts.callOffNow} keep={texts.keep} /></>)
  if (task === 'along') return page(texts.along, texts.alongText(other), <AlongForm other={other} outings={outings} />)
  if (task === 'add') return page(texts.addTitle, undefined, <MilestoneForm id={null} formKey={key} removable={false} {...typed} />)
  if (task === 'milestone' && milestone) {
    return page(milestone.kind === 'own' ? milestone.name : texts[`milestone_${milestone.kind}`], undefined, <MilestoneForm id={milestone.id} formKey={key} removable={milestone.kind === 'own'} values={filled({ day: milestone.dueOn ?? '' })} errors={typed.errors} />)
  }
  if (task === 'ask') return page(texts.ask, texts.askIntro(other), <AskForm side={side} {...typed} />)
  return null
}
