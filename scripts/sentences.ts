import { SetupError } from '#app/platform/env.server.ts'
import { whenLeftAlone } from './bootstrap.mjs'

/** What an operator reads when something did not start: a sentence that says what to do, or undefined for our own mistakes. */
export function sentenceFor(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  // The built server carries a SetupError class of its own.
  if (error instanceof SetupError || error.constructor.name === 'SetupError') return error.message
  const { code, port, path, syscall } = error as NodeJS.ErrnoException & { port?: number }
  const place = path ?? process.cwd()
  if (code === 'EADDRINUSE') return `Port ${port} is taken: stop what uses it, or choose another with PORT, such as PORT=3001 npm start.`
  if (code === 'EACCES' && syscall === 'listen') return `Port ${port} needs more rights than this user has: choose one above 1023 with PORT.`
  if (code === 'EADDRNOTAVAIL' || (code === 'ENOTFOUND' && syscall === 'getaddrinfo')) return `This machine has no address ${process.env.HOST}: correct HOST (127.0.0.1 for this machine alone, 0.0.0.0 for all networks).`
  if (code === '53100') return 'The disk of the database is full: make room and start again.'
  if (code === 'ENOSPC') return `The disk that holds ${place} is full: make room and start again.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return `${place} cannot be written to: start as the user it belongs to, or choose another folder with DATA_DIR.`
  return undefined
}

/** Runs a command to its end; a refusal becomes one sentence and exit code 1. */
export async function run(main: () => Promise<void>) {
  try {
    await main()
  } catch (error) {
    process.exitCode = 1
    if ((error as Error).name === 'AbortError') return // asked to end before it had begun
    console.error(sentenceFor(error) ?? error)
  }
}

/**
 * Aborted when the process is asked to end: by a signal, however often it is sent (npm sends Ctrl-C on to those who got it
 * already), or because the one who started it is gone. Ending then takes half a minute at most.
 */
export function endAsked(): AbortSignal {
  const asked = new AbortController()
  const ask = () => {
    if (asked.signal.aborted) return
    setTimeout(() => process.exit(1), 30_000).unref()
    asked.abort()
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, ask)
  process.once('disconnect', ask)
  whenLeftAlone(ask)
  process.channel?.unref() // the bond to the one who started us keeps nobody alive
  return asked.signal
}

/** Serves until asked to end, or until what it depends on is lost; then ends in order. */
export async function serveUntil(asked: AbortSignal, end: () => Promise<void>, lost: Promise<unknown> = new Promise(() => {})): Promise<'asked' | 'lost'> {
  const why = await new Promise<'asked' | 'lost'>((done) => {
    if (asked.aborted) done('asked')
    asked.addEventListener('abort', () => done('asked'))
    void lost.then(() => done('lost'))
  })
  await end()
  return why
}
