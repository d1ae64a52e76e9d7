import { isId } from '#app/platform/actor.ts'
import { keyedHash, keyedHashMatches } from '#app/platform/crypto.server.ts'

/** Kinds of mail that can be turned off from the mail itself, signed out. */
export const unsubscribables = ['reminders', 'digest'] as const
export type Unsubscribable = (typeof unsubscribables)[number]

/** Stands in mails. Whoever holds it can turn that one kind off and on again, and learns nothing. */
export const unsubscribeToken = (personId: string, kind: Unsubscribable) => `${kind}-${personId}-${keyedHash('unsubscribe', `${kind} ${personId}`)}`

export function readUnsubscribeToken(token: string | undefined): { personId: string; kind: Unsubscribable } | null {
  const [, said, personId, proof] = /^(\w+)-([0-9a-f-]{36})-([0-9a-f]{64})$/.exec(token ?? '') ?? []
  const kind = unsubscribables.find((known) => known === said)
  return kind && isId(personId) && keyedHashMatches('unsubscribe', `${kind} ${personId}`, proof!) ? { personId, kind } : null
}
