import { describe, expect, test } from 'vitest'
import { ordinaryLimit, refusal, uploadLimit } from './guard.server.ts'

const site = 'https://samkraft.example'
const post = (headers: Record<string, string>, url = '/activities/tur/join') => refusal({ method: 'POST', url, headers: { 'content-length': '10', ...headers } }, site, false)

describe('what may change something', () => {
  test('a form of our own passes', () => expect(post({ origin: site })).toBeNull())
  test('reading is never refused', () => expect(refusal({ method: 'GET', url: '/', headers: {} }, site, false)).toBeNull())
  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['no origin and no referrer', {}],
    ['our name as a prefix', { origin: 'https://samkraft.example.evil.example' }],
    ['our name over http', { origin: 'http://samkraft.example' }],
    ['a foreign origin with our referrer', { origin: 'https://evil.example', referer: `${site}/` }],
    ['a referrer that is no address', { referer: 'samkraft' }],
  ])('%s is refused', (_, headers) => expect(post(headers)).toEqual({ status: 403, reason: 'origin' }))
  test('an old browser that sends only a referrer passes', () => expect(post({ referer: `${site}/activities` })).toBeNull())
  test('other methods are refused', () => expect(refusal({ method: 'DELETE', url: '/', headers: { origin: site } }, site, false)).toEqual({ status: 405, reason: 'method' }))
})

describe('names of one’s own machine', () => {
  const local = (origin: string, host: string, allowed = true) => refusal({ method: 'POST', url: '/', headers: { origin, host, 'content-length': '1' } }, 'http://localhost:3000', allowed)
  test('count as the site in the demo', () => expect(local('http://127.0.0.1:3000', '127.0.0.1:3000')).toBeNull())
  test('do not elsewhere', () => expect(local('http://127.0.0.1:3000', '127.0.0.1:3000', false)?.reason).toBe('origin'))
  test('a rebinding host does not', () => expect(local('http://evil.example', 'evil.example')?.reason).toBe('origin'))
})

describe('size', () => {
  const sized = (length: string | undefined, type: string, url: string) =>
    refusal({ method: 'POST', url, headers: { origin: site, 'content-type': type, ...(length === undefined ? {} : { 'content-length': length }) } }, site, false)
  test('an ordinary form has a limit', () => {
    expect(sized(String(ordinaryLimit), 'application/x-www-form-urlencoded', '/me')).toBeNull()
    expect(sized(String(ordinaryLimit + 1), 'application/x-www-form-urlencoded', '/me')).toEqual({ status: 413, reason: 'size' })
  })
  test('pictures have a larger one, only where organisers work', () => {
    expect(sized(String(uploadLimit), 'multipart/form-data; boundary=x', '/manage/fjordfolk/import')).toBeNull()
    expect(sized(String(uploadLimit + 1), 'multipart/form-data; boundary=x', '/manage/fjordfolk/import')?.reason).toBe('size')
    expect(sized(String(uploadLimit), 'multipart/form-data; boundary=x', '/sign-in')?.reason).toBe('size')
  })
  test.each([undefined, '', '-1', 'many', '1e9x'])('a length of %s is refused', (length) => expect(sized(length, 'text/plain', '/')?.reason).toMatch(/length/))
})
