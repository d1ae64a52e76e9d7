import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import fs from 'node:fs'
import { createServer, type Server } from 'node:https'
import path from 'node:path'
import tls from 'node:tls'
import { afterAll, beforeAll } from 'vitest'

/** A certificate for localhost and its key, good for nothing but this. */
const file = path.join(import.meta.dirname, 'push-service.pem')
const pair = createECDH('prime256v1')
const publicKey = pair.generateKeys('base64url')
const privateKey = Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url')

export interface Arrived {
  device: string
  shown: { title: string; body: string; tag: string; url: string; language: string; actions: { action: string; title: string; url: string }[] }
  headers: Record<string, string | string[] | undefined>
}

/**
 * A push service on this machine, for the real web-push client: it takes only what is signed with the site's key, and
 * opens what arrives with the browser's, as a browser would.
 */
export function usePushService() {
  const devices = new Map<string, { ecdh: ReturnType<typeof createECDH>; auth: Buffer }>()
  const arrived: Arrived[] = []
  const moods: (number | 'hang')[] = []
  let server: Server
  let host = ''
  beforeAll(async () => {
    const pem = fs.readFileSync(file, 'utf8')
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), pem.slice(0, pem.indexOf('-----BEGIN PRIVATE'))])
    server = createServer({ cert: pem, key: pem }, (request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const mood = moods.shift() ?? 201
        if (mood === 'hang') return
        const device = request.url!.slice(1)
        const keys = devices.get(device)
        const status = mood !== 201 ? mood : !signed(request.headers.authorization, `https://${host}`) ? 403 : keys ? 201 : 410
        if (status === 201) arrived.push({ device, shown: JSON.parse(opened(Buffer.concat(parts), keys!)), headers: request.headers })
        response.writeHead(status, status === 302 ? { location: `https://${host}/elsewhere` } : {}).end()
      })
    })
    await new Promise<void>((done) => server.listen(0, 'localhost', done))
    host = `localhost:${(server.address() as { port: number }).port}`
    Object.assign(process.env, environment())
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  /** What a server of its own needs to reach it. */
  const environment = () => ({ VAPID_KEYS: `${publicKey}:${privateKey}`, PUSH_HOSTS: host, NODE_EXTRA_CA_CERTS: file })
  return {
    arrived,
    environment,
    publicKey,
    /** What the next requests are answered. */
    next: (...coming: (number | 'hang')[]) => void moods.push(...coming),
    /** What a browser would hand to the site. */
    subscribe() {
      const device = randomBytes(9).toString('base64url')
      const ecdh = createECDH('prime256v1')
      const p256dh = ecdh.generateKeys('base64url')
      const auth = randomBytes(16)
      devices.set(device, { ecdh, auth })
      return { device, endpoint: `https://${host}/${device}`, p256dh, auth: auth.toString('base64url') }
    },
    /** As when somebody takes the permission back. */
    unsubscribe: (device: string) => void devices.delete(device),
  }
}

/** VAPID (RFC 8292): a token for this service, signed with the key that comes along and is the site's. */
function signed(authorization: string | undefined, audience: string): boolean {
  const [, head, claims, signature, key] = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(authorization ?? '') ?? []
  if (!key || key !== publicKey) return false
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims!, 'base64url').toString())
  const point = Buffer.from(key, 'base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }
  const whole = verify('sha256', Buffer.from(`${head}.${claims}`), { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature!, 'base64url'))
  return whole && aud === audience && exp * 1000 > Date.now() && /^mailto:.+@/.test(sub)
}

/** RFC 8291 with one record of RFC 8188, by hand: another's code than the one that closed it. */
function opened(body: Buffer, { ecdh, auth }: { ecdh: ReturnType<typeof createECDH>; auth: Buffer }): string {
  const salt = body.subarray(0, 16)
  const theirs = body.subarray(21, 21 + body[20]!)
  const sealed = body.subarray(21 + body[20]!)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), theirs])
  const secret = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(theirs), auth, info, 32))
  const derive = (use: string, length: number) => Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from(`Content-Encoding: ${use}\0`), length))
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12)).setAuthTag(sealed.subarray(-16))
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8')
}
