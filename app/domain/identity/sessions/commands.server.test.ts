import pg from 'pg'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { useDatabase } from '#tests/support/database.ts'
import { lucia } from '../lucia.server.ts'
import { beginSession, endSession, revokeOtherSessions, revokeSession, sessionIdOf, strengthenSession } from './commands.server.ts'
import { personOfSession, sessionsOf } from './queries.server.ts'

const database = useDatabase()
let counted = 0
let kari = ''
beforeEach(async () => {
  kari = await somebody()
})
async function somebody() {
  const [row] = await database.owner(`INSERT INTO people (email, name, language) VALUES ($1, 'Kari', 'sv') RETURNING id`, [`p${++counted}@x.example`])
  return row!.id as string
}
const begin = (personId = kari, strong = false) => beginSession(personId, { device: 'Firefox, Linux', strong, now: new Date() })

describe('a session', () => {
  test('tells whose it is, and what they are where today', async () => {
    const [organisation] = await database.owner(`INSERT INTO organisations (slug, name, country, language, zone) VALUES ('steg', 'Steg', 'NO', 'nb', 'Europe/Oslo') RETURNING id`)
    const grant = (role: string, from: string, to: string | null) =>
      database.owner(`INSERT INTO memberships (organisation_id, person_id, role, valid_from, valid_to) VALUES ($1, $2, $3, current_date + $4::int, current_date + $5::int)`, [organisation!.id, kari, role, from, to])
    await grant('organiser', '-3', null)
    await grant('volunteer', '0', '0')
    await grant('volunteer', '-9', null)
    await grant('coordinator', '-9', '-1')
    await grant('administrator', '1', null)
    const found = await personOfSession(await begin())
    expect(found?.person).toMatchObject({ id: kari, name: 'Kari', language: 'sv' })
    expect(found?.person.memberships).toEqual([
      { id: organisation!.id, slug: 'steg', name: 'Steg', country: 'NO', language: 'nb', zone: 'Europe/Oslo', roles: ['organiser', 'volunteer'] },
    ])
  })

  test('is stored only as a hash, also where sessions are listed', async () => {
    const secret = await begin()
    const dump = JSON.stringify([await database.owner('SELECT * FROM sessions'), await lucia.getUserSessions(kari), await sessionsOf(kari)])
    expect(dump).toContain(sessionIdOf(secret))
    expect(dump).not.toContain(secret)
    expect(await personOfSession(sessionIdOf(secret))).toBeNull()
  })

  test('ends when it is ended, and when its time is over', async () => {
    const [ended, over, kept] = [await begin(), await begin(), await begin()]
    await endSession(ended)
    await database.owner(`UPDATE sessions SET expires_at = now() WHERE id = $1`, [sessionIdOf(over)])
    expect(await personOfSession(ended)).toBeNull()
    expect(await personOfSession(over)).toBeNull()
    expect(await personOfSession(kept)).not.toBeNull()
    expect(await personOfSession('')).toBeNull()
  })

  test('slides thirty days ahead, written at most once an hour', async () => {
    const secret = await begin()
    const row = async () => (await database.owner(`SELECT last_seen_at AS seen, extract(epoch FROM expires_at - now()) / 86400 AS days FROM sessions WHERE id = $1`, [sessionIdOf(secret)]))[0]!
    const before = await row()
    await personOfSession(secret)
    expect((await row()).seen).toEqual(before.seen)
    await database.owner(`UPDATE sessions SET last_seen_at = now() - interval '61 minutes', expires_at = now() + interval '3 days' WHERE id = $1`, [sessionIdOf(secret)])
    expect((await personOfSession(secret))?.session.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
    const after = await row()
    expect(Number(after.days)).toBeGreaterThan(29.9)
    expect(after.seen.getTime()).toBeGreaterThan(Date.now() - 60_000)
  })

  test('costs a page view one statement', async () => {
    const secret = await begin()
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    await personOfSession(secret)
    const texts = asked.mock.calls.map(([query]) => String((query as { text?: string }).text ?? query).trim().split(/[\s;]/)[0])
    asked.mockRestore()
    expect(texts).toEqual(['SELECT'])
  })

  test('becomes strong when a passkey was shown in it', async () => {
    const secret = await begin()
    expect((await personOfSession(secret))?.session.strong).toBe(false)
    await strengthenSession(sessionIdOf(secret))
    expect((await personOfSession(secret))?.session.strong).toBe(true)
  })
})

describe('one\'s own sessions', () => {
  test('are listed, one\'s own only, and end one by one or all others at once', async () => {
    const ola = await somebody()
    const [here, phone, library, olas] = [await begin(), await begin(), await begin(), await begin(ola)]
    expect((await sessionsOf(kari)).map((session) => session.id).sort()).toEqual([here, phone, library].map(sessionIdOf).sort())
    expect(await revokeSession(kari, sessionIdOf(phone))).toBe(true)
    expect(await personOfSession(phone)).toBeNull()
    expect(await revokeSession(kari, sessionIdOf(olas))).toBe(false)
    expect(await revokeOtherSessions(kari, sessionIdOf(here))).toBe(1)
    expect(await personOfSession(library)).toBeNull()
    expect(await personOfSession(here)).not.toBeNull()
    expect(await personOfSession(olas)).not.toBeNull()
  })

  test('show nothing of anybody else to the database\'s second lock', async () => {
    const ola = await somebody()
    await begin()
    await begin(ola)
    for (const actor of ['visitor', 'system:mail', 'system:announce', 'system:invitation', '']) expect(await database.asActor(actor, 'SELECT id FROM sessions')).toEqual([])
    expect(await database.asActor(`person:${ola}`, 'SELECT person_id FROM sessions')).toEqual([{ person_id: ola }])
    expect(await database.asActor(`person:${ola}`, 'DELETE FROM sessions WHERE person_id = $1 RETURNING id', [kari])).toEqual([])
    expect(await database.asActor(`person:${ola}`, `UPDATE sessions SET strong = true RETURNING id`)).toEqual([])
    await expect(database.asActor(`person:${ola}`, `INSERT INTO sessions (id, person_id, expires_at) VALUES ('x', $1, now() + interval '1 day')`, [kari])).rejects.toThrow(/row-level security/)
  })
})
