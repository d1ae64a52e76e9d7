import type { Role } from './schema.ts'

/** Roles that see other people's data; in production they are used with a passkey. */
export const seesOthers = (roles: readonly Role[]) => roles.includes('coordinator') || roles.includes('administrator')
export const plansActivities = (roles: readonly Role[]) => roles.includes('organiser') || seesOthers(roles)

// ── limits of signing in ────────────────────────────────────────────────────────────────────────────────────
// They slow down whoever floods a mailbox or guesses codes, and may never keep the owner of the mailbox out
// (docs/decisions/sign-in-limits.md).

/** How long a code and its link live, and how far back the limits count. Equal on purpose: see `sending`. */
export const minutesToConfirm = 10

export const limits = {
  mailsPerAddressAndNetwork: 3,
  mailsPerAddress: 5,
  mailsPerNetwork: 20,
  wrongPerRequest: 5,
  wrongPerAddressAndNetwork: 5,
  wrongPerAddress: 30,
} as const

/** Mails of the last ten minutes that nobody has used. */
export type MailsSent = { toAddressFromNetwork: number; toAddress: number; fromNetwork: number }

/**
 * Whether asking sends a mail. `live` says that enough were sent already: because none is counted longer than its code
 * lives, and used ones are not counted, the mailbox then holds one that still works, also in the browser that asks now.
 */
export function sending(sent: MailsSent): 'send' | 'live' | 'network-busy' {
  if (sent.toAddress >= limits.mailsPerAddress || sent.toAddressFromNetwork >= limits.mailsPerAddressAndNetwork) return 'live'
  return sent.fromNetwork >= limits.mailsPerNetwork ? 'network-busy' : 'send'
}

/** Wrong codes of the last ten minutes. */
export type WrongCodes = { forAddressFromNetwork: number; forAddress: number }

/** Whether a code may be tried against a request of this browser's own. Nobody else's tries count here. */
export const mayTryOwn = (wrongTries: number) => wrongTries < limits.wrongPerRequest
/** Whether a code may be tried without having asked in this browser. */
export const mayTryElsewhere = (wrong: WrongCodes) =>
  wrong.forAddressFromNetwork < limits.wrongPerAddressAndNetwork && wrong.forAddress < limits.wrongPerAddress

/**
 * The part of a network address that one household or office shares: the first three numbers of IPv4, the first 48 bits
 * of IPv6. What is not an address at all counts as one network.
 */
export function networkPart(address: string): string {
  const four = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/i.exec(address)?.[1]
  if (four) return four
  const [plain = ''] = address.split('%')
  if (!/^[0-9a-f:]+$/i.test(plain) || !plain.includes(':')) return 'unknown'
  const [head = '', tail] = plain.split('::')
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after]
  return groups.slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}

/** Digits only, however a code was copied: "123 456", "123-456". */
export const digitsOf = (code: string) => code.replace(/\D/g, '')

/** A first name to greet with, from an address whose owner gave none: "kari.nordmann@…" is "Kari Nordmann". */
export function nameFrom(email: string): string {
  const words = email.replace(/@.*$/, '').replace(/\+.*$/, '').split(/[._\-\d]+/).filter(Boolean)
  const name = words.map((word) => word.charAt(0).toLocaleUpperCase('nb') + word.slice(1)).join(' ').slice(0, 80).trim()
  return name || email.replace(/@.*$/, '').slice(0, 80) || '?'
}

/** Where to go after signing in: only a path of this site, else the person's own page. */
export function safePath(to: string | null | undefined, otherwise = '/me'): string {
  if (!to || to.length > 500 || !/^\/(?![/\\])[^\\\s]*$/.test(to) || /\p{Cc}/u.test(to)) return otherwise
  const resolved = new URL(to, 'http://here.invalid')
  if (resolved.origin !== 'http://here.invalid' || resolved.pathname.startsWith('//')) return otherwise
  return /^\/sign-(in|out)(\/|$)/.test(resolved.pathname) ? otherwise : resolved.pathname + resolved.search + resolved.hash
}
