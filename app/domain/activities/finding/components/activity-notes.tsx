import { inLanguage, type Language } from '#app/platform/language.ts'
import { calendarLeaf, sayDay, sayWhen } from '#app/platform/time.ts'
import { Board, NoticeCard } from '#app/ui/card.tsx'
import { findingTexts } from '../messages.ts'
import type { Listed } from '../queries.server.ts'
import { type Room, roomIn } from '../rules.ts'

interface Props {
  activities: (Listed & { forMembers?: boolean })[]
  language: Language
  now: Date
  /** Of each note, where the notes are not under headings for days. */
  heading?: 'h2' | 'h3'
  /** Under a heading for each day, where they come in the order of time. */
  byDay?: boolean
  /** On an organisation's own page its name says nothing. */
  withoutOrganisation?: boolean
}

/** Activities as notes on the board. */
export function ActivityNotes({ activities, language, now, heading = 'h2', byDay, withoutOrganisation }: Props) {
  const note = (activity: Listed & { forMembers?: boolean }) => <ActivityNote key={activity.id} {...{ activity, language, now, withoutOrganisation }} heading={byDay ? 'h3' : heading} underDay={byDay} />
  if (!byDay) return <Board>{activities.map(note)}</Board>
  const texts = findingTexts(language)
  const days = Map.groupBy(activities, (activity) => (activity.startsAt <= now ? texts.ongoing : capital(sayDay(activity.startsAt, activity.zone, language, now))))
  return (
    <div className="flex flex-col gap-8">
      {[...days].map(([day, notes]) => (
        <section key={day} className="flex flex-col gap-3">
          <h2 className="text-xl">{day}</h2>
          <Board>{notes.map(note)}</Board>
        </section>
      ))}
    </div>
  )
}

function ActivityNote({ activity, language, now, heading, underDay, withoutOrganisation }: { activity: Listed & { forMembers?: boolean }; language: Language; now: Date; heading: 'h2' | 'h3'; underDay?: boolean; withoutOrganisation?: boolean }) {
  const texts = findingTexts(language)
  const room = roomIn(activity, now)
  const away = activity.km === null ? '' : activity.km < 1 ? texts.here : texts.away(sayKilometres(activity.km, language))
  const when = sayWhen(activity.startsAt, activity.endsAt, activity.zone, language, now, { allDay: activity.allDay })
  const day = sayDay(activity.startsAt, activity.zone, language, now)
  const kind = inLanguage(activity.kind.names, language) ?? activity.kind.slug
  return (
    <NoticeCard
      to={`/activities/${activity.slug}`}
      title={activity.title}
      lang={activity.textLanguage === language ? undefined : activity.textLanguage}
      leaf={calendarLeaf(activity.startsAt, activity.zone, language)}
      when={capital(underDay && activity.startsAt > now ? when.slice(day.length).replace(/^[, ]+/, '') : when)}
      dateTime={activity.startsAt.toISOString()}
      where={[activity.area, away].filter(Boolean).join(', ')}
      organisation={[withoutOrganisation ? '' : activity.organisation.name, activity.price].filter(Boolean).join(' · ')}
      kind={activity.forMembers ? `${kind} · ${texts.forMembers}` : kind}
      places={room.state === 'cancelled' ? undefined : sayRoom(room, language)}
      placesTone={room.state === 'few' ? 'berry' : room.state === 'free' || room.state === 'open-to-all' ? 'done' : 'plain'}
      cancelled={room.state === 'cancelled' ? texts.cancelled : undefined}
      lat={activity.lat}
      lon={activity.lon}
      heading={heading}
    />
  )
}

/** "3 plasser igjen", "Fullt, 2 på venteliste" */
export function sayRoom(room: Room, language: Language): string {
  const texts = findingTexts(language)
  switch (room.state) {
    case 'cancelled': return texts.cancelled
    case 'over': return texts.over
    case 'begun': return texts.begun
    case 'open-to-all': return texts.openToAll
    case 'full': return room.waiting > 0 ? texts.fullWaiting(room.waiting) : texts.full
    default: return texts.freePlaces(room.free)
  }
}

function sayKilometres(km: number, language: Language): string {
  const rounded = km < 10 ? km.toFixed(1) : String(Math.round(km))
  return language === 'en' ? rounded : rounded.replace('.', ',')
}

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
