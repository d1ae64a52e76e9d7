import { createServer, type Server } from 'node:http'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, test } from 'vitest'
import { useDatabase } from '#tests/support/database.ts'
import { makeOrganisation } from '#tests/support/factories.ts'
import { type PageCacheOptions, pageCache, type PageCache } from './page-cache.server.ts'
import { listenForPublicChanges, type PublicChanges } from './public-changes.server.ts'

const marked = { 'x-public-page': '1', 'content-type': 'text/html; charset=utf-8' }
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A server with the cache in front; what the cache leaves alone answers "passed". */
async function serve(options: Partial<PageCacheOptions> & Pick<PageCacheOptions, 'render'>) {
  const cache: PageCache = pageCache({ changes: steady(), appUrl: 'http://samkraft.test', headers: () => ({ 'x-content-type-options': 'nosniff' }), ...options })
  const server: Server = createServer((request, response) => {
    const onward = () => response.writeHead(200, { 'x-passed': '1' }).end('passed')
    if (!cache.handle(request, response, onward)) onward()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => new Promise((done) => (server.close(done), server.closeAllConnections())), () => cache.close())
  const origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  return (path: string, headers: Record<string, string> = {}, method = 'GET') => fetch(origin + path, { headers, method, redirect: 'manual' })
}

/** Nothing ever changes, unless told so. */
function steady(): PublicChanges & { generation: number; listening: boolean } {
  return { generation: 1, listening: true, afterRoundTrip: (done) => void setImmediate(done, true), close: async () => {} }
}

function counting(answer: (request: Request, count: number) => Response = (_, count) => new Response(`page ${count}`, { headers: marked })) {
  const requests: Request[] = []
  return { requests, render: async (request: Request) => (requests.push(request), answer(request, requests.length)) }
}

describe('what is kept', () => {
  test('a page is rendered once and then answered from memory, without the marker and with the headers of every answer', async () => {
    const { render, requests } = counting()
    const get = await serve({ render })
    const first = await get('/activities')
    expect(await first.text()).toBe('page 1')
    expect(first.headers.get('x-public-page')).toBeNull()
    expect(first.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await (await get('/activities')).text()).toBe('page 1')
    expect(requests).toHaveLength(1)
  })

  test('requests that come together share one rendering', async () => {
    const { render, requests } = counting()
    const get = await serve({ render })
    const bodies = await Promise.all(Array.from({ length: 20 }, async () => (await get('/activities')).text()))
    expect(new Set(bodies)).toEqual(new Set(['page 1']))
    expect(requests).toHaveLength(1)
  })

  test('one page for each language and each known query, whatever its order; counting parameters are nothing', async () => {
    const { render, requests } = counting((request) => new Response(`${request.headers.get('accept-language')} ${new URL(request.url).pathname}${new URL(request.url).search}`, { headers: marked }))
    const get = await serve({ render })
    expect(await (await get('/activities?kind=tur&q=sj%C3%B8')).text()).toBe('nb /activities?q=sj%C3%B8&kind=tur')
    expect(await (await get('/activities?q=sj%C3%B8&kind=tur&utm_source=x')).text()).toBe('nb /activities?q=sj%C3%B8&kind=tur')
    expect(await (await get('/activities?kind=tur&q=sj%C3%B8', { 'accept-language': 'sv-SE,sv;q=0.9' })).text()).toBe('sv /activities?q=sj%C3%B8&kind=tur')
    expect(await (await get('/activities?kind=tur&q=sj%C3%B8', { cookie: 'lang=sv' })).text()).toBe('sv /activities?q=sj%C3%B8&kind=tur')
    expect(await (await get('/activities?lang=en&q=sj%C3%B8&kind=tur')).text()).toBe('en /activities?q=sj%C3%B8&kind=tur')
    expect(requests).toHaveLength(3)
  })

  test('HEAD has no body, an unchanged page is not sent again, and bodies are compressed when asked for', async () => {
    const long = 'Velkommen. '.repeat(500)
    const { render } = counting(() => new Response(long, { headers: marked }))
    const get = await serve({ render })
    const page = await get('/activities', { 'accept-encoding': 'identity' })
    expect(await page.text()).toBe(long)
    const head = await get('/activities', { 'accept-encoding': 'identity' }, 'HEAD')
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(long)))
    expect(await head.text()).toBe('')
    const again = await get('/activities', { 'if-none-match': page.headers.get('etag')! })
    expect(again.status).toBe(304)
    const packed = await get('/activities', { 'accept-encoding': 'gzip, br' })
    expect(packed.headers.get('content-encoding')).toBe('br')
    expect(Number(packed.headers.get('content-length'))).toBeLessThan(200)
    expect(await packed.text()).toBe(long)
    expect(packed.headers.get('vary')).toContain('Accept-Encoding')
  })

  test('memory is bounded: the least used page goes first', async () => {
    const big = 'x'.repeat(20_000)
    const { render, requests } = counting(() => new Response(big, { headers: marked }))
    const get = await serve({ render, maxBytes: 100_000 })
    for (const kind of ['a', 'b', 'c', 'd', 'a', 'e', 'f']) await (await get(`/activities?kind=${kind}`)).text()
    expect(requests).toHaveLength(6)
    await (await get('/activities?kind=a')).text()
    expect(requests).toHaveLength(6)
    await (await get('/activities?kind=b')).text()
    expect(requests).toHaveLength(7)
  })

  test('a page lives no longer than its minute, for it says when things are', async () => {
    let now = Date.UTC(2026, 10, 23, 12, 0, 59)
    const { render } = counting()
    const get = await serve({ render, now: () => now })
    expect(await (await get('/activities')).text()).toBe('page 1')
    now += 500
    expect(await (await get('/activities')).text()).toBe('page 1')
    now += 600
    expect(await (await get('/activities')).text()).toBe('page 2')
  })
})

