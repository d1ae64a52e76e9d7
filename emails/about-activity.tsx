import type { Language } from '#app/platform/language.ts'
import { Button, Buttons, Facts, Mail, P } from './frame.tsx'
import { texts } from './messages.ts'

export const calendarReasons = ['joined', 'promoted', 'changed', 'cancelled', 'withdrawn', 'left', 'removed', 'hosting', 'organising', 'not-hosting', 'on-again', 'full-date', 'tidied', 'left-together'] as const
export const waitingReasons = ['in-line', 'waiting-changed', 'waiting-cancelled', 'offer', 'offer-passed'] as const
export type Reason = (typeof calendarReasons)[number] | (typeof waitingReasons)[number]
export type Change = 'title' | 'time' | 'place' | 'address'

export interface AboutActivityProps {
  language: Language
  home: string
  name: string
  reason: Reason
  /** What may stand in a subject: discreet unless the person chose otherwise. */
  subjectTitle: string
  subjectDay: string
  title: string
  titleLanguage: Language
  when: string
  where: string
  whoMeets: string
  organisation: string
  note?: string
  changes: Change[]
  activityUrl: string
  othersUrl: string
  /** Answers given in a calendar reach us. */
  heard?: boolean
  /** Until when a place is held for the reader, and whether it is for two who come together. */
  until?: string
  two?: boolean
  /** Only for those who signed up. */
  yesUrl?: string
  noUrl?: string
}

type Say = ReturnType<typeof texts>
const told: Record<Reason, { subject: (say: Say, what: string) => string; title: (say: Say) => string; text: (say: Say, changes: string[], props: AboutActivityProps) => string; over?: boolean }> = {
  joined: { subject: (say, what) => say.joinedSubject(what), title: (say) => say.joinedTitle, text: (say) => say.joinedText },
  promoted: { subject: (say, what) => say.promotedSubject(what), title: (say) => say.promotedTitle, text: (say) => say.promotedText },
  changed: { subject: (say, what) => say.changedSubject(what), title: (say) => say.changedTitle, text: (say, changes) => say.changedText(changes) },
  cancelled: { subject: (say, what) => say.cancelledSubject(what), title: (say) => say.cancelledTitle, text: (say) => say.cancelledText, over: true },
  withdrawn: { subject: (say, what) => say.cancelledSubject(what), title: (say) => say.cancelledTitle, text: (say) => say.cancelledText, over: true },
  left: { subject: (say, what) => say.leftSubject(what), title: (say) => say.leftTitle, text: (say) => say.leftText, over: true },
  'left-together': { subject: (say, what) => say.leftTogetherSubject(what), title: (say) => say.leftTogetherTitle, text: (say) => say.leftTogetherText, over: true },
  removed: { subject: (say, what) => say.removedSubject(what), title: (say) => say.removedTitle, text: (say) => say.removedText, over: true },
  hosting: { subject: (say, what) => say.hostingSubject(what), title: (say) => say.hostingTitle, text: (say) => say.hostingText },
  organising: { subject: (say, what) => say.organisingSubject(what), title: (say) => say.organisingTitle, text: (say) => say.organisingText },
  'not-hosting': { subject: (say, what) => say.notHostingSubject(what), title: (say) => say.notHostingTitle, text: (say) => say.notHostingText, over: true },
  'on-again': { subject: (say, what) => say.onAgainSubject(what), title: (say) => say.onAgainTitle, text: (say) => say.onAgainText },
  tidied: { subject: (say, what) => say.tidiedSubject(what), title: (say) => say.tidiedTitle, text: (say) => say.tidiedText },
  'full-date': { subject: (say, what) => say.waitingSubject(what), title: (say) => say.waitingTitle, text: (say) => say.fullDateText },
  'in-line': { subject: (say, what) => say.waitingSubject(what), title: (say) => say.waitingTitle, text: (say) => say.waitingText },
  'waiting-changed': { subject: (say, what) => say.changedSubject(what), title: (say) => say.changedTitle, text: (say, changes) => say.waitingChangedText(changes) },
  'waiting-cancelled': { subject: (say, what) => say.cancelledSubject(what), title: (say) => say.cancelledTitle, text: (say) => say.waitingCancelledText, over: true },
  offer: { subject: (say, what) => say.offerSubject(what), title: (say) => say.offerTitle, text: (say, _, { until = '', two }) => (two ? say.offerTextTwo(until) : say.offerText(until)) },
  'offer-passed': { subject: (say, what) => say.offerPassedSubject(what), title: (say) => say.offerPassedTitle, text: (say) => say.offerPassedText },
}

export const aboutSubject = ({ language, reason, subjectTitle, subjectDay }: Pick<AboutActivityProps, 'language' | 'reason' | 'subjectTitle' | 'subjectDay'>) =>
  told[reason].subject(texts(language), `${subjectTitle}, ${subjectDay}`)

/** Everything a person hears about an activity: what happened, when and where it is now, what they can do. */
export function AboutActivity(props: AboutActivityProps) {
  const say = texts(props.language)
  const { title, text, over } = told[props.reason]
  const waits = waitingReasons.includes(props.reason as (typeof waitingReasons)[number])
  const asks = !waits || props.reason === 'offer' || props.reason === 'offer-passed'
  const yes = props.reason === 'offer' ? say.offerYes : props.reason === 'offer-passed' ? say.lineAgain : say.yes
  const no = props.reason === 'offer' ? say.offerNo : waits ? say.leaveLine : say.no
  return (
    <Mail language={props.language} home={props.home} preview={aboutSubject(props)} title={title(say)}>
      <P>{say.hello(props.name)}</P>
      <P>{text(say, props.changes.map((change) => say[`change_${change}`]), props)}</P>
      {props.note && <P><strong>{say.reason}:</strong> {props.note}</P>}
      <P lang={props.titleLanguage}><strong>{props.title}</strong></P>
      <Facts items={[[say.when, props.when], [say.where, props.where], !over && [say.meets, props.whoMeets], [say.by, props.organisation]]} />
      {!over && props.noUrl && (
        <>
          {!waits && <P>{say.areYouComing}</P>}
          <Buttons>
            {asks && props.yesUrl && <Button href={props.yesUrl} quiet={props.reason === 'offer-passed'}>{yes}</Button>}
            {props.reason !== 'offer-passed' && <Button href={props.noUrl} quiet>{no}</Button>}
          </Buttons>
          {!waits && <P soft>{props.heard ? say.repliesHeard : say.replies}</P>}
        </>
      )}
      <Buttons><Button href={over ? props.othersUrl : props.activityUrl} quiet>{over ? say.seeOthers : say.seeActivity}</Button></Buttons>
    </Mail>
  )
}
