import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { hashOf } from '#app/platform/crypto.server.ts'
import type { TestDatabase } from './database.ts'

/**
 * A session as the identity commands begin one (only its hash is stored), without the way through the mail.
 * `strong`: begun with a passkey.
 */
export async function makeSession(database: TestDatabase, person: { id: string }, { strong = false } = {}): Promise<string> {
  const secret = randomBytes(30).toString('base64url')
  await database.owner(`INSERT INTO sessions (id, person_id, expires_at, device, strong) VALUES ($1, $2, now() + interval '30 days', 'Test', $3)`, [
    hashOf(secret), person.id, strong,
  ])
  return secret
}

/** The Cookie header of a person who is signed in; with the page's own Origin a form may be posted with it. */
export async function signedIn(database: TestDatabase, person: { id: string }, options?: { strong?: boolean }): Promise<{ cookie: string }> {
  return { cookie: `__Host-session=${await makeSession(database, person, options)}` }
}

/** Signs the page's browser in on a server. */
export async function signInAs(page: Page, serverUrl: string, database: TestDatabase, person: { id: string }, options?: { strong?: boolean }) {
  const value = await makeSession(database, person, options)
  await page.context().addCookies([{ name: '__Host-session', value, url: serverUrl.replace('http:', 'https:'), secure: true, httpOnly: true, sameSite: 'Lax' }])
}
