import { shortKeyedHash, shortKeyedHashMatches } from '#app/platform/crypto.server.ts'
import { env } from '#app/platform/env.server.ts'

/**
 * Whoever answers from their calendar writes to an address that only their own invitation names: svar+<mark>@…, the mark made from the
 * person and the event. The From of a mail is anybody's to write; this is not.
 */
const use = 'calendar-reply'
const value = (personId: string, uid: string) => `${personId} ${uid}`

/** The organizer of an invitation, as `Name <address>`: where its answers go. Without REPLY_TO nobody reads answers, and it is the sender. */
export function organizerOf(personId: string | null, uid: string): string {
  const { REPLY_TO, MAIL_FROM } = env()
  if (!REPLY_TO || !personId) return MAIL_FROM
  const [local, domain] = REPLY_TO.split('@') as [string, string]
  const name = /^(.*)<[^<>]+>\s*$/.exec(MAIL_FROM)?.[1]?.trim() || 'Samkraft'
  return `${name} <${local}+${shortKeyedHash(use, value(personId, uid))}@${domain}>`
}

/** The marks of the addresses that a mail was sent to; none: it is no answer to us. */
export function marksIn(recipients: string[]): string[] {
  const { REPLY_TO } = env()
  if (!REPLY_TO) return []
  const [local, domain] = REPLY_TO.toLowerCase().split('@') as [string, string]
  return recipients.flatMap((address) => {
    const [name, at] = address.toLowerCase().split('@')
    const mark = at === domain && name?.startsWith(`${local}+`) ? name.slice(local.length + 1) : ''
    return /^[0-9a-f]{32}$/.test(mark) ? [mark] : []
  }).slice(0, 10)
}

export const isMarkOf = (mark: string, personId: string, uid: string) => shortKeyedHashMatches(use, value(personId, uid), mark)
