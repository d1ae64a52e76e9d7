import type { LoaderFunctionArgs } from '@remix-run/node'
import { downloadComers } from './downloads.server.ts'

/** Who comes, as a spreadsheet. */
export const loader = (args: LoaderFunctionArgs) => downloadComers(args, 'csv')
