import type { IncomingMessage } from 'node:http'

/** The asking address, believing as many X-Forwarded-For hops (counted from the right) as there are trusted proxies. */
export function networkOf(request: Pick<IncomingMessage, 'headers' | 'socket'>, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? ''
  if (trustedProxies === 0) return direct
  const hops = String(request.headers['x-forwarded-for'] ?? '').split(',').map((hop) => hop.trim()).filter(Boolean)
  return hops[hops.length - trustedProxies] ?? direct
}
