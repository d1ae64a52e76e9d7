import { person } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'

export type OwnPasskey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }

/** The person's passkeys, newest first. */
export const passkeysOf = (personId: string) =>
  lean(person(personId), (sql) => sql<OwnPasskey>`
    SELECT id, name, created_at AS "createdAt", last_used_at AS "lastUsedAt" FROM passkeys
    WHERE person_id = ${personId}::uuid ORDER BY created_at DESC, id`)
