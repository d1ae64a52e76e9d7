import { idFrom } from '#app/platform/crypto.server.ts'

/** A UUID made from names, so that one form sent twice is one thing. */
export const idOf = (...names: string[]) => idFrom(JSON.stringify(names))
