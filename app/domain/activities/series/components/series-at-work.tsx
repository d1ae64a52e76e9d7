import { sayDate, sayTime } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/card.tsx'
import { Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { planningTexts } from '../../planning/components/messages.ts'
import type { Workpiece } from '../../planning/queries.server.ts'
import { wordsFor } from '../../planning/rules.ts'
import { sayRuleTime, seriesTexts } from '../messages.ts'
import type { AtWork, SeriesDate, ToPublish } from '../queries.server.ts'
import { sayToPublish, sayUntil, seriesPlanningTexts } from './messages.ts'

interface Props { series: AtWork; activity: Workpiece; slug: string; mayPlan: boolean; done: string | null; refused: string | null; now: Date; toPublish: ToPublish | null }

const shownAtOnce = 6

/** What the workplace of one date says of its series: how it repeats, the dates to come, and ending it. */
export function SeriesAtWork({ series, activity, slug, mayPlan, done, refused, now, toPublish }: Props) {
  const language = useLanguage()
  const texts = seriesPlanningTexts(language)
  const { rule, dates } = series
  if (!rule) return null
  const day = (iso: string) => sayDate(new Date(`${iso}T12:00:00Z`), 'UTC', language, now)
  const until = series.next ? `${seriesTexts(language).from} ${day(series.next.firstDay)} ${sayRuleTime(series.next, language)}` : sayUntil(rule, language, now)
  const live = activity.publishedAt && !activity.cancelledAt && activity.endsAt > now
  return (
    <section aria-labelledby="series" className="flex max-w-text flex-col gap-3">
      {done === 'series' && <Notice kind="done" title={texts.done_series} />}
      {done === 'ended' && <Notice kind="done" title={texts.done_ended} />}
      {refused === 'date_of_series' && <Notice kind="warning" title={texts.refused} />}
      <h2 id="series" className="text-2xl">{texts.seriesTitle}</h2>
      <p>{toPublish ? sayToPublish(toPublish, language, now) : texts.isDate(`${sayRuleTime(rule, language)}, ${until}`)}{series.regulars > 0 && ` ${texts.comesAll(series.regulars)}`}</p>
      {dates.length > 0 && (
        <>
          <h3 className="text-xl">{texts.dates}</h3>
          <DateList dates={dates.slice(0, shownAtOnce)} current={activity.id} slug={slug} now={now} />
          {dates.length > shownAtOnce && (
            <details>
              <summary className="min-h-11 cursor-pointer py-2 font-bold">{texts.allDates(dates.length)}</summary>
              <DateList dates={dates.slice(shownAtOnce)} current={activity.id} slug={slug} now={now} />
            </details>
          )}
        </>
      )}
      <p className="flex flex-wrap gap-x-6">
        {activity.publishedAt && <LinkButton kind="plain" to={`/series/${series.slug}`}>{texts.publicPage}</LinkButton>}
        {mayPlan && live && !series.ended && <LinkButton kind="plain" to="?do=end">{texts.end}</LinkButton>}
      </p>
    </section>
  )
}

function DateList({ dates, current, slug, now }: { dates: SeriesDate[]; current: string; slug: string; now: Date }) {
  const language = useLanguage()
  const texts = seriesPlanningTexts(language)
  return (
    <ul>
      {dates.map((date) => (
        <li key={date.id} className="flex flex-wrap items-center gap-x-4 border-b border-line py-1">
          <a href={`/manage/${slug}/activities/${date.id}`} aria-current={date.id === current ? 'page' : undefined}
            className={`inline-flex min-h-11 items-center ${date.id === current ? 'font-bold' : 'link'} ${date.cancelledAt ? 'line-through' : ''}`}>
            {sayDate(date.startsAt, date.zone, language, now)} {sayTime(date.startsAt, date.zone, language)}
          </a>
          {date.cancelledAt ? <Tag tone="danger">{texts.skipped}</Tag> : <span className="text-soft">{texts.comes(date.joined, date.places)}{date.waiting > 0 && `, ${texts.waits(date.waiting)}`}</span>}
          {date.moved && !date.cancelledAt && <Tag>{texts.changedAlone}</Tag>}
        </li>
      ))}
    </ul>
  )
}

/** Asks before a series ends: a reason, and how many hear of it. */
export function EndSeriesScreen({ series, activity, slug, values = {}, errors = {} }: { series: AtWork; activity: Workpiece; slug: string; values?: Record<string, string>; errors?: Record<string, string> }) {
  const language = useLanguage()
  const texts = seriesPlanningTexts(language), planning = planningTexts(language)
  const back = `/manage/${slug}/activities/${activity.id}`
  const ending = series.dates.filter((date) => !date.cancelledAt && date.startsAt >= activity.startsAt)
  const most = Math.max(0, ...ending.map((date) => date.joined + date.waiting))
  return (
    <Page title={texts.endTitle} intro={texts.endIntro(ending.length, most)} back={{ to: back, text: wordsFor(activity, language).words.title }}>
      <Form action="?do=end">
        <input type="hidden" name="intent" value="end" />
        <TextArea label={planning.cancelReason} hint={planning.cancelReasonHint} name="reason" rows={3} maxLength={500} required defaultValue={values.reason ?? ''} error={errors.reason} />
        <ActionBar>
          <Button kind="danger">{texts.endNow}</Button>
          <LinkButton kind="quiet" to={back}>{planning.keepIt}</LinkButton>
        </ActionBar>
      </Form>
    </Page>
  )
}
