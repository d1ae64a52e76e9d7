import { type FilterName, type Filters, readFilters } from '#app/domain/activities/finding/schema.ts'

/** The same parameters as the list of activities, but for days: an opening is not on a day. */
export function readOpeningFilters(sent: URLSearchParams): { filters: Filters; ignored: FilterName[] } {
  const asked = new URLSearchParams(sent)
  asked.delete('from')
  asked.delete('to')
  return readFilters(asked)
}
export const nothingAsked = () => readFilters(new URLSearchParams()).filters
