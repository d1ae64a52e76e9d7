import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Language } from '../language.ts'
import { chooseLanguage } from './language.server.ts'
import { publicAddress, type PublicAddress } from './public-addresses.ts'
import { listenForPublicChanges, type PublicChanges } from './public-changes.server.ts'

/**
 * Public pages, kept whole in memory. Three things keep it honest:
 * - Private bytes cannot get in: a page is rendered from a request made here, which carries an address and a language and
 *   nothing else, and it is kept only if its loader marked it (x-public-page) and it sets no cookie.
 * - It is never stale: a kept page is used only if nothing public has changed since before it was rendered, as known
 *   after a round trip to the database that began when the request was already here; and only within the minute it was
 *   rendered in, because pages say when things are.
 * - It is bounded: the least used pages go first.
 */
export interface PageCacheOptions {
  changes: PublicChanges
  /** Pages are rendered as if asked for at this address. */
  appUrl: string
  /** Added to every answer from an address. */
  headers(path: string): Record<string, string>
  render(request: Request): Promise<Response>
  now?(): number
  maxBytes?: number
}

export interface PageCache {
  /**
   * Takes the request (true) or leaves it alone (false). A request taken is answered from here, or handed on through
   * `pass` when that turns out to be impossible.
   */
  handle(request: IncomingMessage, response: ServerResponse, pass: () => void): boolean
  close(): Promise<void>
}

type Encoding = 'identity' | 'br' | 'gzip'
type Body = { bytes: Buffer; headers: string[] }
type Page = {
  key: string
  kept: boolean
  status: number
  etag: string
  headers: string[]
  generation: number
  minute: number
  identity: Body
  compressible: boolean
  br?: Body | Promise<Body>
  gzip?: Body | Promise<Body>
  weight: number
}
type Rendering = { generation: number; minute: number; page: Promise<Page | null> }

export async function createPageCache(options: Omit<PageCacheOptions, 'changes'> & { databaseUrl: string }): Promise<PageCache> {
  return pageCache({ ...options, changes: await listenForPublicChanges(options.databaseUrl) })
}

