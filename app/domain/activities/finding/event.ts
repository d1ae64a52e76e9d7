import { DateTime } from 'luxon'
import { type Language } from '#app/platform/language.ts'
import type { ActivityPage } from './queries.server.ts'
import { priceOf } from './rules.ts'

/**
 * The activity as search engines read it (schema.org Event), always as everybody may know it, whoever reads the page.
 * `summary` is the description's words alone.
 */
export function eventData(activity: ActivityPage, { appUrl, summary }: { appUrl: string; summary: string }) {
  const { text, organisation } = activity
  const url = `${appUrl}/activities/${activity.slug}`
  const at = (instant: Date) => {
    const local = DateTime.fromJSDate(instant, { zone: activity.zone })
    return activity.allDay ? local.toISODate() : local.toISO({ suppressMilliseconds: true })
  }
  const address = activity.address?.shownTo === 'everyone' ? activity.address : null
  const price = priceOf(text.price, organisation.country)
  const where = address?.text || activity.area
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: text.title,
    url,
    startDate: at(activity.startsAt),
    endDate: at(activity.allDay ? new Date(+activity.endsAt - 1) : activity.endsAt),
    eventStatus: `https://schema.org/${activity.cancelledAt ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    inLanguage: text.language,
    ...(summary && { description: summary }),
    ...(where && {
      location: {
        '@type': 'Place',
        name: activity.area || where,
        address: { '@type': 'PostalAddress', ...(address && { streetAddress: address.text }), ...(activity.area && { addressLocality: activity.area }), addressCountry: organisation.country },
        ...(activity.lat !== null && activity.lon !== null && { geo: { '@type': 'GeoCoordinates', latitude: activity.lat, longitude: activity.lon } }),
      },
    }),
    ...(activity.picture && { image: `${appUrl}/pictures/${activity.picture.id}.webp` }),
    organizer: { '@type': 'Organization', name: organisation.name, url: `${appUrl}/o/${organisation.slug}` },
    ...(activity.places !== null && { maximumAttendeeCapacity: activity.places, remainingAttendeeCapacity: Math.max(0, activity.places - activity.joined) }),
    ...(price && {
      isAccessibleForFree: price.price === 0,
      offers: {
        '@type': 'Offer',
        price: price.price,
        priceCurrency: price.currency,
        url,
        availability: `https://schema.org/${activity.places !== null && activity.joined >= activity.places ? 'SoldOut' : 'InStock'}`,
      },
    }),
  }
}

/** What the page's other languages are called by. */
export const otherLanguages = (activity: Pick<ActivityPage, 'languages' | 'text'>): Language[] => activity.languages.filter((language) => language !== activity.text.language)
