import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia'
import { system } from '#app/platform/actor.ts'
import { hashOf } from '#app/platform/crypto.server.ts'
import { lean, pool } from '#app/platform/db.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Membership } from './schema.ts'

/**
 * The only file that knows Lucia (docs/decisions/lucia.md). It makes and checks session ids; what is stored is their
 * sha256, so whoever reads the table cannot sign in with it. Cookies are set in platform/http/cookies.
 */
type SessionFacts = { device: string; strong: boolean; since: Date }
type PersonFacts = { name: string; email: string; language: Language; memberships: Membership[] }
declare module 'lucia' {
  interface Register {
    Lucia: typeof lucia
    DatabaseSessionAttributes: SessionFacts
    DatabaseUserAttributes: PersonFacts
  }
}

type Row = PersonFacts & SessionFacts & { person_id: string; expires_at: Date; seen_long_ago: boolean }

const identity = system('identity')
const lifeInDays = 30

const adapter: Adapter = {
  // Every signed-in request comes here: one statement for session, person and today's roles. It is the one question asked
  // outside a transaction; the hash itself says who asks. A second statement follows at most once an hour.
  async getSessionAndUser(id) {
    const key = hashOf(id)
    const { rows: [row] } = await pool().query<Row>({ name: 'session_of', text: 'SELECT * FROM session_of($1)', values: [key] })
    if (row?.seen_long_ago) {
      const [extended] = await lean(identity, (sql) => sql<{ expires_at: Date }>`UPDATE sessions
        SET last_seen_at = now(), expires_at = now() + make_interval(days => ${lifeInDays}::int) WHERE id = ${key} RETURNING expires_at`)
      if (extended) row.expires_at = extended.expires_at
    }
    if (!row) return [null, null]
    const session: DatabaseSession = { id, userId: row.person_id, expiresAt: row.expires_at, attributes: { device: row.device, strong: row.strong, since: row.since } }
    const user: DatabaseUser = { id: row.person_id, attributes: { name: row.name, email: row.email, language: row.language, memberships: row.memberships } }
    return [session, user]
  },
  async setSession({ id, userId, expiresAt, attributes }) {
    await lean(identity, (sql) => sql`INSERT INTO sessions (id, person_id, expires_at, created_at, last_seen_at, device, strong)
      VALUES (${hashOf(id)}, ${userId}::uuid, ${expiresAt}, ${attributes.since}, ${attributes.since}, ${attributes.device}, ${attributes.strong})`)
  },
  async getUserSessions(userId) {
    const rows = await lean(identity, (sql) => sql<SessionFacts & { id: string; expires_at: Date }>`
      SELECT id, expires_at, device, strong, created_at AS since FROM sessions WHERE person_id = ${userId}::uuid`)
    return rows.map(({ id, expires_at, ...attributes }) => ({ id, userId, expiresAt: expires_at, attributes }))
  },
  async updateSessionExpiration(id, expiresAt) {
    await lean(identity, (sql) => sql`UPDATE sessions SET expires_at = ${expiresAt} WHERE id = ${hashOf(id)}`)
  },
  async deleteSession(id) {
    await lean(identity, (sql) => sql`DELETE FROM sessions WHERE id = ${hashOf(id)}`)
  },
  async deleteUserSessions(userId) {
    await lean(identity, (sql) => sql`DELETE FROM sessions WHERE person_id = ${userId}::uuid`)
  },
  async deleteExpiredSessions() {
    await lean(identity, (sql) => sql`DELETE FROM sessions WHERE expires_at <= now()`)
  },
}

export const lucia = new Lucia(adapter, {
  sessionExpiresIn: new TimeSpan(lifeInDays, 'd'),
  getSessionAttributes: (facts) => facts,
  getUserAttributes: (facts) => facts,
})
