import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { download } from './http/download.server.ts'
import { csvOf, neutral, type Sheet } from './spreadsheet.ts'

/** A reader of RFC 4180 that knows nothing of the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let field = ''
  let quoted = false
  const close = () => {
    rows.at(-1)!.push(field)
    field = ''
  }
  for (let i = text.startsWith('\ufeff') ? 1 : 0; i < text.length; i++) {
    const sign = text[i]!
    if (quoted) {
      if (sign !== '"') field += sign
      else if (text[i + 1] === '"') field += text[++i]!
      else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === ';') close()
    else if (sign === '\r' && text[i + 1] === '\n') {
      close()
      rows.push([])
      i++
    } else field += sign
  }
  return rows.slice(0, -1)
}

/** The first sheet of a workbook, by the ZIP's own directory: each cell with its type. */
async function readXlsx(sheet: Sheet) {
  const bytes = Buffer.from(await (await download(sheet, 'xlsx', 'liste')).arrayBuffer())
  const files = new Map<string, string>()
  const end = bytes.lastIndexOf('PK\x05\x06')
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size, name, extra, comment, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)]
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const packed = bytes.subarray(from, from + size)
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), (method === 8 ? inflateRawSync(packed) : packed).toString('utf8'))
    at += 46 + name + extra + comment
  }
  const said = (xml: string) => [...xml.matchAll(/<t[^>]*>([\s\S]*?)<\/t>/g)].map((part) => part[1]!).join('').replace(/&(lt|gt|quot|apos|amp|#(\d+)|#x([0-9a-f]+));/gi, (_, name: string, decimal?: string, hex?: string) =>
    decimal || hex ? String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex!, 16)) : { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }[name]!).replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  const shared = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>([\s\S]*?)<\/si>/g)].map((one) => said(one[1]!))
  const xml = files.get('xl/worksheets/sheet1.xml')!
  expect(xml).not.toContain('<f>')
  return [...xml.matchAll(/<row[^>]*>([\s\S]*?)<\/row>/g)].map((row) => {
    const cells = sheet.columns.map((): unknown => null)
    for (const [, column, attributes = '', inside = ''] of row[1]!.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
      const type = /t="(\w+)"/.exec(attributes)?.[1] ?? 'n'
      const value = /<v>([\s\S]*?)<\/v>/.exec(inside)?.[1]
      cells[column!.charCodeAt(0) - 65] = type === 's' ? shared[Number(value)] : type === 'inlineStr' ? said(inside) : value === undefined ? null : Number(value)
    }
    return cells
  })
}

const columns = [{ name: 'Navn' }, { name: 'E-post' }, { name: 'Antall' }]
const odd = ['Åse "Kjekk" O\'Hara; Sæther', 'to\nlinjer', 'emoji 👩‍👩‍👧 🙂', 'Ødegård, Per', '日本', '<b>&amp;</b>', '', 'مرحبا', '_x0041_', 'a\tb', ' innledende mellomrom']
const formulas = ['=1+1', '+47 912', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\tx', '  =1', '\u00a0=cmd|\' /C calc\'!A0', '\u200b=1', '\ufeff=1', '＝1+1', ' ＋1', '－1', '＠SUM', '=HYPERLINK("https://ond.example")', '\u0001=1', '\u3000=1']

test('names of every kind survive a CSV file', () => {
  const rows = odd.map((name, index) => [name, `${index}@example.org`, index])
  const text = csvOf({ columns, rows })
  expect(text.startsWith('\ufeff')).toBe(true)
  expect(readCsv(text)).toEqual([['Navn', 'E-post', 'Antall'], ...rows.map((row) => row.map(String))])
})

test.each(formulas)('%j is text in a CSV file and not a formula', (name) => {
  const [, [read]] = readCsv(csvOf({ columns: [{ name: 'Navn' }], rows: [[name]] })) as [string[], [string]]
  expect(read.startsWith("'")).toBe(true)
  // oxlint-disable-next-line no-control-regex -- this is what XML and Excel cannot hold
  expect(read.slice(1)).toBe(name.replace(/\u0001/, ''))
})

test('ordinary names are left alone', () => {
  for (const name of ['Kari', "O'Hara", 'Å-meg', 'p=q', '1 + 1', '(+47)', '“sitat”']) expect(neutral(name)).toBe(name)
})

test('nothing that one types becomes a cell that begins a formula, nor breaks out of its cell', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[ \t\r\n"';,=+@-]{0,6}$/)), { maxLength: 5 }), (rows) => {
    const read = readCsv(csvOf({ columns: columns.slice(0, 2), rows }))
    expect(read).toHaveLength(rows.length + 1)
    for (const row of read) {
      expect(row).toHaveLength(2)
      for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@]/)
    }
  }))
})

test('a workbook keeps every text as it was, as text, and numbers as numbers', async () => {
  const rows = [...odd, ...formulas].map((name, index) => [name, `${index}@example.org`, index])
  // oxlint-disable-next-line no-control-regex -- XML cannot say it
  const kept = rows.map(([name, ...rest]) => [name === '' ? null : String(name).replace(/\u0001/, ''), ...rest])
  // A reader of XML turns a carriage return into a line feed.
  const asRead = (value: unknown) => (typeof value === 'string' ? value.replace(/\r/g, '\n') : value)
  expect((await readXlsx({ columns, rows })).map((row) => row.map(asRead))).toEqual([['Navn', 'E-post', 'Antall'], ...kept.map((row) => row.map(asRead))])
})
