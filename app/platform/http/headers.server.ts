/**
 * Headers of every answer. Scripts run only from our own files: on private pages by nonce, on public pages (cached whole,
 * so a nonce would be the same for everybody) by origin. Nothing inline runs anywhere.
 */
export function securityHeaders(options: { https: boolean; tileUrl: string; nonce?: string; frame?: Frame }): Record<string, string> {
  const tiles = originOfTiles(options.tileUrl)
  return {
    'content-security-policy': options.frame ? framePolicies[options.frame] : [
      "default-src 'none'",
      options.nonce ? `script-src 'nonce-${options.nonce}' 'strict-dynamic'` : "script-src 'self'",
      "style-src 'self'",
      `img-src 'self' data: blob: ${tiles}`.trim(),
      "font-src 'self'",
      "connect-src 'self' https://ws.geonorge.no",
      "manifest-src 'self'",
      "worker-src 'self'",
      "frame-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    // For browsers older than frame-ancestors. What anybody may frame says nothing: there is no word for "all".
    ...(options.frame === 'embed' ? { 'cross-origin-resource-policy': 'cross-origin' } : { 'x-frame-options': options.frame === 'mail' ? 'SAMEORIGIN' : 'DENY' }),
    // Not no-referrer: browsers then send "Origin: null" with forms, and the origin check needs it.
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(self), interest-cohort=()',
    'cross-origin-opener-policy': 'same-origin',
    ...(options.https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}

/** Addresses that are made to be shown inside another page. */
export type Frame = 'mail' | 'embed'
export const frameOf = (url: string | undefined): Frame | undefined =>
  /^\/mailbox\/[^/?]+\/html\/*(\?|$)/i.test(url ?? '') ? 'mail' : /^\/o\/[^/?]+\/embed\/*(\?|$)/i.test(url ?? '') ? 'embed' : undefined
const framePolicies: Record<Frame, string> = {
  // A mail in the local mailbox: it styles itself, runs nothing, loads nothing, and its links leave the frame.
  mail: "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; base-uri 'none'; sandbox allow-popups allow-popups-to-escape-sandbox",
  // An organisation's list on its own website: anybody may frame it, because it only reads, and can do nothing.
  embed: "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors *; base-uri 'none'",
}

const originOfTiles = (template: string) => /^https?:\/\/[^/{]+/.exec(template)?.[0] ?? ''
