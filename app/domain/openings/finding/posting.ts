import { DateTime } from 'luxon'
import type { OpeningPage } from './queries.server.ts'

/**
 * The opening as search engines read it, always as everybody may know it: a schema.org JobPosting for jobs and work
 * training, a Course for courses. A home is neither, so it has none. `summary` is the description's words alone.
 */
export function postingData(opening: OpeningPage, { appUrl, summary }: { appUrl: string; summary: string }): Record<string, unknown> | null {
  const { text, organisation, kind } = opening
  if (kind === 'housing') return null
  const url = `${appUrl}/openings/${opening.slug}`
  const provider = { '@type': 'Organization', name: organisation.name, url: `${appUrl}/o/${organisation.slug}`, ...(organisation.website && { sameAs: organisation.website }) }
  const place = where(opening)
  const described = summary || text.title
  if (kind === 'course') {
    return {
      '@context': 'https://schema.org', '@type': 'Course', name: text.title, url, description: described, inLanguage: text.language, provider,
      ...(text.learns && { teaches: text.learns }),
      hasCourseInstance: {
        '@type': 'CourseInstance', courseMode: 'Onsite', ...(opening.startsOn && { startDate: opening.startsOn }), ...(place && { location: place }),
        maximumAttendeeCapacity: opening.places, ...(text.hours && { courseSchedule: { '@type': 'Schedule', description: text.hours } }),
      },
    }
  }
  const day = (instant: Date) => DateTime.fromJSDate(instant, { zone: opening.zone })
  return {
    '@context': 'https://schema.org', '@type': 'JobPosting', title: text.title, url, description: described, inLanguage: text.language,
    datePosted: day(opening.publishedAt).toISODate(),
    ...(opening.applyUntil && { validThrough: day(opening.applyUntil).toISO({ suppressMilliseconds: true }) }),
    employmentType: kind === 'work-training' ? 'INTERN' : opening.percent === null || opening.percent < 100 ? 'PART_TIME' : 'FULL_TIME',
    hiringOrganization: provider, directApply: true, totalJobOpenings: Math.max(0, opening.places - opening.taken),
    identifier: { '@type': 'PropertyValue', name: organisation.name, value: opening.id },
    ...(opening.startsOn && { jobStartDate: opening.startsOn }),
    ...(text.tasks && { responsibilities: text.tasks }),
    ...(text.hours && { workHours: text.hours }),
    ...(place && { jobLocation: place }),
  }
}

function where({ area, place, lat, lon, organisation }: OpeningPage) {
  const address = place?.address ?? null
  if (!address && !area) return null
  return {
    '@type': 'Place', name: place?.name ?? area,
    address: { '@type': 'PostalAddress', ...(address && { streetAddress: address }), ...(area && { addressLocality: area }), addressCountry: organisation.country },
    ...(lat !== null && lon !== null && { geo: { '@type': 'GeoCoordinates', latitude: lat, longitude: lon } }),
  }
}
