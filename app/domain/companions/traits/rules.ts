import type { Traits } from '../schema.ts'
import { type BoxGroup, boxes } from './schema.ts'

/** Stored traits as a form's values: what `traitsForm` reads back as the same. */
export function traitValues(told: Traits): Record<string, string> {
  const values: Record<string, string> = {
    gender: told.gender ?? '', birthYear: told.birthYear === null ? '' : String(told.birthYear), area: told.area,
    lat: told.lat === null ? '' : String(told.lat), lon: told.lon === null ? '' : String(told.lon), travelMinutes: String(told.travelMinutes),
  }
  if (told.hasCar) values.hasCar = 'on'
  for (const group of Object.keys(boxes) as BoxGroup[]) for (const value of told[group]) values[`${group}.${value}`] = 'on'
  return values
}
