import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { apiItem, limits, readCursor, writeCursor } from '#app/domain/activities/finding/api.ts'
import { findActivities, searchOf } from '#app/domain/activities/finding/queries.server.ts'
import { wholeMinute } from '#app/domain/activities/finding/rules.ts'
import { readFilters } from '#app/domain/activities/finding/schema.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { log, traceOf } from '#app/platform/http/log.server.ts'
import { apiAnswer, apiProblem } from './answers.ts'

/** Upcoming public activities for other programs: the same for everybody, whoever asks. */
export async function loader(args: LoaderFunctionArgs) {
  try {
    return await activities(args)
  } catch (error) {
    const { id } = args.context
    log('error', 'request failed', { id, path: '/api/activities', ...traceOf(error) })
    return apiProblem({ status: 500, title: 'Something failed', detail: 'It was not your request. Try again in a minute.', id })
  }
}

export const action = (_: ActionFunctionArgs) =>
  apiProblem({ status: 405, title: 'Only for reading', detail: 'This address answers GET and HEAD.' })

async function activities(args: LoaderFunctionArgs) {
  const { language } = await visit(args)
  const sent = new URL(args.request.url).searchParams
  sent.delete('page') // the API walks by cursor
  const { filters, ignored } = readFilters(sent)
  const limit = sent.get('limit') ? Number(sent.get('limit')) : limits.usual
  const cursor = sent.get('cursor') ? readCursor(sent.get('cursor')!) : { offset: 0 }
  const refused = ignored.map((name) => ({ name: String(name), detail: expected[name] ?? 'Not understood.' }))
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.most) refused.push({ name: 'limit', detail: `A whole number from 1 to ${limits.most}.` })
  if (!cursor) refused.push({ name: 'cursor', detail: 'Use the next of the page before, as it is.' })
  if (refused.length > 0 || !cursor) return apiProblem({ status: 400, title: 'A parameter was not understood', detail: 'See parameters, and /api/openapi.json.', parameters: refused })

  const now = wholeMinute(new Date())
  const found = await lean(visitor, async (sql) => {
    const { search, place } = await searchOf(sql, filters, { language, now, limit })
    if (filters.place && !filters.near && !place) return null
    const byTime = !search.near && search.words.length === 0
    const page = await findActivities(sql, { ...search, ...('after' in cursor ? (byTime ? cursor : {}) : cursor) })
    return { ...page, byTime }
  })
  if (!found) return apiProblem({ status: 400, title: 'A parameter was not understood', detail: 'See parameters, and /api/openapi.json.', parameters: [{ name: 'place', detail: expected.place! }] })
  const last = found.activities.at(-1)
  const next = !found.more || !last ? null : writeCursor(found.byTime ? { after: { startsAt: last.startsAt, id: last.id } } : { offset: ('offset' in cursor ? cursor.offset : 0) + limit })
  return apiAnswer(args.request, { items: found.activities.map((activity) => apiItem(activity, language, env().APP_URL, now)), next })
}

const expected: Record<string, string> = {
  q: 'At most 100 characters.',
  kind: 'The slug of a kind, such as tur.',
  place: 'A place that an activity or an organisation names, at most 100 characters. Use near for any other.',
  near: 'Latitude and longitude in degrees, such as 58.97,5.73.',
  within: 'Kilometres, more than 0 and at most 2000, together with near or place.',
  from: 'A day, such as 2026-12-24.',
  to: 'A day not before from, such as 2026-12-24.',
  org: 'The slug of an organisation.',
}
