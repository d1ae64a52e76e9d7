import { calendarLeaf, sayWhen } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card, DateBlock, EmptyState, Tag } from '#app/ui/card.tsx'
import { Checkbox, ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { When } from '#app/ui/when.tsx'
import { sayRoom } from '../../finding/components/activity-notes.tsx'
import { findingTexts } from '../../finding/messages.ts'
import { roomIn } from '../../finding/rules.ts'
import { seriesTexts } from '../messages.ts'
import type { SeriesDate, SeriesPage } from '../queries.server.ts'

interface Props {
  series: SeriesPage
  person: { name: string } | null
  now: Date
  values?: Record<string, string>
  errors?: Record<string, string>
}

/** The dates to come. Whoever is signed in ticks the ones they come to; for others each leads to its own page. */
export function SeriesDates({ series, person, now, errors = {} }: Props) {
  const language = useLanguage()
  const texts = seriesTexts(language)
  const { dates } = series
  if (dates.length === 0) return <EmptyState title={texts.noDates} action={<LinkButton to="/activities" kind="quiet">{findingTexts(language).seeOthers}</LinkButton>}><p>{texts.noDatesText}</p></EmptyState>
  const open = person !== null && !series.always && dates.some((date) => joinable(date, now))
  const rows = (some: SeriesDate[]) => (
    <ul className="flex flex-col gap-3">
      {some.map((date) => <li key={date.id}><DateRow date={date} now={now} choose={open && joinable(date, now)} /></li>)}
    </ul>
  )
  const list = (
    <>
      {rows(dates.slice(0, shownAtOnce))}
      {dates.length > shownAtOnce && (
        <details>
          <summary className="min-h-11 cursor-pointer py-2 font-bold">{texts.moreDates(dates.length - shownAtOnce)}</summary>
          {rows(dates.slice(shownAtOnce))}
        </details>
      )}
    </>
  )
  return (
    <section aria-labelledby="dates" className="flex max-w-text flex-col gap-4">
      <h2 id="dates" className="text-2xl">{open ? texts.choose : texts.dates}</h2>
      {!person && <p><a href={`/sign-in?to=${encodeURIComponent(`/series/${series.slug}`)}`} className="link inline-flex min-h-11 items-center">{texts.signInToChoose}</a></p>}
      {errors.dates && <ErrorSummary errors={[{ name: 'dates', text: errors.dates }]} />}
      {open
        ? <Form action={`/series/${series.slug}/join`} className="flex flex-col gap-4"><span id="field-dates" />{list}<div><Button kind="quiet" name="join" value="dates">{texts.joinDates}</Button></div></Form>
        : list}
      <p><a href={`/series/${series.slug}.ics`} className="link not-printed inline-flex min-h-11 items-center gap-2"><Icon name="calendar" className="size-5" />{texts.subscribe}</a></p>
    </section>
  )
}

const shownAtOnce = 6
const joinable = (date: SeriesDate, now: Date) => date.cancelledAt === null && date.startsAt > now && (date.mine === null || date.mine === 'left')

function DateRow({ date, now, choose }: { date: SeriesDate; now: Date; choose: boolean }) {
  const language = useLanguage()
  const texts = seriesTexts(language)
  const when = sayWhen(date.startsAt, date.endsAt, date.zone, language, now, { allDay: date.allDay })
  const room = roomIn(date, now)
  const mine = date.cancelledAt ? null : date.mine === 'joined' ? texts.youJoined : date.mine === 'waiting' ? texts.youWait(date.position ?? 1) : date.mine === 'left' ? texts.youLeft : null
  return (
    <article className="cut flex gap-4 border border-line bg-sheet p-3 shadow-note">
      <DateBlock {...calendarLeaf(date.startsAt, date.zone, language)} past={date.cancelledAt !== null} />
      <div className="flex min-w-0 grow flex-col gap-1">
        {choose
          ? <Checkbox name={`date-${date.id}`} label={<When text={when} />} />
          : <p className={`pt-2 font-bold ${date.cancelledAt ? 'line-through decoration-2' : ''}`}><When text={when} /></p>}
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {date.cancelledAt ? <Tag tone="danger">{texts.skipped}</Tag> : date.moved && <Tag tone="berry">{texts.moved}</Tag>}
          {mine && <Tag tone={date.mine === 'joined' ? 'done' : 'plain'}>{mine}</Tag>}
          {!date.cancelledAt && <span className="text-soft">{sayRoom(room, language)}</span>}
        </p>
        {date.cancelReason && <p className="whitespace-pre-line text-soft">{date.cancelReason}</p>}
        <p><a href={`/activities/${date.slug}`} aria-label={`${texts.seeDate}: ${when}`} className="link inline-flex min-h-11 items-center">{texts.seeDate}</a></p>
      </div>
    </article>
  )
}

/** Coming every time: one button for whoever is signed in, a name and an address for everybody else. */
export function JoinAll({ series, person, now, values = {}, errors = {} }: Props) {
  const language = useLanguage()
  const texts = seriesTexts(language), finding = findingTexts(language)
  if (series.always) {
    const full = series.dates.filter((date) => date.mine === 'waiting' && !date.cancelledAt).length
    return (
      <div id="join" className="flex flex-col gap-4">
        <Notice kind="done" title={texts.youComeAlways}>
          <p>{texts.youComeAlwaysText}</p>
          {full > 0 && <p>{texts.someFull(full)}</p>}
        </Notice>
        <LinkButton kind="quiet" to={`/series/${series.slug}/leave`}>{texts.leaveAll}</LinkButton>
      </div>
    )
  }
  const mine = series.dates.filter((date) => date.cancelledAt === null && date.mine !== null && date.mine !== 'left').length
  if (!series.dates.some((date) => date.cancelledAt === null && date.startsAt > now)) return null
  return (
    <div id="join" className="flex flex-col gap-6">
      {mine > 0 && (
        <Notice kind="done" title={texts.joinedSome(mine)}>
          <p><LinkButton kind="plain" to={`/series/${series.slug}/leave`}>{texts.leaveAll}</LinkButton></p>
        </Notice>
      )}
      <Card title={texts.joinAll}>
        <Form action={`/series/${series.slug}/join`} className="flex flex-col gap-4">
          <p>{person ? texts.joinAllText : texts.joinAllStranger}</p>
          {!person && (
            <>
              <Field label={finding.name} hint={finding.nameHint} name="name" defaultValue={values.name} error={errors.name} autoComplete="given-name" maxLength={80} required />
              <Field label={finding.email} hint={finding.emailHint} name="email" type="email" defaultValue={values.email} error={errors.email} autoComplete="email" inputMode="email" maxLength={254} required />
            </>
          )}
          <Button wide kind={mine > 0 ? 'quiet' : 'primary'} name="join" value="all">{texts.joinAll}</Button>
          {!person && <p>{finding.haveAccount} <a href={`/sign-in?to=${encodeURIComponent(`/series/${series.slug}`)}`} className="link inline-flex min-h-11 items-center">{finding.signIn}</a></p>}
        </Form>
      </Card>
    </div>
  )
}
