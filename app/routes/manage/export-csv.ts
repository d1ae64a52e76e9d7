import type { LoaderFunctionArgs } from '@remix-run/node'
import { downloadPeriod } from './downloads.server.ts'

/** An organisation's figures for a period, as a spreadsheet. */
export const loader = (args: LoaderFunctionArgs) => downloadPeriod(args, 'csv')
