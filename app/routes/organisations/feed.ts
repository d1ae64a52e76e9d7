import type { LoaderFunctionArgs } from '@remix-run/node'
import { fedEvent } from '#app/domain/activities/finding/feed.ts'
import { feedCalendar } from '#app/domain/activities/finding/feed-calendar.ts'
import { findingTexts } from '#app/domain/activities/finding/messages.ts'
import { feedOf, organisationBySlug, searchOf } from '#app/domain/activities/finding/queries.server.ts'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { readFilters } from '#app/domain/activities/finding/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { calendarAnswer, mostInFeed } from '../activities/calendar-answer.ts'

/** One organisation's upcoming public activities for a calendar program. */
export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const now = wholeMinute(new Date())
  const { APP_URL, MAIL_FROM } = env()
  const slug = args.params.org ?? ''
  const found = await lean(visitor, async (sql) => {
    const organisation = await organisationBySlug(sql, slug)
    if (!organisation) return null
    const { filters } = readFilters(new URLSearchParams({ org: slug }))
    return { organisation, activities: await feedOf(sql, (await searchOf(sql, filters, { language, now, limit: mostInFeed })).search) }
  })
  if (!found) return notFound()
  const name = findingTexts(language).feedOf(found.organisation.name)
  const text = feedCalendar(found.activities.map((activity) => ({ ...fedEvent(activity, APP_URL), stamp: activity.updatedAt })), { method: 'PUBLISH', now, organizer: MAIL_FROM, name, language })
  return calendarAnswer(text, `${slug}.ics`, true)
}
