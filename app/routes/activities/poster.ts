import type { LoaderFunctionArgs } from '@remix-run/node'
import { DateTime } from 'luxon'
import { placeLine } from '#app/domain/activities/discretion.ts'
import { activityBySlug } from '#app/domain/activities/finding/queries.server.ts'
import { pictureFor } from '#app/domain/activities/pictures/queries.server.ts'
import { posterTexts } from '#app/domain/activities/poster/messages.ts'
import { drawPoster, type PosterFacts } from '#app/domain/activities/poster/poster.server.ts'
import { sayRuleTime, seriesTexts } from '#app/domain/activities/series/messages.ts'
import { seriesNote } from '#app/domain/activities/series/queries.server.ts'
import { repeatingOf } from '#app/domain/activities/series/rules.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound, publicPage } from '#app/platform/http/respond.server.ts'
import { plainWords } from '#app/platform/markdown.server.ts'
import { sayDate, sayWhen } from '#app/platform/time.ts'

/** An activity's poster, as everybody may know it: the same whoever asks. */
export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const now = new Date()
  const found = await lean(visitor, async (sql) => {
    const activity = await activityBySlug(sql, args.params.slug ?? '', language)
    if (!activity || activity.visibility === 'members') return null
    return { activity, picture: activity.picture && (await pictureFor(sql, activity.picture.id)), series: activity.cancelledAt ? null : await seriesNote(sql, activity.id, now) }
  })
  if (!found) return notFound()
  const { activity, picture } = found
  const { text, address, organisation } = activity
  // It hangs for weeks: of a series that goes on it tells how it repeats, and leads to all of it.
  const series = found.series && found.series.ahead > 1 && repeatingOf(found.series.rule.rule) ? found.series : null
  const lastDay = series?.rule.lastDay && DateTime.fromISO(series.rule.lastDay, { zone: series.rule.zone }).toJSDate()
  const poster = await inTurn({
    language, textLanguage: text.language, title: text.title,
    // The date, and never "tomorrow".
    when: series ? `${sayRuleTime(series.rule, language)}${lastDay ? `, ${seriesTexts(language).to} ${sayDate(lastDay, series.rule.zone, language, now)}` : ''}` : sayWhen(activity.startsAt, activity.endsAt, activity.zone, language, activity.startsAt, { allDay: activity.allDay, absolute: true }),
    where: placeLine(address?.shownTo === 'everyone' ? address.text : null, activity.area),
    whatToExpect: text.whatToExpect || plainWords(text.description, 2_000), whoMeetsYou: text.whoMeetsYou, price: text.price,
    organisation: organisation.name, address: `${env().APP_URL}${series ? `/series/${series.slug}` : `/activities/${activity.slug}`}`, cancelled: activity.cancelledAt !== null,
    picture: picture && { ...picture, alt: text.pictureAlt }, made: activity.publishedAt,
  })
  return new Response(new Uint8Array(poster), {
    headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${posterTexts(language).file}-${activity.slug}.pdf"`, ...publicPage },
  })
}

/** Drawing takes the processor for a tenth of a second, so posters are drawn one at a time. */
let last: Promise<unknown> = Promise.resolve()
function inTurn(facts: PosterFacts): Promise<Buffer> {
  const drawn = last.then(() => drawPoster(facts))
  last = drawn.catch(() => {})
  return drawn
}
