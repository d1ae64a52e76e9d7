import type { ActionFunctionArgs } from '@remix-run/node'
import { mailArrived } from '#app/domain/activities/replies/commands.server.ts'
import { visit } from '#app/domain/identity/gate.server.ts'
import { env } from '#app/platform/env.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import { readWebhook } from '#app/platform/inbound.server.ts'

export const loader = () => notFound()

/**
 * Resend says that a mail came in. Its signature is the only way in: no cookie or origin counts here. Whatever else it tells
 * is taken and forgotten, so that it does not ask again.
 */
export async function action(args: ActionFunctionArgs) {
  await visit(args)
  if (!env().RESEND_WEBHOOK_SECRET) return notFound()
  const webhook = readWebhook(await args.request.text(), args.request.headers)
  if (!webhook) return new Response('The signature is wrong or too old.\n', { status: 401, headers: { 'content-type': 'text/plain; charset=utf-8' } })
  if (webhook.received) await mailArrived({ webhookId: webhook.id, ...webhook.received }, new Date())
  return new Response(null, { status: 204 })
}
