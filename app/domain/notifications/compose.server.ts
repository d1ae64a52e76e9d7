import { createElement as h, type ReactElement } from 'react'
import { render, toPlainText } from '@react-email/render'
import { activityCalendar, type EventFacts } from '#app/domain/activities/calendar.ts'
import { personalEvent, personalTitle, placeLine, titleIn } from '#app/domain/activities/discretion.ts'
import { organizerOf } from '#app/domain/activities/replies/proof.server.ts'
import { seriesEvents } from '#app/domain/activities/series/calendar.ts'
import { sayRuleTime, seriesTexts } from '#app/domain/activities/series/messages.ts'
import { heldSeries, type PersonalSeries } from '#app/domain/activities/series/queries.server.ts'
import type { SeriesRule } from '#app/domain/activities/series/rules.ts'
import { answerToken } from '#app/domain/activities/sign-ups/answer.server.ts'
import { env } from '#app/platform/env.server.ts'
import { type Language, inLanguage } from '#app/platform/language.ts'
import { sayDate, sayMoment, sayWhen } from '#app/platform/time.ts'
import { AboutActivity, type AboutActivityProps, aboutSubject, type Reason } from '#emails/about-activity.tsx'
import { Digest } from '#emails/digest.tsx'
import { Letter as LetterMail } from '#emails/letter.tsx'
import { texts } from '#emails/messages.ts'
import { OrganisationInvitation } from '#emails/organisation-invitation.tsx'
import { PasskeyAdded } from '#emails/passkey-added.tsx'
import { Reminder, reminderSubject } from '#emails/reminder.tsx'
import { SignIn, signInSubject } from '#emails/sign-in.tsx'
import type { Letter } from './commands.server.ts'
import type { DigestFacts } from './digest/rules.ts'
import type { ActivityForMail, PendingMail, Rendered } from './queries.server.ts'
import { stillOn, type Which } from './reminders/rules.ts'
import { type Unsubscribable, unsubscribeToken } from './settings/unsubscribe.server.ts'

/** With what the person's calendar holds of its series, when it is a date of one and their calendar is to be told. */
type MailedActivity = ActivityForMail & { series?: PersonalSeries | null; rule?: SeriesRule | null }

/**
 * Makes the mail somebody is owed, from its facts and the activity as it is now. Null: there is nothing left to say
 * (its activity is gone).
 */
export async function compose(mail: PendingMail, activity: MailedActivity | null, now: Date): Promise<Rendered | null> {
  const home = env().APP_URL
  const { language, facts } = mail
  const say = texts(language)
  switch (mail.template) {
    case 'sign-in':
    case 'join-confirm': {
      const joins = mail.template === 'sign-in' ? undefined : activity && joining(activity, language, now)
      const props = { language, home, link: String(facts.link), code: String(facts.code), browser: facts.browser as string | undefined, joins }
      return finish(mail, signInSubject(props), h(SignIn, props), now)
    }
    case 'organisation-invitation': {
      const props = { language, home, link: String(facts.link), organisation: String(facts.organisation), role: String(facts.role), inviter: facts.inviter as string | null }
      return finish(mail, say.invitationSubject, h(OrganisationInvitation, props), now)
    }
    case 'passkey-added':
      return finish(mail, say.passkeySubject, h(PasskeyAdded, { language, home, name: String(facts.name) }), now)
    case 'letter': {
      const letter = facts as Letter
      const ours = (href: string) => (href.startsWith('/') ? `${home}${href}` : href)
      const buttons = letter.buttons?.map((button) => ({ ...button, href: ours(button.href) }))
      const rendered = await finish(mail, letter.subject, h(LetterMail, { ...letter, buttons, language, home }), now, letter.calendar && [invitationIn(mail, letter.calendar, now)])
      return letter.unsubscribe ? unsubscribable(rendered, ours(letter.unsubscribe)) : rendered
    }
    case 'reminder': {
      if (!activity || !stillOn(activity, new Date(String(facts.startsAt)), now)) return null
      const props = { ...about(mail, activity, 'joined', now), which: facts.which as Which, unsubscribeUrl: unsubscribing(mail, 'reminders') }
      return unsubscribable(await finish(mail, reminderSubject(props), h(Reminder, props), now), props.unsubscribeUrl)
    }
    case 'digest': {
      const { items, more } = facts as DigestFacts
      const props = { language, home, items: items.map((item) => ({ ...item, url: `${home}/activities/${item.slug}` })), moreUrl: more ? `${home}${more}` : null, settingsUrl: `${home}/me/notifications`, unsubscribeUrl: unsubscribing(mail, 'digest') }
      return unsubscribable(await finish(mail, say.digestSubject, h(Digest, props), now), props.unsubscribeUrl)
    }
    case 'waiting': {
      if (!activity) return null
      const reason = waitingReasons[String(facts.reason)] ?? 'waiting-cancelled'
      const props = about(mail, activity, reason, now)
      return finish(mail, aboutSubject(props), h(AboutActivity, props), now)
    }
    case 'calendar': {
      if (!activity) return null
      const props = about(mail, activity, facts.reason as Reason, now)
      const { method, events } = calendarOf(mail, activity)
      const calendar = activityCalendar(events, {
        method, now, language, organizer: organizerOf(mail.personId, events[0]!.uid), attendee: { name: activity.personName ?? mail.address, email: mail.address },
      })
      return finish(mail, aboutSubject(props), h(AboutActivity, props), now, [attached(method, calendar)])
    }
  }
}

