import type { EventFacts } from '../calendar.ts'
import { placeLine } from '../discretion.ts'
import type { Fed } from './queries.server.ts'

/** A public activity as a calendar shows it: its name, where it is as everybody may know, who meets you, the page's address. */
export function fedEvent(activity: Fed, appUrl: string): EventFacts {
  return {
    uid: activity.uid,
    sequence: activity.sequence,
    title: activity.title,
    description: [activity.organisation, activity.whoMeetsYou, activity.price].filter(Boolean).join('\n'),
    startsAt: activity.startsAt,
    endsAt: activity.endsAt,
    zone: activity.zone,
    allDay: activity.allDay,
    location: placeLine(activity.address, activity.area),
    lat: activity.lat,
    lon: activity.lon,
    url: `${appUrl}/activities/${activity.slug}`,
    cancelled: activity.cancelledAt !== null,
  }
}
