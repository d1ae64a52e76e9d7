/**
 * One JSON line per event on standard output. Nothing personal may be passed in: no addresses, names, queries, bodies,
 * network addresses; secrets in paths are replaced.
 */
export function log(level: 'info' | 'warn' | 'error', event: string, facts: Record<string, string | number | boolean | undefined> = {}) {
  if (process.env.NODE_ENV === 'test' && level === 'info') return
  waiting += `${JSON.stringify({ time: new Date().toISOString(), level, event, ...facts })}\n`
  if (level === 'error' || waiting.length > 64_000) flush()
  else timer ??= setTimeout(flush, 100).unref()
}

// Ordinary lines are written ten times a second rather than one by one: a write is dearer than the line it carries.
let waiting = ''
let timer: NodeJS.Timeout | undefined
function flush() {
  clearTimeout(timer)
  timer = undefined
  const lines = waiting
  waiting = ''
  if (lines) process.stdout.write(lines)
}
process.on('exit', flush)

const secretPlaces = /^\/(calendar|sign-in\/link|answer|here|feedback|invitations|mailbox)\/[^/]+/i

/** The path as it may be logged: no query, no secrets. */
export const loggedPath = (url: string) => (url.split('?')[0] ?? '').replace(secretPlaces, '/$1/:secret').slice(0, 120)

/** What of an unexpected error may be logged: its kind and where in the code, never its message (it may quote data). */
export function traceOf(error: unknown): { kind: string; code?: string; trace?: string } {
  if (!(error instanceof Error)) return { kind: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trim().startsWith('at ')).slice(0, 6)
  const code = (error as { code?: unknown }).code
  return { kind: error.name, code: typeof code === 'string' ? code : undefined, trace: frames.map((line) => line.trim().slice(3)).join(' < ') }
}
