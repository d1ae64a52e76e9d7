import { createHash } from 'node:crypto'
import type { Occurrence } from './occurrence.ts'
import type { CalendarRead } from './read.ts'

/**
 * What importing a calendar would do. The calendar wins over itself, not over people: a part of an activity is changed
 * when the calendar says something else about it than it did last time, so what an organiser wrote here stays.
 */
export const parts = ['when', 'title', 'description', 'place'] as const
export type Part = (typeof parts)[number]
/** Kept with each imported activity: fingerprints, because everyone may read the row and not everyone the address. */
export type Remembered = { calendar: string } & Partial<Record<Part, string>>

export interface Imported {
  id: string
  uid: string
  occurrence: string
  remembered: Remembered | null
  startsAt: Date
  endsAt: Date
  zone: string
  allDay: boolean
  title: string
  description: string
  place: string
  published: boolean
  cancelled: boolean
  joined: number
}

export interface ImportPlan {
  create: Occurrence[]
  change: { activity: Imported; to: Occurrence; what: Part[] }[]
  /** Known and unchanged; known here and already begun; cancelled here, whatever the calendar says. */
  same: number
  begun: number
  cancelledHere: number
  /** Upcoming activities that the calendar no longer has, or says are called off. Offered, never done by itself. */
  gone: { activity: Imported; calledOff: boolean }[]
}

const fingerprint = (...of: (string | number | boolean)[]) => createHash('sha256').update(JSON.stringify(of)).digest('base64url').slice(0, 16)

type Said = Pick<Occurrence, 'title' | 'description' | 'place' | 'allDay'> & { start: Date; end: Date }
const marks: Record<Part, (said: Said) => string> = {
  when: ({ start, end, allDay }) => fingerprint(start.getTime(), end.getTime(), allDay),
  title: ({ title }) => fingerprint(title),
  description: ({ description }) => fingerprint(description),
  place: ({ place }) => fingerprint(place),
}

export const calendarMark = (key: string) => fingerprint('calendar', key)
export const remember = (calendar: string, said: Said): Remembered => ({
  calendar: calendarMark(calendar), when: marks.when(said), title: marks.title(said), description: marks.description(said), place: marks.place(said),
})

export function planImport(existing: Imported[], read: CalendarRead, now: Date): ImportPlan {
  const known = new Map(existing.map((activity) => [keyOf(activity.uid, activity.occurrence), activity]))
  const plan: ImportPlan = { create: [], change: [], same: 0, begun: 0, cancelledHere: 0, gone: [] }
  const here = new Set<string>()
  const uids = new Set<string>()
  for (const to of read.occurrences) {
    here.add(keyOf(to.uid, to.occurrence))
    uids.add(to.uid)
    const activity = known.get(keyOf(to.uid, to.occurrence))
    if (!activity) plan.create.push(to)
    else if (activity.cancelled) plan.cancelledHere++
    else if (activity.startsAt <= now) plan.begun++
    else {
      const now: Said = { ...activity, start: activity.startsAt, end: activity.endsAt }
      const what = parts.filter((part) => {
        const says = marks[part](to)
        return says !== marks[part](now) && says !== activity.remembered?.[part]
      })
      if (what.length) plan.change.push({ activity, to, what })
      else plan.same++
    }
  }

  const unread = new Set(read.unread)
  const calledOff = new Set(read.withdrawn.map(({ uid, occurrence }) => (occurrence === undefined ? uid : keyOf(uid, occurrence))))
  const calendar = calendarMark(read.calendar.key)
  for (const activity of existing) {
    const key = keyOf(activity.uid, activity.occurrence)
    if (activity.cancelled || here.has(key) || activity.startsAt <= now || activity.startsAt > read.until) continue
    if (calledOff.has(key) || calledOff.has(activity.uid)) plan.gone.push({ activity, calledOff: true })
    // Silence means something only in a whole file of the calendar it came from, or about a series the file does have.
    else if (!read.incomplete && !unread.has(activity.uid) && (activity.remembered?.calendar === calendar || uids.has(activity.uid))) {
      plan.gone.push({ activity, calledOff: false })
    }
  }
  plan.gone.sort((a, b) => a.activity.startsAt.getTime() - b.activity.startsAt.getTime())
  return plan
}

/** No UID holds a line break. */
const keyOf = (uid: string, occurrence: string) => `${uid}\n${occurrence}`

/** Stands for a series in a form's field name. */
export const seriesMark = (uid: string) => fingerprint('series', uid)
