import type { LoaderFunctionArgs } from '@remix-run/node'
import { mostInAtom } from '#app/domain/activities/finding/feed-atom.ts'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { filterAddress } from '#app/domain/activities/finding/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { openingEntry } from '#app/domain/openings/finding/feed.ts'
import { findingOpenings } from '#app/domain/openings/finding/messages.ts'
import { findOpenings, openingSearch } from '#app/domain/openings/finding/queries.server.ts'
import { readOpeningFilters } from '#app/domain/openings/finding/schema.ts'
import { visitor } from '#app/platform/actor.ts'
import { atomFeed, atomHeaders, siteSince, tagOf } from '#app/platform/atom.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { publicPage } from '#app/platform/http/respond.server.ts'

/** Open public openings for news readers, by the list's filters. The same for everybody, signed in or not. */
export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const { filters } = readOpeningFilters(new URL(args.request.url).searchParams)
  const now = wholeMinute(new Date())
  const { APP_URL } = env()
  const { openings } = await lean(visitor, async (sql) => findOpenings(sql, (await openingSearch(sql, filters, { language, now, limit: mostInAtom })).search))
  const asked = filterAddress('', filters, { page: null })
  const text = atomFeed({
    id: tagOf(APP_URL, 'feed', `openings${asked}`), title: findingOpenings(language).feedName, language, author: 'Samkraft',
    page: `${APP_URL}/openings${asked}`, self: `${APP_URL}/openings.atom${asked}`, since: siteSince,
    entries: openings.map((opening) => openingEntry(opening, language, APP_URL)),
  })
  return new Response(text, { headers: { ...atomHeaders, ...publicPage } })
}
