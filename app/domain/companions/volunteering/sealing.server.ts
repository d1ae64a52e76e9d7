import { decrypt, encrypt } from '#app/platform/crypto.server.ts'

/** What is said to a volunteer on the way, and what a stranger wrote before signing in; each bound to its row. */
interface At { volunteerId: string; organisationId: string }
const ofStep = ({ volunteerId, organisationId }: At) => `volunteer_steps ${volunteerId} ${organisationId}`
const ofDraft = (secretHash: string) => `volunteer_drafts ${secretHash}`

export const sealMessage = (at: At, message: string) => (message ? encrypt(message, ofStep(at)) : null)
export const openMessage = (at: At, sealed: string | null) => (sealed === null ? '' : decrypt(sealed, ofStep(at)))

export const sealDraft = (secretHash: string, values: Record<string, string>) => encrypt(JSON.stringify(values), ofDraft(secretHash))
export const openDraft = (secretHash: string, sealed: string) => JSON.parse(decrypt(sealed, ofDraft(secretHash))) as Record<string, string>
