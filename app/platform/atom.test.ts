import { expect, test } from 'vitest'
import { atomFeed, tagOf } from './atom.ts'

const feed = {
  id: tagOf('https://samkraft.example:3000', 'feed', 'activities'), title: 'Det som skjer', language: 'nb' as const, author: 'Samkraft',
  page: 'https://samkraft.example/activities?q=tur&kind=tur', self: 'https://samkraft.example/activities.atom', since: new Date('2026-01-01T00:00:00Z'),
}
const entry = { id: tagOf('https://samkraft.example', 'activity', '1'), title: 'Tur', link: 'https://samkraft.example/activities/tur', updated: new Date('2026-11-20T12:00:00Z') }

test('an id names the host without its port, and never changes with the address of the page', () => {
  expect(feed.id).toBe('tag:samkraft.example,2026:feed/activities')
})

test('signs of XML are escaped and what XML cannot say is left out', () => {
  const text = atomFeed({ ...feed, entries: [{ ...entry, title: 'Kaffe & <b>kake</b>\u0000\u0008 "hos" O\'Hara \ud800 🙂', summary: ']]>' }] })
  expect(text).toContain('<title>Kaffe &amp; &lt;b&gt;kake&lt;/b&gt;   &quot;hos&quot; O&#39;Hara \ufffd 🙂</title>')
  expect(text).toContain('<summary>]]&gt;</summary>')
  expect(text).toContain('href="https://samkraft.example/activities?q=tur&amp;kind=tur"')
})

test('the feed is as new as its newest entry, and an empty one stays the same', () => {
  const older = { ...entry, id: 'tag:x,2026:2', updated: new Date('2026-11-01T00:00:00Z') }
  expect(atomFeed({ ...feed, entries: [older, entry] }).match(/<updated>(.*?)</)?.[1]).toBe('2026-11-20T12:00:00.000Z')
  expect(atomFeed({ ...feed, entries: [] }).match(/<updated>(.*?)</)?.[1]).toBe('2026-01-01T00:00:00.000Z')
})

test('an entry in another language says so', () => {
  expect(atomFeed({ ...feed, entries: [{ ...entry, language: 'sv' }] })).toContain('<entry xml:lang="sv">')
  expect(atomFeed({ ...feed, entries: [{ ...entry, language: 'nb' }] })).toContain('<entry>')
})
