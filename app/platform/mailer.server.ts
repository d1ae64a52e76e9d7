import { Resend } from 'resend'
import { env } from './env.server.ts'

export interface Outgoing {
  from: string
  to: string
  subject: string
  html: string
  text: string
  headers: Record<string, string>
  attachments: { filename: string; contentType: string; content: string }[]
}
export type Delivery = { outcome: 'sent' } | { outcome: 'later'; why: string } | { outcome: 'never'; why: string }

/** Longer than any answer takes; a try that hangs must not hold up the queue. */
const patience = 20_000

/**
 * Hands a mail to Resend. The client never throws but returns `{ error }`; what may be mended by trying again (no
 * answer, too many requests, their fault) is `later`, what cannot (an address they refuse) is `never`. The key makes a
 * second try of an accepted mail no second mail, for 24 hours.
 */
export async function sendMail(mail: Outgoing, key: string, patienceMs = patience): Promise<Delivery> {
  const { RESEND_API_KEY, RESEND_BASE_URL } = env()
  if (!RESEND_API_KEY) return { outcome: 'never', why: 'no RESEND_API_KEY' }
  const resend = new Resend(RESEND_API_KEY, RESEND_BASE_URL ? { baseUrl: RESEND_BASE_URL } : undefined)
  const { error } = await resend.emails.send(
    {
      from: mail.from, to: mail.to, subject: mail.subject, html: mail.html, text: mail.text, headers: mail.headers,
      attachments: mail.attachments.map(({ filename, contentType, content }) => ({ filename, contentType, content })),
    },
    { idempotencyKey: key, signal: AbortSignal.timeout(patienceMs) },
  )
  if (!error) return { outcome: 'sent' }
  const status = error.statusCode ?? 0
  const why = `${error.name} ${status || 'no answer'}`
  // 409: the first try under this key is still being worked on.
  return { outcome: status === 0 || status >= 500 || [408, 409, 425, 429].includes(status) ? 'later' : 'never', why }
}
