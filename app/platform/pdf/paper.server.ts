import Pdf from 'pdfkit'
import bold from './fonts/bold.ttf?inline'
import regular from './fonts/regular.ttf?inline'
import type { Language } from '../language.ts'

const fontOf = (inlined: string) => Buffer.from(inlined.slice(inlined.indexOf(',') + 1), 'base64')

export const paperInk = { ink: '#0c353d', soft: '#2b4b53', berry: '#f4a53a', danger: '#8f1d1d' }
/** A4, in points. */
export const paperSheet = { width: 595.28, height: 841.89, edge: 44 }

/**
 * A sheet of paper in the font of the site, tagged for those who listen to it; the same facts give the same bytes. `done`
 * is the file once `document.end()` has been called.
 */
export function layPaper({ language, title, author, made }: { language: Language; title: string; author: string; made: Date }) {
  const document = new Pdf({
    size: 'A4', margin: 0, tagged: true, lang: language, displayTitle: true, pdfVersion: '1.7',
    info: { Title: title, Author: author, Creator: 'Samkraft', Producer: 'Samkraft', CreationDate: made, ModDate: made },
  })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((finished, failed) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.once('end', () => finished(Buffer.concat(chunks)))
    document.once('error', failed)
  })
  document.registerFont('regular', fontOf(regular))
  document.registerFont('bold', fontOf(bold))
  return { document, done }
}

/** Without letters the font has no shape for (an empty box says less than nothing), and without words that no line can hold. */
export function printable(document: PDFKit.PDFDocument, text: string): string {
  document.font('regular')
  const { font } = (document as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font
  return [...text.normalize('NFC')].filter((sign) => sign === '\n' || font.hasGlyphForCodePoint(sign.codePointAt(0)!)).join('').replace(/[^\S\n]+/g, ' ').replace(/\n{3,}/g, '\n\n').replace(/\S{40}(?=\S)/g, '$& ').trim()
}
