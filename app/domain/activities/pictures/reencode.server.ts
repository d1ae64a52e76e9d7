import sharp from 'sharp'

/**
 * Any picture a person sends becomes a small WebP without metadata (a phone writes where it was taken), or a message
 * key saying why not. Only the three loaders named here may open anything at all, and nothing is decoded before its
 * size in pixels is known, so neither a script in disguise nor a decompression bomb gets further than its header.
 */
export type Reencoded = { ok: true; bytes: Buffer; width: number; height: number } | { ok: false; problem: PictureProblem }
export type PictureProblem = 'picture_kind' | 'picture_heic' | 'picture_pixels' | 'picture_unreadable'

export const pictureLimit = 8 * 1024 * 1024
const mostPixels = 50_000_000
const longestSide = 1600
const storedLimit = 600_000

sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] })
sharp.concurrency(1)
sharp.cache(false)

// One at a time: a decoded picture may take 200 MB for a moment.
let turn: Promise<unknown> = Promise.resolve()
export function reencode(input: Uint8Array): Promise<Reencoded> {
  const mine = turn.then(() => reencodeNow(input))
  turn = mine.catch(() => {})
  return mine
}

async function reencodeNow(input: Uint8Array): Promise<Reencoded> {
  const kind = kindOf(input)
  if (kind === 'heic') return { ok: false, problem: 'picture_heic' }
  if (kind !== 'picture') return { ok: false, problem: 'picture_kind' }
  const open = () => sharp(input, { limitInputPixels: mostPixels, failOn: 'truncated', sequentialRead: true, pages: 1 })
  try {
    const { width = 0, height = 0 } = await sharp(input, { limitInputPixels: false }).metadata()
    if (width * height > mostPixels) return { ok: false, problem: 'picture_pixels' }
    for (const [side, quality] of [[longestSide, 80], [longestSide, 60], [1200, 55], [900, 45], [600, 40]] as const) {
      const { data, info } = await open()
        .autoOrient()
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .webp({ quality, effort: 4 })
        .timeout({ seconds: 15 })
        .toBuffer({ resolveWithObject: true })
      if (data.length <= storedLimit) return { ok: true, bytes: data, width: info.width, height: info.height }
    }
    return { ok: false, problem: 'picture_unreadable' }
  } catch {
    return { ok: false, problem: 'picture_unreadable' }
  }
}

function kindOf(bytes: Uint8Array): 'picture' | 'heic' | 'other' {
  const starts = (...signature: number[]) => signature.every((byte, i) => bytes[i] === byte)
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  if (starts(0xff, 0xd8, 0xff) || starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'picture'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'picture'
  return ascii(4, 8) === 'ftyp' && /^(heic|heix|hevc|hevx|heim|heis|mif1|msf1|avif)/.test(ascii(8, 12)) ? 'heic' : 'other'
}