describe('what can never be kept', () => {
  test('nobody who may be somebody is answered from memory, and nothing of theirs reaches the rendering', async () => {
    const { render, requests } = counting()
    const get = await serve({ render })
    for (const cookie of ['__Host-session=secret', 'lang=sv; __Host-session=secret', 'session=secret', 'other=1', 'lang=xx']) {
      expect((await get('/activities', { cookie })).headers.get('x-passed'), cookie).toBe('1')
    }
    expect((await get('/activities', { authorization: 'Bearer secret', 'x-forwarded-for': '10.1.2.3', 'user-agent': 'mine' })).status).toBe(200)
    expect(requests).toHaveLength(1)
    expect([...requests[0]!.headers]).toEqual([['accept-language', 'nb']])
    expect(requests[0]!.url).toBe('http://samkraft.test/activities')
  })

  test.each(['/me', '/manage/x', '/activities/tur/join', '/sign-in', '/activities.data', '/activities?done=1', '/activities/tur?asked=1', '/mailbox', '/calendar/abc.ics', '//evil', '/healthz'])(
    '%s is left alone',
    async (path) => {
      const { render, requests } = counting()
      const get = await serve({ render })
      expect((await get(path)).headers.get('x-passed')).toBe('1')
      expect(requests).toHaveLength(0)
    },
  )

  test('a form is never answered here', async () => {
    const { render } = counting()
    const get = await serve({ render })
    expect((await get('/activities', {}, 'POST')).headers.get('x-passed')).toBe('1')
  })

  test('an answer that sets a cookie is neither kept nor given to anybody', async () => {
    const { render, requests } = counting(() => new Response('for one', { headers: { ...marked, 'set-cookie': 'a=1' } }))
    const get = await serve({ render })
    for (let i = 0; i < 2; i++) {
      const answer = await get('/activities')
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(await answer.text()).toBe('passed')
    }
    expect(requests).toHaveLength(2)
  })

  test('an answer without the marker, or that is not 200, is given once and not kept', async () => {
    const { render, requests } = counting((_, count) => new Response(`answer ${count}`, count % 2 ? { headers: { 'content-type': 'text/html' } } : { status: 404, headers: marked }))
    const get = await serve({ render })
    expect(await (await get('/activities')).text()).toBe('answer 1')
    const missing = await get('/activities')
    expect(missing.status).toBe(404)
    expect(missing.headers.get('etag')).toBeNull()
    await get('/activities')
    expect(requests).toHaveLength(3)
  })

  test('a page that fails to render is handed on, and so is everything while nobody listens', async () => {
    const failing = await serve({ render: async () => Promise.reject(new Error('no')) })
    expect(await (await failing('/activities')).text()).toBe('passed')
    const changes = steady()
    changes.listening = false
    const deaf = await serve({ render: counting().render, changes })
    expect(await (await deaf('/activities')).text()).toBe('passed')
  })
})

describe('changes', () => {
  test('a page that was being rendered when something changed is not kept', async () => {
    const changes = steady()
    let finish = () => {}
    const { render, requests } = counting()
    const slowly = async (request: Request) => {
      const answer = await render(request)
      if (requests.length === 1) await new Promise<void>((done) => (finish = done))
      return answer
    }
    const get = await serve({ render: slowly, changes })
    const early = get('/activities')
    await expect.poll(() => requests.length).toBe(1)
    changes.generation++
    // Someone who comes after the change does not share the rendering begun before it.
    expect(await (await get('/activities')).text()).toBe('page 2')
    finish()
    expect(await (await early).text()).toBe('page 1')
    expect(await (await get('/activities')).text()).toBe('page 2')
  })
})

