import type { LoaderFunctionArgs } from '@remix-run/node'
import { activityCalendar } from '#app/domain/activities/calendar.ts'
import { fedEvent } from '#app/domain/activities/finding/feed.ts'
import { activityBySlug } from '#app/domain/activities/finding/queries.server.ts'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { calendarAnswer } from './calendar-answer.ts'

/** One activity as a calendar file, as far as this reader may see it. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const activity = await lean(actor, (sql) => activityBySlug(sql, args.params.slug ?? '', language))
  if (!activity) return notFound()
  const { APP_URL, MAIL_FROM } = env()
  const { text, address, organisation, ...facts } = activity
  const event = fedEvent({ ...facts, ...text, address: address?.text ?? null, organisation: organisation.name }, APP_URL)
  const calendar = activityCalendar([event], { method: 'PUBLISH', now: wholeMinute(new Date()), organizer: MAIL_FROM, language })
  return calendarAnswer(calendar, `${activity.slug}.ics`, !person && activity.visibility !== 'members')
}
