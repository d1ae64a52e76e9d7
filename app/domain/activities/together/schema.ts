import { z } from 'zod'

export const meetingSchema = z.object({
  place: z.string().trim().min(1, 'place_missing').max(200, 'place_long'),
  at: z.string().trim().regex(/^$|^([01]?\d|2[0-3])[.:]?[0-5]\d$/, 'at_wrong').default(''),
})
