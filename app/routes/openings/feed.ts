import type { LoaderFunctionArgs } from '@remix-run/node'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { filterAddress } from '#app/domain/activities/finding/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { atomFeed } from '#app/domain/openings/finding/feed.ts'
import { findingOpenings } from '#app/domain/openings/finding/messages.ts'
import { findOpenings, openingSearch } from '#app/domain/openings/finding/queries.server.ts'
import { readOpeningFilters } from '#app/domain/openings/finding/schema.ts'
import { openingWords } from '#app/domain/openings/messages.ts'
import { visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { publicPage } from '#app/platform/http/respond.server.ts'

const mostInFeed = 100

/** Open public openings for programs that watch for news, by the list's filters. The same for everybody, signed in or not. */
export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const { filters } = readOpeningFilters(new URL(args.request.url).searchParams)
  const now = wholeMinute(new Date())
  const { openings } = await lean(visitor, async (sql) => findOpenings(sql, (await openingSearch(sql, filters, { language, now, limit: mostInFeed })).search))
  const feed = atomFeed(openings, {
    title: findingOpenings(language).feedName, language, appUrl: env().APP_URL, now,
    list: filterAddress('/openings', filters, { page: null }), self: filterAddress('/openings.atom', filters, { page: null }),
    kindName: (kind) => openingWords(language)[`kind_${kind}`],
  })
  return new Response(feed, { headers: { ...publicPage, 'content-type': 'application/atom+xml; charset=utf-8', vary: 'Accept-Language, Cookie, Accept-Encoding' } })
}
