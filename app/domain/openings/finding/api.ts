import { z } from 'zod'
import type { Language } from '#app/platform/language.ts'
import { openingWords } from '../messages.ts'
import { freePlaces } from '../rules.ts'
import { kinds } from '../schema.ts'
import type { Listed } from './queries.server.ts'

/** The public read API of openings, described once, like that of activities. */
export const openingItem = z.strictObject({
  id: z.uuid(),
  url: z.url().describe('The page of the opening, where one applies.'),
  title: z.string(),
  language: z.enum(['nb', 'sv', 'en']).describe('Of the texts. The original where there is no text in the language asked for.'),
  kind: z.strictObject({ slug: z.enum(kinds), name: z.string() }),
  percent: z.int().nullable().describe('Of a full position; null: not told.'),
  hours: z.string().describe('In the words of the organisation.'),
  pay: z.string().describe('Pay or benefit basis, in the words of the organisation.'),
  startsOn: z.iso.date().nullable().describe('null: as agreed.'),
  applyUntil: z.iso.datetime().nullable().describe('When it closes; null: open until filled.'),
  timeZone: z.string().describe('IANA zone.'),
  places: z.int(),
  placesLeft: z.int(),
  area: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  distanceKm: z.number().nullable().describe('From the place asked about, when one was.'),
  organisation: z.strictObject({ slug: z.string(), name: z.string(), url: z.url() }),
  publishedAt: z.iso.datetime(),
})
const openingPage = z.strictObject({
  items: z.array(openingItem),
  next: z.string().nullable().describe('Cursor of the next page; null on the last.'),
})

export function openingApiItem(opening: Listed, language: Language, appUrl: string): z.infer<typeof openingItem> {
  const { slug, name } = opening.organisation
  return {
    id: opening.id, url: `${appUrl}/openings/${opening.slug}`, title: opening.title, language: opening.textLanguage,
    kind: { slug: opening.kind, name: openingWords(language)[`kind_${opening.kind}`] },
    percent: opening.percent, hours: opening.hours, pay: opening.pay, startsOn: opening.startsOn, applyUntil: opening.applyUntil?.toISOString() ?? null, timeZone: opening.zone,
    places: opening.places, placesLeft: freePlaces(opening), area: opening.area, latitude: opening.lat, longitude: opening.lon,
    distanceKm: opening.km === null ? null : Math.round(opening.km * 10) / 10,
    organisation: { slug, name, url: `${appUrl}/o/${slug}` }, publishedAt: opening.publishedAt.toISOString(),
  }
}

const query = (name: string, description: string, schema: object) => ({ name, in: 'query', required: false, description, schema })
const schemaOf = (shape: z.ZodType) => {
  const { $schema: _, ...rest } = z.toJSONSchema(shape, { io: 'output' }) as Record<string, unknown>
  return rest
}

/** What /api/openapi.json says about openings, to stand beside what it says about activities. */
export function openingsApi(limits: { usual: number; most: number }) {
  const { properties, ...page } = schemaOf(openingPage) as { properties: Record<string, unknown> }
  const failure = (description: string) => ({ description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } })
  return {
    paths: {
      '/api/openings': {
        get: {
          operationId: 'listOpenings',
          summary: 'Open public openings: jobs, work training, housing and courses',
          description: 'Newest first; best match first with q; nearest first with near or place. Closed ones are not told. Nothing here says who applies.',
          parameters: [
            query('q', 'Words to find in titles, descriptions, areas, kinds and names of organisations.', { type: 'string', maxLength: 100 }),
            query('kind', 'What it is.', { type: 'string', enum: kinds }),
            query('place', 'Name of a place that openings, activities or organisations name.', { type: 'string', maxLength: 100 }),
            query('near', 'Latitude and longitude.', { type: 'string', pattern: '^-?\\d{1,2}(\\.\\d+)?,-?\\d{1,3}(\\.\\d+)?$', examples: ['58.97,5.73'] }),
            query('within', 'Kilometres from near or place.', { type: 'number', exclusiveMinimum: 0, maximum: 2000 }),
            query('org', 'Slug of an organisation.', { type: 'string' }),
            query('limit', 'How many at most.', { type: 'integer', minimum: 1, maximum: limits.most, default: limits.usual }),
            query('cursor', 'The next of the page before.', { type: 'string' }),
            query('lang', 'Language of texts; else Accept-Language, else nb.', { type: 'string', enum: ['nb', 'sv', 'en'] }),
          ],
          responses: {
            200: {
              description: 'One page.',
              headers: { ETag: { description: 'Send it as If-None-Match to hear whether anything changed.', schema: { type: 'string' } } },
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Openings' } } },
            },
            304: { description: 'Nothing has changed.' },
            400: failure('A parameter was not understood; parameters says which.'),
            500: failure('Something failed here.'),
          },
        },
      },
    },
    schemas: {
      Opening: schemaOf(openingItem),
      Openings: { ...page, properties: { ...properties, items: { type: 'array', items: { $ref: '#/components/schemas/Opening' } } } },
    },
  }
}
