import type { ReactNode } from 'react'
import { sayDate, sayWhen } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { When } from '#app/ui/when.tsx'
import type { Report } from '../../board/queries.server.ts'
import type { Meeting } from '../../finding/queries.server.ts'
import type { Place } from '../../hosting/queries.server.ts'
import { isLive } from '../../rules.ts'
import { groupPlanningTexts, type GroupPlanningTexts } from '../messages.ts'
import type { GroupPiece } from '../queries.server.ts'

interface Shared { zone: string; now: Date }

/** What can be done with the group as it stands; one thing is next. */
export function GroupActions({ group, base }: { group: GroupPiece; base: string }) {
  const texts = groupPlanningTexts(useLanguage())
  const draft = !group.publishedAt && !group.closedAt
  const open = <LinkButton kind="plain" to={`/groups/${group.slug}`}>{texts.openPage}</LinkButton>
  if (!group.plans) return <p>{open}</p>
  return (
    <div className="flex flex-col gap-4">
      {draft && group.hosts === 0 && <p className="max-w-text">{texts.publishNeedsHost}</p>}
      {draft && group.hosts > 0 && <ActionBar><Post intent="publish"><Button wide>{texts.publish}</Button></Post></ActionBar>}
      {group.closedAt && group.publishedAt && <div><Post intent="reopen"><Button kind="quiet">{texts.reopen}</Button></Post></div>}
      <p className="flex flex-wrap gap-x-6 gap-y-1">
        {!group.closedAt && <LinkButton kind="plain" to={`${base}/edit`}>{texts.edit}</LinkButton>}
        {open}
        {group.hosting && group.publishedAt && <LinkButton kind="plain" to={`/groups/${group.slug}/board`}>{texts.openBoard}</LinkButton>}
        {!group.closedAt && <LinkButton kind="plain" to="?do=close">{draft ? texts.discard : texts.close}</LinkButton>}
      </p>
    </div>
  )
}

/** A form of this page's own address that does one thing. */
export function Post({ intent, more = {}, children, className = 'contents' }: { intent: string; more?: Record<string, string>; children: ReactNode; className?: string }) {
  return (
    <Form action="?" className={className}>
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(more).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      {children}
    </Form>
  )
}

/** What somebody asked to be looked at; somebody in danger first, with what to do before reading on. */
export function Reports({ reports, number, zone, now }: Shared & { reports: Report[]; number: string }) {
  const language = useLanguage()
  const texts = groupPlanningTexts(language)
  if (reports.length === 0) return null
  return (
    <section id="reports" className="flex max-w-text flex-col gap-4">
      <h2 className="text-2xl">{texts.reports}</h2>
      {reports.map((report) => (
        <article key={report.id} className={`cut flex flex-col gap-3 border-2 p-4 ${report.reason === 'danger' ? 'border-danger bg-danger-wash' : 'border-berry-deep bg-berry-wash'}`}>
          <h3 className="text-lg">{texts[`reason_${report.reason}`]} <span className="text-sm font-normal">{sayDate(report.at, zone, language, now)}</span></h3>
          {report.reason === 'danger' && <p className="font-bold">{texts.dangerNow(number)}</p>}
          {report.words && <p className="whitespace-pre-line wrap-anywhere">{report.words}</p>}
          {report.text === null ? <p className="italic">{texts.gonePost}</p> : (
            <blockquote className="border-l-4 border-ink pl-3">
              <p className="font-bold">{texts.wroteBy(report.called ?? texts.someone)}</p>
              <p className="whitespace-pre-line wrap-anywhere">{report.text}</p>
            </blockquote>
          )}
          {report.hidden && <p>{texts.alreadyHidden}</p>}
          <div className="flex flex-wrap gap-3">
            {report.text !== null && !report.hidden && <Post intent="handle-hide" more={{ report: report.id }}><Button kind="quiet">{texts.handledHide}</Button></Post>}
            <Post intent="handle" more={{ report: report.id }}><Button kind="plain">{report.text !== null && !report.hidden ? texts.handledKeep : texts.handledDone}</Button></Post>
          </div>
        </article>
      ))}
    </section>
  )
}

