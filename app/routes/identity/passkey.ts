import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { letIn, deviceOf, requirePerson } from '#app/domain/identity/gate.server.ts'
import { identityTexts } from '#app/domain/identity/messages.ts'
import { addPasskey, beginAdding, beginShowing, showPasskey } from '#app/domain/identity/passkeys/commands.server.ts'
import { passkeysOf } from '#app/domain/identity/passkeys/queries.server.ts'
import { mayAdd } from '#app/domain/identity/passkeys/rules.ts'
import { safePath, seesOthers } from '#app/domain/identity/rules.ts'
import { isFresh } from '#app/domain/identity/sessions/rules.ts'
import { withCookies } from '#app/platform/http/cookies.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'

/**
 * What the passkey script asks. The parts inside `response` are checked by the library against the challenge; here only
 * their outer shape is.
 */
const credentialId = z.string().max(1400).regex(/^[\w-]+$/)
const credential = z.looseObject({ id: credentialId, rawId: credentialId, type: z.literal('public-key'), response: z.looseObject({}) })
const asked = z.discriminatedUnion('step', [
  z.object({ step: z.literal('show-options') }),
  z.object({ step: z.literal('show'), id: z.uuid(), response: credential, to: z.string().optional() }),
  z.object({ step: z.literal('add-options') }),
  z.object({ step: z.literal('add'), id: z.uuid(), response: credential, to: z.string().optional() }),
])

const answer = (body: object, status = 200, cookies: string[] = []) => Response.json(body, { status, headers: withCookies(cookies, { 'cache-control': 'no-store' }) })

export const loader = () => notFound()

export async function action(args: ActionFunctionArgs) {
  const read = asked.safeParse(await args.request.json().catch(() => null))
  if (!read.success) return answer({ problem: 'failed' }, 400)
  const now = new Date()
  const request = read.data
  if (request.step === 'show-options') return answer(await beginShowing(now))
  if (request.step === 'show') {
    const shown = await showPasskey({ challengeId: request.id, response: request.response as never, now })
    if (!shown.ok) return answer({ problem: shown.reason === 'unknown' ? 'unknown' : 'failed' }, 422)
    return answer({ to: safePath(request.to) }, 200, await letIn(args.request, shown.personId, { strong: true, now }))
  }

  const { person, language } = await requirePerson(args)
  const passkeys = await passkeysOf(person.id)
  const standing = { strong: person.strong, fresh: isFresh(person.since, now), passkeys: passkeys.length, seesOthers: person.memberships.some(({ roles }) => seesOthers(roles)) }
  if (mayAdd(standing) !== 'yes') return answer({ problem: 'failed' }, 403)
  if (request.step === 'add-options') return answer(await beginAdding(person, now))
  const added = await addPasskey(person, {
    challengeId: request.id, response: request.response as never, name: deviceOf(args.request) || identityTexts(language).newPasskey, sessionId: person.sessionId, now,
  })
  if (!added.ok) return answer({ problem: added.reason === 'known' ? 'known' : 'failed' }, 422)
  return answer({ to: safePath(request.to, '/me/passkeys?done=added') })
}
