import { type AtomEntry, tagOf } from '#app/platform/atom.ts'
import type { Language } from '#app/platform/language.ts'
import { plainWords } from '#app/platform/markdown.server.ts'
import { openingWords } from '../messages.ts'
import type { Listed } from './queries.server.ts'

/** A public opening as an entry of a news feed. */
export const openingEntry = (opening: Listed, language: Language, appUrl: string): AtomEntry => ({
  id: tagOf(appUrl, 'opening', opening.id),
  title: opening.title,
  language: opening.textLanguage,
  link: `${appUrl}/openings/${opening.slug}`,
  published: opening.publishedAt,
  updated: opening.updatedAt,
  author: opening.organisation.name,
  summary: [opening.hours, opening.area, plainWords(opening.description, 400)].filter(Boolean).join('. '),
  category: { term: opening.kind, label: openingWords(language)[`kind_${opening.kind}`] },
})
