import { setTimeout as pause } from 'node:timers/promises'
import type { TestDatabase } from './database.ts'

export interface ReceivedMail {
  number: number
  sender: string
  recipient: string
  subject: string
  html: string
  plain: string
  headers: Record<string, string>
  attachments: { filename: string; contentType: string; text: string; bytes: Buffer }[]
}

/** Every mail to an address that the local mailbox holds, oldest first. */
export async function mailsTo(database: TestDatabase, address: string, { after = 0 } = {}): Promise<ReceivedMail[]> {
  const rows = await database.owner(
    `SELECT number, sender, recipient, subject, html, plain, headers, attachments FROM mailbox
     WHERE (lower(recipient) = lower($1) OR recipient ILIKE '%<' || $1 || '>%') AND number > $2 ORDER BY number`,
    [address, after],
  )
  return rows.map((row) => ({
    ...(row as ReceivedMail),
    attachments: (row.attachments as { filename: string; contentType: string; content: string }[]).map(({ filename, contentType, content }) => {
      const bytes = Buffer.from(content, 'base64')
      return { filename, contentType, bytes, text: bytes.toString('utf8') }
    }),
  }))
}

/**
 * Waits for the next mail to an address (or the next that passes `where`).
 * `after`: the number of the last mail already seen.
 */
export async function mailTo(database: TestDatabase, address: string, { after = 0, where = () => true, within = 20_000 }: { after?: number; where?: (mail: ReceivedMail) => boolean; within?: number } = {}): Promise<ReceivedMail> {
  const until = Date.now() + within
  for (;;) {
    const mails = await mailsTo(database, address, { after })
    const found = mails.find(where)
    if (found) return found
    if (Date.now() > until) {
      const owed = await database.owner(`SELECT template, sent_at IS NOT NULL AS sent, failure FROM mails WHERE address = $1 ORDER BY number`, [address])
      throw new Error(`no such mail came to ${address}; there: ${JSON.stringify(mails.map((mail) => mail.subject))}; owed: ${JSON.stringify(owed)}`)
    }
    await pause(40)
  }
}

/** The first address in the mail's plain text that matches. */
export function linkIn(mail: ReceivedMail, pattern: RegExp = /./): string {
  const links = mail.plain.match(/https?:\/\/[^\s)\]>]+/g) ?? []
  const found = links.find((link) => pattern.test(link))
  if (!found) throw new Error(`no link like ${pattern} in "${mail.subject}": ${links.join(' ')}`)
  return found
}
