import autocannon from 'autocannon'

/**
 * Asks one address as fast as it answers, in a process of its own, and prints what came of it. Given several cookies, each
 * is used for one request.
 */
export interface Load {
  url: string
  connections: number
  /** For so long, or once for each cookie. */
  seconds?: number
  cookies?: string[]
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
}
export interface Measured {
  /** Answers in a second. */
  rate: number
  /** Milliseconds, of half the answers and of nearly all. */
  half: number
  nearlyAll: number
  answers: number
  failures: number
}

if (import.meta.main) {
  const load = JSON.parse(process.argv[2]!) as Load
  let next = 0
  const begun = performance.now()
  const result = await autocannon({
    url: load.url,
    connections: load.connections,
    ...(load.cookies ? { amount: load.cookies.length } : { duration: load.seconds }),
    requests: [
      {
        method: load.method ?? 'GET',
        headers: load.headers,
        body: load.method === 'POST' ? 'bench=1' : undefined,
        ...(load.cookies && { setupRequest: (request) => ({ ...request, headers: { ...request.headers, cookie: load.cookies![next++ % load.cookies!.length]! } }) }),
      },
    ],
  })
  const seconds = load.cookies ? (performance.now() - begun) / 1000 : result.duration
  const answers = result['2xx'] + result['3xx']
  const measured: Measured = {
    rate: answers / seconds,
    half: result.latency.p50,
    nearlyAll: result.latency.p99,
    answers,
    failures: result['4xx'] + result['5xx'] + result.errors + result.timeouts,
  }
  console.log(JSON.stringify(measured))
}
