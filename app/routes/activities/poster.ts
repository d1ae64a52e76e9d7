import type { LoaderFunctionArgs } from '@remix-run/node'
import { placeLine } from '#app/domain/activities/discretion.ts'
import { activityBySlug } from '#app/domain/activities/finding/queries.server.ts'
import { pictureFor } from '#app/domain/activities/pictures/queries.server.ts'
import { posterTexts } from '#app/domain/activities/poster/messages.ts'
import { drawPoster, type PosterFacts } from '#app/domain/activities/poster/poster.server.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound, publicPage } from '#app/platform/http/respond.server.ts'
import { plainWords } from '#app/platform/markdown.server.ts'
import { sayWhen } from '#app/platform/time.ts'

/** An activity's poster, as everybody may know it: the same whoever asks. */
export async function loader(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const found = await lean(visitor, async (sql) => {
    const activity = await activityBySlug(sql, args.params.slug ?? '', language)
    return activity && activity.visibility !== 'members' ? { activity, picture: activity.picture && (await pictureFor(sql, activity.picture.id)) } : null
  })
  if (!found) return notFound()
  const { activity, picture } = found
  const { text, address, organisation } = activity
  const poster = await inTurn({
    language, textLanguage: text.language, title: text.title,
    // It hangs for weeks: the date, and never "tomorrow".
    when: sayWhen(activity.startsAt, activity.endsAt, activity.zone, language, activity.startsAt, { allDay: activity.allDay, absolute: true }),
    where: placeLine(address?.shownTo === 'everyone' ? address.text : null, activity.area),
    whatToExpect: text.whatToExpect || plainWords(text.description, 2_000), whoMeetsYou: text.whoMeetsYou, price: text.price,
    organisation: organisation.name, address: `${env().APP_URL}/activities/${activity.slug}`, cancelled: activity.cancelledAt !== null,
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
