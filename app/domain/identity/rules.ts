import type { Role } from './schema.ts'

/** Roles that see other people's data; in production they are used with a passkey. */
export const seesOthers = (roles: readonly Role[]) => roles.includes('coordinator') || roles.includes('administrator')
