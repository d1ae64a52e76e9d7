import { expect, test } from 'vitest'
import { type Imported, planImport, remember } from './plan.ts'
import type { Occurrence } from './occurrence.ts'
import { type CalendarRead, readCalendar } from './read.ts'

const now = new Date('2026-11-23T09:00:00Z')
const day = 86_400_000
function calendar({ key = 'Huset', first = '18', title = 'Kafé', skip = '', extra = [] as string[], last = 'END:VCALENDAR' } = {}): CalendarRead {
  const result = readCalendar(['BEGIN:VCALENDAR', `X-WR-CALNAME:${key}`, 'BEGIN:VEVENT', 'UID:kafe', `SUMMARY:${title}`, 'LOCATION:Stua', `DTSTART;TZID=Europe/Oslo:20261202T${first}0000`, 'DURATION:PT2H', 'RRULE:FREQ=WEEKLY;COUNT=3',
    ...(skip ? [`EXDATE;VALUE=DATE:${skip}`] : []), 'END:VEVENT', 'BEGIN:VEVENT', 'UID:tur', 'SUMMARY:Tur', 'DTSTART:20261205T100000Z', 'DURATION:PT2H', 'END:VEVENT', ...extra, last].join('\n'), { zone: 'Europe/Oslo', now })
  if (!result.ok) throw new Error(result.reason)
  return result
}
const imported = ({ uid, occurrence, start, end, zone, allDay, title, description, place }: Occurrence, key = 'Huset', given: Partial<Imported> = {}): Imported => ({
  id: `${uid} ${occurrence}`, uid, occurrence, startsAt: start, endsAt: end, zone, allDay, title, description, place, published: true, cancelled: false, joined: 0,
  remembered: remember(key, { start, end, allDay, title, description, place }), ...given,
})
const all = (read: CalendarRead, key?: string) => read.occurrences.map((one) => imported(one, key))

test('the first time everything is new', () => {
  expect(planImport([], calendar(), now)).toMatchObject({ change: [], gone: [], same: 0, create: [{ uid: 'kafe', occurrence: '20261202' }, { uid: 'tur', occurrence: '' }, { uid: 'kafe' }, { uid: 'kafe' }] })
})
test('the same file again does nothing', () => {
  expect(planImport(all(calendar()), calendar(), now)).toEqual({ create: [], change: [], same: 4, begun: 0, cancelledHere: 0, gone: [] })
})
test('what the calendar says anew is changed, and only that', () => {
  const { change, same } = planImport(all(calendar()), calendar({ first: '19', title: 'Kafé med quiz' }), now)
  expect(change.map(({ activity, what }) => [activity.id, what])).toEqual(['20261202', '20261209', '20261216'].map((date) => [`kafe ${date}`, ['when', 'title']]))
  expect(same).toBe(1)
})
test('what an organiser wrote here stays when the calendar has nothing new to say', () => {
  const mine = all(calendar()).map((activity) => ({ ...activity, title: 'Onsdagskafé', description: 'Velkommen', startsAt: new Date(activity.startsAt.getTime() + 900_000) }))
  expect(planImport(mine, calendar(), now)).toMatchObject({ change: [], same: 4 })
  expect(planImport(mine, calendar({ title: 'Kveldskafé' }), now).change.map(({ what }) => what)).toEqual([['title'], ['title'], ['title']])
})
test('what was changed alike on both sides is no change', () => {
  const mine = all(calendar()).map((activity) => ({ ...activity, title: activity.uid === 'kafe' ? 'Kveldskafé' : activity.title }))
  expect(planImport(mine, calendar({ title: 'Kveldskafé' }), now)).toMatchObject({ change: [], same: 4 })
})
test('a date left out of the calendar is offered for cancelling', () => {
  expect(planImport(all(calendar()), calendar({ skip: '20261209' }), now).gone).toMatchObject([{ activity: { id: 'kafe 20261209' }, calledOff: false }])
})
test('what the calendar calls off is offered, from whichever calendar it came', () => {
  const off = calendar({ key: 'Et annet', extra: ['BEGIN:VEVENT', 'UID:kafe', 'RECURRENCE-ID;VALUE=DATE:20261209', 'STATUS:CANCELLED', 'END:VEVENT'] })
  expect(planImport(all(calendar()), off, now).gone).toMatchObject([{ activity: { id: 'kafe 20261209' }, calledOff: true }])
})
test('another calendar of the same organisation says nothing about this one', () => {
  const others = all(calendar()).map((activity) => ({ ...activity, uid: `annet-${activity.uid}` }))
  expect(planImport(others, calendar({ key: 'Et annet' }), now).gone).toEqual([])
  expect(planImport(others, calendar(), now).gone).toHaveLength(4)
})
test('a file that breaks off, or an event that cannot be read, lets nothing go', () => {
  const before = [...all(calendar()), imported({ ...calendar().occurrences[0]!, uid: 'borte' })]
  expect(planImport(before, calendar(), now).gone).toHaveLength(1)
  expect(planImport(before, calendar({ last: 'BEGIN:VEVENT' }), now).gone).toEqual([])
  expect(planImport(before, calendar({ extra: ['BEGIN:VEVENT', 'UID:borte', 'SUMMARY:x', 'DTSTART:galt', 'END:VEVENT'] }), now).gone).toEqual([])
})
test('what has begun, what is beyond the window and what is cancelled here is left alone', () => {
  const [kafe] = calendar().occurrences
  const alone = [
    imported(kafe!, 'Huset', { startsAt: new Date(now.getTime() - day), endsAt: now }), imported({ ...kafe!, uid: 'langt-frem' }, 'Huset', { startsAt: new Date(now.getTime() + 400 * day) }),
    imported({ ...calendar().occurrences[1]!, title: 'Noe annet' }, 'Huset', { cancelled: true, remembered: null }),
  ]
  expect(planImport(alone, calendar(), now)).toMatchObject({ begun: 1, cancelledHere: 1, gone: [], change: [], create: [{ occurrence: '20261209' }, { occurrence: '20261216' }] })
})
