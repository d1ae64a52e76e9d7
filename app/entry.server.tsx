import type { EntryContext, HandleErrorFunction } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToStaticMarkup } from 'react-dom/server'
import { visit } from '#app/domain/identity/gate.server.ts'
import { islandAddresses } from '#app/platform/http/islands.server.ts'
import { log, loggedPath, traceOf } from '#app/platform/http/log.server.ts'
import type { VisitContext } from '#app/platform/http/visit-context.server.ts'
import { RequestFrame } from '#app/ui/frame.tsx'

export { wakeChores } from '#app/platform/chores.server.ts'
export { startServer } from '#app/server.server.ts'

/**
 * Renders a page. Nothing streams and nothing is hydrated: a page is a string, and headers that the page's loaders did
 * not set default to private.
 */
export default async function handleRequest(request: Request, status: number, headers: Headers, remix: EntryContext, context: VisitContext) {
  const { language } = await visit({ request, context })
  const html = renderToStaticMarkup(
    <RequestFrame language={language} nonce={context.forEveryone ? undefined : context.nonce} errorId={context.id} islands={islandAddresses()} address={addressOf(request)}>
      <RemixServer context={remix} url={request.url} />
    </RequestFrame>,
  )
  headers.set('content-type', 'text/html; charset=utf-8')
  headers.set('content-language', language)
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store')
  return new Response(`<!doctype html>${html}`, { status, headers })
}

/** The path and query the reader is at, without a language choice: links that change the language add theirs. */
function addressOf(request: Request): string {
  const url = new URL(request.url)
  url.searchParams.delete('lang')
  return url.pathname + url.search
}

export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted) return
  log('error', 'request failed', { id: (context as VisitContext).id, path: loggedPath(new URL(request.url).pathname), ...traceOf(error) })
}
