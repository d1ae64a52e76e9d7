import { sayWhen } from '#app/platform/time.ts'
import { Tag } from '#app/ui/card.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { When } from '#app/ui/when.tsx'
import { schoolTexts } from '../messages.ts'
import type { Meeting } from '../queries.server.ts'

/** Dates that belong to a module. They are activities, joined as every other. */
export function Meetings({ meetings, now }: { meetings: Meeting[]; now: Date }) {
  const language = useLanguage()
  const texts = schoolTexts(language)
  if (meetings.length === 0) return null
  return (
    <section className="flex max-w-text flex-col gap-3">
      <h2 className="text-2xl">{texts.meetings}</h2>
      <ul className="flex flex-col divide-y divide-line">
        {meetings.map((one) => (
          <li key={one.id} className="py-2">
            <a href={`/activities/${one.slug}`} className="link inline-flex min-h-11 items-center font-bold">{one.title}</a>
            <p><When text={sayWhen(one.startsAt, one.endsAt, one.zone, language, now, { allDay: one.allDay })} /> {one.joined && <Tag tone="done">{texts.joined}</Tag>}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
