/**
 * Who asks. The gate proves a person; `system` is the program itself, for one narrow purpose at a time. The database
 * reads the actor in its row-level policies, so a purpose can do no more than its policies say.
 */
export type Purpose = 'identity' | 'invitation' | 'feed' | 'waiting-list' | 'announce' | 'mail' | 'series' | 'door' | 'feedback' | 'offers' | 'openings' | 'reminders' | 'digest' | 'groups' | 'together' | 'rides' | 'replies' | 'companions' | 'forgetting'
export type Actor = { kind: 'visitor' } | { kind: 'person'; personId: string } | { kind: 'system'; purpose: Purpose }

export const visitor: Actor = { kind: 'visitor' }
export const person = (personId: string): Actor => ({ kind: 'person', personId })
export const system = (purpose: Purpose): Actor => ({ kind: 'system', purpose })

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The value of the database setting app.actor. Safe to put between quotes in SQL: only words and UUIDs pass. */
export function actorSetting(actor: Actor): string {
  if (actor.kind === 'visitor') return 'visitor'
  if (actor.kind === 'system') return `system:${actor.purpose}`
  if (!uuid.test(actor.personId)) throw new Error('a person actor needs a UUID')
  return `person:${actor.personId}`
}

/** Whether a string from outside can be an id at all; anything else is answered like an id that never existed. */
export const isId = (value: string | undefined | null): value is string => uuid.test(value ?? '')
