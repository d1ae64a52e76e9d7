import { z } from 'zod'
import { languages } from '#app/platform/language.ts'
import { kinds, visibilities } from '../schema.ts'

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

export const percents = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]

/** The fields of the form that stand on their own; those that depend on each other or on the organisation are in rules. */
export const planSchema = z.object({
  language: z.enum(languages, 'language_unknown'),
  kind: z.enum(kinds, 'kind_missing'),
  percent: z.string().trim().transform((text, context) => {
    if (text === '') return null
    if (percents.includes(Number(text))) return Number(text)
    context.addIssue({ code: 'custom', message: 'choose_one' })
    return z.NEVER
  }),
  places: z.string().trim().transform((text, context) => {
    const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN
    if (number >= 1 && number <= 1000) return number
    context.addIssue({ code: 'custom', message: 'places_unreadable' })
    return z.NEVER
  }),
  placeId: chosen,
  area: z.string().trim().max(120, 'area_long'),
  lat: degrees(90),
  lon: degrees(180),
  visibility: z.enum(visibilities, 'choose_one'),
  contactId: chosen,
})
