import type { LoaderFunctionArgs } from '@remix-run/node'
import { framePage, mostEmbedded } from '#app/domain/activities/embedding/lines.ts'
import { findActivities, organisationBySlug, searchOf } from '#app/domain/activities/finding/queries.server.ts'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { readFilters } from '#app/domain/activities/finding/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound, publicPage } from '#app/platform/http/respond.server.ts'

/** An organisation's next public activities, to stand in a frame on its own website. The same for everybody. */
export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const now = wholeMinute(new Date())
  const slug = args.params.org ?? ''
  const found = await lean(visitor, async (sql) => {
    const organisation = await organisationBySlug(sql, slug)
    if (!organisation) return null
    const { search } = await searchOf(sql, readFilters(new URLSearchParams({ org: slug })).filters, { language, now, limit: mostEmbedded })
    return { organisation, ...(await findActivities(sql, search)) }
  })
  if (!found) return notFound()
  return new Response(framePage(found.organisation, found.activities, { language, appUrl: env().APP_URL, now }), { headers: { 'content-type': 'text/html; charset=utf-8', ...publicPage } })
}
