import { sayWhen } from '#app/platform/time.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { When } from '#app/ui/when.tsx'
import { attendanceTexts } from '../messages.ts'
import type { ToTake } from '../queries.server.ts'
import { attendanceClosed, type Held } from '../rules.ts'

/** What those who lead an activity do around it: the list, the code at the door, how it was. */
export function AttendanceLinks({ activity, slug, now }: { activity: Held & { id: string }; slug: string; now: Date }) {
  const texts = attendanceTexts(useLanguage())
  const address = `/manage/${slug}/activities/${activity.id}`
  if (!activity.publishedAt || activity.cancelledAt) return null
  const over = activity.endsAt <= now
  return (
    <p className="not-printed flex flex-wrap items-center gap-x-6 gap-y-2">
      {attendanceClosed(activity, now) === null && <LinkButton kind={over ? 'quiet' : 'primary'} to={`${address}/attendance`}>{texts.open}</LinkButton>}
      {!over && <LinkButton kind="plain" to={`${address}/door`}>{texts.door}</LinkButton>}
      {over && <LinkButton kind="plain" to={`${address}/feedback`}>{texts.feedback}</LinkButton>}
    </p>
  )
}

/** The lists that are open now, first thing on the workplace: that is when one comes here with a phone in hand. */
export function AttendanceToTake({ activities, slug, now }: { activities: ToTake[]; slug: string; now: Date }) {
  const language = useLanguage()
  const texts = attendanceTexts(language)
  if (activities.length === 0) return null
  return (
    <section aria-labelledby="attendance" className="cut flex max-w-text flex-col gap-3 border border-line bg-sheet p-5 shadow-note">
      <h2 id="attendance" className="text-xl">{texts.openTitle}</h2>
      <p className="text-soft">{texts.openIntro}</p>
      <ul className="flex flex-col divide-y divide-line">
        {activities.map((one) => (
          <li key={one.id} className="py-2">
            <a href={`/manage/${slug}/activities/${one.id}/attendance`} lang={one.titleLanguage === language ? undefined : one.titleLanguage} className="link inline-flex min-h-11 items-center font-bold">{one.title}</a>
            <p><When text={sayWhen(one.startsAt, one.endsAt, one.zone, language, now, { allDay: one.allDay })} /></p>
          </li>
        ))}
      </ul>
    </section>
  )
}
