import { keyedHash, keyedHashMatches } from '#app/platform/crypto.server.ts'
import { isId } from '#app/platform/actor.ts'
import type { Sql } from '#app/platform/db.server.ts'

/**
 * The yes and no in a mail work without signing in: the address names the sign-up and proves that we made it. Whoever
 * holds it can answer for that one sign-up and see nothing but what the mail said.
 */
export const answerToken = (signUpId: string) => `${signUpId.replaceAll('-', '')}${keyedHash('answer', signUpId)}`

export function signUpOfToken(token: string | undefined): string | null {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([0-9a-f]{64})$/.exec(token ?? '')
  if (!match) return null
  const id = match.slice(1, 6).join('-')
  return isId(id) && keyedHashMatches('answer', id, match[6]!) ? id : null
}

/** Read as the program (`system('mail')`): the token has proved who answers. */
export const signUpById = async (sql: Sql, id: string) =>
  (
    await sql<{ activityId: string; personId: string; state: 'joined' | 'waiting' | 'left' }>`
      SELECT activity_id AS "activityId", person_id AS "personId", state FROM sign_ups WHERE id = ${id}::uuid`
  )[0] ?? null