describe('with the database', () => {
  const database = useDatabase({ connected: false })

  /** Renders what the database says, as a page would. */
  const reading = (slug: string) => async () => {
    const [row] = await database.asActor<{ name: string }>('visitor', 'SELECT name FROM organisations WHERE slug = $1', [slug])
    return new Response(row!.name, { headers: marked })
  }

  /** Another process that changes the organisation's name and says so when it is committed. */
  function neighbour() {
    const child = spawn(process.execPath, ['--input-type=module', '-e', `
      import pg from 'pg'
      import { createInterface } from 'node:readline'
      const client = new pg.Client(process.env.OWNER_URL)
      await client.connect()
      for await (const line of createInterface({ input: process.stdin })) {
        const [slug, name] = line.split(' ')
        await client.query('UPDATE organisations SET name = $2 WHERE slug = $1', [slug, name])
        console.log(name)
      }
      await client.end()`], { env: { ...process.env, OWNER_URL: database.ownerUrl }, stdio: ['pipe', 'pipe', 'inherit'] })
    closing.push(() => child.stdin.end())
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    return async (slug: string, name: string) => {
      child.stdin.write(`${slug} ${name}\n`)
      expect((await lines.next()).value).toBe(name)
    }
  }

  test('what another process has committed is on the next page, every time', async () => {
    const { slug } = await makeOrganisation(database)
    const changes = await listenForPublicChanges(database.appUrl)
    const get = await serve({ changes, render: reading(slug) })
    const rename = neighbour()
    for (let round = 0; round < 200; round++) {
      await rename(slug, `name-${round}`)
      const seen = await Promise.all([get(`/o/${slug}`), get(`/o/${slug}`), get(`/o/${slug}`)].map(async (answer) => (await answer).text()))
      expect(seen).toEqual(Array(3).fill(`name-${round}`))
    }
  })

  test('the round trip is what makes it so: without it an old page is answered', async () => {
    const { slug, name } = await makeOrganisation(database)
    const changes = await listenForPublicChanges(database.appUrl)
    const unasked: PublicChanges = { ...changes, generation: changes.generation, listening: true, afterRoundTrip: (done) => done(true) }
    const get = await serve({ changes: unasked, render: reading(slug) })
    expect(await (await get(`/o/${slug}`)).text()).toBe(name)
    await database.owner('UPDATE organisations SET name = $2 WHERE slug = $1', [slug, 'changed'])
    expect(await (await get(`/o/${slug}`)).text()).toBe(name)
  })

  test('a round trip counts a change made just before it, and many callers share one', async () => {
    const { slug } = await makeOrganisation(database)
    const changes = await listenForPublicChanges(database.appUrl)
    closing.push(() => changes.close())
    const before = changes.generation
    await database.owner('UPDATE organisations SET name = $2 WHERE slug = $1', [slug, 'anew'])
    const [statements] = await asked(changes, async () => {
      const heard = await Promise.all(Array.from({ length: 50 }, () => new Promise<boolean>((done) => changes.afterRoundTrip(done))))
      expect(heard.every(Boolean)).toBe(true)
    })
    expect(changes.generation).toBe(before + 1)
    expect(statements).toBe(1)
  })

  test('when the connection is lost, nobody is answered from memory until it is back', async () => {
    const { slug, name } = await makeOrganisation(database)
    const changes = await listenForPublicChanges(database.appUrl)
    const get = await serve({ changes, render: reading(slug) })
    expect(await (await get(`/o/${slug}`)).text()).toBe(name)
    const generation = changes.generation
    await database.owner(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'samkraft public pages'`)
    await database.owner('UPDATE organisations SET name = $2 WHERE slug = $1', [slug, 'while deaf'])
    // Either the loss is known already, or the round trip finds out.
    expect(await (await get(`/o/${slug}`)).text()).not.toBe(name)
    await expect.poll(() => changes.listening, { timeout: 10_000 }).toBe(true)
    expect(changes.generation).toBeGreaterThan(generation)
    expect(await (await get(`/o/${slug}`)).text()).toBe('while deaf')
  })

  /** How many questions went over the listening connection meanwhile. */
  async function asked(changes: PublicChanges, work: () => Promise<void>): Promise<[number]> {
    const count = { questions: 0 }
    const { Client } = (await import('pg')).default
    const original = Client.prototype.query
    Client.prototype.query = function (this: unknown, ...args: unknown[]) {
      if (args[0] === '') count.questions++
      return (original as (...all: unknown[]) => unknown).apply(this, args)
    } as never
    try {
      await work()
    } finally {
      Client.prototype.query = original
    }
    expect(changes.listening).toBe(true)
    return [count.questions]
  }
})
