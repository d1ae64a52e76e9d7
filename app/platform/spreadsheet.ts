import type { SheetData } from 'write-excel-file/node'

/** Rows for a spreadsheet: text and numbers, under headings. */
export interface Sheet {
  columns: { name: string; /** In letters, where the program shows columns. */ width?: number }[]
  rows: (string | number | null)[][]
}
export const sheetFormats = ['csv', 'xlsx'] as const
export type SheetFormat = (typeof sheetFormats)[number]

/**
 * What a program would take for a formula, and run: also after spaces and signs that do not show, also full-width. People
 * choose their own names, and somebody else opens the file. A tab or a line break first moves what follows into a cell of its own.
 */
// oxlint-disable-next-line no-control-regex, no-misleading-character-class -- these are what is meant
const formula = /^(?:[\t\r\n]|[\s\u0000-\u001f\u007f-\u00a0\u00ad\u180e\u200b-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]*[=+\-@＝＋－−＠﹦﹢﹣﹫])/
/** Safe as a cell of a CSV file: text that begins like a formula gets the apostrophe that programs read as "this is text". */
export const neutral = (text: string) => (formula.test(text) ? `'${text}` : text)

// oxlint-disable-next-line no-control-regex -- these are what is taken away
const tidy = (text: string) => text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')

/**
 * RFC 4180 with semicolons, a byte order mark and every text in quotation marks: what Excel opens right in Norway and
 * Sweden, where the comma is in numbers, and every other program can be told.
 */
export function csvOf({ columns, rows }: Sheet): string {
  const cell = (value: string | number | null) => (value === null ? '' : typeof value === 'number' ? String(value).replace('.', ',') : `"${neutral(tidy(value)).replaceAll('"', '""')}"`)
  return `\ufeff${[columns.map((column) => column.name), ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

/** The cells of a workbook: text is said to be text, so no program reads anything else into it. */
export function cellsOf({ columns, rows }: Sheet): SheetData {
  // OOXML has an escape of its own (_x0041_ is A); text that looks like one must say that it is not.
  const text = (value: string) => tidy(value).replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_').slice(0, 32_000)
  return [
    columns.map((column) => ({ type: String, value: text(column.name), fontWeight: 'bold' as const })),
    ...rows.map((row) => row.map((value) => (value === null || value === '' ? null : typeof value === 'number' ? { type: Number, value } : { type: String, value: text(value), format: '@' }))),
  ]
}
