import { unstable_parseMultipartFormData as parseMultipart } from '@remix-run/node'
import type { z } from 'zod'

/**
 * What came with a posted form. `values` is everything typed, as typed, so that a screen can show it again; `errors`
 * holds one message key per field, which the screen says in the reader's language.
 */
export type FormRead<T> =
  | { ok: true; value: T; values: Record<string, string>; errors: Record<string, string> }
  | { ok: false; value?: undefined; values: Record<string, string>; errors: Record<string, string> }
export type MultipartRead<T> = FormRead<T> & { files: Record<string, Uint8Array> }

const formLimit = 512 * 1024
const fieldLimit = 100_000
/** Far more than any form has; each part costs time of its own. */
const partLimit = 500

/**
 * Reads a posted form and checks it. A schema names its messages itself (`z.string().min(1, 'name_missing')`); where it
 * does not, the keys are `missing`, `too_long` and `invalid`. A field that was not sent is absent, a repeated one counts
 * with its last value (so a hidden default may stand before a checkbox).
 * @throws Response 413 when the body is too large, 400 when it is not a form.
 */
export async function readForm<S extends z.ZodType>(request: Request, schema: S): Promise<FormRead<z.output<S>>> {
  const body = await bytesOf(request, formLimit)
  const form = await new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': request.headers.get('content-type') ?? '' } })
    .formData().catch(() => refuse(400))
  const values: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string') values[name] = clean(value)
  return check(schema, values)
}

/**
 * The same for a form that carries files. A file over its limit is read past and dropped (`file_too_large` at its
 * field), so that everything else that was typed survives; an empty one counts as none.
 */
export async function readMultipart<S extends z.ZodType>(
  request: Request,
  schema: S,
  { files: limits }: { files: Record<string, { bytes: number }> },
): Promise<MultipartRead<z.output<S>>> {
  // Three times what is allowed is read at most: enough to answer kindly, not enough to hurt.
  let left = formLimit + 3 * Object.values(limits).reduce((sum, limit) => sum + limit.bytes, 0)
  const values: Record<string, string> = {}
  const files: Record<string, Uint8Array> = {}
  const tooLarge: Record<string, string> = {}
  const take = async (data: AsyncIterable<Uint8Array>, limit: number) => {
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of data) {
      if ((left -= part.length) < 0) refuse(413)
      if ((size += part.length) <= limit) parts.push(part)
      else parts.length = 0
    }
    return { bytes: Buffer.concat(parts), size }
  }
  let parts = 0
  await parseMultipart(request, async ({ name, filename, data }) => {
    if (++parts > partLimit) refuse(413)
    if (filename === undefined) {
      const { bytes, size } = await take(data, fieldLimit)
      if (size > fieldLimit) tooLarge[name] = 'too_long'
      values[name] = clean(bytes.toString('utf8'))
      return undefined
    }
    const limit = limits[name]?.bytes ?? 0
    const { bytes, size } = await take(data, limit)
    if (limit > 0 && size > limit) tooLarge[name] = 'file_too_large'
    else if (limit > 0 && size > 0) files[name] = bytes
    return undefined
  }).catch((failure: unknown) => {
    throw failure instanceof Response ? failure : new Response(null, { status: 400 })
  })
  const read = check(schema, values)
  if (Object.keys(tooLarge).length === 0) return { ...read, files }
  return { ok: false, values, errors: { ...read.errors, ...tooLarge }, files }
}

/** Checks what was typed against a schema: one message key per field, the first that is wrong. */
export function check<S extends z.ZodType>(schema: S, values: Record<string, string>): FormRead<z.output<S>> {
  const result = schema.safeParse(values, {
    error: (issue) =>
      issue.code === 'too_big' ? 'too_long'
      : issue.code === 'too_small' || (issue.code === 'invalid_type' && issue.input === undefined) ? 'missing'
      : 'invalid',
  })
  if (result.success) return { ok: true, value: result.data, values, errors: {} }
  const errors: Record<string, string> = {}
  for (const issue of result.error.issues) errors[issue.path.join('.')] ??= issue.message
  return { ok: false, values, errors }
}

/**
 * As people mean it: one kind of line end, composed letters, nothing PostgreSQL or a calendar cannot hold, and nothing that
 * turns the letters after it around (a name could look like another).
 */
function clean(value: string) {
  return value.normalize('NFC').replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    // oxlint-disable-next-line no-control-regex -- these are what is taken away
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
}

async function bytesOf(request: Request, limit: number) {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    if ((size += part.value.length) > limit) {
      await reader?.cancel()
      refuse(413)
    }
    parts.push(part.value)
  }
  return Buffer.concat(parts)
}

function refuse(status: 400 | 413): never {
  throw new Response(null, { status })
}
