import { beforeEach, describe, expect, test } from 'vitest'
import { Authenticator } from '#tests/support/authenticator.ts'
import { useDatabase } from '#tests/support/database.ts'
import { beginSession, sessionIdOf } from '../sessions/commands.server.ts'
import { personOfSession } from '../sessions/queries.server.ts'
import { addPasskey, beginAdding, beginShowing, removePasskey, renamePasskey, showPasskey } from './commands.server.ts'
import { passkeysOf } from './queries.server.ts'
import { mayAdd, mayRemove } from './rules.ts'

const database = useDatabase()
const now = new Date('2026-11-23T12:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const here = 'http://localhost:3000'

let counted = 0
let owner: { id: string; name: string; email: string; language: 'sv' }
let secret = ''
beforeEach(async () => {
  owner = await somebody()
  secret = await beginSession(owner.id, { device: '', strong: false, now: new Date() })
})
async function somebody() {
  const email = `p${++counted}@x.example`
  const [row] = await database.owner(`INSERT INTO people (email, name, language) VALUES ($1, 'Kari', 'sv') RETURNING id`, [email])
  return { id: row!.id as string, name: 'Kari', email, language: 'sv' as const }
}
async function added(key = new Authenticator(here)) {
  const { id, options } = await beginAdding(owner, now)
  const answer = await addPasskey(owner, { challengeId: id, response: key.make(options), name: 'Mobil', sessionId: sessionIdOf(secret), now })
  return { key, answer }
}
async function shown(key: Authenticator, when = now, how?: { userVerified: boolean }) {
  const { id, options } = await beginShowing(now)
  return showPasskey({ challengeId: id, response: key.show(options, how), now: when })
}

describe('adding', () => {
  test('keeps the key, strengthens the session, owes a mail', async () => {
    const { key, answer } = await added()
    expect(answer).toEqual({ ok: true, id: key.id.toString('base64url') })
    expect(await passkeysOf(owner.id)).toMatchObject([{ name: 'Mobil', lastUsedAt: null }])
    expect((await personOfSession(secret))?.session.strong).toBe(true)
    expect(await database.owner('SELECT template, language, address::text, facts FROM mails WHERE person_id = $1', [owner.id]))
      .toEqual([{ template: 'passkey-added', language: 'sv', address: owner.email, facts: { name: 'Mobil' } }])
    expect((await beginAdding(owner, now)).options.excludeCredentials).toMatchObject([{ id: key.id.toString('base64url') }])
  })

  test('needs the challenge: once, in time, one\'s own', async () => {
    const key = new Authenticator(here)
    const { id, options } = await beginAdding(owner, now)
    const give = (to: typeof owner, when: Date) => addPasskey(to, { challengeId: id, response: key.make(options), name: 'x', sessionId: 's', now: when })
    expect(await give(await somebody(), now)).toEqual({ ok: false, reason: 'challenge' })
    expect(await give(owner, later(5))).toEqual({ ok: false, reason: 'challenge' })
    expect(await give(owner, later(4))).toMatchObject({ ok: true })
    expect(await give(owner, later(4))).toEqual({ ok: false, reason: 'challenge' })
  })

  test('refuses another site\'s key, one that did not check its holder, and one already known', async () => {
    for (const [key, how] of [[new Authenticator('https://evil.example'), {}], [new Authenticator(here), { userVerified: false }]] as const) {
      const { id, options } = await beginAdding(owner, now)
      expect(await addPasskey(owner, { challengeId: id, response: key.make(options, how), name: 'x', sessionId: 's', now })).toEqual({ ok: false, reason: 'refused' })
    }
    const { key } = await added()
    expect((await added(key)).answer).toEqual({ ok: false, reason: 'known' })
  })
})

describe('showing', () => {
  test('tells whose it is', async () => {
    const { key } = await added()
    expect(await shown(key)).toEqual({ ok: true, personId: owner.id })
    expect(await passkeysOf(owner.id)).toMatchObject([{ lastUsedAt: now }])
  })

  test('works once per challenge, in time, checked by the holder', async () => {
    const { key } = await added()
    const { id, options } = await beginShowing(now)
    const response = key.show(options)
    const answers = await Promise.all(Array.from({ length: 8 }, () => showPasskey({ challengeId: id, response, now })))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(await shown(key, later(5))).toEqual({ ok: false, reason: 'challenge' })
    expect(await shown(key, now, { userVerified: false })).toEqual({ ok: false, reason: 'refused' })
  })

  test('is refused to an unknown key, to another key under a known name, and to a copy that counts behind', async () => {
    const { key } = await added()
    expect(await shown(new Authenticator(here))).toEqual({ ok: false, reason: 'unknown' })
    const forger = new Authenticator(here)
    const { id, options } = await beginShowing(now)
    expect(await showPasskey({ challengeId: id, response: { ...forger.show(options), id: key.id.toString('base64url'), rawId: key.id.toString('base64url') }, now })).toEqual({ ok: false, reason: 'refused' })
    key.counter = 7
    expect(await shown(key)).toMatchObject({ ok: true })
    expect(await shown(key)).toEqual({ ok: false, reason: 'refused' })
    key.counter = 6
    expect(await shown(key)).toEqual({ ok: false, reason: 'refused' })
    key.counter = 8
    expect(await shown(key)).toMatchObject({ ok: true })
  })

  test('a challenge for adding is none for showing', async () => {
    const { key } = await added()
    const { id, options } = await beginAdding(owner, now)
    expect(await showPasskey({ challengeId: id, response: key.show({ challenge: options.challenge, rpId: 'localhost' }), now })).toEqual({ ok: false, reason: 'challenge' })
  })
})

describe('one\'s own passkeys', () => {
  test('may be renamed and removed, nobody else\'s', async () => {
    const { key } = await added()
    const id = key.id.toString('base64url')
    const other = await somebody()
    expect(await renamePasskey(other.id, id, 'Min')).toBe(false)
    expect(await removePasskey(other.id, id)).toBe(false)
    expect(await renamePasskey(owner.id, id, 'Nøkkelen')).toBe(true)
    expect(await passkeysOf(owner.id)).toMatchObject([{ name: 'Nøkkelen' }])
    expect(await removePasskey(owner.id, id)).toBe(true)
    expect(await shown(key)).toEqual({ ok: false, reason: 'unknown' })
  })

  test('show nothing of anybody else to the database\'s second lock', async () => {
    await added()
    const other = await somebody()
    for (const actor of ['visitor', `person:${other.id}`, 'system:mail', 'system:announce', 'system:invitation', '']) expect(await database.asActor(actor, 'SELECT id FROM passkeys')).toEqual([])
    expect((await database.asActor(`person:${owner.id}`, 'SELECT person_id FROM passkeys')).map((row) => row.person_id)).toEqual([owner.id])
  })
})

test('what may be done with them', () => {
  const one = { strong: false, fresh: false, passkeys: 0, seesOthers: false }
  expect(mayAdd(one)).toBe('sign-in-again')
  expect(mayAdd({ ...one, fresh: true })).toBe('yes')
  expect(mayAdd({ ...one, fresh: true, passkeys: 1 })).toBe('show-passkey')
  expect(mayAdd({ ...one, strong: true, passkeys: 1 })).toBe('yes')
  expect(mayRemove({ ...one, passkeys: 1 })).toBe('sign-in-again')
  expect(mayRemove({ ...one, fresh: true, passkeys: 1 })).toBe('yes')
  expect(mayRemove({ ...one, fresh: true, passkeys: 1, seesOthers: true })).toBe('show-passkey')
  expect(mayRemove({ ...one, strong: true, passkeys: 1, seesOthers: true })).toBe('yes')
})
