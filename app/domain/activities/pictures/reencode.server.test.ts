import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { reencode } from './reencode.server.ts'

const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#2a6f6f' } })
// The measures of what came out, read from the WebP's own header, since the test must not trust the code it tests.
const parts = (webp: Buffer) => {
  const found: string[] = []
  for (let at = 12; at + 8 <= webp.length; at += 8 + webp.readUInt32LE(at + 4) + (webp.readUInt32LE(at + 4) % 2)) found.push(webp.toString('latin1', at, at + 4))
  return found
}

/** A PNG of any size in a few bytes: one row of zeros, again and again. */
function bomb(side: number) {
  const part = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const out = Buffer.alloc(8 + data.length + 4)
    out.writeUInt32BE(data.length, 0)
    body.copy(out, 4)
    out.writeUInt32BE(crc(body), 8 + data.length)
    return out
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), part('IHDR', header), part('IDAT', deflateSync(Buffer.alloc(side * (side + 1)), { level: 9 })), part('IEND', Buffer.alloc(0))])
}
function crc(bytes: Buffer) {
  let value = ~0
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return ~value >>> 0
}

describe('a picture', () => {
  test('loses where it was taken and everything else it says about itself, and stands upright', async () => {
    const photo = await plain(400, 300).jpeg().withExif({ IFD0: { Copyright: 'Kari Nordmann', Make: 'Telefonen' }, IFD3: { GPSLatitude: '58/1 51/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 }).toBuffer()
    expect(photo.includes('Kari Nordmann')).toBe(true)
    const made = await reencode(photo)
    if (!made.ok) throw new Error(made.problem)
    expect([made.width, made.height]).toEqual([300, 400])
    expect(made.bytes.includes('Kari Nordmann')).toBe(false)
    expect(parts(made.bytes)).toEqual(['VP8 '])
  })
  test('is made small, and never larger than it was', async () => {
    expect(await reencode(await plain(4000, 2000).png().toBuffer())).toMatchObject({ ok: true, width: 1600, height: 800 })
    expect(await reencode(await plain(40, 20).webp().toBuffer())).toMatchObject({ ok: true, width: 40, height: 20 })
  })
  test('full of noise still fits where it is kept', async () => {
    const noise = Buffer.from(Array.from({ length: 1600 * 1600 * 3 }, (_, i) => (Math.imul(i + 7, 2654435761) >>> 13) & 255))
    const made = await reencode(await sharp(noise, { raw: { width: 1600, height: 1600, channels: 3 } }).jpeg({ quality: 95 }).toBuffer())
    expect(made.ok && made.bytes.length).toBeLessThanOrEqual(600_000)
  })
  test('carries nothing that was hidden behind or inside it', async () => {
    const polyglot = Buffer.concat([await plain(40, 20).jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>PK\x03\x04')])
    const made = await reencode(polyglot)
    expect(made.ok && made.bytes.includes('script')).toBe(false)
  })
  test.each([
    ['a drawing that can hold scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>'), 'picture_kind'],
    ['a page', Buffer.from('<!doctype html><h1>Hei</h1>'), 'picture_kind'],
    ['an animation', Buffer.from('GIF89a\x01\0\x01\0', 'latin1'), 'picture_kind'],
    ['a phone\'s own format', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), 'picture_heic'],
    ['something that only begins like a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6, 7, 8]), 'picture_unreadable'],
  ])('is not %s', async (_, bytes, problem) => expect(await reencode(bytes)).toEqual({ ok: false, problem }))
  test('cut off in the middle is said to be damaged', async () => {
    const photo = await plain(800, 800).jpeg().toBuffer()
    expect(await reencode(photo.subarray(0, photo.length / 2))).toEqual({ ok: false, problem: 'picture_unreadable' })
  })
  test('of 20,000 by 20,000 is refused without being unpacked', async () => {
    const bytes = bomb(20_000)
    expect(bytes.length).toBeLessThan(500_000)
    const before = process.memoryUsage().rss, started = performance.now()
    expect(await reencode(bytes)).toEqual({ ok: false, problem: 'picture_pixels' })
    expect(performance.now() - started).toBeLessThan(3000)
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })
})
