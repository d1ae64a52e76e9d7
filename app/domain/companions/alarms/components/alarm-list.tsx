import { Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { coordinatingTexts } from '../messages.ts'
import type { Alarm } from '../rules.ts'

/** An alarm in words. */
export function sayAlarm(texts: ReturnType<typeof coordinatingTexts>, { kind, days = 0, n = 0, before = 0, after = 0 }: Alarm): string {
  switch (kind) {
    case 'away': return texts.alarm_away
    case 'worse': return texts.alarm_worse(n, before, after)
    case 'trial': return texts.alarm_trial(days, n)
    case 'overloaded': return texts.alarm_overloaded(n)
    default: return texts[`alarm_${kind}`](days)
  }
}

/** What nobody has looked after yet, each with what to do. `open` leads to the pairing where it is not the page itself. */
export function AlarmList({ items }: { items: { pairingId: string; pair?: string; to: string; alarm: Alarm }[] }) {
  const texts = coordinatingTexts(useLanguage())
  return (
    <ul className="flex max-w-text flex-col gap-4">
      {items.map(({ pairingId, pair, to, alarm }) => (
        <li key={`${pairingId} ${alarm.kind}`} className="cut flex flex-col gap-1 border-2 border-berry-deep bg-berry-wash p-4">
          {pair && <h3 className="text-lg font-bold"><a href={to} className="link inline-flex min-h-11 items-center">{pair}</a></h3>}
          <p className="font-bold">{sayAlarm(texts, alarm)}</p>
          <p>{texts[`do_${alarm.kind}`]}</p>
          <Form action={to} className="flex flex-wrap items-center gap-x-6">
            <input type="hidden" name="kind" value={alarm.kind} />
            {pair && <input type="hidden" name="from" value="list" />}
            <Button kind="plain" name="intent" value="handled">{texts.handled}<span className="sr-only">: {pair} {sayAlarm(texts, alarm)}</span></Button>
            <Button kind="plain" name="intent" value="later">{texts.later}<span className="sr-only">: {pair} {sayAlarm(texts, alarm)}</span></Button>
          </Form>
        </li>
      ))}
    </ul>
  )
}

/** Who has written to the coordinator, without what they wrote. */
export function Waiting({ items }: { items: { id: string; pair: string; to: string; count: number }[] }) {
  const texts = coordinatingTexts(useLanguage())
  if (items.length === 0) return null
  return (
    <section aria-labelledby="wishes" className="flex max-w-text flex-col gap-3">
      <h2 id="wishes" className="text-2xl">{texts.wishes}</h2>
      {items.map(({ id, pair, to, count }) => (
        <p key={id} className="cut flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-2 border-ink bg-sheet p-4"><span><strong>{pair}</strong><br />{texts.wishOpen(count)}</span><LinkButton kind="quiet" to={to}>{texts.openPair}<span className="sr-only">: {pair}</span></LinkButton></p>
      ))}
    </section>
  )
}
