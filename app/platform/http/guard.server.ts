import type { IncomingMessage } from 'node:http'

/**
 * What every request must pass before any route sees it. Remix's own check skips resource routes and lets a missing
 * Origin through, so this one stands in front of everything.
 */
export type Refusal = { status: number; reason: 'origin' | 'length' | 'size' | 'method' | 'address' | 'nothing' }

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])
export const ordinaryLimit = 256 * 1024
/** Mail providers post here for somebody who pressed their button (RFC 8058), from nowhere. The address itself says what may be done; cookies say nothing there. */
const fromMail = /^\/(?:unsubscribe\/[\w-]+|feedback\/\w+\/off)(?:\?|$)/
/** The mail provider tells of mail that came in; its signature is checked there. */
const fromProvider = /^\/webhooks\/resend$/
/** A picture may be 8 MB and a calendar 2; larger ones are still read (form.server.ts), so that the form answers kindly and keeps what was typed. */
export const uploadLimit = 24 * 1024 * 1024

export function refusal(request: Pick<IncomingMessage, 'method' | 'headers' | 'url'>, appUrl: string, localHosts: boolean): Refusal | null {
  const method = request.method ?? 'GET'
  if (!readable(request)) return { status: 400, reason: 'address' }
  // What Remix's own scripts would ask for. No page has them, and these answers would not carry the page's headers.
  if (/^\/__manifest|^[^?]*\.data(?:\?|$)|[?&]_data=/i.test(request.url ?? '')) return { status: 404, reason: 'nothing' }
  if (reading.has(method)) return null
  if (method !== 'POST') return { status: 405, reason: 'method' }
  if (!fromElsewhere(request.url) && !sameSite(request.headers, appUrl, localHosts)) return { status: 403, reason: 'origin' }
  // Without a length nothing says when to stop reading; browsers always send one with a form.
  const said = request.headers['content-length'] ?? ''
  if (!/^\d{1,12}$/.test(said)) return { status: 411, reason: 'length' }
  const length = Number(said)
  const upload = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '') && request.url?.startsWith('/manage/')
  if (length > (upload ? uploadLimit : ordinaryLimit)) return { status: 413, reason: 'size' }
  return null
}

/** An address on this site that can be decoded, and a host that can stand in one. Beyond here everybody relies on it. */
function readable({ url = '', headers }: Pick<IncomingMessage, 'headers' | 'url'>): boolean {
  if (!url.startsWith('/') || !/^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])?(?::\d{1,5})?$/i.test(headers.host ?? '')) return false
  try {
    return !decodeURIComponent(url.split('?')[0]!).includes('\0')
  } catch {
    return false
  }
}

/** What programs post, which have no origin: there the address itself or a signature says what may be done, and cookies say nothing. */
const fromElsewhere = (url = '') => fromMail.test(url) || fromProvider.test(url)

function sameSite(headers: IncomingMessage['headers'], appUrl: string, localHosts: boolean): boolean {
  const sent = headers.origin ?? originOf(headers.referer)
  if (!sent) return false
  if (sent === new URL(appUrl).origin) return true
  // On one's own machine the site answers under several names.
  return localHosts && sent === `http://${headers.host}` && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(headers.host ?? '')
}

function originOf(address: string | undefined): string | undefined {
  try {
    return address ? new URL(address).origin : undefined
  } catch {
    return undefined
  }
}
