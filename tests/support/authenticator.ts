import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type {
  AuthenticationResponseJSON, PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON,
} from '@simplewebauthn/server'

/**
 * A security key made of software, for tests that must do what no real one does (lie, repeat itself, forget to count).
 * Browser tests use the browser's own virtual authenticator.
 */
export class Authenticator {
  readonly id = randomBytes(16)
  counter = 0
  private readonly key: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly origin: string

  constructor(origin: string) {
    this.origin = origin
  }

  make(options: PublicKeyCredentialCreationOptionsJSON, { userVerified = true } = {}): RegistrationResponseJSON {
    const { x, y } = this.key.publicKey.export({ format: 'jwk' })
    const cose = map([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x!, 'base64url')], [-3, Buffer.from(y!, 'base64url')]])
    const attested = Buffer.concat([Buffer.alloc(16), uint(this.id.length, 2), this.id, cose])
    const authData = Buffer.concat([this.said(options.rp.id!, userVerified, 0x40), attested])
    const attestation = map([['fmt', 'none'], ['attStmt', map([])], ['authData', authData]])
    return this.answer({
      clientDataJSON: this.client('webauthn.create', options.challenge).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    })
  }

  show(options: PublicKeyCredentialRequestOptionsJSON, { userVerified = true } = {}): AuthenticationResponseJSON {
    const authenticatorData = this.said(options.rpId!, userVerified, 0)
    const clientData = this.client('webauthn.get', options.challenge)
    const signature = sign('sha256', Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()]), this.key.privateKey)
    return this.answer({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
    })
  }

  private answer<Response>(response: Response) {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {}, response }
  }
  private client = (type: string, challenge: string) => Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }))
  private said = (site: string, userVerified: boolean, flags: number) =>
    Buffer.concat([createHash('sha256').update(site).digest(), Buffer.from([flags | 1 | (userVerified ? 4 : 0)]), uint(this.counter, 4)])
}

const uint = (value: number, bytes: number) => Buffer.from(value.toString(16).padStart(bytes * 2, '0'), 'hex')

/** As much of CBOR as a key needs. A Buffer made by `map` stands as it is; any other is a byte string. */
const maps = new WeakSet<Buffer>()
function map(entries: [number | string, number | string | Buffer][]): Buffer {
  const made = Buffer.concat([head(5, entries.length), ...entries.flat().map(item)])
  maps.add(made)
  return made
}
function item(value: number | string | Buffer): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  return maps.has(value) ? value : Buffer.concat([head(2, value.length), value])
}
const head = (major: number, length: number) =>
  length < 24 ? Buffer.from([(major << 5) | length]) : length < 256 ? Buffer.from([(major << 5) | 24, length]) : Buffer.from([(major << 5) | 25, length >> 8, length & 255])
