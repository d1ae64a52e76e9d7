/**
 * What was marked on this device and is not sent yet: in local storage, one entry per person and activity, gone once it is
 * sent, at signing out, or after two weeks.
 */
export interface Mark {
  key: string
  at: number
  who: string
  outcome: string | null
  firstName?: string
}
export interface Unsent {
  /** Where it is to be sent, and as whom. */
  sync: string
  person: string
  marks: Mark[]
  since: number
}

const prefix = 'attendance:'
const twoWeeks = 14 * 86_400_000
/** Pages, styles and scripts that the worker answers with when there is no network. */
export const shelf = 'attendance'

export const nameOf = (person: string, activity: string) => `${prefix}${person}:${activity}`

export function unsent(name: string): Unsent | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') as Unsent | null
  } catch {
    return null
  }
}

/** Storage may be full or forbidden: then marks live as long as the page does. @returns whether it was kept. */
export function keep(name: string, entry: Unsent | null): boolean {
  try {
    if (entry?.marks.length) localStorage.setItem(name, JSON.stringify(entry))
    else localStorage.removeItem(name)
    return true
  } catch {
    return false
  }
}

export function allUnsent(): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix))
  } catch {
    return []
  }
}

export function forgetOld() {
  for (const name of allUnsent()) if (Date.now() - (unsent(name)?.since ?? 0) > twoWeeks) keep(name, null)
}

/** A redirect is not followed: it means that the session has ended. @throws without network. */
export const send = ({ sync, person, marks }: Unsent, keepalive = false) =>
  fetch(sync, { method: 'POST', redirect: 'manual', keepalive, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person, marks }) })
