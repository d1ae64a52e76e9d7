import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { lucia } from '../lucia.server.ts'

/** Who the secret of a session cookie belongs to; null when it is unknown, ended or expired. */
export async function personOfSession(secret: string) {
  const { user, session } = await lucia.validateSession(secret)
  return user && { person: user, session }
}

export type OwnSession = { id: string; device: string; strong: boolean; since: Date; lastSeen: Date }

/** The person's sessions, latest seen first. */
export const sessionsOf = (personId: string) =>
  lean(person(personId), (sql) => sql<OwnSession>`
    SELECT id, device, strong, created_at AS since, last_seen_at AS "lastSeen" FROM sessions
    WHERE person_id = ${personId}::uuid AND expires_at > now() ORDER BY last_seen_at DESC, created_at DESC`)
