import pg from 'pg'

/**
 * Hears from the database when anything that public pages show has changed, whoever changed it.
 *
 * PostgreSQL hands a connection the notifications of every earlier commit before it answers that connection's next
 * question. So whatever was committed before `afterRoundTrip` was called has been counted in `generation` when its
 * callback runs. Callers that come while a round trip is under way share the next one.
 */
export interface PublicChanges {
  /** Grows with every change. */
  readonly generation: number
  /** False while nobody listens: then nothing may be answered from memory. */
  readonly listening: boolean
  /** `heard` is false when the connection was lost on the way. */
  afterRoundTrip(done: (heard: boolean) => void): void
  close(): Promise<void>
}

type Waiter = (heard: boolean) => void
const patience = 2_000

/** `url` must reach PostgreSQL directly: a transaction pooler does not pass notifications on. */
export async function listenForPublicChanges(url: string): Promise<PublicChanges> {
  let client: pg.Client | undefined
  let generation = 0
  let waiting: Waiter[] = []
  let travelling: Waiter[] | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined
  let departure = 0
  // A connection can die without saying so; a round trip that takes this long is taken as that.
  const watch = setInterval(() => client && travelling && performance.now() - departure > patience && lose(client), 500).unref()

  async function open() {
    const fresh = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true, application_name: 'samkraft public pages' })
    fresh.on('notification', () => generation++)
    fresh.on('error', () => lose(fresh))
    fresh.on('end', () => lose(fresh))
    try {
      await fresh.connect()
      await fresh.query('LISTEN public_pages')
    } catch (error) {
      fresh.removeAllListeners().on('error', () => {})
      await fresh.end().catch(() => {})
      throw error
    }
    if (closed) return void (await fresh.end().catch(() => {}))
    generation++ // what happened while nobody listened is unknown
    client = fresh
  }

  function lose(which: pg.Client) {
    if (client !== which) return
    client = undefined
    generation++
    const disappointed = [...(travelling ?? []), ...waiting]
    travelling = undefined
    waiting = []
    which.removeAllListeners().on('error', () => {})
    which.end().catch(() => {})
    ;(which as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
    for (const done of disappointed) done(false)
    reopen()
  }

  function reopen() {
    if (closed) return
    retry = setTimeout(() => void open().catch(reopen), 500).unref()
  }

  function travel() {
    const asked = client
    if (!asked || travelling || waiting.length === 0) return
    const passengers = (travelling = waiting)
    waiting = []
    departure = performance.now()
    asked.query('', (error: Error | null) => {
      if (travelling !== passengers) return // lost meanwhile, and told so
      if (error) return lose(asked)
      travelling = undefined
      for (const done of passengers) done(true)
      if (waiting.length > 0) setImmediate(travel)
    })
  }

  await open()
  return {
    get generation() {
      return generation
    },
    get listening() {
      return client !== undefined
    },
    afterRoundTrip(done) {
      if (!client) return done(false)
      // Once per turn of the event loop: requests that were read together travel together.
      if (waiting.push(done) === 1 && !travelling) setImmediate(travel)
    },
    async close() {
      closed = true
      clearTimeout(retry)
      clearInterval(watch)
      if (client) lose(client)
    },
  }
}
