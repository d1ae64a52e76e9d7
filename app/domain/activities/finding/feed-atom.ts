import { type AtomEntry, tagOf } from '#app/platform/atom.ts'
import { inLanguage, type Language } from '#app/platform/language.ts'
import { sayWhen } from '#app/platform/time.ts'
import { placeLine } from '../discretion.ts'
import { findingTexts } from './messages.ts'
import type { FedAnew } from './queries.server.ts'

/** A public activity as an entry of a news feed: what happens, when, where and who arranges it, as everybody may know. */
export function atomEntry(activity: FedAnew, language: Language, appUrl: string): AtomEntry {
  const { title, cancelledAt } = activity
  // With the year always, so that the entry says the same next year.
  const when = sayWhen(activity.startsAt, activity.endsAt, activity.zone, language, new Date(0), { allDay: activity.allDay, absolute: true })
  return {
    id: tagOf(appUrl, 'activity', activity.id),
    title: cancelledAt ? `${findingTexts(language).cancelled}: ${title}` : title,
    language: activity.textLanguage,
    link: `${appUrl}/activities/${activity.slug}`,
    published: activity.publishedAt,
    updated: activity.updatedAt,
    author: activity.organisation,
    summary: [when, placeLine(activity.address, activity.area), activity.price].filter(Boolean).join('. '),
    category: { term: activity.kind.slug, label: inLanguage(activity.kind.names, language) ?? activity.kind.slug },
  }
}

/** News are few; whoever wants everything asks the API. */
export const mostInAtom = 100
