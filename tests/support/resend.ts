import { createServer, type Server, type ServerResponse } from 'node:http'
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
  const inbox = new Map<string, { from: string; to: string; raw: string; asAttachment?: string }>()
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      if (request.method === 'GET') return void give(request.url ?? '', response)
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
  /** What came in, as the real one gives it: the mail's head, and where the rest is. */
  const give = (address: string, response: ServerResponse) => {
    const origin = process.env.RESEND_BASE_URL
    const json = (value: object, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const [, id = '', part] = /^\/(?:emails\/receiving|download)\/([\w-]+)(?:\/(\w+))?/.exec(address) ?? []
    const mail = inbox.get(id)
    if (!mail) return json({ name: 'not_found', message: 'Email not found', statusCode: 404 }, 404)
    if (address.startsWith('/download/')) return response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(part === 'raw' ? mail.raw : mail.asAttachment)
    if (part === 'attachments') return json({ object: 'attachment', id: 'a1', filename: 'invite.ics', size: 1, content_type: 'text/calendar', content_disposition: 'attachment', download_url: `${origin}/download/${id}/attachment`, expires_at: '2030-01-01T00:00:00Z' })
    json({
      object: 'email', id, from: mail.from, to: [mail.to], received_for: [mail.to], cc: [], bcc: [], reply_to: [], subject: 'Svar', created_at: '2026-11-25T12:00:00Z', html: null, text: 'Svar', headers: {}, message_id: '<a@b>',
      raw: mail.asAttachment === undefined ? { download_url: `${origin}/download/${id}/raw`, expires_at: '2030-01-01T00:00:00Z' } : null,
      attachments: mail.asAttachment === undefined ? [] : [{ id: 'a1', filename: 'invite.ics', size: 1, content_type: 'text/calendar; method=REPLY', content_id: null, content_disposition: 'attachment' }],
    })
  }
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    arrived,
    /** By key: what a mailbox would hold. */
    accepted,
    next: (...coming: Mood[]) => void moods.push(...coming),
    /** A mail comes in. The answer is its id, as a webhook names it. */
    receive(mail: { from: string; to: string; raw: string; asAttachment?: string }): string {
      const id = `in-${inbox.size + 1}`
      inbox.set(id, mail)
      return id
    },
    whenAccepted: (act: (() => void) | undefined) => void (onAccept = act),
    forget() {
      arrived.length = 0
      accepted.clear()
      moods.length = 0
      onAccept = undefined
    },
  }
}
