import { decrypt, encrypt } from '#app/platform/crypto.server.ts'

/** What was noted of a supervision, bound to it and the organisation: moved elsewhere, it does not open. */
interface At { id: string; organisationId: string }
const context = ({ id, organisationId }: At) => `supervision_notes ${id} ${organisationId}`

export const sealNote = (at: At, words: string) => encrypt(words, context(at))
export const openNote = (at: At, sealed: string) => decrypt(sealed, context(at))
