import { isId } from '#app/platform/actor.ts'
import { keyedHash, keyedHashMatches } from '#app/platform/crypto.server.ts'

/** The address of an invitation to come along: names it and proves that we made it. What it may do, its row says. */
export const companyToken = (id: string) => `${id.replaceAll('-', '')}${keyedHash('together', id)}`

export function invitationOfToken(token: string | undefined): string | null {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([0-9a-f]{64})$/.exec(token ?? '')
  if (!match) return null
  const id = match.slice(1, 6).join('-')
  return isId(id) && keyedHashMatches('together', id, match[6]!) ? id : null
}
