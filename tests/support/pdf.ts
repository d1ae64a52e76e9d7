import { inflateSync } from 'node:zlib'

/** The words of a PDF as a reader would copy them: each glyph through the font's own table back to letters. */
export function wordsOfPdf(pdf: Buffer): string {
  const text = pdf.toString('latin1')
  const streams = [...text.matchAll(/\/Length (\d+)[^>]*\/Filter \/FlateDecode\s*>>\s*stream\n/g)].flatMap((found) => {
    const from = found.index + found[0].length
    try {
      return [inflateSync(pdf.subarray(from, from + Number(found[1]))).toString('latin1')]
    } catch {
      return []
    }
  })
  const objects = new Map([...text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map((found) => [found[1]!, found[2]!]))
  const streamOf = (body: string) => {
    const from = body.indexOf('stream\n') + 'stream\n'.length
    const raw = Buffer.from(body.slice(from, from + Number(/\/Length (\d+)/.exec(body)?.[1] ?? 0)), 'latin1')
    return (body.includes('/FlateDecode') ? inflateSync(raw) : raw).toString('latin1')
  }
  // Each font by its name on the page: /F1 12 0 R -> its ToUnicode table.
  const fonts = new Map([...text.matchAll(/\/(F\d+) (\d+) 0 R/g)].flatMap((found) => {
    const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(found[2]!) ?? '')
    const ranges = table && streamOf(objects.get(table[1]!)!)
    if (!ranges) return []
    const letters = [...ranges.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi)].flatMap((range) =>
      range[3]!.trim().split(/\s+/).map((hex, index): [number, string] => [parseInt(range[1]!, 16) + index, (hex.slice(1, -1).match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join('')]))
    return [[found[1]!, new Map(letters)] as const]
  }))
  const page = streams.find((stream) => stream.includes(' Tm')) ?? ''
  let letters = new Map<number, string>()
  return [...page.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)].map((found) => {
    if (found[1]) {
      letters = fonts.get(found[1]) ?? new Map<number, string>()
      return ''
    }
    return [...found[2]!.matchAll(/<([0-9a-f]*)>/gi)].flatMap((part) => (part[1]!.match(/.{4}/g) ?? []).map((glyph) => letters.get(parseInt(glyph, 16)) ?? '')).join('') + '\n'
  }).join('')
}
