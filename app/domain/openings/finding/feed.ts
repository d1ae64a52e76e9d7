import { createHash } from 'node:crypto'
import { plainWords } from '#app/platform/markdown.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Listed } from './queries.server.ts'

// oxlint-disable-next-line no-control-regex -- XML has no way to write these
const escaped = (text: string) => text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

interface Feed {
  title: string
  language: Language
  appUrl: string
  /** Path and query of the list and of the feed itself. */
  list: string
  self: string
  /** When there is nothing in it. */
  now: Date
  kindName(kind: Listed['kind']): string
}

/** Openings as an Atom feed (RFC 4287): what programs that watch for news read. */
export function atomFeed(openings: Listed[], { title, language, appUrl, list, self, now, kindName }: Feed): string {
  const updated = openings.reduce((latest, one) => (one.updatedAt > latest ? one.updatedAt : latest), new Date(0))
  const entries = openings.map((one) => [
    `<entry xml:lang="${one.textLanguage}">`,
    `<id>urn:uuid:${one.id}</id>`,
    `<title>${escaped(one.title)}</title>`,
    `<link rel="alternate" type="text/html" href="${escaped(`${appUrl}/openings/${one.slug}`)}"/>`,
    `<published>${one.publishedAt.toISOString()}</published>`,
    `<updated>${one.updatedAt.toISOString()}</updated>`,
    `<author><name>${escaped(one.organisation.name)}</name></author>`,
    `<category term="${one.kind}" label="${escaped(kindName(one.kind))}"/>`,
    `<summary>${escaped(plainWords(one.description || one.title, 400))}</summary>`,
    '</entry>',
  ].join('\n'))
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    // One and the same for one address, as the standard asks.
    `<id>urn:sha256:${createHash('sha256').update(appUrl + self).digest('hex')}</id>`,
    `<title>${escaped(title)}</title>`,
    `<link rel="alternate" type="text/html" href="${escaped(appUrl + list)}"/>`,
    `<link rel="self" type="application/atom+xml" href="${escaped(appUrl + self)}"/>`,
    `<updated>${(openings.length > 0 ? updated : now).toISOString()}</updated>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n')
}
