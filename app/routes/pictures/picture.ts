import type { LoaderFunctionArgs } from '@remix-run/node'
import { pictureFor } from '#app/domain/activities/pictures/queries.server.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { isId, visitor } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'

/**
 * A picture the reader may see. Its bytes never change under an address; what everybody may see may be kept for long by
 * anybody, the rest by nobody.
 */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, person } = await visit(args)
  const { id } = args.params
  if (!isId(id)) return notFound()
  const open = await lean(visitor, (sql) => pictureFor(sql, id))
  const picture = open ?? (person && (await lean(actor, (sql) => pictureFor(sql, id))))
  if (!picture) return notFound()
  return new Response(new Uint8Array(picture.bytes), {
    headers: {
      'content-type': 'image/webp',
      ...(open ? { 'x-public-page': '1', 'cache-control': 'public, max-age=31536000, immutable' } : { 'cache-control': 'private, no-store' }),
    },
  })
}
