import QRCode from 'qrcode'
import sharp from 'sharp'
import type { Language } from '#app/platform/language.ts'
import { layPaper, paperInk, paperSheet as sheet, printable } from '#app/platform/pdf/paper.server.ts'
import { posterTexts } from './messages.ts'

/** Everything a poster says, as everybody may know it. */
export interface PosterFacts {
  language: Language
  textLanguage: Language
  title: string
  when: string
  where: string
  whatToExpect: string
  whoMeetsYou: string
  price: string
  organisation: string
  address: string
  cancelled: boolean
  picture: { bytes: Uint8Array; width: number; height: number; alt: string } | null
  /** So that the same poster is the same bytes. */
  made: Date
}

const { ink, soft, berry, danger } = paperInk
const column = sheet.width - 2 * sheet.edge
const top = 96
const code = { size: 128, top: sheet.height - sheet.edge - 128 }
const bottom = code.top - 26

/** From large to small: the largest that lets everything stand on the page is taken. */
const sizes = [
  { title: 60, when: 25, body: 18 }, { title: 54, when: 24, body: 17 }, { title: 48, when: 22, body: 16 }, { title: 42, when: 20, body: 15 },
  { title: 36, when: 18, body: 14 }, { title: 32, when: 17, body: 13 }, { title: 28, when: 16, body: 12 },
]
/** How much of what to expect, when even small letters are not enough. */
const lengths = [2_000, 900, 600, 400, 250]

/** Large letters stand closer than small ones, as far as the font's own lines go. */
const between = (size: number) => (size > 25 ? size * -0.08 : size * 0.12)

/** The poster of an activity: one A4 page to hang on a noticeboard, with a code that leads to the activity's own page. */
export async function drawPoster(facts: PosterFacts): Promise<Buffer> {
  const texts = posterTexts(facts.language)
  const { document, done } = layPaper({ language: facts.language, title: facts.title, author: facts.organisation, made: facts.made })
  const { title, where, organisation, price, whatToExpect, whoMeetsYou } = printed(document, facts)
  const write = (text: string, font: 'regular' | 'bold', size: number, gap = 0) => {
    document.font(font).fontSize(size)
    return { text, font, size, gap, height: document.heightOfString(text, { width: column, lineGap: between(size) }) + gap }
  }
  type Line = ReturnType<typeof write> & { tag: 'H1' | 'H2' | 'P'; colour: string }

  const lines = (size: (typeof sizes)[number], most: number): { head: Line[]; body: Line[] } => {
    const head: Line[] = [{ ...write(title, 'bold', Math.min(size.title, widestFits(document, title))), tag: 'H1', colour: ink }]
    if (facts.cancelled) head.unshift({ ...write(texts.cancelled, 'bold', size.when, 4), tag: 'P', colour: danger })
    head.push({ ...write(upperFirst(facts.when), 'bold', size.when, size.when * 0.7), tag: 'P', colour: ink })
    if (where) head.push({ ...write(where, 'regular', size.when * 0.9, 4), tag: 'P', colour: ink })
    if (price) head.push({ ...write(price, 'regular', size.when * 0.9, 4), tag: 'P', colour: soft })
    const body = ([[texts.whatToExpect, shortened(whatToExpect, most)], [texts.whoMeets, whoMeetsYou]] as const).filter(([, said]) => said).flatMap(([name, said]): Line[] => [
      { ...write(name, 'bold', size.body, size.body), tag: 'H2', colour: soft },
      { ...write(said, 'regular', size.body, 2), tag: 'P', colour: ink },
    ])
    return { head, body }
  }
  const tall = (some: Line[]) => some.reduce((sum, line) => sum + line.height, 0)
  const choose = (reserved: number) => {
    for (const most of lengths) for (const size of most === lengths[0] ? sizes.slice(0, 5) : sizes.slice(4)) {
      const chosen = lines(size, most)
      if (tall(chosen.head) + tall(chosen.body) + reserved <= bottom - top) return chosen
    }
    return null
  }
  const pictureGap = 18
  const wanted = facts.picture ? choose(130 + pictureGap) : null
  const { head, body } = wanted ?? choose(0) ?? lines(sizes.at(-1)!, lengths.at(-1)!)

  header(document, organisation)
  let y = top
  const put = (line: Line) => {
    y += line.gap
    const at = y
    document.addStructure(document.struct(line.tag, line.font === 'regular' || line.tag === 'H1' ? { lang: facts.textLanguage } : {}, () => {
      document.font(line.font).fontSize(line.size).fillColor(line.colour)
        .text(line.text, sheet.edge, at, { width: column, lineGap: between(line.size), height: Math.max(line.size, bottom - at), ellipsis: true })
    }))
    y += line.height - line.gap
  }
  head.forEach(put)
  if (facts.picture && wanted) {
    const room = Math.min(bottom - top - tall(head) - tall(body) - pictureGap, 300, (column * facts.picture.height) / facts.picture.width)
    // Twice the points is fine enough for a poster, and small enough for a slow net.
    const jpeg = await sharp(facts.picture.bytes).resize({ width: Math.round(column * 2.5), height: Math.round(room * 2.5), fit: 'cover', position: 'attention' }).flatten({ background: '#fff' }).jpeg({ quality: 82 }).toBuffer()
    const at = y + pictureGap
    document.addStructure(document.struct('Figure', { alt: facts.picture.alt || facts.title }, () => {
      document.image(jpeg, sheet.edge, at, { width: column, height: room })
    }))
    y = at + room
  }
  body.forEach(put)
  footer(document, facts.address, texts)
  document.end()
  return done
}

