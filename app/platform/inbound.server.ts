import { Resend } from 'resend'
import { env } from './env.server.ts'
import { calendarsInMail } from './mime.ts'

/**
 * What comes in by mail, through Resend: it tells a webhook that a mail came (without its contents), and gives the mail to
 * whoever asks with the key. It says nothing trustworthy of who sent it: no SPF, DKIM or DMARC verdict.
 */
export interface Received { emailId: string; recipients: string[] }
export type Webhook = { id: string; received: Received | null }

/** Reads a webhook whose signature is right and fresh (five minutes); null for any other. `body` as it came, to the byte. */
export function readWebhook(body: string, headers: Headers): Webhook | null {
  const { RESEND_API_KEY, RESEND_WEBHOOK_SECRET } = env()
  const given = (name: string) => headers.get(`svix-${name}`) ?? ''
  const id = given('id')
  if (!RESEND_WEBHOOK_SECRET || !id || id.length > 200) return null
  let event: unknown
  try {
    event = new Resend(RESEND_API_KEY ?? 'none').webhooks.verify({ payload: body, headers: { id, timestamp: given('timestamp'), signature: given('signature') }, webhookSecret: RESEND_WEBHOOK_SECRET })
  } catch {
    return null
  }
  const { type, data } = (event ?? {}) as { type?: unknown; data?: { email_id?: unknown; to?: unknown; cc?: unknown; received_for?: unknown } }
  if (type !== 'email.received' || typeof data?.email_id !== 'string' || !/^[\w-]{1,100}$/.test(data.email_id)) return { id, received: null }
  return { id, received: { emailId: data.email_id, recipients: addresses(data.received_for, data.to, data.cc) } }
}

export interface ReceivedMail {
  /** What the mail says of itself: anybody can write it. */
  from: string
  recipients: string[]
  calendars: string[]
}
/** What trying again will not mend. */
export class NothingToFetch extends Error {}

const largest = 1_000_000
const patience = 20_000

/**
 * Fetches a mail that came in, with the calendars in it.
 * @throws NothingToFetch when it is not there for us; any other error may pass.
 */
export async function fetchReceived(emailId: string): Promise<ReceivedMail> {
  const { RESEND_API_KEY, RESEND_BASE_URL } = env()
  const { receiving } = new Resend(RESEND_API_KEY, RESEND_BASE_URL ? { baseUrl: RESEND_BASE_URL } : undefined).emails
  const asked = await receiving.get(emailId, {}, { signal: AbortSignal.timeout(patience) })
  const mail = got(asked)
  const calendars: string[] = []
  // As it was sent: there a calendar is found also where it is the body and no attachment.
  if (mail.raw?.download_url) calendars.push(...calendarsInMail(await fetched(mail.raw.download_url)))
  if (calendars.length === 0) {
    const meant = mail.attachments.filter((one) => /^(?:text\/calendar|application\/ics)\b/i.test(one.content_type) || /\.ics$/i.test(one.filename ?? '')).slice(0, 5)
    for (const { id } of meant) {
      const attachment = got(await receiving.attachments.get({ emailId, id }, { signal: AbortSignal.timeout(patience) }))
      calendars.push(new TextDecoder().decode(await fetched(attachment.download_url)))
    }
  }
  return { from: addresses([mail.from])[0] ?? '', recipients: addresses(mail.received_for, mail.to, mail.cc), calendars }
}

function got<T>({ data, error }: { data: T | null; error: { name: string; statusCode?: number | null } | null }): T {
  if (data) return data
  const status = error?.statusCode ?? 0
  const why = `${error?.name ?? 'no answer'} ${status}`
  // 404: the webhook may be quicker than the store.
  if (status >= 400 && status < 500 && ![404, 408, 409, 425, 429].includes(status)) throw new NothingToFetch(why)
  throw new Error(why)
}

async function fetched(address: string): Promise<Uint8Array> {
  const url = new URL(address)
  const { RESEND_BASE_URL } = env()
  if (url.protocol !== 'https:' && !(RESEND_BASE_URL && url.origin === new URL(RESEND_BASE_URL).origin)) throw new NothingToFetch('an address that is not safe')
  const answer = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'error' })
  if (!answer.ok || !answer.body) throw new Error(`download ${answer.status}`)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    if ((size += part.length) > largest) throw new NothingToFetch('larger than an answer can be')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The bare addresses in what may be `Name <address>`, in small letters. */
function addresses(...lists: unknown[]): string[] {
  const all = lists.flat().filter((one): one is string => typeof one === 'string').slice(0, 100)
  return [...new Set(all.flatMap((one) => /<([^<>\s]+@[^<>\s]+)>\s*$/.exec(one)?.[1] ?? (/^\s*([^<>\s]+@[^<>\s]+)\s*$/.exec(one)?.[1] ?? [])).map((one) => one.toLowerCase()))]
}
