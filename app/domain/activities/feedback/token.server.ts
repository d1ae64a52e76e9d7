import { isId } from '#app/platform/actor.ts'
import { keyedHash, keyedHashMatches } from '#app/platform/crypto.server.ts'

/**
 * The link in a mail that asks how it was. It names the request and proves that we made it; what is remembered of a used
 * one is a hash of the whole, which nobody without the key can make from the request.
 */
export const feedbackToken = (requestId: string) => `${requestId.replaceAll('-', '')}${keyedHash('feedback', requestId)}`

export function requestOfToken(token: string | undefined): string | null {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([0-9a-f]{64})$/.exec(token ?? '')
  if (!match) return null
  const id = match.slice(1, 6).join('-')
  return isId(id) && keyedHashMatches('feedback', id, match[6]!) ? id : null
}
