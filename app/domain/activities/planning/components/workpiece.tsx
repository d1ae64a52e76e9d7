import type { ReactNode } from 'react'
import { sayDate, sayMoment, sayTime, sayWhen } from '#app/platform/time.ts'
import { ActionBar, Button, LinkButton } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/card.tsx'
import { Checkbox, Form, TextArea } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { When } from '#app/ui/when.tsx'
import { Downloads } from '../../exporting/components/downloads.tsx'
import { PosterLink } from '../../poster/components/poster-link.tsx'
import { seriesPlanningTexts } from '../../series/components/messages.ts'
import type { ToPublish } from '../../series/queries.server.ts'
import type { Deed, Workpiece } from '../queries.server.ts'
import { settled, unpublishingRefused, wordsFor } from '../rules.ts'
import { happensTwice } from '../when.ts'
import { AttendanceLinks } from '../../attendance/components/attendance-links.tsx'
import { planningTexts, type PlanningTexts, sayChange } from './messages.ts'

export interface Coming { personId: string; name: string; state: 'joined' | 'waiting'; visible: boolean; offeredUntil: Date | null }
interface WorkpieceProps {
  activity: Workpiece
  slug: string
  /** Null: the reader may not see who comes. */
  comers: Coming[] | null
  deeds: Deed[]
  hostName: string | null
  placeName: string | null
  mayPlan: boolean
  /** The public page's full address. */
  link: string
  /** Comes with the form that makes a copy, so that sending it twice makes one. */
  copyKey: string
  now: Date
  /** What just happened, or why it did not. */
  done: string | null
  refused: string | null
  /** What there is to say of the series it is a date of. */
  series?: ReactNode
  /** What publishing it makes, when it is a draft of a series. */
  toPublish: ToPublish | null
  /** Of a change to several dates: how many, and whether those who joined are told. */
  saved: { dates: number; told: boolean } | null
}

/** One activity as those who run it see it: how it stands, what can be done, who comes. */
export function WorkpieceScreen(props: WorkpieceProps) {
  const { activity, slug, mayPlan, link, now, deeds, placeName, hostName } = props
  const language = useLanguage()
  const texts = planningTexts(language), seriesTexts = seriesPlanningTexts(language)
  const { words, language: wordsLanguage } = wordsFor(activity, language)
  const said = (kind: 'done' | 'refused', key: string | null) => (key ? (texts as unknown as Record<string, string>)[`${kind}_${key}`] : undefined)
  const twice = happensTwice(activity.startsAt, activity.zone) && (isSecond(activity.startsAt, activity.zone) ? texts.theSecond : texts.twice)
  return (
    <Page title={words.title} titleLang={wordsLanguage} back={{ to: `/manage/${slug}`, text: texts.tabActivities }}
      over={<State activity={activity} now={now} texts={texts} />}
      intro={<><When text={sayWhen(activity.startsAt, activity.endsAt, activity.zone, language, now, { allDay: activity.allDay })} /><br />{placeName ?? activity.area}</>}
      aside={<><Share activity={activity} link={link} now={now} texts={texts} />{deeds.length > 0 && <Story deeds={deeds} zone={activity.zone} now={now} texts={texts} />}</>}>
      {props.done === 'saved' && props.saved ? <Notice kind="done" title={seriesTexts.savedFor(props.saved.dates)}>{props.saved.told && <p>{seriesTexts.savedTold}</p>}</Notice>
        : said('done', props.done) && <Notice kind="done" title={said('done', props.done)} />}
      {said('refused', props.refused) && <Notice kind="warning" title={said('refused', props.refused)} />}
      {activity.cancelReason && <Notice>{texts.reasonShown(activity.cancelReason)}</Notice>}
      {twice && <Notice>{twice}</Notice>}
      <Actions {...props} texts={texts} />
      {props.series}
      {activity.publishedAt && <WhoComes {...props} texts={texts} />}
      <p className="text-soft">{hostName ? texts.hostIs(hostName) : mayPlan && `${texts.host}: ${texts.noHost}`}</p>
    </Page>
  )
}

const isSecond = (moment: Date, zone: string) => happensTwice(new Date(moment.getTime() - 3_600_000), zone) && sayTime(moment, zone, 'en') === sayTime(new Date(moment.getTime() - 3_600_000), zone, 'en')

