/**
 * The one answer to what does not exist or may not be seen. Thrown by loaders and actions; carries nothing, so that a
 * hidden thing and a thing that never was are the same bytes. A plain Response, so that addresses without a page (files,
 * feeds) answer it as it is.
 */
export function notFound(): never {
  throw new Response(null, { status: 404, headers: { 'cache-control': 'private, no-store' } })
}

/** Marks a loader's answer as the same for every anonymous reader of one language: it may be cached whole. */
export const publicPage = { 'x-public-page': '1', 'cache-control': 'public, no-cache' } as const
