import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Reading requests go to Remix without Express: the same answer for half of the way there. The address is the site's
 * own, whatever Host was sent.
 */
export async function answerReading(
  request: IncomingMessage,
  response: ServerResponse,
  { site, handle }: { site: string; handle(request: Request): Promise<Response> },
) {
  const gone = new AbortController()
  response.once('close', () => response.writableFinished || gone.abort())
  const headers = new Headers()
  for (const name in request.headers) {
    const value = request.headers[name]!
    if (typeof value === 'string') headers.set(name, value)
    else for (const one of value) headers.append(name, one)
  }
  const answer = await handle(new Request(site + request.url, { method: request.method, headers, signal: gone.signal }))
  const body = Buffer.from(await answer.arrayBuffer())
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', [response.getHeader('set-cookie') ?? [], cookies].flat() as string[])
  for (const [name, value] of answer.headers) if (name !== 'set-cookie' && name !== 'x-public-page') response.setHeader(name, value)
  if (answer.status !== 304) response.setHeader('content-length', body.length)
  response.writeHead(answer.status)
  response.end(request.method === 'HEAD' ? undefined : body)
}
