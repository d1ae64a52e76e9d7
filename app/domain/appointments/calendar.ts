import { discreetPlace } from '#app/domain/activities/discretion.ts'
import type { EventFacts } from '#app/domain/activities/calendar.ts'
import type { Language } from '#app/platform/language.ts'
import { appointmentTexts } from './messages.ts'
import type { Appointment } from './queries.server.ts'

/** An appointment as the person's own calendar shows it: with whom, never what it is about. */
export const appointmentEvent = (one: Appointment, { language, openTitles }: { language: Language; openTitles: boolean }, appUrl: string): EventFacts & { stamp: Date } => ({
  uid: one.uid, sequence: one.sequence, title: appointmentTexts(language).event(one.others), startsAt: one.startsAt, endsAt: one.endsAt, zone: one.zone, allDay: false,
  location: openTitles ? one.place : discreetPlace(one.place, one.organisation.name), url: `${appUrl}/me#appointment-${one.id}`, cancelled: one.cancelledAt !== null, stamp: one.changedAt,
})