function State({ activity, now, texts }: { activity: Workpiece; now: Date; texts: PlanningTexts }) {
  if (activity.cancelledAt) return <Tag tone="danger">{activity.publishedAt ? texts.stateCancelled : texts.stateDiscarded}</Tag>
  if (!activity.publishedAt) return <Tag tone="berry">{texts.stateDraft}</Tag>
  return activity.endsAt <= now ? <Tag>{texts.statePast}</Tag> : <Tag tone="done">{texts.statePublished}</Tag>
}

function Actions({ activity, slug, mayPlan, copyKey, now, toPublish, texts }: WorkpieceProps & { texts: PlanningTexts }) {
  const seriesTexts = seriesPlanningTexts(useLanguage())
  const address = `/manage/${slug}/activities/${activity.id}`
  const open = { to: `/activities/${activity.slug}` }
  if (!mayPlan) return <p><LinkButton kind="quiet" {...open}>{texts.openPage}</LinkButton></p>
  const draft = !activity.publishedAt && !activity.cancelledAt
  const live = activity.publishedAt !== null && settled(activity, now) === null
  return (
    <div className="flex flex-col gap-4">
      <ActionBar>
        {draft && activity.startsAt > now && <Post intent="publish"><Button wide>{toPublish?.made && toPublish.dates > 1 ? seriesTexts.publishAll(toPublish.dates) : texts.publish}</Button></Post>}
        <LinkButton kind={live || (draft && activity.startsAt <= now) ? 'primary' : 'quiet'} to={`${address}/edit`}>{texts.edit}</LinkButton>
      </ActionBar>
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        {activity.publishedAt ? <LinkButton kind="plain" {...open}>{texts.openPage}</LinkButton> : <LinkButton kind="plain" to={`${address}/preview`}>{texts.look}</LinkButton>}
        <Post intent="duplicate" more={{ key: copyKey }}><Button kind="plain">{texts.duplicate}</Button></Post>
        {live && <LinkButton kind="plain" to={`${address}?do=cancel`}>{activity.ruleId ? seriesTexts.skip : texts.cancel}</LinkButton>}
        {live && !activity.ruleId && unpublishingRefused(activity, now) === null && <LinkButton kind="plain" to={`${address}?do=unpublish`}>{texts.unpublish}</LinkButton>}
        {draft && <LinkButton kind="plain" to={`${address}?do=discard`}>{texts.discard}</LinkButton>}
      </div>
    </div>
  )
}

/** A button that does something at this page's own address. */
function Post({ intent, more = {}, children }: { intent: string; more?: Record<string, string>; children: ReactNode }) {
  return (
    <Form action="?" className="contents">
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(more).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      {children}
    </Form>
  )
}

function WhoComes({ activity, slug, comers, texts, now }: WorkpieceProps & { texts: PlanningTexts }) {
  const language = useLanguage()
  const joined = comers?.filter((one) => one.state === 'joined') ?? []
  const waiting = comers?.filter((one) => one.state === 'waiting') ?? []
  const begun = activity.startsAt <= now
  const been = settled(activity, now) !== null
  const row = (one: Coming) => (
    <li key={one.personId} className="border-b border-line py-1">
      <span className="flex min-h-11 flex-wrap items-center justify-between gap-x-4">
        <span><span className="font-bold">{one.name}</span>{one.visible && <span className="text-soft"> ({texts.visibleToOthers})</span>}
          {one.offeredUntil && <span className="text-soft"> ({texts.offeredUntil(sayMoment(one.offeredUntil, activity.zone, language, now))})</span>}</span>
        {!begun && !activity.cancelledAt && <a href={`?do=remove&person=${one.personId}`} aria-label={texts.remove(one.name)} className="link inline-flex min-h-11 items-center">{texts.removeShort}</a>}
      </span>
    </li>
  )
  return (
    <section aria-labelledby="who-comes" className="flex max-w-text flex-col gap-3">
      <h2 id="who-comes" className="text-2xl">{been ? texts.whoCame : texts.whoComes}</h2>
      {comers === null ? <p>{been ? texts.notShownPast(activity.joined) : texts.notShown(activity.joined, activity.waiting)}</p> : (
        <>
          <AttendanceLinks activity={activity} slug={slug} now={now} />
          <p className="text-lg">{been ? texts.came(joined.length) : joined.length === 0 ? texts.nobodyYet : texts.comes(joined.length, activity.places)}</p>
          {joined.length > 0 && <ul>{joined.map(row)}</ul>}
          {waiting.length > 0 && <><h3 className="mt-3 text-xl">{texts.waitingList}</h3><ol className="list-decimal pl-6">{waiting.map(row)}</ol></>}
          {comers.length > 0 && <Downloads address={`/manage/${slug}/activities/${activity.id}`} />}
        </>
      )}
    </section>
  )
}

