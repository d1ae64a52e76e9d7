import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { env } from './env.server.ts'

/**
 * Keys come from SECRET_KEYS, `id:base64,…`, newest first: the newest makes, every one of them reads. Each use has a key
 * of its own, derived from the secret, so that what one use gives away tells nothing about another.
 */
type Key = { id: string; secret: Buffer; derived: Map<string, Buffer> }
let known: { from: string; keys: Key[] } | undefined

function keys(): [Key, ...Key[]] {
  const from = env().SECRET_KEYS
  if (known?.from !== from) {
    known = {
      from,
      keys: from.split(',').map((part) => {
        const colon = part.indexOf(':')
        return { id: part.slice(0, colon), secret: Buffer.from(part.slice(colon + 1), 'base64'), derived: new Map() }
      }),
    }
  }
  return known.keys as [Key, ...Key[]]
}

function keyFor(key: Key, use: string): Buffer {
  let derived = key.derived.get(use)
  if (!derived) key.derived.set(use, (derived = Buffer.from(hkdfSync('sha256', key.secret, '', `samkraft ${use}`, 32))))
  return derived
}

/** A secret for a cookie or a link: 32 random bytes, safe in addresses. */
export const randomSecret = () => randomBytes(32).toString('base64url')
export const randomDigits = (count: number) => String(randomInt(10 ** count)).padStart(count, '0')

/** For secrets too long to guess: what the database keeps of them. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')

const mac = (key: Key, use: string, value: string) => createHmac('sha256', keyFor(key, use)).update(value).digest('hex')

/** For what could be guessed from a plain hash (six digits, an address): needs the key to check a guess. */
export const keyedHash = (use: string, value: string) => mac(keys()[0], use, value)
export const keyedHashMatches = (use: string, value: string, stored: string) => keys().some((key) => sameSecret(mac(key, use, value), stored))

/**
 * An id in an address that works without signing in: it names a row and proves that we made it, for one purpose. `read` gives
 * the id, or null for anything else.
 */
export const signedId = (purpose: string) => ({
  write: (id: string) => `${id.replaceAll('-', '')}${keyedHash(purpose, id)}`,
  read(token: string | undefined): string | null {
    const match = /^([0-9a-f]{32})([0-9a-f]{64})$/.exec(token ?? '')
    const id = match && hyphened(match[1]!)
    return id && keyedHashMatches(purpose, id, match[2]!) ? id : null
  },
})

const hyphened = (hex: string) => [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')

/**
 * An id made from what names a thing, so that one form sent twice is one thing. Who asks belongs into the names: so nobody
 * can aim it at somebody else's. `variant` stands as it did in the ids that were made so far.
 */
export function idFrom(names: string, variant: '8' | 'a' = 'a'): string {
  const hex = hashOf(names)
  return hyphened(`${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17, 32)}`)
}

export function sameSecret(one: string, other: string): boolean {
  const a = Buffer.from(one)
  const b = Buffer.from(other)
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * AES-256-GCM. `context` says where the text belongs (table, row, organisation) and is bound to it: moved elsewhere, it
 * does not open.
 */
export function encrypt(text: string, context: string): string {
  const [key] = keys()
  return `${key.id}.${sealWith(keyFor(key, 'encryption'), text, context)}`
}

/** @throws when the text was changed, belongs elsewhere, or its key is no longer in SECRET_KEYS. */
export function decrypt(sealed: string, context: string): string {
  const dot = sealed.indexOf('.')
  const id = sealed.slice(0, dot)
  const key = keys().find((candidate) => candidate.id === id)
  if (!key) throw new Error(`the key "${id}" is not in SECRET_KEYS`)
  return openWith(keyFor(key, 'encryption'), sealed.slice(dot + 1), context)
}

/** The same under a key of 32 bytes that is not one of SECRET_KEYS: a person's own. */
export function sealWith(key: Buffer, text: string, context: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [iv.toString('base64url'), sealed.toString('base64url'), cipher.getAuthTag().toString('base64url')].join('.')
}

/** @throws when the text was changed, belongs elsewhere, or was sealed with another key. */
export function openWith(key: Buffer, sealed: string, context: string): string {
  const [iv = '', body = '', tag = ''] = sealed.split('.')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
    .setAAD(Buffer.from(context))
    .setAuthTag(Buffer.from(tag, 'base64url'))
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8')
}

/** The first 128 bits of a keyed hash, for where a whole one is too long (the part of an address before the @). */
export const shortKeyedHash = (use: string, value: string) => keyedHash(use, value).slice(0, 32)
export const shortKeyedHashMatches = (use: string, value: string, stored: string) => keys().some((key) => sameSecret(mac(key, use, value).slice(0, 32), stored))