function header(document: PDFKit.PDFDocument, organisation: string) {
  document.font('bold').fontSize(16)
  const size = Math.min(16, (16 * column) / document.widthOfString(organisation))
  document.addStructure(document.struct('P', {}, () => {
    document.fontSize(size).fillColor(soft).text(organisation, sheet.edge, sheet.edge, { width: column, lineBreak: false })
  }))
  document.markContent('Artifact', { type: 'Layout' })
  document.save().translate(sheet.edge, sheet.edge + 24).scale(1.2)
    .path('M2 10.5c9-6 17-7.5 25-4.5s13 7.5 23 6.5 15-8 26-8 14 7 25 6.5 13-5.5 22-5.5 16 4.5 35 3').lineWidth(3).lineCap('round').stroke(berry).restore()
  document.endMarkedContent()
}

function footer(document: PDFKit.PDFDocument, address: string, texts: ReturnType<typeof posterTexts>) {
  document.markContent('Artifact', { type: 'Layout' })
  document.moveTo(sheet.edge, code.top - 14).lineTo(sheet.width - sheet.edge, code.top - 14).lineWidth(1.5).stroke(ink)
  document.endMarkedContent()
  document.addStructure(document.struct('Figure', { alt: texts.qr(address) }, () => drawCode(document, address)))
  const x = sheet.edge + code.size + 22
  const width = sheet.width - sheet.edge - x
  document.addStructure(document.struct('P', {}, () => {
    document.font('bold').fontSize(26).fillColor(ink).text(texts.scan, x, code.top + 4, { width })
  }))
  document.addStructure(document.struct('P', {}, () => {
    document.font('regular').fontSize(14).fillColor(ink).text(texts.how, x, code.top + 38, { width, lineGap: 2 })
  }))
  const shown = address.replace(/^https?:\/\//, '')
  document.font('bold').fontSize(14)
  const size = Math.max(8, Math.min(14, (14 * width) / document.widthOfString(shown)))
  document.addStructure(document.struct('P', {}, () => {
    document.font('bold').fontSize(size).fillColor(ink).text(shown, x, code.top + code.size - 30, { width, height: 30, link: address })
  }))
}

/** As lines of modules, so that it is sharp however large it is printed. */
function drawCode(document: PDFKit.PDFDocument, address: string) {
  const { modules } = QRCode.create(address, { errorCorrectionLevel: 'M' })
  const unit = code.size / modules.size
  for (let row = 0; row < modules.size; row++) {
    for (let from = 0; from < modules.size; from++) {
      if (!modules.get(row, from)) continue
      let to = from
      while (to < modules.size && modules.get(row, to)) to++
      document.rect(sheet.edge + from * unit, code.top + row * unit, (to - from) * unit, unit + 0.05)
      from = to
    }
  }
  document.fill('#000')
}

/** The largest letters that let the longest word stand on one line. */
function widestFits(document: PDFKit.PDFDocument, title: string): number {
  document.font('bold').fontSize(100)
  return (100 * column) / Math.max(1, ...title.split(/[\s-]+/).map((word) => document.widthOfString(word) + 2))
}

function printed<T extends PosterFacts>(document: PDFKit.PDFDocument, facts: T): T {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, typeof value === 'string' && name !== 'address' ? printable(document, value) : value])) as T
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  const sentence = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('.\n'), cut.lastIndexOf('? '), cut.lastIndexOf('! '))
  return sentence > most / 2 ? cut.slice(0, sentence + 1) : `${cut.slice(0, cut.lastIndexOf(' ')).replace(/[,;:–-]+$/, '')} …`
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
