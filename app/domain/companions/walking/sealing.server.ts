import { decrypt, encrypt } from '#app/platform/crypto.server.ts'

/** What the two write, bound to its row and pairing: moved elsewhere, it does not open. */
type Kind = 'meeting_lines' | 'milestones' | 'pairing_wishes' | 'reflections'
interface At { id: string; pairingId: string }
const context = (kind: Kind, { id, pairingId }: At) => `${kind} ${id} ${pairingId}`

export const sealWalking = (kind: Kind, at: At, words: string) => encrypt(words, context(kind, at))
export const openWalking = (kind: Kind, at: At, sealed: string | null) => (sealed === null ? '' : decrypt(sealed, context(kind, at)))
