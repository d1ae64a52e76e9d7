import { signedId } from '#app/platform/crypto.server.ts'

/** The address of an invitation to come along: names it and proves that we made it. What it may do, its row says. */
export const { write: companyToken, read: invitationOfToken } = signedId('together')
