import writeExcel from 'write-excel-file/node'
import { cellsOf, csvOf, type Sheet, type SheetFormat } from '../spreadsheet.ts'

const types: Record<SheetFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** A spreadsheet to keep, never kept on the way. `name` is without its ending, in letters, digits and hyphens. */
export async function download(sheet: Sheet, format: SheetFormat, name: string): Promise<Response> {
  const body = format === 'csv' ? csvOf(sheet) : new Uint8Array(await writeExcel(cellsOf(sheet), { stickyRowsCount: 1, columns: sheet.columns.map(({ width }) => ({ width: width ?? 16 })) }).toBuffer())
  return new Response(body, {
    headers: { 'content-type': types[format], 'content-disposition': `attachment; filename="${name}.${format}"`, 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' },
  })
}
