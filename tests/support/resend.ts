import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll } from 'vitest'

export interface Arrived {
  key: string
  body: string
  mail: { from: string; to: string | string[]; subject: string; html: string; text: string; headers: Record<string, string>; attachments?: { filename: string; content: string; content_type: string }[] }
}
/** What the provider does with the next mail: answer with a status, never answer, or take it and die before answering. */
type Mood = number | 'hang' | 'accept-and-die'

/** A Resend on this machine, for the real client: keeps what arrives, and remembers keys as the real one does. */
export function useResend() {
  const arrived: Arrived[] = []
  const accepted = new Map<string, Arrived>()
  const moods: Mood[] = []
  let server: Server
  let onAccept: (() => void) | undefined
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (part) => (body += part))
      request.on('end', () => {
        const key = String(request.headers['idempotency-key'])
        const mail: Arrived = { key, body, mail: JSON.parse(body) }
        arrived.push(mail)
        const mood = moods.shift() ?? 200
        if (mood === 'hang') return
        if (mood === 200 || mood === 'accept-and-die') {
          accepted.set(key, accepted.get(key) ?? mail)
          onAccept?.()
          if (mood === 'accept-and-die') return request.socket.destroy()
        }
        response.writeHead(mood as number, { 'content-type': 'application/json' })
        response.end(JSON.stringify(mood === 200 ? { id: key } : { name: 'application_error', message: 'no', statusCode: mood }))
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    process.env.RESEND_API_KEY = 're_test'
    process.env.RESEND_BASE_URL = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    arrived,
    /** By key: what a mailbox would hold. */
    accepted,
    next: (...coming: Mood[]) => void moods.push(...coming),
    whenAccepted: (act: (() => void) | undefined) => void (onAccept = act),
    forget() {
      arrived.length = 0
      accepted.clear()
      moods.length = 0
      onAccept = undefined
    },
  }
}
