import { z } from 'zod'

/** A part of town, in words. A number would be a house. */
const area = z.string().trim().min(1, 'area_missing').max(60, 'area_long').refine((text) => !/\d/.test(text), 'area_address')
const phone = z.string().trim().max(30, 'phone_wrong').regex(/^[+\d\s()-]*$/, 'phone_wrong').default('')

export const needSchema = z.object({ area })
export const offerSchema = z.object({ area, seats: z.string().regex(/^[1-8]$/, 'seats_wrong').transform(Number) })
/** Where a passenger is picked up: for this driver only. */
export const askSchema = z.object({ ride: z.uuid(), place: z.string().trim().min(1, 'place_missing').max(200, 'place_long'), phone })
/** What a driver adds to a yes: for this passenger only. */
export const answerSchema = z.object({ seat: z.uuid(), yes: z.enum(['yes', 'no']), place: z.string().trim().max(200, 'place_long').default(''), phone })
