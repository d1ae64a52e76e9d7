import type { LoaderFunctionArgs } from '@remix-run/node'
import { atomEntry, mostInAtom } from '#app/domain/activities/finding/feed-atom.ts'
import { findingTexts } from '#app/domain/activities/finding/messages.ts'
import { feedOf, organisationBySlug, searchOf } from '#app/domain/activities/finding/queries.server.ts'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { readFilters } from '#app/domain/activities/finding/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { visitor } from '#app/platform/actor.ts'
import { atomFeed, atomHeaders, siteSince, tagOf } from '#app/platform/atom.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound, publicPage } from '#app/platform/http/respond.server.ts'

/** One organisation's upcoming public activities for news readers. */
export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const now = wholeMinute(new Date())
  const { APP_URL } = env()
  const slug = args.params.org ?? ''
  const found = await lean(visitor, async (sql) => {
    const organisation = await organisationBySlug(sql, slug)
    if (!organisation) return null
    const { filters } = readFilters(new URLSearchParams({ org: slug }))
    return { organisation, activities: await feedOf(sql, (await searchOf(sql, filters, { language, now, limit: mostInAtom })).search) }
  })
  if (!found) return notFound()
  const { organisation, activities } = found
  const text = atomFeed({
    id: tagOf(APP_URL, 'feed', organisation.id), title: findingTexts(language).feedOf(organisation.name), language, author: organisation.name,
    page: `${APP_URL}/o/${slug}`, self: `${APP_URL}/o/${slug}/activities.atom`, since: siteSince,
    entries: activities.map((activity) => atomEntry(activity, language, APP_URL)),
  })
  return new Response(text, { headers: { ...atomHeaders, ...publicPage } })
}
