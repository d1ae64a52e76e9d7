import { createHash } from 'node:crypto'
import type { Problem } from '#app/domain/activities/finding/api.ts'
import { publicPage } from '#app/platform/http/respond.server.ts'

/** Any page anywhere may read; nothing personal is ever in an answer, so no credentials are taken either. */
const open = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }

export function apiAnswer(request: Request, value: unknown): Response {
  const body = JSON.stringify(value)
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const headers = { ...open, ...publicPage, etag, vary: 'Accept-Language, Cookie, Accept-Encoding', 'content-type': 'application/json; charset=utf-8' }
  if (request.headers.get('if-none-match')?.includes(etag)) return new Response(null, { status: 304, headers })
  return new Response(body, { headers })
}

export const apiProblem = (problem: Omit<Problem, 'type'>): Response =>
  new Response(JSON.stringify({ type: 'about:blank', ...problem }), {
    status: problem.status,
    headers: { ...open, 'cache-control': 'no-store', 'content-type': 'application/problem+json; charset=utf-8' },
  })
