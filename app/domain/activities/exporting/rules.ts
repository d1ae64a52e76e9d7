import { DateTime } from 'luxon'
import { inLanguage, type Language } from '#app/platform/language.ts'
import type { Sheet } from '#app/platform/spreadsheet.ts'
import type { ExportTexts } from './messages.ts'

export const localDay = (instant: Date, zone: string) => DateTime.fromJSDate(instant, { zone }).toFormat('yyyy-MM-dd')
const localClock = (instant: Date, zone: string) => DateTime.fromJSDate(instant, { zone }).toFormat('HH:mm')
/** A file's name that says nothing to whoever sees it among others: a neutral word and a day. */
export const fileName = (word: string, day: string) => `${word}-${day}`

interface Comer { personId: string; name: string; email: string; state: 'joined' | 'waiting'; since: Date; visible: boolean }
/** How it went with one person; null: nobody has said. Walk-ins, and those who said no, are in no list of who comes. */
interface Attended { personId: string | null; name: string; outcome: 'came' | 'absent' | 'regrets' | null }

/** Who comes to one activity, one row each, those who wait after those who come; once attendance can be taken, how it went. */
export function comersSheet(comers: Comer[], attended: Attended[] | null, zone: string, texts: ExportTexts): Sheet {
  const outcomes = { came: texts.came, absent: texts.didNotCome, regrets: texts.saidNo }
  const by = new Map(attended?.map((one) => [one.personId, one.outcome]))
  const said = (outcome: Attended['outcome'] | undefined) => (attended ? [outcome ? outcomes[outcome] : ''] : [])
  const listed = new Set(comers.map((comer) => comer.personId))
  const others = attended?.filter((one) => one.outcome && (one.personId === null || !listed.has(one.personId))) ?? []
  return {
    columns: [{ name: texts.name, width: 28 }, { name: texts.email, width: 32 }, { name: texts.state, width: 14 }, { name: texts.since, width: 18 }, { name: texts.visible, width: 18 }, ...(attended ? [{ name: texts.attendance, width: 20 }] : [])],
    rows: [
      ...comers.map(({ personId, name, email, state, since, visible }) => [name, email, texts[state], `${localDay(since, zone)} ${localClock(since, zone)}`, visible ? texts.yes : texts.no, ...said(by.get(personId))]),
      ...others.map(({ name, outcome }) => [name, null, null, null, null, outcome === 'came' ? texts.walkIn : outcomes[outcome!]]),
    ],
  }
}

/** One activity of a period, in numbers. */
export interface Counted {
  title: string
  kind: Partial<Record<Language, string>>
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  where: string
  cancelled: boolean
  visibility: 'public' | 'members' | 'unlisted'
  places: number | null
  joined: number
  waiting: number
  /** null: not taken, or not for this reader. */
  came: number | null
}

export function periodSheet(activities: Counted[], language: Language, texts: ExportTexts): Sheet {
  const seenBy = { public: texts.seenByAll, members: texts.seenByMembers, unlisted: texts.seenByLink }
  return {
    columns: [
      { name: texts.day, width: 12 }, { name: texts.begins, width: 8 }, { name: texts.ends, width: 8 }, { name: texts.title, width: 40 }, { name: texts.kind, width: 16 },
      { name: texts.where, width: 28 }, { name: texts.standing, width: 12 }, { name: texts.seenBy, width: 20 },
      ...[texts.places, texts.joinedCount, texts.waitingCount, texts.cameCount].map((name) => ({ name, width: 12 })),
    ],
    rows: activities.map((one) => [
      localDay(one.startsAt, one.zone), one.allDay ? null : localClock(one.startsAt, one.zone), one.allDay ? null : localClock(one.endsAt, one.zone), one.title, inLanguage(one.kind, language) ?? '',
      one.where, one.cancelled ? texts.cancelled : texts.published, seenBy[one.visibility], one.places, one.joined, one.waiting, one.came,
    ]),
  }
}

export interface Period { from: string; to: string }
export type PeriodProblem = 'wrongFrom' | 'wrongTo' | 'tooLong'

/** What a form says about a period; where it says nothing, this year. Days are the organisation's own. */
export function readPeriod(asked: { from: string | null; to: string | null }, now: Date, zone: string): { period: Period; problems: { from?: PeriodProblem; to?: PeriodProblem } } {
  const year = DateTime.fromJSDate(now, { zone }).year
  const period = { from: asked.from?.trim() ?? `${year}-01-01`, to: asked.to?.trim() ?? `${year}-12-31` }
  const day = (text: string) => (/^[12]\d{3}-\d\d-\d\d$/.test(text) ? DateTime.fromISO(text, { zone }) : null)
  const [from, to] = [day(period.from), day(period.to)]
  if (!from?.isValid) return { period, problems: { from: 'wrongFrom' } }
  if (!to?.isValid || to < from) return { period, problems: { to: 'wrongTo' } }
  return { period, problems: to.diff(from, 'years').years > 3 ? { to: 'tooLong' } : {} }
}

export const instantsOf = ({ from, to }: Period, zone: string) => ({
  from: DateTime.fromISO(from, { zone }).toJSDate(),
  until: DateTime.fromISO(to, { zone }).plus({ days: 1 }).toJSDate(),
})
