import { z } from 'zod'
import { languages } from '#app/platform/language.ts'

/** What is written about an activity in one language; the lengths are the database's. */
export const textsSchema = z.object({
  title: z.string().trim().min(1, 'title_missing').max(120, 'title_long'),
  description: z.string().trim().max(8000, 'description_long'),
  whatToExpect: z.string().trim().max(2000, 'text_long_2000'),
  whoMeetsYou: z.string().trim().max(500, 'text_long_500'),
  price: z.string().trim().max(200, 'text_long_200'),
  accessibility: z.string().trim().max(1000, 'text_long_1000'),
  pictureAlt: z.string().trim().max(300, 'text_long_300'),
})
export type Texts = z.output<typeof textsSchema>
export const textFields = ['title', 'description', 'whatToExpect', 'whoMeetsYou', 'price', 'accessibility', 'pictureAlt'] as const satisfies (keyof Texts)[]

export const visibilities = ['public', 'members', 'unlisted'] as const
export type Visibility = (typeof visibilities)[number]
/** How many hours the next in line has to answer when a place comes free; none: they are in at once. */
export const offerChoices = ['', '2', '6', '12', '24', '48'] as const
export const shownTo = ['everyone', 'joined'] as const

/** "59,12" and "59.12" alike; nothing is nothing. */
const degrees = (most: number) =>
  z.string().trim().transform((text, context) => {
    if (text === '') return null
    const value = /^-?\d{1,3}([.,]\d{1,20})?$/.test(text) ? Number(text.replace(',', '.')) : NaN
    if (Math.abs(value) <= most) return value
    context.addIssue({ code: 'custom', message: 'point_unreadable' })
    return z.NEVER
  })

const chosen = z.string().transform((id) => id || null)

/** The fields of the form that stand on their own; those that depend on each other or on the organisation are in rules. */
export const planSchema = z.object({
  language: z.enum(languages, 'language_unknown'),
  kindId: z.string().min(1, 'kind_missing'),
  placeId: chosen,
  area: z.string().trim().max(120, 'area_long'),
  address: z.string().trim().max(200, 'address_long'),
  lat: degrees(90),
  lon: degrees(180),
  shownTo: z.enum(shownTo, 'choose_one'),
  places: z.string().trim().transform((text, context) => {
    if (text === '') return null
    const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN
    if (number >= 1 && number <= 10_000) return number
    context.addIssue({ code: 'custom', message: number === 0 ? 'places_zero' : number > 10_000 ? 'places_many' : 'places_unreadable' })
    return z.NEVER
  }),
  offerHours: z.enum(offerChoices, 'choose_one').transform((hours) => (hours === '' ? null : Number(hours))),
  visibility: z.enum(visibilities, 'choose_one'),
  hostId: chosen,
  pictureId: chosen,
})

export const cancelSchema = z.object({
  reason: z.string().trim().min(1, 'reason_missing').max(500, 'text_long_500'),
})
