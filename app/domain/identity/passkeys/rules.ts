/**
 * What may be done with one's passkeys. Whoever holds only the mailbox may add the first, soon after signing in; from then
 * on a passkey opens the door to passkeys, or a stolen mailbox would be as good as a passkey.
 */
type Standing = { strong: boolean; fresh: boolean; passkeys: number; seesOthers: boolean }
export type Permission = 'yes' | 'sign-in-again' | 'show-passkey'

export const mostPasskeys = 20

export function mayAdd({ strong, fresh, passkeys }: Standing): Permission {
  if (strong) return 'yes'
  if (passkeys > 0) return 'show-passkey'
  return fresh ? 'yes' : 'sign-in-again'
}

/** Who has no one else's data to guard may also remove a lost one after signing in by mail. */
export function mayRemove({ strong, fresh, seesOthers }: Standing): Permission {
  if (strong) return 'yes'
  if (seesOthers) return 'show-passkey'
  return fresh ? 'yes' : 'sign-in-again'
}