function Share({ activity, link, now, texts }: { activity: Workpiece; link: string; now: Date; texts: PlanningTexts }) {
  const hint = !activity.publishedAt ? texts.shareDraft : activity.visibility === 'unlisted' ? texts.shareUnlisted : activity.visibility === 'members' ? texts.shareMembers : null
  return (
    <section aria-labelledby="share" className="flex flex-col gap-2">
      <h2 id="share" className="text-xl">{texts.share}</h2>
      <p className="break-all select-all font-bold">{link}</p>
      {hint && <p className="text-soft">{hint}</p>}
      {activity.publishedAt && settled(activity, now) === null && activity.visibility !== 'members' && <PosterLink slug={activity.slug} />}
    </section>
  )
}

function Story({ deeds, zone, now, texts }: { deeds: Deed[]; zone: string; now: Date; texts: PlanningTexts }) {
  const language = useLanguage()
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  const did = ({ event, changes }: Deed) => ({
    'activity.drafted': texts.deedDrafted, 'activity.edited': texts.deedEdited(list.format(changes.map((change) => sayChange(change, texts)))), 'activity.published': texts.deedPublished,
    'activity.unpublished': texts.deedUnpublished, 'activity.cancelled': texts.deedCancelled, 'activity.discarded': texts.deedDiscarded,
  })[event]
  return (
    <section aria-labelledby="story" className="flex flex-col gap-2">
      <h2 id="story" className="text-xl">{texts.story}</h2>
      <ul className="flex flex-col gap-2">
        {deeds.filter(did).map((deed, index) => (
          <li key={index}>{deed.who ?? texts.someone} {did(deed)} <span className="block text-soft">{sayDate(deed.at, zone, language, now)} {sayTime(deed.at, zone, language)}</span></li>
        ))}
      </ul>
    </section>
  )
}

export interface ConfirmProps {
  doing: 'cancel' | 'unpublish' | 'discard' | 'remove'
  activity: Workpiece
  slug: string
  person?: Coming
  now: Date
  values?: Record<string, string>
  errors?: Record<string, string>
}

/** Asks before something others notice: a page of its own, so that it needs no script. */
export function ConfirmScreen({ doing, activity, slug, person, now, values = {}, errors = {} }: ConfirmProps) {
  const language = useLanguage()
  const texts = planningTexts(language), seriesTexts = seriesPlanningTexts(language)
  const { title } = wordsFor(activity, language).words
  const back = `/manage/${slug}/activities/${activity.id}`
  const concerned = activity.joined + activity.waiting
  const asks = {
    cancel: activity.ruleId
      ? { title: seriesTexts.skipTitle(sayDate(activity.startsAt, activity.zone, language, now)), intro: `${seriesTexts.skipOthers} ${texts.cancelIntro(concerned)}`, now: seriesTexts.skip }
      : { title: texts.cancelTitle(title), intro: texts.cancelIntro(concerned), now: texts.cancelNow },
    unpublish: { title: texts.unpublishTitle(title), intro: concerned > 0 ? texts.unpublishPeople(concerned) : texts.unpublishIntro, now: texts.unpublishNow },
    discard: { title: texts.discardTitle(title), intro: texts.discardIntro, now: texts.discardNow },
    remove: { title: texts.removeTitle(person?.name ?? ''), intro: person?.state === 'waiting' ? texts.removeWaitingIntro : texts.removeIntro, now: texts.removeNow },
  }[doing]
  const instead = doing === 'unpublish' && concerned > 0
  return (
    <Page title={asks.title} intro={asks.intro} back={{ to: back, text: title }}>
      <Form action={`?do=${doing}`}>
        <input type="hidden" name="intent" value={doing} />
        {person && <input type="hidden" name="person" value={person.personId} />}
        {doing === 'remove' && activity.seriesId && <Checkbox label={seriesTexts.removeAll} hint={seriesTexts.removeAllHint} name="all" />}
        {doing === 'cancel' && <TextArea label={texts.cancelReason} hint={texts.cancelReasonHint} name="reason" rows={3} maxLength={500} required defaultValue={values.reason ?? ''} error={errors.reason} />}
        <ActionBar>
          {instead ? <LinkButton to="?do=cancel">{texts.cancel}</LinkButton> : <Button kind="danger">{asks.now}</Button>}
          <LinkButton kind="quiet" to={back}>{texts.keepIt}</LinkButton>
        </ActionBar>
      </Form>
    </Page>
  )
}
