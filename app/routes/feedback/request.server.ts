import { type Asked, asked } from '#app/domain/activities/feedback/queries.server.ts'
import { requestOfToken } from '#app/domain/activities/feedback/token.server.ts'
import { system } from '#app/platform/actor.ts'
import { lean } from '#app/platform/db.server.ts'
import { notFound } from '#app/platform/http/respond.server.ts'
import type { Language } from '#app/platform/language.ts'

/** What a link from a mail asks about; works signed out. A made-up one is nothing. */
export async function requestOf(token: string | undefined, language: Language): Promise<Asked & { token: string }> {
  const requestId = requestOfToken(token)
  const found = requestId && token && (await lean(system('feedback'), (sql) => asked(sql, requestId, token, language)))
  return found ? { ...found, token } : notFound()
}

export const privately = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' }