const attached = (method: 'REQUEST' | 'CANCEL', calendar: string) => ({
  filename: method === 'CANCEL' ? 'cancel.ics' : 'invite.ics',
  contentType: `text/calendar; charset=utf-8; method=${method}`,
  content: Buffer.from(calendar, 'utf8').toString('base64'),
})

/** What a letter brings for the reader's calendar. Nobody reads answers to it: the letter has buttons of its own. */
function invitationIn(mail: PendingMail, { method, attendee, event }: NonNullable<Letter['calendar']>, now: Date) {
  const facts = { ...event, startsAt: new Date(event.startsAt), endsAt: new Date(event.endsAt), allDay: false }
  return attached(method, activityCalendar([facts], { method, now, language: mail.language, organizer: env().MAIL_FROM, attendee: { name: attendee, email: mail.address } }))
}

const waitingReasons: Record<string, Reason> = { 'in-line': 'in-line', changed: 'waiting-changed', offer: 'offer', 'offer-passed': 'offer-passed' }

/**
 * The event this calendar is told. Of a series that is all that it holds of it now, whatever the news; when nothing is left
 * of it, the calendar forgets it.
 */
function calendarOf({ facts, language }: PendingMail, activity: MailedActivity): { method: 'REQUEST' | 'CANCEL'; events: EventFacts[] } {
  const to = person(activity, language)
  const sequence = Number(facts.sequence), appUrl = env().APP_URL
  const event = personalEvent(known(activity), to, { sequence, appUrl })
  if (!activity.series) return { method: facts.method === 'CANCEL' ? 'CANCEL' : 'REQUEST', events: [event] }
  const events = seriesEvents(heldSeries(activity.series, to, appUrl), sequence)
  return events.length > 0 ? { method: 'REQUEST', events } : { method: 'CANCEL', events: [{ ...event, uid: activity.series.rule.uid }] }
}

