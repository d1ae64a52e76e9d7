import { createHmac } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const folder = path.resolve(import.meta.dirname, '../calendars/replies')

export interface ReplyFacts {
  uid: string
  /** The address that the invitation names. */
  organizer: string
  attendee: string
  answer: 'ACCEPTED' | 'DECLINED' | 'TENTATIVE'
  sequence?: number
  saidAt?: Date
  startsAt?: Date
  /** The date of a series that it is about, by the clock in Oslo: 20261203T180000. */
  recurrence?: string
  recurrenceUtc?: string
}

const stamp = (instant: Date) => `${instant.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`

/** A calendar's answer as one of the programs in tests/calendars/replies writes it. */
export function replyText(file: string, facts: ReplyFacts): string {
  const startsAt = facts.startsAt ?? new Date(Date.now() + 3 * 86_400_000)
  const endsAt = new Date(+startsAt + 2 * 3_600_000)
  const words: Record<string, string> = {
    UID: facts.uid, ORGANIZER: facts.organizer, ATTENDEE: facts.attendee, ANSWER: facts.answer, SEQUENCE: String(facts.sequence ?? 0), STAMP: stamp(facts.saidAt ?? new Date()),
    START_UTC: stamp(startsAt), END_UTC: stamp(endsAt), START: stamp(startsAt).slice(0, -1), END: stamp(endsAt).slice(0, -1), RECURRENCE: facts.recurrence ?? '', RECURRENCE_UTC: facts.recurrenceUtc ?? '',
  }
  return fs.readFileSync(path.join(folder, `${file}.ics`), 'utf8').replace(/\{\{(\w+)\}\}/g, (_, word: string) => words[word]!).replace(/\r?\n/g, '\r\n')
}

const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n')
const quotedPrintable = (text: string) =>
  [...Buffer.from(text)].map((byte) => (byte === 13 || byte === 10 || (byte >= 32 && byte < 127 && byte !== 61) ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join('')
    .split('\r\n').map((line) => line.replace(/.{70}(?=.)/g, (part) => (/=.?$/.test(part) ? part : `${part}=\r\n`))).join('\r\n')

/** The whole mail around it, as that program packs it. */
export function replyMail(program: 'google' | 'outlook' | 'apple', calendar: string, { from, to }: { from: string; to: string }): string {
  const head = [`From: ${from}`, `To: <${to}>`, 'Subject: =?UTF-8?B?QXZzbMOldHQ6IFR1cg==?=', 'MIME-Version: 1.0', 'Message-ID: <abc@example.org>']
  const text = ['Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes', 'Content-Transfer-Encoding: base64', '', base64('Svar på invitasjonen\n')]
  if (program === 'google') {
    return [
      ...head, 'Content-Type: multipart/mixed; boundary="0000000000009f1a2b0622c8"', '', '--0000000000009f1a2b0622c8', 'Content-Type: multipart/alternative; boundary="0000000000009f1a290622c6"', '',
      '--0000000000009f1a290622c6', ...text, '--0000000000009f1a290622c6', 'Content-Type: text/html; charset="UTF-8"', 'Content-Transfer-Encoding: quoted-printable', '', '<p>Svar p=C3=A5 invitasjonen</p>',
      '--0000000000009f1a290622c6', 'Content-Type: text/calendar; charset="UTF-8"; method=REPLY', 'Content-Transfer-Encoding: 7bit', '', calendar,
      '--0000000000009f1a290622c6--', '', '--0000000000009f1a2b0622c8', 'Content-Type: application/ics; name="invite.ics"', 'Content-Disposition: attachment; filename="invite.ics"', 'Content-Transfer-Encoding: base64', '', base64(calendar),
      '--0000000000009f1a2b0622c8--', '',
    ].join('\r\n')
  }
  if (program === 'outlook') {
    return [
      ...head, 'Content-Language: nb-NO', 'Content-Type: multipart/alternative;', '\tboundary="_000_AM0PR0701MB1234_"', '', '--_000_AM0PR0701MB1234_', ...text,
      '--_000_AM0PR0701MB1234_', 'Content-Type: text/calendar; charset="utf-8"; method=REPLY', 'Content-Transfer-Encoding: base64', '', base64(calendar), '', '--_000_AM0PR0701MB1234_--', '',
    ].join('\r\n')
  }
  return [
    ...head, 'Content-Type: multipart/alternative; boundary=Apple-Mail-1A2B', '', '--Apple-Mail-1A2B', 'Content-Type: text/plain; charset=utf-8', '', 'Svar', '--Apple-Mail-1A2B',
    'Content-Type: text/calendar; charset=utf-8; method=REPLY; name=iCal-20261120-101500.ics', 'Content-Transfer-Encoding: quoted-printable', '', quotedPrintable(calendar), '--Apple-Mail-1A2B--', '',
  ].join('\r\n')
}

export const webhookSecret = `whsec_${Buffer.from('a secret for tests, 32 bytes long').toString('base64')}`

/** What Resend posts, with its signature (Svix's way). */
export function signedWebhook(body: string, { id = `msg_${Math.random().toString(36).slice(2)}`, at = new Date(), secret = webhookSecret }: { id?: string; at?: Date; secret?: string } = {}) {
  const timestamp = String(Math.floor(+at / 1000))
  const signature = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { method: 'POST', body, headers: { 'content-type': 'application/json', 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` } }
}
export const receivedEvent = (emailId: string, to: string) =>
  JSON.stringify({ type: 'email.received', created_at: new Date().toISOString(), data: { email_id: emailId, created_at: new Date().toISOString(), from: 'x@example.org', to: [to], bcc: [], cc: [], received_for: [to], message_id: '<abc@example.org>', subject: 'Avslått', attachments: [] } })
