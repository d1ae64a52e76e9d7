import { createHash } from 'node:crypto'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { personalCalendarTexts } from '#app/domain/activities/personal-calendar/messages.ts'
import { personalFeed } from '#app/domain/activities/personal-calendar/queries.server.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'

/** A person's own calendar under its secret address. The secret is the key: nobody is signed in here. */
export async function loader(args: LoaderFunctionArgs) {
  await visit(args)
  const { APP_URL, MAIL_FROM } = env()
  const calendar = await personalFeed(args.params.token ?? '', {
    appUrl: APP_URL, organizer: MAIL_FROM, name: (language) => personalCalendarTexts(language).feedName, now: new Date(),
  })
  if (calendar === null) return notFound()
  const etag = `"${createHash('sha256').update(calendar).digest('base64url').slice(0, 27)}"`
  const headers = { 'cache-control': 'private, no-store', etag, 'x-robots-tag': 'noindex', 'content-disposition': 'inline; filename="samkraft.ics"' }
  if (args.request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return new Response(calendar, { headers: { ...headers, 'content-type': 'text/calendar; charset=utf-8' } })
}
