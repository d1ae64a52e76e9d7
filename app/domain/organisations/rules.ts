import { type Role, roles } from '#app/domain/identity/schema.ts'

/** Which roles a person with these roles may give, end and invite to. Row-level security says the same. */
export function mayHandle(own: readonly Role[]): Role[] {
  if (own.includes('administrator')) return [...roles]
  return own.includes('coordinator') ? ['participant', 'volunteer'] : []
}

/** An invitation is good for two weeks. */
export const invitationDays = 14

export interface InvitationState {
  expiresAt: Date
  acceptedAt: Date | null
  revokedAt: Date | null
}
export type Standing = 'open' | 'used' | 'revoked' | 'expired'
export function standing({ expiresAt, acceptedAt, revokedAt }: InvitationState, now: Date): Standing {
  if (acceptedAt) return 'used'
  if (revokedAt) return 'revoked'
  return expiresAt <= now ? 'expired' : 'open'
}

/** Calendar days as text, compared as text. */
export interface Held {
  role: Role
  from: string
  to: string | null
}
export type Holding = 'now' | 'later' | 'before'
export function holding({ from, to }: Pick<Held, 'from' | 'to'>, today: string): Holding {
  if (to !== null && to < today) return 'before'
  return from > today ? 'later' : 'now'
}

/** Why a role cannot be held from and to these days, if so. */
export function daysRefused({ from, to, today }: { from: string; to: string | null; today: string }): { field: 'from' | 'to'; key: 'from_past' | 'to_before_from' | 'to_past' } | null {
  if (from < today) return { field: 'from', key: 'from_past' }
  if (to !== null && to < from) return { field: 'to', key: 'to_before_from' }
  return null
}

/** An address a kind keeps for life, made from its name. */
export function kindSlug(name: string, taken: readonly string[]): string {
  const letters: Record<string, string> = { æ: 'ae', ø: 'o', å: 'a', ä: 'a', ö: 'o' }
  const plain = name.toLowerCase().replace(/[æøåäö]/g, (letter) => letters[letter]!).normalize('NFKD').replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 32).replace(/-+$/, '') || 'type'
  for (let number = 1; ; number++) {
    const slug = number === 1 ? plain : `${plain}-${number}`
    if (!taken.includes(slug)) return slug
  }
}
