import type { Language } from './language.ts'

/** An Atom feed (RFC 4287): what readers of news and other programs ask for again and again. */
export interface AtomFeed {
  /** Stable for life; make it with `tagOf`. */
  id: string
  title: string
  language: Language
  /** The page that shows the same to people, and the feed's own address. */
  page: string
  self: string
  /** Who writes the entries that name no author of their own. */
  author: string
  entries: AtomEntry[]
  /** Of the feed when it has no entries, so that an empty one is the same bytes each time. */
  since: Date
}
export interface AtomEntry {
  id: string
  title: string
  /** Of the title and summary, where it is not the feed's. */
  language?: Language
  link: string
  published?: Date
  updated: Date
  author?: string
  /** Plain text. */
  summary?: string
  category?: { term: string; label: string }
}

/** An id that survives a change of address (RFC 4151): `day` is one on which the site owned the domain. */
export const tagOf = (appUrl: string, kind: string, id: string) => `tag:${new URL(appUrl).hostname},2026:${kind}/${encodeURIComponent(id)}`

// oxlint-disable-next-line no-control-regex -- what XML 1.0 cannot say at all
const unsayable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** For element text and quoted attributes, in XML and HTML alike. */
export const escapeMarkup = (text: string) => text.toWellFormed().replace(unsayable, ' ').replace(/[&<>"']/g, (sign) => entities[sign]!)

export function atomFeed(feed: AtomFeed): string {
  const updated = feed.entries.reduce((latest, entry) => (entry.updated > latest ? entry.updated : latest), feed.since)
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.language}">`,
    element('id', feed.id),
    element('title', feed.title),
    element('updated', updated.toISOString()),
    `<author>${element('name', feed.author)}</author>`,
    `<link rel="self" type="application/atom+xml" href="${escapeMarkup(feed.self)}"/>`,
    `<link rel="alternate" type="text/html" hreflang="${feed.language}" href="${escapeMarkup(feed.page)}"/>`,
    ...feed.entries.map((entry) => entryOf(entry, feed.language)),
    '</feed>',
    '',
  ].join('\n')
}

const element = (name: string, text: string) => `<${name}>${escapeMarkup(text)}</${name}>`

function entryOf(entry: AtomEntry, language: Language): string {
  return [
    entry.language && entry.language !== language ? `<entry xml:lang="${entry.language}">` : '<entry>',
    element('id', entry.id),
    element('title', entry.title),
    element('updated', entry.updated.toISOString()),
    entry.published && element('published', entry.published.toISOString()),
    entry.author && `<author>${element('name', entry.author)}</author>`,
    `<link rel="alternate" type="text/html" href="${escapeMarkup(entry.link)}"/>`,
    entry.category && `<category term="${escapeMarkup(entry.category.term)}" label="${escapeMarkup(entry.category.label)}"/>`,
    entry.summary && element('summary', entry.summary),
    '</entry>',
  ].filter(Boolean).join('\n')
}

export const atomHeaders = { 'content-type': 'application/atom+xml; charset=utf-8' } as const

/** When nothing has been said yet. */
export const siteSince = new Date('2026-01-01T00:00:00Z')
