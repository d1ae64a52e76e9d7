import { decrypt, encrypt } from '#app/platform/crypto.server.ts'
import type { Written } from './schema.ts'

/** What people write to each other, bound to its row and organisation: moved elsewhere, it does not open. */
export interface Sealed { applicationId: string; organisationId: string }

const ofApplication = ({ applicationId, organisationId }: Sealed) => `applications ${applicationId} ${organisationId}`
const ofStep = ({ applicationId, organisationId }: Sealed) => `application_steps ${applicationId} ${organisationId}`
const ofDraft = (secretHash: string) => `application_drafts ${secretHash}`

export const sealWords = (at: Sealed, { words, phone }: Pick<Written, 'words' | 'phone'>) => encrypt(JSON.stringify({ words, phone }), ofApplication(at))
/** null: erased when its time was over. */
export const openWords = (at: Sealed, sealed: string | null): { words: string; phone: string } | null =>
  sealed === null ? null : (JSON.parse(decrypt(sealed, ofApplication(at))) as { words: string; phone: string })

export const sealMessage = (at: Sealed, message: string) => (message ? encrypt(message, ofStep(at)) : null)
export const openMessage = (at: Sealed, sealed: string | null) => (sealed === null ? '' : decrypt(sealed, ofStep(at)))

export const sealDraft = (secretHash: string, values: Record<string, string>) => encrypt(JSON.stringify(values), ofDraft(secretHash))
export const openDraft = (secretHash: string, sealed: string) => JSON.parse(decrypt(sealed, ofDraft(secretHash))) as Record<string, string>
