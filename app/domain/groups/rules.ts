/** What holds for peer groups, without a database: who comes in how, when a group may be published, when news is mailed. */
export type WayIn = 'open' | 'request'
export type MemberState = 'asked' | 'member' | 'paused' | 'left'
export interface Life { publishedAt: Date | null; closedAt: Date | null }

export const isLive = ({ publishedAt, closedAt }: Life) => publishedAt !== null && closedAt === null

/** How somebody comes in: at once where it is open, else by asking. Whom a host has said no to asks, always. */
export const comesInAs = (wayIn: WayIn, mine: { asksFirst: boolean } | null): 'member' | 'asked' =>
  wayIn === 'open' && !mine?.asksFirst ? 'member' : 'asked'

export type PublishingRefused = 'no_host' | 'already_published' | 'closed'
/** Somebody must be there to answer and to look after the board before anybody can come. */
export function publishingRefused(group: Life, hosts: number): PublishingRefused | null {
  if (group.closedAt) return 'closed'
  if (group.publishedAt) return 'already_published'
  return hosts === 0 ? 'no_host' : null
}

/** What one is called in a group unless one says otherwise: the first word of the name. */
export const firstNameOf = (name: string) => (name.trim().split(/\s+/)[0] || name).slice(0, 40)

/** The words of a search: at most six, without signs. */
export const soughtWords = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).slice(0, 6)

/** Asking again within a day mails nobody again. */
export const asksAnew = (lastChange: Date | null, now: Date) => !lastChange || now.getTime() - lastChange.getTime() > day
const day = 86_400_000
