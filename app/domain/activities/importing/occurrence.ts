/** One date of what another program's calendar says will happen. */
export interface Occurrence {
  uid: string
  /** Which one of a repeating event: the date it was first meant for. '' for an event that happens once. */
  occurrence: string
  line: number
  start: Date
  end: Date
  zone: string
  allDay: boolean
  title: string
  description: string
  place: string
  point?: { lat: number; lon: number }
  categories: string[]
}
