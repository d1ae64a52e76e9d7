import { decrypt, encrypt } from '#app/platform/crypto.server.ts'

/** Where people meet, bound to its row and organisation: moved elsewhere, it does not open. */
interface At { id: string; organisationId: string }
const context = ({ id, organisationId }: At) => `appointments ${id} ${organisationId}`

export const sealPlace = (at: At, place: string) => (place ? encrypt(place, context(at)) : null)
export const openPlace = (at: At, sealed: string | null) => (sealed === null ? '' : decrypt(sealed, context(at)))
