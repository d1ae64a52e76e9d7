import type { LoaderFunctionArgs } from '@remix-run/node'
import { visit } from '#app/domain/identity/gate.server.ts'
import { mailInTheBox } from '#app/domain/notifications/mailbox/queries.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'

/** The mail itself, for the frame that shows it. Its policy (mails style themselves, nothing else runs) is set in front: headers.server.ts. */
export async function loader(args: LoaderFunctionArgs) {
  if (!env().DEMO) return notFound()
  await visit(args)
  const mail = (await mailInTheBox(args.params.id)) ?? notFound()
  // Links leave the frame.
  const html = mail.html.replace('<head>', '<head><base target="_blank"/>')
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' } })
}
