import {
  type AuthenticationResponseJSON, generateAuthenticationOptions, generateRegistrationOptions, type RegistrationResponseJSON,
  verifyAuthenticationResponse, verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { tell } from '#app/domain/history/commands.server.ts'
import { owe } from '#app/domain/notifications/commands.server.ts'
import { person, system } from '#app/platform/actor.ts'
import { actingAs, lean, type Sql } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import type { Language } from '#app/platform/language.ts'
import { mostPasskeys } from './rules.ts'

/**
 * Passkeys. The browser and the authenticator bind them to this site's address (APP_URL); each ceremony answers a
 * challenge that works once, for five minutes. The authenticator always checks who holds it (finger, face, PIN): a
 * passkey is the only thing asked for.
 */
const identity = system('identity')
const minutes = 5
const site = () => ({ id: new URL(env().APP_URL).hostname, origin: new URL(env().APP_URL).origin })

type Owner = { id: string; name: string; email: string; language: Language }

/** What the browser needs to make a passkey; `id` names the challenge to answer. */
export async function beginAdding(owner: Owner, now: Date) {
  const known = await lean(person(owner.id), (sql) => sql<{ id: string; transports: string[] }>`SELECT id, transports FROM passkeys WHERE person_id = ${owner.id}::uuid`)
  const options = await generateRegistrationOptions({
    rpName: 'Samkraft',
    rpID: site().id,
    userID: new Uint8Array(Buffer.from(owner.id.replaceAll('-', ''), 'hex')),
    userName: owner.email,
    userDisplayName: owner.name,
    attestationType: 'none',
    excludeCredentials: known,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    timeout: minutes * 60_000,
  })
  return { id: await keepChallenge(options.challenge, owner.id, now), options }
}

export type Added = { ok: true; id: string } | { ok: false; reason: 'challenge' | 'refused' | 'known' | 'too-many' }

/** The authenticator has made a passkey: it is kept, its owner hears about it by mail, and the session is strong from now on. */
export async function addPasskey(
  owner: Owner, { challengeId, response, name, sessionId, now }: { challengeId: string; response: RegistrationResponseJSON; name: string; sessionId: string; now: Date },
): Promise<Added> {
  const challenge = await useChallenge(challengeId, owner.id, now)
  if (!challenge) return { ok: false, reason: 'challenge' }
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response, expectedChallenge: challenge, expectedOrigin: site().origin, expectedRPID: site().id, requireUserVerification: true,
  }).catch(() => ({ verified: false as const, registrationInfo: undefined }))
  if (!verified || !registrationInfo) return { ok: false, reason: 'refused' }
  const { credential } = registrationInfo
  return lean(person(owner.id), async (sql) => {
    const [many] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM passkeys WHERE person_id = ${owner.id}::uuid`
    if (many!.n >= mostPasskeys) return { ok: false, reason: 'too-many' }
    const added = await actingAs(sql, identity, (sql) => sql`
      INSERT INTO passkeys (id, person_id, public_key, counter, transports, name, created_at)
      VALUES (${credential.id}, ${owner.id}::uuid, ${Buffer.from(credential.publicKey)}, ${credential.counter}, ${credential.transports ?? []}::text[], ${name}, ${now})
      ON CONFLICT (id) DO NOTHING RETURNING id`)
    if (added.length === 0) return { ok: false, reason: 'known' }
    await actingAs(sql, identity, (sql) => sql`UPDATE sessions SET strong = true WHERE id = ${sessionId} AND person_id = ${owner.id}::uuid`)
    await tell(sql, { subject: ['person', owner.id], event: 'passkey.added' })
    await owe(sql, { personId: owner.id, address: owner.email, language: owner.language, template: 'passkey-added', facts: { name } })
    return { ok: true, id: credential.id }
  })
}

/** What the browser needs to show any passkey it has for this site. */
export async function beginShowing(now: Date) {
  const options = await generateAuthenticationOptions({ rpID: site().id, userVerification: 'required', timeout: minutes * 60_000 })
  return { id: await keepChallenge(options.challenge, null, now), options }
}

export type Shown = { ok: true; personId: string } | { ok: false; reason: 'challenge' | 'unknown' | 'refused' }

/** Somebody shows a passkey; the answer is whose it is. */
export async function showPasskey({ challengeId, response, now }: { challengeId: string; response: AuthenticationResponseJSON; now: Date }): Promise<Shown> {
  const challenge = await useChallenge(challengeId, null, now)
  if (!challenge) return { ok: false, reason: 'challenge' }
  return lean(identity, async (sql) => {
    const [passkey] = await sql<{ person_id: string; public_key: Buffer; counter: number; transports: string[] }>`
      SELECT person_id, public_key, counter, transports FROM passkeys WHERE id = ${response.id}`
    if (!passkey) return { ok: false, reason: 'unknown' }
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response, expectedChallenge: challenge, expectedOrigin: site().origin, expectedRPID: site().id, requireUserVerification: true,
      credential: { id: response.id, publicKey: new Uint8Array(passkey.public_key), counter: passkey.counter, transports: passkey.transports as never },
    }).catch(() => ({ verified: false as const, authenticationInfo: undefined }))
    if (!verified || !authenticationInfo) return { ok: false, reason: 'refused' }
    // A counter that did not grow means a copy of the key; authenticators without one always say 0.
    const { newCounter } = authenticationInfo
    const used = await sql`UPDATE passkeys SET counter = ${newCounter}::bigint, last_used_at = ${now}
      WHERE id = ${response.id} AND (counter < ${newCounter}::bigint OR (counter = 0 AND ${newCounter}::bigint = 0)) RETURNING id`
    return used.length ? { ok: true, personId: passkey.person_id } : { ok: false, reason: 'refused' }
  })
}

export async function renamePasskey(personId: string, id: string, name: string): Promise<boolean> {
  const renamed = await lean(person(personId), (sql) => sql`UPDATE passkeys SET name = ${name} WHERE id = ${id} AND person_id = ${personId}::uuid RETURNING id`)
  return renamed.length > 0
}

export async function removePasskey(personId: string, id: string): Promise<boolean> {
  return lean(person(personId), async (sql) => {
    const removed = await sql`DELETE FROM passkeys WHERE id = ${id} AND person_id = ${personId}::uuid RETURNING id`
    if (removed.length) await tell(sql, { subject: ['person', personId], event: 'passkey.removed' })
    return removed.length > 0
  })
}

/** For one person's adding, or (null) for anybody's showing. What is too old goes on the way. */
async function keepChallenge(challenge: string, personId: string | null, now: Date): Promise<string> {
  return lean(identity, async (sql) => {
    await sql`DELETE FROM passkey_challenges WHERE expires_at < ${now}`
    const [kept] = await sql<{ id: string }>`INSERT INTO passkey_challenges (challenge, person_id, expires_at)
      VALUES (${challenge}, ${personId}::uuid, ${now}::timestamptz + make_interval(mins => ${minutes}::int)) RETURNING id`
    return kept!.id
  })
}

const useChallenge = (id: string, personId: string | null, now: Date) =>
  lean(identity, async (sql: Sql) => {
    const [used] = await sql<{ challenge: string }>`DELETE FROM passkey_challenges
      WHERE id = ${id}::uuid AND person_id IS NOT DISTINCT FROM ${personId}::uuid AND expires_at > ${now} RETURNING challenge`
    return used?.challenge
  })
