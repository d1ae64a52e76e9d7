import { publicPage } from '#app/platform/http/respond.server.ts'

/** Calendars ask often; what is farther off comes when it is nearer. */
export const mostInFeed = 1_000

export const calendarAnswer = (text: string, name: string, forEveryone: boolean) =>
  new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `inline; filename="${name}"`,
      ...(forEveryone ? publicPage : { 'cache-control': 'private, no-store' }),
    },
  })
