import type { LoaderFunctionArgs } from '@remix-run/node'
import { fedEvent } from '#app/domain/activities/finding/feed.ts'
import { feedCalendar } from '#app/domain/activities/finding/feed-calendar.ts'
import { findingTexts } from '#app/domain/activities/finding/messages.ts'
import { feedOf, searchOf } from '#app/domain/activities/finding/queries.server.ts'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { readFilters } from '#app/domain/activities/finding/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { calendarAnswer, mostInFeed } from './calendar-answer.ts'

/** Upcoming public activities for a calendar program, by the list's filters. The same for everybody, signed in or not. */
export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const { filters } = readFilters(new URL(args.request.url).searchParams)
  const now = wholeMinute(new Date())
  const { APP_URL, MAIL_FROM } = env()
  const activities = await lean(visitor, async (sql) => feedOf(sql, (await searchOf(sql, filters, { language, now, limit: mostInFeed })).search))
  const text = feedCalendar(activities.map((activity) => ({ ...fedEvent(activity, APP_URL), stamp: activity.updatedAt })), { method: 'PUBLISH', now, organizer: MAIL_FROM, name: findingTexts(language).feedName, language })
  return calendarAnswer(text, 'samkraft.ics', true)
}
