import { calendarLeaf, sayWhen } from '#app/platform/time.ts'
import { Button } from '#app/ui/button.tsx'
import { DateBlock, EmptyState } from '#app/ui/card.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { When } from '#app/ui/when.tsx'
import { conversationTexts } from '../messages.ts'
import type { FreeTime } from '../queries.server.ts'

/** Times to choose among, each one press. */
export function ChooseTime({ times, action, now }: { times: FreeTime[]; action: string; now: Date }) {
  const language = useLanguage()
  const texts = conversationTexts(language)
  if (times.length === 0) return <EmptyState title={texts.none}><p>{texts.noneText}</p></EmptyState>
  return (
    <ul className="flex max-w-text flex-col gap-3">
      {times.map((time) => {
        const when = sayWhen(time.startsAt, time.endsAt, time.zone, language, now)
        return (
          <li key={time.id} className="cut flex items-start gap-4 border border-line bg-sheet p-4">
            <DateBlock {...calendarLeaf(time.startsAt, time.zone, language)} />
            <div className="flex min-w-0 grow flex-col items-start gap-1">
              <p className="text-lg font-bold"><When text={when} /></p>
              <p>{time.place}</p>
              <p className="text-soft">{texts.with(time.name.split(' ')[0]!)}</p>
              <Form action={action} className="mt-1"><input type="hidden" name="intent" value="book" /><Button kind="quiet" name="time" value={time.id}>{texts.choose}<span className="sr-only"> {when}</span></Button></Form>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
