import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readForm, readMultipart } from './form.server.ts'

const schema = z.object({
  name: z.string().trim().min(1, 'name_missing').max(10),
  note: z.string().default(''),
  tick: z.literal('on').optional().transform((value) => value === 'on'),
})
const posted = (body: BodyInit, headers = {}) => new Request('http://localhost/', { method: 'POST', body, headers })
const limits = { files: { picture: { bytes: 1000 } } }

describe('readForm', () => {
  test('gives the checked value and what was typed', async () => {
    const read = await readForm(posted(new URLSearchParams({ name: ' Kari ', note: 'a\r\nb\0', tick: 'on' })), schema)
    expect(read).toEqual({ ok: true, value: { name: 'Kari', note: 'a\nb', tick: true }, values: { name: ' Kari ', note: 'a\nb', tick: 'on' }, errors: {} })
  })
  test('keeps everything when something is wrong, and names each wrong field once', async () => {
    const read = await readForm(posted(new URLSearchParams({ name: ' ', note: 'still here' })), schema)
    expect(read).toMatchObject({ ok: false, values: { name: ' ', note: 'still here' }, errors: { name: 'name_missing' } })
  })
  test('has a key of its own for a field that is absent, too long or wrong', async () => {
    expect((await readForm(posted(new URLSearchParams({})), schema)).errors).toEqual({ name: 'missing' })
    expect((await readForm(posted(new URLSearchParams({ name: 'x'.repeat(11) })), schema)).errors).toEqual({ name: 'too_long' })
    expect((await readForm(posted(new URLSearchParams({ name: 'x', tick: 'maybe' })), schema)).errors).toEqual({ tick: 'invalid' })
  })
  test('the last of repeated values counts', async () => {
    expect((await readForm(posted(new URLSearchParams('name=a&name=b')), schema)).value?.name).toBe('b')
  })
  test('composes letters, so that å is one letter however the phone typed it', async () => {
    expect((await readForm(posted(new URLSearchParams({ name: 'Ba\u030al' })), schema)).value?.name).toBe('B\u00e5l')
  })
  test('line ends of every kind are one, and nothing unseen turns letters around', async () => {
    expect((await readForm(posted(new URLSearchParams({ name: 'x', note: 'a\u2028b\u0085c\r\nd\u202ee\u2066f\u009fg' })), schema)).value?.note).toBe('a\nb\nc\ndefg')
  })
  test('refuses a body that is too large or not a form', async () => {
    await expect(readForm(posted(new URLSearchParams({ name: 'x'.repeat(600_000) })), schema)).rejects.toHaveProperty('status', 413)
    await expect(readForm(posted('{}', { 'content-type': 'application/json' }), schema)).rejects.toHaveProperty('status', 400)
  })
})

describe('readMultipart', () => {
  const form = (picture: Uint8Array<ArrayBuffer>) => {
    const data = new FormData()
    data.set('picture', new File([picture], 'a.png'))
    data.set('name', 'Kåre')
    return data
  }
  test('gives fields and files', async () => {
    const read = await readMultipart(posted(form(new Uint8Array([1, 2, 3]))), schema, limits)
    expect(read.ok && read.value.name).toBe('Kåre')
    expect([...(read.files.picture ?? [])]).toEqual([1, 2, 3])
  })
  test('a file over its limit is an error at its field; the rest survives', async () => {
    const read = await readMultipart(posted(form(new Uint8Array(1001))), schema, limits)
    expect(read).toMatchObject({ ok: false, values: { name: 'Kåre' }, errors: { picture: 'file_too_large' }, files: {} })
  })
  test('no file chosen is no file; one nobody asked for is dropped', async () => {
    const read = await readMultipart(posted(form(new Uint8Array(0))), schema, limits)
    expect(read).toMatchObject({ ok: true, files: {} })
    expect((await readMultipart(posted(form(new Uint8Array(5))), schema, { files: {} })).files).toEqual({})
  })
  test('stops at more parts than any form has', async () => {
    const data = new FormData()
    for (let part = 0; part < 20_000; part++) data.append(`a${part}`, '1')
    await expect(readMultipart(posted(data), schema, limits)).rejects.toHaveProperty('status', 413)
  })
  test('stops reading what is far too large, and refuses what is not multipart', async () => {
    await expect(readMultipart(posted(form(new Uint8Array(3_000_000))), schema, limits)).rejects.toHaveProperty('status', 413)
    await expect(readMultipart(posted('name=Kari', { 'content-type': 'application/x-www-form-urlencoded' }), schema, limits)).rejects.toHaveProperty('status', 400)
  })
})
