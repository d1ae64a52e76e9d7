import { signedId } from '#app/platform/crypto.server.ts'

/** What the code at a door says: which activity, and that we made it. Who holds it stands at the door, or has a picture of it. */
export const { write: doorToken, read: activityOfToken } = signedId('door')
