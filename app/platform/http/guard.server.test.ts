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
  test('what a program signs needs no origin, at its own address alone', () => {
    expect(post({}, '/webhooks/resend')).toBeNull()
    for (const url of ['/webhooks/resend/', '/webhooks/resend/x', '/webhooks/annen', '/Webhooks/Resend', '/webhooks/resend?x=1', '/x/webhooks/resend']) expect(post({}, url), url).toEqual({ status: 403, reason: 'origin' })
    expect(post({ 'content-length': String(ordinaryLimit + 1) }, '/webhooks/resend')).toEqual({ status: 413, reason: 'size' })
    expect(post({ 'content-length': '' }, '/webhooks/resend')).toEqual({ status: 411, reason: 'length' })
  })
  test('other methods are refused', () => expect(refusal({ method: 'DELETE', url: '/', headers: { origin: site } }, site, false)).toEqual({ status: 405, reason: 'method' }))
})

describe('names of one’s own machine', () => {
  const local = (origin: string, host: string, allowed = true) => refusal({ method: 'POST', url: '/', headers: { origin, host, 'content-length': '1' } }, 'http://localhost:3000', allowed)
  test('count as the site in the demo', () => expect(local('http://127.0.0.1:3000', '127.0.0.1:3000')).toBeNull())
  test('do not elsewhere', () => expect(local('http://127.0.0.1:3000', '127.0.0.1:3000', false)?.reason).toBe('origin'))
  test('a rebinding host does not', () => expect(local('http://evil.example', 'evil.example')?.reason).toBe('origin'))
})

describe('addresses', () => {
  const asked = (url: string, host = 'samkraft.example') => refusal({ method: 'GET', url, headers: { host } }, site, false)
  test.each(['/', '/activities?q=%00', '/activities/%C3%A5', '/a%2Fb', '/o/a.data/x', '/activities?x=.data'])('%s is read', (url) => expect(asked(url)).toBeNull())
  test.each(['', '*', '?', 'http://evil.example/activities', 'activities', '/activities/%00', '/a%00b.ics', '/%', '/%ff', '/activities/%ED%A0%80?q=1'])('%s is refused', (url) =>
    expect(asked(url)).toEqual({ status: 400, reason: 'address' }))
  test.each(['samkraft.example:3000', '127.0.0.1', '[::1]:3000', ''])('the host %s is read', (host) => expect(asked('/', host)).toBeNull())
  test.each(['a b', 'a@b', 'a/b', 'a:b', 'a?b', '[x]'])('the host %s is refused', (host) => expect(asked('/', host)?.reason).toBe('address'))
  test.each(['/me.data', '/_root.data', '/activities/tur.DATA?x=1', '/me?_data=routes/me/home', '/me?a=1&_data=root', '/__manifest?p=/me'])('%s is nothing here', (url) =>
    expect(asked(url)).toEqual({ status: 404, reason: 'nothing' }))
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
