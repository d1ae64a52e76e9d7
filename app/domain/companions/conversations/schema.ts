import { z } from 'zod'

export const minutesChoices = [20, 30, 45, 60, 90] as const
const day = z.string().trim().regex(/^\d{4}-\d\d-\d\d$/, 'day_unreadable')
const clock = z.string().trim().regex(/^([01]?\d|2[0-3])[:.][0-5]\d$/, 'clock_unreadable')
const minutes = z.string().default('').transform((text) => minutesChoices.find((choice) => String(choice) === text) ?? 45)
const place = z.string().trim().min(1, 'place_missing').max(200, 'place_long')

/** Times a coordinator offers: one day, a first one, and how many in a row. */
export const offerTimesForm = z.object({
  day, clock, minutes, place,
  count: z.string().default('1').transform((text) => (/^([1-9]|1[0-2])$/.test(text) ? Number(text) : 1)),
})
export const moveTimeForm = z.object({ day, clock, minutes, place })
