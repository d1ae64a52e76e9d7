import { env } from './env.server.ts'

/** The keys that push services know this site by, or null: then push is not offered. */
export function pushKeys(): { publicKey: string; privateKey: string } | null {
  const [publicKey, privateKey] = env().VAPID_KEYS?.split(':') ?? []
  return publicKey && privateKey ? { publicKey, privateKey } : null
}

export interface Subscription {
  endpoint: string
  p256dh: string
  auth: string
}

/**
 * Whether an address is one a browser's push service gives out. We post to it, so it may only be at hosts that are known
 * (PUSH_HOSTS; `*.` stands for names below): nobody makes us knock at doors of their choosing.
 */
export function isPushService(endpoint: string, hosts: string): boolean {
  let url: URL
  try {
    url = new URL(endpoint)
  } catch {
    return false
  }
  if (url.protocol !== 'https:' || url.username || url.password || endpoint.length > 1000) return false
  return hosts.split(/[\s,]+/).some((known) => (known.startsWith('*.') ? url.host.endsWith(known.slice(1)) : url.host === known))
}

export type Pushed = 'sent' | 'gone' | 'later' | 'never'

/** A push service that does not answer must not hold up the queue. */
const patience = 10_000

/**
 * Sends an encrypted message to one browser. `gone`: the browser no longer wants it, forget the subscription. `topic`
 * makes a second try replace the first where it is still waiting.
 */
export async function sendPush({ endpoint, p256dh, auth }: Subscription, payload: object, { seconds, topic }: { seconds: number; topic?: string }): Promise<Pushed> {
  const keys = pushKeys()
  if (!keys || !isPushService(endpoint, env().PUSH_HOSTS)) return 'never'
  const { default: webPush } = await import('web-push')
  const contact = /<([^>]+)>/.exec(env().MAIL_FROM)?.[1] ?? env().MAIL_FROM
  try {
    await webPush.sendNotification({ endpoint, keys: { p256dh, auth } }, JSON.stringify(payload), {
      vapidDetails: { subject: `mailto:${contact}`, ...keys }, TTL: seconds, urgency: 'high', timeout: patience, topic,
    })
    return 'sent'
  } catch (error) {
    const { statusCode } = error as { statusCode?: number }
    if (statusCode === 404 || statusCode === 410) return 'gone'
    return statusCode === undefined || statusCode === 429 || statusCode >= 500 ? 'later' : 'never'
  }
}
