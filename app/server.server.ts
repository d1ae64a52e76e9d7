import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { createRequestHandler } from '@remix-run/express'
import { createRequestHandler as createFetchHandler, type ServerBuild } from '@remix-run/node'
import type { ErrorRequestHandler, Express, RequestHandler } from 'express'
import { chores } from '#app/chores.server.ts'
import { startReplyWorker } from '#app/domain/activities/replies/jobs.server.ts'
import { startPushWorker } from '#app/domain/notifications/devices/jobs.server.ts'
import { startMailWorker } from '#app/domain/notifications/jobs.server.ts'
import { startChores } from '#app/platform/chores.server.ts'
import { connect, disconnect } from '#app/platform/db.server.ts'
import { env } from '#app/platform/env.server.ts'
import { networkOf } from '#app/platform/http/network.server.ts'
import { refusal } from '#app/platform/http/guard.server.ts'
import { frameOf, securityHeaders } from '#app/platform/http/headers.server.ts'
import { chooseLanguage } from '#app/platform/http/language.server.ts'
import { log, loggedPath, traceOf } from '#app/platform/http/log.server.ts'
import { handlerPerAddress } from '#app/platform/http/narrow.server.ts'
import { answerReading } from '#app/platform/http/web.server.ts'
import { createPageCache } from '#app/platform/http/page-cache.server.ts'
import type { VisitContext } from '#app/platform/http/visit-context.server.ts'
import { startJobs, stopJobs } from '#app/platform/jobs.server.ts'
import { isLanguage } from '#app/platform/language.ts'

const express = createRequire(import.meta.url)('express') as typeof import('express')

export interface ServerOptions {
  /** The Remix build, or (development) a function that loads it anew. */
  build: ServerBuild | (() => Promise<ServerBuild>)
  /** The app's restricted role. */
  databaseUrl: string
  port?: number
  host?: string
  /** Development: Vite's middleware, asked first. */
  before?: RequestHandler
}

/**
 * Composes the process: guard -> page cache -> files -> Remix, with the mail worker beside it.
 * @throws the listen error (a taken port) after everything opened here is closed again.
 */
export async function startServer(options: ServerOptions): Promise<{ address: string; close(): Promise<void> }> {
  const { APP_URL, TILE_URL, DEMO, TRUST_PROXY, PORT, HOST } = env()
  const https = APP_URL.startsWith('https:')
  const site = new URL(APP_URL).origin
  connect(options.databaseUrl)
  const boss = await startJobs(options.databaseUrl)
  await Promise.all([startMailWorker(boss), startPushWorker(boss), startReplyWorker(boss)]).catch(async (error: unknown) => {
    await disconnect() // open connections would keep a process that was refused
    throw error
  })

  const stopChores = startChores(chores, (chore, error) => log('error', 'chore failed', { chore, ...traceOf(error) }))

  const mode = options.before ? 'development' : 'production'
  const newContext = (network: string, forEveryone: boolean): VisitContext => {
    const random = randomBytes(22)
    return { id: random.toString('hex', 16), nonce: random.toString('base64', 0, 16), network, forEveryone }
  }
  // In development the build is loaded anew for each request, and routes come and go.
  const perAddress = <Handler>(make: (build: ServerOptions['build']) => Handler) => {
    const { build } = options
    return typeof build === 'function' ? always(make(build)) : handlerPerAddress(build, make)
  }
  const render = perAddress((build) => createFetchHandler(build, mode))
  const publicHeaders = securityHeaders({ https, tileUrl: TILE_URL })
  const pages = options.before
    ? undefined
    : await createPageCache({ databaseUrl: options.databaseUrl, appUrl: APP_URL, headers: (path) => (frameOf(path) ? securityHeaders({ https, tileUrl: TILE_URL, frame: frameOf(path) }) : publicHeaders), render: (request) => render(new URL(request.url).pathname)(request, newContext('', true)) })

  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  if (options.before) app.use(options.before)
  const isFile = options.before ? always(true) : serveFiles(app)
  const remix = perAddress((build) => createRequestHandler({ build, mode, getLoadContext: (_, response) => response.locals.context as VisitContext }))
  app.all('*', (request, response, next) => remix(request.path)(request, response, next))
  // Files that are not there, and what went wrong before Remix: Express would print the whole error.
  const fail = (error: unknown, request: IncomingMessage, response: ServerResponse, id: string) => {
    const { status = 500 } = error as { status?: number }
    if (status >= 500 && !request.destroyed) log('error', 'request failed', { id, path: loggedPath(request.url ?? ''), ...traceOf(error) })
    if (response.headersSent) return response.destroy()
    refuse(response, status, status < 500 ? 'nothing' : 'failed', publicHeaders, id)
  }
  app.use(((error: unknown, request, response, _) => fail(error, request, response, (response.locals.context as VisitContext).id)) as ErrorRequestHandler)

  const server = createServer((request, response) => {
    const refused = refusal(request, APP_URL, DEMO || mode === 'development')
    if (refused) return refuse(response, refused.status, refused.reason, publicHeaders)
    rememberLanguage(request, response, https)
    const onward = () => {
      const context = newContext(networkOf(request, TRUST_PROXY), false)
      const headers = mode === 'development' ? {} : securityHeaders({ https, tileUrl: TILE_URL, nonce: context.nonce, frame: frameOf(request.url) })
      for (const name in headers) response.setHeader(name, headers[name]!)
      logWhenDone(request, response, context.id)
      if (request.method !== 'POST' && !isFile(request.url?.split('?')[0] ?? '')) {
        const handle = (asked: Request) => render(new URL(asked.url).pathname)(asked, context)
        return void answerReading(request, response, { site, handle }).catch((error: unknown) => fail(error, request, response, context.id))
      }
      Object.assign(response, { locals: { context } })
      app(request as never, response as never)
    }
    if (!pages?.handle(request, response, onward)) onward()
  })
  server.headersTimeout = 20_000
  server.requestTimeout = 60_000

  const close = async () => {
    await new Promise<void>((done) => {
      server.close(() => done())
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 5_000).unref()
    })
    await stopChores()
    await stopJobs()
    await pages?.close()
    await disconnect()
  }
  try {
    await new Promise<void>((done, failed) => {
      server.once('error', failed)
      server.listen(options.port ?? PORT, options.host ?? HOST, done)
    })
  } catch (error) {
    await close()
    throw error
  }
  const bound = server.address() as { port: number }
  return { address: options.port === undefined ? APP_URL : `http://${options.host ?? HOST}:${bound.port}`, close }
}