export function pageCache({ changes, appUrl, headers: headersOf, render, now = Date.now, maxBytes = 64 * 1024 * 1024 }: PageCacheOptions): PageCache {
  const pages = new Map<string, Page>()
  const renderings = new Map<string, Rendering>()
  const addresses = remembering(publicAddress, 20_000)
  const wishes = remembering((header: string) => chooseLanguage(null, null, header), 2_000)
  let weight = 0

  function handle(request: IncomingMessage, response: ServerResponse, pass: () => void): boolean {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || !changes.listening) return false
    const { cookie } = request.headers
    // Whoever brings anything but a choice of language may be somebody.
    if (cookie !== undefined && !/^lang=(?:nb|sv|en)$/.test(cookie)) return false
    const address = addresses(request.url ?? '')
    if (!address) return false
    const language = address.language ?? (cookie ? (cookie.slice(5) as Language) : wishes(request.headers['accept-language'] ?? ''))
    changes.afterRoundTrip((heard) => {
      if (!heard) return pass()
      const key = `${language} ${address.path}`
      const minute = Math.floor(now() / 60_000)
      const page = pages.get(key)
      if (page && page.generation === changes.generation && page.minute === minute) {
        pages.delete(key)
        pages.set(key, page) // the last to be let go
        answer(request, response, page, pass)
      } else {
        rendered(key, address, language, minute).then((fresh) => (fresh ? answer(request, response, fresh, pass) : pass()), pass)
      }
    })
    return true
  }

  /** One rendering at a time for everyone who may be answered with it: those who came before anything changed since. */
  function rendered(key: string, address: PublicAddress, language: Language, minute: number): Promise<Page | null> {
    const { generation } = changes
    const running = renderings.get(key)
    if (running && running.generation === generation && running.minute === minute) return running.page
    const rendering: Rendering = { generation, minute, page: renderPage(key, address, language, generation, minute) }
    renderings.set(key, rendering)
    const done = (page?: Page | null) => {
      if (renderings.get(key) === rendering) renderings.delete(key)
      // If something changed while it was being rendered, nobody knows which side of the change it shows.
      if (page?.kept && generation === changes.generation) keep(page)
    }
    rendering.page.then(done, () => done())
    return rendering.page
  }

  async function renderPage(key: string, address: PublicAddress, language: Language, generation: number, minute: number): Promise<Page | null> {
    const response = await render(new Request(appUrl + address.path, { headers: { 'accept-language': language } }))
    if (response.headers.has('set-cookie')) return null
    const kept = response.status === 200 && response.headers.get('x-public-page') === '1'
    const bytes = Buffer.from(await response.arrayBuffer())
    const etag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    const headers: string[] = []
    for (const [name, value] of response.headers) if (!ours.has(name)) headers.push(name, value)
    const always = headersOf(address.path)
    for (const name in always) headers.push(name, always[name]!)
    headers.push('vary', 'Accept-Language, Cookie, Accept-Encoding')
    if (kept) headers.push('etag', etag)
    const compressible = bytes.length > 1_000 && /text|json|xml|javascript/.test(response.headers.get('content-type') ?? '')
    const identity = { bytes, headers: [...headers, 'content-length', String(bytes.length)] }
    return { key, kept, status: response.status, etag, headers, generation, minute, identity, compressible, weight: bytes.length + 2_000 }
  }

  function keep(page: Page) {
    const [other] = pages.values()
    if (other && other.minute > page.minute) return
    // One change, or the next minute, makes all pages old at once.
    if (other && (other.generation !== page.generation || other.minute !== page.minute)) {
      pages.clear()
      weight = 0
    }
    if (page.weight > maxBytes / 4) return
    weight += page.weight - (pages.get(page.key)?.weight ?? 0)
    pages.set(page.key, page)
    makeRoom()
  }

  function makeRoom() {
    for (const [key, page] of pages) {
      if (weight <= maxBytes) return
      pages.delete(key)
      weight -= page.weight
    }
  }

  function answer(request: IncomingMessage, response: ServerResponse, page: Page, pass: () => void) {
    if (page.kept && request.headers['if-none-match']?.includes(page.etag)) {
      response.writeHead(304, page.headers)
      response.end()
      return
    }
    const encoding = page.compressible ? chooseEncoding(request.headers['accept-encoding']) : 'identity'
    if (encoding === 'identity') return send(request, response, page, page.identity)
    const body = (page[encoding] ??= compressed(page, encoding))
    if (body instanceof Promise) body.then((ready) => send(request, response, page, ready), pass)
    else send(request, response, page, body)
  }

  async function compressed(page: Page, encoding: 'br' | 'gzip'): Promise<Body> {
    const bytes = await (encoding === 'br' ? brotli(page.identity.bytes) : gzipped(page.identity.bytes))
    const body = { bytes, headers: [...page.headers, 'content-encoding', encoding, 'content-length', String(bytes.length)] }
    page[encoding] = body
    page.weight += bytes.length
    if (pages.get(page.key) === page) {
      weight += bytes.length
      makeRoom()
    }
    return body
  }

  return { handle, close: () => changes.close() }
}

function send(request: IncomingMessage, response: ServerResponse, page: Page, body: Body) {
  response.writeHead(page.status, body.headers)
  if (request.method === 'HEAD') response.end()
  else response.end(body.bytes)
}

/** Set here, or none of the reader's business. */
const ours = new Set(['x-public-page', 'vary', 'etag', 'content-length', 'content-encoding', 'transfer-encoding', 'connection', 'date'])

const brotli = (bytes: Buffer) =>
  promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
const gzipped = (bytes: Buffer) => promisify(gzip)(bytes, { level: 6 })

function chooseEncoding(accepted: string | undefined): Encoding {
  if (!accepted) return 'identity'
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(accepted)) return 'br'
  if (/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(accepted)) return 'gzip'
  return 'identity'
}

/** A pure function that remembers its latest answers, for work that would otherwise be done for every request. */
function remembering<T>(work: (value: string) => T, most: number): (value: string) => T {
  const known = new Map<string, T>()
  return (value) => {
    let answer = known.get(value)
    if (answer === undefined) {
      answer = work(value)
      if (known.size >= most) known.clear()
      if (value.length <= 600) known.set(value, answer)
    }
    return answer
  }
}