async function finish(mail: PendingMail, subject: string, body: ReactElement, now: Date, attachments: Rendered['attachments'] = []): Promise<Rendered> {
  const html = await render(body)
  return {
    from: env().MAIL_FROM,
    to: mail.address,
    subject: oneLine(subject),
    html,
    text: toPlainText(html),
    // The same mail from two tries is one mail for whoever compares; no out-of-office answers a machine.
    headers: { 'X-Entity-Ref-ID': mail.id, 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    attachments,
    at: now.toISOString(),
  }
}

/** What mail programs need for a button of their own (RFC 8058). */
const unsubscribable = (rendered: Rendered, url: string): Rendered => ({
  ...rendered, headers: { ...rendered.headers, 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
})
const unsubscribing = (mail: PendingMail, kind: Unsubscribable) => `${env().APP_URL}/unsubscribe/${unsubscribeToken(mail.personId!, kind)}`

const person = (activity: ActivityForMail, language: Language) => ({ language, openTitles: activity.openTitles === true })
// oxlint-disable-next-line no-control-regex -- these are what is taken away
const oneLine = (text: string) => text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()

/** The activity with the exact address only for those who may know it. */
function known(activity: ActivityForMail): ActivityForMail {
  const mayKnow = activity.shownTo === 'everyone' || activity.signUpState === 'joined' || activity.leads
  return mayKnow ? activity : { ...activity, address: null, lat: null, lon: null }
}

const whereOf = (activity: ActivityForMail) => placeLine(known(activity).address, activity.area)
const titleLanguage = (activity: ActivityForMail, language: Language) => (activity.titles[language] === undefined ? activity.language : language)
/** Several dates at once: how the series repeats when it goes on, else the dates; those that are gone from the first of them on. */
function whenMany({ series, ...activity }: MailedActivity, language: Language, now: Date, gone: boolean): string {
  const texts = seriesTexts(language)
  const ahead = series?.held.filter((date) => date.startsAt > now) ?? []
  const day = (date: Pick<ActivityForMail, 'startsAt' | 'zone'>) => sayDate(date.startsAt, date.zone, language, now)
  if (gone || !series || ahead.length === 0) return `${texts.from} ${day(activity)}`
  if (series.open) return `${sayRuleTime(series.rule, language)}, ${texts.from} ${day(ahead[0]!)}`
  const shown = ahead.slice(0, 8).map((date) => sayWhen(date.startsAt, date.endsAt, date.zone, language, now, { allDay: date.allDay, absolute: true }))
  return [...shown, ...(ahead.length > shown.length ? ['…'] : [])].join('; ')
}

const whenOf = (activity: ActivityForMail, language: Language, now: Date) =>
  sayWhen(activity.startsAt, activity.endsAt, activity.zone, language, now, { allDay: activity.allDay, absolute: true })

const joining = (activity: MailedActivity, language: Language, now: Date) => ({
  title: titleIn(activity, language), titleLanguage: titleLanguage(activity, language),
  when: activity.rule ? sayRuleTime(activity.rule, language) : whenOf(activity, language, now), where: whereOf(activity),
})

function about(mail: PendingMail, activity: MailedActivity, reason: Reason, now: Date): AboutActivityProps {
  const { language, facts } = mail
  const home = env().APP_URL
  const many = Boolean(facts.many && activity.series)
  // Whoever let an offer pass may say yes again, to the line.
  const answer = !many && activity.signUpId && (activity.signUpState !== 'left' || reason === 'offer-passed') ? `${home}/answer/${answerToken(activity.signUpId)}` : null
  // So that an answer that comes too late is told that there was an offer.
  const ofOffer = reason === 'offer' ? '&offer=1' : ''
  return {
    language, home, reason,
    name: activity.personName ?? '',
    subjectTitle: personalTitle(activity, person(activity, language)),
    subjectDay: sayDate(activity.startsAt, activity.zone, language, now),
    title: titleIn(activity, language),
    titleLanguage: titleLanguage(activity, language),
    when: many ? whenMany(activity, language, now, facts.method === 'CANCEL') : whenOf(activity, language, now),
    where: whereOf(activity),
    whoMeets: inLanguage(activity.whoMeets, language) || activity.hostName || '',
    organisation: activity.organisation,
    note: facts.note as string | undefined,
    changes: (facts.changes as AboutActivityProps['changes'] | undefined) ?? [],
    activityUrl: many ? `${home}/series/${activity.series!.rule.slug}` : `${home}/activities/${activity.slug}`,
    othersUrl: `${home}/activities`,
    heard: env().REPLY_TO !== undefined,
    ...(facts.until ? { until: sayMoment(new Date(String(facts.until)), activity.zone, language, now), two: facts.two === true } : {}),
    ...(answer ? { yesUrl: `${answer}?answer=yes${ofOffer}`, noUrl: `${answer}?answer=no${ofOffer}` } : {}),
  }
}
