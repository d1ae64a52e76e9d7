import { person, system } from '#app/platform/actor.ts'
import { hashOf } from '#app/platform/crypto.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { lucia } from '../lucia.server.ts'

/**
 * Signs a person in; the answer is the secret for the cookie and exists nowhere else. `strong`: shown with a passkey.
 */
export async function beginSession(personId: string, about: { device: string; strong: boolean; now: Date }): Promise<string> {
  const session = await lucia.createSession(personId, { device: about.device.slice(0, 120), strong: about.strong, since: about.now })
  return session.id
}

export async function endSession(secret: string) {
  await lucia.invalidateSession(secret)
}

/** Ends one of the person's own sessions, named by the id the list shows. */
export async function revokeSession(personId: string, sessionId: string): Promise<boolean> {
  const ended = await lean(person(personId), (sql) => sql`DELETE FROM sessions WHERE id = ${sessionId} AND person_id = ${personId}::uuid RETURNING id`)
  return ended.length > 0
}

/** Signs out everywhere but here. */
export async function revokeOtherSessions(personId: string, sessionId: string): Promise<number> {
  const ended = await lean(person(personId), (sql) => sql`DELETE FROM sessions WHERE person_id = ${personId}::uuid AND id <> ${sessionId} RETURNING id`)
  return ended.length
}

/** A session in which the person has just shown a passkey. */
export async function strengthenSession(sessionId: string) {
  await lean(system('identity'), (sql) => sql`UPDATE sessions SET strong = true WHERE id = ${sessionId}`)
}

/** What the list and the gate call a session: the hash that is stored. */
export const sessionIdOf = (secret: string) => hashOf(secret)
