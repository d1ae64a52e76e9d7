import { randomBytes } from 'node:crypto'
import { decrypt, encrypt, openWith, sealWith } from '#app/platform/crypto.server.ts'
import type { Sql } from '#app/platform/db.server.ts'

/** Writes and reads what only this person's key opens. `context` says where a text belongs; moved elsewhere, it does not open. */
export interface PersonSeal {
  seal(text: string, context: string): string
  open(sealed: string, context: string): string
}

const context = (personId: string) => `person_keys ${personId}`

/**
 * The person's own key, made the first time it is asked for. It lies in the database encrypted under SECRET_KEYS; once the row is gone,
 * nothing that was sealed with it opens again, in no table and no copy. Row-level security decides who gets at it.
 * @throws when there is none for the actor to read or to make.
 */
export async function sealOf(sql: Sql, personId: string): Promise<PersonSeal> {
  const stored = await keyRow(sql, personId) ?? await makeKey(sql, personId)
  const key = Buffer.from(decrypt(stored, context(personId)), 'base64')
  return { seal: (text, where) => sealWith(key, text, where), open: (sealed, where) => openWith(key, sealed, where) }
}

const keyRow = async (sql: Sql, personId: string) => (await sql<{ sealed: string }>`SELECT sealed FROM person_keys WHERE person_id = ${personId}::uuid`)[0]?.sealed

async function makeKey(sql: Sql, personId: string): Promise<string> {
  // Two tabs at once both make one; the first that is written is the key.
  await sql`INSERT INTO person_keys (person_id, sealed) VALUES (${personId}::uuid, ${encrypt(randomBytes(32).toString('base64'), context(personId))}) ON CONFLICT (person_id) DO NOTHING`
  const made = await keyRow(sql, personId)
  if (!made) throw new Error('this key is not there for this actor')
  return made
}
