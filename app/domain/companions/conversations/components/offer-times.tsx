import { sayWhen } from '#app/platform/time.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary, Field, Form, Select } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { When } from '#app/ui/when.tsx'
import { conversationTexts } from '../messages.ts'
import type { OfferedTime } from '../queries.server.ts'
import { minutesChoices } from '../schema.ts'

interface Filled { values: Record<string, string>; errors: Record<string, string> }

/** When and where: the same fields for offering times and for moving one. */
export function TimeFields({ values, errors, several }: Filled & { several?: boolean }) {
  const texts = conversationTexts(useLanguage())
  const typed = (name: string, kind: 'date' | 'time', good: RegExp) => ({ type: !values[name] || good.test(values[name]) ? kind : 'text', defaultValue: values[name] ?? '' })
  return (
    <>
      <div className="grid max-w-text grid-cols-1 items-end gap-6 sm:grid-cols-2">
        <Field label={texts.day} hint={texts.dayHint} name="day" required error={errors.day} {...typed('day', 'date', /^\d{4}-\d\d-\d\d$/)} />
        <Field label={texts.clock} hint={texts.clockHint} name="clock" required error={errors.clock} {...typed('clock', 'time', /^\d\d:\d\d$/)} />
        <Select label={texts.minutes} name="minutes" defaultValue={values.minutes ?? '45'} options={minutesChoices.map((minutes) => ({ value: String(minutes), label: texts.minutesOf(minutes) }))} />
        {several && <Select label={texts.count} name="count" defaultValue={values.count ?? '3'} options={Array.from({ length: 12 }, (_, index) => ({ value: String(index + 1), label: String(index + 1) }))} />}
      </div>
      <Field label={texts.place} hint={texts.placeHint} name="place" required maxLength={200} defaultValue={values.place ?? ''} error={errors.place} />
    </>
  )
}

/** What a coordinator's page of times holds: a form, and what is offered from now on. */
export function OfferTimes({ times, slug, now, values, errors }: Filled & { times: OfferedTime[]; slug: string; now: Date }) {
  const language = useLanguage()
  const texts = conversationTexts(language)
  const here = `/manage/${slug}/volunteers/times`
  return (
    <>
      <section aria-labelledby="offer" className="cut max-w-text border-2 border-ink bg-sheet p-5">
        <h2 id="offer" className="mb-4 text-2xl">{texts.offerTitle}</h2>
        <Form action={here} keep="times">
          <ErrorSummary errors={Object.entries(errors).map(([name, text]) => ({ name, text }))} />
          <TimeFields values={values} errors={errors} several />
          <div><Button name="intent" value="offer">{texts.offer}</Button></div>
        </Form>
      </section>
      <section aria-labelledby="offered" className="flex max-w-text flex-col gap-3">
        <h2 id="offered" className="text-2xl">{texts.offeredTitle}</h2>
        {times.length === 0 && <p>{texts.offeredNone}</p>}
        <ul className="flex flex-col divide-y divide-line">
          {times.map((time) => {
            const when = sayWhen(time.startsAt, time.endsAt, time.zone, language, now)
            return (
              <li key={time.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-3">
                <div className="min-w-0">
                  <p className="font-bold"><When text={when} /></p>
                  <p className="text-soft">{time.name} · {time.place}</p>
                  <p>{time.volunteer ? <a href={`/manage/${slug}/volunteers/${time.volunteer.id}`} className="link inline-flex min-h-11 items-center">{texts.takenBy(time.volunteer.name ?? texts.someone)}</a> : texts.free}</p>
                </div>
                {!time.volunteer && <Form action={here}><input type="hidden" name="intent" value="remove" /><Button kind="plain" name="time" value={time.id}>{texts.remove}<span className="sr-only"> {when}</span></Button></Form>}
              </li>
            )
          })}
        </ul>
      </section>
    </>
  )
}
