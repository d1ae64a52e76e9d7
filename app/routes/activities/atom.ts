import type { LoaderFunctionArgs } from '@remix-run/node'
import { atomEntry, mostInAtom } from '#app/domain/activities/finding/feed-atom.ts'
import { findingTexts } from '#app/domain/activities/finding/messages.ts'
import { feedOf, searchOf } from '#app/domain/activities/finding/queries.server.ts'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { filterAddress, readFilters } from '#app/domain/activities/finding/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { visitor } from '#app/platform/actor.ts'
import { atomFeed, atomHeaders, siteSince, tagOf } from '#app/platform/atom.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { publicPage } from '#app/platform/http/respond.server.ts'

/** Upcoming public activities for news readers, by the list's filters. The same for everybody, signed in or not. */
export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const { filters } = readFilters(new URL(args.request.url).searchParams)
  const now = wholeMinute(new Date())
  const { APP_URL } = env()
  const activities = await lean(visitor, async (sql) => feedOf(sql, (await searchOf(sql, filters, { language, now, limit: mostInAtom })).search))
  const asked = filterAddress('', filters, { page: null })
  const text = atomFeed({
    id: tagOf(APP_URL, 'feed', `activities${asked}`), title: findingTexts(language).feedName, language, author: 'Samkraft',
    page: `${APP_URL}/activities${asked}`, self: `${APP_URL}/activities.atom${asked}`, since: siteSince,
    entries: activities.map((activity) => atomEntry(activity, language, APP_URL)),
  })
  return new Response(text, { headers: { ...atomHeaders, ...publicPage } })
}
