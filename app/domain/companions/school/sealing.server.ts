import { decrypt, encrypt } from '#app/platform/crypto.server.ts'

/** What a learner thinks, bound to its module, its writer and the organisation: moved elsewhere, it does not open. */
interface At { moduleId: string; personId: string; organisationId: string }
const context = ({ moduleId, personId, organisationId }: At) => `school_reflections ${moduleId} ${personId} ${organisationId}`

export const sealReflection = (at: At, words: string) => encrypt(words, context(at))
export const openReflection = (at: At, sealed: string) => decrypt(sealed, context(at))
