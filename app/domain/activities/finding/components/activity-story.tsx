import type { ReactNode } from 'react'
import type { Language } from '#app/platform/language.ts'
import { calendarLeaf, sayWhen } from '#app/platform/time.ts'
import { DateBlock, DefinitionList } from '#app/ui/card.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { PlaceMap } from '#app/ui/map.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Prose } from '#app/ui/prose.tsx'
import { When } from '#app/ui/when.tsx'
import { placeLine } from '../../discretion.ts'
import { otherLanguages } from '../event.ts'
import { findingTexts } from '../messages.ts'
import type { ActivityPage } from '../queries.server.ts'
import type { Room } from '../rules.ts'
import { sayRoom } from './activity-notes.tsx'

interface Props {
  activity: ActivityPage
  /** The description, cleaned. */
  html: string
  room: Room
  language: Language
  now: Date
  tiles: { tileUrl: string; attribution: string }
  /** Full, but a place is held for the reader. */
  held?: boolean
  /** Shown to its organisers before it has a page of its own. */
  preview?: boolean
}

/** What a reader needs to dare to come: when, where, who meets them, how it is. */
export function ActivityStory({ activity, html, room, language, now, tiles, held, preview }: Props) {
  const texts = findingTexts(language)
  const { text, address } = activity
  const lang = text.language === language ? undefined : text.language
  const point = address?.lat != null && address.lon != null ? { lat: address.lat, lon: address.lon } : activity.lat !== null && activity.lon !== null ? { lat: activity.lat, lon: activity.lon } : null
  // Nobody should go there, or be reminded.
  const gone = room.state === 'over' || room.state === 'cancelled'
  const said = (words: string): ReactNode => <span lang={lang} className="whitespace-pre-line">{words}</span>
  return (
    <>
      <State activity={activity} room={room} language={language} />
      <div className="flex gap-4">
        <DateBlock {...calendarLeaf(activity.startsAt, activity.zone, language)} past={gone} />
        <div className="flex min-w-0 flex-col gap-1">
          <p className="text-xl font-bold"><time dateTime={activity.startsAt.toISOString()}><When text={sayWhen(activity.startsAt, activity.endsAt, activity.zone, language, now, { allDay: activity.allDay })} /></time></p>
          <p className="flex gap-1.5 text-lg">
            <Icon name="place" className="mt-1 size-5" />
            <span className="min-w-0">{placeLine(address?.text ?? null, activity.area)}</span>
          </p>
          {activity.addressKept && <p className="text-soft">{address ? texts.addressYours : texts.addressKept}</p>}
          {!preview && !gone && <p className="not-printed mt-1"><a href={`/activities/${activity.slug}.ics`} className="link inline-flex min-h-11 items-center gap-2"><Icon name="calendar" className="size-5" />{texts.addToCalendar}</a></p>}
        </div>
      </div>
      {activity.picture && (
        <img src={`/pictures/${activity.picture.id}.webp`} alt={text.pictureAlt} lang={lang} width={activity.picture.width} height={activity.picture.height} decoding="async" className="cut h-auto max-h-120 w-full max-w-text object-cover" />
      )}
      {html && <section className="flex flex-col gap-3"><h2 className="text-2xl">{texts.about}</h2><Prose html={html} lang={lang} /></section>}
      <DefinitionList
        items={[
          text.whatToExpect && { term: texts.whatToExpect, detail: said(text.whatToExpect) },
          text.whoMeetsYou && { term: texts.whoMeets, detail: said(text.whoMeetsYou) },
          { term: texts.room, detail: held ? texts.fullButYours : sayRoom(room, language) },
          text.price && { term: texts.price, detail: said(text.price) },
          text.accessibility && { term: texts.accessibility, detail: said(text.accessibility) },
          { term: texts.arrangedBy, detail: <a href={`/o/${activity.organisation.slug}`} className="link">{activity.organisation.name}</a> },
          activity.organisation.contactEmail && { term: texts.wondering, detail: <>{texts.writeTo} <a href={`mailto:${activity.organisation.contactEmail}`} className="link">{activity.organisation.contactEmail}</a></> },
        ].filter((item): item is { term: string; detail: ReactNode } => Boolean(item))}
      />
      {point && (
        <div className="flex flex-col items-start gap-2">
          <PlaceMap {...tiles} points={[{ ...point, title: address?.text || activity.area || text.title }]} />
          {!gone && <a href={`https://www.openstreetmap.org/?mlat=${point.lat}&mlon=${point.lon}#map=15/${point.lat}/${point.lon}`} rel="noopener" className="link not-printed inline-flex min-h-11 items-center">{texts.directions}</a>}
        </div>
      )}
      {!preview && <Languages activity={activity} language={language} />}
    </>
  )
}

function State({ activity, room, language }: Pick<Props, 'activity' | 'room' | 'language'>) {
  const texts = findingTexts(language)
  const others = <p><a href="/activities" className="link inline-flex min-h-11 items-center">{texts.seeOthers}</a></p>
  return (
    <>
      {room.state === 'cancelled' && (
        <Notice kind="danger" title={texts.cancelledTitle}>
          {activity.cancelReason && <p className="whitespace-pre-line">{texts.cancelledWhy(activity.cancelReason)}</p>}
          <p>{texts.cancelledWhat}</p>
          {others}
        </Notice>
      )}
      {room.state === 'over' && <Notice kind="info" title={texts.overTitle}><p>{texts.overText}</p>{others}</Notice>}
      {room.state === 'begun' && <Notice kind="info" title={texts.begunTitle}><p>{texts.begunText}</p>{others}</Notice>}
      {activity.visibility === 'members' && <p className="text-soft">{texts.membersOnly}</p>}
      {activity.visibility === 'unlisted' && <p className="text-soft">{texts.unlisted}</p>}
    </>
  )
}

function Languages({ activity, language }: Pick<Props, 'activity' | 'language'>) {
  const texts = findingTexts(language)
  const others = otherLanguages(activity)
  if (others.length === 0 && activity.text.language === language) return null
  return (
    <p className="text-soft">
      {activity.text.language !== language && texts.originalIn(texts.languageName(activity.text.language))}{' '}
      {others.length > 0 && (
        <>{texts.alsoIn}{' '}{others.map((other, index) => (
          <span key={other}>{index > 0 && ', '}<a href={`/activities/${activity.slug}?lang=${other}`} hrefLang={other} className="link">{texts.languageName(other)}</a></span>
        ))}.</>
      )}
    </p>
  )
}
