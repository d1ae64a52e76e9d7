import { afterEach, expect, test, vi } from 'vitest'
import { decrypt, encrypt, hashOf, idFrom, keyedHash, keyedHashMatches, randomDigits, randomSecret, sameSecret, signedId } from './crypto.server.ts'

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

test('addresses with an id stay the same bytes, so that links in mails go on working, and prove one purpose', () => {
  settings.SECRET_KEYS = old
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e'
  const { write, read } = signedId('answer')
  const token = write(id)
  expect(token).toBe('0f8fad5bd9cb469fa16570867728950e7107ec43cd43121f7a807d21e8876516acd37a3801f60b7d14ac6e00d2f746bd')
  settings.SECRET_KEYS = both
  expect(read(token)).toBe(id)
  for (const wrong of [undefined, '', 'x', id, token.toUpperCase(), `${token}0`, token.replace(/^./, '1'), token.replace(/.$/, (last) => (last === '0' ? '1' : '0')), signedId('door').write(id)]) {
    expect(read(wrong), wrong).toBeNull()
  }
})

test('ids made from names stay the same', () => {
  expect([idFrom('a\nb'), idFrom('["a","b"]'), idFrom('a b', '8')]).toEqual([
    '7e18f737-311b-8dc3-a2f2-69dd78396b03', '0473ef2d-c0d3-84ab-a59d-3580c1134e9d', 'c8687a08-aa5d-8ed2-8443-28fa6a697ab8',
  ])
})
