import ICAL from 'ical.js'
import type { ReceivedMail } from './mailbox.ts'

/**
 * A calendar as another program keeps it from the invitations in somebody's mail (RFC 5546): one event by UID, a higher
 * SEQUENCE replaces a lower, CANCEL takes the event away. Answers with the starts it shows up to a moment, in order.
 * @throws when a message does not carry a higher number than the one before: a real calendar would not believe it.
 */
export function calendarShows(mails: ReceivedMail[], until: Date): string[] {
  const kept = new Map<string, { sequence: number; cancelled: boolean; calendar: ICAL.Component }>()
  for (const mail of mails) {
    for (const { contentType, text } of mail.attachments) {
      if (!contentType.startsWith('text/calendar')) continue
      const calendar = new ICAL.Component(ICAL.parse(text))
      const [first] = calendar.getAllSubcomponents('vevent')
      const uid = String(first!.getFirstPropertyValue('uid')), sequence = Number(first!.getFirstPropertyValue('sequence'))
      const before = kept.get(uid)
      if (before && sequence <= before.sequence) throw new Error(`"${mail.subject}" has SEQUENCE ${sequence} after ${before.sequence} for ${uid}`)
      kept.set(uid, { sequence, cancelled: calendar.getFirstPropertyValue('method') === 'CANCEL', calendar })
    }
  }
  const starts = [...kept.values()].filter(({ cancelled }) => !cancelled).flatMap(({ calendar }) => startsIn(calendar, until))
  return starts.map((start) => start.toISOString()).sort()
}

function startsIn(calendar: ICAL.Component, until: Date): Date[] {
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  const events = calendar.getAllSubcomponents('vevent').map((part) => new ICAL.Event(part))
  const master = events.find((event) => !event.isRecurrenceException())
  if (!master) throw new Error('exceptions without their series')
  for (const event of events) if (event !== master) master.relateException(event)
  if (!master.isRecurring()) return [master.startDate.toJSDate()].filter((start) => start <= until)
  const starts: Date[] = []
  const walk = master.iterator()
  for (let next = walk.next(); next && starts.length < 500; next = walk.next()) {
    if (next.toJSDate() > new Date(+until + 40 * 86_400_000)) break
    starts.push(master.getOccurrenceDetails(next).startDate.toJSDate())
  }
  return starts.filter((start) => start <= until)
}
