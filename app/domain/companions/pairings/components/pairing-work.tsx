import { Button, LinkButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/card.tsx'
import { Choice, ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { coordinatingTexts } from '../../alarms/messages.ts'
import { endReasons } from '../../ending/schema.ts'
import { walkingTexts } from '../../walking/messages.ts'
import type { LogShown, ReflectionShown, WishShown } from '../../walking/queries.server.ts'
import { sayDay } from '../../walking/saying.ts'
import type { Side } from '../telling/messages.ts'

interface Names { participant: string; companion: string }
interface Typed { values: Record<string, string>; errors: Record<string, string> }
const summary = (errors: Record<string, string>) => <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />

/** What either has written to the coordinator in private. */
export function Wishes({ wishes, names, today }: { wishes: WishShown[]; names: Names; today: string }) {
  const language = useLanguage()
  const texts = coordinatingTexts(language)
  return wishes.map((wish) => (
    <section key={wish.id} aria-labelledby={`wish-${wish.id}`} className="cut flex max-w-text flex-col items-start gap-2 border-2 border-ink bg-sheet p-5">
      <h2 id={`wish-${wish.id}`} className="text-xl">{texts[`wish_${wish.kind}`](names[wish.by])}</h2>
      {wish.words && <p className="wrap-anywhere whitespace-pre-line">{wish.words}</p>}
      <p className="text-soft">{sayDay(wish.askedAt.toISOString().slice(0, 10), language, today)} · {texts.wishPrivate}</p>
      <Form action="?" className=""><input type="hidden" name="intent" value="wish" /><input type="hidden" name="id" value={wish.id} /><Button kind="quiet">{texts.wishHandled}</Button></Form>
    </section>
  ))
}

/** The trial as only the coordinator sees it. */
export function TrialWork({ met, lastDay, answers, names, today, values, errors }: Typed & { met: boolean; lastDay: string | null; answers: { by: Side; yes: boolean }[]; names: Names; today: string }) {
  const language = useLanguage()
  const texts = coordinatingTexts(language)
  const said = (side: Side) => {
    const answer = answers.find(({ by }) => by === side)
    return answer === undefined ? texts.trialNone(names[side]) : answer.yes ? texts.trialYes(names[side]) : texts.trialNo(names[side])
  }
  return (
    <section aria-labelledby="trial" className="flex max-w-text flex-col gap-3">
      <h2 id="trial" className="text-2xl">{texts.trialTitle}</h2>
      {!met || !lastDay ? <><p>{texts.trialNotMet}</p><p><LinkButton kind="quiet" to="?do=meet">{texts.firstMeeting}</LinkButton></p></> : (
        <>
          <ul className="list-disc pl-6"><li>{said('participant')}</li><li>{said('companion')}</li></ul>
          <p className="font-bold">{texts.trialPrivate}</p>
          <p>{texts.trialUntil(sayDay(lastDay, language, today))}</p>
          <Form action="?" className="flex flex-wrap items-end gap-3">
            <input type="hidden" name="intent" value="time" />
            <Field label={texts.moreTimeUntil} name="until" type="date" min={today} required defaultValue={values.until ?? lastDay} error={errors.until} />
            <Button kind="quiet">{texts.moreTime}</Button>
          </Form>
        </>
      )}
    </section>
  )
}

/** What the two have agreed that the coordinator reads. */
export function Shared({ logs, reflections, names, today }: { logs: LogShown[]; reflections: ReflectionShown[]; names: Names; today: string }) {
  const language = useLanguage()
  const texts = coordinatingTexts(language)
  const asked = walkingTexts(language)
  const lines = logs.filter(({ line }) => line)
  return (
    <>
      <section aria-labelledby="lines" className="flex max-w-text flex-col gap-3">
        <h2 id="lines" className="text-2xl">{texts.lines}</h2>
        {lines.length === 0 && <p>{texts.noLines}</p>}
        <ul className="flex flex-col gap-3">
          {lines.map((log) => (
            <li key={log.id} className="border-l-4 border-line pl-4">
              <p className="text-soft">{names[log.by]}, {sayDay(log.on, language, today)}</p>
              <p className="wrap-anywhere whitespace-pre-line">{log.line!.text}</p>
            </li>
          ))}
        </ul>
      </section>
      {reflections.length > 0 && (
        <section aria-labelledby="reflections" className="flex max-w-text flex-col gap-3">
          <h2 id="reflections" className="text-2xl">{texts.reflections}</h2>
          {reflections.map((one) => (
            <div key={one.by} className="flex flex-col gap-2 border-l-4 border-line pl-4">
              <p className="text-soft">{names[one.by]}</p>
              {(['good', 'hard', 'takes'] as const).map((name) => one.words[name] && <p key={name} className="wrap-anywhere whitespace-pre-line"><strong>{asked[name]}</strong><br />{one.words[name]}</p>)}
            </div>
          ))}
        </section>
      )}
    </>
  )
}

/** How it goes, in numbers: contact, and how they felt about it. */
export function Figures({ startsOn, expectedEnd, lastContact, contacts, planned, ratings, today }: { startsOn: string; expectedEnd: string; lastContact: string | null; contacts: number; planned: boolean; ratings: number[]; today: string }) {
  const language = useLanguage()
  const texts = coordinatingTexts(language)
  const mean = ratings.length > 0 ? (ratings.reduce((sum, one) => sum + one, 0) / ratings.length).toFixed(1) : ''
  return (
    <DefinitionList items={[
      { term: texts.since, detail: sayDay(startsOn, language, today) },
      { term: texts.until, detail: sayDay(expectedEnd, language, today) },
      { term: texts.contact, detail: <>{lastContact ? sayDay(lastContact, language, today) : texts.noContact}<br />{texts.contacts(contacts)}{planned && <><br />{texts.planned}</>}</> },
      { term: texts.ratings, detail: ratings.length > 0 ? texts.ratingsText(ratings.length, language === 'en' ? mean : mean.replace('.', ',')) : texts.ratingsNone },
    ]} />
  )
}

export function ExtendForm({ expectedEnd, today, values, errors }: Typed & { expectedEnd: string; today: string }) {
  const texts = coordinatingTexts(useLanguage())
  return (
    <section aria-labelledby="extend" className="flex max-w-text flex-col gap-3">
      <h2 id="extend" className="text-2xl">{texts.extend}</h2>
      <p>{texts.extendText}</p>
      <Form action="?" className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="intent" value="extend" />
        <Field label={texts.newEnd} name="end" type="date" min={today} required defaultValue={values.end ?? expectedEnd} error={errors.end} />
        <Button kind="quiet">{texts.save}</Button>
      </Form>
      <p><LinkButton kind="plain" to="?do=end">{texts.end}</LinkButton></p>
    </section>
  )
}

/** In a trial there is one reason, and one thing to know: who answered yes sees that an early end was no missing answer. */
export function EndForm({ trial, met, errors, values }: Typed & { trial: boolean; met: boolean }) {
  const texts = coordinatingTexts(useLanguage())
  return (
    <Form action="?do=end">
      {summary(errors)}
      <input type="hidden" name="intent" value="end" />
      {trial ? <><input type="hidden" name="because" value="trial" />{met && <p className="max-w-text font-bold">{texts.endTrial}</p>}</> : <Choice legend={texts.endReason} name="because" required value={values.because} error={errors.because} options={endReasons.map((reason) => ({ value: reason, label: texts[`reason_${reason}`], hint: reason === 'rematch' ? texts.reason_rematch_hint : undefined }))} />}
      <div className="flex flex-wrap gap-3"><Button kind="danger">{texts.endNow}</Button><LinkButton kind="quiet" to="?">{texts.keep}</LinkButton></div>
    </Form>
  )
}
