import { createHash, randomUUID } from 'node:crypto'
import type { Sql } from '#app/platform/db.server.ts'
import { queue } from '#app/platform/jobs.server.ts'
import type { Language } from '#app/platform/language.ts'

/** What a mail is about; each has a component in emails/ and says what it needs in `facts`. */
export type TemplateName =
  | 'sign-in' // {link, code, expiresAt}
  | 'join-confirm' // {link, code, expiresAt, activityId}
  | 'calendar' // {method, sequence, reason, note?, changes?}
  | 'waiting' // {reason: 'in-line' | 'changed' | 'cancelled', note?, changes?}
  | 'organisation-invitation' // {link, organisation, role, inviter}
  | 'passkey-added' // {name}

export interface OwedMail {
  personId: string | null
  address: string
  language: Language
  template: TemplateName
  activityId?: string
  facts: Record<string, unknown>
}

/** Templates whose facts would let somebody in: sent first, and wiped as soon as they are sent or too old to be of use. */
export const secretTemplates: readonly string[] = ['sign-in', 'join-confirm', 'organisation-invitation']

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