/** Who asks, and who is in it: for those who answer for the group. */
export function Places({ places, group, zone, now }: Shared & { places: Place[]; group: GroupPiece }) {
  const language = useLanguage()
  const texts = groupPlanningTexts(language)
  const asking = places.filter((place) => place.state === 'asked')
  const present = places.filter((place) => place.state !== 'asked')
  return (
    <>
      {(asking.length > 0 || group.wayIn === 'request') && (
        <section className="flex max-w-text flex-col gap-3">
          <h2 className="text-2xl">{texts.requests}</h2>
          {asking.length === 0 ? <p>{texts.requestsNone}</p> : (
            <>
              <ul className="flex flex-col gap-3">
                {asking.map((place) => (
                  <li key={place.id} className="cut flex flex-wrap items-center justify-between gap-3 border border-line bg-sheet p-4">
                    <span><span className="text-lg font-bold">{place.called}</span> <span className="text-soft">{sayDate(place.since, zone, language, now)}</span></span>
                    {isLive(group) && (
                      <span className="flex flex-wrap gap-3">
                        <Post intent="yes" more={{ place: place.id }}><Button kind="quiet" aria-label={texts.answerFor(texts.yes, place.called)}>{texts.yes}</Button></Post>
                        <Post intent="no" more={{ place: place.id }}><Button kind="plain" aria-label={texts.answerFor(texts.no, place.called)}>{texts.no}</Button></Post>
                      </span>
                    )}
                  </li>
                ))}
              </ul>
              <p className="text-soft">{texts.noHint}</p>
            </>
          )}
        </section>
      )}
      <section className="flex max-w-text flex-col gap-3">
        <h2 className="text-2xl">{texts.members}</h2>
        {present.length === 0 ? <p>{texts.membersNone}</p> : (
          <ul>
            {present.map((place) => (
              <li key={place.id} className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 border-b border-line py-1">
                <span><span className="font-bold">{place.called}</span> <span className="text-soft">{place.state === 'paused' ? texts.paused : texts.since(sayDate(place.since, zone, language, now))}</span></span>
                <a href={`?do=take-out&place=${place.id}`} aria-label={texts.takeOutOf(place.called)} className="link inline-flex min-h-11 items-center">{texts.takeOut}</a>
              </li>
            ))}
          </ul>
        )}
        <p className="text-soft">{texts.membersOnly}</p>
      </section>
    </>
  )
}

/** Are you sure: what happens then, and the way back. */
export function Confirm({ text, intent, more, yes, back }: { text: string; intent: string; more?: Record<string, string>; yes: string; back: string }) {
  const texts: GroupPlanningTexts = groupPlanningTexts(useLanguage())
  return (
    <>
      <p className="max-w-text text-lg">{text}</p>
      <Post intent={intent} more={more} className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button kind="danger">{yes}</Button>
        <LinkButton kind="plain" to={back}>{texts.cancelDeed}</LinkButton>
      </Post>
    </>
  )
}

export function MeetingList({ meetings, now, base }: { meetings: Meeting[]; now: Date; base: string | null }) {
  const language = useLanguage()
  const texts = groupPlanningTexts(language)
  return (
    <section className="flex max-w-text flex-col items-start gap-3">
      <h2 className="text-2xl">{texts.meetings}</h2>
      {meetings.length === 0 ? <p>{texts.noMeetingsYet}</p> : (
        <ul className="flex flex-col gap-1">
          {meetings.map((meeting) => (
            <li key={meeting.slug} className={meeting.cancelled ? 'line-through' : undefined}>
              <a href={`/activities/${meeting.slug}`} className="link inline-flex min-h-11 items-center font-bold">{meeting.title}</a>{' '}
              <span><When text={sayWhen(meeting.startsAt, meeting.endsAt, meeting.zone, language, now, { allDay: meeting.allDay })} /></span>
            </li>
          ))}
        </ul>
      )}
      {base && <LinkButton kind="quiet" to={`${base}/meetings`}>{texts.meetingsEdit}</LinkButton>}
    </section>
  )
}
