import { decrypt, encrypt } from '#app/platform/crypto.server.ts'
import { type Offer, offer, type Wish, wish } from './schema.ts'

/** What people tell about themselves, bound to its row and organisation: moved elsewhere, it does not open. */
interface At { id: string; organisationId: string }
const ofVolunteer = ({ id, organisationId }: At) => `volunteers ${id} ${organisationId}`
const ofRequest = ({ id, organisationId }: At) => `companion_requests ${id} ${organisationId}`
const ofAvoid = ({ personId, organisationId }: { personId: string; organisationId: string }) => `match_avoids ${personId} ${organisationId}`

export const sealOffer = (at: At, told: Offer) => encrypt(JSON.stringify(told), ofVolunteer(at))
/** null: erased. */
export const openOffer = (at: At, sealed: string | null): Offer | null => (sealed === null ? null : offer.parse(JSON.parse(decrypt(sealed, ofVolunteer(at)))))

export const sealWish = (at: At, told: Wish) => encrypt(JSON.stringify(told), ofRequest(at))
export const openWish = (at: At, sealed: string | null): Wish | null => (sealed === null ? null : wish.parse(JSON.parse(decrypt(sealed, ofRequest(at)))))

export const sealAvoid = (at: Parameters<typeof ofAvoid>[0], words: string) => encrypt(words, ofAvoid(at))
export const openAvoid = (at: Parameters<typeof ofAvoid>[0], sealed: string) => decrypt(sealed, ofAvoid(at))
