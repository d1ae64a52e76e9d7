import { z } from 'zod'
import { inLanguage, type Language } from '#app/platform/language.ts'
import type { Listed } from './queries.server.ts'
import { roomIn } from './rules.ts'

/** The public read API, described once: answers are made to fit this, and /api/openapi.json is made from it. */
export const activityItem = z.strictObject({
  id: z.uuid(),
  url: z.url().describe('The page of the activity.'),
  calendarUrl: z.url().describe('The activity as an iCalendar file.'),
  title: z.string(),
  language: z.enum(['nb', 'sv', 'en']).describe('Of title and price. The original where there is no text in the language asked for.'),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  timeZone: z.string().describe('IANA zone of the place.'),
  allDay: z.boolean(),
  area: z.string().describe('Where it is, as everybody may know; the exact address is on the page.'),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  distanceKm: z.number().nullable().describe('From the place asked about, when one was.'),
  kind: z.strictObject({ slug: z.string(), name: z.string() }),
  organisation: z.strictObject({ slug: z.string(), name: z.string(), url: z.url() }),
  price: z.string().describe('In the words of the organiser; empty when nothing is said.'),
  places: z.int().nullable().describe('null: room for everyone.'),
  placesLeft: z.int().nullable(),
  waiting: z.int().describe('How many are on the waiting list.'),
  status: z.enum(['scheduled', 'ongoing', 'cancelled']),
})
export const activityPage = z.strictObject({
  items: z.array(activityItem),
  next: z.string().nullable().describe('Cursor of the next page; null on the last.'),
})
export const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    id: z.string().optional().describe('Names the event in the log of the server.'),
    parameters: z.array(z.strictObject({ name: z.string(), detail: z.string() })).optional(),
  })
  .describe('RFC 9457')
export type Problem = z.infer<typeof problem>

export function apiItem(activity: Listed, language: Language, appUrl: string, now: Date): z.infer<typeof activityItem> {
  const page = `${appUrl}/activities/${activity.slug}`
  const room = roomIn(activity, now)
  return {
    id: activity.id,
    url: page,
    calendarUrl: `${page}.ics`,
    title: activity.title,
    language: activity.textLanguage,
    startsAt: activity.startsAt.toISOString(),
    endsAt: activity.endsAt.toISOString(),
    timeZone: activity.zone,
    allDay: activity.allDay,
    area: activity.area,
    latitude: activity.lat,
    longitude: activity.lon,
    distanceKm: activity.km === null ? null : Math.round(activity.km * 10) / 10,
    kind: { slug: activity.kind.slug, name: inLanguage(activity.kind.names, language) ?? activity.kind.slug },
    organisation: { ...activity.organisation, url: `${appUrl}/o/${activity.organisation.slug}` },
    price: activity.price,
    places: activity.places,
    placesLeft: Number.isFinite(room.free) ? room.free : null,
    waiting: activity.waiting,
    status: room.state === 'cancelled' ? 'cancelled' : room.state === 'begun' ? 'ongoing' : 'scheduled',
  }
}

/**
 * Where the next page begins: after an instant and an id, so that nothing is skipped or told twice when activities come
 * and go in between; or, where the order is another than time, at a number.
 */
export type Cursor = { after: { startsAt: Date; id: string } } | { offset: number }

export const writeCursor = (cursor: Cursor): string =>
  Buffer.from('after' in cursor ? `${cursor.after.startsAt.toISOString()} ${cursor.after.id}` : String(cursor.offset)).toString('base64url')

export function readCursor(text: string): Cursor | null {
  const said = Buffer.from(text, 'base64url').toString()
  const after = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(said)
  if (after) {
    const startsAt = new Date(after[1]!)
    return Number.isNaN(+startsAt) ? null : { after: { startsAt, id: after[2]! } }
  }
  return /^\d{1,5}$/.test(said) && Number(said) <= 10_000 ? { offset: Number(said) } : null
}

export const limits = { usual: 50, most: 100 }

const query = (name: string, description: string, schema: object) => ({ name, in: 'query', required: false, description, schema })
const isoDay = { type: 'string', format: 'date' }

/** The description itself (OpenAPI 3.1). */
export function openApi(appUrl: string) {
  const schema = (shape: z.ZodType) => {
    const { $schema: _, ...rest } = z.toJSONSchema(shape, { io: 'output' }) as Record<string, unknown>
    return rest
  }
  const { properties, ...page } = schema(activityPage) as { properties: Record<string, unknown> }
  const failure = (description: string) => ({ description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } })
  return {
    openapi: '3.1.0',
    info: {
      title: 'Samkraft: public activities',
      version: '1',
      description: 'Upcoming public activities, for reading. No key is needed, and pages on other sites may ask. Nothing here says who comes.',
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: appUrl }],
    paths: {
      '/api/activities': {
        get: {
          operationId: 'listActivities',
          summary: 'Upcoming public activities',
          description: 'Soonest first; best match first with q; nearest first with near or place. Cancelled ones are told until their time.',
          parameters: [
            query('q', 'Words to find in titles, descriptions, areas, kinds and names of organisations.', { type: 'string', maxLength: 100 }),
            query('kind', 'Slug of a kind.', { type: 'string' }),
            query('place', 'Name of a place that activities or organisations name.', { type: 'string', maxLength: 100 }),
            query('near', 'Latitude and longitude.', { type: 'string', pattern: '^-?\\d{1,2}(\\.\\d+)?,-?\\d{1,3}(\\.\\d+)?$', examples: ['58.97,5.73'] }),
            query('within', 'Kilometres from near or place.', { type: 'number', exclusiveMinimum: 0, maximum: 2000 }),
            query('from', 'First day, in Oslo and Stockholm.', isoDay),
            query('to', 'Last day.', isoDay),
            query('org', 'Slug of an organisation.', { type: 'string' }),
            query('limit', 'How many at most.', { type: 'integer', minimum: 1, maximum: limits.most, default: limits.usual }),
            query('cursor', 'The next of the page before.', { type: 'string' }),
            query('lang', 'Language of texts; else Accept-Language, else nb.', { type: 'string', enum: ['nb', 'sv', 'en'] }),
          ],
          responses: {
            200: {
              description: 'One page.',
              headers: { ETag: { description: 'Send it as If-None-Match to hear whether anything changed.', schema: { type: 'string' } } },
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Activities' } } },
            },
            304: { description: 'Nothing has changed.' },
            400: failure('A parameter was not understood; parameters says which.'),
            500: failure('Something failed here.'),
          },
        },
      },
    },
    components: {
      schemas: {
        Activity: schema(activityItem),
        Activities: { ...page, properties: { ...properties, items: { type: 'array', items: { $ref: '#/components/schemas/Activity' } } } },
        Problem: schema(problem),
      },
    },
  }
}
