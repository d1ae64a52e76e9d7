/**
 * Finds the parts of a raw mail (RFC 5322, 2045–2047) that are calendars: bodies and attachments alike, whatever they are packed in. Any bytes
 * are taken, in linear time; what cannot be read is no calendar. Mails within the mail are other people's and not looked into.
 */
export function calendarsInMail(raw: Uint8Array): string[] {
  const found: string[] = []
  let left = mostParts
  const visit = (entity: string, depth: number) => {
    if (left-- <= 0) return
    const { headers, body } = split(entity)
    const type = readField(headers.get('content-type') ?? 'text/plain')
    if (type.value.startsWith('multipart/')) {
      if (depth < deepest && type.parameters.boundary) for (const part of parts(body, type.parameters.boundary)) visit(part, depth + 1)
      return
    }
    const disposition = readField(headers.get('content-disposition') ?? '')
    const name = (disposition.parameters.filename ?? type.parameters.name ?? '').toLowerCase()
    if (type.value !== 'text/calendar' && type.value !== 'application/ics' && !(type.value === 'application/octet-stream' && name.endsWith('.ics'))) return
    const text = decoded(unpacked(body, headers.get('content-transfer-encoding') ?? ''), type.parameters.charset)
    if (!found.includes(text)) found.push(text)
  }
  // One letter for each byte, until a part's own charset is known.
  visit(Buffer.from(raw).toString('latin1'), 0)
  return found
}

const deepest = 8
const mostParts = 60

function split(entity: string): { headers: Map<string, string>; body: string } {
  const gap = /\r?\n\r?\n/.exec(entity)
  // A part may begin with the empty line: then it has no headers.
  const bare = /^\r?\n/.exec(entity)
  if (bare) return { headers: new Map(), body: entity.slice(bare[0].length) }
  const head = gap ? entity.slice(0, gap.index) : entity
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim())
  }
  return { headers, body: gap ? entity.slice(gap.index + gap[0].length) : '' }
}

function readField(field: string): { value: string; parameters: Record<string, string> } {
  const parameters: Record<string, string> = {}
  const end = field.indexOf(';')
  for (const [, name, quoted, plain] of field.slice(0, 2_000).matchAll(/;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g)) parameters[name!.toLowerCase()] ??= quoted?.replace(/\\(.)/g, '$1') ?? plain ?? ''
  return { value: (end < 0 ? field : field.slice(0, end)).trim().toLowerCase(), parameters }
}

function parts(body: string, boundary: string): string[] {
  const found: string[] = []
  let from = -1
  let at = 0
  const mark = `--${boundary}`
  while (at >= 0 && at < body.length) {
    const next = body.indexOf(mark, at)
    if (next < 0) break
    at = next + mark.length
    if (next > 0 && body[next - 1] !== '\n') continue
    const rest = /^(--)?[ \t]*(?:\r?\n|$)/.exec(body.slice(at, at + 200))
    if (!rest) continue
    if (from >= 0) found.push(body.slice(from, body[next - 2] === '\r' ? next - 2 : Math.max(from, next - 1)))
    from = at + rest[0].length
    if (rest[1]) return found
  }
  // The last mark was lost on the way.
  if (from >= 0) found.push(body.slice(from))
  return found
}

function unpacked(body: string, encoding: string): Buffer {
  switch (encoding.trim().toLowerCase()) {
    case 'base64': return Buffer.from(body.replace(/[^A-Za-z0-9+/]/g, ''), 'base64')
    case 'quoted-printable':
      return Buffer.from(body.split('\n').map((line) => line.trimEnd()).join('\n').replace(/=\n/g, '').replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1')
    default: return Buffer.from(body, 'latin1')
  }
}

function decoded(bytes: Buffer, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder('utf-8').decode(bytes)
  }
}
