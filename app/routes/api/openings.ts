import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { limits, readCursor, writeCursor } from '#app/domain/activities/finding/api.ts'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { openingApiItem } from '#app/domain/openings/finding/api.ts'
import { findOpenings, openingSearch } from '#app/domain/openings/finding/queries.server.ts'
import { readOpeningFilters } from '#app/domain/openings/finding/schema.ts'
import { isKind, kinds } from '#app/domain/openings/schema.ts'
import { visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { log, traceOf } from '#app/platform/http/log.server.ts'
import { apiAnswer, apiProblem } from './answers.ts'

/** Open public openings for other programs: the same for everybody, whoever asks. */
export async function loader(args: LoaderFunctionArgs) {
  try {
    return await openings(args)
  } catch (error) {
    const { id } = args.context
    log('error', 'request failed', { id, path: '/api/openings', ...traceOf(error) })
    return apiProblem({ status: 500, title: 'Something failed', detail: 'It was not your request. Try again in a minute.', id })
  }
}

export const action = (_: ActionFunctionArgs) =>
  apiProblem({ status: 405, title: 'Only for reading', detail: 'This address answers GET and HEAD.' })

async function openings(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const sent = new URL(args.request.url).searchParams
  sent.delete('page') // the API walks by cursor
  const { filters, ignored } = readOpeningFilters(sent)
  const limit = sent.get('limit') ? Number(sent.get('limit')) : limits.usual
  const cursor = sent.get('cursor') ? readCursor(sent.get('cursor')!) : { offset: 0 }
  const refused = ignored.map((name) => ({ name: String(name), detail: expected[name] ?? 'Not understood.' }))
  if (filters.kind && !isKind(filters.kind)) refused.push({ name: 'kind', detail: expected.kind! })
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.most) refused.push({ name: 'limit', detail: `A whole number from 1 to ${limits.most}.` })
  const offset = cursor && 'offset' in cursor ? cursor.offset : null
  if (offset === null) refused.push({ name: 'cursor', detail: 'Use the next of the page before, as it is.' })
  if (refused.length > 0 || offset === null) return problem(refused)

  const now = wholeMinute(new Date())
  const found = await lean(visitor, async (sql) => {
    const { search, place } = await openingSearch(sql, filters, { language, now, limit, offset })
    return filters.place && !filters.near && !place ? null : findOpenings(sql, search)
  })
  if (!found) return problem([{ name: 'place', detail: expected.place! }])
  return apiAnswer(args.request, {
    items: found.openings.map((opening) => openingApiItem(opening, language, env().APP_URL)),
    next: found.more ? writeCursor({ offset: offset + limit }) : null,
  })
}

const problem = (parameters: { name: string; detail: string }[]) =>
  apiProblem({ status: 400, title: 'A parameter was not understood', detail: 'See parameters, and /api/openapi.json.', parameters })

const expected: Record<string, string> = {
  q: 'At most 100 characters.',
  kind: `One of ${kinds.join(', ')}.`,
  place: 'A place that an opening, an activity or an organisation names, at most 100 characters. Use near for any other.',
  near: 'Latitude and longitude in degrees, such as 58.97,5.73.',
  within: 'Kilometres, more than 0 and at most 2000, together with near or place.',
  org: 'The slug of an organisation.',
}
