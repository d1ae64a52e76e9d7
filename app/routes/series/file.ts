import type { LoaderFunctionArgs } from '@remix-run/node'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { seriesBySlug, seriesFile } from '#app/domain/activities/series/queries.server.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { calendarAnswer } from '../activities/calendar-answer.ts'

/** A whole series as a calendar file: one event that repeats, with its exceptions. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person, language } = await visit(args)
  const now = wholeMinute(new Date())
  const { APP_URL, MAIL_FROM } = env()
  const found = await lean(actor, async (sql) => {
    const series = await seriesBySlug(sql, args.params.slug ?? '', { language, personId: null, now })
    return series && { series, text: await seriesFile(sql, series, { now, organizer: MAIL_FROM, appUrl: APP_URL, language }) }
  })
  if (!found) return notFound()
  return calendarAnswer(found.text, `${found.series.slug}.ics`, !person && found.series.visibility !== 'members')
}
