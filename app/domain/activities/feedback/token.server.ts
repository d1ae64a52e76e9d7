import { signedId } from '#app/platform/crypto.server.ts'

/**
 * The link in a mail that asks how it was. It names the request and proves that we made it; what is remembered of a used
 * one is a hash of the whole, which nobody without the key can make from the request.
 */
export const { write: feedbackToken, read: requestOfToken } = signedId('feedback')
