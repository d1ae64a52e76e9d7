import { afterEach, expect, test, vi } from 'vitest'
import { decrypt, encrypt, hashOf, keyedHash, keyedHashMatches, randomDigits, randomSecret, sameSecret } from './crypto.server.ts'

const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`
const old = key('k1', 1)
const both = `${key('k2', 2)},${old}`

const settings = vi.hoisted(() => ({ SECRET_KEYS: '' }))
vi.mock('./env.server.ts', () => ({ env: () => settings }))
afterEach(() => void (settings.SECRET_KEYS = both))
settings.SECRET_KEYS = both

test('what was sealed opens where it belongs, and nowhere else', () => {
  const sealed = encrypt('Æ, ø og å', 'notes 17 steg')
  expect(sealed).not.toContain('Æ')
  expect(decrypt(sealed, 'notes 17 steg')).toBe('Æ, ø og å')
  expect(() => decrypt(sealed, 'notes 18 steg')).toThrow()
  expect(encrypt('Æ, ø og å', 'notes 17 steg')).not.toBe(sealed)
})

test('any change is noticed', () => {
  const sealed = encrypt('ja', 'x')
  const parts = sealed.split('.')
  for (const part of [1, 2, 3]) {
    const bytes = Buffer.from(parts[part]!, 'base64url')
    bytes[0]! ^= 1
    expect(() => decrypt(parts.with(part, bytes.toString('base64url')).join('.'), 'x')).toThrow()
  }
  expect(() => decrypt([parts[0], parts[1], parts[2], parts[3]!.slice(0, 6)].join('.'), 'x')).toThrow()
})

test('the newest key seals, older ones still open, a forgotten one is named', () => {
  settings.SECRET_KEYS = old
  const before = encrypt('før', 'x')
  const hash = keyedHash('code', '123456')
  settings.SECRET_KEYS = both
  expect(decrypt(before, 'x')).toBe('før')
  expect(encrypt('nå', 'x')).toMatch(/^k2\./)
  expect(keyedHashMatches('code', '123456', hash)).toBe(true)
  settings.SECRET_KEYS = key('k3', 3)
  expect(() => decrypt(before, 'x')).toThrow('"k1"')
  expect(keyedHashMatches('code', '123456', hash)).toBe(false)
})

test('a keyed hash needs the key, and one use tells nothing about another', () => {
  expect(keyedHash('code', '1')).not.toBe(hashOf('1'))
  expect(keyedHash('code', '1')).not.toBe(keyedHash('network', '1'))
  expect(keyedHashMatches('code', '2', keyedHash('code', '1'))).toBe(false)
})

test('secrets are compared whole', () => {
  expect(sameSecret('abc', 'abc')).toBe(true)
  expect(sameSecret('abc', 'abd')).toBe(false)
  expect(sameSecret('abc', 'ab')).toBe(false)
})

test('secrets fit into addresses; codes have all their digits', () => {
  expect(randomSecret()).toMatch(/^[\w-]{43}$/)
  for (let i = 0; i < 50; i++) expect(randomDigits(6)).toMatch(/^\d{6}$/)
})
