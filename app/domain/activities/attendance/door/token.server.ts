import { isId } from '#app/platform/actor.ts'
import { keyedHash, keyedHashMatches } from '#app/platform/crypto.server.ts'

/** What the code at a door says: which activity, and that we made it. Who holds it stands at the door, or has a picture of it. */
export const doorToken = (activityId: string) => `${activityId.replaceAll('-', '')}${keyedHash('door', activityId)}`

export function activityOfToken(token: string | undefined): string | null {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([0-9a-f]{64})$/.exec(token ?? '')
  if (!match) return null
  const id = match.slice(1, 6).join('-')
  return isId(id) && keyedHashMatches('door', id, match[6]!) ? id : null
}
