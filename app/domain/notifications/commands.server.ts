import { createHash, randomUUID } from 'node:crypto'
import type { Sql } from '#app/platform/db.server.ts'
import { queue } from '#app/platform/jobs.server.ts'
import type { Language } from '#app/platform/language.ts'

/** What a mail is about; each has a component in emails/ and says what it needs in `facts`. */
export type TemplateName =
  | 'sign-in' // {link, code, expiresAt}
  | 'join-confirm' // {link, code, expiresAt, activityId}
  | 'calendar' // {method, sequence, reason, note?, changes?}
  | 'waiting' // {reason: 'in-line' | 'changed' | 'cancelled' | 'offer' | 'offer-passed', note?, changes?, until?, two?}
  | 'organisation-invitation' // {link, organisation, role, inviter}
  | 'passkey-added' // {name}
  | 'letter' // a Letter
  | 'reminder' // {which, startsAt, expiresAt}
  | 'digest' // {items, more, expiresAt}

export interface OwedMail {
  personId: string | null
  address: string
  language: Language
  template: TemplateName
  activityId?: string
  facts: Record<string, unknown>
}

/** Templates whose facts would let somebody in: sent first. */
export const secretTemplates: readonly string[] = ['sign-in', 'join-confirm', 'organisation-invitation']
/** What a mail says is kept until it is sent or too old to be of use: links let in, and a letter is between two people. */
export const wipedTemplates: readonly string[] = [...secretTemplates, 'letter', 'digest']

/**
 * A mail whose words a noun has written itself, in the reader's language: what most nouns send. The subject is read over
 * shoulders, so it is discreet. Addresses that begin with `/` are ours.
 */
export interface Letter {
  subject: string
  title: string
  paragraphs: string[]
  facts?: [term: string, detail: string][]
  buttons?: { text: string; href: string; quiet?: boolean }[]
  /** The program may stop sending them; it must say where (RFC 8058's List-Unsubscribe). */
  unsubscribe?: string
  /** The pairing it is about: once that has ended, nothing more is said about it (`mayStillSay`). */
  about?: string
  /** An invitation for the reader's calendar, or its being called off (RFC 5546). `attendee` is their name. */
  calendar?: {
    method: 'REQUEST' | 'CANCEL'
    attendee: string
    event: { uid: string; sequence: number; title: string; startsAt: string; endsAt: string; zone: string; location?: string; url?: string }
  }
}
export const letterTo = (
  { personId, email, language }: { personId: string | null; email: string; language: Language },
  letter: Letter,
): OwedMail => ({ personId, address: email, language, template: 'letter', facts: { ...letter } })

/**
 * Writes down that somebody is owed a mail, in the transaction of the command that owes it: rolled back together,
 * committed together. Any number of mails are two statements, neither waiting for the other's answer.
 */
export async function owe(sql: Sql, mail: OwedMail | OwedMail[]): Promise<void> {
  const mails = (Array.isArray(mail) ? mail : [mail]).map((owed) => ({ ...owed, id: randomUUID() }))
  if (mails.length === 0) return
  const boss = await queue()
  await Promise.all([
    sql`INSERT INTO mails (id, person_id, address, language, template, facts, activity_id)
      SELECT id, "personId", address, language, template, facts, "activityId" FROM json_to_recordset(${JSON.stringify(mails)}::text::json)
        AS owed (id uuid, "personId" uuid, address text, language text, template text, facts jsonb, "activityId" uuid)`,
    boss.insert(
      'mail',
      mails.map((owed) => ({
        id: owed.id,
        data: { mailId: owed.id },
        singletonKey: addressKey(owed.address),
        priority: secretTemplates.includes(owed.template) ? 10 : 0,
      })),
      { db: sql },
    ),
  ])
}

/** Stands for an address where the address itself has no business to be. */
const addressKey = (address: string) => createHash('sha256').update(address.toLowerCase()).digest('base64url').slice(0, 24)
