import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { type CalendarLeaf, DateBlock } from '#app/ui/card.tsx'
import { ErrorSummary, Field, Form, Select } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { When } from '#app/ui/when.tsx'
import { walkingTexts } from '../messages.ts'

export interface MeetingShown { id: string; leaf: CalendarLeaf; when: string; place: string; begun: boolean }

/** When the two meet from now on; either moves or calls off. */
export function Meetings({ meetings, primary }: { meetings: MeetingShown[]; primary: boolean }) {
  const texts = walkingTexts(useLanguage())
  return (
    <section aria-labelledby="meetings" className="flex max-w-text flex-col items-start gap-4">
      <h2 id="meetings" className="text-2xl">{texts.meetingsTitle}</h2>
      {meetings.length === 0 && <p>{texts.noMeeting}</p>}
      {meetings.map((one) => (
        <article key={one.id} className="cut marked flex w-full gap-4 border border-line bg-sheet p-4 shadow-note">
          <DateBlock {...one.leaf} />
          <div className="flex min-w-0 grow flex-col gap-1">
            <p className="font-bold"><When text={one.when} /></p>
            {one.place && <p className="wrap-anywhere whitespace-pre-line">{one.place}</p>}
            {!one.begun && (
              <p className="flex flex-wrap gap-x-6">
                <LinkButton kind="plain" to={`?do=move&id=${one.id}`}>{texts.move}</LinkButton>
                <LinkButton kind="plain" to={`?do=off&id=${one.id}`}>{texts.callOff}</LinkButton>
              </p>
            )}
          </div>
        </article>
      ))}
      <LinkButton kind={primary ? 'primary' : 'quiet'} to="?do=meet">{texts.arrange}</LinkButton>
    </section>
  )
}

/** The form for a meeting, new or moved. Also the coordinator's, for the first one. */
export function MeetingForm({ action, intent, id, formKey, values, errors, back = '?' }: { action: string; intent: 'meet' | 'move'; id?: string; formKey: string; values: Record<string, string>; errors: Record<string, string>; back?: string }) {
  const texts = walkingTexts(useLanguage())
  return (
    <Form action={action}>
      <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="key" value={formKey} />
      {id && <input type="hidden" name="id" value={id} />}
      <Field label={texts.day} name="day" type="date" required defaultValue={values.day} error={errors.day} className="max-w-60" />
      <Field label={texts.time} hint={texts.timeHint} name="time" inputMode="numeric" autoComplete="off" required defaultValue={values.time} error={errors.time} className="max-w-40" />
      <Select label={texts.minutes} name="minutes" defaultValue={values.minutes ?? '60'} options={[30, 60, 90, 120, 180].map((minutes) => ({ value: String(minutes), label: texts.minutesOf(minutes) }))} />
      <Field label={texts.place} hint={texts.placeHint} name="place" optional maxLength={200} defaultValue={values.place} error={errors.place} />
      <ActionBar><Button>{texts.send}</Button><LinkButton kind="plain" to={back}>{texts.cancel}</LinkButton></ActionBar>
    </Form>
  )
}