/** The built files, kept for a year where their name has a hash. @returns whether a path is one of them. */
function serveFiles(app: Express): (path: string) => boolean {
  const files = fileURLToPath(new URL('../client', import.meta.url))
  app.use('/assets', express.static(`${files}/assets`, { immutable: true, maxAge: '1y', fallthrough: false }))
  app.use('/islands', express.static(`${files}/islands`, { immutable: true, maxAge: '1y', fallthrough: false }))
  const atTheTop = readdirSync(files, { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => `/${entry.name}`)
  // The one file that other sites run, also those that let in only what says so itself.
  app.get('/embed.js', (_, response, next) => {
    response.set({ 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' })
    next()
  })
  app.get(atTheTop, express.static(files, { maxAge: '1h', index: false, redirect: false }))
  return (path) => path.startsWith('/assets/') || path.startsWith('/islands/') || atTheTop.includes(path)
}

const always = <T>(value: T) => () => value

const newId = () => randomBytes(6).toString('hex')

/** What other programs and other sites ask for: nobody chooses anything by it, and it sets no cookie in anybody's browser. */
const forPrograms = /^\/(?:api|webhooks)\/|^\/o\/[^/]+\/embed\/*$|\.\w+$/

/** `?lang=` chooses for next time too. Set outside the cached bytes. */
function rememberLanguage(request: IncomingMessage, response: ServerResponse, https: boolean) {
  const asked = /[?&]lang=(nb|sv|en)(?:&|$)/.exec(request.url ?? '')?.[1]
  if (!isLanguage(asked) || request.method !== 'GET' || forPrograms.test(request.url!.split('?')[0]!)) return
  if (chooseLanguage(null, request.headers.cookie, null) === asked && request.headers.cookie?.includes('lang=')) return
  response.setHeader('set-cookie', `lang=${asked}; Path=/; Max-Age=31536000; SameSite=Lax${https ? '; Secure' : ''}`)
}

const sentences: Record<string, string> = {
  origin: 'This form was sent from another site, so nothing was done. Open the page again and try once more.',
  length: 'The request did not say how long it was.',
  size: 'What you sent is too large. Pictures may be up to 8 MB, calendars up to 2 MB.',
  method: 'This address does not take that.',
  address: 'This address cannot be read.',
  nothing: 'There is nothing at this address.',
  failed: 'Something failed here. Try again in a minute.',
}

function refuse(response: ServerResponse, status: number, reason: string, headers: Record<string, string>, id = newId()) {
  log('warn', 'request refused', { id, status, reason })
  // The body is not read; closing tells the sender to stop.
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', connection: 'close' })
  response.end(`${sentences[reason]}\n(${id})\n`)
}

function logWhenDone(request: IncomingMessage, response: ServerResponse, id: string) {
  const begun = performance.now()
  response.once('close', () => {
    log(response.statusCode >= 500 ? 'error' : 'info', 'request', {
      id,
      method: request.method ?? '',
      path: loggedPath(request.url ?? ''),
      status: response.statusCode,
      ms: Math.round(performance.now() - begun),
      finished: response.writableFinished,
    })
  })
}
