import { decrypt, encrypt } from '#app/platform/crypto.server.ts'
import type { ReferenceTold } from './schema.ts'

/** Somebody else's name and number, bound to its row and organisation: moved elsewhere, it does not open. */
interface At { id: string; organisationId: string }
const context = ({ id, organisationId }: At) => `volunteer_references ${id} ${organisationId}`

export const sealReference = (at: At, told: ReferenceTold) => encrypt(JSON.stringify(told), context(at))
export const openReference = (at: At, sealed: string) => JSON.parse(decrypt(sealed, context(at))) as ReferenceTold
