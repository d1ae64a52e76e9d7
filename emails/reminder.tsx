import type { AboutActivityProps } from './about-activity.tsx'
import { Button, Buttons, Facts, Mail, P } from './frame.tsx'
import { texts } from './messages.ts'
import { TurnOff } from './turn-off.tsx'

export interface ReminderProps extends AboutActivityProps {
  which: 'day-before' | 'two-hours'
  unsubscribeUrl: string
}

export const reminderSubject = ({ language, subjectTitle, subjectDay }: Pick<ReminderProps, 'language' | 'subjectTitle' | 'subjectDay'>) =>
  texts(language).reminderSubject(`${subjectTitle}, ${subjectDay}`)

/** When and where, who is at the door, and the way to say no: what one needs to get out of the house. */
export function Reminder(props: ReminderProps) {
  const say = texts(props.language)
  return (
    <Mail language={props.language} home={props.home} preview={reminderSubject(props)} title={props.which === 'day-before' ? say.reminderTitle : say.reminderSoonTitle}>
      <P>{say.hello(props.name)}</P>
      <P>{props.which === 'day-before' ? say.reminderText : say.reminderSoonText}</P>
      <P lang={props.titleLanguage}><strong>{props.title}</strong></P>
      <Facts items={[[say.when, props.when], [say.where, props.where], [say.meets, props.whoMeets], [say.by, props.organisation]]} />
      {props.noUrl && props.yesUrl && (
        <>
          <P>{say.reminderCannot}</P>
          <Buttons>
            <Button href={props.yesUrl}>{say.yes}</Button>
            <Button href={props.noUrl} quiet>{say.reminderNo}</Button>
          </Buttons>
        </>
      )}
      <Buttons><Button href={props.activityUrl} quiet>{say.seeActivity}</Button></Buttons>
      <TurnOff href={props.unsubscribeUrl}>{say.reminderOff}</TurnOff>
    </Mail>
  )
}
